#include "dateline/territory/front.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "dateline/territory/control_sample.h"
#include "dateline/territory/geos_check.h"

namespace dateline {
namespace {

/// Four towns in a row in one country: two of reb, two of gov; the third falls on the 10th.
struct Row {
  sample::World world{4, 0.5};
  Ground ground;
  ControlTable control;

  explicit Row(std::optional<Day> known_by = {}) {
    world.start.rows.clear();
    for (int i = 0; i < 4; ++i)
      world.start.rows.push_back({PlaceId(fmt::format("t{:04}", i)),
                                  Day(2024, 1, 1),
                                  {{ActorId(i < 2 ? "reb" : "gov"), 0.98}},
                                  "start.csv:2"});
    for (const char* outlet : {"A", "B", "C"})
      world.tell(Day(2024, 1, 10), outlet, ClaimType::kCapture, "reb", "t0002");
    ControlInputs inputs = world.inputs();
    inputs.known_by = known_by;
    control = infer_control(inputs);
    GroundInputs of_ground;
    of_ground.gazetteer = &world.gazetteer;
    of_ground.places = control.places();
    of_ground.day = Day(2024, 1, 10);
    of_ground.countries = {{"XX",
                            "X",
                            {{{35'500'000, 19'500'000},
                              {36'500'000, 19'500'000},
                              {36'500'000, 22'000'000},
                              {35'500'000, 22'000'000}}}}};
    ground = divide_ground(of_ground);
  }
  Fronts fronts(Day on, std::optional<Day> from = {}) const {
    return draw_fronts(ground, control, on, from);
  }
};

double area_of(const Fronts& fronts, const std::string& party) {
  double sum = 0;
  for (const FrontGround& one : fronts.ground)
    if (one.holder.party == ActorId(party)) sum += one.area_m2 / 1e6;
  return sum;
}

TEST(Front, GroundGoesWithWhoHoldsThePlace) {
  const Row row;
  const Fronts before = row.fronts(Day(2024, 1, 5)), after = row.fronts(Day(2024, 1, 12));
  // 0.5 degrees of latitude a town, the first and last up to the rim.
  EXPECT_NEAR(area_of(before, "reb") / area_of(before, "gov"), 1.0 / 1.0, 0.35);
  EXPECT_GT(area_of(after, "reb"), area_of(before, "reb") * 1.3);
  ASSERT_EQ(before.lines.size(), 1u);
  EXPECT_EQ(before.lines[0].a, ActorId("gov"));
  EXPECT_EQ(before.lines[0].b, ActorId("reb"));
  EXPECT_NEAR(before.lines[0].length_m / 1000, 104, 8);  // from one side to the other
}

TEST(Front, ChangeBetweenTwoDaysIsTheGroundThatChangedHands) {
  const Row row;
  const Fronts change = row.fronts(Day(2024, 1, 12), Day(2024, 1, 5));
  double changed = 0;
  for (const FrontGround& one : change.ground) {
    if (!one.changed()) continue;
    EXPECT_EQ(one.was->party, ActorId("gov"));
    EXPECT_EQ(one.holder.party, ActorId("reb"));
    EXPECT_EQ(one.places, std::vector<PlaceId>{PlaceId("t0002")});
    changed += one.area_m2 / 1e6;
  }
  EXPECT_NEAR(changed, area_of(change, "reb") - area_of(row.fronts(Day(2024, 1, 5)), "reb"), 1);
  EXPECT_GT(changed, 1000);
}

TEST(Front, SupportMakesPiecesOfTheirOwn) {
  const Row row;
  for (const FrontGround& one : row.fronts(Day(2024, 1, 12)).ground) {
    const bool told = std::ranges::count(one.places, PlaceId("t0002")) > 0;
    EXPECT_EQ(one.holder.thin, !told);
    EXPECT_EQ(one.reports > 0, told);
    EXPECT_GE(one.probability, one.least);
    EXPECT_GE(one.least, 0.5);
  }
  // A week and a day later it is thin again.
  for (const FrontGround& one : row.fronts(Day(2024, 1, 18)).ground) EXPECT_TRUE(one.holder.thin);
}

TEST(Front, NobodyKnewItBefore) {
  const Row row(Day(2024, 1, 9));
  EXPECT_DOUBLE_EQ(area_of(row.fronts(Day(2024, 1, 12)), "reb"),
                   area_of(row.fronts(Day(2024, 1, 5)), "reb"));
}

TEST(Front, GeoJsonIsAPartitionOfTheCountry) {
  const geos::Session session;
  const Row row;
  const Fronts fronts = row.fronts(Day(2024, 1, 12), Day(2024, 1, 5));
  const std::string text = to_geojson(fronts, row.world.parties);
  EXPECT_EQ(text, to_geojson(fronts, row.world.parties));
  const auto json = nlohmann::json::parse(text, nullptr, false);
  ASSERT_TRUE(json.is_object());
  std::vector<geos::Shape> pieces;
  std::size_t lines = 0;
  for (const auto& feature : json["features"]) {
    if (feature["properties"]["kind"] == "front") {
      ++lines;
      EXPECT_EQ(feature["geometry"]["type"], "MultiLineString");
      continue;
    }
    std::vector<MicroLine> rings;
    for (const auto& ring : feature["geometry"]["coordinates"]) {
      rings.emplace_back();
      for (const auto& p : ring)
        rings.back().push_back({static_cast<std::int32_t>(std::lround(p[0].get<double>() * 1e6)),
                                static_cast<std::int32_t>(std::lround(p[1].get<double>() * 1e6))});
      EXPECT_EQ(rings.back().front(), rings.back().back());
      rings.back().pop_back();
    }
    EXPECT_GT(ring_area_m2(rings.front()), 0);  // RFC 7946: against the clock
    pieces.push_back(geos::Shape::polygon(rings));
  }
  EXPECT_EQ(lines, fronts.lines.size());
  const geos::Shape whole = geos::Shape::polygon({{{35'500'000, 19'500'000},
                                                   {36'500'000, 19'500'000},
                                                   {36'500'000, 22'000'000},
                                                   {35'500'000, 22'000'000}}});
  EXPECT_EQ(geos::check_cover(std::move(pieces), whole), "");
}

TEST(Front, WhoIsAsProbableAsNotIsSaidToHoldIt) {
  sample::World world(2, 0.5);
  world.start.rows = {{PlaceId("t0000"),
                       Day(2024, 1, 1),
                       {{ActorId("gov"), 0.4}, {ActorId("reb"), 0.3}},
                       "start.csv:2"},
                      {PlaceId("t0001"),
                       Day(2024, 1, 1),
                       {{ActorId("contested"), 0.7}, {ActorId("gov"), 0.2}},
                       "start.csv:3"}};
  const ControlTable control = infer_control(world.inputs());
  EXPECT_EQ(ground_holder(control, PlaceId("t0000"), Day(2024, 1, 1)).status,
            GroundStatus::kUnclear);
  const GroundHolder fought = ground_holder(control, PlaceId("t0001"), Day(2024, 1, 1));
  EXPECT_EQ(fought.status, GroundStatus::kDisputed);
  EXPECT_EQ(fought.party, ActorId("gov"));
  EXPECT_EQ(ground_holder(control, PlaceId("nowhere"), Day(2024, 1, 1)).status,
            GroundStatus::kNobody);
}

}  // namespace
}  // namespace dateline
