#pragma once

#include <optional>
#include <vector>

namespace dateline {

/// Mean radius of the Earth in metres (IUGG 1980, R1).
inline constexpr double kEarthRadiusM = 6371008.8;

/// Degrees north. A type of its own, so that swapping latitude and longitude does not compile.
struct Latitude {
  double degrees;
};
/// Degrees east.
struct Longitude {
  double degrees;
};

/// A point on the Earth, WGS 84. Always valid once made; absence is std::optional.
class LatLng {
 public:
  /// Fails: nullopt outside of [-90, 90] and [-180, 180] or for a value that is not a number.
  static std::optional<LatLng> make(Latitude lat, Longitude lng);

  double lat() const { return lat_; }
  double lng() const { return lng_; }
  friend bool operator==(const LatLng&, const LatLng&) = default;

 private:
  LatLng(double lat, double lng) : lat_(lat), lng_(lng) {}
  double lat_;
  double lng_;
};

/// Great-circle distance in metres on a sphere of kEarthRadiusM; within 0.6 % of the ellipsoid.
double distance_m(LatLng a, LatLng b);

/// The point that lies `distance` metres from `from` in direction `bearing_deg` (0 north, 90 east).
LatLng destination(LatLng from, double bearing_deg, double distance);

/// One polygon: an outer ring and holes, each closed (first point repeated at the end).
struct Polygon {
  std::vector<std::vector<LatLng>> rings;
};

/// True inside the outer ring and outside of every hole; planar in degrees, for outlines that do
/// not cross the antimeridian.
bool contains(const Polygon& polygon, LatLng point);

/// Centre of mass of the outer ring, planar in degrees. Requires: at least three points.
LatLng centroid(const Polygon& polygon);

}  // namespace dateline
