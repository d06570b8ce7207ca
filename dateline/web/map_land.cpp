#include "dateline/web/map_land.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "dateline/web/map_labels.h"
#include "dateline/web/map_marks.h"

namespace dateline {
namespace {

constexpr double kRim = 30;
constexpr double kStep = 0.4;   ///< pixels; finer is not seen
constexpr double kSpeck = 0.8;  ///< pixels; what is smaller is left out

/// Outlines may go on beyond the 180th meridian: each is tried in three places.
constexpr std::array<double, 3> kShifts = {-360, 0, 360};

MapLine projected(const WorldMap::Line& line, double shift, const Mercator& projection) {
  MapLine out;
  out.reserve(line.size());
  for (const WorldMap::Point& p : line) out.push_back(projection(p.lng + shift, p.lat));
  return out;
}

/// True where the line is too small to be seen.
bool is_speck(const MapLine& line) {
  const auto [west, east] = std::minmax_element(
      line.begin(), line.end(), [](const MapXY& a, const MapXY& b) { return a.x < b.x; });
  const auto [top, bottom] = std::minmax_element(
      line.begin(), line.end(), [](const MapXY& a, const MapXY& b) { return a.y < b.y; });
  return line.size() < 2 || std::max(east->x - west->x, bottom->y - top->y) < kSpeck;
}

bool lies_in(const WorldMap::Country& country, LatLng point, double shift) {
  const double lng = point.lng() - shift;
  if (lng < country.west || lng > country.east) return false;
  if (point.lat() < country.south || point.lat() > country.north) return false;
  bool in = false;
  for (const auto& rings : country.polygons) {
    for (const WorldMap::Line& ring : rings) {
      MapLine flat;
      flat.reserve(ring.size());
      for (const WorldMap::Point& p : ring) flat.push_back({p.lng, p.lat});
      if (!flat.empty() && inside(flat, {lng, point.lat()})) in = !in;
    }
  }
  return in;
}

/// Index of the country of most places; -1 for none.
std::ptrdiff_t focus_country(const WorldMap& world, const std::vector<MapPlace>& places) {
  std::ptrdiff_t best = -1;
  int most = 0;
  for (std::size_t i = 0; i < world.countries.size(); ++i) {
    int count = 0;
    for (const MapPlace& place : places) {
      if (place.shares.empty()) continue;
      count += std::any_of(kShifts.begin(), kShifts.end(), [&](double shift) {
        return lies_in(world.countries[i], place.point, shift);
      });
    }
    if (count > most) {
      most = count;
      best = static_cast<std::ptrdiff_t>(i);
    }
  }
  return best;
}

double distance_to_ring(const MapLine& ring, MapXY p) {
  double nearest = std::numeric_limits<double>::max();
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    const double dx = ring[i].x - ring[j].x, dy = ring[i].y - ring[j].y;
    const double length = dx * dx + dy * dy;
    const double t =
        length > 0
            ? std::clamp(((p.x - ring[j].x) * dx + (p.y - ring[j].y) * dy) / length, 0.0, 1.0)
            : 0;
    nearest = std::min(nearest, std::hypot(p.x - ring[j].x - t * dx, p.y - ring[j].y - t * dy));
  }
  return nearest;
}

/// The roomiest spot of a coarse grid where the name's box lies inside of the ring and is free.
bool find_room(const MapLine& ring, const MapRect& frame, double width,
               const std::vector<MapRect>& obstacles, MapXY& at) {
  constexpr int kGrid = 28;
  constexpr double kMargin = 10;
  const double half = width / 2, up = kCountrySize * 0.5;
  double best = 0;
  for (int row = 1; row < kGrid; ++row) {
    for (int column = 1; column < kGrid; ++column) {
      const MapXY p{frame.x0 + (frame.x1 - frame.x0) * column / kGrid,
                    frame.y0 + (frame.y1 - frame.y0) * row / kGrid};
      const MapRect box{p.x - half - 4, p.y - up - 4, p.x + half + 4, p.y + up + 4};
      const MapRect inner{frame.x0 + kMargin, frame.y0 + kMargin, frame.x1 - kMargin,
                          frame.y1 - kMargin};
      if (!inner.contains(box)) continue;
      const bool covered = std::any_of(obstacles.begin(), obstacles.end(),
                                       [&](const MapRect& other) { return other.overlaps(box); });
      if (covered || !inside(ring, p)) continue;
      const bool fits = inside(ring, {box.x0, box.y0}) && inside(ring, {box.x1, box.y0}) &&
                        inside(ring, {box.x0, box.y1}) && inside(ring, {box.x1, box.y1});
      if (!fits) continue;
      const double room = distance_to_ring(ring, p);
      if (room > best) {
        best = room;
        at = p;
      }
    }
  }
  return best > 0;
}

double area(const MapLine& ring) {
  double twice = 0;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    twice += ring[j].x * ring[i].y - ring[i].x * ring[j].y;
  }
  return std::abs(twice) / 2;
}

