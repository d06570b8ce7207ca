#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dateline/web/map_geometry.h"

namespace dateline {

/// A name that wants to stand beside its mark.
struct LabelWish {
  std::string text;
  MapXY point;
  double radius;  ///< of its mark
  int rank;       ///< 0 first
  double weight;  ///< within a rank the heavier first, then in the order given
  bool minor;     ///< drawn small; a name of rank 0 or 1 may cover it
};

struct PlacedLabel {
  std::size_t wish;    ///< index
  MapXY at;            ///< on the base line
  const char* anchor;  ///< "start", "middle" or "end"
};

/// Size of the letters of a rank, pixels.
double label_size(int rank);

/// Width of the text in a sans-serif face, within about a tenth; pixels.
double text_width(std::string_view text, double size);

/// Places names greedily by rank and weight, each at the first of eight spots around its mark where
/// it lies in `frame` and covers neither a mark, an obstacle, nor a name before it; those without
/// such a spot are left out. Lesser ranks ask for more room; names of ranks 0 and 1 may cover minor
/// marks and those two ranks below, as few as can be. The boxes of names are added to `obstacles`.
/// Cost: wishes squared.
std::vector<PlacedLabel> place_labels(const std::vector<LabelWish>& wishes, const MapRect& frame,
                                      std::vector<MapRect>& obstacles);

}  // namespace dateline
