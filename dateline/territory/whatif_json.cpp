#include <nlohmann/json.hpp>

#include "dateline/territory/whatif.h"

// JSON of a what-if:
//   answer    = { on, changes: [{place, to}], from, traveller, pairs: [pair],
//                 cut_off: {before, after, newly: [place]}, drawn_worlds, settlements:
//                 [settlement], sieges: [siege], stated: [stated] }
//   pair      = { from, to, networks: [{network, before: route, after: route}],
//                 approach: {before, after: null / {place: held, km}} }
//   route     = { cut_off: chance, passage, km, hours, places: [place], roads: [road],
//                 uncertain: [road], contested: [place], countries: [code], crossings: [place],
//                 all_pass: [held], last_roads: [road], smallest_cut: null / [held] }
//   chance    = { p, standard_error, exact }     held = { id, name, party, p }
//   place     = { id, name }      road = { from, to, name, class, km, certainty, row }
//   settlement = { place: held, population, since, or_earlier, before: cut, after: cut }
//   cut       = { main, any, crossings, ports, airports }
//   siege     = { place: held, population, enclosed, parts, surrounded, aid, leaving: part }
//   part      = { has_evidence, for: [told], against: [told] }
//   told      = { claim, document, published, outlet, sentence }
//   stated    = { told..., condition, linked, changes, traveller, from, to, network,
//                 before, after: null / chance, agreement, reason }

namespace dateline {
namespace {

using Json = nlohmann::ordered_json;

class Writer {
 public:
  Writer(const Gazetteer& gazetteer, const Parties& parties)
      : gazetteer_(gazetteer), parties_(parties) {}

  Json place(const PlaceId& id) const {
    const Place* place = gazetteer_.find(id);
    return Json{{"id", id.str()}, {"name", place ? place->name : id.str()}};
  }

  Json party(const ActorId& id) const {
    return Json{{"id", id.str()},
                {"name", id == kContested || id.empty() ? id.str() : parties_.name(id)}};
  }

  Json held(const HeldPlace& one) const {
    Json out = place(one.place);
    out["party"] = one.holding.party.str();
    out["p"] = one.holding.probability;
    return out;
  }

  template <class List, class Each>
  static Json list(const List& all, Each each) {
    Json out = Json::array();
    for (const auto& one : all) out.push_back(each(one));
    return out;
  }

  Json places(const std::vector<PlaceId>& ids) const {
    return list(ids, [&](const PlaceId& id) { return place(id); });
  }

  Json helds(const std::vector<HeldPlace>& all) const {
    return list(all, [&](const HeldPlace& one) { return held(one); });
  }

  Json changes(const std::vector<PlaceChange>& all) const {
    return list(all, [&](const PlaceChange& one) {
      return Json{{"place", place(one.first)}, {"to", one.second.str()}};
    });
  }

  static Json chance(const Chance& chance) {
    return Json{
        {"p", chance.value}, {"standard_error", chance.standard_error}, {"exact", chance.exact}};
  }

  static Json roads(const std::vector<RoadPart>& parts) {
    return list(parts, [](const RoadPart& part) {
      return Json{{"from", part.from.str()}, {"to", part.to.str()},
                  {"name", part.name},       {"class", to_string(part.road_class)},
                  {"km", part.km},           {"certainty", part.certainty},
                  {"row", part.row}};
    });
  }

  Json route(const RouteAnswer& route) const {
    const bool closed = route.passage == Passage::kClosed;
    Json out;
    out["cut_off"] = chance(route.cut_off);
    out["passage"] = to_string(route.passage);
    out["km"] = closed ? Json() : Json(route.km);
    out["hours"] = closed ? Json() : Json(route.hours);
    out["places"] = places(route.places);
    out["roads"] = roads(route.parts);
    out["uncertain"] = roads(route.uncertain);
    out["contested"] = places(route.contested);
    out["countries"] = route.countries;
    out["crossings"] = places(route.crossings);
    out["all_pass"] = helds(route.all_pass);
    out["last_roads"] = roads(route.last_roads);
    out["smallest_cut"] = route.smallest_cut ? helds(*route.smallest_cut) : Json();
    return out;
  }

  Json approach(const std::optional<Approach>& approach) const {
    if (!approach) return nullptr;
    return Json{{"place", held(approach->place)}, {"km", approach->km}};
  }

