#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dateline/base/day.h"
#include "dateline/base/error.h"
#include "dateline/base/id.h"
#include "dateline/gazetteer/gazetteer.h"

namespace dateline {

/// Widest first. Motorway, trunk and primary are main roads.
enum class RoadClass : std::uint8_t { kMotorway, kTrunk, kPrimary, kSecondary, kTertiary, kTrack };
std::string_view to_string(RoadClass road_class);
std::optional<RoadClass> parse_road_class(std::string_view name);
inline bool is_main(RoadClass road_class) { return road_class <= RoadClass::kPrimary; }

/// Index of a place in one graph.
using RoadNode = std::uint32_t;

/// One row of roads.csv; goes both ways.
struct Road {
  RoadNode from = 0;
  RoadNode to = 0;
  double length_m = 0;  ///< along the road
  std::string name;
  RoadClass road_class = RoadClass::kTrack;
  std::vector<std::string> countries;  ///< ISO codes; two where it crosses; empty: not told
  double certainty = 1;                ///< chance that the road is there and can be driven
  std::optional<Day> since, until;     ///< inclusive; open where empty
  std::string row;                     ///< "roads.csv:17"

  bool stands_on(Day day) const { return (!since || *since <= day) && (!until || day <= *until); }
};

/// One row of crossings.csv.
struct Crossing {
  PlaceId place;
  std::vector<std::string> countries;  ///< two ISO codes
  std::string status;                  ///< open, closed, aid_only, military; empty: not known
  std::optional<Day> since, until;
  std::string row;
};

/// Places and the roads between them. Immutable; compressed rows; shared between threads.
class RoadGraph {
 public:
  struct Link {
    RoadNode to;
    std::uint32_t road;  ///< index in roads()
  };

  RoadGraph() = default;
  /// Requires: every road's ends are indices of `places`, no length is negative.
  RoadGraph(std::vector<PlaceId> places, std::vector<Road> roads, std::vector<Crossing> crossings);

  std::size_t size() const { return places_.size(); }
  const PlaceId& place(RoadNode node) const { return places_[node]; }
  const std::vector<PlaceId>& places() const { return places_; }
  std::optional<RoadNode> find(const PlaceId& place) const;
  const std::vector<Road>& roads() const { return roads_; }
  const std::vector<Crossing>& crossings() const { return crossings_; }
  /// The crossing's row that holds on that day; nullptr where the place is none.
  const Crossing* crossing(const PlaceId& place, Day day) const;
  /// Roads that leave a place, by road index.
  std::span<const Link> links(RoadNode node) const;

 private:
  std::vector<PlaceId> places_;
  std::vector<Road> roads_;
  std::vector<Crossing> crossings_;
  std::vector<std::uint32_t> first_;  ///< places_.size() + 1 offsets into links_
  std::vector<Link> links_;
  std::unordered_map<PlaceId, RoadNode> node_of_;
};

/// Reads roads.csv and crossings.csv; a theatre without them has an empty graph. A road without km
/// gets the great circle times 1.2. Fails: kTheatreInvalid with path and line for an unknown
/// column, place, class or status, a bad number or day, a road from a place to itself.
Result<RoadGraph> load_theatre_roads(const std::string& theatre_dir, const Gazetteer& gazetteer);

/// Which roads and places may be used. The two ends of a journey are never asked about.
struct RoadFilter {
  std::function<bool(const Road&)> road = [](const Road&) { return true; };
  std::function<bool(RoadNode)> node = [](RoadNode) { return true; };
};

struct Route {
  std::vector<RoadNode> nodes;       ///< from ... to
  std::vector<std::uint32_t> roads;  ///< one fewer than nodes
  double length_m = 0;
};

/// The shortest way; of equal ones that by lower indices. nullopt where there is none. O(E log V).
/// Source: Dijkstra 1959.
std::optional<Route> shortest_path(const RoadGraph& graph, RoadNode from, RoadNode to,
                                   const RoadFilter& filter = {});

/// True at every node that can be reached from `from`, itself too. A node that is not open can be
/// reached (the journey may end there) but not passed. O(E).
std::vector<bool> connected_set(const RoadGraph& graph, RoadNode from,
                                const RoadFilter& filter = {});

/// Roads (indices, ascending) whose loss parts two places that were joined. Parallel roads are no
/// bridges. Nodes that are not open count as missing. O(E). Source: Tarjan 1974.
std::vector<std::uint32_t> bridges(const RoadGraph& graph, const RoadFilter& filter = {});

}  // namespace dateline
