#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "dateline/record/event_clusters.h"
#include "dateline/record/origins.h"

namespace dateline {

struct HappeningTag;
/// A happening: the smallest id of its claims, of those that are no copies.
using HappeningId = Id<HappeningTag>;

/// A count over the independent origins of a happening.
struct Toll {
  double low = 0;
  double best = 0;  ///< the median of what origins say, of two the smaller
  double high = 0;
  int origins = 0;  ///< how many origins tell it
};

/// Claims about one event.
struct Happening {
  HappeningId id;
  std::vector<ClaimId> claims;   ///< by publication; first the earliest
  std::vector<ClaimId> dissent;  ///< claims that say that it did not happen
  std::vector<ClaimType> types;  ///< most frequent first
  DayInterval days;              ///< the narrowest that most reports tell; else theirs together
  bool has_day = false;          ///< true where a report tells the day
  std::optional<PlaceReading> place;  ///< the one told most often
  std::vector<ActorId> who, whom;     ///< most frequent first
  int origins = 0;                    ///< documents, copies counted once
  DocumentId first;                   ///< the document that told it first
  std::optional<Toll> killed, wounded, displaced;
};

/// What happenings are found with.
struct HappeningModel {
  EventWords words;
  MatchWeights weights;
  std::vector<std::pair<ClaimId, ClaimId>> joined{};  ///< of one happening, as a person said
  std::vector<std::pair<ClaimId, ClaimId>> parted{};  ///< of two happenings, likewise
  /// Reads words.csv and weights.csv of a folder. Fails: as their loaders do.
  static Result<HappeningModel> load(const std::string& folder);
};

/// Log odds above which pairs lead from one report to another, and groups are joined. Chosen on the
/// open part of tests/gold/same_event.csv.
inline constexpr double kJoin = -0.9;
/// A denial has to match a happening better than that.
inline constexpr double kDissent = 1;

/// True for what find_happenings looks at: claims that report an event, and those that deny one.
bool is_told_event(const Claim& claim);

/// Which document is of which origin.
using OriginOf = std::unordered_map<DocumentId, std::uint32_t>;

/// Reports put together. Lists have an element a report.
struct Grouping {
  static constexpr std::uint32_t kNone = 0xFFFFFFFFU;
  std::vector<Happening> happenings;
  std::vector<std::uint32_t> happening;  ///< which of them it is told or denied by; kNone
  std::vector<std::uint32_t> block;      ///< the first report of those that bear on each other
  std::vector<std::uint32_t> denies;     ///< which report it denies; kNone
};

/// Marks reports that only carry on an earlier one of their origin, so that copies shift nothing.
/// What a copy adds stands for itself, and so does what a person parted. Requires: of an origin all
/// documents or none, and their reports from `first` on.
void mark_copies(const std::vector<Origin>& origins, const HappeningModel& model, EventReports& all,
                 std::uint32_t first = 0);

/// Groups reports by their pairs. Each block is grouped as it would be alone.
Grouping group_reports(const EventReports& all, Matches matches, const OriginOf& origin_of,
                       const HappeningModel& model);

/// Groups the claims that report an event by the event: every such claim is in one happening.
/// Denials and negations are added as dissent where they clearly speak of one. The id of any of a
/// happening's claims leads to it, so that an id that it had before it grew leads there too. Sorted
/// by first day, then id. Depends on the set alone, not on its order. Near linear. Requires:
/// origins of the same documents.
std::vector<Happening> find_happenings(const std::vector<Claim>& claims,
                                       const std::vector<Document>& documents,
                                       const std::vector<Origin>& origins,
                                       const HappeningModel& model);

}  // namespace dateline
