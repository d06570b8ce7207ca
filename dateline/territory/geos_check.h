#pragma once

#include <geos_c.h>

#include <cstdarg>
#include <string>
#include <utility>
#include <vector>

#include "dateline/territory/planar.h"

/// GEOS as an independent judge of geometry, in tests only.
namespace dateline::geos {

/// A geometry, in degrees.
class Shape {
 public:
  explicit Shape(GEOSGeometry* geometry) : geometry_(geometry) {}
  Shape(Shape&& other) noexcept : geometry_(std::exchange(other.geometry_, nullptr)) {}
  Shape(const Shape&) = delete;
  Shape& operator=(const Shape&) = delete;
  Shape& operator=(Shape&&) = delete;
  ~Shape() {
    if (geometry_) GEOSGeom_destroy(geometry_);
  }

  static GEOSGeometry* ring(const MicroLine& line) {
    GEOSCoordSequence* points = GEOSCoordSeq_create(static_cast<unsigned>(line.size()) + 1, 2);
    for (unsigned i = 0; i <= line.size(); ++i) {
      const MicroPoint p = line[i % line.size()];
      GEOSCoordSeq_setXY(points, i, p.x / 1e6, p.y / 1e6);
    }
    return GEOSGeom_createLinearRing(points);
  }
  /// The outer ring first.
  static Shape polygon(const std::vector<MicroLine>& rings) {
    std::vector<GEOSGeometry*> holes;
    for (std::size_t i = 1; i < rings.size(); ++i) holes.push_back(ring(rings[i]));
    return Shape(GEOSGeom_createPolygon(ring(rings.front()), holes.data(),
                                        static_cast<unsigned>(holes.size())));
  }
  /// What an odd number of rings is around.
  static Shape even_odd(const std::vector<MicroLine>& rings) {
    std::vector<GEOSGeometry*> lines;
    for (const MicroLine& one : rings) lines.push_back(ring(one));
    const Shape all(GEOSGeom_createCollection(GEOS_MULTILINESTRING, lines.data(),
                                              static_cast<unsigned>(lines.size())));
    const Shape noded(GEOSUnaryUnion(all.get()));
    return Shape(GEOSBuildArea(noded.get()));
  }
  /// Takes the shapes.
  static Shape union_of(std::vector<Shape>& shapes) {
    std::vector<GEOSGeometry*> all;
    for (Shape& one : shapes) all.push_back(std::exchange(one.geometry_, nullptr));
    const Shape together(GEOSGeom_createCollection(GEOS_GEOMETRYCOLLECTION, all.data(),
                                                   static_cast<unsigned>(all.size())));
    return Shape(GEOSUnaryUnion(together.get()));
  }

  const GEOSGeometry* get() const { return geometry_; }
  bool is_valid() const { return geometry_ && GEOSisValid(geometry_) == 1; }
  /// Square degrees.
  double area() const {
    double out = 0;
    GEOSArea(geometry_, &out);
    return out;
  }
  double shared_area(const Shape& other) const {
    const Shape shared(GEOSIntersection(geometry_, other.geometry_));
    return shared.get() ? shared.area() : 0;
  }

 private:
  GEOSGeometry* geometry_;
};

/// Starts GEOS and ends it.
class Session {
 public:
  Session() { initGEOS(quiet, quiet); }
  ~Session() { finishGEOS(); }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

 private:
  static void quiet(const char*, ...) {}
};

/// What is wrong with shapes that should cover others without gap or overlap; empty: nothing.
/// `cover`: how much larger the union may be than it should, relative.
inline std::string check_cover(std::vector<Shape> pieces, const Shape& whole, double most = 1e-6) {
  double sum = 0;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (!pieces[i].is_valid()) return "piece " + std::to_string(i) + " is not valid";
    sum += pieces[i].area();
  }
  const double should = whole.area();
  const Shape together = Shape::union_of(pieces);
  const auto off = [&](double area) {
    return area < should * (1 - most) || area > should * (1 + most);
  };
  if (off(together.area())) return "union " + std::to_string(together.area() / should);
  // Where pieces overlap the sum is more than the union.
  if (off(sum)) return "sum " + std::to_string(sum / should);
  const Shape shared(GEOSIntersection(together.get(), whole.get()));
  if (off(shared.area())) return "shared " + std::to_string(shared.area() / should);
  return {};
}

}  // namespace dateline::geos
