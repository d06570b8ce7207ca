#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dateline/base/day.h"
#include "dateline/base/id.h"
#include "dateline/gazetteer/gazetteer.h"
#include "dateline/roads/roads.h"
#include "dateline/territory/planar.h"

namespace dateline {

/// Speeds by which ground goes with a place, kilometres an hour: by what a loaded lorry keeps up
/// along a road of the class, and away from roads. docs/why/0017.
double road_kmh(RoadClass road_class);
inline constexpr double kOffRoadKmh = 15;
/// Ground farther than that from every place goes with none.
inline constexpr double kGroundReachHours = 12;

/// A country's land. Rings do not repeat their first point; a hole is a ring inside of another.
struct CountryOutline {
  std::string code;  ///< ISO 3166, two letters
  std::string name;
  std::vector<MicroLine> rings;
};

struct GroundInputs {
  const Gazetteer* gazetteer = nullptr;
  std::vector<PlaceId> places;            ///< those that ground goes with
  const RoadGraph* roads = nullptr;       ///< nullptr: none; a road's way is the straight line
  Day day;                                ///< on which the roads stand
  std::vector<CountryOutline> countries;  ///< 64 at most; where two overlap the first has it
};

/// The ground of countries, each piece with the place nearest to it by travel time on and off
/// roads inside of its country. Cells cover the countries without gap and share nothing but their
/// edges, which both sides have point by point.
struct Ground {
  struct Cell {
    PlaceId place;              ///< empty: no place is within reach
    std::uint32_t country = 0;  ///< index in `countries`
  };
  static constexpr std::int32_t kOutside = -1;
  struct Edge {
    std::uint32_t a, b;        ///< points
    std::int32_t left, right;  ///< cells, or kOutside; they differ
  };
  struct Country {
    std::string code, name;
  };
  std::vector<Country> countries;
  /// Places in order of id, each once, then for each country the ground that no place is near.
  std::vector<Cell> cells;
  std::vector<MicroPoint> points;
  std::vector<Edge> edges;
};

/// Deterministic; never fails. A place is of the country that it is said to be of, by its code or
/// by a region around it of the country's name, unless it lies in another one and farther than 6
/// km from its own; else of the one in whose outline it lies, else of the nearest within 25 km; a
/// place of none has no cell. About O(n log n) of 400,000 raster cells a country with places.
Ground divide_ground(const GroundInputs& inputs);

/// A connected piece of ground of one class.
struct GroundPiece {
  std::int32_t ground_class = 0;
  /// The outer ring against the clock, then holes; the first point is not repeated.
  std::vector<MicroLine> rings;
  std::vector<std::uint32_t> cells;  ///< whose ground it is, ascending
  double area_m2 = 0;
};

/// Cells of one class put together, by class and then from west to east. `class_of`: by cell; -1
/// leaves a cell out. The pieces of all cells cover the ground without gap or overlap.
std::vector<GroundPiece> join_ground(const Ground& ground,
                                     const std::vector<std::int32_t>& class_of);

/// A line between two classes; the lower of them on either side.
struct GroundBorder {
  std::int32_t left = 0, right = 0;  ///< classes
  MicroLine points;
};

/// The longest lines along which two classes meet, -1 (outside) being one of them.
std::vector<GroundBorder> ground_borders(const Ground& ground,
                                         const std::vector<std::int32_t>& class_of);

/// Area of a ring on the sphere of kEarthRadiusM, edges straight in longitude and latitude;
/// positive against the clock.
double ring_area_m2(const MicroLine& ring);
double line_length_m(const MicroLine& line);

}  // namespace dateline
