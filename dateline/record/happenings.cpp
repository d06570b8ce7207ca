#include "dateline/record/happenings.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

namespace dateline {
namespace {

/// Likeness of words from which a copy's sentence is one with the original's.
constexpr double kSameSentence = 0.8;

using Reports = std::vector<const EventReport*>;

/// Elements by how often they stand in the list, of equals the smaller first.
template <class T>
std::vector<T> by_frequency(const std::vector<T>& list) {
  std::map<T, int> counts;
  for (const T& one : list) ++counts[one];
  std::vector<std::pair<int, T>> ordered;
  for (const auto& [one, count] : counts) ordered.emplace_back(-count, one);
  std::sort(ordered.begin(), ordered.end());
  std::vector<T> out;
  for (auto& [count, one] : ordered) out.push_back(std::move(one));
  return out;
}

/// What one origin says: its largest count, since smaller ones are parts of it.
std::optional<Toll> toll_of(const Reports& reports, const std::vector<std::uint32_t>& origin,
                            ClaimType type, std::string_view of) {
  std::map<std::uint32_t, Quantity> by_origin;
  for (std::size_t i = 0; i < reports.size(); ++i) {
    if (reports[i]->claim->type != type) continue;
    for (const Quantity& q : reports[i]->claim->quantities) {
      if (q.unit != "person" || (!of.empty() && q.of != of)) continue;
      auto [at, is_new] = by_origin.emplace(origin[i], q);
      if (!is_new && at->second.value < q.value) at->second = q;
    }
  }
  if (by_origin.empty()) return {};
  std::vector<double> values;
  Toll out;
  out.low = by_origin.begin()->second.value;
  for (const auto& [id, q] : by_origin) {
    values.push_back(q.value);
    out.low = std::min(out.low, q.low.value_or(q.value));
    out.high = std::max({out.high, q.value, q.high.value_or(0)});
  }
  std::sort(values.begin(), values.end());
  out.best = values[(values.size() - 1) / 2];
  out.origins = static_cast<int>(values.size());
  return out;
}

void find_days(const Reports& reports, Happening& out) {
  std::vector<DayInterval> told, all;
  for (const EventReport* one : reports) (one->claim->when ? told : all).push_back(one->days);
  for (const EventReport* one : reports)
    if (told.empty() && one->has_day) told.push_back(one->days);
  out.has_day = !told.empty();
  if (out.has_day) {
    // Of days told as often the narrower.
    std::map<DayInterval, int> counts;
    for (const DayInterval& days : told) ++counts[days];
    out.days = std::min_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) {
                 return std::tuple(-a.second, a.first.length(), a.first) <
                        std::tuple(-b.second, b.first.length(), b.first);
               })->first;
    return;
  }
  out.days = all.front();
  for (const DayInterval& days : all)
    out.days = {std::max(out.days.begin, std::min(days.begin, out.days.end)),
                std::max(out.days.begin, std::min(days.end, out.days.end))};
}

/// The place told most often, weighed by how likely it is; towns before regions.
void find_place(const Reports& reports, Happening& out) {
  std::map<PlaceId, std::pair<double, const PlaceReading*>> weights;
  for (const EventReport* one : reports)
    for (const PlaceReading& p : one->claim->where) {
      if (p.place.empty() || !p.point) continue;
      auto& [weight, best] = weights[p.place];
      weight += p.probability * (p.is_region ? 0.3 : 1);
      if (best == nullptr || best->probability < p.probability) best = &p;
    }
  double most = 0;
  for (const auto& [id, one] : weights)
    if (one.first > most) most = one.first, out.place = *one.second;
}

void sort_by_age(Reports& reports) {
  std::sort(reports.begin(), reports.end(),
            [](const EventReport* a, const EventReport* b) { return age_of(*a) < age_of(*b); });
}

