#include "dateline/base/day.h"

#include <gtest/gtest.h>

namespace dateline {
namespace {

TEST(Day, ReadsWhatItPrints) {
  for (int n = -800000; n < 3000000; n += 317) {
    const Day day = Day::of_number(n);
    if (day.year() < 0 || day.year() > 9999) continue;
    EXPECT_EQ(parse_day(to_string(day)), day);
    EXPECT_EQ(day.number(), n);
  }
}

TEST(Day, KnowsTheCalendar) {
  EXPECT_TRUE(parse_day("2024-02-29"));
  EXPECT_TRUE(parse_day("2000-02-29"));
  for (const char* text : {"2023-02-29", "1900-02-29", "2024-04-31", "2024-13-01", "2024-00-10",
                           "2024-01-00", "24-01-01", "2024-1-1", "2024/01/01", "2024-01-01 ",
                           "+024-01-01", "-024-01-01", "2024-+1-01", "2024-01--1", ""})
    EXPECT_FALSE(parse_day(text)) << text;
}

TEST(Day, CountsAndCompares) {
  const Day day(2024, 12, 8);
  EXPECT_EQ(day.weekday(), 0U);
  EXPECT_EQ(day.number(), 20065);
  EXPECT_EQ(day - Day(2024, 11, 27), 11);
  EXPECT_EQ(to_string(day + 24), "2025-01-01");
  EXPECT_EQ(to_string(Day(2024, 3, 1) - 1), "2024-02-29");
  EXPECT_LT(day - 1, day);
}

TEST(DayInterval, EndsAreInside) {
  const DayInterval days{Day(2024, 12, 6), Day(2024, 12, 8)};
  EXPECT_EQ(days.length(), 3);
  EXPECT_TRUE(days.contains(days.begin));
  EXPECT_TRUE(days.contains(days.end));
  EXPECT_FALSE(days.contains(days.end + 1));
}

TEST(DayInterval, PartsOfADate) {
  const auto print = [](const char* text) {
    const auto days = parse_partial_day(text);
    return days ? to_string(days->begin) + " " + to_string(days->end) : std::string("none");
  };
  EXPECT_EQ(print("2024-12-07"), "2024-12-07 2024-12-07");
  EXPECT_EQ(print("2024-02"), "2024-02-01 2024-02-29");
  EXPECT_EQ(print("2023"), "2023-01-01 2023-12-31");
  for (const char* text : {"", "2024-", "2024-2", "2024-13", "20245", "abcd", "-024"})
    EXPECT_EQ(print(text), "none") << text;
}

TEST(Day, AnErrorSaysWhatWasFound) {
  const auto day = require_day("soon");
  ASSERT_FALSE(day);
  EXPECT_EQ(day.error().code, ErrorCode::kDayInvalid);
  EXPECT_EQ(day.error().detail, "expected YYYY-MM-DD, found \"soon\"");
  EXPECT_TRUE(require_day("2024-12-07"));
}

}  // namespace
}  // namespace dateline
