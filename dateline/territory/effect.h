#pragma once

#include <optional>
#include <string_view>

#include "dateline/meaning/claim.h"
#include "dateline/territory/evidence.h"
#include "dateline/territory/weights.h"

namespace dateline {

/// What a claim of a type does to a place, before anybody's voice is weighed.
struct ControlEffect {
  Favours favours = Favours::kParty;
  Opens opens = Opens::kNothing;
  bool change = false;
  bool gains = true;    ///< the party gains by what is said (else it loses)
  bool stakes = true;   ///< whose gain it is bears on how far a voice is believed
  bool allies = false;  ///< a party that is no state counts for its allies that are
  bool needs_party = true;
  double weight = 0;
  double open = 0;
  double party_factor = 1;
  double contested_factor = 0;
};

/// How the words place an event: "in Homs", "the suburbs of", "north of", "toward", "from".
enum class Nearness : std::uint8_t { kInside, kSuburb, kEdge, kToward, kFrom };
Nearness nearness_of(const PlaceReading& where);

/// The effect of a claim at a place that it names so; nullopt where it says nothing of control.
/// Weight and opening hold the factor of nearness. `armed`: armed men of a party are spoken of,
/// whose presence says more than a visitor's.
std::optional<ControlEffect> effect_of(const Claim& claim, Nearness nearness,
                                       const ControlWeights& weights, bool armed = false);

/// True where the effect tells of fighting rather than of holding.
inline bool is_fight(const ControlEffect& effect) {
  return effect.favours == Favours::kFighting || effect.favours == Favours::kNoFighting;
}

}  // namespace dateline
