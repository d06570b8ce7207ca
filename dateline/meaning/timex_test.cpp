#include "dateline/meaning/timex.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "dateline/language/language_sample.h"
#include "dateline/meaning/time_markup.h"

namespace dateline {
namespace {

TEST(Timex, PeriodsOfTheCalendar) {
  const Day day(2024, 12, 31);  // a Tuesday of the first week of 2025
  EXPECT_EQ(period_holding(TimeUnit::kDay, day).value, "2024-12-31");
  EXPECT_EQ(period_holding(TimeUnit::kWeek, day).value, "2025-W01");
  EXPECT_EQ(period_holding(TimeUnit::kMonth, day).value, "2024-12");
  EXPECT_EQ(period_holding(TimeUnit::kQuarter, day).value, "2024-Q4");
  EXPECT_EQ(period_holding(TimeUnit::kYear, day).value, "2024");
  EXPECT_EQ(period_holding(TimeUnit::kDecade, day).value, "202");
  EXPECT_EQ(period_holding(TimeUnit::kCentury, day).value, "20");
  EXPECT_EQ(period_holding(TimeUnit::kCentury, Day(2000, 5, 1)).value, "19");
  EXPECT_EQ(weekend_of(Day(2024, 12, 2)).value, "2024-W49-WE");
  EXPECT_EQ(season_of("fall", 1998).value, "1998-FA");
  for (int n = 0; n < 20000; n += 37)
    for (TimeUnit unit : {TimeUnit::kDay, TimeUnit::kWeek, TimeUnit::kMonth, TimeUnit::kQuarter,
                          TimeUnit::kYear, TimeUnit::kDecade, TimeUnit::kCentury})
      EXPECT_TRUE(period_holding(unit, Day::of_number(n)).days.contains(Day::of_number(n)));
}

TEST(Timex, DaysAwayByTheCalendar) {
  EXPECT_EQ(to_string(shifted(Day(2024, 3, 31), TimeUnit::kMonth, -1)), "2024-02-29");
  EXPECT_EQ(to_string(shifted(Day(2024, 2, 29), TimeUnit::kYear, -1)), "2023-02-28");
  EXPECT_EQ(to_string(shifted(Day(2024, 2, 29), TimeUnit::kFortnight, 1)), "2024-03-14");
  EXPECT_EQ(to_string(shifted(Day(2024, 1, 15), TimeUnit::kQuarter, -1)), "2023-10-15");
}

TEST(Timex, Lengths) {
  EXPECT_EQ(duration_value(3, TimeUnit::kDay), "P3D");
  EXPECT_EQ(duration_value(24, TimeUnit::kHour), "PT24H");
  EXPECT_EQ(duration_value(2.5, TimeUnit::kYear), "P2Y6M");
  EXPECT_EQ(duration_value(1.5, TimeUnit::kMinute), "PT1M30S");
  EXPECT_EQ(duration_value(0.5, TimeUnit::kHour), "PT30M");
  EXPECT_EQ(duration_value(2, TimeUnit::kDecade), "P20Y");
  EXPECT_EQ(duration_value(1, TimeUnit::kFortnight), "P2W");
  EXPECT_EQ(duration_value(0, TimeUnit::kWeek), "PXW");
  EXPECT_EQ(duration_value(0, TimeUnit::kMinute), "PTXM");
}

Document document_of(const std::string& text) {
  Document document;
  document.text = text;
  document.published.day = Day(2024, 12, 10);  // a Tuesday
  return document;
}

std::vector<TimeSpan> times_of(const Document& document) {
  static const TimeKnowledge knowledge{
      sample::must(FeastTable::load(DATELINE_SOURCE_DIR "/data/times/feasts.csv")), {}};
  const std::string& text = document.text;
  const Tokens tokens =
      split(text, {0, static_cast<std::uint32_t>(text.size())}, *sample::language().splitter);
  const auto [tags, trees] = analyse(text, tokens, sample::language());
  return find_time_spans(document, tokens, tags, trees, knowledge);
}

/// "[words] TYPE value mod" of each time, with "; " between.
std::string told(const std::string& text) {
  const Document document = document_of(text);
  std::string out;
  for (const TimeSpan& time : times_of(document)) {
    if (!out.empty()) out += "; ";
    out += "[" + std::string(document.slice(time.span)) + "] " +
           std::string(to_string(time.timex.type)) + " " + time.timex.value;
    if (!time.timex.mod.empty()) out += " " + time.timex.mod;
  }
  return out;
}

TEST(Timex, Dates) {
  EXPECT_EQ(told("The port fell late on Friday."), "[Friday] DATE 2024-12-06");
  EXPECT_EQ(told("The port fell early Friday."), "[early Friday] DATE 2024-12-06 START");
  EXPECT_EQ(told("The port fell on March 5, 2021."), "[March 5, 2021] DATE 2021-03-05");
  EXPECT_EQ(told("The port fell last week."), "[last week] DATE 2024-W49");
  EXPECT_EQ(told("The port fell earlier this year."), "[earlier this year] DATE 2024 START");
  EXPECT_EQ(told("The port fell at the weekend."), "[the weekend] DATE 2024-W49-WE");
  EXPECT_EQ(told("Exports fell in the third quarter."), "[the third quarter] DATE 2024-Q3");
  EXPECT_EQ(told("Exports fell in the third quarter of 2019."),
            "[the third quarter of 2019] DATE 2019-Q3");
  EXPECT_EQ(told("The port fell in the summer of 2012."), "[the summer of 2012] DATE 2012-SU");
  EXPECT_EQ(told("The port was built in the 1990s."), "[the 1990s] DATE 199");
  EXPECT_EQ(told("The port was built in the late '80s."), "[the late '80s] DATE 198 END");
  EXPECT_EQ(told("The port was built in the 19th century."), "[the 19th century] DATE 18");
  EXPECT_EQ(told("The port fell in nineteen ninety-six."), "[nineteen ninety-six] DATE 1996");
  EXPECT_EQ(told("The port fell a month ago."), "[a month ago] DATE 2024-11");
  EXPECT_EQ(told("The port fell at the end of November."),
            "[the end of November] DATE 2024-11 END");
  EXPECT_EQ(told("The port fell last Thanksgiving."), "[last Thanksgiving] DATE 2024-11-28");
  EXPECT_EQ(told("The port fell in the week of 4 November."),
            "[the week of 4 November] DATE 2024-W45");
}

TEST(Timex, MoreDates) {
  EXPECT_EQ(told("The market fell on Friday the 13th."), "[Friday the 13th] DATE 2024-09-13");
  EXPECT_EQ(told("The port fell on 1 December. A raid had failed the prior day."),
            "[1 December] DATE 2024-12-01; [the prior day] DATE 2024-11-30");
  EXPECT_EQ(told("The fort was built in 1850."), "[1850] DATE 1850");
  EXPECT_EQ(told("They lost 1850 men and 2014 rebels."), "");
  EXPECT_EQ(told("They say that 2017 was the worst."), "[2017] DATE 2017");
  EXPECT_EQ(told("The port fell in the first week of August."),
            "[the first week of August] DATE 2024-W31");
  EXPECT_EQ(told("The port fell in the second half of May 2016."),
            "[the second half of May 2016] DATE 2016-05 END");
  EXPECT_EQ(told("They expect first-half losses."), "[first-half] DATE 2024-H1");
  EXPECT_EQ(told("A shell fell mid-afternoon yesterday."),
            "[mid-afternoon yesterday] TIME 2024-12-09TAF MID");
  EXPECT_EQ(told("They waited for hours."), "[hours] DURATION PTXH");
  EXPECT_EQ(told("The bridge will open in the coming year."), "[the coming year] DATE 2025");
}

TEST(Timex, ADateWithoutItsYearIsNearWhereNothingIsToldInThePast) {
  EXPECT_EQ(told("The truce is due to end on 3 February."), "[3 February] DATE 2025-02-03");
  EXPECT_EQ(told("The port fell on 3 February."), "[3 February] DATE 2024-02-03");
  EXPECT_EQ(told("The port fell on 28 December."), "[28 December] DATE 2023-12-28");
  EXPECT_EQ(told("The crossing will stay shut until March."), "[March] DATE 2025-03");
}

TEST(Timex, TimesOfDays) {
  EXPECT_EQ(told("The port fell on Friday night."), "[Friday night] TIME 2024-12-06TNI");
  EXPECT_EQ(told("The port fell at 10:35 a.m. on Friday."),
            "[10:35 a.m. on Friday] TIME 2024-12-06T10:35");
  EXPECT_EQ(told("The port fell on Friday. Looters came at 5 p.m."),
            "[Friday] DATE 2024-12-06; [5 p.m.] TIME 2024-12-06T17:00");
  EXPECT_EQ(told("The port fell at noon yesterday."), "[noon yesterday] TIME 2024-12-09T12:00");
  EXPECT_EQ(told("Jets struck this morning."), "[this morning] TIME 2024-12-10TMO");
  EXPECT_EQ(told("Jets struck last night."), "[last night] TIME 2024-12-09TNI");
}

TEST(Timex, LengthsAndWhatComesAgain) {
  EXPECT_EQ(told("The siege took two years."), "[two years] DURATION P2Y");
  EXPECT_EQ(told("The siege took at least three weeks."),
            "[at least three weeks] DURATION P3W EQUAL_OR_MORE");
  EXPECT_EQ(told("The siege took nearly twenty-four hours."),
            "[nearly twenty-four hours] DURATION PT24H LESS_THAN");
  EXPECT_EQ(told("They signed a two-week truce."), "[two-week] DURATION P2W");
  EXPECT_EQ(told("They waited for a few days."), "[a few days] DURATION PXD");
  EXPECT_EQ(told("Buses ran daily."), "[daily] SET P1D");
  EXPECT_EQ(told("Buses ran every two hours."), "[every two hours] SET PT2H");
  EXPECT_EQ(told("Buses ran each Thursday."), "[each Thursday] SET XXXX-WXX-4");
  EXPECT_EQ(told("She fed a 12-year-old boy and a man 40 years old."), "");
}

TEST(Timex, NumbersTooLongAreNoTimes) {
  EXPECT_EQ(told("They dialled 99999999999 p.m. and left."), "");
  EXPECT_EQ(told("It lasted 999 thousand centuries."),
            "[999 thousand centuries] DURATION P99900000Y");
  EXPECT_EQ(told("It ended 999 thousand centuries ago."),
            "[999 thousand centuries ago] DATE PAST_REF");
  EXPECT_EQ(told("They met on February 30."), "");
}

TEST(Timex, WhatOnlyPoints) {
  EXPECT_EQ(told("The port is now open."), "[now] DATE PRESENT_REF");
  EXPECT_EQ(told("The port was recently shelled."), "[recently] DATE PAST_REF");
  EXPECT_EQ(told("Now that the port is open, trade grows."), "");
}

TEST(TimeMarkup, TheTextIsUntouched) {
  const Document document =
      document_of("  Rebels & <allies> took\tthe port on Friday\n\nand left two days later. ");
  const TimeKnowledge knowledge;
  std::string out = to_timex3(document, knowledge, times_of(document));
  EXPECT_NE(out.find("value=\"2024-12-10\" functionInDocument=\"CREATION_TIME\"/>"),
            std::string::npos)
      << out;
  EXPECT_NE(out.find("<TIMEX3 tid=\"t1\" type=\"DATE\" value=\"2024-12-06\" begin=\"2024-12-06\" "
                     "end=\"2024-12-06\" "
                     "rule=\"weekday\">Friday</TIMEX3>"),
            std::string::npos)
      << out;
  for (const char* tag : {"<TIMEX3", "</TIMEX3"})
    for (auto at = out.find(tag); at != std::string::npos; at = out.find(tag))
      out.erase(at, out.find('>', at) + 1 - at);
  EXPECT_EQ(out, document.text + "\n");
}

TEST(TimeMarkup, AnObjectATime) {
  const Document document = document_of("The port fell on Friday after two years.");
  const std::string out = to_json_lines(document, {}, times_of(document));
  EXPECT_EQ(out,
            "{\"document\":{\"id\":\"\",\"external_id\":\"\",\"published\":\"2024-12-10\"},"
            "\"text\":\"Friday\",\"span\":"
            "{\"begin\":17,\"end\":23},\"type\":\"DATE\",\"value\":\"2024-12-06\",\"mod\":null,"
            "\"begin\":\"2024-12-06\","
            "\"end\":\"2024-12-06\",\"rule\":\"weekday\"}\n"
            "{\"document\":{\"id\":\"\",\"external_id\":\"\",\"published\":\"2024-12-10\"},"
            "\"text\":\"two years\",\"span\":"
            "{\"begin\":30,\"end\":39},\"type\":\"DURATION\",\"value\":\"P2Y\",\"mod\":null,"
            "\"begin\":null,\"end\":null,"
            "\"rule\":null}\n");
}

}  // namespace
}  // namespace dateline
