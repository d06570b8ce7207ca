#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "dateline/language/language_sample.h"
#include "dateline/meaning/mentions.h"
#include "dateline/meaning/time_words.h"

namespace dateline {
namespace {

const LanguageModel& model() { return sample::language(); }

const TimeKnowledge& knowledge() {
  static const TimeKnowledge loaded{
      sample::must(FeastTable::load(DATELINE_SOURCE_DIR "/data/times/feasts.csv")), {}};
  return loaded;
}

/// The time expressions of a text that was published on a day.
std::vector<TimeMention> times_of(const std::string& text, const std::string& published) {
  Document document;
  document.text = text;
  document.published.day = *parse_day(published);
  const Tokens tokens =
      split(text, {0, static_cast<std::uint32_t>(text.size())}, *model().splitter);
  const auto [tags, trees] = analyse(text, tokens, model());
  const std::unordered_set<std::string> known;
  return find_times(Syntax(document, tokens, tags, trees, known), knowledge());
}

struct Expected {
  const char* text;
  const char* words;  ///< of the expression; empty: there is none
  const char* begin;
  const char* end;
  const char* rule;
};

void check(const Expected& want, const std::string& published) {
  SCOPED_TRACE(want.text);
  const auto times = times_of(want.text, published);
  if (std::string(want.words).empty()) {
    EXPECT_TRUE(times.empty()) << times.front().reading.text << " " << times.front().reading.rule;
    return;
  }
  for (const TimeMention& time : times) {
    if (time.reading.text != want.words) continue;
    EXPECT_EQ(to_string(time.reading.days.begin), want.begin);
    EXPECT_EQ(to_string(time.reading.days.end), want.end);
    EXPECT_EQ(time.reading.rule, want.rule);
    return;
  }
  ADD_FAILURE() << "not found: " << want.words
                << (times.empty() ? "" : ", but " + times.front().reading.text);
}

// 10 December 2024 is a Tuesday.
constexpr const char* kPublished = "2024-12-10";

TEST(Times, DaysOfTheCalendar) {
  const Expected cases[] = {
      {"Rebels took the port on Friday.", "Friday", "2024-12-06", "2024-12-06", "weekday"},
      {"Rebels took the port on Tuesday.", "Tuesday", "2024-12-10", "2024-12-10", "weekday"},
      {"Rebels took the port on Sunday evening.", "Sunday evening", "2024-12-08", "2024-12-08",
       "weekday"},
      {"The port fell in the early hours of Monday.", "Monday", "2024-12-09", "2024-12-09",
       "weekday"},
      {"The port fell on Friday last week.", "Friday last week", "2024-12-06", "2024-12-06",
       "weekday"},
      {"The ministers will meet on Thursday.", "Thursday", "2024-12-12", "2024-12-12", "weekday"},
      {"The ministers are due to meet on Thursday.", "Thursday", "2024-12-12", "2024-12-12",
       "weekday"},
      {"The port fell on 5 December.", "5 December", "2024-12-05", "2024-12-05", "date"},
      {"The port fell on the morning of 5 December.", "5 December", "2024-12-05", "2024-12-05",
       "date"},
      {"The port fell on Dec. 7 after a siege.", "Dec. 7", "2024-12-07", "2024-12-07", "date"},
      {"The port fell on 7 December 2023.", "7 December 2023", "2023-12-07", "2023-12-07", "date"},
      {"The port fell on December 7, 2023.", "December 7, 2023", "2023-12-07", "2023-12-07",
       "date"},
      {"The port fell on 7/12/2024.", "7/12/2024", "2024-12-07", "2024-12-07", "date"},
      {"The port fell on 2024-12-07.", "2024-12-07", "2024-12-07", "2024-12-07", "date"},
      {"The port fell on Saturday 7 December.", "Saturday 7 December", "2024-12-07", "2024-12-07",
       "date"},
      {"The army shelled the port in March 2011.", "March 2011", "2011-03-01", "2011-03-31",
       "month"},
      {"The army shelled the port in November.", "November", "2024-11-01", "2024-11-30", "month"},
      {"The army shelled the port last September.", "last September", "2024-09-01", "2024-09-30",
       "month"},
      {"The army shelled the port in early 2014.", "early 2014", "2014-01-01", "2014-04-30",
       "part_year"},
      {"The army shelled the port in mid-2016.", "mid-2016", "2016-05-01", "2016-08-31",
       "part_year"},
      {"The army shelled the port in late August.", "late August", "2024-08-22", "2024-08-31",
       "part_month"},
      {"The army left the port in 2015.", "2015", "2015-01-01", "2015-12-31", "year"},
      {"Thousands died between 2014 and 2017.", "2014 and 2017", "2014-01-01", "2017-12-31",
       "range"},
      {"His family moved there in the 1990s.", "the 1990s", "1990-01-01", "1999-12-31", "decade"},
      {"The army took it in the summer of 2012.", "the summer of 2012", "2012-06-01", "2012-08-31",
       "season"},
      {"The army took it last spring.", "last spring", "2024-03-01", "2024-05-31", "season"},
      {"The talks failed in the first half of 2019.", "the first half of 2019", "2019-01-01",
       "2019-06-30", "half"},
      {"The port fell in the first week of August.", "the first week of August", "2024-08-01",
       "2024-08-07", "week_of_month"},
      {"The port fell in the last week of May 2016.", "the last week of May 2016", "2016-05-25",
       "2016-05-31", "week_of_month"},
      {"The port fell in the second half of May.", "the second half of May", "2024-05-16",
       "2024-05-31", "half_of_month"},
      {"A shell hit a market during Ramadan.", "Ramadan", "2024-03-10", "2024-04-08", "feast"},
      {"A shell hit a market on the first day of Eid al-Adha.", "the first day of Eid al-Adha",
       "2024-06-16", "2024-06-17", "feast"},
      {"Crowds lit fires at Nowruz.", "Nowruz", "2024-03-20", "2024-03-21", "feast"},
  };
  for (const Expected& want : cases) check(want, kPublished);
}

TEST(Times, DaysCountedFromPublication) {
  const Expected cases[] = {
      {"Jets struck the town yesterday.", "yesterday", "2024-12-09", "2024-12-09", "yesterday"},
      {"Jets struck the town earlier today.", "earlier today", "2024-12-10", "2024-12-10", "today"},
      {"Jets struck the town overnight.", "overnight", "2024-12-09", "2024-12-10", "overnight"},
      {"Jets struck the town at the weekend.", "the weekend", "2024-12-07", "2024-12-08",
       "weekend"},
      {"Jets struck the town a week ago.", "a week ago", "2024-12-02", "2024-12-04", "ago"},
      {"Jets struck the town two days ago.", "two days ago", "2024-12-08", "2024-12-08", "ago"},
      {"Jets struck the town a year ago.", "a year ago", "2023-11-11", "2024-01-10", "ago"},
      {"Jets struck the town last week.", "last week", "2024-12-02", "2024-12-08", "last_week"},
      {"Jets struck the town earlier this month.", "earlier this month", "2024-12-01", "2024-12-10",
       "earlier_this_month"},
      {"Jets struck the town earlier in the week.", "earlier in the week", "2024-12-09",
       "2024-12-10", "earlier_this_week"},
      {"Jets struck the town late last year.", "late last year", "2023-09-01", "2023-12-31",
       "part_last_year"},
      {"The army will leave next month.", "next month", "2025-01-01", "2025-01-31", "next_month"},
      {"The army will leave in the coming days.", "the coming days", "2024-12-10", "2024-12-17",
       "coming_span"},
      {"The army will leave within 24 hours.", "24 hours", "2024-12-10", "2024-12-11",
       "coming_span"},
      {"The army lost two towns within 24 hours.", "24 hours", "2024-12-09", "2024-12-10",
       "within"},
      {"The army has lost ground over the past year.", "the past year", "2023-12-11", "2024-12-10",
       "past_span"},
      {"They have fought for the past three years.", "the past three years", "2021-12-10",
       "2024-12-10", "past_span"},
      {"They have fought for three years.", "three years", "2021-12-10", "2024-12-10", "for_span"},
      {"Shelling has eased in recent weeks.", "recent weeks", "2024-11-12", "2024-12-10", "recent"},
      {"The town fell after days of shelling.", "days", "2024-12-03", "2024-12-10", "span_of"},
      {"The two-day offensive cut the road.", "two-day", "2024-12-08", "2024-12-10", "long_event"},
  };
  for (const Expected& want : cases) check(want, kPublished);
}

TEST(Times, WordsAroundAnExpression) {
  const Expected cases[] = {
      {"Jets have struck the town since late on Friday.", "Friday", "2024-12-06", "2024-12-10",
       "since_weekday"},
      {"The town has been cut off since July 2012.", "July 2012", "2012-07-01", "2024-12-10",
       "since_month"},
      {"The truce will hold until Friday.", "Friday", "2024-12-10", "2024-12-13", "until_weekday"},
      {"By Saturday the rebels had taken the port.", "Saturday", "2024-12-06", "2024-12-07",
       "by_weekday"},
  };
  for (const Expected& want : cases) check(want, kPublished);
}

TEST(Times, TheStorysOwnDays) {
  const Expected cases[] = {
      {"The port fell on 1 December. That night the army left.", "That night", "2024-12-01",
       "2024-12-01", "same_day"},
      {"The port fell on 1 December. The next day the army left.", "The next day", "2024-12-02",
       "2024-12-02", "next_day"},
      {"The port fell on 1 December. The army had left two days earlier.", "two days earlier",
       "2024-11-29", "2024-11-29", "earlier"},
      {"The port fell on 1 December. Three days later the army left.", "Three days later",
       "2024-12-04", "2024-12-04", "later"},
      {"The port fell on 1 December. Since then the army has left.", "then", "2024-12-01",
       "2024-12-10", "since_then"},
      {"The port fell on 5 December, a day after the blast.", "a day", "2024-12-04", "2024-12-04",
       "offset"},
  };
  for (const Expected& want : cases) check(want, kPublished);
}

TEST(Times, WordsThatAreNoTimes) {
  const Expected cases[] = {
      {"Rebels may march to the port.", "", "", "", ""},
      {"The army sent 2000 men.", "", "", "", ""},
      {"Later the army left.", "", "", "", ""},
      {"The fall of the city shook the army.", "", "", "", ""},
      {"A boy of six years was hurt.", "", "", "", ""},
      {"She was jailed for three years.", "", "", "", ""},
  };
  for (const Expected& want : cases) check(want, kPublished);
}

TEST(Times, ADecemberDateReadInJanuaryIsLastYears) {
  check({"The port fell on 28 December.", "28 December", "2023-12-28", "2023-12-28", "date"},
        "2024-01-03");
  check({"The port fell in December.", "December", "2023-12-01", "2023-12-31", "month"},
        "2024-01-03");
}

}  // namespace
}  // namespace dateline
