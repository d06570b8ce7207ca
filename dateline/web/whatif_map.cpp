#include "dateline/web/whatif_map.h"

#include <algorithm>

#include <fmt/format.h>

#include "dateline/web/svg_map.h"
#include "dateline/web/xml.h"

namespace dateline {
namespace {

constexpr int kWidth = 860, kHeight = 760, kHead = 46, kGap = 16;

/// The chance with which the traveller passes a stretch with both its ends.
double passes(const Passability& world, std::uint32_t index) {
  const Road& road = world.graph().roads()[index];
  return world.node(road.from) * world.road(index, RoadNetwork::kAbroad) * world.node(road.to);
}

class Filler {
 public:
  Filler(const WhatIf& answer, const RoadWorld& world)
      : answer_(answer),
        world_(world),
        before_(world, answer.question.day, answer.traveller, {}),
        after_(world, answer.question.day, answer.traveller, answer.question.changes) {}

  MapInput fill(bool after) const {
    MapInput out;
    for (const ActorId& state : world_.control->states())
      if (state != kContested)
        out.parties.push_back({state, world_.parties->name(state), world_.parties->colour(state)});
    for (const PlaceId& id : world_.control->places()) add_place(id, after, out);
    for (std::uint32_t i = 0; i < world_.graph->roads().size(); ++i) add_road(i, after, out);
    return out;
  }

 private:
  /// What the change says, else nullptr.
  const ActorId* changed(const PlaceId& id) const {
    const auto& changes = answer_.question.changes;
    const auto it = std::find_if(changes.rbegin(), changes.rend(),
                                 [&](const PlaceChange& one) { return one.first == id; });
    return it == changes.rend() ? nullptr : &it->second;
  }

  void add_place(const PlaceId& id, bool after, MapInput& out) const {
    const Place* place = world_.gazetteer->find(id);
    const auto state = world_.control->find(id, answer_.question.day);
    if (!place || !place->point || place->kind == "foreign" || !state) return;
    MapPlace one{id, place->name, *place->point, place->kind, place->population,
                 {}, {},          false,         false};
    one.support.reports = state->support.reports;
    if (state->support.days_since_last >= 0)
      one.support.days_since = state->support.days_since_last;
    one.besieged = !state->support.besieged_by.empty();
    const ActorId* to = changed(id);
    one.changed = to != nullptr;
    if (to && after && *to != kContested) {
      one.shares.push_back({*to, 1});
    } else {
      for (std::size_t i = 0; i < state->probability.size(); ++i)
        if (state->probability[i] >= 0.005)
          one.shares.push_back({world_.control->states()[i], state->probability[i]});
      if (to && after) one.shares.push_back({ActorId(kContestedState), 1});
    }
    out.places.push_back(std::move(one));
  }

  void add_road(std::uint32_t index, bool after, MapInput& out) const {
    const Road& road = world_.graph->roads()[index];
    const Place* from = world_.gazetteer->find(world_.graph->place(road.from));
    const Place* to = world_.gazetteer->find(world_.graph->place(road.to));
    if (!from || !to || !from->point || !to->point || !road.stands_on(answer_.question.day)) return;
    MapRoad one{{*from->point, *to->point},
                std::string(to_string(road.road_class)),
                road.name,
                road.certainty,
                MapRoadState::kPlain};
    // A road that may not be there is drawn as that: only what holds the places shuts it.
    const double sure = std::max(road.certainty, 1e-9);
    const double was = passes(before_, index) / sure, is = passes(after_, index) / sure;
    if (was < 0.5)
      one.state = MapRoadState::kShut;
    else if (after && is < 0.5)
      one.state = MapRoadState::kCut;
    out.roads.push_back(std::move(one));
  }

  const WhatIf& answer_;
  const RoadWorld& world_;
  const Passability before_, after_;
};

/// Ids of one map must not be those of the other.
std::string with_ids(std::string svg, std::string_view suffix) {
  for (const std::string_view id : {"dl-frame", "dl-hatch"}) {
    for (std::size_t at = svg.find(id); at != std::string::npos; at = svg.find(id, at + id.size()))
      svg.insert(at + id.size(), suffix);
  }
  return svg;
}

std::string number_in(const std::string& svg, std::string_view name) {
  const std::size_t at = svg.find(name) + name.size();
  return svg.substr(at, svg.find('"', at) - at);
}

}  // namespace

std::string render_whatif_map(const WhatIf& answer, const RoadWorld& world) {
  const Filler filler(answer, world);
  const auto name = [&](const PlaceId& id) {
    const Place* place = world.gazetteer->find(id);
    return place ? place->name : id.str();
  };
  std::string change;
  for (const auto& [place, party] : answer.question.changes)
    change += fmt::format("{}{}: {}", change.empty() ? "" : "; ", name(place),
                          party == kContested ? party.str() : world.parties->name(party));
  MapOptions options;
  options.width = kWidth;
  options.height = kHeight;
  options.title = "Before";
  const std::string before = with_ids(render_svg_map(filler.fill(false), options), "-before");
  options.title = "After";
  const std::string after = with_ids(render_svg_map(filler.fill(true), options), "-after");
  const double height = std::max(std::stod(number_in(before, " height=\"")),
                                 std::stod(number_in(after, " height=\"")));
  const std::string title =
      fmt::format("{}: if {}", to_string(answer.question.day), change.empty() ? "nothing" : change);
  const std::string below = fmt::format("The ways of {} from {}",
                                        world.parties->name(answer.traveller), name(answer.from));
  return fmt::format(
      R"svg(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img"><title>{2}</title>)svg"
      R"svg(<rect width="{0}" height="{1}" fill="#ffffff"/><g font-family="Helvetica, Arial, sans-serif" fill="#2a2824">)svg"
      R"svg(<text x="16" y="31" font-size="22" font-weight="700">{2}</text>)svg"
      R"svg(<text x="{3}" y="31" font-size="16" text-anchor="end">{4}</text></g>)svg"
      "\n"
      R"svg(<g transform="translate(0 {5})">{6}</g><g transform="translate({7} {5})">{8}</g></svg>)svg"
      "\n",
      2 * kWidth + kGap, kHead + height, xml_escape(title), 2 * kWidth + kGap - 16,
      xml_escape(below), kHead, before, kWidth + kGap, after);
}

}  // namespace dateline
