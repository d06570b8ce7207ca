#pragma once

#include <vector>

#include "dateline/territory/chain.h"
#include "dateline/territory/control.h"
#include "dateline/territory/evidence.h"

namespace dateline {

/// Beliefs of one place on each of the days by a plain rule, for comparison. The model must not be
/// kBelief. Requires: evidence in the order of weigh_reports, reports as there.
std::vector<Belief> baseline(ControlModel model, const Chain& chain,
                             const std::vector<Evidence>& evidence, const StateSpace& space,
                             const std::vector<Report>& reports, DayInterval days);

}  // namespace dateline
