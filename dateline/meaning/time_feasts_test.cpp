#include "dateline/meaning/time_feasts.h"

#include <cstdio>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "dateline/base/csv.h"

namespace dateline {
namespace {

const char* const kTable = DATELINE_SOURCE_DIR "/data/times/feasts.csv";

TEST(Feasts, EachRowFallsOnTheDayOfItsExample) {
  const auto feasts = FeastTable::load(kTable);
  ASSERT_TRUE(feasts) << to_string(feasts.error());
  const auto table = load_csv(kTable);
  ASSERT_TRUE(table);
  for (const auto& row : table->rows) {
    const auto example = parse_day(table->cell(row, "example"));
    ASSERT_TRUE(example) << "line " << row.line;
    EXPECT_FALSE(table->cell(row, "source").empty()) << "line " << row.line;
    for (const std::string& name : split_list(table->cell(row, "names"))) {
      const auto found = feasts->in_year(name, example->year());
      ASSERT_TRUE(found) << name;
      EXPECT_EQ(to_string(found->first), to_string(*example)) << name;
      EXPECT_TRUE(feasts->may_begin(name.substr(0, name.find(' ')))) << name;
    }
  }
}

TEST(Feasts, FeastsOfTheMoonBeginADayEarly) {
  const auto feasts = FeastTable::load(kTable);
  ASSERT_TRUE(feasts);
  const auto eid = feasts->in_year("eid al-fitr", 2024);
  ASSERT_TRUE(eid);
  EXPECT_EQ(to_string(eid->days.begin), "2024-04-09");
  EXPECT_EQ(to_string(eid->days.end), "2024-04-12");
  EXPECT_TRUE(eid->by_moon);
  EXPECT_FALSE(feasts->in_year("easter", 2024)->by_moon);
  EXPECT_FALSE(feasts->in_year("harvest home", 2024));
}

TEST(Feasts, WhatIsWrongIsToldWithItsLine) {
  const std::string path = testing::TempDir() + "feasts.csv";
  const auto error_of = [&](const std::string& row) {
    std::ofstream(path) << "names,rule,month,day,weekday,offset,days,example,source\n"
                        << row << "\n";
    const auto loaded = FeastTable::load(path);
    return loaded ? std::string() : to_string(loaded.error());
  };
  EXPECT_EQ(error_of("a,fixed,3,20,,,2,,"), "");
  for (const char* row : {"a,lunar,3,20,,,2,,", "a,fixed,2,30,,,1,,", "a,fixed,x,3,,,1,,",
                          ",fixed,3,3,,,1,,", "a|a,fixed,3,3,,,1,,", "a,weekday,3,5,1,,1,,",
                          "a,easter,3,5,,,1,,", "a,islamic,9,1,,,0,,"}) {
    const std::string error = error_of(row);
    EXPECT_NE(error.find("feasts.csv: line 2: "), std::string::npos) << row << ": " << error;
    EXPECT_NE(error.find("expected"), std::string::npos) << row << ": " << error;
  }
  std::filesystem::remove(path);
}

TEST(Feasts, TheDayOfPublicationIsThatOfTheTheatre) {
  Published published;
  published.day = Day(2024, 12, 7);
  published.minute = 22 * 60 + 30;
  published.utc_offset_minutes = 0;
  TimeKnowledge knowledge;
  EXPECT_EQ(to_string(knowledge.day_of(published)), "2024-12-07");
  knowledge.utc_offset_minutes = parse_utc_offset("+03:00");
  EXPECT_EQ(to_string(knowledge.day_of(published)), "2024-12-08");
  published.minute = 60;
  EXPECT_EQ(to_string(knowledge.day_of(published)), "2024-12-07");
  knowledge.utc_offset_minutes = parse_utc_offset("-05:00");
  EXPECT_EQ(to_string(knowledge.day_of(published)), "2024-12-06");
  published.minute.reset();  // only the day is known: it stays
  EXPECT_EQ(to_string(knowledge.day_of(published)), "2024-12-07");
  EXPECT_FALSE(parse_utc_offset("03:00"));
  EXPECT_FALSE(parse_utc_offset("+3:00"));
  EXPECT_FALSE(parse_utc_offset("+19:00"));
}

}  // namespace
}  // namespace dateline
