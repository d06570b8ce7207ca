#include "dateline/territory/states.h"

#include <algorithm>

#include "dateline/base/sort_unique.h"
#include "dateline/territory/start.h"

namespace dateline {

StateSpace::StateSpace(std::vector<ActorId> parties) : states_(std::move(parties)) {
  states_.push_back(kContested);
}

StateMask StateSpace::mask_of(const ActorId& actor) const {
  StateMask above = 0;
  StateMask below = 0;
  for (std::size_t i = 0; i < contested(); ++i) {
    if (is_within(actor, states_[i])) above |= StateMask{1} << i;
    if (is_within(states_[i], actor)) below |= StateMask{1} << i;
  }
  return above ? above : below;
}

StateMask StateSpace::mask_with_allies(const ActorId& actor, const Parties& parties,
                                       Day day) const {
  if (const StateMask own = mask_of(actor)) return own;
  const auto root = [](const ActorId& id) { return id.str().substr(0, id.str().find('.')); };
  StateMask allies = 0;
  StateMask compatriots = 0;
  for (std::size_t i = 0; i < contested(); ++i) {
    if (!parties.allied(actor, states_[i], day)) continue;
    allies |= StateMask{1} << i;
    if (root(states_[i]) == root(actor)) compatriots |= StateMask{1} << i;
  }
  return compatriots ? compatriots : allies;
}

StateMask StateSpace::rivals_of(StateMask mask, const Parties& parties, Day day) const {
  StateMask rivals = 0;
  for (std::size_t i = 0; i < contested(); ++i) {
    bool friendly = (mask >> i) & 1;
    for (std::size_t k = 0; k < contested() && !friendly; ++k) {
      friendly = ((mask >> k) & 1) && parties.allied(states_[i], states_[k], day);
    }
    if (!friendly) rivals |= StateMask{1} << i;
  }
  return rivals;
}

std::vector<ActorId> widest(std::vector<ActorId> actors) {
  sort_unique(actors);
  std::vector<ActorId> out;
  for (const ActorId& actor : actors) {
    const bool inside = std::any_of(actors.begin(), actors.end(), [&](const ActorId& other) {
      return other != actor && is_within(actor, other);
    });
    if (!inside) out.push_back(actor);
  }
  return out;
}

}  // namespace dateline
