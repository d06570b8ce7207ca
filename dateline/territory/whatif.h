#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dateline/base/day.h"
#include "dateline/base/error.h"
#include "dateline/base/id.h"
#include "dateline/gazetteer/gazetteer.h"
#include "dateline/meaning/parties.h"
#include "dateline/roads/roads.h"
#include "dateline/territory/control.h"

namespace dateline {

/// Below this a road does not count as surely there.
inline constexpr double kSureRoad = 0.7;

/// Three networks, each inside of the next.
enum class RoadNetwork : std::uint8_t { kMain, kCountry, kAbroad };
std::string_view to_string(RoadNetwork network);

/// Whether a traveller gets through: surely, only by a road of doubtful certainty, or not.
enum class Passage : std::uint8_t { kOpen, kUncertain, kClosed };
std::string_view to_string(Passage passage);

/// One road of a way.
struct RoadPart {
  PlaceId from, to;
  std::string name;
  RoadClass road_class;
  double km;
  double certainty;
  std::string row;
};

/// The way on one network. Empty lists where it is closed.
struct RouteAnswer {
  Passage passage = Passage::kClosed;
  std::vector<PlaceId> places;  ///< from ... to
  double km = 0;
  std::vector<RoadPart> parts;         ///< one fewer than places
  std::vector<RoadPart> uncertain;     ///< parts with a certainty below kSureRoad
  std::vector<PlaceId> contested;      ///< places on it that are most probably contested
  std::vector<std::string> countries;  ///< other countries that it passes, in order
  std::vector<PlaceId> crossings;      ///< border crossings that it passes
};

struct NetworkAnswer {
  RoadNetwork network;
  RouteAnswer before, after;
};

struct PairAnswer {
  PlaceId from, to;
  std::vector<NetworkAnswer> networks;  ///< the three, narrowest first
};

/// What is asked. `from` empty: the most populous place of the traveller; traveller empty: the
/// holder of `from`, or where that is empty too of the first changed place (where that is
/// contested, its most probable party beside the one that is to get it). `to` empty: the main
/// places (12, by population) that the traveller holds before the change.
struct WhatIfQuestion {
  Day day;
  std::vector<std::pair<PlaceId, ActorId>> changes;  ///< place -> party or "contested"
  std::optional<PlaceId> from{};
  std::vector<PlaceId> to{};
  std::optional<ActorId> traveller{};
  std::string main_country{};  ///< ISO code; empty: every road is of the country
};

struct WhatIf {
  WhatIfQuestion question;
  PlaceId from;
  ActorId traveller;
  std::vector<PairAnswer> pairs;
  /// Settlements that the traveller's side holds or that are contested, that main roads lead to
  /// from `from`, but not without passing an enemy; ids in order.
  std::vector<PlaceId> cut_off_before, cut_off_after;
  std::vector<PlaceId> newly_cut_off;  ///< after and not before
};

/// What changes on the roads when places change hands. A road is closed to the traveller where one
/// of its places is most probably held by an enemy; the two ends of a journey do not close it; a
/// contested place is told and does not close; a crossing that is closed, or for aid or soldiers
/// only, closes. Fails: kPlaceUnknown for a place that is not on the roads or has no belief,
/// kPartyUnknown for a party that is no state and not known, kDayInvalid for a day not in the
/// table, kArgumentInvalid where there is nobody to travel.
Result<WhatIf> whatif(const RoadGraph& graph, const Gazetteer& gazetteer, const Parties& parties,
                      const ControlTable& control, const WhatIfQuestion& question);

/// For people; lines end in '\n'.
std::string to_text(const WhatIf& answer, const Gazetteer& gazetteer, const Parties& parties);
/// For programs: one JSON object without a newline; docs/formats.md has the grammar.
std::string to_json(const WhatIf& answer, const Gazetteer& gazetteer, const Parties& parties);

}  // namespace dateline
