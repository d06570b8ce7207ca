#include "dateline/gazetteer/shape.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <string>
#include <utility>

namespace dateline {
namespace {

constexpr double kRadians = std::numbers::pi / 180;
constexpr double kArcStepDeg = 15;
constexpr double kMetresPerKm = 1000;
constexpr double kStep = 1e5;  ///< points are whole multiples of 1 / kStep degrees

constexpr std::array<std::pair<ShapeKind, std::string_view>, 7> kKindNames = {
    {{ShapeKind::kRegion, "region"},
     {ShapeKind::kDisc, "disc"},
     {ShapeKind::kRing, "ring"},
     {ShapeKind::kSector, "sector"},
     {ShapeKind::kCorridor, "corridor"},
     {ShapeKind::kBelt, "belt"},
     {ShapeKind::kPart, "part"}}};

using Ring = std::vector<LatLng>;

LatLng on_grid(LatLng point) {
  return *LatLng::make(Latitude{std::round(point.lat() * kStep) / kStep},
                       Longitude{std::round(point.lng() * kStep) / kStep});
}

LatLng at(LatLng from, double bearing, double km) {
  return on_grid(destination(from, bearing, km * kMetresPerKm));
}

/// The arc from one bearing to another, both ends there.
void add_arc(Ring& ring, LatLng centre, double from, double to, double km) {
  const int steps = std::max(1, static_cast<int>(std::ceil(std::abs(to - from) / kArcStepDeg)));
  for (int i = 0; i <= steps; ++i) ring.push_back(at(centre, from + (to - from) * i / steps, km));
}

/// A whole circle, against the clock for an outer ring (RFC 7946, 3.1.6), with it for a hole.
Ring circle(LatLng centre, double km, bool hole) {
  Ring ring;
  add_arc(ring, centre, hole ? 0 : 360, hole ? 360 : 0, km);
  ring.back() = ring.front();
  return ring;
}

void close(Ring& ring) {
  if (!ring.empty() && ring.front() != ring.back()) ring.push_back(ring.front());
}

/// True where the planar look-ups of latlng.h cannot hold it.
bool wraps(const Ring& ring) {
  double low = 180, high = -180;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    low = std::min(low, ring[i].lng());
    high = std::max(high, ring[i].lng());
    if (i > 0 && std::abs(ring[i].lng() - ring[i - 1].lng()) > 180) return true;
  }
  return high - low > 180;
}

double extent_of(LatLng centre, const std::vector<Polygon>& outline) {
  double most = 0;
  for (const Polygon& polygon : outline)
    for (LatLng point : polygon.rings.front())
      most = std::max(most, distance_m(centre, point) / kMetresPerKm);
  return most;
}

/// A metre is as exact as any of these numbers can be, and prints short.
double to_metre(double km) { return std::round(km * kMetresPerKm) / kMetresPerKm; }

Shape finish(ShapeKind kind, LatLng centre, double extent_km, double uncertainty_km,
             std::vector<Polygon> outline) {
  for (const Polygon& polygon : outline) {
    if (wraps(polygon.rings.front())) {
      outline.clear();
      break;
    }
  }
  centre = on_grid(centre);
  if (!outline.empty()) extent_km = extent_of(centre, outline);
  return {kind, centre, to_metre(extent_km), to_metre(uncertainty_km), std::move(outline)};
}

/// Kilometres east and north of an origin: good to a percent over a few hundred kilometres.
struct Plane {
  LatLng origin;
  double km_per_degree = kEarthRadiusM / kMetresPerKm * kRadians;

