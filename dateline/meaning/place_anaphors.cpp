#include <algorithm>
#include <cmath>
#include <string>

#include "dateline/meaning/mentions.h"
#include "dateline/meaning/place_words.h"

// "the city", "the capital", "there": what they go back to, and how surely.

namespace dateline {
namespace {

/// What an older antecedent is worth: the chance falls by this for each sentence between.
constexpr double kFade = 0.93;
/// Two places of one sentence fit, and the other one may be meant.
constexpr double kRival = 0.8;
constexpr std::size_t kLongestBack = 12;  ///< sentences; farther back only the headline is meant

}  // namespace

const Place* Places::country_row(const std::string& name) const {
  for (const Place* place : knowledge_->gazetteer.by_name(name))
    if (place->is_region) return place;
  return nullptr;
}

const Place* Places::country_of(const ActorMention& actor) const {
  const std::string& word = syntax_->lower(actor.head);
  for (const auto& country : knowledge_->countries)
    if (country.actor == actor.id || is_within(actor.id, country.actor) ||
        std::ranges::any_of(country.demonyms,
                            [&](const auto& demonym) { return name_word(demonym) == word; }))
      return country_row(country.name);
  return nullptr;
}

bool Places::is_country(const PlaceId& id) const {
  const Place* place = knowledge_->gazetteer.find(id);
  return place && is_country_row(*place);
}

/// The country that a phrase speaks of: its own, the sentence's, the story's.
const Place* Places::country_at(TokenIndex i, const Actors& actors) const {
  // "the Syrian capital"
  for (TokenIndex c : syntax_->children(i)) {
    const ActorMention* actor = actors.mention_at(c);
    if (actor && (actor->is_demonym || actor->is_country))
      if (const Place* country = country_of(*actor)) return country;
  }
  // The last one named as a place in the sentence or the one before, else one that acts there:
  // "Iraq did not ask for the troops there".
  const std::size_t sentence = syntax_->sentence_of(i);
  const auto end = std::ranges::lower_bound(mentions_, i, {},
                                            [](const PlaceMention& m) { return m.range.begin; });
  for (const bool acting : {false, true}) {
    for (auto it = end; it != mentions_.begin();) {
      const PlaceMention& mention = *--it;
      if (syntax_->sentence_of(mention.head) + 1 < sentence) break;
      if (mention.candidates.empty() || mention.acts != acting || mention.anaphor ||
          !is_country_row(*mention.candidates.front()) ||
          syntax_->is(mention.head, {Deprel::kCompound, Deprel::kAmod}))
        continue;
      return mention.candidates.front();
    }
  }
  return country_row(main_country_name());
}

bool Places::is_country_row(const Place& place) const {
  if (place.kind == "country") return true;
  return place.is_region && std::ranges::any_of(knowledge_->countries, [&](const auto& country) {
           return country.name == place.name;
         });
}

/// The capital of a country, or the town that a province is named after.
const Place* Places::capital_of(const Place& country) const {
  for (const auto& row : knowledge_->countries) {
    if (row.name != country.name) continue;
    const auto capitals = knowledge_->gazetteer.by_name(row.capital);
    return capitals.empty() ? nullptr : capitals.front();
  }
  for (const Place* place :
       knowledge_->gazetteer.by_name(country.name.substr(0, country.name.find(" Gov"))))
    if (!place->is_region) return place;
  return nullptr;
}

/// True where the noun can stand for the mention's place.
bool Places::fits(const PlaceMention& mention, const AnaphorWord& word,
                  std::optional<PlaceSize> size) const {
  if (mention.candidates.empty() || mention.acts || mention.facility || mention.anaphor)
    return false;
  const Place& place = *mention.candidates.front();
  if (is_facility(place) || is_country_row(place)) return false;
  if (place.is_region) return word.region;
  if (!word.settlement) return false;
  // "The city" is no village; what has neither kind nor population may be anything.
  const bool known = place.population > 0 || place.kind == "city" || place.kind == "town" ||
                     place.kind == "village";
  if (!size || !known) return true;
  const PlaceSize own = size_of(place);
  return *size == PlaceSize::kCity   ? own == PlaceSize::kCity
         : *size == PlaceSize::kTown ? own != PlaceSize::kVillage
                                     : own != PlaceSize::kCity;
}

/// The last place before the token that the noun can stand for, and how probably it does.
const PlaceMention* Places::last_of(TokenIndex before, const AnaphorWord& word,
                                    std::optional<PlaceSize> size, double& chance) const {
  const std::size_t sentence = syntax_->sentence_of(before);
  const PlaceMention* best = nullptr;
  const PlaceMention* headline = nullptr;
  for (const PlaceMention& mention : mentions_) {
    if (syntax_->part(syntax_->sentence_of(mention.head)) != PartKind::kHeadline) break;
    if (mention.range.end <= before && fits(mention, word, size)) {
      headline = &mention;
      break;
    }
  }
  const auto of_headline = [&](const PlaceMention& mention) {
    return headline && mention.candidates.front() == headline->candidates.front();
  };
  auto it = std::ranges::lower_bound(mentions_, before, {},
                                     [](const PlaceMention& m) { return m.range.begin; });
  const bool pointed = syntax_->has_child_lemma(before, "that");  // "that city": the last one
  bool rival = false;
  while (it != mentions_.begin()) {
    const PlaceMention& mention = *--it;
    const std::size_t at = syntax_->sentence_of(mention.head);
    if (at + kLongestBack < sentence || (best && at < syntax_->sentence_of(best->head))) break;
    if (!fits(mention, word, size)) continue;
    if (!best) {
      best = &mention;
    } else if (best->candidates.front() != mention.candidates.front()) {
      rival = true;
      // Of two in one sentence, the one that the headline speaks of.
      if (!pointed && of_headline(mention) && !of_headline(*best)) best = &mention;
    }
  }
  if (!best) best = headline;
  if (!best) return nullptr;
  if (rival) chance *= kRival;
  const auto gap =
      static_cast<double>(std::min(sentence - syntax_->sentence_of(best->head), kLongestBack));
  chance *= std::pow(kFade, std::max(0.0, gap - 1));
  return best;
}

std::optional<PlaceMention> Places::back_from(TokenIndex i, const AnaphorWord& word,
                                              const Actors& actors) const {
  PlaceMention out;
  out.range = {i, i + 1};
  out.head = i;
  out.anaphor = true;
  out.chance = word.chance;
  if (word.country || word.capital) {
    const Place* country = country_at(i, actors);
    if (word.capital && syntax_->has_child_lemma(i, "provincial")) {
      AnaphorWord province;
      province.region = true;
      const PlaceMention* last = last_of(i, province, {}, out.chance);
      country = last ? last->candidates.front() : nullptr;
    }
    const Place* place = country && word.capital ? capital_of(*country) : country;
    if (!place) return std::nullopt;
    out.candidates = {place};
    return out;
  }
  const std::string& lemma = syntax_->lemma(i);
  std::optional<PlaceSize> size;
  if (lemma == "city") size = PlaceSize::kCity;
  if (lemma == "town") size = PlaceSize::kTown;
  if (lemma == "village") size = PlaceSize::kVillage;
  constexpr double kOtherSize = 0.6;  // writers call a town a city, and a city a town
  const PlaceMention* last = last_of(i, word, size, out.chance);
  if (!last && size && *size != PlaceSize::kVillage) {
    out.chance *= kOtherSize;
    last = last_of(i, word, {}, out.chance);
  }
  if (!last) return std::nullopt;
  out.chance *= last->chance;
  out.candidates = last->candidates;
  return out;
}

/// "in prison in Turkey after being convicted there": the last place of the sentence in which
/// something is told to be.
std::optional<PlaceMention> Places::nearest_before(TokenIndex i) const {
  constexpr double kSure = 0.75;
  const TokenIndex begin = syntax_->sentence(syntax_->sentence_of(i)).begin;
  auto it = std::ranges::lower_bound(mentions_, i, {},
                                     [](const PlaceMention& m) { return m.range.begin; });
  while (it != mentions_.begin()) {
    const PlaceMention& mention = *--it;
    if (mention.range.begin < begin) break;
    if (mention.candidates.empty() || mention.acts || mention.anaphor || mention.facility ||
        !is_located(mention.head))
      continue;
    PlaceMention out;
    out.range = {i, i + 1};
    out.head = i;
    out.anaphor = true;
    out.chance = kSure;
    out.candidates = mention.candidates;
    return out;
  }
  return std::nullopt;
}

void Places::find_anaphors(const Actors& actors) {
  static const AnaphorWord kThere = [] {
    AnaphorWord word;
    word.settlement = word.region = true;
    word.chance = 0.65;
    return word;
  }();
  std::vector<PlaceMention> found;
  for (TokenIndex i = 0; i < syntax_->size(); ++i) {
    if (mention_at_[i] >= 0) continue;
    const bool there = syntax_->lower(i) == "there" && syntax_->upos(i) == Upos::kAdv;
    const auto it = knowledge_->place_tables.anaphors.find(syntax_->lemma(i));
    if (!there && it == knowledge_->place_tables.anaphors.end()) continue;
    if (!there && !stands_alone(i)) continue;
    auto mention = there ? nearest_before(i) : std::nullopt;
    if (!mention) mention = back_from(i, there ? kThere : it->second, actors);
    if (!mention && there) {
      AnaphorWord country;
      country.country = true;
      country.chance = kThere.chance;
      mention = back_from(i, country, actors);
    }
    if (mention) found.push_back(std::move(*mention));
  }
  for (PlaceMention& mention : found) mentions_.push_back(std::move(mention));
}

/// "the city", "that town", "the border town"; not "the city of Homs", "the Homs area", "a city",
/// "the Islamic State".
bool Places::stands_alone(TokenIndex i) const {
  if (syntax_->upos(i) != Upos::kNoun && !syntax_->has_child_lemma(i, "the")) return false;
  if (syntax_->feats(i).number == Feats::Number::kPlur) return false;
  bool definite = false;
  for (TokenIndex c : syntax_->children(i)) {
    const std::string& lemma = syntax_->lemma(c);
    definite |= lemma == "the" || lemma == "this" || lemma == "that";
    // "the city of ...", "the area around ...": the name is there, or another place is meant.
    if (syntax_->is(c, {Deprel::kNmod}) && syntax_->has_child_lemma(c, "of")) return false;
    if (syntax_->is(c, {Deprel::kCompound}) && syntax_->is_capitalised(c)) return false;
  }
  if (!definite) return false;
  // A name in apposition or in the phrase: "the capital, Damascus", "the village near Homs".
  const TokenRange under = syntax_->subtree(i);
  for (TokenIndex k = under.begin; k < under.end; ++k)
    if (k != i && mention_at_[k] >= 0) return false;
  const TokenRange sentence = syntax_->sentence(syntax_->sentence_of(i));
  if (i + 1 < sentence.end && mention_at_[i + 1] >= 0) return false;
  return !syntax_->is(i, {Deprel::kCompound});
}

}  // namespace dateline
