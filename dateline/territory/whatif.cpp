#include "dateline/territory/whatif.h"

#include <algorithm>
#include <array>
#include <limits>
#include <queue>

#include <fmt/format.h>

#include "dateline/roads/cuts.h"

namespace dateline {
namespace {

constexpr std::size_t kMainPlaces = 12;
constexpr std::size_t kMostSteps = 2'000'000;  ///< roads drawn for the chances of all settlements
constexpr std::array<RoadNetwork, 3> kNetworks = {RoadNetwork::kMain, RoadNetwork::kCountry,
                                                  RoadNetwork::kAbroad};

/// Where a journey leads: one place, or any of a region's.
struct Target {
  PlaceId id;
  std::vector<RoadNode> nodes;
  bool is_region = false;
};

/// The ways of one traveller in one state of the world.
class Journeys {
 public:
  explicit Journeys(const Passability& passability) : passable_(passability) {}

  RouteAnswer travel(RoadNode from, const Target& to, RoadNetwork network) const {
    RouteAnswer answer;
    answer.cut_off = passable_.cut_off(from, to.nodes, network);
    for (const bool sure : {true, false}) {
      const RoadFilter filter = passable_.filter(network, sure);
      const auto ends = open_ends(to, filter);
      const auto route = shortest(from, ends, filter);
      if (!route) continue;
      describe(*route, answer);
      answer.passage = sure ? Passage::kOpen : Passage::kUncertain;
      narrows(*route, ends, filter, answer);
      break;
    }
    return answer;
  }

  /// Only where an enemy holds the place.
  std::optional<Approach> approach(const Target& to) const {
    if (to.is_region || !passable_.hostile(passable_.holding(to.nodes.front()).party))
      return std::nullopt;
    const RoadGraph& graph = passable_.graph();
    std::vector<double> length_m(graph.size(), std::numeric_limits<double>::infinity());
    using Entry = std::pair<double, RoadNode>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
    length_m[to.nodes.front()] = 0;
    queue.push({0, to.nodes.front()});
    while (!queue.empty()) {
      const auto [length, node] = queue.top();
      queue.pop();
      if (length > length_m[node]) continue;
      const ActorId& holder = passable_.holding(node).party;
      if (holder != kContested && passable_.own(holder)) return Approach{held(node), length / 1000};
      for (const RoadGraph::Link& link : graph.links(node)) {
        if (passable_.road(link.road, RoadNetwork::kAbroad) < kSureRoad) continue;
        const double next = length + graph.roads()[link.road].length_m;
        if (next >= length_m[link.to]) continue;
        length_m[link.to] = next;
        queue.push({next, link.to});
      }
    }
    return std::nullopt;
  }

 private:
  /// A place alone is not asked about; of a region those count where the traveller can be.
  static std::vector<RoadNode> open_ends(const Target& to, const RoadFilter& filter) {
    if (!to.is_region) return to.nodes;
    std::vector<RoadNode> out;
    for (const RoadNode node : to.nodes)
      if (filter.node(node)) out.push_back(node);
    return out;
  }

  std::optional<Route> shortest(RoadNode from, const std::vector<RoadNode>& to,
                                const RoadFilter& filter) const {
    std::optional<Route> best;
    for (const RoadNode node : to) {
      auto route = shortest_path(passable_.graph(), from, node, filter);
      if (route && (!best || route->length_m < best->length_m)) best = std::move(route);
    }
    return best;
  }

  HeldPlace held(RoadNode node) const {
    return {passable_.graph().place(node), passable_.holding(node)};
  }

  RoadPart part(std::uint32_t index, RoadNode from, RoadNode to) const {
    const Road& road = passable_.graph().roads()[index];
    return {passable_.graph().place(from),
            passable_.graph().place(to),
            road.name,
            road.road_class,
            road.length_m / 1000,
            road.certainty,
            road.row};
  }

