#include "dateline/gazetteer/shape.h"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "dateline/gazetteer/shape_json.h"

namespace dateline {
namespace {

LatLng point(double lat, double lng) { return *LatLng::make(Latitude{lat}, Longitude{lng}); }

/// A square of two degrees around the point.
std::vector<Polygon> square(double lat, double lng) {
  return {Polygon{{{point(lat - 1, lng - 1), point(lat - 1, lng + 1), point(lat + 1, lng + 1),
                    point(lat + 1, lng - 1), point(lat - 1, lng - 1)}}}};
}

void expect_whole(const Shape& shape) {
  for (const Polygon& polygon : shape.outline)
    for (const auto& ring : polygon.rings) {
      ASSERT_GE(ring.size(), 4u);
      EXPECT_EQ(ring.front(), ring.back());
    }
  const auto json = shape_json(shape);
  const auto back = parse_shape_json(nlohmann::ordered_json::parse(json.dump()));
  ASSERT_TRUE(back) << json.dump();
  EXPECT_EQ(*back, shape);
}

TEST(Shape, BearingsAreThoseOfTheMap) {
  EXPECT_NEAR(bearing_deg(point(35, 36), point(36, 36)), 0, 1e-9);
  EXPECT_NEAR(bearing_deg(point(0, 36), point(0, 37)), 90, 1e-9);
  EXPECT_NEAR(bearing_deg(point(35, 36), point(34, 36)), 180, 1e-9);
  EXPECT_EQ(bearing_of_word("north"), 0);
  EXPECT_EQ(bearing_of_word("south-western"), 225);
  EXPECT_EQ(bearing_of_word("northeastern"), 45);
  EXPECT_EQ(bearing_of_word("westwards"), 270);
  EXPECT_EQ(bearing_of_word("northerner"), std::nullopt);
  EXPECT_EQ(bearing_of_word(""), std::nullopt);
}

TEST(Shape, ARingHoldsWhatLiesAtItsDistanceAndNothingElse) {
  const LatLng town = point(34, 37);
  const Shape ring = ring_shape(town, 25, 35, 5);
  for (double bearing = 0; bearing < 360; bearing += 7) {
    EXPECT_TRUE(contains(ring, destination(town, bearing, 30000))) << bearing;
    EXPECT_FALSE(contains(ring, destination(town, bearing, 20000))) << bearing;
    EXPECT_FALSE(contains(ring, destination(town, bearing, 36000))) << bearing;
  }
  EXPECT_NEAR(ring.extent_km, 35, 0.1);
  EXPECT_EQ(ring.uncertainty_km, 5);
  EXPECT_EQ(ring.outline.front().rings.size(), 2u);
  expect_whole(ring);
  EXPECT_EQ(ring_shape(town, 0, 9, 1).kind, ShapeKind::kDisc);
}

TEST(Shape, ASectorLiesOnItsSideAndItsCentreInIt) {
  const LatLng town = point(34, 37);
  const Shape north = sector_shape(town, 0, 45, 5, 30, 3);
  EXPECT_TRUE(contains(north, destination(town, 0, 20000)));
  EXPECT_TRUE(contains(north, destination(town, 340, 20000)));
  EXPECT_FALSE(contains(north, destination(town, 90, 20000)));
  EXPECT_FALSE(contains(north, destination(town, 180, 20000)));
  EXPECT_FALSE(contains(north, destination(town, 0, 3000)));
  EXPECT_TRUE(contains(north, north.centre));
  EXPECT_NEAR(distance_m(town, north.centre), 17500, 2);
  expect_whole(north);
}

TEST(Shape, ACorridorFollowsTheGreatCircle) {
  const LatLng a = point(34, 36), b = point(36, 39);
  const Shape way = corridor_shape(a, b, 10, 5);
  const double length = distance_m(a, b);
  for (double share = 0; share <= 1; share += 0.1) {
    const LatLng on = destination(a, bearing_deg(a, b), length * share);
    EXPECT_TRUE(contains(way, on)) << share;
    EXPECT_FALSE(contains(way, destination(on, bearing_deg(a, b) + 90, 12000))) << share;
  }
  EXPECT_NEAR(distance_m(way.centre, a), length / 2, 20);
  expect_whole(way);
  EXPECT_EQ(corridor_shape(a, a, 10, 5).kind, ShapeKind::kDisc);
}

TEST(Shape, PartsOfARegionAreItsSides) {
  const auto region = square(35, 38);
  const auto north = part_shape(region, 0, 0.4, 10);
  ASSERT_TRUE(north);
  EXPECT_TRUE(contains(*north, point(35.8, 38)));
  EXPECT_FALSE(contains(*north, point(35, 38)));
  EXPECT_FALSE(contains(*north, point(34.2, 38)));
  expect_whole(*north);
  const auto southwest = part_shape(region, 225, 0.5, 10);
  ASSERT_TRUE(southwest);
  EXPECT_TRUE(contains(*southwest, point(34.5, 37.5)));
  EXPECT_FALSE(contains(*southwest, point(34.5, 38.5)));
  EXPECT_FALSE(contains(*southwest, point(35.5, 37.5)));
  expect_whole(*southwest);
  const auto middle = middle_shape(region, 0.5, 10);
  ASSERT_TRUE(middle);
  EXPECT_TRUE(contains(*middle, point(35, 38)));
  EXPECT_FALSE(contains(*middle, point(35, 38.8)));
  expect_whole(*middle);
  EXPECT_FALSE(part_shape({}, 0, 0.4, 10));
  EXPECT_FALSE(middle_shape({}, 0.4, 10));
}

TEST(Shape, ABeltLiesAlongTheBorderThatFacesTheNeighbour) {
  const auto region = square(35, 38);
  const auto belt = belt_shape(region, point(35, 45), 20, 10);
  ASSERT_TRUE(belt);
  EXPECT_TRUE(contains(*belt, point(35, 38.95)));
  EXPECT_FALSE(contains(*belt, point(35, 38.5)));
  EXPECT_FALSE(contains(*belt, point(35, 37.05)));
  expect_whole(*belt);
  EXPECT_FALSE(belt_shape({}, point(35, 45), 20, 10));
}

TEST(Shape, WhatCrossesTheAntimeridianOrAPoleHasNoOutline) {
  for (const LatLng centre : {point(0, 179.99), point(89.99, 0)}) {
    const Shape shape = disc_shape(centre, 30, 5);
    EXPECT_TRUE(shape.outline.empty());
    EXPECT_EQ(shape.extent_km, 30);
    EXPECT_TRUE(contains(shape, destination(centre, 90, 20000)));
    EXPECT_FALSE(contains(shape, destination(centre, 90, 40000)));
    expect_whole(shape);
  }
}

TEST(Shape, JsonThatIsNoShapeIsRefused) {
  const auto good = shape_json(disc_shape(point(34, 37), 10, 2));
  ASSERT_TRUE(parse_shape_json(good));
  for (const auto& [key, value] : good.items()) {
    auto bad = good;
    bad.erase(key);
    EXPECT_FALSE(parse_shape_json(bad)) << key;
    bad[key] = "nonsense";
    EXPECT_FALSE(parse_shape_json(bad)) << key;
  }
  auto open = good;
  open["outline"]["coordinates"][0].erase(0);
  EXPECT_FALSE(parse_shape_json(open));
}

}  // namespace
}  // namespace dateline
