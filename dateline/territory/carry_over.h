#pragma once

#include <cstdint>

#include "dateline/territory/control_data.h"

namespace dateline {

/// Takes what is known of a place over from an earlier table where the same is told of it now.
/// Which number a report, a voice or an origin has may have changed, so they are compared one for
/// one and written anew. False, and nothing done, where anything else is told. O(evidence + steps).
bool carry_over(const ControlTable::Data& before, const ControlTable::Data& now,
                std::uint32_t place, PlaceBelief& out);

}  // namespace dateline
