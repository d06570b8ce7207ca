#include "dateline/record/contradictions.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <unordered_map>

namespace dateline {
namespace {

/// A claim of one place, with the days that it may speak of.
struct Placed {
  const Claim* claim;
  DayInterval days;
  Day published;
};

bool is_taking(ClaimType type) { return type == ClaimType::kCapture || type == ClaimType::kHold; }

/// A town that changes hands twice in a day is no contradiction in the texts of two days, so only
/// claims that speak of the same days are set against each other.
bool overlap(const DayInterval& a, const DayInterval& b) {
  return a.begin <= b.end && b.begin <= a.end;
}

bool same_speakers(const Claim& a, const Claim& b) {
  if (a.sources.empty() || b.sources.empty())
    return a.sources.empty() && b.sources.empty() && a.document == b.document;
  return a.sources.front().back().text == b.sources.front().back().text && a.document == b.document;
}

std::optional<std::string> kind_of(const Placed& x, const Placed& y, const Parties& parties) {
  const Claim &a = *x.claim, &b = *y.claim;
  const Day day = std::max(x.days.begin, y.days.begin);
  if (a.asserts() && b.asserts() && is_taking(a.type) && is_taking(b.type) && !a.who.empty() &&
      !b.who.empty()) {
    const bool apart = std::all_of(a.who.begin(), a.who.end(), [&](const auto& p) {
      return std::none_of(b.who.begin(), b.who.end(),
                          [&](const auto& q) { return parties.allied(p.id, q.id, day); });
    });
    // Holding in the morning and losing at night are no contradiction; two takings are.
    if (apart && (a.type == b.type || x.days.length() == 1)) return "control";
  }
  if (a.type != b.type) return {};
  const auto rejected = [](const Claim& c) {
    return c.status == ClaimStatus::kDenied ||
           (c.negated && (c.status == ClaimStatus::kHappened || c.status == ClaimStatus::kOngoing));
  };
  if ((a.asserts() && rejected(b)) || (b.asserts() && rejected(a))) return "denial";
  return {};
}

}  // namespace

std::vector<Contradiction> find_contradictions(const std::vector<Claim>& claims,
                                               const std::vector<Document>& documents,
                                               const Parties& parties) {
  std::unordered_map<DocumentId, Day> published;
  for (const Document& d : documents) published.emplace(d.id, d.published.day);
  std::map<PlaceId, std::vector<Placed>> by_place;
  for (const Claim& claim : claims) {
    const auto day = published.find(claim.document);
    if (day == published.end() || claim.attributive || claim.background ||
        claim.type > ClaimType::kDestroy)
      continue;
    const DayInterval days =
        claim.when ? claim.when->days : DayInterval{day->second - 1, day->second};
    for (const PlaceReading& place : claim.where)
      if (!place.is_region && !place.place.empty() && place.is_told() &&
          (place.relation == "in" || place.relation.empty()))
        by_place[place.place].push_back({&claim, days, day->second});
  }
  std::vector<Contradiction> out;
  for (auto& [place, list] : by_place) {
    std::sort(list.begin(), list.end(), [](const Placed& a, const Placed& b) {
      return std::tie(a.published, a.claim->id) < std::tie(b.published, b.claim->id);
    });
    for (std::size_t i = 0; i < list.size(); ++i)
      for (std::size_t j = i + 1; j < list.size(); ++j) {
        if (!overlap(list[i].days, list[j].days) || same_speakers(*list[i].claim, *list[j].claim))
          continue;
        if (auto kind = kind_of(list[i], list[j], parties))
          out.push_back({list[i].claim->id,
                         list[j].claim->id,
                         place,
                         {std::max(list[i].days.begin, list[j].days.begin),
                          std::min(list[i].days.end, list[j].days.end)},
                         *kind});
      }
  }
  std::sort(out.begin(), out.end(), [](const auto& x, const auto& y) {
    return std::tie(x.days.begin, x.place, x.a, x.b) < std::tie(y.days.begin, y.place, y.a, y.b);
  });
  return out;
}

}  // namespace dateline
