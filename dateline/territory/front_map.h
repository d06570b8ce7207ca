#pragma once

#include <cstdint>
#include <vector>

#include "dateline/base/day.h"
#include "dateline/base/id.h"
#include "dateline/gazetteer/gazetteer.h"
#include "dateline/roads/roads.h"
#include "dateline/territory/projection_weights.h"

namespace dateline {

/// A way between two places of a front map: all roads between them as one.
struct FrontWay {
  std::uint32_t to = 0;
  std::uint32_t way = 0;  ///< the same from both ends; less than FrontMap::ways
  double pressure = 0;    ///< 1 for a short main road
  double certainty = 0;   ///< that at least one of the roads is there
  double km = 0;          ///< of the shortest
};

/// The places of a theatre as a run forward moves on them. A place that lies within another one (a
/// district, an airport) is a part of it and moves with it; roads to the part lead to the whole.
struct FrontMap {
  struct Part {
    std::uint32_t place;  ///< index in the list of all places
    std::uint32_t whole;  ///< index in `wholes`
  };
  std::vector<std::uint32_t> wholes;         ///< indices in the list of all places, ascending
  std::vector<Part> parts;                   ///< of every place that is no whole
  std::vector<std::vector<FrontWay>> links;  ///< by whole, by `to`
  std::uint32_t ways = 0;
  std::vector<std::uint32_t> network;  ///< by whole: equal for places that roads join
  struct Near {
    std::uint32_t place;
    double share;  ///< exp(-km / near_km), 1 for the place itself
    double km;     ///< along roads
  };
  std::vector<std::vector<Near>> near;  ///< by whole: itself and those within three near_km

  std::size_t size() const { return wholes.size(); }
};

/// Requires: places sorted, all of the gazetteer. Roads as they stand on that day. O(places * roads
/// near by).
FrontMap make_front_map(const std::vector<PlaceId>& places, const Gazetteer& gazetteer,
                        const RoadGraph& roads, const ProjectionWeights& weights, Day day);

}  // namespace dateline
