#include "dateline/territory/siege.h"

#include <algorithm>
#include <map>

namespace dateline {
namespace {

enum class Concern { kSurrounded, kAid, kLeaving };

struct Sign {
  Concern part;
  bool supports;
};

/// What a claim says of a siege of the place that it names; nullopt for nothing.
std::optional<Sign> sign_of(const Claim& claim) {
  const bool is_so = claim.asserts();
  if (!is_so && !claim.rejects()) return std::nullopt;
  switch (claim.type) {
    case ClaimType::kBesiege:
      return Sign{Concern::kSurrounded, is_so};
    case ClaimType::kCut:
      if (is_so) return Sign{Concern::kSurrounded, true};
      return std::nullopt;
    case ClaimType::kDenyAid:
      return Sign{Concern::kAid, is_so};
    case ClaimType::kAid:
      return Sign{Concern::kAid, !is_so};
    case ClaimType::kFlee:
    case ClaimType::kTransfer:
      return Sign{Concern::kLeaving, !is_so};
    default:
      return std::nullopt;
  }
}

/// People who flee to a place do not leave it.
bool counts_at(const Claim& claim, const Sign& sign, const PlaceReading& where) {
  if (!where.is_told() || where.is_region) return false;
  // A road cut between two places surrounds neither.
  if (claim.type == ClaimType::kCut) return claim.where.size() == 1 && where.relation == "in";
  return sign.part != Concern::kLeaving || (where.relation != "to" && where.relation != "toward");
}

bool speaks_of(const Report& report, Day on, int days) {
  const DayInterval window{on - days, on};
  return report.claim->when ? report.claim->when->days.overlaps(window)
                            : window.contains(report.published);
}

}  // namespace

std::vector<SiegeTest> test_sieges(const RoadWorld& world, const std::vector<Report>& reports,
                                   const std::vector<Isolation>& isolation, Day on, int days) {
  std::map<PlaceId, std::size_t> at;
  std::vector<SiegeTest> tests;
  for (const Isolation& one : isolation) {
    at.emplace(one.place, tests.size());
    SiegeTest test;
    test.place = one.place;
    test.population = one.population;
    test.holding = one.holding;
    test.enclosed = one.before.any;
    tests.push_back(std::move(test));
  }
  std::vector<const Report*> ordered;
  for (const Report& report : reports)
    if (!report.claim->background && speaks_of(report, on, days)) ordered.push_back(&report);
  std::sort(ordered.begin(), ordered.end(), [](const Report* a, const Report* b) {
    return std::pair(a->published, a->claim->id) < std::pair(b->published, b->claim->id);
  });
  for (const Report* report : ordered) {
    const auto sign = sign_of(*report->claim);
    if (!sign) continue;
    for (const PlaceReading& where : report->claim->where) {
      const Place* place = world.gazetteer->find(where.place);
      auto test = at.find(where.place);
      if (test == at.end() && place) test = at.find(place->within);
      if (test == at.end() || !counts_at(*report->claim, *sign, where)) continue;
      SiegeTest& told = tests[test->second];
      SiegePart& part = sign->part == Concern::kSurrounded ? told.surrounded
                        : sign->part == Concern::kAid      ? told.aid
                                                           : told.leaving;
      (sign->supports ? part.supporting : part.opposing)
          .push_back({report->claim->id, report->claim->document, report->published, report->outlet,
                      report->sentence});
      break;
    }
  }
  std::erase_if(tests, [](const SiegeTest& test) { return test.parts() == 0; });
  std::stable_sort(tests.begin(), tests.end(),
                   [](const SiegeTest& a, const SiegeTest& b) { return a.parts() > b.parts(); });
  return tests;
}

}  // namespace dateline
