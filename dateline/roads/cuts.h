#pragma once

#include <optional>
#include <vector>

#include "dateline/roads/roads.h"

namespace dateline {

/// Places (ascending) whose loss parts two other places that were joined. Nodes that are not open
/// count as missing. O(E). Source: Tarjan 1972.
std::vector<RoadNode> articulation_places(const RoadGraph& graph, const RoadFilter& filter = {});

/// A smallest set of places, neither of them `from` nor one of `to`, without which no way joins
/// `from` with any of `to`; of several the one nearest to `from`. Empty where no way joins them
/// now; nullopt where no set of places parts them: a road leads there without a place between.
/// O(E * size of the answer). Source: Menger 1927, Ford and Fulkerson 1956 on the graph with each
/// place split in two.
std::optional<std::vector<RoadNode>> smallest_place_cut(const RoadGraph& graph, RoadNode from,
                                                        const std::vector<RoadNode>& to,
                                                        const RoadFilter& filter = {});

/// A smallest set of roads (indices, ascending) without which no way joins `from` with any of `to`;
/// of several the one nearest to `from`. Empty where no way joins them now. Requires: `from` is
/// none of `to`. O(E * size of the answer).
std::vector<std::uint32_t> smallest_road_cut(const RoadGraph& graph, RoadNode from,
                                             const std::vector<RoadNode>& to,
                                             const RoadFilter& filter = {});

/// The places and roads that every way from `from` to one of `to` passes, in the order of `route`,
/// which is one such way. O(E * places of the route).
struct Bottlenecks {
  std::vector<RoadNode> places;      ///< without the ends
  std::vector<std::uint32_t> roads;  ///< indices
};
Bottlenecks bottlenecks(const RoadGraph& graph, const Route& route, const std::vector<RoadNode>& to,
                        const RoadFilter& filter = {});

}  // namespace dateline
