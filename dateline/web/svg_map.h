#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dateline/base/day.h"
#include "dateline/base/id.h"
#include "dateline/base/latlng.h"
#include "dateline/territory/front.h"

namespace dateline {

/// The id under which a distribution names the state in which no party holds the place alone.
inline constexpr const char* kContestedState = "contested";

/// A state of control and how probable it is. `party` is kContestedState for contested.
struct MapShare {
  ActorId party;
  double probability = 0;
};

/// How much is known, apart from what it says: shown as a dashed outline where it is thin.
struct MapSupport {
  int reports = 0;                ///< independent reports that the belief of the day rests on
  std::optional<int> days_since;  ///< days since the last of them; empty where there is none

  /// No report, or none within the last week.
  bool thin() const { return reports == 0 || !days_since || *days_since > kFreshDays; }
};

struct MapParty {
  ActorId id;
  std::string name;
  std::string colour;  ///< "#rrggbb"; anything else is drawn grey
};

struct MapPlace {
  PlaceId id;
  std::string name;
  LatLng point;
  std::string kind;             ///< the theatre's word: city, town, airbase, crossing, foreign, ...
  std::int64_t population = 0;  ///< 0: not known
  std::vector<MapShare> shares;  ///< empty: nothing is asked of it, drawn as a plain dot
  MapSupport support;
  bool besieged = false;  ///< drawn as a ring around, beside who holds it
  bool changed = false;   ///< drawn with a wide ring: what the question is about
};

/// What a map of a question about roads says of one.
enum class MapRoadState : std::uint8_t {
  kPlain,  ///< nothing
  kShut,   ///< no way for the party asked about: drawn grey and dashed
  kCut,    ///< shut by what changed: drawn red and dashed
};

struct MapRoad {
  std::vector<LatLng> line;  ///< at least two points
  std::string road_class;    ///< motorway, trunk, primary, secondary, tertiary, track
  std::string name;
  double certainty = 1;  ///< below 0.7 it is drawn dashed
  MapRoadState state = MapRoadState::kPlain;
};

struct MapInput {
  std::vector<MapParty> parties;  ///< in the order of the legend; parties of no place are left out
  std::vector<MapPlace> places;   ///< ids must differ
  std::vector<MapRoad> roads;
  const Fronts* fronts = nullptr;  ///< drawn as ground below everything else; nullptr: none
};

enum class MapTheme {
  kLight,
  kDark,
  kBoth,  ///< CSS variables: follows the reader's setting and an ancestor's data-theme
};

struct MapBounds {
  double south, west, north, east;
};

struct MapOptions {
  std::optional<MapBounds> bounds;  ///< default: the places of which control is asked, and a margin
  int width = 960;
  int height = 0;  ///< 0: what the bounds ask for, between 0.6 and 1.3 of width
  MapTheme theme = MapTheme::kLight;
  std::string title;       ///< empty: no title is drawn
  std::optional<Day> day;  ///< said beside the title
  bool legend = true;
};

/// The map as one SVG element, without an XML declaration; the same input gives the same bytes.
/// Mercator; land and borders are Natural Earth's (1:10m, via world-atlas), embedded. A place is
/// one <g data-place="ID">: colour and letter of the most probable holder, paler in four steps the
/// less sure (belief_step), split and hatched in the colours of the two most probable parties where
/// contested is the most probable. Text of any origin is escaped. Never fails. Cost: places
/// squared, for the labels.
std::string render_svg_map(const MapInput& input, const MapOptions& options);

/// Step of a probability: 4 (from 0.9), 3 (from 0.75), 2 (from 0.55) or 1. The page uses the same.
int belief_step(double probability);

/// One sign a party, for those who cannot tell the colours: a letter of its name that no party
/// before it has, else a digit. As long as `parties`.
std::vector<std::string> party_signs(const std::vector<MapParty>& parties);

}  // namespace dateline
