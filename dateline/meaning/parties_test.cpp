#include "dateline/meaning/parties.h"

#include <gtest/gtest.h>

namespace dateline {
namespace {

Party party(const char* id, const char* name, const char* parent, const char* side,
            std::optional<Day> since = {}, std::optional<Day> until = {}) {
  Party out;
  out.id = ActorId(id);
  out.name = name;
  out.parent = ActorId(parent);
  if (*side) out.sides = {{side, since, until}};
  return out;
}

const Day kEarly(2024, 1, 1), kTurn(2024, 6, 1), kLate(2024, 12, 1);

/// Two sides, a brigade below one of them, and a tribe that changes sides on the day kTurn.
Parties small() {
  Parties out;
  Party red = party("red", "Red Council", "", "red");
  red.colour = "#FF0000";
  out.add(red);
  out.add(party("red.first", "First Brigade", "red", ""));
  out.add(party("blue", "Blue Army", "", "blue"));
  out.add(party("tribe", "The Tribe", "", "blue", {}, kTurn - 1));
  out.add(party("tribe", "The Tribe", "", "red", kTurn, {}));
  out.add(party("farmers", "Farmers", "", ""));
  return out;
}

const ActorId kRed("red"), kFirst("red.first"), kBlue("blue"), kTribe("tribe"), kFarmers("farmers");

TEST(Parties, ASideHoldsForItsDaysAndForThoseBelow) {
  const Parties p = small();
  EXPECT_EQ(p.side(kTribe, kEarly), "blue");
  EXPECT_EQ(p.side(kTribe, kTurn - 1), "blue");
  EXPECT_EQ(p.side(kTribe, kTurn), "red");
  EXPECT_EQ(p.side(kFirst, kEarly), "red");
  EXPECT_EQ(p.side(kFarmers, kEarly), "");
}

TEST(Parties, AlliesAndEnemiesGoByTheDay) {
  const Parties p = small();
  EXPECT_TRUE(p.allied(kTribe, kBlue, kEarly));
  EXPECT_FALSE(p.allied(kTribe, kBlue, kLate));
  EXPECT_TRUE(p.enemies(kTribe, kBlue, kLate));
  EXPECT_TRUE(p.allied(kRed, kFirst, kLate));
  EXPECT_FALSE(p.enemies(kRed, kFirst, kLate));
  EXPECT_FALSE(p.enemies(kFarmers, kBlue, kLate)) << "no side, no enemy";
}

TEST(Parties, NamesAndColoursComeFromAboveWhereThereAreNone) {
  const Parties p = small();
  EXPECT_EQ(p.name(kFirst), "First Brigade");
  EXPECT_EQ(p.name(ActorId("red.second")), "Red Council");
  EXPECT_EQ(p.name(ActorId("strangers")), "strangers");
  EXPECT_EQ(p.colour(kFirst), "#FF0000");
  EXPECT_EQ(p.colour(kBlue), "#888888");
}

TEST(Parties, AreFoundByIdAndByName) {
  const Parties p = small();
  EXPECT_EQ(p.resolve("blue").value_or(ActorId("none")), kBlue);
  EXPECT_EQ(p.resolve("blue army").value_or(ActorId("none")), kBlue);
  const auto unknown = p.resolve("green");
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, ErrorCode::kPartyUnknown);
  EXPECT_NE(unknown.error().detail.find("green"), std::string::npos);
  EXPECT_EQ(p.find(ActorId("green")), nullptr);
}

TEST(Parties, OutletsAreFoundByAnyOfTheirNames) {
  Parties p = small();
  Outlet outlet;
  outlet.name = "Red Voice";
  outlet.other_names = {"redvoice.example"};
  outlet.party = kRed;
  p.add(outlet);
  ASSERT_NE(p.find_outlet("red voice"), nullptr);
  ASSERT_NE(p.find_outlet("redvoice.example"), nullptr);
  EXPECT_EQ(p.find_outlet("redvoice.example")->party, kRed);
  EXPECT_EQ(p.find_outlet("Blue Voice"), nullptr);
}

}  // namespace
}  // namespace dateline
