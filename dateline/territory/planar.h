#pragma once

#include <compare>
#include <cstdint>
#include <vector>

namespace dateline {

/// A point in millionths of a degree, so that what is computed of points is exact. East may lie
/// beyond 180 degrees where a country crosses the antimeridian.
struct MicroPoint {
  std::int32_t x = 0;  ///< east
  std::int32_t y = 0;  ///< north
  friend auto operator<=>(const MicroPoint&, const MicroPoint&) = default;
};
using MicroLine = std::vector<MicroPoint>;

/// Twice the area of the triangle a b c; positive where it turns left. Exact.
inline std::int64_t turn(MicroPoint a, MicroPoint b, MicroPoint c) {
  return std::int64_t{b.x - a.x} * (c.y - a.y) - std::int64_t{b.y - a.y} * (c.x - a.x);
}

struct PlanarEdge {
  std::uint32_t a = 0, b = 0;  ///< indices of points
};

/// Lines cut at all points in which they meet: edges share ends and nothing else.
struct PlanarGraph {
  std::vector<MicroPoint> points;  ///< sorted, each once
  std::vector<PlanarEdge> edges;   ///< a < b, sorted, each once
  struct Source {
    std::uint32_t line;
    bool forward;  ///< the line runs from a to b
  };
  std::vector<std::uint32_t> first;  ///< edges.size() + 1 offsets into `sources`
  std::vector<Source> sources;       ///< the lines that run along an edge
};

/// Cuts lines where they cross, touch or lie on each other. A crossing moves to the nearest point
/// of the raster, so that a line may move by at most 0.1 m a crossing. Ends: each cut leaves two
/// shorter pieces. The same bytes for any order of cutting. About O(n log n) for lines of like
/// length. Source: Guibas and Marimont 1998, rounding arrangements dynamically.
PlanarGraph node_lines(const std::vector<MicroLine>& lines);

/// What the edges part the plane into.
struct PlanarFaces {
  /// By half-edge: 2 * edge the face left of a -> b, 2 * edge + 1 the one right of it. 0 is the
  /// unbounded one.
  std::vector<std::uint32_t> of;
  using Ring = std::vector<std::uint32_t>;  ///< points, the first not repeated
  /// By face: the outer ring, against the clock, then the holes, with it. Each ring is simple; two
  /// rings share single points at most. Of the unbounded face holes only.
  std::vector<std::vector<Ring>> rings;
};

/// Requires: edges meet at their ends only. O(n log n). Source: de Berg et al., Computational
/// Geometry, ch. 2.
PlanarFaces find_faces(const std::vector<MicroPoint>& points, const std::vector<PlanarEdge>& edges);

}  // namespace dateline
