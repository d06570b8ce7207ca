#include "dateline/web/map_geometry.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace dateline {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
/// Mercator grows without end toward the poles.
constexpr double kMaxLatitude = 85;

double mercator_y(double lat) {
  const double clamped = std::clamp(lat, -kMaxLatitude, kMaxLatitude);
  return std::log(std::tan(std::numbers::pi / 4 + clamped * kDegree / 2));
}

double latitude_of(double y) {
  return (2 * std::atan(std::exp(y)) - std::numbers::pi / 2) / kDegree;
}

/// One side of a rectangle: how far inside of it a point lies.
double depth(const MapXY& p, const MapRect& rect, int side) {
  switch (side) {
    case 0:
      return p.x - rect.x0;
    case 1:
      return rect.x1 - p.x;
    case 2:
      return p.y - rect.y0;
    default:
      return rect.y1 - p.y;
  }
}

MapXY between(const MapXY& a, const MapXY& b, double t) {
  return {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
}

}  // namespace

Mercator::Mercator(const MapBounds& bounds, double width, double height) {
  const double west = bounds.west * kDegree, east = bounds.east * kDegree;
  const double south = mercator_y(bounds.south), north = mercator_y(bounds.north);
  scale_ = std::min(width / std::max(east - west, 1e-6), height / std::max(north - south, 1e-6));
  const double middle_x = (west + east) / 2, middle_y = (south + north) / 2;
  x_ = width / 2 - middle_x * scale_;
  y_ = height / 2 + middle_y * scale_;
  shown_ = {latitude_of(middle_y - height / 2 / scale_), (middle_x - width / 2 / scale_) / kDegree,
            latitude_of(middle_y + height / 2 / scale_), (middle_x + width / 2 / scale_) / kDegree};
  const double stretch = 1 / std::cos(latitude_of(middle_y) * kDegree);
  pixels_per_km_ = scale_ * stretch / (kEarthRadiusM / 1000);
}

MapXY Mercator::operator()(double lng, double lat) const {
  return {x_ + lng * kDegree * scale_, y_ - mercator_y(lat) * scale_};
}

double Mercator::aspect(const MapBounds& bounds) {
  return (mercator_y(bounds.north) - mercator_y(bounds.south)) /
         std::max((bounds.east - bounds.west) * kDegree, 1e-6);
}

MapBounds fit_bounds(const std::vector<MapPlace>& places) {
  constexpr double kMargin = 0.08, kLeastDegrees = 0.8;
  const bool asked = std::any_of(places.begin(), places.end(),
                                 [](const MapPlace& place) { return !place.shares.empty(); });
  MapBounds bounds{90, 180, -90, -180};
  for (const MapPlace& place : places) {
    if (asked && place.shares.empty()) continue;
    bounds.south = std::min(bounds.south, place.point.lat());
    bounds.north = std::max(bounds.north, place.point.lat());
    bounds.west = std::min(bounds.west, place.point.lng());
    bounds.east = std::max(bounds.east, place.point.lng());
  }
  if (bounds.south > bounds.north) return {-56, -170, 74, 180};
  const double pad_lat = std::max((bounds.north - bounds.south) * kMargin, kLeastDegrees / 4);
  const double pad_lng = std::max((bounds.east - bounds.west) * kMargin, kLeastDegrees / 4);
  return {bounds.south - pad_lat, bounds.west - pad_lng, bounds.north + pad_lat,
          bounds.east + pad_lng};
}

MapLine clip_ring(const MapLine& ring, const MapRect& rect) {
  MapLine in = ring;
  for (int side = 0; side < 4 && !in.empty(); ++side) {
    MapLine out;
    for (std::size_t i = 0; i < in.size(); ++i) {
      const MapXY& a = in[i];
      const MapXY& b = in[(i + 1) % in.size()];
      const double da = depth(a, rect, side), db = depth(b, rect, side);
      if (da >= 0) out.push_back(a);
      if ((da >= 0) != (db >= 0)) out.push_back(between(a, b, da / (da - db)));
    }
    in = std::move(out);
  }
  return in;
}

std::vector<MapLine> clip_line(const MapLine& line, const MapRect& rect) {
  std::vector<MapLine> parts;
  bool open = false;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    double t0 = 0, t1 = 1;
    for (int side = 0; side < 4; ++side) {
      const double da = depth(line[i], rect, side), db = depth(line[i + 1], rect, side);
      if (da < 0 && db < 0) t1 = -1;
      if (da < 0 && db >= 0) t0 = std::max(t0, da / (da - db));
      if (da >= 0 && db < 0) t1 = std::min(t1, da / (da - db));
    }
    if (t0 >= t1) {
      open = false;
      continue;
    }
    if (!open || t0 > 0) parts.push_back({between(line[i], line[i + 1], t0)});
    parts.back().push_back(between(line[i], line[i + 1], t1));
    open = t1 == 1;
  }
  return parts;
}

MapLine thin_line(const MapLine& line, double step) {
  MapLine out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool last = i + 1 == line.size();
    if (!out.empty() && !last) {
      const double dx = line[i].x - out.back().x, dy = line[i].y - out.back().y;
      if (dx * dx + dy * dy < step * step) continue;
    }
    out.push_back(line[i]);
  }
  return out;
}

bool inside(const MapLine& ring, MapXY point) {
  bool in = false;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    const MapXY &a = ring[i], &b = ring[j];
    if ((a.y > point.y) != (b.y > point.y) &&
        point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x) {
      in = !in;
    }
  }
  return in;
}

}  // namespace dateline
