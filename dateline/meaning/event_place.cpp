#include "dateline/meaning/event_place.h"

#include <algorithm>
#include <map>
#include <string>
#include <unordered_set>

#include "dateline/meaning/place_words.h"

namespace dateline {
namespace {

using enum Deprel;

// How often the place is the event's, by where it was found. Set by the order in which they are
// asked, and held against read dispatches (docs/evaluation.md).
constexpr double kOwnClause = 0.9;
constexpr double kClauseAbove = 0.8;
constexpr double kSentenceBefore = 0.75;  ///< before the trigger in its sentence
constexpr double kSentenceBehind = 0.6;   ///< behind it, in another clause
constexpr double kSentenceAgo = 0.55;     ///< of the event before
constexpr double kSameEvent = 0.6;        ///< of the event of that kind before
constexpr double kMain = 0.35;            ///< of the headline, or named most
constexpr double kNationality = 0.5;      ///< "the Syrian war"
constexpr double kMainCountry = 0.25;
constexpr std::size_t kLongestBack = 3;  ///< sentences
constexpr std::size_t kSameBack = 12;    ///< sentences

/// Types of which every event has a place, told or not.
bool happens_somewhere(ClaimType type) {
  using enum ClaimType;
  static const std::unordered_set<ClaimType> kTypes = {
      kReinforce, kMobilize, kIntervene, kCeasefire, kBreach,  kEscalate,
      kDemine,    kProtest,  kFlee,      kArrest,    kRelease, kAbuse,
      kPresent,   kTransfer, kAid,       kDenyAid,   kRepress};
  return type <= kDestroy || kTypes.contains(type);
}

/// Those that may borrow the place of the sentence as if they had said it themselves.
bool takes_place_of_sentence(ClaimType type) {
  return type <= ClaimType::kDestroy || type == ClaimType::kReinforce ||
         type == ClaimType::kPresent;
}

bool is_speech(ClaimType type) {
  return type == ClaimType::kAccuse || type == ClaimType::kThreaten || type == ClaimType::kDemand ||
         type == ClaimType::kReject;
}

std::vector<PlaceReading> with_chance(std::vector<PlaceReading> places, double chance) {
  for (PlaceReading& place : places) place.probability *= chance;
  return places;
}

/// A town before its country: the first that is no country, else the first.
std::vector<PlaceReading> narrowest(std::vector<PlaceReading> places) {
  const auto it = std::ranges::find_if(places, [](const PlaceReading& p) { return !p.is_region; });
  if (it != places.end()) std::iter_swap(places.begin(), it);
  if (places.size() > 2) places.resize(2);
  return places;
}

}  // namespace

EventPlaces::EventPlaces(const Reading& reading, const std::vector<Event>& events)
    : r_(reading), s_(reading.syntax), events_(events) {
  for (std::size_t e = 0; e < events_.size(); ++e) by_clause_.emplace(events_[e].clause, e);
  find_main_place();
}

/// True for names that say where something is, not who acts or whose it is.
bool EventPlaces::tells_place(const PlaceMention& mention) const {
  if (mention.candidates.empty() || mention.acts) return false;
  return !r_.actors.mention_at(mention.head) || r_.places.is_located(mention.head);
}

void EventPlaces::find_main_place() {
  std::map<const Place*, int> towns, countries;
  const PlaceMention* headline = nullptr;
  for (const PlaceMention& mention : r_.places.mentions()) {
    if (mention.candidates.empty() || mention.anaphor || mention.facility) continue;
    const Place* place = mention.candidates.front();
    const bool country = r_.places.is_country_row(*place);
    if (!country && mention.acts) continue;
    auto& counts = country ? countries : towns;
    const PlaceMention*& best = country ? main_country_ : main_place_;
    const int count = ++counts[place];
    if (!best || count > counts[best->candidates.front()]) best = &mention;
    if (!country && !headline && tells_place(mention) &&
        s_.part(s_.sentence_of(mention.head)) == PartKind::kHeadline)
      headline = &mention;
  }
  constexpr int kOften = 2;  // a place named once is no more the story's than any other
  if (headline)
    main_place_ = headline;
  else if (main_place_ && towns[main_place_->candidates.front()] < kOften)
    main_place_ = nullptr;
  if (main_country_ && countries[main_country_->candidates.front()] < kOften)
    main_country_ = nullptr;
}

/// What stands in the event's own clause without a slot of its frame: "in the ancient city of
/// Palmyra".
std::vector<PlaceReading> EventPlaces::own_clause(const Event& event) const {
  for (const TokenIndex head : {event.trigger, event.is_noun ? event.clause : event.trigger}) {
    std::vector<PlaceReading> found = r_.places.under(head);
    std::erase_if(found, [&](const PlaceReading& place) {
      const auto it = std::ranges::find_if(r_.places.mentions(), [&](const PlaceMention& m) {
        return s_.span(m.range).begin == place.span.begin;
      });
      // From, toward and between say where the place is not.
      return it == r_.places.mentions().end() || !tells_place(*it) || place.relation == "from" ||
             place.relation == "toward" || place.relation == "past" || place.relation == "between";
    });
    if (!found.empty()) return narrowest(std::move(found));
  }
  return {};
}

/// The noun right before the "where" of the clause, as in "the coast, where Russia has a base";
/// the "where" itself where no noun stands there, or kNoToken for a clause without one.
TokenIndex EventPlaces::where_of_relative(TokenIndex clause) const {
  for (TokenIndex c : s_.children(clause)) {
    if (s_.lower(c) != "where" || c > clause) continue;
    TokenIndex before = c;
    const TokenIndex begin = s_.sentence(s_.sentence_of(c)).begin;
    if (before > begin && s_.lower(before - 1) == ",") --before;
    return before > begin && s_.is_nominal(before - 1) ? before - 1 : c;
  }
  return kNoToken;
}

/// The place of the nearest clause above.
std::vector<PlaceReading> EventPlaces::clause_above(const Event& event) const {
  for (TokenIndex up = s_.head(event.clause), steps = 0; up != kNoToken && steps < 8;
       up = s_.head(up), ++steps) {
    const auto it = by_clause_.find(up);
    if (it == by_clause_.end()) continue;
    const Event& above = events_[it->second];
    if (is_speech(above.type)) continue;
    auto where =
        above.where.empty() && above.where_list.size() == 1 ? above.where_list : above.where;
    if (!where.empty()) return where;
  }
  return {};
}

/// The last place before the trigger in its sentence, else the first one behind it.
std::vector<PlaceReading> EventPlaces::sentence(const Event& event) const {
  const std::size_t sentence = s_.sentence_of(event.trigger);
  const TokenRange range = s_.sentence(sentence);
  const auto& mentions = r_.places.mentions();
  const PlaceMention* before = nullptr;
  const PlaceMention* behind = nullptr;
  auto it = std::ranges::lower_bound(mentions, range.begin, {},
                                     [](const PlaceMention& m) { return m.range.begin; });
  for (; it != mentions.end() && it->range.begin < range.end; ++it) {
    if (!tells_place(*it)) continue;
    const std::string relation = r_.places.wording(*it).relation;
    if (it->range.end <= event.trigger) {
      if (relation != "between") before = &*it;  // which only says where another lies
    } else if (!behind && relation != "from" && relation != "between") {
      behind = &*it;
    }
  }
  if (before) return with_chance({r_.places.reading(*before)}, kSentenceBefore);
  if (behind) return with_chance({r_.places.reading(*behind)}, kSentenceBehind);
  return {};
}

/// "the Syrian war": the country whose name the event bears.
std::vector<PlaceReading> EventPlaces::nationality(const Event& event) const {
  for (TokenIndex c : s_.children(event.trigger)) {
    const ActorMention* actor = r_.actors.mention_at(c);
    if (!event.is_noun || !actor || (!actor->is_demonym && !actor->is_country)) continue;
    if (const Place* country = r_.places.country_of(*actor)) {
      PlaceMention mention;
      mention.range = actor->range;
      mention.head = c;
      mention.candidates = {country};
      PlaceReading place = r_.places.reading(mention);
      place.relation = "in";
      return with_chance({std::move(place)}, kNationality);
    }
  }
  return {};
}

/// "Its loss was a blow": the place that was lost.
std::vector<PlaceReading> EventPlaces::of_possessor(const Event& event) const {
  if (!event.is_noun || (event.type != ClaimType::kCapture && event.type != ClaimType::kWithdraw &&
                         event.type != ClaimType::kBesiege))
    return {};
  for (TokenIndex c : s_.children(event.trigger)) {
    if (!s_.is(c, {kNmodPoss}) || s_.lower(c) != "its" || !r_.actors.at(c).empty()) continue;
    if (const PlaceMention* last = r_.places.last_before(c))
      if (!r_.places.is_country(r_.places.reading(*last).place)) return {r_.places.reading(*last)};
  }
  return {};
}

/// "The assault", "their campaign": that of which the text has told before, and where.
std::vector<PlaceReading> EventPlaces::same_before(std::size_t index, const Event& event) const {
  const TokenIndex t = event.trigger;
  if (!event.is_noun || event.type > ClaimType::kDestroy) return {};
  if (!s_.has_child_lemma(t, "the") && !s_.has_child_lemma(t, "this") &&
      s_.child(t, {kNmodPoss}) == kNoToken)
    return {};
  const std::size_t sentence = s_.sentence_of(t);
  for (std::size_t before = index; before-- > 0;) {
    const Event& other = events_[before];
    if (s_.sentence_of(other.trigger) + kSameBack < sentence) break;
    if (other.trigger >= t || other.type != event.type || other.attributive) continue;
    const auto& told = other.where.empty() ? other.where_list : other.where;
    if (told.empty() || r_.places.is_country(told.front().place)) continue;
    PlaceReading place = told.front();
    place.relation = "in";
    return with_chance({std::move(place)}, kSameEvent);
  }
  return {};
}

/// The place of the event before, or the one that the story is about.
std::vector<PlaceReading> EventPlaces::story(std::size_t index, const Event& event) const {
  const std::size_t sentence = s_.sentence_of(events_[index].trigger);
  if (!last_.empty() && last_sentence_ + kLongestBack >= sentence && last_sentence_ <= sentence)
    return with_chance(last_, kSentenceAgo);
  if (auto named = nationality(event); !named.empty()) return named;
  if (main_place_) {
    PlaceReading place = r_.places.reading(*main_place_);
    place.relation = "in";
    return with_chance({std::move(place)}, kMain);
  }
  if (!main_country_) return {};
  PlaceReading place = r_.places.reading(*main_country_);
  place.relation = "in";
  return with_chance({std::move(place)}, kMainCountry);
}

void EventPlaces::settle(std::size_t index, Event& event) {
  const auto remember = [&] {
    const auto& told = event.where.empty() ? event.where_list : event.where;
    if (told.empty() || r_.places.is_country(told.front().place)) return;
    if (event.type >= ClaimType::kMeet) return;  // where they talk is not where they fight
    last_ = {told.front()};
    last_.front().relation = "in";
    last_.front().probability = 1;
    last_sentence_ = s_.sentence_of(event.trigger);
  };
  if (!event.where.empty() || !event.where_list.empty()) return remember();
  const bool somewhere = happens_somewhere(event.type);
  // "the coast, where Russia has a base": what the clause hangs on says where, or nothing does.
  if (const auto antecedent = where_of_relative(event.clause);
      somewhere && antecedent != kNoToken) {
    event.where = r_.places.under(antecedent);
    event.borrowed_place = !event.where.empty();
    if (!event.where.empty()) remember();
    return;
  }
  if (event.where.empty()) event.where = with_chance(of_possessor(event), kOwnClause);
  if (event.where.empty() && !is_speech(event.type))
    event.where = with_chance(own_clause(event), kOwnClause);
  if (event.where.empty() && somewhere)
    event.where = with_chance(clause_above(event), kClauseAbove);
  if (event.where.empty() && somewhere) {
    event.where = sentence(event);
    if (!takes_place_of_sentence(event.type))
      event.where = with_chance(std::move(event.where), kOwnClause);
  }
  event.borrowed_place = !event.where.empty();
  if (event.where.empty() && somewhere) {
    event.where = same_before(index, event);
    if (event.where.empty()) event.where = story(index, event);
    return;
  }
  if (!event.where.empty() && event.where.front().is_told()) remember();
}

}  // namespace dateline
