#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dateline/record/event_match.h"
#include "dateline/record/origins.h"

namespace dateline {

struct HappeningTag;
/// A happening: the smallest id of its claims.
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
  /// Reads words.csv and weights.csv of a folder. Fails: as their loaders do.
  static Result<HappeningModel> load(const std::string& folder);
};

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
