#include "dateline/territory/isolation.h"

#include <gtest/gtest.h>

#include "dateline/territory/road_sample.h"
#include "dateline/territory/siege.h"
#include "dateline/territory/stated.h"

namespace dateline {
namespace {

using sample::Valley;

const Isolation& of(const std::vector<Isolation>& all, const char* place) {
  static const Isolation kNone;
  for (const Isolation& one : all)
    if (one.place == PlaceId(place)) return one;
  ADD_FAILURE() << "no " << place;
  return kNone;
}

TEST(Isolation, SamplesAgreeWithTheExactChancesOfEachSettlement) {
  const Valley valley;
  const RoadWorld world = valley.world();
  const Passability before(world, valley.day, ActorId("gov"), {});
  const Passability after(world, valley.day, ActorId("gov"), {{PlaceId("middle"), kContested}});
  const RoadNode centre = *valley.roads.find(PlaceId("north"));
  IsolationOptions many;
  many.samples = 40'000;
  const auto all = isolate(before, after, centre, many);
  ASSERT_EQ(all.size(), 4u) << "not the port, not the rebels' town";
  EXPECT_EQ(all[0].place, PlaceId("north"));
  EXPECT_EQ(all[0].population, 500'000);
  for (const Isolation& one : all) {
    const RoadNode node = *valley.roads.find(one.place);
    for (const auto& [passable, cut] :
         {std::pair(&before, &one.before), std::pair(&after, &one.after)}) {
      EXPECT_EQ(cut->main.has_value(), one.place != PlaceId("village")) << "no main road";
      if (cut->main) {
        EXPECT_NEAR(*cut->main, passable->cut_off(centre, {node}, RoadNetwork::kMain).value,
                    5 * largest_error(many))
            << one.place.str();
      }
      EXPECT_NEAR(cut->any, passable->cut_off(centre, {node}, RoadNetwork::kCountry).value,
                  5 * largest_error(many))
          << one.place.str();
      EXPECT_EQ(cut->crossings, 1) << "the only crossing is closed";
      EXPECT_EQ(cut->airports, 1) << "there is none";
    }
  }
  EXPECT_NEAR(of(all, "harbour").before.ports, 1 - before.node(*valley.roads.find(PlaceId("pier"))),
              5 * largest_error(many));
  const auto again = isolate(before, after, centre, many);
  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i].after.any, again[i].after.any);
}

TEST(Isolation, TellsSinceWhenAPlaceIsCutOff) {
  Valley valley;
  for (const char* outlet : {"A", "B", "C", "D"}) {
    valley.tell(Day(2024, 1, 10), ClaimType::kCapture, "reb", "middle").when =
        TimeReading{{Day(2024, 1, 10), Day(2024, 1, 10)}, "", ""};
    valley.documents.back().outlet = outlet;
    valley.documents.back().text = outlet;
  }
  valley.believe();
  const RoadWorld world = valley.world();
  const Passability now(world, valley.day, ActorId("gov"), {});
  const RoadNode centre = *valley.roads.find(PlaceId("north"));
  const auto all = isolate(now, now, centre, {});
  EXPECT_EQ(of(all, "harbour").since, Day(2024, 1, 10));
  EXPECT_FALSE(of(all, "harbour").or_earlier);
  EXPECT_EQ(of(all, "north").since, std::nullopt);
  EXPECT_EQ(of(all, "village").since, std::nullopt) << "no main road leads there at all";
  IsolationOptions near;
  near.days_back = 4;
  EXPECT_TRUE(of(isolate(now, now, centre, near), "harbour").or_earlier);
}

TEST(Siege, ListsWhatHasEvidenceAndWhatLacksIt) {
  Valley valley;
  const Day day = valley.day;
  valley.tell(day - 3, ClaimType::kBesiege, "reb", "harbour", "Harbour is besieged.");
  valley.tell(day - 2, ClaimType::kDenyAid, "reb", "harbour", "No convoy was let in.");
  valley.tell(day - 2, ClaimType::kFlee, "civilians", "harbour", "Families left Harbour.");
  valley.tell(day - 2, ClaimType::kFlee, "civilians", "harbour", "Families came to Harbour.")
      .where.front()
      .relation = "to";
  valley.tell(day - 60, ClaimType::kAid, "un", "harbour", "Months ago food came.");
  valley.tell(day - 1, ClaimType::kBesiege, "reb", "harbour", "It may be besieged.").status =
      ClaimStatus::kPossible;
  valley.tell(day - 1, ClaimType::kAid, "un", "north", "Food came to North.");
  valley
      .tell(day - 1, ClaimType::kCut, "reb", "north", "The road between North and Middle was cut.")
      .where.front()
      .relation = "between";
  const RoadWorld world = valley.world();
  const Passability now(world, day, ActorId("gov"), {});
  const auto all = isolate(now, now, *valley.roads.find(PlaceId("north")), {});
  const auto tests = test_sieges(world, valley.reports(), all, day);
  ASSERT_EQ(tests.size(), 1u) << "what has no part with evidence is left out";
  const SiegeTest& harbour = tests.front();
  EXPECT_EQ(harbour.place, PlaceId("harbour"));
  EXPECT_EQ(harbour.parts(), 2);
  ASSERT_EQ(harbour.surrounded.supporting.size(), 1u);
  EXPECT_EQ(harbour.surrounded.supporting[0].sentence, "Harbour is besieged.");
  EXPECT_TRUE(harbour.aid.has_evidence());
  EXPECT_TRUE(harbour.aid.opposing.empty()) << "what is two months old is another siege";
  EXPECT_FALSE(harbour.leaving.has_evidence());
  ASSERT_EQ(harbour.leaving.opposing.size(), 1u);
  EXPECT_EQ(harbour.leaving.opposing[0].sentence, "Families left Harbour.");
}

/// A condition and what would follow, linked with `if`.
StatedConsequence stated(ClaimType condition, ClaimType type, std::vector<const char*> places,
                         const char* words, const char* who = "reb", bool negated = false) {
  Valley valley;
  Claim& cause = valley.tell(valley.day, condition, who, "middle", "if Middle falls");
  cause.status = ClaimStatus::kConditional;
  const ClaimId id = cause.id;
  Claim& effect = valley.tell(valley.day, type, "", places.front(), words);
  for (std::size_t i = 1; i < places.size(); ++i) {
    effect.where.push_back(effect.where.front());
    effect.where.back().place = PlaceId(places[i]);
  }
  effect.status = ClaimStatus::kConditional;
  effect.negated = negated;
  effect.links = {{"if", id}};
  const auto all = stated_consequences(valley.world(), valley.reports(), valley.day);
  EXPECT_EQ(all.size(), 1u);
  return all.empty() ? StatedConsequence{} : all.front();
}

TEST(Stated, StandsBesideWhatTheRoadsSay) {
  const auto cut = stated(ClaimType::kCapture, ClaimType::kClose, {"north", "harbour"},
                          "the main highway will be closed");
  EXPECT_EQ(cut.agreement, Agreement::kAgrees) << cut.reason;
  EXPECT_EQ(cut.network, RoadNetwork::kMain);
  EXPECT_EQ(cut.traveller, ActorId("gov"));
  ASSERT_TRUE(cut.after);
  EXPECT_EQ(cut.after->value, 1);
  EXPECT_LT(cut.before->value, 0.3);
  EXPECT_EQ(stated(ClaimType::kCapture, ClaimType::kCut, {"north", "coast"}, "it would be cut off")
                .agreement,
            Agreement::kAgrees)
      << "by any road too: the track may not be there";
  EXPECT_EQ(stated(ClaimType::kCapture, ClaimType::kOpen, {"north", "harbour"},
                   "the main road will be open")
                .agreement,
            Agreement::kDisagrees);
  EXPECT_EQ(stated(ClaimType::kCapture, ClaimType::kCut, {"north", "harbour"},
                   "the highway will not be cut", "reb", true)
                .agreement,
            Agreement::kDisagrees);
  EXPECT_EQ(stated(ClaimType::kCapture, ClaimType::kCut, {"north", "village"}, "it would be cut")
                .agreement,
            Agreement::kDisagrees);
  const auto alone =
      stated(ClaimType::kCapture, ClaimType::kCut, {"harbour"}, "the harbour would be cut off");
  EXPECT_EQ(alone.agreement, Agreement::kAgrees) << alone.reason;
  EXPECT_NE(alone.reason.find("North"), std::string::npos) << alone.reason;
}

TEST(Stated, SaysWhyItCannotTell) {
  const auto main = stated(ClaimType::kCapture, ClaimType::kCut, {"north", "village"},
                           "the highway would be cut");
  EXPECT_EQ(main.agreement, Agreement::kCannotTell);
  EXPECT_NE(main.reason.find("no main road leads there"), std::string::npos) << main.reason;
  const auto nothing =
      stated(ClaimType::kAttack, ClaimType::kCut, {"north", "harbour"}, "it would be cut");
  EXPECT_EQ(nothing.agreement, Agreement::kCannotTell);
  EXPECT_NE(nothing.reason.find("changes no hands"), std::string::npos);
  const auto other =
      stated(ClaimType::kCapture, ClaimType::kThreaten, {"north"}, "they would strike back");
  EXPECT_EQ(other.agreement, Agreement::kCannotTell);
  EXPECT_NE(other.reason.find("threaten"), std::string::npos);
  EXPECT_EQ(stated(ClaimType::kCapture, ClaimType::kClose, {"border"}, "the crossing would close")
                .agreement,
            Agreement::kCannotTell);
}

TEST(Stated, ACaptureWithoutAWordOfWhoIsTheEnemys) {
  const auto fall =
      stated(ClaimType::kCapture, ClaimType::kCut, {"north", "harbour"}, "highway", "");
  ASSERT_EQ(fall.changes.size(), 1u);
  EXPECT_EQ(fall.changes[0].second, ActorId("reb"));
}

}  // namespace
}  // namespace dateline
