#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dateline/base/day.h"
#include "dateline/base/error.h"
#include "dateline/gazetteer/gazetteer.h"
#include "dateline/meaning/parties.h"
#include "dateline/roads/reliability.h"
#include "dateline/roads/roads.h"
#include "dateline/territory/control.h"

namespace dateline {

/// What it takes to pass: data/territory/passage.csv, where every value has its reason. The values
/// here are those of that file.
struct PassageRules {
  double contested = 0.5, neutral = 1, unknown = 1;     ///< chances
  double crossing_aid_only = 0, crossing_military = 0;  ///< chances
  double motorway_kmh = 80, trunk_kmh = 70, primary_kmh = 60, secondary_kmh = 45, tertiary_kmh = 35,
         track_kmh = 20;

  double kmh(RoadClass road_class) const;
};
/// Fails: as load_keyed_values.
Result<PassageRules> load_passage_rules(const std::string& path);

/// Below this a road does not count as surely there.
inline constexpr double kSureRoad = 0.7;

/// Below this a side does not count as fighting in a place.
inline constexpr double kFights = 0.2;

/// Three networks, each inside of the next.
enum class RoadNetwork : std::uint8_t {
  kMain,     ///< motorway, trunk and primary roads of the country
  kCountry,  ///< any road of the country
  kAbroad    ///< any road, by way of another country too
};
std::string_view to_string(RoadNetwork network);

/// A place that changes hands, and who holds it then; "contested" may be.
using PlaceChange = std::pair<PlaceId, ActorId>;

/// What a question about roads rests on. Keeps: all must outlive what is made of it.
struct RoadWorld {
  const RoadGraph* graph = nullptr;
  const Gazetteer* gazetteer = nullptr;
  const Parties* parties = nullptr;
  const ControlTable* control = nullptr;
  PassageRules rules{};
  std::string main_country{};  ///< ISO code; empty: every road is of the country
};

/// Who holds a place, most probably.
struct Holding {
  ActorId party;           ///< "contested"; empty where there is no belief
  double probability = 0;  ///< 1 where a change says so
};

/// With which chance a party passes each place and road on one day, after some changes of hands.
///
/// A place passes with the sum over its states of belief times 1 (the party's own or its side's), 0
/// (an enemy's), `contested` or `neutral`; a place without belief with `unknown`; a crossing times
/// what its status gives. A road passes with its certainty, on days on which it stands. A stretch
/// passes where both its ends and the road do. Places are taken as independent of each other.
/// An enemy is who is of another side, where that side fights in the country: somebody of it holds
/// a place of the country's own roads with kFights or more. A neighbour's state at home is none.
class Passability {
 public:
  /// Requires: the day is one of the table's.
  Passability(const RoadWorld& world, Day day, ActorId traveller, std::vector<PlaceChange> changes);

  const RoadWorld& world() const { return world_; }
  Day day() const { return day_; }
  const ActorId& traveller() const { return traveller_; }
  const RoadGraph& graph() const { return *world_.graph; }

  double node(RoadNode node) const { return node_chance_[node]; }
  const Holding& holding(RoadNode node) const { return holdings_[node]; }
  Holding holding(const PlaceId& place) const;
  /// 0 on a network that the road is not of, or on days on which it does not stand.
  double road(std::uint32_t road, RoadNetwork network) const;
  /// Codes of the other countries that the road touches.
  std::vector<std::string> foreign(const Road& road) const;

  /// True where an enemy of the traveller is this holder.
  bool hostile(const ActorId& holder) const;
  /// True where the traveller's side holds, or it is fought over.
  bool own(const ActorId& holder) const;

  /// The most probable world: a place is closed where its most probable holder is an enemy, or its
  /// crossing is not open. With `sure`, only roads of kSureRoad and more. Valid as long as this.
  RoadFilter filter(RoadNetwork network, bool sure) const;

  /// The chance that no way leads from one place to any of others. Of more than one, a place counts
  /// only where the traveller can be in it.
  Chance cut_off(RoadNode from, const std::vector<RoadNode>& to, RoadNetwork network) const;

 private:
  void find_enemies();
  double chance_of(const PlaceId& place, const Holding& holding, bool changed) const;
  double state_chance(const ActorId& state) const;
  double crossing_chance(const PlaceId& place) const;
  bool is_domestic(RoadNode node) const;

  RoadWorld world_;
  Day day_;
  ActorId traveller_;
  std::vector<PlaceChange> changes_;
  std::vector<std::string> fighting_;  ///< sides that fight in the country; sorted
  std::vector<Holding> holdings_;      ///< by node
  std::vector<double> node_chance_;    ///< by node
  std::vector<bool> crossing_open_;    ///< by node
};

/// The places of the graph that a place or region stands for: itself, that which it lies `within`,
/// or all of a region's; ascending, may be empty.
std::vector<RoadNode> road_nodes(const RoadWorld& world, const PlaceId& place);

/// Settlements that the traveller's side holds, most probably, the most populous first.
std::vector<RoadNode> main_places(const Passability& passability, std::size_t most);

/// True for cities, towns, villages, districts and camps.
bool is_settlement(const Place& place);

}  // namespace dateline
