#include "dateline/record/contradictions.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>

namespace dateline {
namespace {

constexpr std::array<std::string_view, 4> kKinds = {"control", "denial", "count", "day"};
/// A later claim settles nothing after so many days.
constexpr int kSettlesWithin = 60;
/// Counts are set against each other from this ratio on, since smaller gaps are of the hour, and up
/// to that, since wider ones count other things; smaller counts are parts of others.
constexpr double kClearlyMore = 1.25, kOtherThings = 4, kFewest = 5;
constexpr int kCountsWithin = 3;
/// What took longer is no moment at which two could not both hold a place.
constexpr int kLongestMoment = 2;
constexpr double kLeastDoer = 0.8;
constexpr int kSettlingOrigins = 2;

/// A claim with its document's day and origin.
struct Told {
  const Claim* claim;
  Day published;
  std::size_t origin;
};

bool is_taking(ClaimType type) { return type == ClaimType::kCapture || type == ClaimType::kHold; }

/// What an outlet negates in its own voice is mostly told beside an event, not against it.
bool is_aside(const Claim& claim) {
  return claim.status != ClaimStatus::kDenied && claim.sources.empty();
}

bool same_speakers(const Claim& a, const Claim& b) {
  if (a.document != b.document) return false;
  if (a.sources.empty() || b.sources.empty()) return a.sources.empty() && b.sources.empty();
  return a.sources.front().back().text == b.sources.front().back().text;
}

/// True where one of the claim's speakers is of the party.
bool speaks_for(const Claim& claim, const ActorId& party) {
  return std::any_of(claim.sources.begin(), claim.sources.end(), [&](const SpeakerChain& chain) {
    return !chain.empty() && !chain.back().id.empty() && is_within(chain.back().id, party);
  });
}

/// True where the sentence itself tells who.
bool tells_doer(const Claim& claim) {
  return !claim.who.empty() &&
         std::all_of(claim.who.begin(), claim.who.end(), [&](const ActorReading& one) {
           return one.probability >= kLeastDoer && claim.sentence.begin <= one.span.begin &&
                  one.span.end <= claim.sentence.end;
         });
}

/// True where both tell no victim, or one that lies within one of the other's.
bool same_victims(const Claim& a, const Claim& b) {
  if (a.whom.empty() || b.whom.empty()) return a.whom.empty() && b.whom.empty();
  return share_party(a.whom, b.whom);
}

/// False where both name a doer and neither lies within the other.
bool same_doer(const Claim& a, const Claim& b) {
  return a.who.empty() || b.who.empty() || share_party(a.who, b.who);
}

/// What a claim says of how many: at least, at most.
struct Range {
  double low, high;
};

std::optional<Range> count_of(const Claim& claim, std::string_view of) {
  if (claim.type != ClaimType::kKill) return {};
  for (const Quantity& q : claim.quantities) {
    if (q.of != of || q.value <= 0) continue;
    const double open = q.low ? std::numeric_limits<double>::infinity() : q.value;
    return Range{q.low.value_or(q.value), q.high.value_or(open)};
  }
  return {};
}

class Finder {
 public:
  Finder(const std::vector<Claim>& claims, const std::vector<Document>& documents,
         const Parties& parties, const std::vector<Origin>& origins)
      : parties_(parties) {
    std::unordered_map<DocumentId, Day> day;
    for (const Document& d : documents) day.emplace(d.id, d.published.day);
    auto origin = number_origins(origins);
    for (const Claim& claim : claims)
      if (const auto at = day.find(claim.document); at != day.end())
        told_.emplace(claim.id, Told{&claim, at->second, origin[claim.document]});
  }

  void find_control();
  void find_in(const std::vector<Happening>& happenings) {
    for (const Happening& one : happenings) {
      find_denials(one);
      find_counts(one, "killed");
      find_counts(one, "wounded");
      find_days(one);
    }
  }

  std::vector<Contradiction> take() {
    std::sort(out_.begin(), out_.end(), come_before);
    return std::move(out_);
  }

