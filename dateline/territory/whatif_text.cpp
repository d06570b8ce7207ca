#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "dateline/territory/whatif.h"

// JSON of a what-if:
//   answer  = { on, changes: [{place, to}], from, traveller, pairs: [pair], cut_off: {before,
//   after,
//               newly: [place]} }
//   pair    = { from, to, networks: [{network, before: route, after: route}] }
//   route   = { passage, km, places: [place], roads: [road], uncertain: [road], contested: [place],
//               countries: [code], crossings: [place] }
//   place   = { id, name }        road = { from, to, name, class, km, certainty, row }

namespace dateline {
namespace {

using Json = nlohmann::ordered_json;

std::string name_of(const PlaceId& id, const Gazetteer& gazetteer) {
  const Place* place = gazetteer.find(id);
  return place ? place->name : id.str();
}

std::string name_of(const ActorId& party, const Parties& parties) {
  return party == kContested ? party.str() : parties.name(party);
}

std::string list_of(const std::vector<PlaceId>& places, const Gazetteer& gazetteer,
                    std::string_view between) {
  std::string out;
  for (const PlaceId& place : places) {
    if (!out.empty()) out += between;
    out += name_of(place, gazetteer);
  }
  return out;
}

std::string_view title_of(RoadNetwork network, bool whole) {
  switch (network) {
    case RoadNetwork::kMain:
      return "main roads";
    case RoadNetwork::kCountry:
      return whole ? "any road" : "any road of the country";
    case RoadNetwork::kAbroad:
      return "by way of another country";
  }
  return "";
}

void tell_route(std::string& out, std::string_view when, const RouteAnswer& route,
                const Gazetteer& gazetteer) {
  if (route.passage == Passage::kClosed) {
    out += fmt::format("    {:<7}cut off\n", when);
    return;
  }
  out += fmt::format("    {:<7}{}, {:.0f} km: {}\n", when, to_string(route.passage), route.km,
                     list_of(route.places, gazetteer, " - "));
  for (const RoadPart& part : route.uncertain) {
    out += fmt::format(
        "           uncertain: open only by {} {} - {} ({}, {:.0f} km, certainty "
        "{:.2f}, {})\n",
        part.name.empty() ? "the road" : part.name, name_of(part.from, gazetteer),
        name_of(part.to, gazetteer), to_string(part.road_class), part.km, part.certainty, part.row);
  }
  if (!route.contested.empty()) {
    out += fmt::format("           contested on the way: {}\n",
                       list_of(route.contested, gazetteer, ", "));
  }
  if (!route.countries.empty()) {
    out += fmt::format("           through {}{}{}\n", fmt::join(route.countries, ", "),
                       route.crossings.empty() ? "" : " by ",
                       list_of(route.crossings, gazetteer, ", "));
  }
}

Json json_of(const PlaceId& id, const Gazetteer& gazetteer) {
  return Json{{"id", id.str()}, {"name", name_of(id, gazetteer)}};
}

Json json_of(const std::vector<PlaceId>& ids, const Gazetteer& gazetteer) {
  Json out = Json::array();
  for (const PlaceId& id : ids) out.push_back(json_of(id, gazetteer));
  return out;
}

Json json_of(const std::vector<RoadPart>& parts) {
  Json out = Json::array();
  for (const RoadPart& part : parts) {
    out.push_back(Json{{"from", part.from.str()},
                       {"to", part.to.str()},
                       {"name", part.name},
                       {"class", to_string(part.road_class)},
                       {"km", part.km},
                       {"certainty", part.certainty},
                       {"row", part.row}});
  }
  return out;
}

Json json_of(const RouteAnswer& route, const Gazetteer& gazetteer) {
  Json out;
  out["passage"] = to_string(route.passage);
  if (route.passage == Passage::kClosed) {
    out["km"] = nullptr;
  } else {
    out["km"] = route.km;
  }
  out["places"] = json_of(route.places, gazetteer);
  out["roads"] = json_of(route.parts);
  out["uncertain"] = json_of(route.uncertain);
  out["contested"] = json_of(route.contested, gazetteer);
  out["countries"] = route.countries;
  out["crossings"] = json_of(route.crossings, gazetteer);
  return out;
}

}  // namespace

std::string to_text(const WhatIf& answer, const Gazetteer& gazetteer, const Parties& parties) {
  const WhatIfQuestion& question = answer.question;
  std::string out = fmt::format("On {}", to_string(question.day));
  for (std::size_t i = 0; i < question.changes.size(); ++i) {
    out += fmt::format("{} {}: {}", i == 0 ? ", if" : ";",
                       name_of(question.changes[i].first, gazetteer),
                       name_of(question.changes[i].second, parties));
  }
  out += fmt::format("\nThe way of {} from {}\n", name_of(answer.traveller, parties),
                     name_of(answer.from, gazetteer));
  for (const PairAnswer& pair : answer.pairs) {
    out += fmt::format("\n{} - {}\n", name_of(pair.from, gazetteer), name_of(pair.to, gazetteer));
    for (const NetworkAnswer& network : pair.networks) {
      out += fmt::format("  {}\n", title_of(network.network, question.main_country.empty()));
      tell_route(out, "before", network.before, gazetteer);
      tell_route(out, "after", network.after, gazetteer);
    }
  }
  out += fmt::format("\nCut off from {} by main roads\n", name_of(answer.from, gazetteer));
  const auto line = [&](std::string_view when, const std::vector<PlaceId>& places) {
    out += fmt::format("  {:<7}{}: {}\n", when, places.size(),
                       places.empty() ? "none" : list_of(places, gazetteer, ", "));
  };
  line("before", answer.cut_off_before);
  line("after", answer.cut_off_after);
  line("newly", answer.newly_cut_off);
  return out;
}

std::string to_json(const WhatIf& answer, const Gazetteer& gazetteer, const Parties& parties) {
  Json out;
  out["on"] = to_string(answer.question.day);
  out["changes"] = Json::array();
  for (const auto& [place, party] : answer.question.changes) {
    out["changes"].push_back(Json{{"place", json_of(place, gazetteer)}, {"to", party.str()}});
  }
  out["from"] = json_of(answer.from, gazetteer);
  out["traveller"] =
      Json{{"id", answer.traveller.str()}, {"name", name_of(answer.traveller, parties)}};
  out["pairs"] = Json::array();
  for (const PairAnswer& pair : answer.pairs) {
    Json networks = Json::array();
    for (const NetworkAnswer& network : pair.networks) {
      networks.push_back(Json{{"network", to_string(network.network)},
                              {"before", json_of(network.before, gazetteer)},
                              {"after", json_of(network.after, gazetteer)}});
    }
    out["pairs"].push_back(Json{{"from", json_of(pair.from, gazetteer)},
                                {"to", json_of(pair.to, gazetteer)},
                                {"networks", std::move(networks)}});
  }
  out["cut_off"] = Json{{"before", json_of(answer.cut_off_before, gazetteer)},
                        {"after", json_of(answer.cut_off_after, gazetteer)},
                        {"newly", json_of(answer.newly_cut_off, gazetteer)}};
  // Names come from files of the user: bytes that are no UTF-8 are replaced, never thrown at.
  return out.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace dateline
