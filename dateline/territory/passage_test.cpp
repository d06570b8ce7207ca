#include "dateline/territory/passage.h"

#include <unistd.h>

#include <filesystem>

#include <gtest/gtest.h>

#include "dateline/base/file.h"
#include "dateline/territory/road_sample.h"
#include "dateline/territory/whatif.h"

namespace dateline {
namespace {

using sample::Valley;

TEST(Passage, TheBundledFileIsWhatTheProgramTakesWithoutIt) {
  const auto rules = load_passage_rules(DATELINE_SOURCE_DIR "/data/territory/passage.csv");
  ASSERT_TRUE(rules) << to_string(rules.error());
  const PassageRules own;
  EXPECT_EQ(rules->contested, own.contested);
  EXPECT_EQ(rules->neutral, own.neutral);
  EXPECT_EQ(rules->unknown, own.unknown);
  EXPECT_EQ(rules->crossing_aid_only, own.crossing_aid_only);
  EXPECT_EQ(rules->crossing_military, own.crossing_military);
  for (const RoadClass one : {RoadClass::kMotorway, RoadClass::kTrunk, RoadClass::kPrimary,
                              RoadClass::kSecondary, RoadClass::kTertiary, RoadClass::kTrack})
    EXPECT_EQ(rules->kmh(one), own.kmh(one)) << to_string(one);
}

TEST(Passage, AFileThatIsWrongNamesTheLine) {
  const auto path = std::filesystem::temp_directory_path() /
                    ("dateline_passage_" + std::to_string(::getpid()) + ".csv");
  for (const char* row : {"contested,2,x", "contested,0.5,", "contest,0.5,x", "track_kmh,0,x"}) {
    ASSERT_TRUE(write_file(path.string(), std::string("key,value,reason\n") + row + "\n"));
    const auto rules = load_passage_rules(path.string());
    ASSERT_FALSE(rules) << row;
    EXPECT_EQ(rules.error().line, 2) << row;
  }
  std::filesystem::remove(path);
}

TEST(Passage, APlacePassesWithTheBeliefsOfThoseWhoLetPass) {
  const Valley valley;
  const Passability passable(valley.world(), valley.day, ActorId("gov"), {});
  for (RoadNode node = 0; node < valley.roads.size(); ++node) {
    const PlaceId& place = valley.roads.place(node);
    if (place == PlaceId("border")) {
      EXPECT_EQ(passable.node(node), 0) << "a crossing that is closed";
      continue;
    }
    const auto state = valley.table.find(place, valley.day);
    ASSERT_TRUE(state || place == PlaceId("abroad")) << place.str();
    if (!state) {
      EXPECT_EQ(passable.node(node), 1) << "nothing is believed of it";
      continue;
    }
    double wanted = 0;
    for (std::size_t i = 0; i < state->probability.size(); ++i) {
      const std::string& party = valley.table.states()[i].str();
      wanted +=
          state->probability[i] * (party == "gov" || party == "ally" || party == "bystander" ? 1
                                   : party == "contested"                                    ? 0.5
                                                                                             : 0);
    }
    EXPECT_NEAR(passable.node(node), wanted, 1e-12) << place.str();
  }
  EXPECT_LT(passable.node(*valley.roads.find(PlaceId("south"))), 0.2) << "an enemy's";
}

TEST(Passage, TheChanceThatAWayIsCutFollowsFromTheTownsBetween) {
  const Valley valley;
  const auto node = [&](const char* id) { return *valley.roads.find(PlaceId(id)); };
  const Passability now(valley.world(), valley.day, ActorId("gov"), {});
  const Chance main = now.cut_off(node("north"), {node("harbour")}, RoadNetwork::kMain);
  EXPECT_TRUE(main.exact);
  EXPECT_NEAR(main.value, 1 - now.node(node("middle")), 1e-12);
  const Chance any = now.cut_off(node("north"), {node("harbour")}, RoadNetwork::kCountry);
  const double round = 0.5 * now.node(node("village"));  // a track that may not be there
  EXPECT_NEAR(any.value, (1 - now.node(node("middle"))) * (1 - round), 1e-12);
  const Passability then(valley.world(), valley.day, ActorId("gov"),
                         {{PlaceId("middle"), ActorId("reb")}});
  EXPECT_EQ(then.cut_off(node("north"), {node("harbour")}, RoadNetwork::kMain).value, 1);
  EXPECT_NEAR(then.cut_off(node("north"), {node("harbour")}, RoadNetwork::kCountry).value,
              1 - round, 1e-12);
  const Passability fought(valley.world(), valley.day, ActorId("gov"),
                           {{PlaceId("middle"), kContested}});
  EXPECT_EQ(fought.cut_off(node("north"), {node("harbour")}, RoadNetwork::kMain).value, 0.5);
  // A region is reached where one of its places is.
  const auto coast = road_nodes(valley.world(), PlaceId("coast"));
  EXPECT_EQ(coast, (std::vector<RoadNode>{node("harbour"), node("pier")}));
  const double ends = 1 - (1 - now.node(node("harbour")));
  EXPECT_NEAR(now.cut_off(node("north"), coast, RoadNetwork::kMain).value,
              1 - now.node(node("middle")) * ends, 1e-12);
}

TEST(Passage, EverythingOfAWhatIfIsSaid) {
  const Valley valley;
  WhatIfQuestion question;
  question.day = valley.day;
  question.changes = {{PlaceId("middle"), ActorId("reb")}};
  question.from = PlaceId("north");
  question.to = {PlaceId("harbour"), PlaceId("coast"), PlaceId("south")};
  const RoadWorld world = valley.world();
  const auto answer = whatif(world, valley.reports(), question);
  ASSERT_TRUE(answer) << to_string(answer.error());
  ASSERT_EQ(answer->pairs.size(), 3u);
  const NetworkAnswer& main = answer->pairs[0].networks[0];
  EXPECT_EQ(main.before.passage, Passage::kOpen);
  EXPECT_DOUBLE_EQ(main.before.km, 60);
  EXPECT_DOUBLE_EQ(main.before.hours, 30 / 80.0 + 30 / 60.0);
  ASSERT_EQ(main.before.all_pass.size(), 1u);
  EXPECT_EQ(main.before.all_pass[0].place, PlaceId("middle"));
  EXPECT_EQ(main.before.last_roads.size(), 2u) << "each of the two is the last";
  ASSERT_TRUE(main.before.smallest_cut);
  EXPECT_EQ(main.before.smallest_cut->size(), 1u);
  EXPECT_EQ(main.after.passage, Passage::kClosed);
  const NetworkAnswer& country = answer->pairs[0].networks[1];
  EXPECT_EQ(country.before.all_pass.size(), 1u) << "the way round is not sure";
  EXPECT_EQ(country.after.passage, Passage::kUncertain);
  ASSERT_EQ(country.after.last_roads.size(), 2u);
  EXPECT_EQ(country.after.last_roads[1].name, "old track");
  // South is an enemy's: how near the party's ground comes, and who holds the way.
  ASSERT_TRUE(answer->pairs[2].approach_before && answer->pairs[2].approach_after);
  EXPECT_EQ(answer->pairs[2].approach_before->place.place, PlaceId("middle"));
  EXPECT_EQ(answer->pairs[2].approach_after->place.place, PlaceId("harbour"));
  EXPECT_DOUBLE_EQ(answer->pairs[2].approach_after->km, 55);
  EXPECT_EQ(answer->newly_cut_off, (std::vector<PlaceId>{PlaceId("harbour")}));
  const std::string text = to_text(*answer, valley.gazetteer, valley.parties);
  for (const char* words : {"by main roads", "last open roads", "old track",
                            "nearest ground of Government", "people newly cut off"})
    EXPECT_NE(text.find(words), std::string::npos) << words << "\n" << text;
}

}  // namespace
}  // namespace dateline
