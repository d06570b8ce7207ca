#include "dateline/gazetteer/wkt.h"

#include <gtest/gtest.h>

namespace dateline {
namespace {

TEST(ParseWkt, ReadsLongitudeBeforeLatitude) {
  const auto out = parse_wkt("POLYGON ((36 34, 38 34, 38 35, 36 34))");
  ASSERT_TRUE(out) << to_string(out.error());
  ASSERT_EQ(out->size(), 1u);
  ASSERT_EQ(out->front().rings.size(), 1u);
  EXPECT_EQ(out->front().rings[0].size(), 4u);
  EXPECT_EQ(out->front().rings[0][0].lat(), 34);
  EXPECT_EQ(out->front().rings[0][0].lng(), 36);
}

TEST(ParseWkt, ReadsHolesAndSeveralPolygonsInAnyCase) {
  const auto out =
      parse_wkt("multipolygon(((0 0,9 0,9 9,0 0),(2 1,3 1,3 2,2 1)),\n((20 0,29 0,29 9,20 0)))  ");
  ASSERT_TRUE(out) << to_string(out.error());
  ASSERT_EQ(out->size(), 2u);
  EXPECT_EQ((*out)[0].rings.size(), 2u);
  EXPECT_EQ((*out)[1].rings.size(), 1u);
}

struct Bad {
  const char* text;
  std::uint64_t byte;
  const char* expected;
};

TEST(ParseWkt, SaysAtWhichByteWhatWasExpected) {
  const Bad cases[] = {
      {"", 0, "POLYGON or MULTIPOLYGON"},
      {"POINT (1 2)", 5, "POLYGON or MULTIPOLYGON"},
      {"POLYGON 1", 8, "expected ("},
      {"POLYGON ((x 2))", 10, "a longitude and a latitude"},
      {"POLYGON ((1))", 11, "a longitude and a latitude"},
      {"POLYGON ((0 99, 1 1))", 14, "a latitude in [-90, 90]"},
      {"POLYGON ((0 0, 1 0, 0 0))", 23, "at least four points"},
      {"POLYGON ((0 0, 1 0, 1 1, 0 1))", 28, "a closed ring"},
      {"POLYGON ((0 0, 1 0, 1 1, 0 0)", 29, "expected )"},
      {"POLYGON ((0 0, 1 0, 1 1, 0 0)) and", 31, "the end"},
  };
  for (const Bad& bad : cases) {
    SCOPED_TRACE(bad.text);
    const auto out = parse_wkt(bad.text);
    ASSERT_FALSE(out);
    EXPECT_EQ(out.error().code, ErrorCode::kDataInvalid);
    ASSERT_TRUE(out.error().byte);
    EXPECT_EQ(*out.error().byte, bad.byte);
    EXPECT_NE(out.error().detail.find(bad.expected), std::string::npos) << out.error().detail;
  }
}

}  // namespace
}  // namespace dateline
