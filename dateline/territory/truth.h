#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dateline/base/day.h"
#include "dateline/base/error.h"
#include "dateline/base/id.h"
#include "dateline/base/latlng.h"
#include "dateline/territory/control.h"

namespace dateline {

/// How well the day of a change is known.
enum class TruthPrecision : std::uint8_t {
  kDay,
  kDayApprox,  ///< a day earlier or later
  kBy,         ///< so on that day already (also a month's end): ends what was before, no more
};

/// One dated change of control, as somebody who knows it wrote it down.
struct TruthChange {
  PlaceId place;     ///< of the theatre; empty: the place nearest to the point
  std::string name;  ///< as the file calls it
  std::optional<LatLng> point;
  Day day;
  ActorId before, after;  ///< party or "contested"
  TruthPrecision precision = TruthPrecision::kDay;
  int line = 0;
};

/// Reads changes: columns place, date, controller_before, controller_after, and id or lat and lon;
/// precision (day, day_approx, by, month), preferred (no: the row is left out). Other columns are
/// for people. Fails: kDataInvalid with line, kFileMissing.
Result<std::vector<TruthChange>> load_truth(const std::string& path);

/// One place on one day whose control is known.
struct TruthItem {
  PlaceId place;
  std::string name;
  Day day;
  ActorId truth;
  ActorId said;            ///< the most probable state
  double probability = 0;  ///< of that state
  double brier = 0;        ///< sum over states of (p - truth)^2: 0 is perfect, 2 sure and wrong
  bool right = false;
  bool after_change = false;  ///< after a change within the days of the table
  bool persists = false;      ///< who held it at the beginning holds it
};

/// How well a table agrees with the truth, and plain guesses beside it.
struct TruthScore {
  std::vector<TruthItem> items;     ///< in order of place and day
  std::vector<std::string> absent;  ///< places that the table does not have: left out
  double accuracy = 0, brier = 0;
  double persistence_accuracy = 0, persistence_brier = 0;  ///< nobody ever changes
  double constant_brier = 0;     ///< one split of belief for every place and day, the best there is
  double calibration_error = 0;  ///< expected, of the most probable state, ten bins of equal count
  int changes = 0;               ///< in the days of the table, to a party
  int seen = 0;                  ///< of them: over half for the new holder within three days
};

/// Scores every day on which the truth is certain: from one change to the next without the day of a
/// change (a day on each side of a day_approx), at most 60 days after it, and three days before a
/// place's first change and after its last. A party below the truth's is right. O(places * days).
TruthScore score_control(const std::vector<TruthChange>& truth, const ControlTable& control,
                         const Gazetteer& gazetteer);

}  // namespace dateline
