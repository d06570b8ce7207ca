#include "dateline/record/event_clusters.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

namespace dateline {
namespace {

/// The same by looking at all pairs of groups anew for each join.
std::vector<std::uint32_t> join_plainly(std::size_t count, const std::vector<MatchedPair>& pairs,
                                        double least) {
  std::vector<std::uint32_t> group(count);
  for (std::uint32_t i = 0; i < count; ++i) group[i] = i;
  for (;;) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::pair<double, double>> sums;
    for (const MatchedPair& p : pairs) {
      const auto key = std::minmax(group[p.a], group[p.b]);
      if (key.first == key.second) continue;
      sums[key].first += p.score, sums[key].second += 1;
    }
    double most = least * 1024;
    std::pair<std::uint32_t, std::uint32_t> best;
    bool found = false;
    for (const auto& [key, sum] : sums)
      if (sum.first / sum.second > most) most = sum.first / sum.second, best = key, found = true;
    if (!found) return group;
    std::replace(group.begin(), group.end(), best.second, best.first);
  }
}

TEST(EventClusters, JoinsAsThePlainWayDoesInAnyOrderOfPairs) {
  std::mt19937 dice(7);
  for (int turn = 0; turn < 60; ++turn) {
    const std::uint32_t count = 4 + turn % 20;
    std::vector<MatchedPair> pairs;
    for (std::uint32_t a = 0; a < count; ++a)
      for (std::uint32_t b = a + 1; b < count; ++b)
        if (dice() % 3 == 0)
          pairs.push_back({a, b, static_cast<std::int32_t>(dice() % 8000) - 4000});
    const auto expected = join_plainly(count, pairs, -0.5);
    EXPECT_EQ(join_by_average(count, pairs, -0.5), expected) << turn;
    std::shuffle(pairs.begin(), pairs.end(), dice);
    EXPECT_EQ(join_by_average(count, pairs, -0.5), expected) << turn;
  }
}

TEST(EventClusters, WhatSpeaksAgainstAJoinCounts) {
  // b is like a and like c, which are not like each other.
  EXPECT_EQ(join_by_average(3, {{0, 1, 2048}, {1, 2, 1024}}, 0),
            (std::vector<std::uint32_t>{0, 0, 0}));
  EXPECT_EQ(join_by_average(3, {{0, 1, 2048}, {1, 2, 1024}, {0, 2, -3072}}, 0),
            (std::vector<std::uint32_t>{0, 0, 2}));
}

}  // namespace
}  // namespace dateline
