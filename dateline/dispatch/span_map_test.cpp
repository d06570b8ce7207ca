#include "dateline/dispatch/span_map.h"

#include <gtest/gtest.h>

namespace dateline {
namespace {

using Received = SpanMap::Received;

TEST(SpanMap, IdentityLeadsToTheSameBytes) {
  const SpanMap map = SpanMap::identity(10);
  EXPECT_TRUE(map.is_identity());
  EXPECT_EQ(map.to_received({3, 7}), (Received{3, 7}));
  EXPECT_EQ(map.to_received({10, 10}), (Received{10, 10}));
  EXPECT_FALSE(SpanMap::identity(10, 3).is_identity());
  EXPECT_EQ(SpanMap::identity(10, 3).to_received({0, 1}), (Received{3, 4}));
}

TEST(SpanMap, RunsThatMeetBecomeOne) {
  SpanMap map;
  for (std::uint64_t i = 0; i < 100; ++i) map.append(1, 5 + i, 1);
  EXPECT_EQ(map, SpanMap::identity(100, 5));
}

// text      a b [e][e] c     (e: two bytes)
// received  0 1 2345678  8   (\u00e9 takes six)
TEST(SpanMap, AnEscapeIsIndivisible) {
  SpanMap map;
  map.append(2, 0, 2);
  map.append(2, 2, 6);
  map.append(1, 8, 1);
  EXPECT_EQ(map.to_received({2, 3}), (Received{2, 8}));
  EXPECT_EQ(map.to_received({3, 4}), (Received{2, 8}));
  EXPECT_EQ(map.to_received({1, 3}), (Received{1, 8}));
  EXPECT_EQ(map.to_received({4, 5}), (Received{8, 9}));
  EXPECT_EQ(map.to_received({0, 5}), (Received{0, 9}));
}

TEST(SpanMap, LaterRunsMayLieEarlier) {
  SpanMap map;
  map.append(3, 50, 3);
  map.append(2, 53, 0);
  map.append(4, 10, 4);
  EXPECT_EQ(map.to_received({0, 9}), (Received{10, 53}));
  EXPECT_EQ(map.to_received({1, 4}), (Received{51, 53}));
  EXPECT_EQ(map.to_received({3, 5}), (Received{53, 53}));
  EXPECT_EQ(map.to_received({4, 6}), (Received{10, 11}));
}

TEST(SpanMap, RunsRebuildIt) {
  SpanMap map;
  map.append(3, 1, 3);
  map.append(2, 4, 6);
  map.append(2, 10, 0);
  map.append(5, 20, 5);
  SpanMap again;
  for (const auto& run : map.runs()) again.append(run.text_bytes, run.received, run.received_bytes);
  EXPECT_EQ(again, map);
  EXPECT_EQ(map.text_size(), 12U);
}

TEST(SpanMap, EmptyTextLeadsNowhere) {
  EXPECT_TRUE(SpanMap().is_identity());
  EXPECT_EQ(SpanMap().to_received({0, 0}), (Received{0, 0}));
}

}  // namespace
}  // namespace dateline
