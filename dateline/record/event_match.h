#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "dateline/record/event_reports.h"

namespace dateline {

/// What is compared between two reports, in the order of the features.
enum class MatchFeature : std::uint8_t {
  kBias,         ///< 1
  kPlacesFar,    ///< the nearest two places lie over 75 km apart
  kDaysApart,    ///< days between the two, at most 3
  kDaysSame,     ///< both tell a day, the same or the next
  kWhoApart,     ///< both tell a doer, none of which lies within the other
  kKilledSame,   ///< both tell how many died: equal
  kKilledClose,  ///< not over 1.4 times as many
  kKilledFar,    ///< over 2.5 times as many
  kKilledNear,   ///< counts of dead shared in the sentences around, at most 2
  kSiteSame,     ///< both sentences tell what was hit: a kind is shared
  kMeansApart,   ///< both sentences tell how: no kind is shared
  kNumbers,      ///< numbers shared by the sentences, at most 2
  kNamesApart,   ///< both sentences have names, none is shared
  kNamesNear,    ///< names shared in the sentences around, at most 3
  kPlacesNear,   ///< places shared in the sentences around, at most 2
  kPlacesApart,  ///< places there on both sides, none shared
  kSentence,     ///< likeness of the sentences' words
  kLead,         ///< likeness of each one's surroundings and the other document's beginning, added
};
inline constexpr std::size_t kMatchFeatures = static_cast<std::size_t>(MatchFeature::kLead) + 1;
std::string_view to_string(MatchFeature feature);

using MatchFeatures = std::array<double, kMatchFeatures>;

/// Symmetric: the same for (a, b) and (b, a). Depends on nothing but the two documents.
MatchFeatures compare(const EventReports& of, const EventReport& a, const EventReport& b);

/// Log odds that two reports are of one event.
class MatchWeights {
 public:
  /// weights.csv = feature,weight,reason ; every feature once. Fails: kFileMissing, kDataInvalid
  /// with line.
  static Result<MatchWeights> load(const std::string& path);
  double log_odds(const MatchFeatures& features) const;

 private:
  std::array<double, kMatchFeatures> weights_{};
};

}  // namespace dateline