  /// Two texts under several mastheads contradict each other once.
  std::vector<Contradiction> take_once() {
    std::vector<Contradiction> all = take();
    std::set<std::tuple<PlaceId, ContradictionKind, ClaimType, std::size_t, std::size_t>> seen;
    std::erase_if(all, [&](const Contradiction& one) {
      const Told &a = told_.at(one.a), &b = told_.at(one.b);
      const auto [first, second] = std::minmax(a.origin, b.origin);
      return !seen.emplace(one.place, one.kind, b.claim->type, first, second).second;
    });
    return all;
  }

 private:
  /// One place's claims on who holds, takes or leaves it.
  struct Holding {
    Told told;
    DayInterval days;
    bool rejects;  ///< denied or negated
  };
  using Holdings = std::vector<Holding>;

  void find_denials(const Happening& of);
  void find_counts(const Happening& of, std::string_view what);
  void find_days(const Happening& of);
  bool apart(const Claim& a, const Claim& b, Day day) const;
  void set_against(const Holdings& list, const Holding& x, const Holding& y, const PlaceId& place);
  std::optional<Resolution> settle_control(const Holdings& list, const Holding& x,
                                           const Holding& y) const;
  static std::optional<Resolution> settle_denial(const Told& report, const Told& denial,
                                                 const std::vector<Told>& reports,
                                                 const std::vector<Told>& denials, Day since);
  Contradiction& add(const Told& x, const Told& y, ContradictionKind kind, DayInterval days,
                     const PlaceId& place);
  std::vector<Told> told(const std::vector<ClaimId>& ids) const;
  template <class List, class ToldOf>
  static void drop_copies(List& list, const ToldOf& told_of);
  /// The first claim with which enough independent origins after `since` have told it.
  static std::optional<Resolution> agreement(const std::vector<Told>& list, Day since,
                                             const ClaimId& stands);

