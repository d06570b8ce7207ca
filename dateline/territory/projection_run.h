#pragma once

#include <cstdint>
#include <vector>

#include "dateline/territory/counter_dice.h"
#include "dateline/territory/projection_scene.h"

namespace dateline {

/// What one group of runs assumes: the pace by pair and behind the lines, how much garrisons and
/// backing count.
struct ProjectionDraw {
  std::vector<double> pair_rate;  ///< [attacker * parties + holder]: moves a day and pressure
  std::vector<double> behind;     ///< by holder: the same behind its lines, before the record tells
  std::vector<double> backing;    ///< by pair: factor of the pace
  double resist = 1;
};

/// The parameters of a group. Pace has the spread that its counts leave, with a mean of 1; what is
/// set by hand has ProjectionWeights::spread, with a median of 1.
ProjectionDraw draw_parameters(const ProjectionScene& scene, const CounterDice& dice);

/// One run: a sampled situation, day after day. Reusable for the next run.
class ProjectionRun {
 public:
  explicit ProjectionRun(const ProjectionScene& scene);

  /// Samples who holds what from the beliefs of the start; a part with its whole, by one throw.
  void begin(const ProjectionDraw& draw, const CounterDice& dice);
  /// One day passes. O(roads + places on fronts * places near).
  void pass_day();

  /// State of each place of the table: a party, or the number of parties where contested.
  const std::vector<std::uint32_t>& states() const { return state_; }
  /// By place of the table: taken at least once by another party than held it at the start.
  const std::vector<char>& changed() const { return changed_; }

 private:
  struct Fall {
    std::uint32_t place, winner;
    bool battle;  ///< contested first
    bool front;   ///< not behind the lines
  };

  bool is_contested(std::uint32_t u) const { return challenger_[u] != kNobody; }
  void find_linked();
  void send_reserves();
  void quarter_day(std::uint32_t quarter);
  void settle(std::uint32_t u, std::uint64_t time);
  void attack(std::uint32_t u, std::uint64_t time);
  void fall_behind(std::uint32_t u, double ease, std::uint64_t time);
  void fall_to(std::uint32_t u, double hazard, bool front, std::uint64_t time);
  std::uint32_t challenger_of(std::uint32_t u) const;
  double press(std::uint32_t u, double ease);
  void withdraw(std::uint32_t u);
  void take(const Fall& fall);
  void remember();
  double ease_of(std::uint32_t u) const;

  static constexpr std::uint32_t kNobody = ~0U;

  const ProjectionScene& scene_;
  const std::size_t parties_;
  const ProjectionDraw* draw_ = nullptr;
  CounterDice dice_{0, 0};
  int day_ = 0;
  std::vector<std::uint32_t> holder_, challenger_;  ///< by whole
  std::vector<double> garrison_;
  std::vector<char> linked_;    ///< by whole: its side's ground can be reached by road
  std::vector<char> open_way_;  ///< by way
  std::vector<char> taken_;     ///< by whole: changed hands in the run
  std::vector<double> near_moves_, near_days_;
  std::vector<double> behind_moves_, behind_days_;
  std::vector<double> exposed_;   ///< [whole * parties + attacker], pressure-days of the day
  std::vector<double> hazard_;    ///< scratch, by party: moves a day
  std::vector<double> expected_;  ///< scratch, by whole
  std::vector<Fall> falls_, moved_;
  std::vector<std::uint32_t> state_, first_;
  std::vector<char> changed_;
  std::vector<std::vector<std::uint32_t>> parts_of_;
};

}  // namespace dateline
