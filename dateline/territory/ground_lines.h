#pragma once

#include <vector>

#include "dateline/territory/ground_grid.h"

namespace dateline {

/// A line between the ground of two seeds of one grid.
struct GroundLine {
  MicroLine points;
  std::int32_t left = kNobodysGround, right = kNobodysGround;
};

/// The lines along which owners of near cells change, smoothed. Both sides have the same line, and
/// lines meet in the very same points. A line moves by at most about a cell's width. O(cells).
/// Source: smoothing by binomial weights; thinning as Douglas and Peucker 1973.
std::vector<GroundLine> find_ground_lines(const GroundGrid& grid);

}  // namespace dateline
