#pragma once

#include <vector>

#include "dateline/base/latlng.h"
#include "dateline/web/svg_map.h"
#include "dateline/web/world.h"

namespace dateline {

/// A point of the drawing, pixels from the top left corner.
struct MapXY {
  double x = 0, y = 0;
};
using MapLine = std::vector<MapXY>;

struct MapRect {
  double x0, y0, x1, y1;
  bool overlaps(const MapRect& other) const {
    return x0 < other.x1 && other.x0 < x1 && y0 < other.y1 && other.y0 < y1;
  }
  bool contains(const MapRect& inner) const {
    return x0 <= inner.x0 && inner.x1 <= x1 && y0 <= inner.y0 && inner.y1 <= y1;
  }
};

/// Spherical Mercator onto a rectangle.
class Mercator {
 public:
  /// Shows all of `bounds` in the middle of the rectangle, and more where the shapes differ.
  Mercator(const MapBounds& bounds, double width, double height);

  MapXY operator()(double lng, double lat) const;
  MapXY operator()(LatLng point) const { return (*this)(point.lng(), point.lat()); }
  /// Pixels of one kilometre in the middle of the rectangle.
  double pixels_per_km() const { return pixels_per_km_; }
  /// Pixels at 0,0 degrees, and of a radian: x = x0 + lng * scale, y = y0 - y(lat) * scale.
  double x0() const { return x_; }
  double y0() const { return y_; }
  double scale() const { return scale_; }
  /// Degrees that the rectangle shows.
  const MapBounds& shown() const { return shown_; }

  /// Height over width of the bounds on the map.
  static double aspect(const MapBounds& bounds);

 private:
  double scale_, x_, y_, pixels_per_km_;
  MapBounds shown_;
};

/// Bounds of the places of which control is asked, else of all, with a margin; the world for none.
MapBounds fit_bounds(const std::vector<MapPlace>& places);

/// The part of a closed ring inside of the rectangle (Sutherland and Hodgman, 1974): may run along
/// the rectangle's sides. Empty where nothing is inside.
MapLine clip_ring(const MapLine& ring, const MapRect& rect);

/// The parts of a line inside of the rectangle.
std::vector<MapLine> clip_line(const MapLine& line, const MapRect& rect);

/// The line without points that lie within `step` pixels of the last kept one; ends are kept.
MapLine thin_line(const MapLine& line, double step);

/// True inside of the ring (even-odd).
bool inside(const MapLine& ring, MapXY point);

}  // namespace dateline
