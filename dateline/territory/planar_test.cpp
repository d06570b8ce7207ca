#include "dateline/territory/planar.h"

#include <random>

#include <gtest/gtest.h>

namespace dateline {
namespace {

MicroLine square(std::int32_t x, std::int32_t y, std::int32_t side) {
  return {{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}};
}

PlanarFaces faces_of(const PlanarGraph& graph) { return find_faces(graph.points, graph.edges); }

TEST(Planar, CrossingLinesAreCut) {
  const PlanarGraph graph = node_lines({{{0, 0}, {10, 10}}, {{0, 10}, {10, 0}}});
  EXPECT_EQ(graph.points.size(), 5u);
  EXPECT_EQ(graph.edges.size(), 4u);
}

TEST(Planar, LinesOnEachOtherAreOneEdgeWithTwoSources) {
  const PlanarGraph graph = node_lines({{{0, 0}, {10, 0}}, {{8, 0}, {2, 0}}});
  ASSERT_EQ(graph.edges.size(), 3u);
  EXPECT_EQ(graph.first[2] - graph.first[1], 2u);
  EXPECT_TRUE(graph.sources[graph.first[1]].forward);
  EXPECT_FALSE(graph.sources[graph.first[1] + 1].forward);
}

TEST(Planar, AnIslandIsAHoleOfTheLake) {
  // A square, in it a square, in that one more; beside it one that touches the first in a point.
  const PlanarFaces faces = faces_of(
      node_lines({square(0, 0, 100), square(20, 20, 50), square(30, 30, 10), square(100, 100, 5)}));
  ASSERT_EQ(faces.rings.size(), 5u);
  EXPECT_EQ(faces.rings[0].size(), 2u);  // two that touch, as rings of their own
  std::vector<std::size_t> rings;
  for (std::size_t f = 1; f < 5; ++f) rings.push_back(faces.rings[f].size());
  std::sort(rings.begin(), rings.end());
  EXPECT_EQ(rings, (std::vector<std::size_t>{1, 1, 2, 2}));
}

TEST(Planar, AHoleThatTouchesItsRimIsARingOfItsOwn) {
  const PlanarFaces faces =
      faces_of(node_lines({square(0, 0, 100), {{0, 0}, {50, 10}, {40, 40}, {0, 0}}}));
  ASSERT_EQ(faces.rings.size(), 3u);
  std::size_t most = 0;
  for (std::size_t f = 1; f < 3; ++f) most = std::max(most, faces.rings[f].size());
  EXPECT_EQ(most, 2u);
}

/// Euler: points - edges + faces = 1 + parts.
TEST(Planar, FacesOfRandomLinesObeyEuler) {
  for (unsigned seed = 0; seed < 30; ++seed) {
    std::mt19937 random(seed);
    std::uniform_int_distribution<std::int32_t> at(0, seed % 2 ? 40 : 100000);
    std::vector<MicroLine> lines(3 + seed);
    for (MicroLine& line : lines)
      for (int i = 0; i < 6; ++i) line.push_back({at(random), at(random)});
    const PlanarGraph graph = node_lines(lines);
    const PlanarFaces faces = faces_of(graph);
    std::vector<std::uint32_t> part(graph.points.size());
    for (std::uint32_t i = 0; i < part.size(); ++i) part[i] = i;
    const auto root = [&](std::uint32_t p) {
      while (part[p] != p) p = part[p] = part[part[p]];
      return p;
    };
    for (const PlanarEdge& edge : graph.edges) part[root(edge.a)] = root(edge.b);
    std::size_t parts = 0;
    for (std::uint32_t i = 0; i < part.size(); ++i) parts += part[i] == i;
    EXPECT_EQ(graph.points.size() + faces.rings.size(), 1 + parts + graph.edges.size()) << seed;
    // Nothing crosses any more.
    std::vector<MicroLine> again;
    for (const PlanarEdge& edge : graph.edges)
      again.push_back({graph.points[edge.a], graph.points[edge.b]});
    EXPECT_EQ(node_lines(again).edges.size(), graph.edges.size()) << seed;
  }
}

}  // namespace
}  // namespace dateline
