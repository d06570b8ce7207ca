#pragma once

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "dateline/territory/passage.h"
#include "dateline/territory/start.h"

// For tests alone: a valley with one motorway, a track round the middle town, and a border.
//
//   north ==== middle ---- harbour -- pier        coast: harbour, pier
//      \         |           /
//       \ .... village ..../   (old track, which may not be there)
//        \       south                            south is the rebels'
//         border - abroad                         (closed crossing)

namespace dateline::sample {

struct Valley {
  Gazetteer gazetteer;
  Parties parties;
  StartingControl start;
  RoadGraph roads;
  std::vector<Claim> claims;
  std::vector<Document> documents;
  Day day{2024, 1, 20};
  ControlTable table;

  Valley() {
    Place coast;
    coast.id = PlaceId("coast");
    coast.name = "Coast";
    coast.kind = "region";
    coast.is_region = true;
    gazetteer.add(coast);
    const std::vector<std::tuple<const char*, double, double, const char*, int>> places = {
        {"abroad", 35.4, 35.6, "foreign", 0},    {"border", 35.3, 35.8, "crossing", 0},
        {"harbour", 34.4, 36.0, "city", 90'000}, {"middle", 34.7, 36.0, "city", 300'000},
        {"north", 35.0, 36.0, "city", 500'000},  {"pier", 34.4, 35.9, "port", 0},
        {"south", 34.5, 36.3, "town", 40'000},   {"village", 34.7, 35.7, "village", 2'000}};
    std::vector<PlaceId> ids;
    for (const auto& [id, lat, lon, kind, people] : places) {
      Place place;
      place.id = PlaceId(id);
      place.name = std::string(1, static_cast<char>(id[0] - 32)) + (id + 1);
      place.kind = kind;
      place.point = LatLng::make(Latitude{lat}, Longitude{lon});
      place.population = people;
      if (place.name == "Harbour" || place.name == "Pier") place.parent = PlaceId("coast");
      gazetteer.add(place);
      ids.push_back(place.id);
      if (place.name == "Abroad" || place.name == "Border") continue;
      const bool rebel = place.name == "South";
      start.rows.push_back({place.id,
                            Day(2024, 1, 1),
                            {{ActorId(rebel ? "reb" : "gov"), 0.9}, {ActorId("bystander"), 0.02}},
                            "start.csv:2"});
    }
    for (const auto& [id, name, side] : {std::tuple("gov", "Government", "loyal"),
                                         {"ally", "Ally", "loyal"},
                                         {"reb", "Rebels", "revolt"},
                                         {"bystander", "Bystanders", ""}}) {
      Party party;
      party.id = ActorId(id);
      party.name = name;
      party.kind = "armed_group";
      if (*side) party.sides = {{side, {}, {}}};
      parties.add(party);
    }
    lay_roads(std::move(ids));
    believe();
  }

  Claim& tell(Day published, ClaimType type, const char* who, const char* place,
              const char* words = "words") {
    Document document;
    document.id = DocumentId("d" + std::to_string(documents.size()));
    document.published.day = published;
    document.outlet = "The Wire";
    document.text = words;
    Claim claim;
    claim.id = ClaimId("c" + std::to_string(100 + claims.size()));
    claim.document = document.id;
    claim.type = type;
    claim.sentence = {0, static_cast<std::uint32_t>(document.text.size())};
    claim.text = words;
    claim.confidence = 1;
    if (*who) claim.who.push_back({ActorId(who), who, {}});
    PlaceReading where;
    where.place = PlaceId(place);
    where.relation = "in";
    claim.where.push_back(where);
    documents.push_back(document);
    claims.push_back(claim);
    return claims.back();
  }

  void believe() {
    ControlInputs inputs;
    inputs.gazetteer = &gazetteer;
    inputs.parties = &parties;
    inputs.start = &start;
    inputs.reports = reports();
    inputs.days = {Day(2024, 1, 1), Day(2024, 1, 30)};
    inputs.roads = &roads;
    table = infer_control(inputs);
  }

  std::vector<Report> reports() const { return make_reports(claims, documents); }

  RoadWorld world() const { return {&roads, &gazetteer, &parties, &table, {}, "AA"}; }

 private:
  void lay_roads(std::vector<PlaceId> ids) {
    std::vector<Road> rows;
    const auto index = [&](const char* id) {
      return static_cast<RoadNode>(std::find(ids.begin(), ids.end(), PlaceId(id)) - ids.begin());
    };
    const auto add = [&](const char* from, const char* to, double km, RoadClass road_class,
                         const char* name, double certainty, std::vector<std::string> countries) {
      Road road;
      road.from = index(from);
      road.to = index(to);
      road.length_m = km * 1000;
      road.road_class = road_class;
      road.name = name;
      road.certainty = certainty;
      road.countries = std::move(countries);
      road.row = "roads.csv:" + std::to_string(rows.size() + 2);
      rows.push_back(std::move(road));
    };
    add("north", "middle", 30, RoadClass::kMotorway, "M1", 1, {"AA"});
    add("middle", "harbour", 30, RoadClass::kPrimary, "M1", 1, {"AA"});
    add("harbour", "pier", 2, RoadClass::kPrimary, "quay", 1, {"AA"});
    add("north", "village", 40, RoadClass::kTertiary, "hill road", 1, {"AA"});
    add("village", "harbour", 40, RoadClass::kTrack, "old track", 0.5, {"AA"});
    add("middle", "south", 25, RoadClass::kPrimary, "south road", 1, {"AA"});
    add("harbour", "south", 60, RoadClass::kSecondary, "shore road", 1, {"AA"});
    add("north", "border", 20, RoadClass::kPrimary, "border road", 1, {"AA", "BB"});
    add("border", "abroad", 20, RoadClass::kPrimary, "border road", 1, {"BB"});
    Crossing crossing;
    crossing.place = PlaceId("border");
    crossing.countries = {"AA", "BB"};
    crossing.status = "closed";
    roads = RoadGraph(std::move(ids), std::move(rows), {crossing});
  }
};

}  // namespace dateline::sample
