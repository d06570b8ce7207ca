#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dateline/territory/control.h"

namespace dateline {

/// What a belief would be if one thing were otherwise.
struct Otherwise {
  enum class Kind : std::uint8_t {
    kWithoutClaim,  ///< the record had no such claim
    kWithoutVoice,  ///< one speaker or outlet had said nothing
    kOneMore,       ///< one more report by a neutral outlet, published on the day
  };
  Kind kind = Kind::kWithoutClaim;
  ClaimId claim;                    ///< kWithoutClaim
  std::string voice;                ///< kWithoutVoice, for people: "outlet Example Wire", "rebels"
  DocumentId document;              ///< kWithoutVoice: in which it speaks first
  int reports = 0;                  ///< kWithoutVoice: how many of the claims listed it told
  std::optional<ClaimType> type;    ///< kOneMore
  ActorId party;                    ///< kOneMore: who would be told to do it; empty for a clash
  std::vector<double> probability;  ///< parallel to the table's states()
  double moves = 0;                 ///< half the sum of the changes of all probabilities: 0 to 1
};
std::string_view to_string(Otherwise::Kind kind);

/// Of all that why() lists for a place and a day: each claim left out, each voice left out, and one
/// more report of each kind, by how far it moves the belief. The beliefs are inferred again, with
/// all that follows (copies, neighbours, who comes where no words say), so that a claim that is
/// left out here and one that is not in the record give the same. Within each kind the strongest
/// first, of equals the earlier in why(). `table` is what infer_control made of the inputs.
/// O(claims listed
/// * (claims + places near by)). Empty for a place or day not in the table.
std::vector<Otherwise> what_moves(const ControlInputs& inputs, const ControlTable& table,
                                  const PlaceId& place, Day day);

}  // namespace dateline
