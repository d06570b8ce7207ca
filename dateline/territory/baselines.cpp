#include "dateline/territory/baselines.h"

#include <bit>
#include <cmath>

namespace dateline {
namespace {

constexpr double kLatest = 0.9;  ///< of the party that took the place last
constexpr int kVoteDays = 30;    ///< reports that are older have no vote
constexpr double kStartVotes = 1;

/// "X took it", "X holds it", told of the place itself and asserted.
bool names_holder(const Evidence& one, const std::vector<Report>& reports) {
  return one.favours == Favours::kParty && one.party != 0 && one.through.empty() &&
         reports[one.report].claim->asserts() &&
         (reports[one.report].claim->type == ClaimType::kCapture ||
          reports[one.report].claim->type == ClaimType::kHold);
}

/// A share for the party's states, the rest even over all others.
Belief mostly(StateMask party, double share, std::size_t states) {
  const auto held = static_cast<std::size_t>(std::popcount(party));
  if (held == 0 || held >= states) return Belief(states, 1.0 / static_cast<double>(states));
  Belief out(states, (1 - share) / static_cast<double>(states - held));
  for (std::size_t i = 0; i < states; ++i)
    if ((party >> i) & 1) out[i] = share / static_cast<double>(held);
  return out;
}

/// Starting control on the day: that of the last row.
Belief start_on(const Chain& chain, Day day) {
  Belief out = chain.start;
  for (const Step& step : chain.steps)
    if (step.kind == Step::Kind::kReset && step.day <= day) out = step.values;
  return out;
}

}  // namespace

std::vector<Belief> baseline(ControlModel model, const Chain& chain,
                             const std::vector<Evidence>& evidence, const StateSpace& space,
                             const std::vector<Report>& reports, DayInterval days) {
  std::vector<Belief> out;
  for (Day day = days.begin; day <= days.end; day = day + 1) {
    Belief belief = start_on(chain, day);
    Belief votes = belief;
    for (double& value : votes) value *= kStartVotes;
    double sum = kStartVotes;
    for (const Evidence& one : evidence) {
      if (one.day > day || !names_holder(one, reports)) continue;
      if (model == ControlModel::kLatest && one.change)
        belief = mostly(one.party, kLatest, space.size());
      if (model != ControlModel::kVote || day - one.day > kVoteDays) continue;
      for (std::size_t i = 0; i < space.contested(); ++i)
        if ((one.party >> i) & 1) votes[i] += 1.0 / std::popcount(one.party);
      sum += 1;
    }
    if (model == ControlModel::kVote)
      for (std::size_t i = 0; i < belief.size(); ++i) belief[i] = votes[i] / sum;
    out.push_back(std::move(belief));
  }
  return out;
}

}  // namespace dateline
