#include "dateline/record/happenings.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include "dateline/record/event_clusters.h"

namespace dateline {
namespace {

/// Mean log odds above which two groups of reports are one. Chosen on the open part of
/// tests/gold/same_event.csv.
constexpr double kJoin = -0.9;
/// Likeness of words from which a copy's sentence is one with the original's.
constexpr double kSameSentence = 0.8;
/// A denial has to match a happening better than that.
constexpr double kDissent = 1;

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

std::tuple<Day, int, DocumentId, std::uint32_t, ClaimId> age(const EventReport& report) {
  constexpr int kAfterAnyMinute = 24 * 60;
  const Published& published = report.document->published;
  return {published.day, published.minute.value_or(kAfterAnyMinute), report.document->id,
          report.claim->span.begin, report.claim->id};
}

void sort_by_age(Reports& reports) {
  std::sort(reports.begin(), reports.end(),
            [](const EventReport* a, const EventReport* b) { return age(*a) < age(*b); });
}

/// Which document is of which origin.
using OriginOf = std::unordered_map<DocumentId, std::uint32_t>;

/// How well a report stands for one of a copy: 0 where it does not.
double counterpart(const EventReports& all, const EventReport& report, const EventReport& copy) {
  if (report.claim->type != copy.claim->type || report.dissents != copy.dissents) return 0;
  const double alike = likeness(all.contexts[report.context].sentence.words,
                                all.contexts[copy.context].sentence.words);
  if (alike < kSameSentence) return 0;
  return alike + (report.claim->text == copy.claim->text ? 1 : 0);
}

/// Marks what documents only carry on from an earlier one of their origin, so that copies shift
/// nothing. What a copy adds stands for itself.
void mark_copies(const std::vector<Origin>& origins, EventReports& all) {
  std::unordered_map<DocumentId, std::vector<std::uint32_t>> of_document;
  for (std::uint32_t i = 0; i < all.reports.size(); ++i)
    of_document[all.reports[i].document->id].push_back(i);
  for (const Origin& origin : origins) {
    std::vector<std::uint32_t> known;  // what the origin's earlier documents told
    for (const DocumentId& id : origin.documents) {
      const std::vector<std::uint32_t>& own = of_document[id];
      for (const std::uint32_t i : own) {
        double best = 0;
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
  out.id = HappeningId(std::min_element(out.claims.begin(), out.claims.end())->str());
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

/// Puts the groups of each pair together. Few pairs are told by hand.
void join_as_told(const EventReports& all, const std::vector<std::pair<ClaimId, ClaimId>>& joined,
                  std::vector<std::uint32_t>& root) {
  if (joined.empty()) return;
  std::unordered_map<ClaimId, std::uint32_t> at;
  for (std::uint32_t i = 0; i < all.reports.size(); ++i) at.emplace(all.reports[i].claim->id, i);
  for (const auto& [a, b] : joined) {
    if (!at.contains(a) || !at.contains(b)) continue;
    const auto [first, second] = std::minmax(root[at[a]], root[at[b]]);
    const std::uint32_t from = second, to = first;
    std::replace(root.begin(), root.end(), from, to);
  }
}

/// For each denial the report that it matches best, if it matches one well.
std::map<std::uint32_t, std::uint32_t> denied_by(const std::vector<MatchedPair>& denials) {
  std::map<std::uint32_t, MatchedPair> best;
  for (const MatchedPair& pair : denials) {
    if (pair.score < kDissent * 1024) continue;
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

std::vector<Happening> find_happenings(const std::vector<Claim>& claims,
                                       const std::vector<Document>& documents,
                                       const std::vector<Origin>& origins,
                                       const HappeningModel& model) {
  EventReports all = make_event_reports(claims, documents, model.words, [](const Claim& claim) {
    return is_event_report(claim) || is_event_denial(claim);
  });
  mark_copies(origins, all);
  const Matches matches = match_reports(all, model.weights, kJoin);
  auto root = join_by_average(all.reports.size(), matches.pairs, kJoin);
  for (std::uint32_t i = 0; i < root.size(); ++i)
    if (const auto original = all.reports[i].copy_of) root[i] = root[*original];
  join_as_told(all, model.joined, root);
  std::map<std::uint32_t, Reports> groups;
  for (std::uint32_t i = 0; i < root.size(); ++i)
    if (!all.reports[i].dissents) groups[root[i]].push_back(&all.reports[i]);
  std::map<std::uint32_t, Reports> dissent;
  const auto denied = denied_by(matches.denials);
  for (std::uint32_t i = 0; i < root.size(); ++i)
    if (const auto it = denied.find(all.reports[i].copy_of.value_or(i)); it != denied.end())
      dissent[root[it->second]].push_back(&all.reports[i]);
  const OriginOf origin_of = number_origins(origins);
  std::vector<Happening> out;
  for (const auto& [first, reports] : groups) {
    out.push_back(make_happening(reports, origin_of));
    Reports& denials = dissent[first];
    sort_by_age(denials);
    for (const EventReport* one : denials) out.back().dissent.push_back(one->claim->id);
  }
  std::sort(out.begin(), out.end(), [](const Happening& a, const Happening& b) {
    return std::tie(a.days.begin, a.id) < std::tie(b.days.begin, b.id);
  });
  return out;
}

}  // namespace dateline
