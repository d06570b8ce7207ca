#include "dateline/territory/ground.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <numeric>
#include <random>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "dateline/territory/geos_check.h"

namespace dateline {
namespace {

MicroPoint micro(double lng, double lat) {
  return {static_cast<std::int32_t>(std::lround(lng * 1e6)),
          static_cast<std::int32_t>(std::lround(lat * 1e6))};
}

/// Two countries that share a ragged border, the western one with a lake and an island.
std::vector<CountryOutline> two_countries(std::mt19937& random) {
  std::uniform_real_distribution<double> ragged(-0.08, 0.08);
  MicroLine border;
  for (int i = 0; i <= 40; ++i) border.push_back(micro(12 + ragged(random), 40 + i * 0.05));
  MicroLine west{micro(10, 42), micro(10, 40)}, east{micro(14, 40), micro(14, 42)};
  west.insert(west.end(), border.begin(), border.end());
  east.insert(east.end(), border.rbegin(), border.rend());
  const auto round = [&](double lng, double lat, double radius) {
    MicroLine ring;
    for (int i = 0; i < 24; ++i) {
      const double angle = i * std::numbers::pi / 12, r = radius * (1 + ragged(random));
      ring.push_back(micro(lng + r * std::cos(angle), lat + r * std::sin(angle)));
    }
    return ring;
  };
  return {{"WW", "West", {west, round(11, 41, 0.2), round(9.5, 41, 0.15)}}, {"EE", "East", {east}}};
}

struct Map {
  Gazetteer gazetteer;
  GroundInputs inputs;