  void describe(const Route& route, RouteAnswer& answer) const {
    const RoadGraph& graph = passable_.graph();
    answer.km = route.length_m / 1000;
    for (const RoadNode node : route.nodes) {
      const PlaceId& place = graph.place(node);
      answer.places.push_back(place);
      if (passable_.holding(node).party == kContested) answer.contested.push_back(place);
      const Place* known = passable_.world().gazetteer->find(place);
      if (graph.crossing(place, passable_.day()) || (known && known->kind == "crossing"))
        answer.crossings.push_back(place);
    }
    for (std::size_t i = 0; i < route.roads.size(); ++i) {
      const Road& road = graph.roads()[route.roads[i]];
      answer.parts.push_back(part(route.roads[i], route.nodes[i], route.nodes[i + 1]));
      answer.hours += road.length_m / 1000 / passable_.world().rules.kmh(road.road_class);
      if (road.certainty < kSureRoad) answer.uncertain.push_back(answer.parts.back());
      for (const std::string& country : passable_.foreign(road))
        if (std::find(answer.countries.begin(), answer.countries.end(), country) ==
            answer.countries.end())
          answer.countries.push_back(country);
    }
  }

  void narrows(const Route& route, const std::vector<RoadNode>& to, const RoadFilter& filter,
               RouteAnswer& answer) const {
    if (route.roads.empty()) return;
    const RoadGraph& graph = passable_.graph();
    const Bottlenecks narrow = bottlenecks(graph, route, to, filter);
    for (const RoadNode node : narrow.places) answer.all_pass.push_back(held(node));
    for (std::size_t i = 0; i < route.roads.size(); ++i)
      if (std::find(narrow.roads.begin(), narrow.roads.end(), route.roads[i]) != narrow.roads.end())
        answer.last_roads.push_back(part(route.roads[i], route.nodes[i], route.nodes[i + 1]));
    if (const auto cut = smallest_place_cut(graph, route.nodes.front(), to, filter)) {
      answer.smallest_cut.emplace();
      for (const RoadNode node : *cut) answer.smallest_cut->push_back(held(node));
    }
  }

