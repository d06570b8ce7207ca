#include "dateline/territory/whatif.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

namespace dateline {
namespace {

constexpr std::size_t kMainPlaces = 12;

/// The most probable holder of each place: the table's, or what the changes say.
class Holders {
 public:
  Holders(const ControlTable& control, Day day) : control_(control), day_(day) {}

  void change(const PlaceId& place, const ActorId& party) { changes_.emplace_back(place, party); }

  /// Empty where nothing is known of the place (a town of a neighbour).
  ActorId of(const PlaceId& place) const {
    for (auto it = changes_.rbegin(); it != changes_.rend(); ++it) {
      if (it->first == place) return it->second;
    }
    const int best = control_.most_probable(place, day_);
    return best < 0 ? ActorId() : control_.states()[static_cast<std::size_t>(best)];
  }

 private:
  const ControlTable& control_;
  Day day_;
  std::vector<std::pair<PlaceId, ActorId>> changes_;
};

class Traveller {
 public:
  Traveller(const RoadGraph& graph, const Gazetteer& gazetteer, const Parties& parties,
            const WhatIfQuestion& question, ActorId party)
      : graph_(graph),
        gazetteer_(gazetteer),
        parties_(parties),
        question_(question),
        party_(std::move(party)) {}

  RouteAnswer travel(RoadNode from, RoadNode to, RoadNetwork network,
                     const Holders& holders) const {
    RouteAnswer answer;
    for (const bool sure : {true, false}) {
      const auto route = shortest_path(graph_, from, to, filter(network, holders, sure));
      if (!route) continue;
      answer = describe(*route, holders);
      answer.passage = sure ? Passage::kOpen : Passage::kUncertain;
      return answer;
    }
    return answer;
  }

  /// Which roads and places of a network are open. With `sure`, only roads that are surely there.
  RoadFilter filter(RoadNetwork network, const Holders& holders, bool sure) const {
    RoadFilter filter;
    filter.road = [this, network, sure](const Road& road) {
      if (!road.stands_on(question_.day) || (sure && road.certainty < kSureRoad)) return false;
      if (network == RoadNetwork::kMain && !is_main(road.road_class)) return false;
      return network == RoadNetwork::kAbroad || foreign(road).empty();
    };
    filter.node = [this, &holders](RoadNode node) {
      const PlaceId& place = graph_.place(node);
      if (hostile(holders.of(place))) return false;
      const Crossing* crossing = graph_.crossing(place, question_.day);
      return !crossing || crossing->status.empty() || crossing->status == "open";
    };
    return filter;
  }

  bool hostile(const ActorId& holder) const {
    return !holder.empty() && holder != kContested &&
           parties_.enemies(party_, holder, question_.day);
  }

  /// True where the traveller's own side holds the place or fights in it.
  bool own(const ActorId& holder) const {
    return holder == kContested ||
           (!holder.empty() && parties_.allied(party_, holder, question_.day));
  }

 private:
  std::vector<std::string> foreign(const Road& road) const {
    std::vector<std::string> out;
    if (question_.main_country.empty()) return out;
    for (const std::string& country : road.countries) {
      if (country != question_.main_country) out.push_back(country);
    }
    return out;
  }

  RouteAnswer describe(const Route& route, const Holders& holders) const {
    RouteAnswer answer;
    answer.km = route.length_m / 1000;
    for (const RoadNode node : route.nodes) {
      const PlaceId& place = graph_.place(node);
      answer.places.push_back(place);
      if (holders.of(place) == kContested) answer.contested.push_back(place);
      const Place* known = gazetteer_.find(place);
      if (graph_.crossing(place, question_.day) || (known && known->kind == "crossing")) {
        answer.crossings.push_back(place);
      }
    }
    for (std::size_t i = 0; i < route.roads.size(); ++i) {
      const Road& road = graph_.roads()[route.roads[i]];
      const RoadPart part{answer.places[i],     answer.places[i + 1], road.name, road.road_class,
                          road.length_m / 1000, road.certainty,       road.row};
      answer.parts.push_back(part);
      if (road.certainty < kSureRoad) answer.uncertain.push_back(part);
      for (const std::string& country : foreign(road)) {
        if (std::find(answer.countries.begin(), answer.countries.end(), country) ==
            answer.countries.end()) {
          answer.countries.push_back(country);
        }
      }
    }
    return answer;
  }

