#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "dateline/territory/control.h"

// For tests alone: a small world whose control is told claim by claim.

namespace dateline::sample {

/// Towns t000, t001, ... in rows of fifty, `apart` degrees from each other (by themselves: too far
/// to be neighbours), in one region each of ten, parties gov, reb and kur, no roads.
struct World {
  Gazetteer gazetteer;
  Parties parties;
  StartingControl start;
  std::vector<Claim> claims;
  std::vector<Document> documents;

  explicit World(int towns, double apart = 1) {
    for (int i = 0; i < (towns + 9) / 10; ++i) {
      Place region;
      region.id = PlaceId(fmt::format("r{:03}", i));
      region.name = region.id.str();
      region.kind = "region";
      region.is_region = true;
      gazetteer.add(region);
    }
    for (int i = 0; i < towns; ++i) {
      Place place;
      place.id = PlaceId(fmt::format("t{:04}", i));
      place.name = place.id.str();
      place.kind = "town";
      place.point = LatLng::make(Latitude{20 + i % 50 * apart}, Longitude{36 + i / 50 * apart * 2});
      place.parent = PlaceId(fmt::format("r{:03}", i / 10));
      place.row = fmt::format("places.csv:{}", i + 2);
      if (i % 10 == 9) place.within = PlaceId(fmt::format("t{:04}", i - 1));
      gazetteer.add(place);
      if (i % 3 != 2) {
        start.rows.push_back({place.id,
                              Day(2024, 1, 1),
                              {{ActorId(i % 2 ? "gov" : "reb"), 0.9}},
                              fmt::format("start.csv:{}", i + 2)});
      }
    }
    for (const char* id : {"gov", "reb", "kur"}) {
      Party party;
      party.id = ActorId(id);
      party.sides = {{id, {}, {}}};
      parties.add(party);
    }
    std::sort(start.rows.begin(), start.rows.end(), [](const StartRow& a, const StartRow& b) {
      return std::pair(a.place, a.on) < std::pair(b.place, b.on);
    });
  }

  Claim& tell(Day day, const std::string& outlet, ClaimType type, const std::string& who,
              const std::string& place) {
    Document document;
    document.id = DocumentId(fmt::format("d{:05}", documents.size()));
    document.published.day = day;
    document.outlet = outlet;
    Claim claim;
    claim.id = ClaimId(fmt::format("c{:05}", claims.size()));
    claim.document = document.id;
    claim.type = type;
    if (!who.empty()) claim.who.push_back({ActorId(who), who, {}});
    PlaceReading where;
    where.place = PlaceId(place);
    where.relation = "in";
    claim.where.push_back(where);
    claim.confidence = 1;
    documents.push_back(document);
    claims.push_back(claim);
    return claims.back();
  }

  ControlInputs inputs() const {
    ControlInputs inputs;
    inputs.gazetteer = &gazetteer;
    inputs.parties = &parties;
    inputs.start = &start;
    inputs.reports = make_reports(claims, documents);
    inputs.days = {Day(2024, 1, 1), Day(2024, 1, 30)};
    return inputs;
  }
};

inline double of(const ControlTable& table, const std::string& place, Day day,
                 const std::string& state) {
  const auto found = table.find(PlaceId(place), day);
  const auto it = std::find(table.states().begin(), table.states().end(), ActorId(state));
  if (!found || it == table.states().end()) return -1;
  return found->probability[static_cast<std::size_t>(it - table.states().begin())];
}

}  // namespace dateline::sample
