#pragma once

#include <cstdint>
#include <vector>

#include "dateline/gazetteer/gazetteer.h"
#include "dateline/roads/roads.h"
#include "dateline/territory/control_data.h"

namespace dateline {

/// The nearest few of each place, by the way along roads, or where the graph lacks one of them
/// by 1.3 times the great circle. The share falls with the way by exp(-km / neighbour_km). `roads`
/// may be nullptr. Not empty `focus`: only of these places and of those that bear on them, round by
/// round; `needed` receives which those are. O(places^2 + places * roads near by).
std::vector<std::vector<Neighbour>> find_neighbours(
    const PlaceIndex& index, const Gazetteer& gazetteer, const RoadGraph* roads,
    const ControlWeights& weights, const std::vector<PlaceId>& focus, std::vector<bool>& needed);

/// A place whose neighbours changed hands may have changed with them though nobody says so: adds to
/// every chain a step for each day on which its neighbours' beliefs moved, of which share and way
/// follow from theirs. Round by round, so that a front moves on through places without news. Steps
/// that were added before are replaced. `changed`: places whose chain is new; receives those whose
/// steps may have become others, the rest is left as it is with `data.moves`. O(rounds * days told
/// * places changed * states).
void couple_neighbours(const ControlWeights& weights, const Gazetteer& gazetteer,
                       ControlTable::Data& data, std::vector<bool>& changed);

}  // namespace dateline
