#include <algorithm>
#include <array>
#include <cassert>

#include "dateline/roads/roads.h"

namespace dateline {
namespace {

constexpr std::array<std::string_view, 6> kClassNames = {"motorway",  "trunk",    "primary",
                                                         "secondary", "tertiary", "track"};

}  // namespace

std::string_view to_string(RoadClass road_class) {
  return kClassNames[static_cast<std::size_t>(road_class)];
}

std::optional<RoadClass> parse_road_class(std::string_view name) {
  for (std::size_t i = 0; i < kClassNames.size(); ++i) {
    if (kClassNames[i] == name) return static_cast<RoadClass>(i);
  }
  return std::nullopt;
}

RoadGraph::RoadGraph(std::vector<PlaceId> places, std::vector<Road> roads,
                     std::vector<Crossing> crossings)
    : places_(std::move(places)), roads_(std::move(roads)), crossings_(std::move(crossings)) {
  for (RoadNode node = 0; node < places_.size(); ++node) node_of_.emplace(places_[node], node);
  first_.assign(places_.size() + 1, 0);
  for (const Road& road : roads_) {
    assert(road.from < places_.size() && road.to < places_.size() && road.length_m >= 0);
    ++first_[road.from + 1];
    ++first_[road.to + 1];
  }
  for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
  links_.resize(roads_.size() * 2);
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  for (std::uint32_t i = 0; i < roads_.size(); ++i) {
    links_[next[roads_[i].from]++] = {roads_[i].to, i};
    links_[next[roads_[i].to]++] = {roads_[i].from, i};
  }
}

std::optional<RoadNode> RoadGraph::find(const PlaceId& place) const {
  const auto it = node_of_.find(place);
  if (it == node_of_.end()) return std::nullopt;
  return it->second;
}

const Crossing* RoadGraph::crossing(const PlaceId& place, Day day) const {
  for (const Crossing& crossing : crossings_) {
    if (crossing.place == place && (!crossing.since || *crossing.since <= day) &&
        (!crossing.until || day <= *crossing.until)) {
      return &crossing;
    }
  }
  return nullptr;
}

std::span<const RoadGraph::Link> RoadGraph::links(RoadNode node) const {
  return {links_.data() + first_[node], links_.data() + first_[node + 1]};
}

}  // namespace dateline
