#include "dateline/base/calendars.h"

#include <gtest/gtest.h>

namespace dateline {
namespace {

TEST(Calendars, TheTabularIslamicCalendar) {
  EXPECT_EQ(to_string(islamic_day(1, 1, 1)), "0622-07-19");
  EXPECT_EQ(to_string(islamic_day(1445, 9, 1)), "2024-03-11");
  EXPECT_EQ(to_string(islamic_day(1438, 12, 10)), "2017-09-02");
  for (int year = 1; year <= 1600; ++year) {
    const int length = islamic_day(year + 1, 1, 1) - islamic_day(year, 1, 1);
    EXPECT_TRUE(length == 354 || length == 355) << year;
  }
}

TEST(Calendars, TheTabularRamadanIsAtMostADayFromTheAnnouncedOne) {
  // First days of Ramadan as announced in Saudi Arabia.
  const char* const announced[] = {"2011-08-01", "2012-07-20", "2013-07-10", "2014-06-28",
                                   "2015-06-18", "2016-06-06", "2017-05-27", "2018-05-17",
                                   "2019-05-06", "2020-04-24", "2021-04-13", "2022-04-02",
                                   "2023-03-23", "2024-03-11"};
  int year = 1432;
  for (const char* day : announced) {
    const int off = islamic_day(year++, 9, 1) - *parse_day(day);
    EXPECT_LE(off, 1) << day;
    EXPECT_GE(off, -1) << day;
  }
}

TEST(Calendars, TheHebrewCalendar) {
  EXPECT_EQ(to_string(hebrew_new_year(5785)), "2024-10-03");
  EXPECT_EQ(to_string(hebrew_new_year(5784)), "2023-09-16");
  EXPECT_EQ(to_string(passover(2024)), "2024-04-23");
  EXPECT_EQ(to_string(passover(2018)), "2018-03-31");
  EXPECT_EQ(to_string(hanukkah(2023)), "2023-12-08");
  EXPECT_EQ(to_string(hanukkah(2024)), "2024-12-26");
  for (int year = 5600; year < 5900; ++year) {
    const unsigned weekday = hebrew_new_year(year).weekday();
    EXPECT_TRUE(weekday != 0 && weekday != 3 && weekday != 5) << year;
  }
}

TEST(Calendars, EasterOfTheWestAndOfTheOrthodox) {
  EXPECT_EQ(to_string(western_easter(2024)), "2024-03-31");
  EXPECT_EQ(to_string(western_easter(2019)), "2019-04-21");
  EXPECT_EQ(to_string(orthodox_easter(2024)), "2024-05-05");
  EXPECT_EQ(to_string(orthodox_easter(2019)), "2019-04-28");
  EXPECT_EQ(to_string(orthodox_easter(2017)), to_string(western_easter(2017)));
  for (int year = 1900; year < 2100; ++year) {
    EXPECT_EQ(orthodox_easter(year).weekday(), 0u) << year;
    EXPECT_GE(orthodox_easter(year), western_easter(year)) << year;
  }
}

TEST(Calendars, TheNthWeekdayOfAMonth) {
  EXPECT_EQ(to_string(nth_weekday(2024, 11, 4, 4)), "2024-11-28");  // Thanksgiving
  EXPECT_EQ(to_string(nth_weekday(2024, 5, 1, -1)), "2024-05-27");  // Memorial Day
  EXPECT_EQ(to_string(nth_weekday(2024, 9, 1, 1)), "2024-09-02");   // Labor Day
}

}  // namespace
}  // namespace dateline
