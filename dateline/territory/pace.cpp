#include "dateline/territory/pace.h"

#include <algorithm>
#include <cmath>

namespace dateline {
namespace {

/// A belief that moves less in a day only grows flat with time or leans on its neighbours.
constexpr double kLeastMove = 0.1;
/// A pair without a side each is at war when the record tells about this many moves between them.
constexpr double kTellsWar = 0.5;

using Holders = std::vector<std::uint32_t>;

/// Adds the days of one table to a pace.
class Counter {
 public:
  Counter(const FrontMap& map, const ControlTable& control, const std::vector<double>& ease,
          Pace& pace)
      : map_(map), control_(control), ease_(ease), pace_(pace), parties_(pace.parties) {}

  /// `pressure[u * parties + a]` of the ways from the places of each party.
  std::vector<double> pressure(const Holders& holders) const {
    std::vector<double> out(map_.size() * parties_);
    for (std::uint32_t u = 0; u < map_.size(); ++u)
      for (const FrontWay& way : map_.links[u])
        if (holders[way.to] != holders[u])
          out[u * parties_ + holders[way.to]] += way.pressure * way.certainty;
    return out;
  }

  void count(Day day, const Holders& before, const Holders& after, double weight, bool last) {
    const auto then = pressure(before), now = pressure(after);
    for (std::uint32_t u = 0; u < map_.size(); ++u) {
      if (map_.links[u].empty()) continue;
      const std::uint32_t h = before[u];
      bool front = false;
      for (std::size_t a = 0; a < parties_; ++a) {
        const double all = (then[u * parties_ + a] + now[u * parties_ + a]) / 2;
        if (a == h || all <= 0 || !pace_.at_war[a * parties_ + h]) continue;
        front = true;
        pace_.pair_days[a * parties_ + h] += weight * all * ease_[u * parties_ + h];
        for (const auto& near : map_.near[u])
          pace_.near_days[near.place * parties_ + a] +=
              weight * all * ease_[u * parties_ + h] * near.share;
      }
      if (!front) pace_.behind_days[h] += weight * ease_[u * parties_ + h];
      count_moves(u, day, h, then, now, weight, last);
    }
  }

 private:
  void count_moves(std::uint32_t u, Day day, std::uint32_t h, const std::vector<double>& then,
                   const std::vector<double>& now, double weight, bool last) {
    const PlaceId& place = control_.places()[map_.wholes[u]];
    const auto was = control_.find(place, day - 1), is = control_.find(place, day);
    if (!was || !is) return;
    double moved = 0;
    for (std::size_t s = 0; s < is->probability.size(); ++s)
      moved += std::abs(is->probability[s] - was->probability[s]) / 2;
    if (moved < kLeastMove) return;
    for (std::size_t a = 0; a < parties_; ++a) {
      const double gain = is->probability[a] - was->probability[a];
      if (a == h || gain <= 0) continue;
      const std::size_t pair = a * parties_ + h;
      pace_.wins[pair] += weight * gain;
      if (last) pace_.last_day_moves[pair] += gain, pace_.last_day_gain[u][a] += gain;
      if (!pace_.at_war[pair]) continue;
      if (then[u * parties_ + a] + now[u * parties_ + a] <= 0) {
        pace_.behind_moves[h] += weight * gain;
        continue;
      }
      pace_.pair_moves[pair] += weight * gain;
      for (const auto& near : map_.near[u])
        pace_.near_moves[near.place * parties_ + a] += weight * gain * near.share;
    }
  }

  const FrontMap& map_;
  const ControlTable& control_;
  const std::vector<double>& ease_;
  Pace& pace_;
  const std::size_t parties_;
};

void find_wars(Pace& pace, const ControlTable& control, const Parties& parties, Day day) {
  for (std::size_t a = 0; a < pace.parties; ++a)
    for (std::size_t h = 0; h < pace.parties; ++h)
      pace.at_war[a * pace.parties + h] =
          parties.enemies(control.states()[a], control.states()[h], day) ||
          (a != h && !parties.allied(control.states()[a], control.states()[h], day) &&
           pace.wins[a * pace.parties + h] > kTellsWar);
}

Pace empty_pace(const FrontMap& map, std::size_t parties) {
  Pace pace;
  pace.parties = parties;
  const std::size_t pairs = parties * parties, places = map.size() * parties;
  pace.at_war.assign(pairs, 0);
  pace.pair_moves = pace.pair_days = pace.wins = pace.last_day_moves =
      std::vector<double>(pairs, 0.0);
  pace.near_moves = pace.near_days = std::vector<double>(places, 0.0);
  pace.behind_moves = pace.behind_days = std::vector<double>(parties, 0.0);
  pace.last_day_gain.assign(map.size(), std::vector<double>(parties, 0.0));
  pace.since_last.assign(pairs, -1);
  return pace;
}

}  // namespace

double Pace::rate(std::size_t attacker, std::size_t holder,
                  const ProjectionWeights& weights) const {
  const std::size_t pair = attacker * parties + holder;
  return (weights.base_rate * weights.base_days + pair_moves[pair]) /
         (weights.base_days + pair_days[pair]);
}

double Pace::behind(std::size_t holder, const ProjectionWeights& weights) const {
  double fastest = 0;
  for (std::size_t a = 0; a < parties; ++a)
    if (at_war[a * parties + holder]) fastest = std::max(fastest, rate(a, holder, weights));
  return (weights.behind * fastest * weights.behind_days + behind_moves[holder]) /
         (weights.behind_days + behind_days[holder]);
}

std::vector<std::uint32_t> holders_on(const FrontMap& map, const ControlTable& control, Day day,
                                      const std::vector<std::uint32_t>& before) {
  Holders out(map.size());
  const std::size_t parties = control.states().size() - 1;
  for (std::uint32_t u = 0; u < map.size(); ++u) {
    const auto state = control.find(control.places()[map.wholes[u]], day);
    const auto best =
        std::ranges::max_element(state->probability.begin(), state->probability.begin() + parties);
    out[u] = static_cast<std::uint32_t>(best - state->probability.begin());
    if (!before.empty() && state->probability[parties] > *best) out[u] = before[u];
  }
  return out;
}

Pace measure_pace(const FrontMap& map, const ControlTable& control, const Parties& parties,
                  const std::vector<double>& ease, const ProjectionWeights& weights, Day until) {
  const std::size_t count = control.states().size() - 1;
  // Twice: which pairs are at war follows from the moves too.
  std::vector<double> wins(count * count, 0.0);
  Pace pace;
  for (int round = 0; round < 2; ++round) {
    pace = empty_pace(map, count);
    pace.wins = wins;
    find_wars(pace, control, parties, until);
    pace.wins.assign(wins.size(), 0.0);
    Counter counter(map, control, ease, pace);
    Holders before = holders_on(map, control, control.days().begin, {});
    for (Day day = control.days().begin + 1; day <= until; day = day + 1) {
      const Holders after = holders_on(map, control, day, before);
      counter.count(day, before, after, std::exp(-(until - day) / weights.memory_days),
                    day == until);
      for (std::uint32_t u = 0; u < map.size(); ++u)
        if (after[u] != before[u]) pace.since_last[after[u] * count + before[u]] = until - day;
      before = after;
    }
    wins = pace.wins;
  }
  return pace;
}

}  // namespace dateline
