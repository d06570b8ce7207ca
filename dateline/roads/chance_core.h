#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "dateline/roads/reliability.h"

namespace dateline {

/// What is left of a graph of chances between two places when all is taken away or joined that
/// changes nothing of the chance that a way joins them.
struct ChanceCore {
  std::vector<double> node_chance;                     ///< those of the ends do not count
  std::vector<std::map<std::uint32_t, double>> links;  ///< each way in both lists, none parallel
  std::uint32_t from = 0, to = 0;
  std::optional<double> answer;  ///< set where nothing is left to ask
};

/// Takes away what lies on no way between the ends, joins parallel ways, ways in a row, and places
/// that are surely joined. Source: Satyanarayana and Wood 1985. Cost: O(E log E).
ChanceCore reduce(const ChanceGraph& graph, std::uint32_t from, std::uint32_t to);

}  // namespace dateline