  double x(LatLng p) const {
    return (p.lng() - origin.lng()) * km_per_degree * std::cos(origin.lat() * kRadians);
  }
  double y(LatLng p) const { return (p.lat() - origin.lat()) * km_per_degree; }
  double along(LatLng p, double bearing) const {
    return x(p) * std::sin(bearing * kRadians) + y(p) * std::cos(bearing * kRadians);
  }
};

/// Lowest and highest coordinate along a bearing.
std::pair<double, double> reach(const std::vector<Polygon>& region, const Plane& plane,
                                double bearing) {
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (const Polygon& polygon : region)
    for (LatLng point : polygon.rings.front()) {
      low = std::min(low, plane.along(point, bearing));
      high = std::max(high, plane.along(point, bearing));
    }
  return {low, high};
}

LatLng mix(LatLng a, LatLng b, double share) {
  return *LatLng::make(Latitude{a.lat() + (b.lat() - a.lat()) * share},
                       Longitude{a.lng() + (b.lng() - a.lng()) * share});
}

/// What of the ring lies beyond `least` along the bearing (Sutherland and Hodgman 1974: pieces of a
/// ring that is no longer whole stay joined along the line).
Ring clip(const Ring& ring, const Plane& plane, double bearing, double least) {
  Ring out;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    const LatLng a = ring[i], b = ring[i + 1];
    const double at_a = plane.along(a, bearing) - least, at_b = plane.along(b, bearing) - least;
    if (at_a >= 0) out.push_back(on_grid(a));
    if ((at_a >= 0) != (at_b >= 0)) out.push_back(on_grid(mix(a, b, at_a / (at_a - at_b))));
  }
  out.erase(std::unique(out.begin(), out.end()), out.end());
  close(out);
  return out;
}

std::vector<Polygon> clip(const std::vector<Polygon>& region, const Plane& plane, double bearing,
                          double least) {
  std::vector<Polygon> out;
  for (const Polygon& polygon : region) {
    Polygon part;
    for (const Ring& ring : polygon.rings) {
      Ring left = clip(ring, plane, bearing, least);
      if (left.size() >= 4)
        part.rings.push_back(std::move(left));
      else if (part.rings.empty())
        break;  // a hole without its outer ring is nothing
    }
    if (!part.rings.empty()) out.push_back(std::move(part));
  }
  return out;
}

/// The polygon with the most points along its edge: regions are one land and some islands.
const Polygon& main_polygon(const std::vector<Polygon>& region) {
  return *std::ranges::max_element(
      region, {}, [](const Polygon& polygon) { return polygon.rings.front().size(); });
}

std::optional<Shape> of_parts(std::vector<Polygon> parts, double uncertainty_km) {
  if (parts.empty()) return std::nullopt;
  const LatLng centre = centroid(main_polygon(parts));
  return finish(ShapeKind::kPart, centre, 0, uncertainty_km, std::move(parts));
}

/// The outline with a point at least every `step_km`.
Ring fine(const Ring& ring, double step_km) {
  Ring out;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    const double km = distance_m(ring[i], ring[i + 1]) / kMetresPerKm;
    const int steps = std::max(1, static_cast<int>(std::ceil(km / step_km)));
    for (int k = 0; k < steps; ++k)
      out.push_back(mix(ring[i], ring[i + 1], static_cast<double>(k) / steps));
  }
  return out;
}

}  // namespace

bool operator==(const Shape& a, const Shape& b) {
  return a.kind == b.kind && a.centre == b.centre && a.extent_km == b.extent_km &&
         a.uncertainty_km == b.uncertainty_km &&
         std::ranges::equal(a.outline, b.outline,
                            [](const Polygon& x, const Polygon& y) { return x.rings == y.rings; });
}

std::string_view to_string(ShapeKind kind) {
  return kKindNames[static_cast<std::size_t>(kind)].second;
}

std::optional<ShapeKind> parse_shape_kind(std::string_view name) {
  for (const auto& [kind, text] : kKindNames)
    if (text == name) return kind;
  return std::nullopt;
}

