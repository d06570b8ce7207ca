#pragma once

#include <string>
#include <vector>

#include "dateline/web/map_geometry.h"
#include "dateline/web/svg_map.h"

namespace dateline {

/// What a mark looks like, by kind of place: a circle where people live, a square for airports,
/// bases and works, a diamond for crossings, bridges and passes.
enum class MarkShape { kCircle, kSquare, kDiamond };
MarkShape mark_shape(const std::string& kind);

/// 0 for the largest cities to 3, by population, else by kind.
int place_rank(const MapPlace& place);

/// Radius of a mark, pixels.
double mark_radius(const MapPlace& place);

/// Radius of a mark for which there is no room, pixels.
inline constexpr double kMinorRadius = 3.1;

/// The shares, most probable first; equal ones in order of id.
std::vector<MapShare> by_probability(std::vector<MapShare> shares);

/// The colour, or a grey for anything that is no "#rrggbb".
std::string safe_colour(const std::string& colour);

/// "#ffffff" or "#16181a", whichever reads better on the colour.
std::string ink_on(const std::string& colour);

/// Draws marks; the parties' colours and signs are looked up once.
class MarkPainter {
 public:
  /// Keeps a reference to `parties`.
  explicit MarkPainter(const std::vector<MapParty>& parties);

  /// The <g> of one place; a minor one is drawn small and without its sign.
  std::string place(const MapPlace& place, MapXY at, bool minor) const;
  /// A mark of one party and step, or split between two, without place or tooltip.
  std::string sure(const MapParty& party, int step, MarkShape shape, double radius) const;
  std::string split(const std::string& left, const std::string& right, MarkShape shape,
                    double radius) const;
  /// "Homs (city): Government 84 %, contested 10 %. 3 independent reports, the last 1 day before."
  std::string spoken(const MapPlace& place) const;

 private:
  const MapParty* find(const ActorId& id) const;
  std::string name(const ActorId& id) const;
  std::string colour(const ActorId& id) const;

  const std::vector<MapParty>& parties_;
  std::vector<std::string> signs_;
};

/// One decimal, "-0.0" and ".0" shortened: the same bytes on every machine.
std::string px(double value);

/// The outline of a shape around 0,0.
std::string shape_path(MarkShape shape, double radius);

}  // namespace dateline
