#include "dateline/record/tolls.h"

#include <gtest/gtest.h>

namespace dateline {
namespace {

Happening happening(const char* id, const char* place, Day day, double low, double best,
                    double high) {
  Happening out;
  out.id = HappeningId(id);
  out.days = {day, day};
  out.place.emplace();
  out.place->place = PlaceId(place), out.place->name = place;
  out.who = {ActorId("red"), ActorId("blue")};
  out.killed = Toll{low, best, high, 2};
  return out;
}

const std::vector<Happening> kThree = {
    happening("a", "alpha", Day(2024, 11, 30), 5, 6, 7),
    happening("b", "beta", Day(2024, 12, 1), 10, 10, 10),
    happening("c", "alpha", Day(2024, 12, 2), 1, 2, 4),
};

TEST(Tolls, AddUpByPlaceMonthAndPartyOnceEach) {
  const auto places = add_up(kThree, TollBy::kPlace);
  ASSERT_EQ(places.size(), 2u);
  EXPECT_EQ(places[0].key, "alpha");
  EXPECT_EQ(places[0].killed.low, 6);
  EXPECT_EQ(places[0].killed.best, 8);
  EXPECT_EQ(places[0].killed.high, 11);
  EXPECT_EQ(places[0].happenings, (std::vector{HappeningId("a"), HappeningId("c")}));
  const auto months = add_up(kThree, TollBy::kMonth);
  ASSERT_EQ(months.size(), 2u);
  EXPECT_EQ(months[1].key, "2024-12");
  EXPECT_EQ(months[1].killed.best, 12);
  const auto parties = add_up(kThree, TollBy::kParty);
  ASSERT_EQ(parties.size(), 1u);
  EXPECT_EQ(parties[0].killed.best, 18);
  EXPECT_EQ(add_up(kThree, TollBy::kAll)[0].killed.best, 18);
}

TEST(Tolls, WhatTellsNoNumberIsLeftOut) {
  Happening none = kThree[0];
  none.killed.reset();
  EXPECT_TRUE(add_up({none}, TollBy::kDay).empty());
}

}  // namespace
}  // namespace dateline
