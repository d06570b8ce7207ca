#include "dateline/territory/front_map.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <queue>
#include <unordered_map>

namespace dateline {
namespace {

constexpr double kReach = 3;  ///< of the kernel, in near_km
constexpr int kDeepest = 16;  ///< for chains of `within` that bite their own tail
constexpr std::uint32_t kNone = ~0U;

double pressure_of(const Road& road, const ProjectionWeights& weights) {
  const double by_class = is_main(road.road_class)                   ? 1
                          : road.road_class == RoadClass::kSecondary ? weights.road_minor
                                                                     : weights.road_small;
  return by_class / (1 + road.length_m / 1000 / weights.road_km);
}

/// The whole that each place moves with, as an index in the list of all places.
std::vector<std::uint32_t> find_wholes(const std::vector<PlaceId>& places,
                                       const Gazetteer& gazetteer) {
  std::unordered_map<PlaceId, std::uint32_t> index;
  for (std::uint32_t i = 0; i < places.size(); ++i) index.emplace(places[i], i);
  std::vector<std::uint32_t> out(places.size());
  for (std::uint32_t i = 0; i < places.size(); ++i) {
    std::uint32_t at = i;
    for (int depth = 0; depth < kDeepest; ++depth) {
      const Place* place = gazetteer.find(places[at]);
      if (!place || place->within.empty()) break;
      const auto it = index.find(place->within);
      if (it == index.end()) break;
      at = it->second;
    }
    out[i] = at;
  }
  // Of a chain that bites its tail nobody is the whole: each of it stands by itself.
  for (std::uint32_t i = 0; i < out.size(); ++i)
    if (out[out[i]] != out[i]) out[i] = i;
  return out;
}

void find_ways(FrontMap& map, const std::vector<PlaceId>& places,
               const std::vector<std::uint32_t>& whole_of, const RoadGraph& roads,
               const ProjectionWeights& weights, Day day) {
  std::unordered_map<PlaceId, std::uint32_t> unit;
  std::unordered_map<std::uint32_t, std::uint32_t> unit_of_whole;
  for (std::uint32_t u = 0; u < map.size(); ++u) unit_of_whole.emplace(map.wholes[u], u);
  for (std::uint32_t i = 0; i < places.size(); ++i)
    unit.emplace(places[i], unit_of_whole.at(whole_of[i]));
  std::map<std::pair<std::uint32_t, std::uint32_t>, FrontWay> ways;
  for (const Road& road : roads.roads()) {
    if (!road.stands_on(day)) continue;
    const auto from = unit.find(roads.place(road.from));
    const auto to = unit.find(roads.place(road.to));
    if (from == unit.end() || to == unit.end() || from->second == to->second) continue;
    const double km = road.length_m / 1000;
    auto [it, fresh] =
        ways.try_emplace(std::minmax(from->second, to->second), FrontWay{0, 0, 0, 0, km});
    FrontWay& way = it->second;
    way.pressure = std::max(way.pressure, pressure_of(road, weights));
    way.certainty = 1 - (1 - way.certainty) * (1 - road.certainty);
    way.km = std::min(way.km, km);
  }
  map.links.resize(map.size());
  for (auto& [ends, way] : ways) {
    way.way = map.ways++;
    way.to = ends.second;
    map.links[ends.first].push_back(way);
    way.to = ends.first;
    map.links[ends.second].push_back(way);
  }
  for (auto& links : map.links) std::ranges::sort(links, {}, &FrontWay::to);
}

std::vector<FrontMap::Near> near_of(const FrontMap& map, std::uint32_t from, double near_km) {
  std::vector<FrontMap::Near> out;
  std::vector<char> done(map.size());
  using Entry = std::pair<double, std::uint32_t>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
  open.emplace(0.0, from);
  while (!open.empty()) {
    const auto [km, u] = open.top();
    open.pop();
    if (done[u]) continue;
    done[u] = 1;
    out.push_back({u, std::exp(-km / near_km), km});
    for (const FrontWay& way : map.links[u])
      if (!done[way.to] && km + way.km <= kReach * near_km) open.emplace(km + way.km, way.to);
  }
  return out;
}

void find_networks(FrontMap& map) {
  map.network.assign(map.size(), kNone);
  for (std::uint32_t u = 0; u < map.size(); ++u) {
    if (map.network[u] != kNone) continue;
    std::vector<std::uint32_t> open{u};
    map.network[u] = u;
    while (!open.empty()) {
      const std::uint32_t at = open.back();
      open.pop_back();
      for (const FrontWay& way : map.links[at])
        if (map.network[way.to] == kNone) map.network[way.to] = u, open.push_back(way.to);
    }
  }
}

}  // namespace

FrontMap make_front_map(const std::vector<PlaceId>& places, const Gazetteer& gazetteer,
                        const RoadGraph& roads, const ProjectionWeights& weights, Day day) {
  FrontMap map;
  const auto whole_of = find_wholes(places, gazetteer);
  std::vector<std::uint32_t> unit(places.size(), kNone);
  for (std::uint32_t i = 0; i < places.size(); ++i) {
    if (whole_of[i] != i) continue;
    unit[i] = static_cast<std::uint32_t>(map.wholes.size());
    map.wholes.push_back(i);
  }
  for (std::uint32_t i = 0; i < places.size(); ++i)
    if (whole_of[i] != i) map.parts.push_back({i, unit[whole_of[i]]});
  find_ways(map, places, whole_of, roads, weights, day);
  find_networks(map);
  for (std::uint32_t u = 0; u < map.size(); ++u)
    map.near.push_back(near_of(map, u, weights.near_km));
  return map;
}

}  // namespace dateline
