#pragma once

#include <cstdint>
#include <vector>

#include "dateline/gazetteer/gazetteer.h"
#include "dateline/roads/roads.h"
#include "dateline/territory/control_data.h"

namespace dateline {

/// Another place near by and how much of what becomes of it bears on this one; the shares of one
/// place's neighbours sum to at most 1.
struct Neighbour {
  std::uint32_t place;  ///< index
  double share;
};

/// The nearest few of each place, by the way along roads, or where the graph lacks one of them
/// by 1.3 times the great circle. The share falls with the way by exp(-km / neighbour_km). `roads`
/// may be nullptr. O(places^2 + places * roads near by).
std::vector<std::vector<Neighbour>> find_neighbours(const PlaceIndex& index,
                                                    const Gazetteer& gazetteer,
                                                    const RoadGraph* roads,
                                                    const ControlWeights& weights);

/// A place whose neighbours changed hands may have changed with them though nobody says so: adds to
/// every chain a step for each day on which its neighbours' beliefs moved, of which share and way
/// follow from theirs. Round by round, so that a front moves on through places without news. Steps
/// that were added before are replaced. O(rounds * days told * places * states).
void couple_neighbours(const std::vector<std::vector<Neighbour>>& neighbours,
                       const ControlWeights& weights, const Gazetteer& gazetteer,
                       ControlTable::Data& data);

}  // namespace dateline
