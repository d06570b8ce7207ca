#include "dateline/roads/cuts.h"

#include <algorithm>
#include <limits>
#include <random>

#include <gtest/gtest.h>

namespace dateline {
namespace {

struct Sample {
  RoadGraph graph;
  std::vector<bool> open_node, open_road;

  RoadFilter filter() const {
    RoadFilter out;
    out.node = [this](RoadNode node) { return open_node[node]; };
    out.road = [this](const Road& road) {
      return open_road[static_cast<std::size_t>(&road - graph.roads().data())];
    };
    return out;
  }
};

Sample random_sample(std::mt19937& random) {
  const auto size = static_cast<RoadNode>(2 + random() % 8);
  std::vector<PlaceId> places;
  for (RoadNode i = 0; i < size; ++i) places.emplace_back("p" + std::to_string(i));
  std::vector<Road> roads;
  for (auto i = random() % 16; i > 0; --i) {
    Road road;
    road.from = static_cast<RoadNode>(random() % size);
    road.to = static_cast<RoadNode>(random() % size);
    road.length_m = 1000.0 * static_cast<double>(1 + random() % 9);
    if (road.from != road.to) roads.push_back(road);
  }
  Sample out{RoadGraph(places, roads, {}), {}, {}};
  for (RoadNode i = 0; i < size; ++i) out.open_node.push_back(random() % 6 != 0);
  for (std::size_t i = 0; i < roads.size(); ++i) out.open_road.push_back(random() % 8 != 0);
  return out;
}

/// Whether a way is left without these places and roads: by spreading until nothing changes.
bool joined(const Sample& sample, RoadNode from, const std::vector<RoadNode>& to,
            unsigned gone_places, unsigned gone_roads) {
  std::vector<bool> reached(sample.graph.size());
  const auto may = [&](RoadNode node) {
    const bool is_end = node == from || std::find(to.begin(), to.end(), node) != to.end();
    return is_end || (sample.open_node[node] && !(gone_places >> node & 1));
  };
  reached[from] = true;
  for (bool more = true; more;) {
    more = false;
    for (std::size_t i = 0; i < sample.graph.roads().size(); ++i) {
      const Road& road = sample.graph.roads()[i];
      if (!sample.open_road[i] || (gone_roads >> i & 1) || !may(road.from) || !may(road.to) ||
          reached[road.from] == reached[road.to])
        continue;
      reached[road.from] = reached[road.to] = more = true;
    }
  }
  return std::any_of(to.begin(), to.end(), [&](RoadNode node) { return reached[node]; });
}

int size_of(unsigned set) { return __builtin_popcount(set); }

TEST(Cuts, SmallestCutsAgreeWithBruteForceOnThousandRandomGraphs) {
  std::mt19937 random(21);
  int parted = 0;
  for (int round = 0; round < 1000; ++round) {
    const Sample sample = random_sample(random);
    const auto size = static_cast<unsigned>(sample.graph.size());
    const auto from = static_cast<RoadNode>(random() % size);
    std::vector<RoadNode> to;
    for (RoadNode node = 0; node < size; ++node)
      if (node != from && (to.empty() || random() % 4 == 0)) to.push_back(node);
    const RoadFilter filter = sample.filter();
    int fewest_places = 99, fewest_roads = 99;
    unsigned ends = 1u << from;
    for (const RoadNode node : to) ends |= 1u << node;
    for (unsigned set = 0; set < 1u << size; ++set)
      if ((set & ends) == 0 && !joined(sample, from, to, set, 0))
        fewest_places = std::min(fewest_places, size_of(set));
    const auto roads = static_cast<unsigned>(sample.graph.roads().size());
    for (unsigned set = 0; set < 1u << roads; ++set)
      if (size_of(set) < fewest_roads && !joined(sample, from, to, 0, set))
        fewest_roads = size_of(set);
    const auto places = smallest_place_cut(sample.graph, from, to, filter);
    ASSERT_EQ(places.has_value(), fewest_places != 99) << "round " << round;
    if (places) {
      unsigned set = 0;
      for (const RoadNode node : *places) set |= 1u << node;
      ASSERT_EQ(size_of(set), fewest_places) << "round " << round;
      EXPECT_FALSE(joined(sample, from, to, set, 0));
      parted += fewest_places > 0;
    }
    unsigned set = 0;
    for (const std::uint32_t road : smallest_road_cut(sample.graph, from, to, filter))
      set |= 1u << road;
    ASSERT_EQ(size_of(set), fewest_roads) << "round " << round;
    EXPECT_FALSE(joined(sample, from, to, 0, set));
  }
  EXPECT_GT(parted, 50);
}

TEST(Cuts, ArticulationsAndBottlenecksAgreeWithLeavingEachOutOnThousandRandomGraphs) {
  std::mt19937 random(22);
  for (int round = 0; round < 1000; ++round) {
    const Sample sample = random_sample(random);
    const auto size = static_cast<RoadNode>(sample.graph.size());
    std::vector<RoadNode> wanted;
    for (RoadNode gone = 0; gone < size; ++gone) {
      bool parts = false;
      for (RoadNode a = 0; a < size; ++a)
        for (RoadNode b = 0; b < size; ++b)
          if (a != gone && b != gone && sample.open_node[a] && sample.open_node[b] &&
              sample.open_node[gone] && joined(sample, a, {b}, 0, 0) &&
              !joined(sample, a, {b}, 1u << gone, 0))
            parts = true;
      if (parts) wanted.push_back(gone);
    }
    ASSERT_EQ(articulation_places(sample.graph, sample.filter()), wanted) << "round " << round;

    const RoadNode from = 0, to = size - 1;
    const auto route = shortest_path(sample.graph, from, to, sample.filter());
    ASSERT_EQ(route.has_value(), joined(sample, from, {to}, 0, 0));
    if (!route) continue;
    const Bottlenecks found = bottlenecks(sample.graph, *route, {to}, sample.filter());
    Bottlenecks all;
    for (std::size_t i = 1; i + 1 < route->nodes.size(); ++i)
      if (!joined(sample, from, {to}, 1u << route->nodes[i], 0))
        all.places.push_back(route->nodes[i]);
    for (const std::uint32_t road : route->roads)
      if (!joined(sample, from, {to}, 0, 1u << road)) all.roads.push_back(road);
    EXPECT_EQ(found.places, all.places);
    EXPECT_EQ(found.roads, all.roads);
  }
}

TEST(Cuts, AChainOfTownsIsCutAnywhereAndTheAnswerIsTheNearest) {
  std::vector<PlaceId> places;
  std::vector<Road> roads;
  for (RoadNode i = 0; i < 5; ++i) {
    places.emplace_back("p" + std::to_string(i));
    Road road;
    road.from = i;
    road.to = i + 1;
    if (i < 4) roads.push_back(road);
  }
  const RoadGraph graph(places, roads, {});
  EXPECT_EQ(articulation_places(graph), (std::vector<RoadNode>{1, 2, 3}));
  EXPECT_EQ(smallest_place_cut(graph, 0, {4}), (std::vector<RoadNode>{1}));
  EXPECT_EQ(smallest_road_cut(graph, 0, {4}), (std::vector<std::uint32_t>{0}));
  EXPECT_EQ(smallest_place_cut(graph, 0, {1}), std::nullopt);
}

}  // namespace
}  // namespace dateline