double bearing_deg(LatLng from, LatLng to) {
  const double a = from.lat() * kRadians, b = to.lat() * kRadians;
  const double turn = (to.lng() - from.lng()) * kRadians;
  const double east = std::sin(turn) * std::cos(b);
  const double north = std::cos(a) * std::sin(b) - std::sin(a) * std::cos(b) * std::cos(turn);
  const double bearing = std::atan2(east, north) / kRadians;
  return bearing < 0 ? bearing + 360 : bearing;
}

std::optional<double> bearing_of_word(std::string_view word) {
  static constexpr std::array<std::pair<std::string_view, double>, 8> kWinds = {
      {{"north", 0},
       {"northeast", 45},
       {"east", 90},
       {"southeast", 135},
       {"south", 180},
       {"southwest", 225},
       {"west", 270},
       {"northwest", 315}}};
  std::string plain(word);
  std::erase(plain, '-');
  constexpr std::array<std::string_view, 4> kEndings = {"ernmost", "ern", "erly", "wards"};
  for (std::string_view ending : kEndings) {
    if (!plain.ends_with(ending)) continue;
    plain.resize(plain.size() - ending.size());
    break;
  }
  if (plain.ends_with("ward")) plain.resize(plain.size() - 4);
  for (const auto& [name, bearing] : kWinds)
    if (plain == name) return bearing;
  return std::nullopt;
}

Shape disc_shape(LatLng centre, double radius_km, double uncertainty_km) {
  return finish(ShapeKind::kDisc, centre, radius_km, uncertainty_km,
                {Polygon{{circle(centre, radius_km, false)}}});
}

Shape ring_shape(LatLng centre, double near_km, double far_km, double uncertainty_km) {
  if (near_km <= 0) return disc_shape(centre, far_km, uncertainty_km);
  return finish(ShapeKind::kRing, centre, far_km, uncertainty_km,
                {Polygon{{circle(centre, far_km, false), circle(centre, near_km, true)}}});
}

Shape sector_shape(LatLng from, double bearing, double half_angle_deg, double near_km,
                   double far_km, double uncertainty_km) {
  Ring ring;
  add_arc(ring, from, bearing + half_angle_deg, bearing - half_angle_deg, far_km);
  if (near_km > 0)
    add_arc(ring, from, bearing - half_angle_deg, bearing + half_angle_deg, near_km);
  else
    ring.push_back(on_grid(from));
  close(ring);
  const LatLng centre = at(from, bearing, (std::max(near_km, 0.0) + far_km) / 2);
  return finish(ShapeKind::kSector, centre, (far_km - near_km) / 2, uncertainty_km,
                {Polygon{{std::move(ring)}}});
}

Shape corridor_shape(LatLng from, LatLng to, double half_width_km, double uncertainty_km) {
  constexpr double kPieceKm = 50;
  const double km = distance_m(from, to) / kMetresPerKm;
  if (km == 0) return disc_shape(from, half_width_km, uncertainty_km);
  const int pieces = std::max(1, static_cast<int>(std::ceil(km / kPieceKm)));
  std::vector<LatLng> way;
  const double first = bearing_deg(from, to);
  for (int i = 0; i <= pieces; ++i)
    way.push_back(destination(from, first, km * i / pieces * kMetresPerKm));
  Ring ring;  // up the right side, round the end, down the left side, round the start
  for (int i = 1; i < pieces; ++i) {
    const auto k = static_cast<std::size_t>(i);
    ring.push_back(at(way[k], bearing_deg(way[k], to) + 90, half_width_km));
  }
  const double last = bearing_deg(to, from) + 180;
  add_arc(ring, to, last + 90, last - 90, half_width_km);
  for (int i = pieces - 1; i > 0; --i) {
    const auto k = static_cast<std::size_t>(i);
    ring.push_back(at(way[k], bearing_deg(way[k], to) - 90, half_width_km));
  }
  add_arc(ring, from, first + 270, first + 90, half_width_km);
  close(ring);
  return finish(ShapeKind::kCorridor, destination(from, first, km / 2 * kMetresPerKm),
                km / 2 + half_width_km, uncertainty_km, {Polygon{{std::move(ring)}}});
}

