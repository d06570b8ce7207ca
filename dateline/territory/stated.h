#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/territory/passage.h"

namespace dateline {

enum class Agreement : std::uint8_t { kAgrees, kDisagrees, kCannotTell };
std::string_view to_string(Agreement agreement);

/// What somebody says would follow, beside what the roads say.
struct StatedConsequence {
  ClaimId claim;       ///< what would follow
  ClaimId condition;   ///< if this
  bool linked = true;  ///< the record links the two with `if`; else they stand in one sentence
  DocumentId document;
  Day published;
  std::string outlet, sentence;
  std::vector<PlaceChange> changes;  ///< of the condition
  ActorId traveller;                 ///< who is cut off
  PlaceId from;
  std::vector<PlaceId> to;  ///< any of them; empty: the main places of the traveller, one by one
  RoadNetwork network = RoadNetwork::kCountry;  ///< main roads where the sentence speaks of them
  std::optional<Chance> before, after;          ///< that `from` is cut off from `to`
  Agreement agreement = Agreement::kCannotTell;
  std::string reason;  ///< a sentence without full stop
};

/// Each consequence that a claim of the `days` days to `on` links with `if`, and each `cut`,
/// `close` or `open` that stands conditional or hypothetical in one sentence with such a change of
/// hands; by publication, then id. The roads agree that a way will be cut where it is more probably
/// cut than not when the condition is set; they cannot tell where the condition changes no hands,
/// the consequence is none of roads, its places are none of the graph's, or sampling leaves it
/// open.
std::vector<StatedConsequence> stated_consequences(const RoadWorld& world,
                                                   const std::vector<Report>& reports, Day on,
                                                   int days = 30);

}  // namespace dateline
