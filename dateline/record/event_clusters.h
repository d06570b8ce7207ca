#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <vector>

#include "dateline/record/event_match.h"
#include "dateline/record/event_windows.h"

namespace dateline {

/// Log odds of two reports, in 1/1024, so that sums do not depend on their order.
struct MatchedPair {
  std::uint32_t a, b;
  std::int32_t score;
  friend auto operator<=>(const MatchedPair&, const MatchedPair&) = default;
};

struct Matches {
  std::vector<MatchedPair> pairs;
  std::vector<MatchedPair> denials;  ///< a: the denial, b: what it may deny
  std::vector<std::uint32_t> block;  ///< of each report the first that pairs lead it to
};

/// The score of two reports of which a person said that they are of two events.
inline constexpr std::int32_t kParted = std::numeric_limits<std::int32_t>::min();

/// A denial speaks of a report where both tell one kind of event on days that both speak of.
bool may_deny(const EventReport& denial, const EventReport& report);

/// Log odds of two reports, in 1/1024. Symmetric.
std::int32_t score_pair(const EventReports& all, const EventReport& a, const EventReport& b,
                        const MatchWeights& weights);
std::int32_t score_bound(double least);

/// Pairs of reports that may be of one event: of one family, of days at most three apart, with a
/// place, a name or a count of dead in common, and led to each other by pairs that score above
/// `least`; and denials with what they may deny. Ascending, each once. Of a value that very many
/// reports of a few days share each leads only to the next ones. Copies are left out. Depends on
/// the set alone. Cost: near linear.
Matches match_reports(const EventReports& reports, const MatchWeights& weights, double least);

/// The same of pairs that somebody else finds: `each_pair` is called twice and hands over all pairs
/// that may be one, the smaller index first, in any order; a pair may come up twice.
using TakePair = std::function<void(std::uint32_t, std::uint32_t)>;
using EachPair = std::function<void(const TakePair&)>;
Matches match_pairs(const EventReports& reports, const MatchWeights& weights, double least,
                    const EachPair& each_pair);

/// Joins `count` things by average link: of the two groups whose known pairs score highest in the
/// mean the pair is joined, as long as that mean is above `least` and none of the pairs is kParted.
/// Returns for each the smallest member of its group. Requires: a < b, each pair once. O(pairs log
/// pairs).
std::vector<std::uint32_t> join_by_average(std::size_t count, const std::vector<MatchedPair>& pairs,
                                           double least);

}  // namespace dateline
