#pragma once

#include <cstdint>
#include <vector>

#include "dateline/record/event_match.h"

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
};

/// Pairs of reports that may be of one event: of one family, of days at most three apart, with a
/// place, a name or a count of dead in common, and led to each other by pairs that score above
/// `least`; and denials with what they may deny. Ascending, each once. Of a value that very many
/// reports of a few days share each leads only to the next ones. Copies are left out. Depends on
/// the set alone. Cost: near linear.
Matches match_reports(const EventReports& reports, const MatchWeights& weights, double least);

/// Joins `count` things by average link: of the two groups whose known pairs score highest in the
/// mean the pair is joined, as long as that mean is above `least`. Returns for each the smallest
/// member of its group. Requires: a < b, each pair once. O(pairs log pairs).
std::vector<std::uint32_t> join_by_average(std::size_t count, const std::vector<MatchedPair>& pairs,
                                           double least);

}  // namespace dateline
