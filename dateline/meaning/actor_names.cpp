#include <algorithm>
#include <unordered_map>

#include "dateline/base/csv.h"
#include "dateline/gazetteer/fold.h"
#include "dateline/meaning/mentions.h"

// The names of parties in a text: which listed wording stands where, and whether its row holds
// there.

namespace dateline {
namespace {

/// Text that lost its apostrophes writes "ISILs positions": the name may end before that "s".
bool drops_s(const std::string& word, const std::string& wanted) {
  return wanted.size() >= 2 && word.size() == wanted.size() + 1 && word.back() == 's' &&
         word.starts_with(wanted);
}

}  // namespace

/// The words of a sentence as names compare them; a hyphenated token gives several.
void Actors::fold_words() {
  words_.resize(syntax_->sentences());
  for (std::size_t s = 0; s < syntax_->sentences(); ++s) {
    const TokenRange sentence = syntax_->sentence(s);
    for (TokenIndex i = sentence.begin; i < sentence.end; ++i) {
      std::string form(syntax_->form(i));
      if (syntax_->upos(i) == Upos::kPunct && form != "(") continue;
      std::replace(form.begin(), form.end(), '-', ' ');
      std::replace(form.begin(), form.end(), '/', ' ');
      const auto parts = split_list(form, ' ');
      for (std::size_t p = 0; p < parts.size(); ++p) {
        std::string word = name_word(parts[p]);
        if (word.empty()) continue;  // the apostrophe of "the Workers' Party"
        words_[s].push_back(
            {std::move(word), singular_word(parts[p]), i, p == 0, p + 1 == parts.size()});
      }
    }
  }
}

/// Whether the row of the name holds here: its days, its speaker, its story, its context words.
bool Actors::holds(const ActorName& name, std::size_t sentence, bool after_office) const {
  const Day day = syntax_->document().published.day;
  const bool left = after_office && name.is_person && name.words.size() > 1;
  if ((name.since && day < *name.since) || (name.until && *name.until < day && !left)) return false;
  if (!name.said_by.empty()) {
    const ActorId& voice = voices_.empty() ? outlet_party_ : voices_[sentence];
    if (voice.empty() || !knowledge_->parties.allied(voice, name.said_by, day)) return false;
  }
  if (!name.stories.empty() &&
      (stories_.empty() ||
       std::ranges::find(name.stories, stories_[sentence]) == name.stories.end()))
    return false;
  if (name.context.empty()) return true;
  const std::size_t from = sentence == 0 ? 0 : sentence - 1;
  for (std::size_t s = from; s <= sentence; ++s)
    for (std::size_t w = 0; w < words_[s].size(); ++w)
      if (std::ranges::any_of(name.context,
                              [&](const NameWords& near) { return stands_at(near, s, w, true); }))
        return true;
  return false;
}

bool Actors::stands_at(const NameWords& name, std::size_t sentence, std::size_t w,
                       bool without_apostrophe) const {
  const auto& words = words_[sentence];
  if (w + name.words.size() > words.size() || !words[w + name.words.size() - 1].last) return false;
  for (std::size_t k = 0; k < name.words.size(); ++k) {
    const TextWord& word = words[w + k];
    const bool last = k + 1 == name.words.size();
    if ((name.capitalised[k] ? word.word : word.singular) != name.words[k] &&
        !(last && name.capitalised[k] && without_apostrophe && drops_s(word.word, name.words[k])))
      return false;
    if (name.capitalised[k] && !syntax_->is_capitalised(word.token)) return false;
    if (!name.all_capitals[k]) continue;
    std::string_view form = syntax_->form(word.token);
    if (word.word != name.words[k] && form.ends_with('s')) form.remove_suffix(1);
    if (!is_all_capitals(form)) return false;
  }
  return true;
}

/// Of two states that bear one name (Congolese, Dominican) the one of the story, or the one at war.
bool Actors::prefers(const std::string& state, const std::string& other,
                     std::size_t sentence) const {
  const std::string& here = stories_.empty() ? knowledge_->main_country : stories_[sentence];
  if (here == other || here == state) return here == state;
  const Day day = syntax_->document().published.day;
  return !knowledge_->actor_tables.war(other, day) && knowledge_->actor_tables.war(state, day);
}

void Actors::find_names() {
  mentions_.clear();
  mention_at_.assign(syntax_->size(), -1);
  std::vector<std::size_t> candidates;
  std::vector<const ActorName*> rows;
  for (std::size_t s = 0; s < words_.size(); ++s) {
    const auto& words = words_[s];
    for (std::size_t w = 0; w < words.size(); ++w) {
      if (!words[w].first) continue;
      candidates.clear();
      std::string bare = words[w].word;
      if (bare.size() > 3 && bare.back() == 's') bare.pop_back();
      const std::string* const keys[] = {&words[w].word, &words[w].singular, &bare};
      for (const std::string* key : keys) {
        if (key != &words[w].word && *key == words[w].word) continue;
        if (key == &bare && bare == words[w].singular) continue;
        const auto it = knowledge_->names_by_first.find(*key);
        if (it != knowledge_->names_by_first.end())
          candidates.insert(candidates.end(), it->second.begin(), it->second.end());
      }
      if (candidates.empty()) continue;
      // The lists are sorted; the longest wording wins over all.
      std::stable_sort(candidates.begin(), candidates.end(), [&](std::size_t a, std::size_t b) {
        return knowledge_->names[a].words.size() > knowledge_->names[b].words.size();
      });
      const ActorName* best = nullptr;
      for (std::size_t n : candidates) {
        const ActorName& name = knowledge_->names[n];
        if (best && (name.words.size() < best->words.size() || name.state == best->state ||
                     name.state.empty() || !prefers(name.state, best->state, s)))
          continue;
        if (!stands_at(name, s, w, !name.is_country) || !holds(name, s)) continue;
        best = &name;
        if (best->state.empty()) break;
      }
      for (std::size_t i = 0; i < candidates.size() && !best; ++i) {
        const ActorName& name = knowledge_->names[candidates[i]];
        if (name.is_person && stands_at(name, s, w, true) && holds(name, s, true)) best = &name;
      }
      if (!best) continue;
      rows.push_back(best);
      add_mention(*best, {words[w].token, words[w + best->words.size() - 1].token + 1});
      while (w + 1 < words.size() && words[w + 1].token < mentions_.back().range.end) ++w;
    }
  }
  settle_guesses(rows);
}

void Actors::add_mention(const ActorName& name, TokenRange range) {
  ActorMention mention;
  mention.range = range;
  mention.head = range.end - 1;
  // What a preposition inside of the name brings is not its head, wherever the parser hung it:
  // "an alliance led by Kurdish fighters".
  const auto is_brought = [&](TokenIndex i) {
    const TokenIndex preposition = syntax_->child(i, {Deprel::kCase});
    return preposition != kNoToken && range.contains(preposition) && preposition > range.begin;
  };
  for (const bool brought : {true, false})
    for (TokenIndex i = range.begin; i < range.end; ++i)
      if (!range.contains(syntax_->head(i)) && is_brought(i) == brought) mention.head = i;
  mention.id = name.state.empty()
                   ? name.party
                   : government_of(*knowledge_, name.state, syntax_->document().published.day);
  mention.weight = name.weight;
  mention.country = name.state;
  mention.is_common = name.is_common;
  mention.is_person = name.is_person;
  mention.is_country = name.is_country;
  mention.is_demonym = name.is_demonym;
  add_mention(std::move(mention));
}

void Actors::add_mention(ActorMention mention) {
  for (TokenIndex i = mention.range.begin; i < mention.range.end; ++i)
    mention_at_[i] = static_cast<int>(mentions_.size());
  mentions_.push_back(std::move(mention));
}

std::optional<ActorReading> Actors::nation_of(TokenIndex i) const {
  const std::string word = name_word(syntax_->form(i));
  const auto it = knowledge_->names_by_first.find(word);
  if (it == knowledge_->names_by_first.end()) return {};
  const std::size_t s = syntax_->sentence_of(i);
  for (std::size_t n : it->second) {
    const ActorName& name = knowledge_->names[n];
    if (name.words.size() != 1 || !holds(name, s)) continue;
    const Day day = syntax_->document().published.day;
    return ActorReading{
        name.state.empty() ? name.party : government_of(*knowledge_, name.state, day),
        std::string(syntax_->form(i)), syntax_->span(i)};
  }
  return {};
}

std::optional<ActorReading> Actors::acting_nation(TokenIndex head) const {
  const ActorMention* own = mention_at(head);
  if (!own || own->head != head || !own->is_demonym || !syntax_->is_nominal(head) ||
      !syntax_->has_child_lemma(head, "the") || syntax_->feats(head).number != Feats::Number::kPlur)
    return {};
  return reading(*own, phrase(head));
}

/// In which country each sentence is set: the one at war that it names, else the one of the text.
/// Countries at war inside count double: it is their rebels that are just "rebels".
void Actors::find_stories(const Toponyms* toponyms) {
  const Day day = syntax_->document().published.day;
  std::unordered_map<std::string, double> votes;
  std::vector<std::string> own(syntax_->sentences());
  std::vector<bool> torn(syntax_->sentences(), false);
  const auto vote = [&](const std::string& country, TokenIndex at) {
    if (country.empty()) return;
    const bool at_war = knowledge_->actor_tables.war(country, day) != nullptr;
    votes[country] += at_war ? 2 : 1;
    if (!at_war && country != "PS") return;
    std::string& here = own[syntax_->sentence_of(at)];
    torn[syntax_->sentence_of(at)] =
        torn[syntax_->sentence_of(at)] || (!here.empty() && here != country);
    here = country;
  };
  for (const ActorMention& mention : mentions_)
    if (mention.is_country || mention.is_demonym) vote(mention.country, mention.head);
  if (toponyms && knowledge_->world) {
    for (const GroundedToponym& one : toponyms->places) {
      if (one.candidates.empty() || one.toponym.use == ToponymUse::kDemonym) continue;
      const PlaceCandidate& best = one.candidates.front();
      if (mention_at(one.toponym.range.begin) ||
          knowledge_->actor_tables.peoples.contains(
              name_word(syntax_->form(one.toponym.range.begin))))
        continue;
      if (best.world)
        vote(std::string(knowledge_->world->at(*best.world).country), one.toponym.range.begin);
      else if (best.theatre)
        vote(best.theatre->country.empty() ? knowledge_->main_country : best.theatre->country,
             one.toponym.range.begin);
    }
  }
  std::string main = knowledge_->main_country;
  double most = main.empty() ? 0 : votes[main] * 2;
  for (const auto& [country, count] : votes)
    if (count > most || (count == most && !main.empty() && country < main && count > 0 &&
                         knowledge_->main_country.empty()))
      most = count, main = country;
  stories_.assign(syntax_->sentences(), main);
  for (std::size_t s = 0; s < own.size(); ++s)
    if (!own[s].empty() && !torn[s]) stories_[s] = own[s];
}

/// Whose mouth each sentence is: the party that speaks in it, else the outlet's.
void Actors::find_voices() {
  voices_.assign(syntax_->sentences(), outlet_party_);
  for (TokenIndex i = 0; i < syntax_->size(); ++i) {
    if (syntax_->upos(i) != Upos::kVerb || !knowledge_->cue(syntax_->lemma(i), "verb")) continue;
    using enum Deprel;
    const TokenIndex subject = syntax_->child(i, {kNsubj});
    if (subject == kNoToken) continue;
    const ActorMention* named = nullptr;
    const TokenRange range = phrase(subject);
    for (TokenIndex k = range.begin; k < range.end && !named; ++k) named = mention_at(k);
    if (!named) continue;
    const Party* party = knowledge_->parties.find(named->id);
    if (!party || party->kind == "people" || party->kind == "organisation") continue;
    voices_[syntax_->sentence_of(i)] = named->id;
  }
}

}  // namespace dateline