  Json pair(const PairAnswer& pair) const {
    Json networks = list(pair.networks, [&](const NetworkAnswer& network) {
      return Json{{"network", to_string(network.network)},
                  {"before", route(network.before)},
                  {"after", route(network.after)}};
    });
    return Json{
        {"from", place(pair.from)},
        {"to", place(pair.to)},
        {"networks", std::move(networks)},
        {"approach",
         {{"before", approach(pair.approach_before)}, {"after", approach(pair.approach_after)}}}};
  }

  static Json cut(const CutOffFrom& cut) {
    return Json{{"main", cut.main ? Json(*cut.main) : Json()},
                {"any", cut.any},
                {"crossings", cut.crossings},
                {"ports", cut.ports},
                {"airports", cut.airports}};
  }

  static Json people(std::int64_t population) { return population > 0 ? Json(population) : Json(); }

  Json settlement(const Isolation& one) const {
    return Json{{"place", held({one.place, one.holding})},
                {"population", people(one.population)},
                {"since", one.since ? Json(to_string(*one.since)) : Json()},
                {"or_earlier", one.or_earlier},
                {"before", cut(one.before)},
                {"after", cut(one.after)}};
  }

  template <class Told>
  static Json told(const Told& told) {
    return Json{{"claim", told.claim.str()},
                {"document", told.document.str()},
                {"published", to_string(told.published)},
                {"outlet", told.outlet},
                {"sentence", told.sentence}};
  }

  static Json part(const SiegePart& part, bool has_evidence) {
    const auto all = [](const std::vector<SiegeEvidence>& evidence) {
      return list(evidence, [](const SiegeEvidence& one) { return told(one); });
    };
    return Json{{"has_evidence", has_evidence},
                {"for", all(part.supporting)},
                {"against", all(part.opposing)}};
  }

  Json siege(const SiegeTest& test) const {
    return Json{{"place", held({test.place, test.holding})},
                {"population", people(test.population)},
                {"enclosed", test.enclosed},
                {"parts", test.parts()},
                {"surrounded", part(test.surrounded, test.is_surrounded())},
                {"aid", part(test.aid, test.aid.has_evidence())},
                {"leaving", part(test.leaving, test.leaving.has_evidence())}};
  }

  Json stated(const StatedConsequence& one) const {
    Json out = told(one);
    out["condition"] = one.condition.str();
    out["linked"] = one.linked;
    out["changes"] = changes(one.changes);
    out["traveller"] = one.traveller.str();
    out["from"] = one.from.empty() ? Json() : place(one.from);
    out["to"] = places(one.to);
    out["network"] = to_string(one.network);
    out["before"] = one.before ? chance(*one.before) : Json();
    out["after"] = one.after ? chance(*one.after) : Json();
    out["agreement"] = to_string(one.agreement);
    out["reason"] = one.reason;
    return out;
  }

 private:
  const Gazetteer& gazetteer_;
  const Parties& parties_;
};

}  // namespace

std::string to_json(const WhatIf& answer, const Gazetteer& gazetteer, const Parties& parties) {
  const Writer writer(gazetteer, parties);
  Json out;
  out["on"] = to_string(answer.question.day);
  out["changes"] = writer.changes(answer.question.changes);
  out["from"] = writer.place(answer.from);
  out["traveller"] = writer.party(answer.traveller);
  out["pairs"] = Writer::list(answer.pairs, [&](const PairAnswer& p) { return writer.pair(p); });
  out["cut_off"] = Json{{"before", writer.places(answer.cut_off_before)},
                        {"after", writer.places(answer.cut_off_after)},
                        {"newly", writer.places(answer.newly_cut_off)}};
  out["drawn_worlds"] = answer.drawn_worlds;
  out["settlements"] =
      Writer::list(answer.isolation, [&](const Isolation& one) { return writer.settlement(one); });
  out["sieges"] =
      Writer::list(answer.sieges, [&](const SiegeTest& test) { return writer.siege(test); });
  out["stated"] =
      Writer::list(answer.stated, [&](const StatedConsequence& one) { return writer.stated(one); });
  // Names come from files of the user: bytes that are no UTF-8 are replaced, never thrown at.
  return out.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace dateline