  const RoadGraph& graph_;
  const Gazetteer& gazetteer_;
  const Parties& parties_;
  const WhatIfQuestion& question_;
  ActorId party_;
};

/// Places of the graph that `holds` says yes to, most populous first.
template <class Holds>
std::vector<const Place*> places_by_population(const RoadGraph& graph, const Gazetteer& gazetteer,
                                               const Holds& holds) {
  std::vector<const Place*> places;
  for (const PlaceId& id : graph.places()) {
    const Place* place = gazetteer.find(id);
    if (place && holds(*place)) places.push_back(place);
  }
  std::sort(places.begin(), places.end(), [](const Place* a, const Place* b) {
    return std::pair(b->population, a->id) < std::pair(a->population, b->id);
  });
  return places;
}

bool is_settlement(const Place& place) {
  static constexpr std::array<std::string_view, 5> kKinds = {"city", "town", "village", "district",
                                                             "camp"};
  return std::find(kKinds.begin(), kKinds.end(), place.kind) != kKinds.end();
}

Result<RoadNode> node_of(const RoadGraph& graph, const PlaceId& place) {
  const auto node = graph.find(place);
  if (node) return *node;
  return fail(ErrorCode::kPlaceUnknown, fmt::format("{} is on no road", place.str()));
}

std::vector<PlaceId> cut_off(const RoadGraph& graph, const Gazetteer& gazetteer,
                             const Traveller& traveller, const Holders& holders, RoadNode from) {
  RoadFilter filter = traveller.filter(RoadNetwork::kMain, holders, true);
  const std::vector<bool> reached = connected_set(graph, from, filter);
  // A village that no main road leads to is not cut off by anybody.
  filter.node = [](RoadNode) { return true; };
  const std::vector<bool> joined = connected_set(graph, from, filter);
  std::vector<PlaceId> out;
  for (RoadNode node = 0; node < graph.size(); ++node) {
    const Place* place = gazetteer.find(graph.place(node));
    if (place && joined[node] && !reached[node] && is_settlement(*place) &&
        traveller.own(holders.of(place->id))) {
      out.push_back(place->id);
    }
  }
  return out;  // nodes stand in order of id
}

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

/// Checks what is asked and fills in who travels and from where.
Status settle(const RoadGraph& graph, const Gazetteer& gazetteer, const Parties& parties,
              const ControlTable& control, const Holders& before, WhatIf& answer) {
  const WhatIfQuestion& question = answer.question;
  if (!control.days().contains(question.day)) {
    return fail(ErrorCode::kDayInvalid, fmt::format("no beliefs of {}", to_string(question.day)));
  }
  for (const auto& [place, party] : question.changes) {
    if (!control.find(place, question.day) && !graph.find(place)) {
      return fail(ErrorCode::kPlaceUnknown, fmt::format("no beliefs of {}", place.str()));
    }
    const auto& states = control.states();
    if (std::find(states.begin(), states.end(), party) == states.end() && !parties.find(party)) {
      return fail(ErrorCode::kPartyUnknown, party.str());
    }
  }
  if (question.traveller) {
    answer.traveller = *question.traveller;
  } else if (question.from) {
    answer.traveller = before.of(*question.from);
  } else if (!question.changes.empty()) {
    answer.traveller = before.of(question.changes.front().first);
    if (answer.traveller.empty() || answer.traveller == kContested)
      answer.traveller = other_holder(control, question);
  }
  if (answer.traveller.empty() || answer.traveller == kContested) {
    return fail(ErrorCode::kArgumentInvalid,
                "nobody to travel: name a place to start from that a "
                "party holds, or a party");
  }
  if (question.from) {
    answer.from = *question.from;
    return {};
  }
  const auto own = places_by_population(graph, gazetteer, [&](const Place& place) {
    const ActorId holder = before.of(place.id);
    return holder != kContested && !holder.empty() &&
           parties.allied(answer.traveller, holder, question.day);
  });
  if (own.empty()) {
    return fail(ErrorCode::kArgumentInvalid,
                fmt::format("{} holds no place on a road", answer.traveller.str()));
  }
  answer.from = own.front()->id;
  return {};
}

}  // namespace

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

Result<WhatIf> whatif(const RoadGraph& graph, const Gazetteer& gazetteer, const Parties& parties,
                      const ControlTable& control, const WhatIfQuestion& question) {
  WhatIf answer;
  answer.question = question;
  const Holders before(control, question.day);
  if (auto status = settle(graph, gazetteer, parties, control, before, answer); !status) {
    return tl::unexpected(status.error());
  }
  Holders after = before;
  for (const auto& [place, party] : question.changes) after.change(place, party);
  const Traveller traveller(graph, gazetteer, parties, answer.question, answer.traveller);
  const auto from = node_of(graph, answer.from);
  if (!from) return tl::unexpected(from.error());

  std::vector<PlaceId> targets = question.to;
  if (targets.empty()) {
    for (const Place* place : places_by_population(graph, gazetteer, [&](const Place& p) {
           return is_settlement(p) && p.id != answer.from && before.of(p.id) != kContested &&
                  traveller.own(before.of(p.id));
         })) {
      if (targets.size() < kMainPlaces) targets.push_back(place->id);
    }
  }
  for (const PlaceId& target : targets) {
    const auto to = node_of(graph, target);
    if (!to) return tl::unexpected(to.error());
    PairAnswer pair{answer.from, target, {}};
    for (const RoadNetwork network :
         {RoadNetwork::kMain, RoadNetwork::kCountry, RoadNetwork::kAbroad}) {
      pair.networks.push_back({network, traveller.travel(*from, *to, network, before),
                               traveller.travel(*from, *to, network, after)});
    }
    answer.pairs.push_back(std::move(pair));
  }
  answer.cut_off_before = cut_off(graph, gazetteer, traveller, before, *from);
  answer.cut_off_after = cut_off(graph, gazetteer, traveller, after, *from);
  std::set_difference(answer.cut_off_after.begin(), answer.cut_off_after.end(),
                      answer.cut_off_before.begin(), answer.cut_off_before.end(),
                      std::back_inserter(answer.newly_cut_off));
  return answer;
}

}  // namespace dateline