/// How well a report stands for one of a copy: 0 where it does not.
double counterpart(const EventReports& all, const EventReport& report, const EventReport& copy) {
  if (report.claim->type != copy.claim->type || report.dissents != copy.dissents) return 0;
  const double alike = likeness(all.contexts[report.context].sentence.words,
                                all.contexts[copy.context].sentence.words);
  if (alike < kSameSentence) return 0;
  return alike + (report.claim->text == copy.claim->text ? 1 : 0);
}

Happening make_happening(Reports reports, const OriginOf& origin_of) {
  sort_by_age(reports);
  Happening out;
  std::vector<ClaimType> types;
  std::vector<ActorId> who, whom;
  std::vector<std::uint32_t> origin;
  for (const EventReport* one : reports) {
    const Claim& claim = *one->claim;
    out.claims.push_back(claim.id);
    types.push_back(claim.type);
    for (const ActorReading& actor : claim.who) who.push_back(actor.id);
    for (const ActorReading& actor : claim.whom) whom.push_back(actor.id);
    origin.push_back(origin_of.at(one->document->id));
  }
  // A copy gives no id, so that it changes none; where it is one, so is what it copies.
  std::optional<ClaimId> id;
  for (const EventReport* one : reports)
    if (!one->copy_of && (!id || one->claim->id < *id)) id = one->claim->id;
  out.id = HappeningId(id->str());
  out.types = by_frequency(types), out.who = by_frequency(who), out.whom = by_frequency(whom);
  out.first = reports.front()->document->id;
  find_days(reports, out);
  find_place(reports, out);
  out.killed = toll_of(reports, origin, ClaimType::kKill, "killed");
  out.wounded = toll_of(reports, origin, ClaimType::kKill, "wounded");
  out.displaced = toll_of(reports, origin, ClaimType::kFlee, "");
  std::sort(origin.begin(), origin.end());
  out.origins = static_cast<int>(std::unique(origin.begin(), origin.end()) - origin.begin());
  return out;
}

/// The reports that pairs of claims name. Few pairs are told by hand.
std::vector<std::pair<std::uint32_t, std::uint32_t>> told_pairs(
    const EventReports& all, const std::vector<std::pair<ClaimId, ClaimId>>& pairs) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> out;
  if (pairs.empty()) return out;
  std::unordered_map<ClaimId, std::uint32_t> at;
  for (std::uint32_t i = 0; i < all.reports.size(); ++i) at.emplace(all.reports[i].claim->id, i);
  for (const auto& [a, b] : pairs)
    if (at.contains(a) && at.contains(b)) out.emplace_back(std::minmax(at[a], at[b]));
  return out;
}

/// Puts the groups of each pair together.
void join_as_told(const std::vector<std::pair<std::uint32_t, std::uint32_t>>& pairs,
                  std::vector<std::uint32_t>& root) {
  for (const auto& [a, b] : pairs) {
    const auto [to, from] = std::pair(std::min(root[a], root[b]), std::max(root[a], root[b]));
    std::replace(root.begin(), root.end(), std::uint32_t{from}, std::uint32_t{to});
  }
}

/// For each denial the report that it matches best, if it matches one well.
std::map<std::uint32_t, std::uint32_t> denied_by(const std::vector<MatchedPair>& denials) {
  std::map<std::uint32_t, MatchedPair> best;
  for (const MatchedPair& pair : denials) {
    if (pair.score < score_bound(kDissent)) continue;
    auto [at, is_new] = best.emplace(pair.a, pair);
    if (!is_new && at->second.score < pair.score) at->second = pair;
  }
  std::map<std::uint32_t, std::uint32_t> out;
  for (const auto& [denial, pair] : best) out.emplace(denial, pair.b);
  return out;
}

}  // namespace

Result<HappeningModel> HappeningModel::load(const std::string& folder) {
  auto words = EventWords::load(folder + "/words.csv");
  if (!words) return tl::unexpected(words.error());
  auto weights = MatchWeights::load(folder + "/weights.csv");
  if (!weights) return tl::unexpected(weights.error());
  return HappeningModel{std::move(*words), *weights};
}

bool is_told_event(const Claim& claim) { return is_event_report(claim) || is_event_denial(claim); }

