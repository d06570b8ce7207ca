#include "dateline/territory/pace.h"

#include <gtest/gtest.h>

#include "dateline/territory/counter_dice.h"
#include "dateline/territory/projection_sample.h"

namespace dateline {
namespace {

using sample::Line;

struct Measured {
  ControlTable control;
  FrontMap map;
  Pace pace;
  std::size_t gov, reb;
};

Measured measure(const Line& line, Day until) {
  Measured out;
  out.control = line.control(until);
  const ProjectionWeights weights;
  out.map = make_front_map(out.control.places(), line.world.gazetteer, line.roads, weights, until);
  const auto& states = out.control.states();
  out.gov = static_cast<std::size_t>(std::ranges::find(states, ActorId("gov")) - states.begin());
  out.reb = static_cast<std::size_t>(std::ranges::find(states, ActorId("reb")) - states.begin());
  const std::vector<double> ease(out.map.size() * (states.size() - 1), 1.0);
  out.pace = measure_pace(out.map, out.control, line.world.parties, ease, weights, until);
  return out;
}

TEST(Pace, AStillFrontIsSlowerThanNothingKnown) {
  const Line line(10, 5);
  const Measured ten = measure(line, Day(2024, 1, 11));
  const ProjectionWeights weights;
  const std::size_t pair = ten.reb * ten.pace.parties + ten.gov;
  EXPECT_TRUE(ten.pace.at_war[pair]);
  EXPECT_EQ(ten.pace.pair_moves[pair], 0);
  // One place on the front, ten days, less pressure by 10 km of road, older days less.
  const double pressure = 1 / (1 + 10 / weights.road_km);
  EXPECT_GT(ten.pace.pair_days[pair], 7 * pressure);
  EXPECT_LT(ten.pace.pair_days[pair], 10 * pressure);
  EXPECT_LT(ten.pace.rate(ten.reb, ten.gov, weights), weights.base_rate);
  EXPECT_EQ(ten.pace.since_last[pair], -1);
}

TEST(Pace, MovesCountByPairPlaceAndDay) {
  Line line(10, 5);
  for (const char* outlet : {"a", "b"})
    line.world.tell(Day(2024, 1, 8), outlet, ClaimType::kCapture, "reb", "t0005");
  const Measured out = measure(line, Day(2024, 1, 10));
  const std::size_t pair = out.reb * out.pace.parties + out.gov;
  EXPECT_GT(out.pace.pair_moves[pair], 0.4);
  EXPECT_LT(out.pace.pair_moves[pair], 1);
  EXPECT_EQ(out.pace.pair_moves[out.gov * out.pace.parties + out.reb], 0);
  EXPECT_EQ(out.pace.since_last[pair], 2);
  EXPECT_EQ(out.pace.last_day_moves[pair], 0);
  const auto near = [&](std::size_t place) {
    return out.pace.near_moves[place * out.pace.parties + out.reb];
  };
  EXPECT_GT(near(5), near(7));
  EXPECT_GT(near(7), near(9));
  EXPECT_GT(near(9), 0);
  EXPECT_EQ(out.pace.behind_moves[out.gov], 0);
}

TEST(Pace, APlaceFarFromTheFrontCountsAsBehindTheLines) {
  Line line(10, 3);
  for (const char* outlet : {"a", "b"})
    line.world.tell(Day(2024, 1, 8), outlet, ClaimType::kCapture, "reb", "t0007");
  const Measured out = measure(line, Day(2024, 1, 10));
  EXPECT_GT(out.pace.behind_moves[out.gov], 0.4);
  EXPECT_EQ(out.pace.pair_moves[out.reb * out.pace.parties + out.gov], 0);
  const ProjectionWeights weights;
  const Measured before = measure(line, Day(2024, 1, 7));
  EXPECT_GT(out.pace.behind(out.gov, weights), 3 * before.pace.behind(before.gov, weights));
}

TEST(FrontMap, RoadsToAPartLeadToTheWhole) {
  Gazetteer gazetteer;
  std::vector<PlaceId> ids;
  for (const auto& [id, within] : {std::pair("a", ""), {"b", ""}, {"b_bridge", "b"}, {"c", ""}}) {
    Place place;
    place.id = PlaceId(id);
    place.within = PlaceId(within);
    gazetteer.add(place);
    ids.push_back(place.id);
  }
  Road road;
  road.from = 0;
  road.to = 2;
  road.length_m = 10'000;
  road.certainty = 0.5;
  road.until = Day(2024, 6, 1);
  const RoadGraph graph(ids, {road, road}, {});
  const ProjectionWeights weights;
  const FrontMap map = make_front_map(ids, gazetteer, graph, weights, Day(2024, 1, 1));
  EXPECT_EQ(map.wholes, (std::vector<std::uint32_t>{0, 1, 3}));
  ASSERT_EQ(map.parts.size(), 1U);
  EXPECT_EQ(map.parts[0].place, 2U);
  EXPECT_EQ(map.parts[0].whole, 1U);
  ASSERT_EQ(map.links[0].size(), 1U) << "parallel roads are one way";
  EXPECT_EQ(map.links[0][0].to, 1U);
  EXPECT_DOUBLE_EQ(map.links[0][0].certainty, 0.75);
  EXPECT_EQ(map.network[0], map.network[1]);
  EXPECT_NE(map.network[0], map.network[2]);
  EXPECT_EQ(make_front_map(ids, gazetteer, graph, weights, Day(2024, 7, 1)).ways, 0U)
      << "a road that ended";
}

TEST(CounterDice, NumbersAreEvenAndIndependentOfOrder) {
  const CounterDice dice(7, 3), again(7, 3), other(7, 4);
  double sum = 0, squares = 0, together = 0, normal = 0, normal_squares = 0;
  constexpr int kThrows = 100'000;
  for (int i = 0; i < kThrows; ++i) {
    const double u = dice.uniform(Throw::kFall, i % 317, i / 317);
    const double v = other.uniform(Throw::kFall, i % 317, i / 317);
    sum += u;
    squares += u * u;
    together += (u - 0.5) * (v - 0.5);
    const double z = dice.normal(Throw::kSpread, i, 0);
    normal += z;
    normal_squares += z * z;
  }
  EXPECT_NEAR(sum / kThrows, 0.5, 0.005);
  EXPECT_NEAR(squares / kThrows, 1.0 / 3, 0.005);
  EXPECT_NEAR(together / kThrows, 0, 0.002);
  EXPECT_NEAR(normal / kThrows, 0, 0.02);
  EXPECT_NEAR(normal_squares / kThrows, 1, 0.03);
  EXPECT_EQ(dice.uniform(Throw::kFall, 5, 6), again.uniform(Throw::kFall, 5, 6));
  EXPECT_NE(dice.uniform(Throw::kFall, 5, 6), dice.uniform(Throw::kWinner, 5, 6));
  // The finaliser's first output of splitmix64 with the state 0.
  EXPECT_EQ(CounterDice::mix(0), 0xe220a8397b1dcdafU);
}

}  // namespace
}  // namespace dateline