  const Parties& parties_;
  std::unordered_map<ClaimId, Told> told_;
  std::vector<Contradiction> out_;
};

std::vector<Told> Finder::told(const std::vector<ClaimId>& ids) const {
  std::vector<Told> out;
  for (const ClaimId& id : ids)
    if (const auto at = told_.find(id); at != told_.end()) out.push_back(at->second);
  drop_copies(out, [](const Told& one) -> const Told& { return one; });
  return out;
}

/// A later document of one origin that says the same says nothing new. The order stays.
template <class List, class ToldOf>
void Finder::drop_copies(List& list, const ToldOf& told_of) {
  using Key = std::tuple<std::size_t, ClaimType, bool, std::vector<ActorId>>;
  std::map<Key, std::pair<Day, DocumentId>> first;
  const auto key = [](const Told& one) {
    std::vector<ActorId> who;
    for (const ActorReading& actor : one.claim->who) who.push_back(actor.id);
    std::sort(who.begin(), who.end());
    return Key{one.origin, one.claim->type, one.claim->rejects(), std::move(who)};
  };
  for (const auto& one : list) {
    const Told& told = told_of(one);
    const std::pair age(told.published, told.claim->document);
    const auto [at, is_new] = first.try_emplace(key(told), age);
    if (!is_new) at->second = std::min(at->second, age);
  }
  std::erase_if(list, [&](const auto& one) {
    const Told& told = told_of(one);
    return first.at(key(told)).second != told.claim->document;
  });
}

Contradiction& Finder::add(const Told& x, const Told& y, ContradictionKind kind, DayInterval days,
                           const PlaceId& place) {
  const bool ordered = std::tie(x.published, x.claim->id) < std::tie(y.published, y.claim->id);
  const Told &a = ordered ? x : y, &b = ordered ? y : x;
  return out_.emplace_back(Contradiction{a.claim->id, b.claim->id, place, days, kind, b.published});
}

std::optional<Resolution> Finder::agreement(const std::vector<Told>& list, Day since,
                                            const ClaimId& stands) {
  std::vector<Told> later;
  for (const Told& one : list)
    if (one.published > since && one.published - since <= kSettlesWithin) later.push_back(one);
  std::sort(later.begin(), later.end(), [](const Told& a, const Told& b) {
    return std::tie(a.published, a.claim->id) < std::tie(b.published, b.claim->id);
  });
  std::set<std::size_t> origins;
  for (const Told& one : later) {
    origins.insert(one.origin);
    if (static_cast<int>(origins.size()) >= kSettlingOrigins)
      return Resolution{stands, one.claim->id, one.published, "agreement"};
  }
  return {};
}

bool Finder::apart(const Claim& a, const Claim& b, Day day) const {
  return std::all_of(a.who.begin(), a.who.end(), [&](const auto& p) {
    return std::none_of(b.who.begin(), b.who.end(),
                        [&](const auto& q) { return parties_.allied(p.id, q.id, day); });
  });
}

void Finder::find_control() {
  std::map<PlaceId, Holdings> by_place;
  for (const auto& [id, one] : told_) {
    const Claim& claim = *one.claim;
    const bool is_state = claim.type == ClaimType::kHold;
    const bool rejects = claim.rejects();
    if (!(is_state || family_of(claim.type) == EventFamily::kTerritory) ||
        !(claim.asserts() || rejects) || claim.attributive || claim.background ||
        claim.who.empty() || (rejects && is_aside(claim)))
      continue;
    // Who holds a town on some day may have lost it by the next: days have to be told, or now.
    if (!claim.when && is_state && claim.status != ClaimStatus::kOngoing) continue;
    const DayInterval days = claim.when ? claim.when->days
                             : is_state ? DayInterval{one.published, one.published}
                                        : DayInterval{one.published - 1, one.published};
    if (days.length() > kLongestMoment) continue;
    for (const PlaceReading& place : claim.where)
      if (!place.is_region && !place.place.empty() && place.is_told() && place.facility.empty() &&
          (place.relation == "in" || place.relation.empty() ||
           (claim.type == ClaimType::kWithdraw && place.relation == "from")))
        by_place[place.place].push_back({one, days, rejects});
  }
  for (auto& [place, list] : by_place) {
    drop_copies(list, [](const Holding& one) -> const Told& { return one.told; });
    std::sort(list.begin(), list.end(), [](const Holding& a, const Holding& b) {
      return std::tie(a.told.published, a.told.claim->id) <
             std::tie(b.told.published, b.told.claim->id);
    });
    // Only what overlaps is set against each other: moments, so that few are looked at.
    std::vector<std::size_t> by_day(list.size());
    std::iota(by_day.begin(), by_day.end(), std::size_t{0});
    std::stable_sort(by_day.begin(), by_day.end(), [&, &all = list](std::size_t a, std::size_t b) {
      return all[a].days.begin < all[b].days.begin;
    });
    for (std::size_t i = 0; i < list.size(); ++i)
      for (std::size_t j = i + 1;
           j < list.size() && list[by_day[j]].days.begin <= list[by_day[i]].days.end; ++j) {
        const auto [first, second] = std::minmax(by_day[i], by_day[j]);
        set_against(list, list[first], list[second], place);
      }
  }
}

void Finder::set_against(const Holdings& list, const Holding& x, const Holding& y,
                         const PlaceId& place) {
  const Claim &a = *x.told.claim, &b = *y.told.claim;
  if (a.type != b.type || !x.days.overlaps(y.days) || same_speakers(a, b)) return;
  const DayInterval both{std::max(x.days.begin, y.days.begin), std::min(x.days.end, y.days.end)};
  if (x.rejects != y.rejects && same_doer(a, b)) {
    std::vector<Told> reports, denials;
    for (const Holding& one : list)
      if (one.told.claim->type == a.type && same_doer(*one.told.claim, a) &&
          one.days.begin <= both.end + kLongestMoment)
        (one.rejects ? denials : reports).push_back(one.told);
    Contradiction& found = add(x.told, y.told, ContradictionKind::kDenial, both, place);
    found.resolved = settle_denial(x.rejects ? y.told : x.told, x.rejects ? x.told : y.told,
                                   reports, denials, found.since);
  }
  if (x.rejects || y.rejects || !is_taking(a.type) || !tells_doer(a) || !tells_doer(b) ||
      !apart(a, b, both.begin))
    return;
  Contradiction& found = add(x.told, y.told, ContradictionKind::kControl, both, place);
  found.resolved = settle_control(list, x, y);
}

std::optional<Resolution> Finder::settle_control(const Holdings& list, const Holding& x,
                                                 const Holding& y) const {
  const Day since = std::max(x.told.published, y.told.published);
  const std::array<const Holding*, 2> sides = {&x, &y};
  std::array<std::vector<Told>, 2> for_side;
  for (const Holding& later : list) {
    if (later.rejects || later.told.published <= since ||
        later.days.begin > std::max(x.days.end, y.days.end) + 7)
      continue;
    for (std::size_t s = 0; s < 2; ++s)
      if (!apart(*later.told.claim, *sides[s]->told.claim, since))
        for_side[s].push_back(later.told);
  }
  for (std::size_t s = 0; s < 2; ++s)
    for (const Told& later : for_side[s])
      for (const ActorReading& loser : sides[1 - s]->told.claim->who)
        if (speaks_for(*later.claim, loser.id))
          return Resolution{sides[s]->told.claim->id, later.claim->id, later.published,
                            "admission"};
  for (std::size_t s = 0; s < 2; ++s)
    if (for_side[1 - s].empty())
      if (auto out = agreement(for_side[s], since, sides[s]->told.claim->id)) return out;
  return {};
}

void Finder::find_denials(const Happening& of) {
  if (of.dissent.empty()) return;
  const std::vector<Told> reports = told(of.claims), denials = told(of.dissent);
  for (const Told& denial : denials) {
    if (is_aside(*denial.claim)) continue;
    const auto report = std::find_if(reports.begin(), reports.end(), [&](const Told& one) {
      return one.claim->type == denial.claim->type && same_doer(*one.claim, *denial.claim) &&
             !same_speakers(*one.claim, *denial.claim);
    });
    if (report == reports.end()) continue;
    Contradiction& found = add(*report, denial, ContradictionKind::kDenial, of.days,
                               of.place ? of.place->place : PlaceId());
    found.happening = of.id;
    found.resolved = settle_denial(*report, denial, reports, denials, found.since);
  }
}

std::optional<Resolution> Finder::settle_denial(const Told& report, const Told& denial,
                                                const std::vector<Told>& reports,
                                                const std::vector<Told>& denials, Day since) {
  for (const Told& later : reports) {
    if (later.published <= since) continue;
    for (const SpeakerChain& chain : denial.claim->sources)
      if (!chain.empty() && !chain.back().id.empty() && speaks_for(*later.claim, chain.back().id))
        return Resolution{report.claim->id, later.claim->id, later.published, "admission"};
  }
  if (std::any_of(denials.begin(), denials.end(),
                  [&](const Told& one) { return one.published > since; }))
    return {};
  return agreement(reports, since, report.claim->id);
}

void Finder::find_counts(const Happening& of, std::string_view what) {
  // Of each document its largest count: smaller ones are parts of it.
  std::map<DocumentId, std::pair<Told, Range>> by_document;
  for (const Told& one : told(of.claims))
    if (const auto range = count_of(*one.claim, what)) {
      const auto [at, is_new] = by_document.try_emplace(one.claim->document, one, *range);
      if (!is_new && at->second.second.low < range->low) at->second = {one, *range};
    }
  const std::pair<Told, Range>*most = nullptr, *least = nullptr;
  double widest = kClearlyMore;
  for (const auto& [id, x] : by_document)
    for (const auto& [other, y] : by_document) {
      if (x.first.origin == y.first.origin || y.second.high >= x.second.low ||
          y.second.low < kFewest || x.second.low > kOtherThings * y.second.high ||
          y.first.published - x.first.published > kCountsWithin ||
          !same_victims(*x.first.claim, *y.first.claim))
        continue;
      // A later document that tells more tells what has become known since.
      if (x.first.published > y.first.published) continue;
      const double ratio = x.second.low / y.second.high;
      if (ratio > widest) widest = ratio, most = &x, least = &y;
    }
  if (most == nullptr) return;
  Contradiction& found = add(most->first, least->first, ContradictionKind::kCount, of.days,
                             of.place ? of.place->place : PlaceId());
  found.happening = of.id;
  std::array<std::vector<Told>, 2> agree;
  for (const auto& [id, one] : by_document) {
    const auto within = [&](const Range& range) {
      return one.second.low <= range.high && range.low <= one.second.high;
    };
    if (within(most->second)) agree[0].push_back(one.first);
    if (within(least->second)) agree[1].push_back(one.first);
  }
  for (std::size_t s = 0; s < 2 && !found.resolved; ++s)
    found.resolved = agreement(agree[s], found.since, (s == 0 ? most : least)->first.claim->id);
}

void Finder::find_days(const Happening& of) {
  const std::vector<Told> reports = told(of.claims);
  const auto is_single = [](const Told& one) {
    return one.claim->when && one.claim->when->days.length() == 1;
  };
  const auto same_place = [](const Claim& a, const Claim& b) {
    return std::any_of(a.where.begin(), a.where.end(), [&](const auto& p) {
      return !p.place.empty() && std::any_of(b.where.begin(), b.where.end(),
                                             [&](const auto& q) { return p.place == q.place; });
    });
  };
  for (std::size_t i = 0; i < reports.size(); ++i)
    for (std::size_t j = i + 1; j < reports.size(); ++j) {
      const Told &x = reports[i], &y = reports[j];
      if (!is_single(x) || !is_single(y) || x.origin == y.origin ||
          x.claim->type != y.claim->type || x.claim->when->days == y.claim->when->days)
        continue;
      const auto a = count_of(*x.claim, "killed"), b = count_of(*y.claim, "killed");
      if (!a || !b || a->low != b->low || !same_place(*x.claim, *y.claim)) continue;
      const Day first = x.claim->when->days.begin, second = y.claim->when->days.begin;
      add(x, y, ContradictionKind::kDay, {std::min(first, second), std::max(first, second)},
          of.place ? of.place->place : PlaceId())
          .happening = of.id;
      return;  // one row stands for the happening
    }
}

}  // namespace

bool come_before(const Contradiction& x, const Contradiction& y) {
  const bool x_alone = x.happening.empty(), y_alone = y.happening.empty();
  return std::tie(x.days.begin, x.place, x.a, x.b, x.kind, x_alone, x.happening) <
         std::tie(y.days.begin, y.place, y.a, y.b, y.kind, y_alone, y.happening);
}

std::string_view to_string(ContradictionKind kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}

std::optional<ContradictionKind> parse_contradiction_kind(std::string_view name) {
  for (std::size_t i = 0; i < kKinds.size(); ++i)
    if (kKinds[i] == name) return static_cast<ContradictionKind>(i);
  return {};
}

std::vector<Contradiction> find_contradictions(const std::vector<Claim>& claims,
                                               const std::vector<Document>& documents,
                                               const Parties& parties,
                                               const std::vector<Origin>& origins,
                                               const std::vector<Happening>& happenings) {
  Finder finder(claims, documents, parties, origins);
  finder.find_control();
  finder.find_in(happenings);
  return finder.take_once();
}

std::vector<Contradiction> find_event_contradictions(const std::vector<Claim>& claims,
                                                     const std::vector<Document>& documents,
                                                     const Parties& parties,
                                                     const std::vector<Origin>& origins,
                                                     const std::vector<Happening>& happenings) {
  Finder finder(claims, documents, parties, origins);
  finder.find_in(happenings);
  return finder.take();
}

std::vector<Contradiction> find_place_contradictions(const std::vector<Claim>& claims,
                                                     const std::vector<Document>& documents,
                                                     const Parties& parties,
                                                     const std::vector<Origin>& origins) {
  Finder finder(claims, documents, parties, origins);
  finder.find_control();
  return finder.take();
}

}  // namespace dateline
