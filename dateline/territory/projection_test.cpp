#include "dateline/territory/projection.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "dateline/territory/projection_sample.h"

namespace dateline {
namespace {

using sample::at;
using sample::held;
using sample::Line;

const Day kStart(2024, 1, 10);

/// reb takes t0002 and t0003 on the two days before the start; it is told by two voices.
Line moving_line(int towns = 12) {
  Line line(towns, 2);
  for (const char* outlet : {"a", "b"}) {
    line.world.tell(kStart - 1, outlet, ClaimType::kCapture, "reb", "t0002");
    line.world.tell(kStart, outlet, ClaimType::kCapture, "reb", "t0003");
  }
  return line;
}

Projection run(const Line& line, const ProjectionQuestion& question, Day start = kStart) {
  const ControlTable control = line.control(start);
  auto out = project(line.inputs(control), question);
  EXPECT_TRUE(out) << to_string(out.error());
  return std::move(*out);
}

TEST(Projection, ProbabilitiesOfADaySumToOne) {
  const Line line = moving_line();
  for (const auto model : {ProjectionModel::kFront, ProjectionModel::kSame,
                           ProjectionModel::kYesterday, ProjectionModel::kEvenly}) {
    ProjectionQuestion question;
    question.model = model;
    question.runs = 137;
    const Projection out = run(line, question);
    ASSERT_EQ(out.places.size(), 12U);
    for (const PlaceProjection& place : out.places)
      for (int day = 0; day < question.days; ++day) {
        double sum = 0;
        for (const ProjectedChance& one : place.held[day]) {
          sum += one.p;
          EXPECT_LE(one.low, one.p + 1e-12);
          EXPECT_GE(one.high, one.p - 1e-12);
          EXPECT_GE(one.low, 0);
          EXPECT_LE(one.high, 1);
        }
        EXPECT_NEAR(sum, 1, 1e-9);
        if (day > 0) {
          EXPECT_GE(place.changed[day].p, place.changed[day - 1].p);
        }
      }
  }
}

TEST(Projection, TheFrontMovesAlongTheRoadNearestFirst) {
  const Projection out = run(moving_line(), {});
  double before = 1;
  for (const char* place : {"t0004", "t0005", "t0006", "t0007"}) {
    const double now = at(out, place).changed[2].p;
    EXPECT_LT(now, before) << place;
    EXPECT_GT(now, 0) << place;
    before = now;
  }
}

TEST(Projection, WithoutRoadsNothingMoves) {
  Line line = moving_line();
  line.roads = RoadGraph(line.roads.places(), {}, {});
  ProjectionQuestion question;
  question.days = 30;
  const Projection out = run(line, question);
  for (const PlaceProjection& place : out.places) {
    EXPECT_FALSE(place.on_roads);
    EXPECT_EQ(place.changed.back().p, 0) << place.place.str();
  }
}

TEST(Projection, AnotherNetworkIsNotReached) {
  // The last four towns have roads of their own alone.
  Line line = moving_line();
  std::vector<Road> roads = line.roads.roads();
  std::erase_if(roads, [](const Road& road) { return road.from == 7; });
  line.roads = RoadGraph(line.roads.places(), roads, {});
  ProjectionQuestion question;
  question.days = 30;
  const Projection out = run(line, question);
  EXPECT_GT(at(out, "t0007").changed.back().p, 0);
  for (const char* place : {"t0008", "t0009", "t0010", "t0011"})
    EXPECT_LT(at(out, place).changed.back().p, 0.02) << place;
}

TEST(Projection, AnAbsentPartyLoses) {
  const Line line = moving_line();
  ProjectionQuestion question;
  const Projection with = run(line, question);
  question.absent = {ActorId("gov")};
  const Projection without = run(line, question);
  for (const char* place : {"t0004", "t0006", "t0009", "t0011"}) {
    EXPECT_LT(held(without, place, 7, "gov"), held(with, place, 7, "gov")) << place;
    EXPECT_GT(held(without, place, 7, "reb"), 0.5) << place;
  }
  // And takes nothing.
  EXPECT_GE(held(without, "t0001", 7, "reb"), held(with, "t0001", 7, "reb"));
}

TEST(Projection, BackingTakenAwayWeakens) {
  const Line line = moving_line();
  const ControlTable control = line.control(kStart);
  ProjectionInputs inputs = line.inputs(control);
  inputs.backing = {{ActorId("kur"), ActorId("gov"), "air", 1, {}, {}, {}, {}}};
  ProjectionQuestion question;
  question.runs = 4000;
  const auto gains = [&] {
    const auto out = project(inputs, question);
    EXPECT_TRUE(out);
    return held(*out, "t0004", 3, "reb") + held(*out, "t0005", 3, "reb");
  };
  const double with = gains();
  question.without = {{ActorId("kur"), "air"}};
  const double without_air = gains();
  EXPECT_GT(without_air, with + 0.02);
  question.without = {{ActorId("kur"), "arms"}};
  EXPECT_EQ(gains(), with) << "there are none";
  // A row that begins later, or has ended, is not there to be taken away.
  question.without = {{ActorId("kur"), "air"}};
  inputs.backing[0].since = kStart + 1;
  EXPECT_EQ(gains(), with);
  inputs.backing[0].since = {};
  inputs.backing[0].until = kStart - 1;
  EXPECT_EQ(gains(), with);
}

TEST(Projection, PeopleAndFightersHoldLonger) {
  const Line line = moving_line();
  const ControlTable control = line.control(kStart);
  ProjectionInputs inputs = line.inputs(control);
  const double bare = at(*project(inputs, {}), "t0004").changed[2].p;
  inputs.forces = {{ActorId("gov"), PlaceId("t0004"), 8000, 8000, "fighter", kStart, {}, {}}};
  const double manned = at(*project(inputs, {}), "t0004").changed[2].p;
  EXPECT_LT(manned, bare - 0.05);
  inputs.forces[0].asof = kStart + 1;
  EXPECT_EQ(at(*project(inputs, {}), "t0004").changed[2].p, bare) << "nobody knew of them yet";
}

TEST(Projection, SameSeedSameBytesForAnyThreads) {
  const Line line = moving_line();
  ProjectionQuestion question;
  question.runs = 203;
  const std::string one = to_json(run(line, question), line.world.gazetteer);
  for (const int threads : {2, 3, 4, 64}) {
    question.threads = threads;
    EXPECT_EQ(to_json(run(line, question), line.world.gazetteer), one) << threads;
  }
  question.seed = 2;
  EXPECT_NE(to_json(run(line, question), line.world.gazetteer), one);
}

TEST(Projection, NeverLooksAhead) {
  Line line = moving_line();
  ProjectionQuestion question;
  const std::string then = to_json(run(line, question), line.world.gazetteer);
  for (const char* outlet : {"a", "b", "c"})
    for (const char* place : {"t0004", "t0005", "t0006"})
      line.world.tell(kStart + 1, outlet, ClaimType::kCapture, "reb", place);
  EXPECT_EQ(to_json(run(line, question), line.world.gazetteer), then);
  EXPECT_NE(to_json(run(line, question, kStart + 1), line.world.gazetteer), then);
}

TEST(Projection, TheIntervalCovers) {
  // Two towns, one road, a pace that stays: either takes the other in a quarter of a day by chance
  // q, or both at once; then it is over, or the sides have changed places.
  const Line line(2, 1);
  const ControlTable control = line.control(Day(2024, 1, 1));
  ProjectionInputs inputs = line.inputs(control);
  inputs.weights.base_rate = 0.2;
  inputs.weights.base_days = inputs.weights.near_days = 1e4;
  inputs.weights.spread = inputs.weights.battle = inputs.weights.resist = 0;
  inputs.weights.lend = 0;
  constexpr int kDays = 3;
  const double q = 1 - std::exp(-0.2 / (1 + 10 / inputs.weights.road_km) / 4);
  const double stays = (1 - q) * (1 - q);
  const double exact = q * (1 - std::pow(stays, 4 * kDays)) / (1 - stays);
  int covered = 0;
  constexpr int kSeeds = 100;
  for (int seed = 0; seed < kSeeds; ++seed) {
    ProjectionQuestion question;
    question.days = kDays;
    question.runs = 400;
    question.seed = static_cast<std::uint64_t>(seed);
    const auto out = project(inputs, question);
    ASSERT_TRUE(out);
    const ProjectedChance& chance = at(*out, "t0001").changed.back();
    EXPECT_NEAR(chance.p, exact, 0.12);
    covered += chance.low <= exact && exact <= chance.high;
  }
  // 90 of 100 are meant; fewer than 82 come by chance once in 200.
  EXPECT_GE(covered, 82);
}

TEST(Projection, SpreadOfParametersWidens) {
  const Line line = moving_line();
  const ControlTable control = line.control(kStart);
  ProjectionInputs inputs = line.inputs(control);
  ProjectionQuestion question;
  question.runs = 4000;
  const ProjectedChance wide = at(*project(inputs, question), "t0005").changed[6];
  inputs.weights.spread = 0;
  const ProjectedChance narrow = at(*project(inputs, question), "t0005").changed[6];
  EXPECT_GT(wide.spread, narrow.spread);
  EXPECT_GT(wide.high - wide.low, 1.3 * (narrow.high - narrow.low));
}

TEST(Projection, UncertainStartsAreDrawn) {
  Line line(4, 1);
  line.world.start.rows[2].shares = {{ActorId("gov"), 0.6}, {ActorId("reb"), 0.4}};
  line.roads = RoadGraph(line.roads.places(), {}, {});
  ProjectionQuestion question;
  question.runs = 4000;
  const Projection out = run(line, question, Day(2024, 1, 2));
  EXPECT_NEAR(held(out, "t0002", 7, "gov"), 0.6, 0.03);
  EXPECT_NEAR(held(out, "t0002", 7, "reb"), 0.4, 0.03);
}

TEST(Projection, PaceFollowsTheRecord) {
  Line still(12, 4);
  const double quiet = at(run(still, {}), "t0004").changed[2].p;
  const double moving = at(run(moving_line(), {}), "t0004").changed[2].p;
  EXPECT_GT(moving, 5 * quiet);
  ProjectionQuestion question;
  question.base_pace = true;
  EXPECT_LT(at(run(moving_line(), question), "t0004").changed[2].p, moving / 5);
  question = {};
  question.pace = 0;
  for (const PlaceProjection& place : run(moving_line(), question).places)
    EXPECT_EQ(place.changed.back().p, 0);
}

TEST(Projection, ASetPlaceIsHeldFromTheStart) {
  const Line line = moving_line();
  ProjectionQuestion question;
  question.changes = {{PlaceId("t0008"), ActorId("reb.north")}};
  const Projection out = run(line, question);
  EXPECT_EQ(std::ranges::max(at(out, "t0008").now), 1);
  EXPECT_GT(held(out, "t0008", 1, "reb"), 0.8);
  EXPECT_GT(at(out, "t0009").changed[2].p, at(run(line, {}), "t0009").changed[2].p + 0.05);
}

TEST(Projection, PartsMoveWithTheWhole) {
  Line line = moving_line();
  Place part;
  part.id = PlaceId("t0004_airport");
  part.name = part.id.str();
  part.within = PlaceId("t0004");
  part.row = "places.csv:99";
  part.point = LatLng::make(Latitude{59.6}, Longitude{36.01});
  line.world.gazetteer.add(part);
  const Projection out = run(line, {});
  for (int day = 1; day <= 7; ++day)
    EXPECT_EQ(held(out, "t0004_airport", day, "reb"), held(out, "t0004", day, "reb"));
}

TEST(Projection, YesterdayMovesAsManyPlaces) {
  ProjectionQuestion question;
  question.model = ProjectionModel::kYesterday;
  question.days = 3;
  const Line line = moving_line();
  const Projection out = run(line, question);
  const auto sum = [&](int day) {
    double all = 0;
    for (const PlaceProjection& place : out.places) all += held(out, place.place.str(), day, "reb");
    return all;
  };
  EXPECT_GT(held(out, "t0004", 1, "reb"), 0.3);
  EXPECT_LT(held(out, "t0006", 1, "reb"), 0.01);
  EXPECT_NEAR(sum(2) - sum(1), sum(3) - sum(2), 0.35);
  question.model = ProjectionModel::kSame;
  const Projection same = run(line, question);
  for (const PlaceProjection& place : same.places)
    for (std::size_t s = 0; s < place.now.size(); ++s)
      EXPECT_EQ(place.held.back()[s].p, place.now[s]);
}

TEST(Projection, RefusesWhatMakesNoSense) {
  const Line line = moving_line();
  const ControlTable control = line.control(kStart);
  const auto code = [&](const ProjectionQuestion& question) {
    const auto out = project(line.inputs(control), question);
    return out ? std::optional<ErrorCode>() : out.error().code;
  };
  ProjectionQuestion question;
  EXPECT_FALSE(code(question));
  question.days = 0;
  EXPECT_EQ(code(question), ErrorCode::kArgumentInvalid);
  question = {};
  question.runs = 1;
  EXPECT_EQ(code(question), ErrorCode::kArgumentInvalid);
  question = {};
  question.changes = {{PlaceId("nowhere"), ActorId("reb")}};
  EXPECT_EQ(code(question), ErrorCode::kPlaceUnknown);
  question.changes = {{PlaceId("t0001"), ActorId("nobody")}};
  EXPECT_EQ(code(question), ErrorCode::kPartyUnknown);
  question = {};
  question.without = {{ActorId("gov"), "magic"}};
  EXPECT_EQ(code(question), ErrorCode::kArgumentInvalid);
}

TEST(Projection, WeightsOfTheFileAreThoseOfTheProgram) {
  const auto weights =
      load_projection_weights(std::string(DATELINE_SOURCE_DIR) + "/data/territory/projection.csv");
  ASSERT_TRUE(weights) << to_string(weights.error());
  EXPECT_EQ(to_text(*weights), to_text(ProjectionWeights{}));
  EXPECT_GT(weights->backing("air"), weights->backing("diplomacy"));
  EXPECT_EQ(weights->backing("magic"), 0);
}

TEST(Projection, EveryFormatBearsTheLabel) {
  const Line line = moving_line();
  ProjectionQuestion question;
  question.days = 2;
  question.runs = 20;
  const Projection out = run(line, question);
  const std::string label(kProjectionLabel);
  EXPECT_TRUE(to_text(out, line.world.gazetteer, line.world.parties, 5).starts_with(label));
  EXPECT_NE(to_json(out, line.world.gazetteer).find("\"label\":\"" + label), std::string::npos);
  const std::string csv = to_csv(out, line.world.gazetteer);
  std::size_t lines = 0, labels = 0;
  for (const char c : csv) lines += c == '\n';
  for (std::size_t i = csv.find(label); i != std::string::npos; i = csv.find(label, i + 1))
    ++labels;
  EXPECT_EQ(labels, lines - 1) << "each line but the header";
}

}  // namespace
}  // namespace dateline
