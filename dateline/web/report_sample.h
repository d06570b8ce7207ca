#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "dateline/web/report.h"

namespace dateline::sample {

/// A report of a made-up war, for the tests and for work on the page: towns that do not exist, a
/// front that moves from north to south in fifteen days, five outlets that disagree about it.
class Maker {
 public:
  ReportInput make() {
    ReportInput input;
    input.title = "Who holds the towns of the Dry Valley";
    input.theatre = "A made-up war";
    input.made_with = "dateline sample";
    for (int i = 0; i < kDays; ++i) input.days.push_back(kFirst + i);
    input.start = kFirst + 9;
    input.parties = {{ActorId("valley.council"), "Valley Council", "#b5473c"},
                     {ActorId("valley.northern"), "Northern League", "#3f7f5c"},
                     {ActorId("valley.river"), "River Front", "#d8a62f"},
                     {ActorId("caliphate"), "Black Banner", "#4b4a52"}};
    input.actor_names[ActorId("valley.council.guard")] = "Council Guard";
    input.notes = {"2 files were set aside: no date was found in them."};
    add_places(input);
    add_roads(input);
    add_documents(input);
    add_claims(input);
    add_beliefs(input);
    return input;
  }

 private:
  static constexpr int kDays = 15, kPlaces = 72;
  const Day kFirst{2031, 3, 1};
  std::uint32_t seed_ = 20310301;

  /// A linear congruential generator (Numerical Recipes): the same on every machine.
  double random() {
    seed_ = seed_ * 1664525u + 1013904223u;
    return static_cast<double>(seed_ >> 8) / 16777216.0;
  }
  template <class T, std::size_t N>
  const T& pick(const std::array<T, N>& from) {
    return from[std::min(N - 1, static_cast<std::size_t>(random() * N))];
  }

  void add_places(ReportInput& input) {
    constexpr std::array<const char*, 12> kHeads = {"Mar", "Tel", "Kas", "Der", "Bar", "Sul",
                                                    "Nah", "Zor", "Ham", "Qar", "Fur", "Las"};
    constexpr std::array<const char*, 12> kTails = {"una", "abad", "ira", "mun", "atha", "enna",
                                                    "id",  "ona",  "eya", "ash", "ibin", "or"};
    for (int i = 0; i < kPlaces; ++i) {
      std::string name = pick(kHeads) + std::string(pick(kTails));
      const std::string id = name + "_" + std::to_string(i);
      std::string kind = i % 17 == 5 ? "airbase" : i % 23 == 7 ? "crossing" : "town";
      if (kind == "airbase") name += " air base";
      const double lat = 33 + 3.6 * random(), lng = 36.3 + 4.4 * random() * random();
      auto population = static_cast<std::int64_t>(900000 * std::pow(random(), 5)) + 2500;
      if (kind != "town") population = 0;
      if (population > 150000) kind = "city";
      input.places.push_back({PlaceId(id),
                              name,
                              *LatLng::make(Latitude{lat}, Longitude{lng}),
                              kind,
                              population,
                              lat > 34.8 ? "Upper Valley" : "Lower Valley",
                              {}});
    }
    input.places.push_back({PlaceId("abroad"),
                            "Farport",
                            *LatLng::make(Latitude{33.89}, Longitude{35.5}),
                            "foreign",
                            0,
                            "",
                            {}});
  }

  void add_roads(ReportInput& input) {
    for (std::size_t i = 0; i < input.places.size(); ++i) {
      std::vector<std::pair<double, std::size_t>> near;
      for (std::size_t j = 0; j < input.places.size(); ++j) {
        if (j == i) continue;
        near.emplace_back(distance_m(input.places[i].point, input.places[j].point), j);
      }
      std::sort(near.begin(), near.end());
      for (std::size_t k = 0; k < std::min<std::size_t>(2, near.size()); ++k) {
        const ReportPlace& other = input.places[near[k].second];
        if (near[k].first > 90e3) continue;
        const bool large = other.population > 60000 && input.places[i].population > 20000;
        input.roads.push_back({{input.places[i].point, other.point},
                               large    ? "motorway"
                               : k == 0 ? "secondary"
                                        : "tertiary",
                               "",
                               k == 1 && i % 5 == 0 ? 0.5 : 1});
      }
    }
  }

  void add_documents(ReportInput& input) {
    constexpr std::array<const char*, 5> kOutlets = {
        "Dry Valley Wire", "Council News Agency", "League Media", "Town Crier", "Valley Monitor"};
    for (int i = 0; i < 30; ++i) {
      const std::string day = to_string(kFirst + i / 2);
      const std::string outlet = kOutlets[static_cast<std::size_t>(i) % kOutlets.size()];
      input.documents.push_back(
          {DocumentId("doc" + std::to_string(i)),
           "Fighting moves along the valley, day " + std::to_string(i / 2 + 1), outlet,
           "https://example.org/dispatch/" + std::to_string(i), day + "T18:05Z",
           "A whole text.\n\nWith two paragraphs."});
    }
  }

