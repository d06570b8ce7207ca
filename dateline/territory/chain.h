#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dateline/base/day.h"
#include "dateline/territory/evidence.h"
#include "dateline/territory/states.h"
#include "dateline/territory/weights.h"

namespace dateline {

/// A probability for each state; sums to 1.
using Belief = std::vector<double>;

/// One thing that acts on the hidden state of a place on a day.
struct Step {
  enum class Kind : std::uint8_t {
    kReset,       ///< a later starting row: everything goes to `values`
    kNeighbours,  ///< as kOpening, for near places changed hands; `row` names them
    kOpening,     ///< the share `share` of the states in `from` goes to `values` (a distribution)
    kEvidence,    ///< `values` are likelihoods
  };
  Kind kind = Kind::kEvidence;
  Day day;
  StateMask from = 0;
  double share = 0;
  std::vector<double> values;
  std::uint32_t report = 0;  ///< of openings and evidence
  std::uint32_t voice = 0;
  PlaceId through;
  std::string row;  ///< of resets
};

/// By day, and on one day in the order of the kinds; equal ones stay as they stand.
void sort_steps(std::vector<Step>& steps);

/// The hidden state of one place along the days: where it starts and what acts on it, in order.
///
/// Between days the state drifts: with the chance `drift` a day it is redrawn evenly. n days are
/// one redraw with the chance 1 - (1 - drift)^n, exactly, so that days without news need no step.
struct Chain {
  Day begin;
  Belief start;
  std::string start_row;    ///< empty: even for want of a row
  std::vector<Step> steps;  ///< by day, none before `begin`
  double drift = 0;

  /// Days pass over a belief.
  void pass(int days, Belief& belief) const;
  /// The same for the chance of what comes later, given the state now.
  void pass_back(int days, Belief& later) const;
};

/// One step forward; `belief` stays a distribution.
void apply(const Step& step, Belief& belief);
/// One step backward on the chance of what comes later given the state, scaled so that its greatest
/// element is 1.
void apply_back(const Step& step, Belief& later);

/// Belief on each of the days by everything before and after. Requires: days.begin >= chain.begin.
/// O(steps * states + days * states). Source: Rabiner 1989, the forward-backward procedure.
std::vector<Belief> smooth(const Chain& chain, DayInterval days);

/// Puts what the voices say of one place in order, counts those that are not independent once, and
/// makes steps of it. `evidence` as weigh_reports sorts it; what lies before `begin` is left out.
std::vector<Step> steps_of(const std::vector<Evidence>& evidence, Day begin,
                           const StateSpace& space, const ControlWeights& weights,
                           const std::vector<Report>& reports);

}  // namespace dateline
