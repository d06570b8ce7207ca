#pragma once

#include <string>

#include "dateline/territory/front.h"
#include "dateline/web/map_geometry.h"
#include "dateline/web/svg_map.h"

namespace dateline {

/// Ground as layers of a map: patterns for <defs>, and the drawing to stand between land and roads.
struct MapGround {
  std::string patterns, ground, lines;
};

/// A party's ground in its colour, paler where it is thinly supported; contested ground hatched in
/// the colours of the two parties; lines between holders, dashed around contested
/// ground. One path a look, so that no seam shows inside.
MapGround draw_ground(const Fronts& fronts, const std::vector<MapParty>& parties,
                      const Mercator& projection, const MapRect& frame);

/// Opacity of a party's colour on its ground, thin or well supported. webui/src/ground.ts has the
/// same.
inline constexpr double kThinGround = 0.2, kGround = 0.46;

}  // namespace dateline
