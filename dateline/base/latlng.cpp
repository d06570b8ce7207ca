#include "dateline/base/latlng.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dateline {
namespace {

constexpr double kRadians = std::numbers::pi / 180;

bool inside_ring(const std::vector<LatLng>& ring, LatLng p) {
  bool inside = false;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    const LatLng a = ring[i], b = ring[j];
    if ((a.lat() > p.lat()) != (b.lat() > p.lat()) &&
        p.lng() < (b.lng() - a.lng()) * (p.lat() - a.lat()) / (b.lat() - a.lat()) + a.lng())
      inside = !inside;
  }
  return inside;
}

}  // namespace

std::optional<LatLng> LatLng::make(Latitude lat, Longitude lng) {
  if (!(std::abs(lat.degrees) <= 90) || !(std::abs(lng.degrees) <= 180)) return std::nullopt;
  return LatLng(lat.degrees, lng.degrees);
}

double distance_m(LatLng a, LatLng b) {
  const double dlat = (b.lat() - a.lat()) * kRadians, dlng = (b.lng() - a.lng()) * kRadians;
  const double h = std::pow(std::sin(dlat / 2), 2) + std::cos(a.lat() * kRadians) *
                                                         std::cos(b.lat() * kRadians) *
                                                         std::pow(std::sin(dlng / 2), 2);
  return 2 * kEarthRadiusM * std::asin(std::min(1.0, std::sqrt(h)));
}

LatLng destination(LatLng from, double bearing_deg, double distance) {
  const double d = distance / kEarthRadiusM, bearing = bearing_deg * kRadians;
  const double lat = from.lat() * kRadians;
  const double lat2 =
      std::asin(std::sin(lat) * std::cos(d) + std::cos(lat) * std::sin(d) * std::cos(bearing));
  const double lng2 = from.lng() * kRadians +
                      std::atan2(std::sin(bearing) * std::sin(d) * std::cos(lat),
                                 std::cos(d) - std::sin(lat) * std::sin(lat2));
  const double degrees = std::remainder(lng2 / kRadians, 360.0);
  return *LatLng::make(Latitude{lat2 / kRadians}, Longitude{degrees});
}

bool contains(const Polygon& polygon, LatLng point) {
  if (polygon.rings.empty() || !inside_ring(polygon.rings.front(), point)) return false;
  return std::none_of(polygon.rings.begin() + 1, polygon.rings.end(),
                      [&](const auto& hole) { return inside_ring(hole, point); });
}

LatLng centroid(const Polygon& polygon) {
  const auto& ring = polygon.rings.front();
  double area = 0, lat = 0, lng = 0;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    const double cross = ring[i].lng() * ring[i + 1].lat() - ring[i + 1].lng() * ring[i].lat();
    area += cross;
    lat += (ring[i].lat() + ring[i + 1].lat()) * cross;
    lng += (ring[i].lng() + ring[i + 1].lng()) * cross;
  }
  if (area == 0) return ring.front();
  return *LatLng::make(Latitude{lat / (3 * area)}, Longitude{lng / (3 * area)});
}

}  // namespace dateline