  const Passability& passable_;
};

/// Of a place that is fought over, the most probable party beside the one that is to get it: whose
/// way it would cut.
ActorId other_holder(const ControlTable& control, const WhatIfQuestion& question) {
  const auto& [place, taker] = question.changes.front();
  const auto state = control.find(place, question.day);
  ActorId best;
  double most = 0;
  for (std::size_t i = 0; state && i < state->probability.size(); ++i) {
    const ActorId& party = control.states()[i];
    if (party == kContested || party == taker || state->probability[i] <= most) continue;
    most = state->probability[i];
    best = party;
  }
  return best;
}

/// The most probable holder of a place before any change; empty where nothing is known.
ActorId holder_of(const RoadWorld& world, const PlaceId& place, Day day) {
  const int best = world.control->most_probable(place, day);
  return best < 0 ? ActorId() : world.control->states()[static_cast<std::size_t>(best)];
}

Status check(const RoadWorld& world, const WhatIfQuestion& question) {
  if (!world.control->days().contains(question.day))
    return fail(ErrorCode::kDayInvalid, fmt::format("no beliefs of {}", to_string(question.day)));
  for (const auto& [place, party] : question.changes) {
    if (!world.control->find(place, question.day) && !world.graph->find(place))
      return fail(ErrorCode::kPlaceUnknown, fmt::format("no beliefs of {}", place.str()));
    const auto& states = world.control->states();
    if (std::find(states.begin(), states.end(), party) == states.end() &&
        !world.parties->find(party))
      return fail(ErrorCode::kPartyUnknown, party.str());
  }
  return {};
}

/// Fills in who travels.
Status settle_traveller(const RoadWorld& world, WhatIf& answer) {
  const WhatIfQuestion& question = answer.question;
  if (question.traveller) {
    answer.traveller = *question.traveller;
  } else if (question.from) {
    answer.traveller = holder_of(world, *question.from, question.day);
  } else if (!question.changes.empty()) {
    answer.traveller = holder_of(world, question.changes.front().first, question.day);
    if (answer.traveller.empty() || answer.traveller == kContested)
      answer.traveller = other_holder(*world.control, question);
  }
  if (answer.traveller.empty() || answer.traveller == kContested)
    return fail(ErrorCode::kArgumentInvalid,
                "nobody to travel: name a place to start from that a "
                "party holds, or a party");
  return {};
}

/// Fills in from where.
Result<RoadNode> settle_from(const Passability& before, WhatIf& answer) {
  const RoadGraph& graph = before.graph();
  if (answer.question.from) {
    answer.from = *answer.question.from;
    if (const auto node = graph.find(answer.from)) return *node;
    return fail(ErrorCode::kPlaceUnknown, fmt::format("{} is on no road", answer.from.str()));
  }
  const auto own = main_places(before, 1);
  if (own.empty())
    return fail(ErrorCode::kArgumentInvalid,
                fmt::format("{} holds no place on a road", answer.traveller.str()));
  answer.from = graph.place(own.front());
  return own.front();
}

Result<std::vector<Target>> settle_targets(const Passability& before, const WhatIf& answer,
                                           RoadNode from) {
  std::vector<Target> out;
  for (const PlaceId& id : answer.question.to) {
    const Place* place = before.world().gazetteer->find(id);
    Target target{id, road_nodes(before.world(), id), place && place->is_region};
    if (target.nodes.empty())
      return fail(ErrorCode::kPlaceUnknown, fmt::format("{} is on no road", id.str()));
    if (target.is_region &&
        std::find(target.nodes.begin(), target.nodes.end(), from) != target.nodes.end())
      return fail(ErrorCode::kArgumentInvalid,
                  fmt::format("{} lies in {}", answer.from.str(), id.str()));
    out.push_back(std::move(target));
  }
  if (!answer.question.to.empty()) return out;
  for (const RoadNode node : main_places(before, kMainPlaces + 1))
    if (node != from && out.size() < kMainPlaces)
      out.push_back({before.graph().place(node), {node}, false});
  return out;
}

}  // namespace

std::string_view to_string(Passage passage) {
  switch (passage) {
    case Passage::kOpen:
      return "open";
    case Passage::kUncertain:
      return "uncertain";
    case Passage::kClosed:
      return "closed";
  }
  return "";
}

Result<WhatIf> whatif(const RoadWorld& world, const std::vector<Report>& reports,
                      const WhatIfQuestion& question) {
  WhatIf answer;
  answer.question = question;
  if (auto status = check(world, question); !status) return tl::unexpected(status.error());
  if (auto status = settle_traveller(world, answer); !status) return tl::unexpected(status.error());
  const Passability before(world, question.day, answer.traveller, {});
  const Passability after(world, question.day, answer.traveller, question.changes);
  const auto from = settle_from(before, answer);
  if (!from) return tl::unexpected(from.error());
  const auto targets = settle_targets(before, answer, *from);
  if (!targets) return tl::unexpected(targets.error());
  const Journeys now(before), then(after);
  for (const Target& target : *targets) {
    PairAnswer pair{answer.from, target.id, {}, now.approach(target), then.approach(target)};
    for (const RoadNetwork network : kNetworks)
      pair.networks.push_back(
          {network, now.travel(*from, target, network), then.travel(*from, target, network)});
    answer.pairs.push_back(std::move(pair));
  }
  answer.cut_off_before = cut_off_settlements(before, *from);
  answer.cut_off_after = cut_off_settlements(after, *from);
  std::set_difference(answer.cut_off_after.begin(), answer.cut_off_after.end(),
                      answer.cut_off_before.begin(), answer.cut_off_before.end(),
                      std::back_inserter(answer.newly_cut_off));
  IsolationOptions options;
  options.samples = std::clamp(
      static_cast<int>(kMostSteps / std::max<std::size_t>(1, world.graph->roads().size())), 500,
      options.samples);
  answer.drawn_worlds = options.samples;
  answer.isolation = isolate(before, after, *from, options);
  answer.sieges = test_sieges(world, reports, answer.isolation, question.day);
  answer.stated = stated_consequences(world, reports, question.day);
  return answer;
}

}  // namespace dateline
