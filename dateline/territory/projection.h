#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dateline/base/day.h"
#include "dateline/base/error.h"
#include "dateline/base/id.h"
#include "dateline/gazetteer/gazetteer.h"
#include "dateline/meaning/parties.h"
#include "dateline/roads/roads.h"
#include "dateline/territory/control.h"
#include "dateline/territory/described.h"
#include "dateline/territory/projection_weights.h"

namespace dateline {

/// Stands wherever a projection shows.
inline constexpr std::string_view kProjectionLabel =
    "projection: an aid to planning, not a forecast of fact";

/// How a situation is run forward. All but the first are plain rules, to compare with.
enum class ProjectionModel : std::uint8_t {
  kFront,      ///< docs/why/0018
  kSame,       ///< nothing changes: the belief of the day is kept
  kYesterday,  ///< as many places as yesterday change each day, the nearest to yesterday's first
  kEvenly,     ///< the same, spread evenly over all places on the front
};
std::optional<ProjectionModel> parse_projection_model(std::string_view name);

/// What is asked, and how the world is to differ.
struct ProjectionQuestion {
  int days = 7;
  std::vector<std::pair<PlaceId, ActorId>> changes;      ///< place -> party, from the first day
  std::vector<ActorId> absent;                           ///< gone, with what they give to others
  std::vector<std::pair<ActorId, std::string>> without;  ///< party -> air, troops, arms, ...
  double pace = 1;                                       ///< factor of the pace
  bool base_pace = false;  ///< the pace of a front of which nothing is known, not the record's
  int runs = 1000;
  std::uint64_t seed = 1;
  int threads = 1;
  ProjectionModel model = ProjectionModel::kFront;
};

/// What project reads. The table's last day is the day from which the situation is run forward;
/// that it holds only what was known by then is for the caller to see to (ControlInputs::known_by).
/// Keeps: everything pointed to must live during the call only.
struct ProjectionInputs {
  const ControlTable* control = nullptr;
  const Gazetteer* gazetteer = nullptr;
  const Parties* parties = nullptr;
  const RoadGraph* roads = nullptr;
  std::vector<Backing> backing;
  std::vector<Force> forces;
  ProjectionWeights weights{};
};

/// A probability from runs. The interval of 90 % holds the sampling error of the runs (Wilson) and
/// the spread between groups of runs with different parameters, in which the chance may lie.
struct ProjectedChance {
  double p = 0;
  double low = 0, high = 0;
  double error = 0;   ///< half of the 90 % interval of sampling alone
  double spread = 0;  ///< standard deviation between parameters, sampling taken off
};

/// The chances of one place, by day after the start (index 0 is the first day after it).
struct PlaceProjection {
  PlaceId place;
  bool on_roads = false;                           ///< no: nothing moves here
  std::vector<double> now;                         ///< belief of the day of the start, by state
  std::vector<std::vector<ProjectedChance>> held;  ///< by day, by state; the p of a day sum to 1
  std::vector<ProjectedChance> changed;  ///< by day: another party took it by then, at least once
};

struct Projection {
  ProjectionQuestion question;
  Day start;
  std::vector<ActorId> states;  ///< parties, then contested
  std::vector<PlaceProjection> places;
  std::vector<std::string> assumptions;
};

/// Runs a situation forward. The same bytes for any number of threads. Fails: kPlaceUnknown for a
/// changed place that the table does not have, kPartyUnknown for a party that is no state where one
/// is needed, kArgumentInvalid for days, runs or pace out of range or a kind of backing that nobody
/// knows. O(runs * days * roads). docs/why/0018 has the model.
Result<Projection> project(const ProjectionInputs& inputs, const ProjectionQuestion& question);

/// For people; lines end in '\n'. `most`: the places with the greatest chance to change; 0: all.
std::string to_text(const Projection& projection, const Gazetteer& gazetteer,
                    const Parties& parties, std::size_t most);
/// For programs: one JSON object without a newline; docs/formats.md has the grammar.
std::string to_json(const Projection& projection, const Gazetteer& gazetteer);
/// One line a place, day and state, and one for the change of hands; header first.
std::string to_csv(const Projection& projection, const Gazetteer& gazetteer);

}  // namespace dateline