  Claim one_claim(int number, const ReportDocument& document, const ReportPlace& place, int day) {
    Claim claim;
    claim.id = ClaimId("claim" + std::to_string(number));
    claim.document = document.id;
    constexpr std::array<ClaimType, 7> kTypes = {
        ClaimType::kCapture,  ClaimType::kHold,      ClaimType::kClash, ClaimType::kAdvance,
        ClaimType::kWithdraw, ClaimType::kAirstrike, ClaimType::kFlee};
    constexpr std::array<ClaimStatus, 6> kStatuses = {
        ClaimStatus::kHappened, ClaimStatus::kHappened, ClaimStatus::kOngoing,
        ClaimStatus::kPossible, ClaimStatus::kDenied,   ClaimStatus::kHypothetical};
    claim.type = pick(kTypes);
    claim.status = random() < 0.6 ? ClaimStatus::kHappened : pick(kStatuses);
    claim.negated = random() < 0.07;
    claim.background = random() < 0.05;
    claim.attributive = random() < 0.05;
    claim.confidence = 0.55 + 0.44 * random();
    const bool north = random() < 0.6;
    claim.who = {{ActorId(north ? "valley.northern" : "valley.council.guard"),
                  north ? "League fighters" : "the guard",
                  {}}};
    if (random() < 0.4) {
      claim.whom = {{ActorId(north ? "valley.council" : "valley.northern"), "the enemy", {}}};
    }
    PlaceReading where;
    where.place = place.id;
    where.name = where.text = place.name;
    where.point = place.point;
    where.relation = random() < 0.8 ? "in" : "near";
    claim.where = {where};
    const double timed = random();
    if (timed < 0.75) {
      claim.when = TimeReading{{kFirst + day, kFirst + day}, "on that day", "weekday"};
    } else if (timed < 0.85) {
      claim.when = TimeReading{{kFirst + std::max(0, day - 6), kFirst + day}, "this week", "week"};
    }
    if (random() < 0.7) {
      claim.sources = {{{ActorId(), "a " + place.name + " resident", SpeakerKind::kResident, {}}}};
      if (random() < 0.3) {
        claim.sources[0].insert(claim.sources[0].begin(),
                                {ActorId(), "the monitor", SpeakerKind::kMonitor, {}});
      }
    }
    if (claim.type == ClaimType::kFlee) claim.quantities = {{2000, {}, {}, "person", "displaced"}};
    claim.text = "League fighters had entered " + place.name + " from the north";
    return claim;
  }

  void add_claims(ReportInput& input) {
    for (int i = 0; i < 400; ++i) {
      const int document = std::min(29, i * 30 / 400);
      const int day = std::max(0, document / 2 - (random() < 0.3 ? 1 : 0));
      const auto at = static_cast<std::size_t>(random() * random() * kPlaces);
      const ReportPlace& place = input.places[at];
      Claim claim = one_claim(i, input.documents[static_cast<std::size_t>(document)], place, day);
      std::string sentence = "A resident reached by telephone said that " + claim.text +
                             " before dawn, and that the guard had left its posts.";
      input.claims.push_back({std::move(claim), std::move(sentence)});
    }
    for (int i = 0; i + 9 < 400; i += 45) {
      input.contradictions.push_back(
          {ClaimId("claim" + std::to_string(i)), ClaimId("claim" + std::to_string(i + 9)),
           input.claims[static_cast<std::size_t>(i)].claim.where[0].place, "control"});
    }
  }

  void add_beliefs(ReportInput& input) {
    const std::array<ActorId, 4> party = {ActorId("valley.council"), ActorId("valley.northern"),
                                          ActorId("valley.river"), ActorId("caliphate")};
    for (ReportPlace& place : input.places) {
      if (place.kind == "foreign") continue;
      const double lat = place.point.lat(), lng = place.point.lng();
      const bool river = lng > 38.6 && lat > 34.6, desert = lng > 37.9 && lat < 34;
      const double blur = 0.7 + 0.6 * random();
      for (int i = 0; i < kDays; ++i) {
        const double front = 36.4 - 0.22 * i, behind = (lat - front) / 0.16 * blur;
        const double league = river || desert ? 0.04 : 1 / (1 + std::exp(-behind * 1.4));
        const double contested = river || desert ? 0.06 : 0.75 * std::exp(-behind * behind);
        const double rest = (1 - contested) * 0.97;
        ReportPlaceDay day{kFirst + i, {}, {}, {}, {}};
        day.shares = {{party[1], rest * league}, {ActorId(kContestedState), contested}};
        const double others = rest * (1 - league);
        const double mine = desert ? 0.62 : 0.95;
        day.shares.push_back({party[river ? 2 : desert ? 3 : 0], others * mine});
        day.shares.push_back({party[river || desert ? 0 : 2], others * (1 - mine)});
        const int reports =
            static_cast<int>(blur * 4 * (i + 2) / kDays) + (contested > 0.2 ? 2 : 0);
        day.support = {reports, reports == 0 ? std::optional<int>{}
                                             : std::optional<int>{blur < 0.85 ? i : i % 4}};
        if (blur > 1.22 && contested > 0.1) day.besieged_by = party[1];
        add_influences(input, place, day);
        place.days.push_back(std::move(day));
      }
    }
  }

  void add_influences(const ReportInput& input, const ReportPlace& place, ReportPlaceDay& day) {
    day.influences.push_back(
        {{}, "start", "start.csv:12", ActorId("valley.council"), 2.94, 0.2, 0.83});
    double before = 0.83;
    for (const ReportClaim& report : input.claims) {
      if (report.claim.where[0].place != place.id || !report.claim.asserts()) continue;
      if (!report.claim.when || report.claim.when->days.begin > day.day) continue;
      const bool north = report.claim.who[0].id.str() == "valley.northern";
      const double after = std::min(0.97, before + 0.04);
      day.influences.push_back({report.claim.id, "claim",
                                north ? "own gain by Northern League" : "told by a resident",
                                ActorId(north ? "valley.northern" : "valley.council"),
                                north ? 0.9 : 1.6, before, after});
      before = after;
    }
  }
};

inline ReportInput report() { return Maker().make(); }

}  // namespace dateline::sample
