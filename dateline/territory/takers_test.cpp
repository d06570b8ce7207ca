#include "dateline/territory/takers.h"

#include <gtest/gtest.h>

#include "dateline/territory/control_sample.h"

namespace dateline {
namespace {

using sample::of;
using sample::World;

const Day kDay(2024, 1, 5);

/// Towns t0000 to t0009 in r000, the next ten in r001; odd ones are gov's, even ones reb's, every
/// third nobody's but t0008, which is kur's.
World twenty_towns() {
  World world(20);
  world.start.rows.push_back(
      {PlaceId("t0008"), Day(2024, 1, 1), {{ActorId("kur"), 0.9}}, "start.csv:99"});
  std::sort(world.start.rows.begin(), world.start.rows.end(),
            [](const StartRow& a, const StartRow& b) { return a.place < b.place; });
  return world;
}

double told(const World& world, const char* place, const char* state, int later = 1) {
  return of(infer_control(world.inputs()), place, kDay + later, state);
}

TEST(Takers, WhoLeavesMakesRoomForThoseWhoTakeTheRegion) {
  World world = twenty_towns();
  world.tell(kDay, "Wire", ClaimType::kCapture, "kur", "t0003");
  world.tell(kDay, "Wire", ClaimType::kCapture, "reb", "t0013");
  world.tell(kDay, "Paper", ClaimType::kWithdraw, "gov", "t0001");
  world.tell(kDay, "Paper", ClaimType::kWithdraw, "gov", "t0015");
  EXPECT_GT(told(world, "t0001", "kur"), 0.5);
  EXPECT_LT(told(world, "t0001", "reb"), 0.1);
  EXPECT_GT(told(world, "t0015", "reb"), 0.5);
  EXPECT_LT(told(world, "t0015", "kur"), 0.1);
}

TEST(Takers, ElseForThoseWhoTakeAnythingElseForEnemies) {
  World world = twenty_towns();
  world.tell(kDay, "Paper", ClaimType::kWithdraw, "gov", "t0001");
  EXPECT_NEAR(told(world, "t0001", "reb"), told(world, "t0001", "kur"), 0.01);
  world.tell(kDay, "Wire", ClaimType::kCapture, "kur", "t0013");
  EXPECT_GT(told(world, "t0001", "kur"), 3 * told(world, "t0001", "reb"));
  World late = twenty_towns();
  late.tell(kDay, "Paper", ClaimType::kWithdraw, "gov", "t0001");
  late.tell(kDay + 20, "Wire", ClaimType::kCapture, "kur", "t0013");
  EXPECT_NEAR(told(late, "t0001", "reb"), told(late, "t0001", "kur"), 0.01) << "weeks later";
}

TEST(Takers, WhoTookLittleIsNotExpectedEverywhere) {
  World world = twenty_towns();
  world.tell(kDay, "Wire", ClaimType::kCapture, "kur", "t0013");
  for (const char* place : {"t0015", "t0017", "t0019"}) {
    world.tell(kDay, "Wire", ClaimType::kCapture, "reb", place);
  }
  world.tell(kDay, "Paper", ClaimType::kWithdraw, "gov", "t0001");
  EXPECT_GT(told(world, "t0001", "reb"), 0.5);
  EXPECT_LT(told(world, "t0001", "kur"), 0.1);
}

TEST(Takers, AFallWithoutAnAgentIsThoseOfTheDocument) {
  World world = twenty_towns();
  world.tell(kDay, "Wire", ClaimType::kCapture, "kur", "t0013");
  world.tell(kDay, "Wire", ClaimType::kCapture, "kur", "t0015");
  world.tell(kDay, "Paper", ClaimType::kCapture, "reb", "t0003");
  const DocumentId paper = world.claims[2].document;
  world.tell(kDay, "Paper", ClaimType::kCapture, "", "t0001").document = paper;
  EXPECT_GT(told(world, "t0001", "reb"), 0.6) << "its own document before others";
  World other = twenty_towns();
  other.tell(kDay, "Wire", ClaimType::kCapture, "kur", "t0013");
  other.tell(kDay, "Paper", ClaimType::kCapture, "", "t0001");
  EXPECT_GT(told(other, "t0001", "kur"), 0.6);
}

TEST(Takers, WhoLostIsNotWhoTook) {
  World world = twenty_towns();
  world.tell(kDay, "Wire", ClaimType::kCapture, "gov", "t0013");
  world.tell(kDay, "Wire", ClaimType::kCapture, "gov", "t0015");
  world.tell(kDay, "Wire", ClaimType::kCapture, "reb", "t0003");
  world.tell(kDay, "Paper", ClaimType::kCapture, "", "t0001").whom = {{ActorId("gov"), "gov", {}}};
  EXPECT_GT(told(world, "t0001", "reb"), 0.6);
}

TEST(Takers, TwoWhoTakeEquallyMuchTellNothing) {
  World world = twenty_towns();
  world.tell(kDay, "Wire", ClaimType::kCapture, "kur", "t0013");
  world.tell(kDay, "Wire", ClaimType::kCapture, "reb", "t0015");
  const double before = told(world, "t0001", "gov");
  world.tell(kDay, "Paper", ClaimType::kCapture, "", "t0001");
  EXPECT_EQ(told(world, "t0001", "gov"), before);
}

TEST(Takers, ARegionBesideAPlaceInItOnlySaysWhereThatLies) {
  World world = twenty_towns();
  const double before = told(world, "t0001", "kur");
  PlaceReading region;
  region.place = PlaceId("r000");
  region.relation = "in";
  world.tell(kDay, "Wire", ClaimType::kCapture, "kur", "t0003").where.push_back(region);
  EXPECT_GT(told(world, "t0003", "kur"), 0.6);
  EXPECT_EQ(told(world, "t0001", "kur"), before);
}

TEST(Takers, WhatIsToldOfARegionEndsNoNewsOfAPlace) {
  // The second report of the town is no news, whatever was told of its region in between.
  const auto believed = [](bool between) {
    World world = twenty_towns();
    world.tell(kDay, "Wire", ClaimType::kHold, "gov", "t0001");
    if (between) world.tell(kDay + 1, "Wire", ClaimType::kCapture, "kur", "r000");
    world.tell(kDay + 2, "Wire", ClaimType::kHold, "gov", "t0001");
    return told(world, "t0001", "gov", 2);
  };
  EXPECT_GE(believed(false), believed(true));
}

TEST(Takers, WhatTheBodySaysAgainCountsOnce) {
  const auto believed = [](bool headline, const char* place) {
    World world = twenty_towns();
    Claim& body = world.tell(kDay, "Wire", ClaimType::kEnter, "kur", "t0001");
    body.sources = {{{ActorId(), "residents", SpeakerKind::kResident, {}}}};
    if (headline) {
      const DocumentId wire = world.claims.front().document;
      Claim& first = world.tell(kDay, "Wire", ClaimType::kEnter, "kur", place);
      first.document = wire;
      first.part = PartKind::kStandfirst;
    }
    return infer_control(world.inputs()).find(PlaceId(place), kDay)->probability;
  };
  EXPECT_EQ(believed(true, "t0001"), believed(false, "t0001"));
  EXPECT_NE(believed(true, "t0003"), believed(false, "t0003")) << "said nowhere else";
}

TEST(Takers, ArmedMenInsideSayMoreThanAVisitor) {
  const std::unordered_set<std::string> forces = {"fighter"};
  const auto believed = [&](const char* words) {
    World world = twenty_towns();
    world.tell(kDay, "Wire", ClaimType::kPresent, "kur", "t0001").who[0].text = words;
    ControlInputs inputs = world.inputs();
    inputs.forces = &forces;
    return of(infer_control(inputs), "t0001", kDay + 1, "kur");
  };
  const double visitor = believed("a minister of kur");
  EXPECT_GT(believed("Fighters of kur"), 2 * visitor);
  EXPECT_LT(believed("Fighters of kur"), 0.5) << "less than being said to hold it";
}

TEST(States, AlliesOfOneCountryStandNearer) {
  Parties parties;
  for (const char* id : {"land.rebels", "land.local", "neighbour", "land.gov"}) {
    Party party;
    party.id = ActorId(id);
    party.sides = {{std::string(id) == "land.gov" ? "loyal" : "revolt", {}, {}}};
    parties.add(party);
  }
  const StateSpace space({ActorId("land.gov"), ActorId("land.rebels"), ActorId("neighbour")});
  EXPECT_EQ(space.mask_with_allies(ActorId("land.local"), parties, kDay), StateMask{2});
  const StateSpace abroad({ActorId("land.gov"), ActorId("neighbour")});
  EXPECT_EQ(abroad.mask_with_allies(ActorId("land.local"), parties, kDay), StateMask{2});
}

}  // namespace
}  // namespace dateline
