#pragma once

#include <bit>
#include <cstdint>
#include <vector>

#include "dateline/base/day.h"
#include "dateline/base/id.h"
#include "dateline/meaning/parties.h"

namespace dateline {

/// A set of states: bit i is state i.
using StateMask = std::uint64_t;

/// The states that a place can be in: parties in order of id, then contested. At most 64.
class StateSpace {
 public:
  StateSpace() = default;
  /// Requires: parties sorted and different, at most 63.
  explicit StateSpace(std::vector<ActorId> parties);

  const std::vector<ActorId>& states() const { return states_; }
  std::size_t size() const { return states_.size(); }
  std::size_t contested() const { return states_.size() - 1; }
  StateMask contested_mask() const { return StateMask{1} << contested(); }
  StateMask party_mask() const { return contested_mask() - 1; }

  /// The states that an actor counts for: the party that it is or lies in, else the parties that
  /// lie in it, else none.
  StateMask mask_of(const ActorId& actor) const;
  /// The same, else the parties of its side on that day: allies hold and lose together. Those whose
  /// id begins like the actor's (of one country) stand nearer than those from abroad.
  StateMask mask_with_allies(const ActorId& actor, const Parties& parties, Day day) const;
  /// The party states that are neither in `mask` nor on the side of one that is.
  StateMask rivals_of(StateMask mask, const Parties& parties, Day day) const;

 private:
  std::vector<ActorId> states_;
};

/// The widest of `actors`: those that lie in no other, sorted.
std::vector<ActorId> widest(std::vector<ActorId> actors);

}  // namespace dateline
