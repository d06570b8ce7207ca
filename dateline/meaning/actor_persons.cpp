#include <algorithm>
#include <ranges>
#include <unordered_map>

#include "dateline/gazetteer/fold.h"
#include "dateline/meaning/mentions.h"

// Outlets by name, and persons who stand for the party for which they speak: by their title where
// they are first named ("rebel spokesman Sami Haddad"), by their last name after that.

namespace dateline {
namespace {

using enum Deprel;

constexpr TokenIndex kLongestName = 5;

}  // namespace

/// Where words are an outlet's name, whatever else they may be.
void Actors::find_outlet_names() {
  constexpr std::size_t kMostWords = 5;
  for (std::size_t s = 0; s < words_.size(); ++s) {
    const auto& words = words_[s];
    for (std::size_t w = 0; w < words.size(); ++w) {
      const TokenIndex first = words[w].token;
      if (!words[w].first || !syntax_->is_capitalised(first)) continue;
      for (std::size_t n = std::min(kMostWords, words.size() - w); n > 0; --n) {
        const TextWord& last = words[w + n - 1];
        if (!last.last) continue;
        const TokenRange range{first, last.token + 1};
        if (const Outlet* outlet = knowledge_->parties.find_outlet(syntax_->text(range)))
          outlet_names_.push_back({s, w, n, range, outlet});
      }
    }
  }
}

/// Outlets that speak for a party are that party's voice; the others are themselves. Names of one
/// word are common words too (Dawn, Nation): they need a verb of speaking, or a noun of the trade.
void Actors::find_outlets() {
  std::size_t sentence = 0, taken = 0;  // words of that sentence inside of a name that was taken
  for (const OutletName& name : outlet_names_) {
    if (name.sentence == sentence && name.word < taken) continue;
    const TokenRange range = name.range;
    // "Times of Israel", "Voice of America": the outlet's name goes over names inside of it.
    const ActorMention* inside[] = {mention_at(range.begin), mention_at(range.end - 1)};
    if (std::ranges::any_of(inside, [&](const ActorMention* m) {
          return m && (name.words == 1 || m->is_outlet || m->range.begin < range.begin ||
                       m->range.end > range.end || m->range.size() == range.size());
        }))
      continue;
    if (name.words == 1 && !speaks_at(range.begin)) continue;
    ActorMention mention;
    mention.range = range;
    mention.head = syntax_->head_of(range);
    mention.id = name.outlet->party.empty() ? ActorId(name.outlet->name) : name.outlet->party;
    mention.is_outlet = true;
    mention.weight = 0.9;
    if (std::erase_if(mentions_,
                      [&](const ActorMention& m) { return range.contains(m.range.begin); }) > 0)
      index_mentions();
    add_mention(std::move(mention));
    sentence = name.sentence, taken = name.word + name.words;
  }
  std::ranges::stable_sort(mentions_, {}, [](const ActorMention& m) { return m.range.begin; });
  index_mentions();
  if (!outlet_party_.empty()) return;
  // "a reporter of ours": a text whose own correspondents are one outlet's is that outlet's.
  for (const ActorMention& mention : mentions_) {
    const TokenIndex next = mention.range.end;
    if (!mention.is_outlet || next >= syntax_->size()) continue;
    const std::string& word = syntax_->lemma(next);
    if (word != "reporter" && word != "correspondent") continue;
    if (knowledge_->parties.find(mention.id)) outlet_party_ = mention.id;
  }
}

void Actors::index_mentions() {
  mention_at_.assign(syntax_->size(), -1);
  for (std::size_t m = 0; m < mentions_.size(); ++m)
    for (TokenIndex i = mentions_[m].range.begin; i < mentions_[m].range.end; ++i)
      mention_at_[i] = static_cast<int>(m);
}

/// True where the word stands as one that reports or is told something.
bool Actors::speaks_at(TokenIndex i) const {
  const auto is_trade = [&](TokenIndex k) {
    return k < syntax_->size() && (knowledge_->in_class(syntax_->lemma(k), "agency") ||
                                   knowledge_->in_class(syntax_->lemma(k), "media") ||
                                   syntax_->lemma(k) == "news" || syntax_->lemma(k) == "reporter");
  };
  if (is_trade(i + 1) || (i > 0 && is_trade(i - 1))) return true;
  if (i > 0 && syntax_->lemma(i - 1) == "tell") return true;
  const TokenIndex up = syntax_->head(i);
  if (up == kNoToken) return false;
  const bool cue = knowledge_->cue(syntax_->lemma(up), "verb").has_value();
  if (cue && syntax_->is(i, {kNsubj, kObj, kIobj, kObl, kOblAgent})) return true;
  return i > 1 && syntax_->lower(i - 1) == "to" && syntax_->lower(i - 2) == "according";
}

/// A name that the tagger takes for a person's and that no list has.
void Actors::find_persons(const Toponyms* toponyms) {
  std::unordered_map<std::string, ActorMention> known;  // by last name, folded
  const auto last_name = [&](TokenRange range) { return name_word(syntax_->form(range.end - 1)); };
  const auto remember = [&](const ActorMention& mention) {
    if (mention.range.size() > 1) known.emplace(last_name(mention.range), mention);
  };
  for (const ActorMention& mention : mentions_)
    if (mention.is_person) remember(mention);
  if (toponyms) {
    for (const Name& name : toponyms->names) {
      if (name.type != NameType::kPerson || name.range.size() > kLongestName) continue;
      if (std::ranges::any_of(std::views::iota(name.range.begin, name.range.end),
                              [&](TokenIndex i) { return mention_at(i) != nullptr; }))
        continue;
      ActorMention mention;
      mention.range = name.range;
      mention.head = syntax_->head_of(name.range);
      mention.is_person = true;
      mention.weight = 0.7;
      mention.id = title_party(mention);
      if (!mention.id.empty()) {
        remember(mention);
        add_mention(std::move(mention));
      }
    }
  }
  if (known.empty()) return;
  for (TokenIndex i = 0; i < syntax_->size(); ++i) {
    if (syntax_->upos(i) != Upos::kPropn || mention_at(i)) continue;
    const auto it = known.find(name_word(syntax_->form(i)));
    if (it == known.end()) continue;
    ActorMention mention = it->second;
    mention.range = {i, i + 1};
    while (mention.range.begin > 0 && syntax_->upos(mention.range.begin - 1) == Upos::kPropn &&
           !mention_at(mention.range.begin - 1) && syntax_->is(mention.range.begin - 1, {kFlat}))
      --mention.range.begin;
    mention.head = syntax_->head_of(mention.range);
    add_mention(std::move(mention));
  }
}

/// The party of the title before a name or the apposition beside it; empty where neither is of
/// people who speak for one.
ActorId Actors::title_party(const ActorMention& person) const {
  const auto party_of = [&](TokenIndex noun) -> ActorId {
    const std::string& lemma = syntax_->lemma(noun);
    const bool office = knowledge_->in_class(lemma, "official") ||
                        knowledge_->in_class(lemma, "military_speaker") || lemma == "co-chair" ||
                        lemma == "chairman" || lemma == "chair" || lemma == "member" ||
                        lemma == "fighter" || lemma == "militant" || lemma == "commander" ||
                        lemma == "head" || lemma == "boss";
    if (!office) return {};
    const auto found = direct(noun);
    if (found.empty() || found.front().id.str() == "civilians") return {};
    return found.front().id;
  };
  // The parser may hang the name below the title or the title below the name.
  const TokenIndex head = person.head;
  TokenIndex up = syntax_->head(head);
  if (up != kNoToken && !person.range.contains(up) &&
      syntax_->is(head, {kAppos, kFlat, kNmodDesc})) {
    if (ActorId id = party_of(up); !id.empty()) return id;
    // "a member of its political committee Sami Haddad": the name hangs on the last noun.
    for (int steps = 0; steps < 2 && syntax_->is(up, {kNmod}) && up < head; ++steps) {
      up = syntax_->head(up);
      if (ActorId id = party_of(up); !id.empty()) return id;
    }
  }
  for (TokenIndex c : syntax_->children(head)) {
    if (person.range.contains(c) || !syntax_->is(c, {kAppos, kCompound, kFlat, kNmodDesc}))
      continue;
    if (ActorId id = party_of(c); !id.empty()) return id;
    // "rebel spokesman Sami Haddad": both words hang on the name.
    const ActorRole* role = role_at(c);
    if (!role || !role->of_people) continue;
    for (TokenIndex k : syntax_->children(head)) {
      const ActorMention* m = mention_at(k);
      if (m && k < c && !m->is_person && m->id.str() != "civilians") return m->id;
    }
  }
  return {};
}

}  // namespace dateline
