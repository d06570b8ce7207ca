#include "dateline/record/event_clusters.h"

#include "dateline/base/sort_unique.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <queue>
#include <tuple>
#include <unordered_map>

namespace dateline {
namespace {

constexpr double kUnit = 1024;
constexpr int kMostDays = 3;
/// So many reports further in the order of days each one is set against, for each value shared:
/// places and tolls, and names, of which there are many.
constexpr std::size_t kLookAhead = 48, kLookAheadByName = 16;
/// Sentences of one text share words and names whatever they tell; the weights are fitted on pairs
/// of two texts. Chosen on the open part of tests/gold/same_event.csv.
constexpr double kOneText = -1;
/// Log odds below which two reports of one sentence that cannot be one event are set.
constexpr std::int32_t kNever = -16 * 1024;

/// What a report shares with those that it may be one with. The lowest bit of `value` is set for
/// names.
struct Key {
  std::uint64_t value;
  std::int32_t day;
  std::uint32_t report;
  friend auto operator<=>(const Key&, const Key&) = default;
};

std::uint64_t mixed(std::uint64_t x) {  // the finalizer of SplitMix64
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

std::vector<Key> keys_of(const EventReports& all) {
  std::vector<Key> out;
  for (std::uint32_t i = 0; i < all.reports.size(); ++i) {
    const EventReport& report = all.reports[i];
    if (report.copy_of) continue;
    const ReportContext& context = all.contexts[report.context];
    const auto add = [&](std::uint64_t kind, std::uint64_t value) {
      const std::uint64_t key =
          mixed(value ^ kind << 40 ^ static_cast<std::uint64_t>(report.family) << 56);
      out.push_back(
          {kind == 0 ? key | 1U : key & ~std::uint64_t{1}, report.days.begin.number(), i});
    };
    for (const ToldPlace& place : report.places)
      add(1, std::hash<std::string>{}(place.place.str()) & 0xFFFFFFFFU);
    for (const std::uint32_t count : context.killed_near) add(2, count);
    for (const std::uint32_t name : context.near.names) add(0, name);
  }
  std::sort(out.begin(), out.end());
  return out;
}

/// Two places, two tolls or two takers in one sentence are two events.
bool are_told_apart(const EventReport& a, const EventReport& b) {
  if (a.claim->document != b.claim->document || !(a.claim->sentence == b.claim->sentence))
    return false;
  if (a.killed && b.killed && *a.killed != *b.killed) return true;
  return a.claim->type == b.claim->type && !a.places.empty() && !b.places.empty() &&
         std::none_of(a.places.begin(), a.places.end(), [&](const ToldPlace& p) {
           return std::any_of(b.places.begin(), b.places.end(),
                              [&](const ToldPlace& q) { return p.place == q.place; });
         });
}

/// For each report those behind it, in the order of keys, that it may be one event with.
class Candidates {
 public:
  explicit Candidates(const EventReports& reports) : reports_(reports), keys_(keys_of(reports)) {
    first_.assign(reports.reports.size() + 1, 0);
    for (const Key& key : keys_) ++first_[key.report + 1];
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    at_.resize(keys_.size());
    std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
    for (std::uint32_t i = 0; i < keys_.size(); ++i) at_[next[keys_[i].report]++] = i;
  }

  /// Each pair comes up once or, where it shares several keys in other orders, twice.
  void find(std::uint32_t report, std::vector<std::uint32_t>& out) const {
    out.clear();
    for (std::uint32_t k = first_[report]; k < first_[report + 1]; ++k) {
      const std::size_t i = at_[k];
      const std::size_t most = keys_[i].value & 1U ? kLookAheadByName : kLookAhead;
      for (std::size_t j = i + 1; j < keys_.size() && j - i <= most; ++j) {
        // Days of a report may be two or three.
        if (keys_[j].value != keys_[i].value || keys_[j].day - keys_[i].day > kMostDays + 2) break;
        if (may_be_one(report, keys_[j].report)) out.push_back(keys_[j].report);
      }
    }
    sort_unique(out);
  }

 private:
  bool may_be_one(std::uint32_t a, std::uint32_t b) const {
    const EventReport &x = reports_.reports[a], &y = reports_.reports[b];
    return a != b && x.family == y.family &&
           (x.family != EventFamily::kOther || x.claim->type == y.claim->type) &&
           std::max(x.days.begin - y.days.end, y.days.begin - x.days.end) <= kMostDays;
  }

  const EventReports& reports_;
  std::vector<Key> keys_;
  std::vector<std::uint32_t> first_, at_;  ///< positions of each report's keys
};

std::uint32_t find_root(std::vector<std::uint32_t>& root, std::uint32_t i) {
  while (root[i] != i) i = root[i] = root[root[i]];
  return i;
}

/// A denial speaks of a report where both tell one kind of event, done by one party if both tell
/// one, on days that both speak of.
bool may_deny(const EventReport& denial, const EventReport& report) {
  return denial.claim->type == report.claim->type && denial.days.overlaps(report.days);
}

/// Scores the pairs that candidates give.
class Matcher {
 public:
  Matcher(const EventReports& reports, const MatchWeights& weights)
      : reports_(reports), weights_(weights), candidates_(reports), root_(reports.reports.size()) {
    std::iota(root_.begin(), root_.end(), 0U);
  }

  Matches match(double least) {
    const auto bound = static_cast<std::int32_t>(std::lround(kUnit * least));
    Matches out;
    each_pair([&](std::uint32_t a, std::uint32_t b) {
      const bool denies = at(a).dissents, denied = at(b).dissents;
      if (denies != denied) {
        const std::uint32_t denial = denies ? a : b, report = denies ? b : a;
        if (may_deny(at(denial), at(report))) out.denials.push_back({denial, report, score(a, b)});
      } else if (!denies) {
        const std::uint32_t x = find_root(root_, a), y = find_root(root_, b);
        if (x != y && score(a, b) > bound) root_[std::max(x, y)] = std::min(x, y);
      }
    });
    // What speaks against a join is asked only where something speaks for one.
    each_pair([&](std::uint32_t a, std::uint32_t b) {
      if (!at(a).dissents && !at(b).dissents && find_root(root_, a) == find_root(root_, b))
        out.pairs.push_back({a, b, score(a, b)});
    });
    sort_unique(out.pairs), sort_unique(out.denials);
    return out;
  }

 private:
  const EventReport& at(std::uint32_t i) const { return reports_.reports[i]; }

  std::int32_t score(std::uint32_t a, std::uint32_t b) const {
    if (are_told_apart(at(a), at(b))) return kNever;
    const bool one_text = at(a).document == at(b).document;
    const double odds =
        weights_.log_odds(compare(reports_, at(a), at(b))) + (one_text ? kOneText : 0);
    return static_cast<std::int32_t>(std::lround(kUnit * odds));
  }

  template <class Take>
  void each_pair(const Take& take) {
    for (std::uint32_t i = 0; i < reports_.reports.size(); ++i)
      for (candidates_.find(i, others_); const std::uint32_t j : others_)
        take(std::min(i, j), std::max(i, j));
  }

  const EventReports& reports_;
  const MatchWeights& weights_;
  Candidates candidates_;
  std::vector<std::uint32_t> root_, others_;
};

}  // namespace

Matches match_reports(const EventReports& reports, const MatchWeights& weights, double least) {
  return Matcher(reports, weights).match(least);
}

std::vector<std::uint32_t> join_by_average(std::size_t count, const std::vector<MatchedPair>& pairs,
                                           double least) {
  struct Link {
    std::int64_t sum = 0;
    std::int64_t pairs = 0;
    double mean() const { return static_cast<double>(sum) / static_cast<double>(pairs); }
  };
  struct Offer {
    double mean;
    std::uint32_t a, b;  // roots; a < b
    std::int64_t pairs;  // as many as the link had: an older offer is void
    bool operator<(const Offer& other) const {
      return std::tie(mean, other.a, other.b) < std::tie(other.mean, a, b);
    }
  };
  const double bound = least * kUnit;
  std::vector<std::uint32_t> root(count);
  std::iota(root.begin(), root.end(), 0U);
  std::vector<std::unordered_map<std::uint32_t, Link>> links(count);
  std::priority_queue<Offer> offers;
  const auto offer = [&](std::uint32_t a, std::uint32_t b, const Link& link) {
    if (link.mean() > bound) offers.push({link.mean(), std::min(a, b), std::max(a, b), link.pairs});
  };
  for (const MatchedPair& pair : pairs) {
    const Link link{pair.score, 1};
    links[pair.a].emplace(pair.b, link);
    links[pair.b].emplace(pair.a, link);
    offer(pair.a, pair.b, link);
  }
  while (!offers.empty()) {
    const Offer best = offers.top();
    offers.pop();
    const std::uint32_t a = best.a, b = best.b;
    if (root[a] != a || root[b] != b) continue;
    const auto known = links[a].find(b);
    if (known == links[a].end() || known->second.pairs != best.pairs) continue;
    root[b] = a;
    links[a].erase(b);
    for (const auto& [other, link] : links[b]) {
      if (other == a) continue;
      Link& sum = links[a][other];
      sum.sum += link.sum, sum.pairs += link.pairs;
      links[other].erase(b);
      links[other][a] = sum;
      offer(a, other, sum);
    }
    links[b].clear();
  }
  for (std::uint32_t i = 0; i < count; ++i) root[i] = root[root[i]];
  return root;
}

}  // namespace dateline
