#pragma once

#include <string>

#include "dateline/territory/whatif.h"

namespace dateline {

/// A what-if as one SVG: the map before and the map after, side by side. Towns bear the colours of
/// their holders; places that change hands are ringed; a stretch that the traveller passes with
/// less than even odds is grey and dashed, one that the change cuts so is red and dashed. Requires:
/// `world` is what the answer was asked of. The same input gives the same bytes.
std::string render_whatif_map(const WhatIf& answer, const RoadWorld& world);

}  // namespace dateline
