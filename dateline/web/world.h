#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/territory/ground.h"

namespace dateline {

/// Outlines of the world's countries, with shared lines stored once, so that a border is drawn
/// once.
///
///   file    = "DLW2" arcs countries
///   arcs    = count *( points )          points    = count *( dx dy )
///   countries = count *( code name polygons )
///   code    = length *byte               name      = length *byte
///   polygons = count *( rings )          rings     = count *( arcrefs )
///   arcrefs = count *( ref )             ref       = arc, or -1 - arc for one walked backwards
///
/// count and length are LEB128; dx, dy and ref are zigzag LEB128. dx and dy are steps from the
/// point before (the first from 0,0) in units of kWorldUnit degrees, east and north.
inline constexpr double kWorldUnit = 0.002;

/// Lines do not jump at the 180th meridian: they go on beyond it, so that a longitude may lie
/// outside of [-180, 180]. A ring around a pole is closed over it.
struct WorldMap {
  struct Point {
    double lng, lat;
  };
  using Line = std::vector<Point>;
  struct Country {
    std::string code;  ///< ISO 3166, two letters; empty where the land has none
    std::string name;
    std::vector<std::vector<Line>> polygons;  ///< rings: outer, then holes
    double west, south, east, north;
  };
  std::vector<Country> countries;
  std::vector<Line> borders;  ///< lines between two countries
  std::vector<Line> coasts;   ///< lines of one country only
};

/// Reads the grammar above; what is cut off or malformed ends the reading, never more than that.
WorldMap parse_world_map(std::string_view bytes);

/// The embedded one, parsed at first use. Thread-safe.
const WorldMap& world_map();

/// Outlines of the countries with these ISO codes, in their order, each once; a code without
/// land is left out. Exact: the steps of the world are whole millionths of a degree.
std::vector<CountryOutline> outlines_of(const WorldMap& world,
                                        const std::vector<std::string>& codes);

}  // namespace dateline
