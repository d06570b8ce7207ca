#pragma once

#include <cstdint>
#include <vector>

#include "dateline/base/day.h"
#include "dateline/meaning/parties.h"
#include "dateline/territory/control.h"
#include "dateline/territory/front_map.h"
#include "dateline/territory/projection_weights.h"

namespace dateline {

/// How fast fronts have moved until a day, counted from beliefs: moves and the days at places on
/// the front in which they could have come. Older days count less, by exp(-days / memory_days).
///
/// Pairs are at [attacker * parties + holder], places at [place * parties + attacker].
struct Pace {
  std::size_t parties = 0;  ///< the states without contested
  std::vector<char> at_war;
  std::vector<double> pair_moves, pair_days;
  std::vector<double> near_moves, near_days;       ///< of the places around each place
  std::vector<double> behind_moves, behind_days;   ///< by holder: where no enemy stood near
  std::vector<double> wins;                        ///< by pair: moves of both kinds
  std::vector<double> last_day_moves;              ///< by pair, on the last day alone, both kinds
  std::vector<std::vector<double>> last_day_gain;  ///< by whole: shares won there on the last day
  std::vector<int> since_last;  ///< by pair: days since a place changed so; -1: never

  /// Moves a day and place of the pair: counts over the base rate.
  double rate(std::size_t attacker, std::size_t holder, const ProjectionWeights& weights) const;
  /// The same behind the lines of the holder.
  double behind(std::size_t holder, const ProjectionWeights& weights) const;
};

/// The most probable party of each whole on a day; where contested is most probable, that of
/// `before` (empty: the most probable party all the same).
std::vector<std::uint32_t> holders_on(const FrontMap& map, const ControlTable& control, Day day,
                                      const std::vector<std::uint32_t>& before);

/// Counts the days of the table until `until`. Only beliefs of those days are read. `ease`: at
/// [whole * parties + holder], the factor by which its garrison slows moves. Requires: until in
/// control.days(). O(days * places * near places).
Pace measure_pace(const FrontMap& map, const ControlTable& control, const Parties& parties,
                  const std::vector<double>& ease, const ProjectionWeights& weights, Day until);

}  // namespace dateline
