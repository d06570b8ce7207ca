#include "dateline/base/latlng.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace dateline {
namespace {

LatLng at(double lat, double lng) { return *LatLng::make(Latitude{lat}, Longitude{lng}); }

TEST(LatLng, RefusesWhatIsNotOnTheEarth) {
  EXPECT_TRUE(LatLng::make(Latitude{-90}, Longitude{180}));
  EXPECT_FALSE(LatLng::make(Latitude{90.001}, Longitude{0}));
  EXPECT_FALSE(LatLng::make(Latitude{0}, Longitude{-180.001}));
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_FALSE(LatLng::make(Latitude{nan}, Longitude{0}));
  EXPECT_FALSE(LatLng::make(Latitude{0}, Longitude{nan}));
  EXPECT_FALSE(LatLng::make(Latitude{0}, Longitude{std::numeric_limits<double>::infinity()}));
}

TEST(LatLng, Distances) {
  const double degree = kEarthRadiusM * std::acos(-1.0) / 180;
  EXPECT_EQ(distance_m(at(35, 37), at(35, 37)), 0);
  EXPECT_NEAR(distance_m(at(0, 0), at(0, 1)), degree, 1e-6);
  EXPECT_NEAR(distance_m(at(0, 179.5), at(0, -179.5)), degree, 1e-6);
  EXPECT_NEAR(distance_m(at(90, 0), at(-90, 50)), 180 * degree, 1e-3);
  EXPECT_EQ(distance_m(at(36.2, 37.1), at(33.5, 36.3)), distance_m(at(33.5, 36.3), at(36.2, 37.1)));
}

TEST(LatLng, ADestinationLiesAtItsDistance) {
  for (double bearing = 0; bearing < 360; bearing += 15) {
    const LatLng to = destination(at(34.7, 36.7), bearing, 30000);
    EXPECT_NEAR(distance_m(at(34.7, 36.7), to), 30000, 0.01);
  }
  EXPECT_GT(destination(at(34, 36), 0, 1000).lat(), 34);
  EXPECT_GT(destination(at(34, 36), 90, 1000).lng(), 36);
  EXPECT_LT(destination(at(0, 179.999), 90, 10000).lng(), 0);
}

// 4 +-------+
//   | +---+ |
//   | |   | |   the inner square is a hole
//   | +---+ |
// 0 +-------+
TEST(Polygon, HolesAreOutside) {
  const auto square = [](double low, double high) {
    return std::vector<LatLng>{at(low, low), at(low, high), at(high, high), at(high, low),
                               at(low, low)};
  };
  const Polygon polygon{{square(0, 4), square(1, 3)}};
  EXPECT_TRUE(contains(polygon, at(0.5, 2)));
  EXPECT_FALSE(contains(polygon, at(2, 2)));
  EXPECT_FALSE(contains(polygon, at(5, 2)));
  EXPECT_FALSE(contains(polygon, at(2, -1)));
  EXPECT_FALSE(contains(Polygon{}, at(0, 0)));
  EXPECT_NEAR(centroid(polygon).lat(), 2, 1e-12);
  EXPECT_NEAR(centroid(polygon).lng(), 2, 1e-12);
}

TEST(Polygon, TheCentroidIsThatOfTheArea) {
  // A triangle, with many points along one side that must not draw it.
  std::vector<LatLng> ring{at(0, 0)};
  for (int i = 1; i <= 100; ++i) ring.push_back(at(0, i * 0.03));
  ring.push_back(at(3, 0));
  ring.push_back(at(0, 0));
  EXPECT_NEAR(centroid({{ring}}).lat(), 1, 1e-9);
  EXPECT_NEAR(centroid({{ring}}).lng(), 1, 1e-9);
}

}  // namespace
}  // namespace dateline
