#include "dateline/record/event_clusters.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <queue>
#include <tuple>
#include <unordered_map>

#include "dateline/base/sort_unique.h"
#include "dateline/record/claim_number.h"

namespace dateline {
namespace {

constexpr double kUnit = 1024;
constexpr int kMostDays = 3;
/// Sentences of one text share words and names whatever they tell; the weights are fitted on pairs
/// of two texts. Chosen on the open part of tests/gold/same_event.csv.
constexpr double kOneText = -1;
/// Log odds below which two reports of one sentence that cannot be one event are set.
constexpr std::int32_t kNever = -16 * 1024;

/// A report in the list of a key.
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

std::vector<Key> all_keys(const EventReports& all) {
  std::vector<Key> out;
  for (std::uint32_t i = 0; i < all.reports.size(); ++i)
    if (!all.reports[i].copy_of)
      for (const std::uint64_t value : keys_of(all, all.reports[i]))
        out.push_back({value, all.reports[i].days.begin.number(), i});
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
  explicit Candidates(const EventReports& reports) : reports_(reports), keys_(all_keys(reports)) {
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
      const std::size_t most = window_of(keys_[i].value);
      for (std::size_t j = i + 1; j < keys_.size() && j - i <= most; ++j) {
        if (keys_[j].value != keys_[i].value || keys_[j].day - keys_[i].day > kWindowDays) break;
        const std::uint32_t other = keys_[j].report;
        if (report != other && may_be_one(reports_.reports[report], reports_.reports[other]))
          out.push_back(other);
      }
    }
    sort_unique(out);
  }

 private:
  const EventReports& reports_;
  std::vector<Key> keys_;
  std::vector<std::uint32_t> first_, at_;  ///< positions of each report's keys
};

std::uint32_t find_root(std::vector<std::uint32_t>& root, std::uint32_t i) {
  while (root[i] != i) i = root[i] = root[root[i]];
  return i;
}

/// Scores the pairs that candidates give.
class Matcher {
 public:
  Matcher(const EventReports& reports, const MatchWeights& weights, const EachPair& each_pair)
      : reports_(reports), weights_(weights), each_pair_(each_pair), root_(reports.reports.size()) {
    std::iota(root_.begin(), root_.end(), 0U);
  }

  Matches match(double least) {
    const std::int32_t bound = score_bound(least);
    Matches out;
    each_pair_([&](std::uint32_t a, std::uint32_t b) {
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
    each_pair_([&](std::uint32_t a, std::uint32_t b) {
      if (!at(a).dissents && !at(b).dissents && find_root(root_, a) == find_root(root_, b))
        out.pairs.push_back({a, b, score(a, b)});
    });
    sort_unique(out.pairs), sort_unique(out.denials);
    for (std::uint32_t i = 0; i < root_.size(); ++i) out.block.push_back(find_root(root_, i));
    return out;
  }

 private:
  const EventReport& at(std::uint32_t i) const { return reports_.reports[i]; }

  std::int32_t score(std::uint32_t a, std::uint32_t b) const {
    return score_pair(reports_, at(a), at(b), weights_);
  }

  const EventReports& reports_;
  const MatchWeights& weights_;
  const EachPair& each_pair_;
  std::vector<std::uint32_t> root_;
};

}  // namespace

std::vector<std::uint64_t> keys_of(const EventReports& all, const EventReport& report) {
  std::vector<std::uint64_t> out;
  const ReportContext& context = all.contexts[report.context];
  const auto add = [&](std::uint64_t kind, std::uint64_t value) {
    const std::uint64_t key =
        mixed(value ^ kind << 40 ^ static_cast<std::uint64_t>(report.family) << 56);
    out.push_back(kind == 0 ? key | 1U : key & ~std::uint64_t{1});
  };
  for (const ToldPlace& place : report.places) add(1, stable_hash(place.place.str()) & 0xFFFFFFFFU);
  for (const std::uint32_t count : context.killed_near) add(2, count);
  for (const std::uint32_t name : context.near.names) add(0, name);
  sort_unique(out);
  return out;
}

bool may_be_one(const EventReport& a, const EventReport& b) {
  return a.family == b.family &&
         (a.family != EventFamily::kOther || a.claim->type == b.claim->type) &&
         std::max(a.days.begin - b.days.end, b.days.begin - a.days.end) <= kMostDays;
}

bool may_deny(const EventReport& denial, const EventReport& report) {
  return denial.claim->type == report.claim->type && denial.days.overlaps(report.days);
}

std::int32_t score_pair(const EventReports& all, const EventReport& a, const EventReport& b,
                        const MatchWeights& weights) {
  if (are_told_apart(a, b)) return kNever;
  const double odds =
      weights.log_odds(compare(all, a, b)) + (a.document == b.document ? kOneText : 0);
  return static_cast<std::int32_t>(std::lround(kUnit * odds));
}

std::int32_t score_bound(double least) {
  return static_cast<std::int32_t>(std::lround(kUnit * least));
}

Matches match_reports(const EventReports& reports, const MatchWeights& weights, double least) {
  const Candidates candidates(reports);
  std::vector<std::uint32_t> others;
  return match_pairs(reports, weights, least, [&](const TakePair& take) {
    for (std::uint32_t i = 0; i < reports.reports.size(); ++i)
      for (candidates.find(i, others); const std::uint32_t j : others)
        take(std::min(i, j), std::max(i, j));
  });
}

Matches match_pairs(const EventReports& reports, const MatchWeights& weights, double least,
                    const EachPair& each_pair) {
  return Matcher(reports, weights, each_pair).match(least);
}

std::vector<std::uint32_t> join_by_average(std::size_t count, const std::vector<MatchedPair>& pairs,
                                           double least) {
  struct Link {
    std::int64_t sum = 0;
    std::int64_t pairs = 0;
    bool never = false;  // a person said that two of them are two events
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
    if (!link.never && link.mean() > bound)
      offers.push({link.mean(), std::min(a, b), std::max(a, b), link.pairs});
  };
  for (const MatchedPair& pair : pairs) {
    const Link link{pair.score, 1, pair.score == kParted};
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
    if (known == links[a].end() || known->second.pairs != best.pairs || known->second.never)
      continue;
    root[b] = a;
    links[a].erase(b);
    for (const auto& [other, link] : links[b]) {
      if (other == a) continue;
      Link& sum = links[a][other];
      sum.sum += link.sum, sum.pairs += link.pairs, sum.never = sum.never || link.never;
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
