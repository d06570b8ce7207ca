#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dateline/base/error.h"
#include "dateline/territory/isolation.h"
#include "dateline/territory/passage.h"
#include "dateline/territory/siege.h"
#include "dateline/territory/stated.h"

namespace dateline {

/// Whether a traveller gets through in the most probable world: surely, only by a road of doubtful
/// certainty, or not.
enum class Passage : std::uint8_t { kOpen, kUncertain, kClosed };
std::string_view to_string(Passage passage);

/// One road of a way.
struct RoadPart {
  PlaceId from, to;
  std::string name;
  RoadClass road_class = RoadClass::kTrack;
  double km = 0;
  double certainty = 1;
  std::string row;
};

/// A place with who holds it, most probably.
struct HeldPlace {
  PlaceId place;
  Holding holding;
};

/// The way on one network. Lists are empty where it is closed.
struct RouteAnswer {
  Chance cut_off;  ///< that no way is there
  Passage passage = Passage::kClosed;
  std::vector<PlaceId> places;  ///< from ... to
  double km = 0;
  double hours = 0;                    ///< by the speeds of PassageRules
  std::vector<RoadPart> parts;         ///< one fewer than places
  std::vector<RoadPart> uncertain;     ///< parts with a certainty below kSureRoad
  std::vector<PlaceId> contested;      ///< places on it that are most probably contested
  std::vector<std::string> countries;  ///< other countries that it passes, in order
  std::vector<PlaceId> crossings;      ///< border crossings that it passes
  /// What every way of the most probable world passes, by sure roads where one is: places, and
  /// roads (the last that are open).
  std::vector<HeldPlace> all_pass;
  std::vector<RoadPart> last_roads;
  /// The fewest places without which no way is left; nullopt where a road leads there without a
  /// place between, or no way is there.
  std::optional<std::vector<HeldPlace>> smallest_cut;
};

struct NetworkAnswer {
  RoadNetwork network;
  RouteAnswer before, after;
};

/// The nearest ground that the traveller holds before a place that an enemy holds.
struct Approach {
  HeldPlace place;
  double km = 0;  ///< along any road, whoever holds it
};

struct PairAnswer {
  PlaceId from, to;                     ///< `to` may be a region: any of its places
  std::vector<NetworkAnswer> networks;  ///< the three, narrowest first
  std::optional<Approach> approach_before, approach_after;
};

/// What is asked. `from` empty: the most populous place of the traveller; traveller empty: the
/// holder of `from`, or where that is empty too of the first changed place (where that is
/// contested, its most probable party beside the one that is to get it). `to` empty: the main
/// places (12, by population) that the traveller holds before the change.
struct WhatIfQuestion {
  Day day;
  std::vector<PlaceChange> changes;  ///< place -> party or "contested"
  std::optional<PlaceId> from{};
  std::vector<PlaceId> to{};  ///< places, regions or countries
  std::optional<ActorId> traveller{};
};

struct WhatIf {
  WhatIfQuestion question;
  PlaceId from;
  ActorId traveller;
  std::vector<PairAnswer> pairs;
  /// Settlements that the traveller's side holds or that are contested, that main roads lead to
  /// from `from`, but not without passing an enemy, in the most probable world; ids in order.
  std::vector<PlaceId> cut_off_before, cut_off_after;
  std::vector<PlaceId> newly_cut_off;  ///< after and not before
  int drawn_worlds = 0;                ///< that `isolation` rests on
  std::vector<Isolation> isolation;    ///< settlements that are likely cut off from something
  std::vector<SiegeTest> sieges;       ///< of those, as reports tell
  std::vector<StatedConsequence> stated;
};

/// What changes on the roads when places change hands; docs/why/0016 has the rules. `reports` are
/// what siege tests and stated consequences are drawn from. Fails: kPlaceUnknown for a place that
/// is not on the roads or has no belief, kPartyUnknown for a party that is no state and not known,
/// kDayInvalid for a day not in the table, kArgumentInvalid where there is nobody to travel.
Result<WhatIf> whatif(const RoadWorld& world, const std::vector<Report>& reports,
                      const WhatIfQuestion& question);

/// For people; lines end in '\n'.
std::string to_text(const WhatIf& answer, const Gazetteer& gazetteer, const Parties& parties);
/// For programs: one JSON object without a newline; docs/formats.md has the grammar.
std::string to_json(const WhatIf& answer, const Gazetteer& gazetteer, const Parties& parties);

}  // namespace dateline