  PlaceId add(double lng, double lat) {
    Place place;
    place.id = PlaceId(fmt::format("p{:04}", inputs.places.size()));
    place.name = place.id.str();
    place.point = LatLng::make(Latitude{lat}, Longitude{lng});
    gazetteer.add(place);
    inputs.places.push_back(place.id);
    return place.id;
  }
  Ground divide() {
    inputs.gazetteer = &gazetteer;
    inputs.day = Day(2024, 12, 7);
    return divide_ground(inputs);
  }
};

Map random_map(unsigned seed, int places) {
  std::mt19937 random(seed);
  Map map;
  map.inputs.countries = two_countries(random);
  std::uniform_real_distribution<double> lng(9.3, 14), lat(40, 42);
  for (int i = 0; i < places; ++i) map.add(lng(random), lat(random));
  return map;
}

std::vector<std::int32_t> each_its_own(const Ground& ground) {
  std::vector<std::int32_t> out(ground.cells.size());
  std::iota(out.begin(), out.end(), 0);
  return out;
}

std::string check(const Ground& ground, const std::vector<CountryOutline>& countries,
                  const std::vector<std::int32_t>& class_of) {
  std::vector<geos::Shape> pieces, lands;
  for (const GroundPiece& piece : join_ground(ground, class_of))
    pieces.push_back(geos::Shape::polygon(piece.rings));
  for (const CountryOutline& one : countries) lands.push_back(geos::Shape::even_odd(one.rings));
  const geos::Shape whole = geos::Shape::union_of(lands);
  return geos::check_cover(std::move(pieces), whole);
}

TEST(Ground, CellsCoverTheCountriesWithoutGapOrOverlap) {
  const geos::Session session;
  for (const auto& [seed, places] : {std::pair{1u, 1}, {2u, 7}, {3u, 60}, {4u, 400}, {5u, 0}}) {
    Map map = random_map(seed, places);
    const Ground ground = map.divide();
    EXPECT_EQ(check(ground, map.inputs.countries, each_its_own(ground)), "") << seed;
    std::vector<std::int32_t> parties;
    for (std::size_t i = 0; i < ground.cells.size(); ++i)
      parties.push_back(static_cast<std::int32_t>(i * 7919 % 4));
    EXPECT_EQ(check(ground, map.inputs.countries, parties), "") << seed;
  }
}

TEST(Ground, PiecesOverlapInPairsByNothing) {
  const geos::Session session;
  Map map = random_map(6, 40);
  const Ground ground = map.divide();
  std::vector<geos::Shape> shapes;
  for (const GroundPiece& piece : join_ground(ground, each_its_own(ground)))
    shapes.push_back(geos::Shape::polygon(piece.rings));
  for (std::size_t i = 0; i < shapes.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) EXPECT_LT(shapes[i].shared_area(shapes[j]), 1e-12);
}

TEST(Ground, EveryPlaceHasGroundAndMostLieInTheirOwn) {
  Map map = random_map(7, 300);
  const Ground ground = map.divide();
  std::vector<double> area(ground.cells.size(), 0);
  int home = 0;
  for (const GroundPiece& piece : join_ground(ground, each_its_own(ground))) {
    const std::uint32_t cell = piece.cells.at(0);
    ASSERT_EQ(piece.cells.size(), 1u);
    area[cell] += piece.area_m2;
    if (ground.cells[cell].place.empty()) continue;
    Polygon polygon;
    for (const MicroLine& ring : piece.rings) {
      polygon.rings.emplace_back();
      for (const MicroPoint p : ring)
        polygon.rings.back().push_back(*LatLng::make(Latitude{p.y / 1e6}, Longitude{p.x / 1e6}));
      polygon.rings.back().push_back(polygon.rings.back().front());
    }
    home += contains(polygon, *map.gazetteer.at(ground.cells[cell].place).point);
  }
  int in_a_country = 0;
  for (std::size_t i = 0; i < area.size(); ++i) {
    if (ground.cells[i].place.empty()) continue;
    EXPECT_GT(area[i], 0) << ground.cells[i].place.str();
    ++in_a_country;
  }
  EXPECT_GT(home, in_a_country * 9 / 10);
}

TEST(Ground, GroundGoesWithWhoeverIsThereFirst) {
  Map map;
  map.inputs.countries = {
      {"XX", "X", {{micro(10, 40), micro(12, 40), micro(12, 41), micro(10, 41)}}}};
  const PlaceId a = map.add(10.2, 40.5), b = map.add(11.8, 40.5), c = map.add(11, 40.5);
  map.inputs.places = {a, b};
  const auto at = [&](const Ground& ground, double lng) -> PlaceId {
    for (const GroundPiece& piece : join_ground(ground, each_its_own(ground))) {
      const geos::Shape shape = geos::Shape::polygon(piece.rings);
      GEOSGeometry* point = GEOSGeom_createPointFromXY(lng, 40.5);
      const bool in = GEOSContains(shape.get(), point) == 1;
      GEOSGeom_destroy(point);
      if (in) return ground.cells[piece.cells.at(0)].place;
    }
    return {};
  };
  const geos::Session session;
  EXPECT_EQ(at(map.divide(), 10.9), a);
  EXPECT_EQ(at(map.divide(), 11.1), b);
  // With a road from b to the middle all that is along it is b's.
  const RoadGraph roads({b, c}, {{0, 1, 70000, "", RoadClass::kPrimary, {}, 1, {}, {}, ""}}, {});
  map.inputs.roads = &roads;
  EXPECT_EQ(at(map.divide(), 10.9), b);
  EXPECT_EQ(at(map.divide(), 10.5), a);
}

TEST(Ground, FarGroundIsNobodys) {
  Map map;
  map.inputs.countries = {
      {"XX", "X", {{micro(10, 40), micro(20, 40), micro(20, 41), micro(10, 41)}}}};
  map.add(10.5, 40.5);
  const Ground ground = map.divide();
  double owned = 0, nobodys = 0;
  for (const GroundPiece& piece : join_ground(ground, each_its_own(ground)))
    (ground.cells[piece.cells.at(0)].place.empty() ? nobodys : owned) += piece.area_m2 / 1e6;
  // 180 km to the east and to the west until the border, over a height of 111 km.
  EXPECT_NEAR(owned, 111 * (180 + 42), 111 * 25);
  EXPECT_NEAR(owned + nobodys, 1e-6 * ring_area_m2(map.inputs.countries[0].rings[0]), 0.1);
}

TEST(Ground, TheSameForAnyOrderOfPlaces) {
  Map map = random_map(8, 50);
  const Ground one = map.divide();
  std::reverse(map.inputs.places.begin(), map.inputs.places.end());
  const Ground other = map.divide();
  EXPECT_EQ(one.points, other.points);
  ASSERT_EQ(one.edges.size(), other.edges.size());
  for (std::size_t i = 0; i < one.edges.size(); ++i) {
    EXPECT_EQ(one.edges[i].left, other.edges[i].left);
    EXPECT_EQ(one.edges[i].b, other.edges[i].b);
  }
}

TEST(Ground, BordersRunWithTheLowerClassOnTheLeft) {
  Map map = random_map(9, 30);
  const Ground ground = map.divide();
  std::vector<std::int32_t> class_of;
  for (std::size_t i = 0; i < ground.cells.size(); ++i)
    class_of.push_back(static_cast<std::int32_t>(i % 3));
  double borders = 0, pieces = 0;
  for (const GroundBorder& border : ground_borders(ground, class_of)) {
    EXPECT_LT(border.left, border.right);
    borders += (border.left < 0 ? 1 : 2) * line_length_m(border.points);
  }
  for (GroundPiece& piece : join_ground(ground, class_of))
    for (MicroLine& ring : piece.rings) {
      ring.push_back(ring.front());
      pieces += line_length_m(ring);
    }
  EXPECT_NEAR(borders / pieces, 1, 1e-9);
}

TEST(Ground, AreaOfAnOctantOfTheSphere) {
  // Along the equator and two meridians to the pole: an eighth of the sphere.
  const MicroLine ring{{0, 0}, {90'000'000, 0}, {90'000'000, 90'000'000}, {0, 90'000'000}};
  EXPECT_NEAR(ring_area_m2(ring) / 1e6, 4 * std::numbers::pi * 6371.0088 * 6371.0088 / 8, 1);
}

TEST(Ground, APlaceBeyondACoarseBorderHasGroundOfItsOwnCountry) {
  Map map;
  map.inputs.countries = {
      {"WW", "West", {{micro(10, 40), micro(12, 40), micro(12, 42), micro(10, 42)}}},
      {"EE", "East", {{micro(12, 40), micro(14, 40), micro(14, 42), micro(12, 42)}}}};
  Place west;
  west.id = PlaceId("west");
  west.name = "West";
  west.is_region = true;
  map.gazetteer.add(west);
  // All three lie in the east; what they are said to be of differs, and how far they are from it.
  const auto add = [&](const char* id, double lng, const char* parent, const char* code) {
    Place place;
    place.id = PlaceId(id);
    place.name = id;
    place.point = LatLng::make(Latitude{41}, Longitude{lng});
    place.parent = PlaceId(parent);
    place.country = code;
    map.gazetteer.add(place);
    map.inputs.places.push_back(place.id);
  };
  add("crossing", 12.01, "west", "");
  add("post", 12.05, "", "WW");
  add("town", 12.02, "", "");
  add("exclave", 12.2, "west", "");
  std::map<PlaceId, std::uint32_t> country;
  for (const Ground::Cell& cell : map.divide().cells) country[cell.place] = cell.country;
  EXPECT_EQ(country.at(PlaceId("crossing")), 0u);
  EXPECT_EQ(country.at(PlaceId("post")), 0u);
  EXPECT_EQ(country.at(PlaceId("town")), 1u);
  EXPECT_EQ(country.at(PlaceId("exclave")), 1u);
}

}  // namespace
}  // namespace dateline
