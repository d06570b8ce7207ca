#pragma once

#include <string>
#include <vector>

#include "dateline/web/map_geometry.h"

namespace dateline {

/// Land, coasts and borders of a map, clipped to its rectangle and a rim around it.
struct MapLand {
  std::string land;   ///< path data of the neighbours
  std::string focus;  ///< and of the country in which most of the places lie
  std::string coasts;
  std::string borders;
  struct Name {
    std::string text;
    MapXY at;  ///< middle of the base line
    bool focus;
  };
  std::vector<Name> names;  ///< countries that have room for theirs
};

/// `obstacles` is what the names of countries must not cover; theirs are added.
MapLand draw_land(const WorldMap& world, const Mercator& projection, const MapRect& frame,
                  const std::vector<MapPlace>& places, std::vector<MapRect>& obstacles);

/// Adds a line to path data.
void append_path(std::string& path, const MapLine& line, bool closed);

/// Size and spacing of the letters of a country's name, pixels.
inline constexpr double kCountrySize = 11.5, kCountrySpacing = 2.2;

}  // namespace dateline
