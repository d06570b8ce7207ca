#include "dateline/territory/passage.h"

#include <algorithm>
#include <array>

#include "dateline/base/sort_unique.h"
#include "dateline/territory/keyed_values.h"

// passage.csv = key,value,reason ; every row with a reason; keys of the table below, each once.

namespace dateline {
namespace {

using P = PassageRules;
constexpr std::array<ValueKey<P>, 11> kKeys = {{
    {"contested", &P::contested, 0, 1},
    {"neutral", &P::neutral, 0, 1},
    {"unknown", &P::unknown, 0, 1},
    {"crossing_aid_only", &P::crossing_aid_only, 0, 1},
    {"crossing_military", &P::crossing_military, 0, 1},
    {"motorway_kmh", &P::motorway_kmh, 1, 300},
    {"trunk_kmh", &P::trunk_kmh, 1, 300},
    {"primary_kmh", &P::primary_kmh, 1, 300},
    {"secondary_kmh", &P::secondary_kmh, 1, 300},
    {"tertiary_kmh", &P::tertiary_kmh, 1, 300},
    {"track_kmh", &P::track_kmh, 1, 300},
}};

}  // namespace

Result<PassageRules> load_passage_rules(const std::string& path) {
  return load_keyed_values<P>(path, kKeys);
}

double PassageRules::kmh(RoadClass road_class) const {
  switch (road_class) {
    case RoadClass::kMotorway:
      return motorway_kmh;
    case RoadClass::kTrunk:
      return trunk_kmh;
    case RoadClass::kPrimary:
      return primary_kmh;
    case RoadClass::kSecondary:
      return secondary_kmh;
    case RoadClass::kTertiary:
      return tertiary_kmh;
    case RoadClass::kTrack:
      return track_kmh;
  }
  return track_kmh;
}

std::string_view to_string(RoadNetwork network) {
  switch (network) {
    case RoadNetwork::kMain:
      return "main";
    case RoadNetwork::kCountry:
      return "country";
    case RoadNetwork::kAbroad:
      return "abroad";
  }
  return "";
}

Passability::Passability(const RoadWorld& world, Day day, ActorId traveller,
                         std::vector<PlaceChange> changes)
    : world_(world), day_(day), traveller_(std::move(traveller)), changes_(std::move(changes)) {
  find_enemies();
  for (const PlaceId& place : graph().places()) {
    const bool changed = std::any_of(changes_.begin(), changes_.end(),
                                     [&](const PlaceChange& c) { return c.first == place; });
    holdings_.push_back(holding(place));
    const double crossing = crossing_chance(place);
    crossing_open_.push_back(crossing >= 1);
    node_chance_.push_back(crossing * chance_of(place, holdings_.back(), changed));
  }
}

Holding Passability::holding(const PlaceId& place) const {
  for (auto it = changes_.rbegin(); it != changes_.rend(); ++it)
    if (it->first == place) return {it->second, 1};
  const auto state = world_.control->find(place, day_);
  if (!state) return {};
  const auto best = std::max_element(state->probability.begin(), state->probability.end());
  return {world_.control->states()[static_cast<std::size_t>(best - state->probability.begin())],
          *best};
}

bool Passability::is_domestic(RoadNode node) const {
  const auto links = graph().links(node);
  return std::any_of(links.begin(), links.end(), [&](const RoadGraph::Link& link) {
    return foreign(graph().roads()[link.road]).empty();
  });
}

void Passability::find_enemies() {
  const auto add = [&](const ActorId& party) {
    if (std::string side = world_.parties->side(party, day_); !side.empty())
      fighting_.push_back(std::move(side));
  };
  for (const PlaceChange& change : changes_) add(change.second);
  std::vector<bool> fights(world_.control->states().size(), false);
  for (RoadNode node = 0; node < graph().size(); ++node) {
    const auto state = world_.control->find(graph().place(node), day_);
    if (!state || !is_domestic(node)) continue;
    for (std::size_t i = 0; i < fights.size(); ++i)
      fights[i] = fights[i] || state->probability[i] >= kFights;
  }
  for (std::size_t i = 0; i < fights.size(); ++i)
    if (fights[i]) add(world_.control->states()[i]);
  sort_unique(fighting_);
}

double Passability::state_chance(const ActorId& state) const {
  if (state == kContested) return world_.rules.contested;
  if (world_.parties->allied(traveller_, state, day_)) return 1;
  return hostile(state) ? 0 : world_.rules.neutral;
}

double Passability::chance_of(const PlaceId& place, const Holding& holding, bool changed) const {
  if (changed) return state_chance(holding.party);
  const auto state = world_.control->find(place, day_);
  if (!state) return world_.rules.unknown;
  double chance = 0;
  for (std::size_t i = 0; i < state->probability.size(); ++i)
    chance += state->probability[i] * state_chance(world_.control->states()[i]);
  return std::clamp(chance, 0.0, 1.0);
}

double Passability::crossing_chance(const PlaceId& place) const {
  const Crossing* crossing = graph().crossing(place, day_);
  if (!crossing || crossing->status.empty() || crossing->status == "open") return 1;
  if (crossing->status == "aid_only") return world_.rules.crossing_aid_only;
  if (crossing->status == "military") return world_.rules.crossing_military;
  return 0;
}

std::vector<std::string> Passability::foreign(const Road& road) const {
  std::vector<std::string> out;
  if (world_.main_country.empty()) return out;
  for (const std::string& country : road.countries)
    if (country != world_.main_country) out.push_back(country);
  return out;
}

double Passability::road(std::uint32_t index, RoadNetwork network) const {
  const Road& road = graph().roads()[index];
  if (!road.stands_on(day_)) return 0;
  if (network == RoadNetwork::kMain && !is_main(road.road_class)) return 0;
  if (network != RoadNetwork::kAbroad && !foreign(road).empty()) return 0;
  return road.certainty;
}

bool Passability::hostile(const ActorId& holder) const {
  return !holder.empty() && holder != kContested &&
         world_.parties->enemies(traveller_, holder, day_) &&
         std::binary_search(fighting_.begin(), fighting_.end(), world_.parties->side(holder, day_));
}

bool Passability::own(const ActorId& holder) const {
  return holder == kContested ||
         (!holder.empty() && world_.parties->allied(traveller_, holder, day_));
}

RoadFilter Passability::filter(RoadNetwork network, bool sure) const {
  RoadFilter filter;
  filter.road = [this, network, sure](const Road& one) {
    const auto index = static_cast<std::uint32_t>(&one - graph().roads().data());
    const double certainty = road(index, network);
    return certainty > 0 && (!sure || certainty >= kSureRoad);
  };
  filter.node = [this](RoadNode node) {
    return crossing_open_[node] && !hostile(holdings_[node].party);
  };
  return filter;
}

Chance Passability::cut_off(RoadNode from, const std::vector<RoadNode>& to,
                            RoadNetwork network) const {
  ChanceGraph chances;
  chances.node_chance = node_chance_;
  for (std::uint32_t i = 0; i < graph().roads().size(); ++i) {
    const Road& one = graph().roads()[i];
    if (const double chance = road(i, network); chance > 0)
      chances.edges.push_back({one.from, one.to, chance});
  }
  auto end = static_cast<std::uint32_t>(to.empty() ? from : to.front());
  if (to.size() > 1) {
    end = static_cast<std::uint32_t>(chances.node_chance.size());
    chances.node_chance.push_back(1);
    for (const RoadNode node : to) chances.edges.push_back({node, end, 1});
  }
  Chance out = joined_chance(chances, from, end);
  out.value = 1 - out.value;
  return out;
}

std::vector<RoadNode> road_nodes(const RoadWorld& world, const PlaceId& id) {
  if (const auto node = world.graph->find(id)) return {*node};
  const Place* place = world.gazetteer->find(id);
  std::vector<RoadNode> out;
  if (!place) return out;
  if (!place->is_region) {
    if (const auto node = world.graph->find(place->within)) out.push_back(*node);
    return out;
  }
  for (const Place* inside : world.gazetteer->places_in(*place))
    if (const auto node = world.graph->find(inside->id)) out.push_back(*node);
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<RoadNode> main_places(const Passability& passability, std::size_t most) {
  const RoadGraph& graph = passability.graph();
  std::vector<std::pair<std::int64_t, RoadNode>> order;
  for (RoadNode node = 0; node < graph.size(); ++node) {
    const Place* place = passability.world().gazetteer->find(graph.place(node));
    const ActorId& holder = passability.holding(node).party;
    if (place && is_settlement(*place) && holder != kContested && passability.own(holder))
      order.emplace_back(-place->population, node);
  }
  std::sort(order.begin(), order.end());  // nodes stand in order of id
  if (order.size() > most) order.resize(most);
  std::vector<RoadNode> out;
  for (const auto& [population, node] : order) out.push_back(node);
  return out;
}

bool is_settlement(const Place& place) {
  static constexpr std::array<std::string_view, 5> kKinds = {"city", "town", "village", "district",
                                                             "camp"};
  return std::find(kKinds.begin(), kKinds.end(), place.kind) != kKinds.end();
}

}  // namespace dateline
