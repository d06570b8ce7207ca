#include "dateline/dispatch/published.h"

#include <gtest/gtest.h>

namespace dateline {
namespace {

TEST(Published, ReadsDaysAndInstants) {
  for (const auto& [text, iso] : {std::pair{"2024-12-07", "2024-12-07"},
                                  {" 2024-12-07\r", "2024-12-07"},
                                  {"2024-12-07T18:05", "2024-12-07T18:05"},
                                  {"2024-12-07T18:05:00Z", "2024-12-07T18:05Z"},
                                  {"2024-12-07T18:05:00.125Z", "2024-12-07T18:05Z"},
                                  {"2024-12-07 18:05+03:00", "2024-12-07T18:05+03:00"},
                                  {"2024-12-07t00:00:60-0530", "2024-12-07T00:00-05:30"},
                                  {"2024-12-07T18:05+03", "2024-12-07T18:05+03:00"}}) {
    const auto published = parse_published(text);
    ASSERT_TRUE(published) << text;
    EXPECT_EQ(published->iso(), iso);
    // What it prints it reads.
    EXPECT_EQ(parse_published(published->iso())->iso(), iso);
  }
}

TEST(Published, TheDayIsThatOfTheSourcesZone) {
  const auto published = parse_published("2024-12-08T00:30:00+03:00");
  EXPECT_EQ(published->day, Day(2024, 12, 8));
  EXPECT_EQ(published->minute, 30);
  EXPECT_EQ(published->utc_offset_minutes, 180);
  EXPECT_EQ(published->text, "2024-12-08T00:30:00+03:00");
}

TEST(Published, RefusesWhatIsNoDay) {
  for (const char* text :
       {"", " ", "soon", "2024-13-01", "2023-02-29", "2024-12-7", "07.12.2024", "2024-12-07T",
        "2024-12-07T24:00", "2024-12-07T18:60", "2024-12-07T18:05:61", "2024-12-07T18:05:00.Z",
        "2024-12-07T18:05+", "2024-12-07T18:05+3", "2024-12-07T18:05+03:", "2024-12-07T18:05Zx",
        "2024-12-07 and", "2024-12-071", "-024-12-07"})
    EXPECT_FALSE(parse_published(text)) << text;
}

TEST(Published, NamesAreReadBack) {
  for (int i = 0; i < 4; ++i) {
    const auto evidence = static_cast<PublishedEvidence>(i);
    EXPECT_EQ(parse_published_evidence(to_string(evidence)), evidence);
  }
  for (int i = 0; i < 6; ++i) {
    const auto kind = static_cast<PartKind>(i);
    EXPECT_EQ(parse_part_kind(to_string(kind)), kind);
  }
  EXPECT_FALSE(parse_part_kind("nose"));
  EXPECT_FALSE(parse_published_evidence(""));
}

}  // namespace
}  // namespace dateline
