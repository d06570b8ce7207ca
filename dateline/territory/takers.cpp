#include "dateline/territory/takers.h"

#include <algorithm>
#include <cmath>

namespace dateline {
namespace {

/// The longest stretch over which the day of a change is spread; of a longer one the end counts.
constexpr int kLongestSpread = 14;

/// Those that are told of at least half as often as the one told of most.
StateMask main_ones(const std::vector<int>& votes) {
  int most = 0;
  for (const int n : votes) most = std::max(most, n);
  StateMask main = 0;
  for (std::size_t i = 0; i < votes.size() && most > 0; ++i) {
    if (2 * votes[i] >= most) main |= StateMask{1} << i;
  }
  return main;
}

}  // namespace

Timing timing_of(const Report& report) {
  const auto& when = report.claim->when;
  if (!when || when->days.begin > report.published) {
    return {report.published - 1, report.published, false};
  }
  const Day end = std::min(when->days.end, report.published);
  return {std::max(when->days.begin, end - (kLongestSpread - 1)), end, true};
}

StateMask mask_of(const std::vector<ActorReading>& actors, bool allies, const StateSpace& space,
                  const Parties& parties, Day day) {
  StateMask mask = 0;
  for (const ActorReading& actor : actors) {
    mask |= allies ? space.mask_with_allies(actor.id, parties, day) : space.mask_of(actor.id);
  }
  return mask;
}

Takers::Takers(const std::vector<Report>& reports, const StateSpace& space,
               const Gazetteer& gazetteer, const Parties& parties, const ControlWeights& weights)
    : space_(space), gazetteer_(gazetteer), parties_(parties), weights_(weights) {
  for (const Report& report : reports) {
    const Claim& claim = *report.claim;
    if (!claim.asserts() || claim.background ||
        (claim.type != ClaimType::kCapture && claim.type != ClaimType::kEnter)) {
      continue;
    }
    const Day day = timing_of(report).day;
    const StateMask mask = dateline::mask_of(claim.who, true, space, parties, day);
    if (!mask) continue;
    for (const PlaceReading& where : claim.where) {
      const Place* place = gazetteer.find(where.place);
      if (!place || !where.is_told()) continue;
      const std::size_t index = takings_.size();
      takings_.push_back({day, claim.document, mask, place->id, place->parent});
      by_place_[place->id].push_back(index);
      by_document_[claim.document].push_back(index);
      by_day_[day].push_back(index);
    }
  }
}

/// Those of whom most are told; 0 where two are told of equally often. `but` are out of question.
StateMask Takers::most(const std::vector<std::size_t>& takings, StateMask but) const {
  std::map<StateMask, int> votes;
  for (const std::size_t i : takings) {
    if (!(takings_[i].mask & but)) ++votes[takings_[i].mask];
  }
  StateMask best = 0;
  int count = 0;
  for (const auto& [mask, n] : votes) {
    if (n == count) best = 0;
    if (n > count) best = mask, count = n;
  }
  return best;
}

std::vector<std::size_t> Takers::near(Day day) const {
  std::vector<std::size_t> out;
  const int window = static_cast<int>(weights_.window_days);
  const auto end = by_day_.upper_bound(day + window);
  for (auto it = by_day_.lower_bound(day - window); it != end; ++it) {
    out.insert(out.end(), it->second.begin(), it->second.end());
  }
  return out;
}

StateMask Takers::of(const Claim& claim, const PlaceId& place, Day day) const {
  const StateMask losers = dateline::mask_of(claim.whom, true, space_, parties_, day);
  if (const auto it = by_place_.find(place); it != by_place_.end()) {
    StateMask same_document = 0;
    StateMask near_days = 0;
    for (const std::size_t i : it->second) {
      const Taking& taking = takings_[i];
      if (taking.document == claim.document) same_document |= taking.mask;
      if (std::abs(taking.day - day) <= weights_.window_days) near_days |= taking.mask;
    }
    if (const StateMask told = (same_document ? same_document : near_days) & ~losers) return told;
  }
  if (const auto it = by_document_.find(claim.document); it != by_document_.end()) {
    return most(it->second, losers);
  }
  return most(near(day), losers);
}

StateMask Takers::comers(StateMask party, StateMask rivals, const PlaceId& id, Day day) const {
  const Place* place = gazetteer_.find(id);
  std::vector<int> region(space_.contested(), 0);
  std::vector<int> anywhere(space_.contested(), 0);
  for (const std::size_t i : near(day)) {
    const Taking& taking = takings_[i];
    const bool here = place && !place->parent.empty() && taking.region == place->parent;
    for (std::size_t k = 0; k < space_.contested(); ++k) {
      if (!((taking.mask & rivals) >> k & 1)) continue;
      ++anywhere[k];
      region[k] += here;
    }
  }
  for (const std::vector<int>& votes : {region, anywhere}) {
    if (const StateMask main = main_ones(votes)) return main;
  }
  StateMask enemies = 0;
  for (std::size_t i = 0; i < space_.contested(); ++i) {
    for (std::size_t k = 0; k < space_.contested(); ++k) {
      if (((party >> k) & 1) && parties_.enemies(space_.states()[i], space_.states()[k], day)) {
        enemies |= StateMask{1} << i;
      }
    }
  }
  return enemies & rivals ? enemies & rivals : rivals;
}

}  // namespace dateline
