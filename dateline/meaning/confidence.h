#pragma once

#include "dateline/meaning/events.h"

namespace dateline {

/// The chance that the claim serves a careful reader's claim of that clause, from what was bound.
double confidence(const Claim& claim, const Event& event);

}  // namespace dateline