Shape region_shape(LatLng centre, const std::vector<Polygon>& outline, double extent_km,
                   double uncertainty_km) {
  std::vector<Polygon> copy = outline;
  for (Polygon& polygon : copy)
    for (Ring& ring : polygon.rings) std::ranges::transform(ring, ring.begin(), on_grid);
  return finish(ShapeKind::kRegion, centre, extent_km, uncertainty_km, std::move(copy));
}

std::optional<Shape> part_shape(const std::vector<Polygon>& region, double bearing, double share,
                                double uncertainty_km) {
  if (region.empty()) return std::nullopt;
  const Plane plane{centroid(main_polygon(region))};
  const bool between = std::fmod(bearing, 90) != 0;
  std::vector<Polygon> parts = region;
  for (const double wind :
       between ? std::vector{bearing - 45, bearing + 45} : std::vector{bearing}) {
    const auto [low, high] = reach(region, plane, wind);
    parts = clip(parts, plane, wind, high - share * (high - low));
  }
  return of_parts(std::move(parts), uncertainty_km);
}

std::optional<Shape> middle_shape(const std::vector<Polygon>& region, double share,
                                  double uncertainty_km) {
  if (region.empty()) return std::nullopt;
  const Plane plane{centroid(main_polygon(region))};
  std::vector<Polygon> parts = region;
  for (const double wind : {0.0, 90.0, 180.0, 270.0}) {
    const auto [low, high] = reach(region, plane, wind);
    parts = clip(parts, plane, wind, low + (1 - share) / 2 * (high - low));
  }
  return of_parts(std::move(parts), uncertainty_km);
}

std::optional<Shape> belt_shape(const std::vector<Polygon>& region, LatLng towards, double width_km,
                                double uncertainty_km) {
  constexpr double kPieceKm = 15;
  constexpr double kFacingDeg = 50;  // a neighbour takes about a quarter of the horizon
  if (region.empty()) return std::nullopt;
  const Polygon& polygon = main_polygon(region);
  const LatLng centre = centroid(polygon);
  const double heading = bearing_deg(centre, towards);
  const Ring edge = fine(polygon.rings.front(), kPieceKm);
  const auto faces = [&](std::size_t i) {
    const double off = std::remainder(bearing_deg(centre, edge[i % edge.size()]) - heading, 360);
    return std::abs(off) <= kFacingDeg;
  };
  // The longest run of points that faces the neighbour, around the ring's end too.
  std::size_t best = 0, best_length = 0;
  for (std::size_t i = 0; i < edge.size(); ++i) {
    if (!faces(i) || faces(i + edge.size() - 1)) continue;
    std::size_t length = 0;
    while (length < edge.size() && faces(i + length)) ++length;
    if (length > best_length) best = i, best_length = length;
  }
  if (best_length < 2) return std::nullopt;
  Ring ring;
  for (std::size_t k = 0; k < best_length; ++k)
    ring.push_back(on_grid(edge[(best + k) % edge.size()]));
  for (std::size_t k = best_length; k-- > 0;) {
    const LatLng border = edge[(best + k) % edge.size()];
    const double room = distance_m(border, centre) / kMetresPerKm;
    ring.push_back(at(border, bearing_deg(border, centre), std::min(width_km, room)));
  }
  close(ring);
  const LatLng middle = edge[(best + best_length / 2) % edge.size()];
  const LatLng inside = at(middle, bearing_deg(middle, centre), width_km / 2);
  return finish(ShapeKind::kBelt, inside, 0, uncertainty_km, {Polygon{{std::move(ring)}}});
}

bool contains(const Shape& shape, LatLng point) {
  if (shape.outline.empty())
    return distance_m(shape.centre, point) <= shape.extent_km * kMetresPerKm;
  return std::ranges::any_of(shape.outline,
                             [&](const Polygon& polygon) { return contains(polygon, point); });
}

}  // namespace dateline