void mark_copies(const std::vector<Origin>& origins, const HappeningModel& model, EventReports& all,
                 std::uint32_t first) {
  std::unordered_set<ClaimId> parted;
  for (const auto& [a, b] : model.parted) parted.insert(a), parted.insert(b);
  std::unordered_map<DocumentId, std::vector<std::uint32_t>> of_document;
  for (std::uint32_t i = first; i < all.reports.size(); ++i)
    of_document[all.reports[i].document->id].push_back(i);
  for (const Origin& origin : origins) {
    std::vector<std::uint32_t> known;  // what the origin's earlier documents told
    for (const DocumentId& id : origin.documents) {
      const std::vector<std::uint32_t>& own = of_document[id];
      for (const std::uint32_t i : own) {
        double best = 0;
        if (parted.contains(all.reports[i].claim->id)) continue;
        for (const std::uint32_t j : known) {
          const double how = counterpart(all, all.reports[j], all.reports[i]);
          if (how > best) best = how, all.reports[i].copy_of = j;
        }
      }
      for (const std::uint32_t i : own)
        if (!all.reports[i].copy_of) known.push_back(i);
    }
  }
}

Grouping group_reports(const EventReports& all, Matches matches, const OriginOf& origin_of,
                       const HappeningModel& model) {
  const auto size = static_cast<std::uint32_t>(all.reports.size());
  Grouping out;
  out.block = std::move(matches.block);
  for (const auto& [a, b] : told_pairs(all, model.parted))
    if (out.block[a] == out.block[b]) matches.pairs.push_back({a, b, kParted});
  std::sort(matches.pairs.begin(), matches.pairs.end());
  auto root = join_by_average(size, matches.pairs, kJoin);
  for (std::uint32_t i = 0; i < size; ++i)
    if (const auto original = all.reports[i].copy_of)
      root[i] = root[*original], out.block[i] = out.block[*original];
  const auto joined = told_pairs(all, model.joined);
  join_as_told(joined, root), join_as_told(joined, out.block);
  out.denies.assign(size, Grouping::kNone), out.happening.assign(size, Grouping::kNone);
  const auto denied = denied_by(matches.denials);
  for (std::uint32_t i = 0; i < size; ++i)
    if (const auto it = denied.find(all.reports[i].copy_of.value_or(i)); it != denied.end())
      out.denies[i] = it->second;
  std::map<std::uint32_t, Reports> groups, dissent;
  std::map<std::uint32_t, std::uint32_t> number;
  for (std::uint32_t i = 0; i < size; ++i)
    if (!all.reports[i].dissents) groups[root[i]].push_back(&all.reports[i]);
  for (const auto& [first, reports] : groups)
    number.emplace(first, static_cast<std::uint32_t>(number.size()));
  for (std::uint32_t i = 0; i < size; ++i) {
    if (!all.reports[i].dissents) out.happening[i] = number.at(root[i]);
    if (out.denies[i] == Grouping::kNone) continue;
    dissent[root[out.denies[i]]].push_back(&all.reports[i]);
    out.happening[i] = number.at(root[out.denies[i]]);
  }
  for (const auto& [first, reports] : groups) {
    out.happenings.push_back(make_happening(reports, origin_of));
    Reports& denials = dissent[first];
    sort_by_age(denials);
    for (const EventReport* one : denials) out.happenings.back().dissent.push_back(one->claim->id);
  }
  return out;
}

std::vector<Happening> find_happenings(const std::vector<Claim>& claims,
                                       const std::vector<Document>& documents,
                                       const std::vector<Origin>& origins,
                                       const HappeningModel& model) {
  EventReports all = make_event_reports(claims, documents, model.words, is_told_event);
  mark_copies(origins, model, all);
  std::vector<Happening> out =
      group_reports(all, match_reports(all, model.weights, kJoin), number_origins(origins), model)
          .happenings;
  std::sort(out.begin(), out.end(), [](const Happening& a, const Happening& b) {
    return std::tie(a.days.begin, a.id) < std::tie(b.days.begin, b.id);
  });
  return out;
}

}  // namespace dateline
