#include "dateline/roads/reliability.h"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "dateline/roads/chance_core.h"

namespace dateline {
namespace {

/// The slow twin: every state of every place and road that may fail, one after the other.
double by_enumeration(const ChanceGraph& graph, std::uint32_t from, std::uint32_t to) {
  std::vector<double> chances;
  for (std::uint32_t node = 0; node < graph.node_chance.size(); ++node)
    chances.push_back(node == from || node == to ? 1 : graph.node_chance[node]);
  for (const auto& edge : graph.edges) chances.push_back(edge.chance);
  std::vector<std::size_t> unsure;
  for (std::size_t i = 0; i < chances.size(); ++i)
    if (chances[i] > 0 && chances[i] < 1) unsure.push_back(i);
  double joined = 0;
  for (std::uint64_t world = 0; world < std::uint64_t{1} << unsure.size(); ++world) {
    std::vector<bool> up(chances.size());
    for (std::size_t i = 0; i < chances.size(); ++i) up[i] = chances[i] >= 1;
    double chance = 1;
    for (std::size_t i = 0; i < unsure.size(); ++i) {
      up[unsure[i]] = world >> i & 1;
      chance *= up[unsure[i]] ? chances[unsure[i]] : 1 - chances[unsure[i]];
    }
    std::vector<bool> reached(graph.node_chance.size());
    reached[from] = true;
    for (bool more = true; more;) {
      more = false;
      for (std::size_t i = 0; i < graph.edges.size(); ++i) {
        const auto [a, b, ignored] = graph.edges[i];
        if (!up[graph.node_chance.size() + i] || !up[a] || !up[b] || reached[a] == reached[b])
          continue;
        reached[a] = reached[b] = more = true;
      }
    }
    if (reached[to]) joined += chance;
  }
  return joined;
}

ChanceGraph random_graph(std::mt19937& random, unsigned most_nodes, unsigned most_edges) {
  const auto below = [&](unsigned end) { return static_cast<std::uint32_t>(random() % end); };
  // Mostly unsure places and sure roads, few of which can be taken together beforehand.
  const auto chance = [&](unsigned unsure) {
    const unsigned kind = below(100);
    return kind < 6 ? 0.0 : kind < 6 + unsure ? (1 + below(9)) / 10.0 : 1.0;
  };
  ChanceGraph graph;
  const unsigned size = 4 + below(most_nodes - 3);
  for (unsigned i = 0; i < size; ++i) graph.node_chance.push_back(chance(70));
  for (unsigned i = most_edges / (1 + below(2)); i > 0; --i) {
    const std::uint32_t a = below(size), b = below(size);
    if (a + b != 1) graph.edges.push_back({a, b, chance(15)});  // none between the first two
  }
  return graph;
}

TEST(Reliability, AgreesWithEnumerationOnThousandRandomGraphs) {
  std::mt19937 random(11);
  int cores = 0;
  for (int round = 0; round < 1000; ++round) {
    const ChanceGraph graph = random_graph(random, 9, 22);
    const auto size = graph.node_chance.size();
    const auto from = static_cast<std::uint32_t>(round % 3 ? 0 : random() % size);
    const auto to = static_cast<std::uint32_t>(round % 3 ? 1 : random() % size);
    const Chance found = joined_chance(graph, from, to);
    EXPECT_TRUE(found.exact);
    cores += from != to && !reduce(graph, from, to).answer;
    ASSERT_NEAR(found.value, from == to ? 1 : by_enumeration(graph, from, to), 1e-12)
        << "round " << round;
  }
  EXPECT_GT(cores, 150) << "the frontier has to be asked, not only the reductions";
}

TEST(Reliability, SamplesWithinTheErrorTheyState) {
  std::mt19937 random(12);
  ReliabilityOptions sampled;
  sampled.most_states = 0;
  double squares = 0;
  int count = 0;
  for (int round = 0; round < 300; ++round) {
    const ChanceGraph graph = random_graph(random, 9, 22);
    sampled.seed = static_cast<std::uint64_t>(round);
    const Chance found = joined_chance(graph, 0, 1, sampled);
    if (found.exact) continue;  // nothing was left after the reductions
    const double off = (found.value - by_enumeration(graph, 0, 1)) / found.standard_error;
    EXPECT_LT(std::abs(off), 5);
    squares += off * off;
    ++count;
    EXPECT_EQ(joined_chance(graph, 0, 1, sampled).value, found.value) << "the same seed";
  }
  ASSERT_GT(count, 50);
  EXPECT_NEAR(std::sqrt(squares / count), 1, 0.25) << "errors are as large as stated";
}

/// A lattice: two ways out of each place, as wide as asked.
ChanceGraph lattice(unsigned wide, unsigned long_, double node, double edge) {
  ChanceGraph graph;
  graph.node_chance.assign(wide * long_, node);
  for (unsigned x = 0; x < long_; ++x) {
    for (unsigned y = 0; y < wide; ++y) {
      if (x + 1 < long_) graph.edges.push_back({x * wide + y, (x + 1) * wide + y, edge});
      if (y + 1 < wide) graph.edges.push_back({x * wide + y, x * wide + y + 1, edge});
    }
  }
  return graph;
}

TEST(Reliability, IsExactOnNarrowGraphsOfAnyLengthAndAgreesWithSampling) {
  ReliabilityOptions sampled;
  sampled.most_states = 0;
  for (const unsigned wide : {2u, 4u, 6u}) {
    const ChanceGraph graph = lattice(wide, 40, 0.97, 0.95);
    const auto to = static_cast<std::uint32_t>(graph.node_chance.size() - 1);
    ReliabilityOptions patient;
    patient.most_states = 3'000'000;
    const Chance exact = joined_chance(graph, 0, to, patient);
    EXPECT_TRUE(exact.exact) << wide;
    const Chance drawn = joined_chance(graph, 0, to, sampled);
    EXPECT_FALSE(drawn.exact);
    EXPECT_NEAR(exact.value, drawn.value, 5 * drawn.standard_error) << wide;
  }
}

TEST(Reliability, TurnsToSamplingWhereTheGraphIsWide) {
  const ChanceGraph graph = lattice(25, 25, 0.95, 0.9);
  const Chance found = joined_chance(graph, 0, 624);
  EXPECT_FALSE(found.exact);
  EXPECT_GT(found.standard_error, 0);
  EXPECT_LT(found.standard_error, 0.01);
}

TEST(Reliability, OfNoneOfManyIsNotNever) {
  EXPECT_GT(standard_error(0, 1000), 0);
  EXPECT_NEAR(standard_error(500, 1000), 0.0158, 1e-4);
}

}  // namespace
}  // namespace dateline
