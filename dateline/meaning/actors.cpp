#include <algorithm>

#include "dateline/base/csv.h"
#include "dateline/gazetteer/fold.h"
#include "dateline/meaning/mentions.h"

namespace dateline {
namespace {

constexpr int kMostSteps = 6;     ///< from pronoun to pronoun
constexpr int kPronounReach = 3;  ///< sentences that a pronoun looks back

bool all_capitals(std::string_view word) {
  int letters = 0;
  for (char c : word) {
    if (c >= 'a' && c <= 'z') return false;
    letters += c >= 'A' && c <= 'Z';
  }
  return letters >= 2;
}

/// One word of the text as names compare it; a hyphenated token gives several.
struct TextWord {
  std::string word, singular;
  TokenIndex token;
  bool first, last;  ///< of its token
};

std::vector<TextWord> text_words(const Syntax& syntax, TokenRange sentence) {
  std::vector<TextWord> out;
  for (TokenIndex i = sentence.begin; i < sentence.end; ++i) {
    std::string form(syntax.form(i));
    if (syntax.upos(i) == Upos::kPunct && form != "(") continue;
    std::replace(form.begin(), form.end(), '-', ' ');
    const auto parts = split_list(form, ' ');
    for (std::size_t p = 0; p < parts.size(); ++p) {
      std::string word = name_word(parts[p]);
      if (word.empty()) word = parts[p];
      out.push_back({std::move(word), singular_word(parts[p]), i, p == 0, p + 1 == parts.size()});
    }
  }
  return out;
}

}  // namespace

Actors::Actors(const Syntax& syntax, const Knowledge& knowledge)
    : syntax_(&syntax), knowledge_(&knowledge) {
  if (const Outlet* outlet = knowledge.parties.find_outlet(syntax.document().outlet))
    outlet_party_ = outlet->party;
  mention_at_.assign(syntax.size(), -1);
  antecedent_.assign(syntax.size(), kNoToken);
  alone_.assign(syntax.size(), false);
  find_names();
  resolve_pronouns();
}

/// Whether the row of the name holds here: its days, its speaker, its context words.
bool Actors::holds(const ActorName& name, std::size_t sentence) const {
  const Day day = syntax_->document().published.day;
  if ((name.since && day < *name.since) || (name.until && *name.until < day)) return false;
  if (!name.said_by.empty()) {
    const bool outlet_speaks =
        !outlet_party_.empty() && knowledge_->parties.allied(outlet_party_, name.said_by, day);
    if (!outlet_speaks) return false;
  }
  if (name.context.empty()) return true;
  const std::size_t from = sentence == 0 ? 0 : sentence - 1;
  for (std::size_t s = from; s <= sentence; ++s) {
    const TokenRange range = syntax_->sentence(s);
    for (TokenIndex i = range.begin; i < range.end; ++i)
      if (std::find(name.context.begin(), name.context.end(), singular_word(syntax_->form(i))) !=
          name.context.end())
        return true;
  }
  return false;
}

void Actors::find_names() {
  for (std::size_t s = 0; s < syntax_->sentences(); ++s) {
    const auto words = text_words(*syntax_, syntax_->sentence(s));
    for (std::size_t w = 0; w < words.size(); ++w) {
      if (!words[w].first) continue;
      std::vector<std::size_t> candidates;
      for (const std::string* key : {&words[w].word, &words[w].singular}) {
        const auto it = knowledge_->names_by_first.find(*key);
        if (it != knowledge_->names_by_first.end())
          candidates.insert(candidates.end(), it->second.begin(), it->second.end());
        if (words[w].word == words[w].singular) break;
      }
      // Both lists are sorted; the longest wording wins over both.
      std::stable_sort(candidates.begin(), candidates.end(), [&](std::size_t a, std::size_t b) {
        return knowledge_->names[a].words.size() > knowledge_->names[b].words.size();
      });
      for (std::size_t n : candidates) {
        const ActorName& name = knowledge_->names[n];
        if (w + name.words.size() > words.size() || !words[w + name.words.size() - 1].last)
          continue;
        bool same = true;
        for (std::size_t k = 0; k < name.words.size() && same; ++k) {
          const TextWord& word = words[w + k];
          same = (name.capitalised[k] ? word.word : word.singular) == name.words[k] &&
                 (!name.capitalised[k] || syntax_->is_capitalised(word.token)) &&
                 (!name.all_capitals[k] || all_capitals(syntax_->form(word.token)));
        }
        if (!same || !holds(name, s)) continue;
        ActorMention mention;
        mention.range = {words[w].token, words[w + name.words.size() - 1].token + 1};
        mention.head = mention.range.end - 1;
        for (TokenIndex i = mention.range.begin; i < mention.range.end; ++i)
          if (!mention.range.contains(syntax_->head(i))) mention.head = i;
        mention.id = name.party;
        mention.weight = name.weight;
        mention.is_person = name.is_person;
        mention.is_country = name.is_country;
        mention.is_demonym = name.is_demonym;
        for (TokenIndex i = mention.range.begin; i < mention.range.end; ++i)
          mention_at_[i] = static_cast<int>(mentions_.size());
        mentions_.push_back(std::move(mention));
        while (w + 1 < words.size() && words[w + 1].token < mentions_.back().range.end) ++w;
        break;
      }
    }
  }
}

const ActorMention* Actors::mention_at(TokenIndex i) const {
  return mention_at_[i] < 0 ? nullptr : &mentions_[static_cast<std::size_t>(mention_at_[i])];
}

TokenRange Actors::phrase(TokenIndex head) const {
  TokenRange range{head, head + 1};
  for (TokenIndex c : syntax_->children(head)) {
    using enum Deprel;
    if (!syntax_->is(c, {kDet, kAmod, kCompound, kNummod, kNmodPoss, kFlat, kAppos, kNmod, kFixed,
                         kDetPredet, kNmodDesc}))
      continue;
    const TokenRange inner = syntax_->subtree(c);
    // What follows the noun belongs to the phrase only while nothing else stands between.
    range.begin = std::min(range.begin, inner.begin);
    range.end = std::max(range.end, inner.end);
  }
  if (const ActorMention* m = mention_at(head)) {
    range.begin = std::min(range.begin, m->range.begin);
    range.end = std::max(range.end, m->range.end);
  }
  for (TokenIndex c : syntax_->children(head))
    if (syntax_->is(c, {Deprel::kCase}) && c == range.begin && c < head) ++range.begin;
  return range;
}

ActorReading Actors::reading(const ActorMention& mention, TokenRange range) const {
  return {mention.id, syntax_->text(range), syntax_->span(range)};
}

std::vector<ActorReading> Actors::modifiers(TokenIndex noun) const {
  std::vector<ActorReading> out;
  using enum Deprel;
  for (TokenIndex c : syntax_->children(noun)) {
    if (!syntax_->is(c, {kAmod, kCompound, kNmodPoss, kFlat, kNmodDesc, kDet})) continue;
    for (TokenIndex i = c;;) {
      const ActorMention* m = mention_at(i);
      // "Turkish-backed" is backing, not the one who acts.
      const bool backed = i + 1 < syntax_->size() && syntax_->form(i + 1) == "-";
      if (m && !(backed && m->range.end <= i + 1)) {
        out.push_back(reading(*m, m->range));
      } else if (!m && syntax_->is(i, {kNmodPoss, kCompound})) {
        for (auto& r : at(i)) out.push_back(std::move(r));
      }
      const TokenIndex next = syntax_->child(i, {kConj});
      if (next == kNoToken) break;
      i = next;
    }
  }
  return out;
}

/// The readings that the phrase's own words give.
std::vector<ActorReading> Actors::direct(TokenIndex head) const {
  const ActorMention* own = mention_at(head);
  const std::string& lemma = syntax_->lemma(head);
  if (own && own->head == head && !own->is_demonym) {
    // "its fighters": a general word is whose the pronoun says.
    const TokenIndex owner = syntax_->child(head, {Deprel::kNmodPoss});
    if (own->range.size() == 1 && knowledge_->in_class(lemma, "force") && owner != kNoToken &&
        antecedent_[owner] != kNoToken && !syntax_->is(head, {Deprel::kConj})) {
      auto whose = at(owner);
      if (!whose.empty() && whose.front().id.str() != "civilians") {
        for (auto& one : whose)
          one.text = syntax_->text(phrase(head)), one.span = syntax_->span(phrase(head));
        return whose;
      }
    }
    return {reading(*own, phrase(head))};
  }
  if (own && own->is_demonym && syntax_->is_nominal(head)) {
    const bool plural = syntax_->feats(head).number == Feats::Number::kPlur;
    ActorReading people = reading(*own, phrase(head));
    if (plural) people.id = ActorId("civilians");
    return {people};
  }
  std::vector<ActorReading> mods = modifiers(head);
  if (mods.empty()) {
    for (TokenIndex c : syntax_->children(head)) {
      if (syntax_->is(c, {Deprel::kAppos}) ||
          (syntax_->is(c, {Deprel::kNmod}) && syntax_->has_child_lemma(c, "of") &&
           knowledge_->in_class(lemma, "force")) ||
          (syntax_->is(c, {Deprel::kNmod}) && syntax_->has_child_lemma(c, "of") &&
           knowledge_->in_class(lemma, "official")))
        mods = with_conjuncts(c);
      if (syntax_->lemma(c) == "loyal") {
        for (TokenIndex to : syntax_->children(c))
          if (syntax_->is(to, {Deprel::kObl, Deprel::kNmod})) mods = at(to);
      }
      if (!mods.empty()) break;
    }
  }
  if (mods.empty()) return {};
  const bool actor_noun =
      knowledge_->in_class(lemma, "force") || knowledge_->in_class(lemma, "official") ||
      knowledge_->in_class(lemma, "person") || knowledge_->in_class(lemma, "anonymous") ||
      knowledge_->in_class(lemma, "agency") || knowledge_->in_class(lemma, "media") ||
      knowledge_->in_class(lemma, "strike") || knowledge_->in_class(lemma, "military_speaker") ||
      knowledge_->in_class(lemma, "party_speaker") || syntax_->upos(head) == Upos::kPropn;
  const bool place_noun =
      knowledge_->in_class(lemma, "place") || knowledge_->in_class(lemma, "road");
  if (!actor_noun && !place_noun) return {};
  const TokenRange range = phrase(head);
  for (auto& r : mods) {
    r.text = syntax_->text(range);
    r.span = syntax_->span(range);
  }
  if (mods.size() > 1) {
    // "Syrian rebel fighters": the party says more than the nationality before it.
    std::vector<ActorReading> parties;
    for (TokenIndex c : syntax_->children(head)) {
      const ActorMention* m = mention_at(c);
      if (m && !m->is_demonym && !m->is_country && c < head) parties.push_back(reading(*m, range));
    }
    if (!parties.empty()) return parties;
  }
  return mods;
}

std::vector<ActorReading> Actors::at(TokenIndex head) const {
  if (antecedent_[head] != kNoToken) {
    // Of strange trees a phrase may come to stand for itself: "its" of "the group" of "its".
    if (steps_ == kMostSteps) return {};
    ++steps_;
    auto out = alone_[head] ? at(antecedent_[head]) : with_conjuncts(antecedent_[head]);
    --steps_;
    for (ActorReading& one : out) one.probability *= link_chance(head);
    return out;
  }
  return direct(head);
}

std::vector<ActorReading> Actors::with_conjuncts(TokenIndex head) const {
  std::vector<ActorReading> out = at(head);
  for (TokenIndex c : syntax_->children(head)) {
    if (!syntax_->is(c, {Deprel::kConj}) || !syntax_->is_nominal(c)) continue;
    for (auto& r : at(c))
      if (std::none_of(out.begin(), out.end(), [&](const auto& o) { return o.id == r.id; }))
        out.push_back(std::move(r));
  }
  return out;
}

TokenIndex Actors::antecedent(TokenIndex i) const {
  return antecedent_[i] == kNoToken ? i : antecedent_[i];
}

/// Pronouns take the last actor that agrees in number and kind, subjects before others: simple,
/// and right often enough for "they said", "it captured", "the group".
void Actors::resolve_pronouns() {
  struct Candidate {
    TokenIndex head;
    std::size_t sentence;
    bool plural, person, subject;
  };
  std::vector<Candidate> seen;
  const auto find = [&](std::size_t sentence, TokenIndex pronoun, auto agrees) {
    for (const bool subject : {true, false}) {
      for (auto it = seen.rbegin(); it != seen.rend(); ++it) {
        if (it->sentence + kPronounReach <= sentence) break;
        // A phrase does not stand for a pronoun inside of it: that would go round for ever.
        if (it->subject >= subject && agrees(*it) && !syntax_->dominated(pronoun, it->head))
          return it->head;
      }
    }
    return kNoToken;
  };
  for (TokenIndex i = 0; i < syntax_->size(); ++i) {
    const std::string& word = syntax_->lower(i);
    const std::size_t s = syntax_->sentence_of(i);
    if (syntax_->upos(i) == Upos::kPron) {
      if (word == "who" || word == "which" || word == "that") {
        for (TokenIndex up = syntax_->head(i); up != kNoToken; up = syntax_->head(up)) {
          if (syntax_->is(up, {Deprel::kAclRelcl})) {
            antecedent_[i] = syntax_->head(up);
            break;
          }
        }
      } else if (word == "they" || word == "them" || word == "their" || word == "we" ||
                 word == "us" || word == "our") {
        antecedent_[i] = find(s, i, [](const Candidate& c) { return c.plural; });
      } else if (word == "he" || word == "him" || word == "his" || word == "she" || word == "her" ||
                 word == "i") {
        antecedent_[i] = find(s, i, [](const Candidate& c) { return c.person; });
      } else if (word == "it" || word == "its") {
        antecedent_[i] = find(s, i, [](const Candidate& c) { return !c.plural && !c.person; });
      }
      continue;
    }
    if (!syntax_->is_nominal(i)) continue;
    const bool the = syntax_->has_child_lemma(i, "the");
    if ((syntax_->lemma(i) == "group" || syntax_->lemma(i) == "organisation" ||
         syntax_->lemma(i) == "organization") &&
        the && direct(i).empty()) {
      antecedent_[i] = find(s, i, [](const Candidate& c) { return !c.person; });
      continue;
    }
    if (direct(i).empty() && !knowledge_->in_class(syntax_->lemma(i), "resident") &&
        !knowledge_->in_class(syntax_->lemma(i), "anonymous") &&
        !knowledge_->in_class(syntax_->lemma(i), "analyst"))
      continue;
    using enum Deprel;
    const ActorMention* m = mention_at(i);
    const bool subject = syntax_->is(i, {kNsubj, kNsubjPass, kOblAgent});
    if (syntax_->is(i, {kAmod, kCompound, kFlat, kNmodPoss}) && !(m && m->is_person)) continue;
    const bool person =
        (m && m->is_person) || (knowledge_->in_class(syntax_->lemma(i), "person") ||
                                knowledge_->in_class(syntax_->lemma(i), "official") ||
                                knowledge_->in_class(syntax_->lemma(i), "analyst"));
    const bool plural = syntax_->feats(i).number == Feats::Number::kPlur ||
                        syntax_->child(i, {kConj}) != kNoToken ||
                        knowledge_->in_class(syntax_->lemma(i), "force");
    seen.push_back(
        {i, s, plural, person && syntax_->feats(i).number != Feats::Number::kPlur, subject});
  }
}

}  // namespace dateline