std::string upper(const std::string& name) {
  std::string out = name;
  for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return out;
}

}  // namespace

void append_path(std::string& path, const MapLine& line, bool closed) {
  char mark = 'M';
  for (const MapXY& p : line) {
    path += mark;
    path += px(p.x) + " " + px(p.y);
    mark = 'L';
  }
  if (closed) path += 'Z';
}

MapLand draw_land(const WorldMap& world, const Mercator& projection, const MapRect& frame,
                  const std::vector<MapPlace>& places, std::vector<MapRect>& obstacles) {
  MapLand out;
  const MapRect rim{frame.x0 - kRim, frame.y0 - kRim, frame.x1 + kRim, frame.y1 + kRim};
  const MapBounds& shown = projection.shown();
  const std::ptrdiff_t focus = focus_country(world, places);
  for (std::size_t i = 0; i < world.countries.size(); ++i) {
    const WorldMap::Country& country = world.countries[i];
    if (country.north < shown.south - 1 || country.south > shown.north + 1) continue;
    const bool is_focus = static_cast<std::ptrdiff_t>(i) == focus;
    MapLine largest;
    for (const double shift : kShifts) {
      if (country.east + shift < shown.west - 1 || country.west + shift > shown.east + 1) continue;
      for (const auto& rings : country.polygons) {
        for (std::size_t r = 0; r < rings.size(); ++r) {
          const MapLine ring =
              thin_line(clip_ring(projected(rings[r], shift, projection), rim), kStep);
          if (ring.size() < 3 || is_speck(ring)) continue;
          append_path(is_focus ? out.focus : out.land, ring, true);
          if (r == 0 && (largest.empty() || area(ring) > area(largest))) largest = ring;
        }
      }
    }
    MapXY at;
    const std::string name = upper(country.name);
    const double width =
        text_width(name, kCountrySize) + kCountrySpacing * static_cast<double>(name.size());
    if (!largest.empty() && find_room(largest, frame, width, obstacles, at)) {
      out.names.push_back({name, {at.x, at.y + kCountrySize * 0.36}, is_focus});
      obstacles.push_back(
          {at.x - width / 2, at.y - kCountrySize / 2, at.x + width / 2, at.y + kCountrySize / 2});
    }
  }
  const auto draw_lines = [&](const std::vector<WorldMap::Line>& lines, std::string& path) {
    for (const WorldMap::Line& line : lines) {
      for (const double shift : kShifts) {
        const bool near = std::any_of(line.begin(), line.end(), [&](const WorldMap::Point& p) {
          const double lng = p.lng + shift;
          return lng > shown.west - 2 && lng < shown.east + 2 && p.lat > shown.south - 2 &&
                 p.lat < shown.north + 2;
        });
        if (!near) continue;
        for (const MapLine& part : clip_line(projected(line, shift, projection), rim)) {
          const MapLine thin = thin_line(part, kStep);
          if (!is_speck(thin)) append_path(path, thin, false);
        }
      }
    }
  };
  draw_lines(world.coasts, out.coasts);
  draw_lines(world.borders, out.borders);
  return out;
}

}  // namespace dateline
