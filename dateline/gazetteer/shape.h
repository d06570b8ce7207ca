#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "dateline/base/latlng.h"

namespace dateline {

enum class ShapeKind : std::uint8_t {
  kRegion,    ///< a region as the gazetteer outlines it
  kDisc,      ///< in and around a point
  kRing,      ///< at a distance from a point, on no known side
  kSector,    ///< on one side of a point
  kCorridor,  ///< along the way between two points
  kBelt,      ///< along one side of a region's outline: its border with a neighbour
  kPart,      ///< one side of a region: its north
};
std::string_view to_string(ShapeKind kind);
std::optional<ShapeKind> parse_shape_kind(std::string_view name);

/// Where a vague place may lie. The place is inside of the outline as far as the words can be taken
/// at their word; the outline itself may be off by `uncertainty_km`.
///
/// Exactness: arcs are chords of 15 degrees, so the outline lies up to 1 % of the radius inside of
/// the true one; points are multiples of 1e-5 degree (1 m), so that what is written as JSON reads
/// back the same. What would hold a pole or cross the antimeridian has no outline.
struct Shape {
  ShapeKind kind;
  LatLng centre;                 ///< the best single point
  double extent_km;              ///< from the centre to the farthest point of the outline
  double uncertainty_km;         ///< how far off the outline may be
  std::vector<Polygon> outline;  ///< closed rings; empty where only centre and extent are known

  friend bool operator==(const Shape&, const Shape&);
};

/// Initial bearing of the great circle, 0 north, 90 east, in [0, 360).
double bearing_deg(LatLng from, LatLng to);

/// The bearing that a word names: "north" 0, "southwest", "south-western" and "southwestern" 225;
/// nullopt for any other word.
std::optional<double> bearing_of_word(std::string_view word);

Shape disc_shape(LatLng centre, double radius_km, double uncertainty_km);
/// Requires: near_km < far_km. A disc where near_km is not positive.
Shape ring_shape(LatLng centre, double near_km, double far_km, double uncertainty_km);
/// The bearings within `half_angle_deg` of the given one. Requires: near_km < far_km.
Shape sector_shape(LatLng from, double bearing, double half_angle_deg, double near_km,
                   double far_km, double uncertainty_km);
/// All within `half_width_km` of the great circle between the two.
Shape corridor_shape(LatLng from, LatLng to, double half_width_km, double uncertainty_km);
/// A region as it stands. `extent_km` is used where it has no outline.
Shape region_shape(LatLng centre, const std::vector<Polygon>& outline, double extent_km,
                   double uncertainty_km);
/// The side of a region: of its width in that direction the last `share`; for a bearing between the
/// four winds of both its widths. nullopt where nothing is left (no outline).
std::optional<Shape> part_shape(const std::vector<Polygon>& region, double bearing, double share,
                                double uncertainty_km);
/// The middle of a region: the middle `share` of both its widths.
std::optional<Shape> middle_shape(const std::vector<Polygon>& region, double share,
                                  double uncertainty_km);
/// The strip of `width_km` inside of the region's outline where it faces `towards`. nullopt where
/// the region has no outline.
std::optional<Shape> belt_shape(const std::vector<Polygon>& region, LatLng towards, double width_km,
                                double uncertainty_km);

/// True inside of the outline; without one, within the extent of the centre.
bool contains(const Shape& shape, LatLng point);

}  // namespace dateline
