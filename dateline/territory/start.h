#pragma once

#include <string>
#include <utility>
#include <vector>

#include "dateline/base/day.h"
#include "dateline/base/error.h"
#include "dateline/base/id.h"
#include "dateline/gazetteer/gazetteer.h"

namespace dateline {

/// The state that is no party: two sides fight inside or hold parts.
inline const ActorId kContested{"contested"};

/// The rows of start.csv of one place or region and day: one distribution.
struct StartRow {
  PlaceId place;  ///< or a region
  Day on;
  std::vector<std::pair<ActorId, double>> shares;  ///< sum <= 1; the rest is spread evenly
  std::string row;                                 ///< "start.csv:17", the first of them
};

/// Who held what when the story begins.
struct StartingControl {
  std::vector<StartRow> rows;  ///< by place, then day

  /// Parties that the rows name, sorted, without "contested".
  std::vector<ActorId> parties() const;
  /// The rows that bear on a place, by day: its own; else those of the place that it is within;
  /// else those of the narrowest region that has any. Empty where none has.
  std::vector<const StartRow*> rows_for(const Place& place, const Gazetteer& gazetteer) const;
};

/// Fails: kTheatreInvalid with path and line (unknown column, place, bad day or number, a sum over
/// 1); kFileMissing.
Result<StartingControl> load_starting_control(const std::string& theatre_dir,
                                              const Gazetteer& gazetteer);

}  // namespace dateline
