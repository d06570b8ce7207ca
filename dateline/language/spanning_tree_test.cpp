#include "dateline/language/spanning_tree.h"

#include <optional>
#include <random>

#include <gtest/gtest.h>

namespace dateline {
namespace {

/// The sum of a choice of heads, where it is a tree with one root.
std::optional<std::int64_t> value(const std::vector<std::int32_t>& scores, std::uint32_t n,
                                  const std::vector<std::uint32_t>& heads) {
  std::int64_t sum = 0;
  int roots = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    if (heads[i] == i + 1) return {};
    roots += heads[i] == 0;
    sum += scores[i * (n + 1) + heads[i]];
    std::uint32_t at = i, steps = 0;
    while (heads[at] != 0) {
      at = heads[at] - 1;
      if (++steps > n) return {};
    }
  }
  if (roots != 1) return {};
  return sum;
}

TEST(SpanningTree, IsTheBestOfAll) {
  std::mt19937 random(5);
  for (int round = 0; round < 1500; ++round) {
    const std::uint32_t n = 1 + static_cast<std::uint32_t>(random() % 5);
    std::vector<std::int32_t> scores(n * (n + 1));
    const std::uint32_t range = round % 3 == 0 ? 4 : 1000;
    for (auto& score : scores)
      score = static_cast<std::int32_t>(random() % range) - static_cast<std::int32_t>(range / 2);
    if (round % 2) {  // roots that all like to be
      for (std::uint32_t i = 0; i < n; ++i) scores[i * (n + 1)] += 400;
    }
    std::vector<std::uint32_t> heads(n, 0), found;
    std::optional<std::int64_t> best;
    while (true) {
      const auto sum = value(scores, n, heads);
      if (sum && (!best || *sum > *best)) best = sum;
      std::uint32_t i = 0;
      while (i < n && heads[i] == n) heads[i++] = 0;
      if (i == n) break;
      ++heads[i];
    }
    find_tree(scores.data(), n, found);
    const auto sum = value(scores, n, found);
    ASSERT_TRUE(sum) << round;
    ASSERT_EQ(*sum, *best) << round;
  }
}

TEST(SpanningTree, LongSentencesEndInTrees) {
  std::mt19937 random(6);
  for (const std::uint32_t n : {60u, 256u}) {
    std::vector<std::int32_t> scores(n * (n + 1));
    for (auto& score : scores) score = static_cast<std::int32_t>(random() % 1000);
    std::vector<std::uint32_t> heads;
    find_tree(scores.data(), n, heads);
    EXPECT_TRUE(value(scores, n, heads));
  }
}

}  // namespace
}  // namespace dateline
