#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "dateline/territory/control.h"

namespace dateline {

/// A place on a day whose control is known from elsewhere.
struct KnownControl {
  PlaceId place;
  Day day;
  ActorId
      holder;  ///< a state of the table, what several lie in, or "contested"; others are left out
};

/// One weight before and after.
struct LearntWeight {
  std::string_view key;
  double was = 0, is = 0;
};

/// What learning came to.
struct ControlLearning {
  ControlWeights weights;
  std::vector<LearntWeight> changed;  ///< in the order of weights.csv
  std::size_t items = 0;              ///< place-days that the weights were held against
  double loss_before = 0;             ///< mean log loss of the belief there (natural)
  double loss_after = 0;
  int rounds = 0;  ///< of expectation and maximisation
};

/// How many weights are tried at the most: what progress is a share of.
std::size_t learning_steps(bool by_halves);

/// Weights that fit the reports. With `known`, they make it likeliest. Without, the outlets are cut
/// into two halves, and the weights are sought with which the belief from either half foretells the
/// belief from the other, where both have reports: expectation (what each half believes) and
/// maximisation (weights under which the other half would have said so) in turns, after Dawid and
/// Skene 1979. A prior holds each weight near `inputs.weights` (a factor of e^0.5 costs half a
/// nat); what keys.csv calls openings and windows stays. Deterministic. Costs some hundred
/// inferences; `tried` is told after each weight. Fails: kArgumentInvalid where no place-day can be
/// held against anything.
Result<ControlLearning> learn_control(const ControlInputs& inputs,
                                      const std::vector<KnownControl>& known,
                                      const std::function<void()>& tried = {});

}  // namespace dateline
