#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dateline/territory/control.h"
#include "dateline/territory/states.h"

namespace dateline {

/// What a speaker has to gain by what he says.
enum class Stance : std::uint8_t { kNeutral, kOwnGain, kAdmission };

/// One voice behind a claim: the last speaker of a chain, who is said to know, or the outlet.
struct Voice {
  ActorId party;       ///< whom it speaks for; empty: nobody
  double trust = 1;    ///< factor of its kind where it has no stake
  double relay = 1;    ///< factor of those between it and the reader
  std::string origin;  ///< equal for voices that are no independent witnesses of each other
  std::string text;    ///< for people: "rebels", "outlet NAME"
};

/// The voices of a report, one a chain of speakers; the outlet's own where there is none.
std::vector<Voice> voices_of(const Report& report, const Parties& parties,
                             const ControlWeights& weights);

/// Whether `voice` speaks for, against or without interest when it says that `party` gains (or,
/// where `gains` is false, loses). `party` is any actor; several stand together.
Stance stance_of(const Voice& voice, const std::vector<ActorId>& party, bool gains,
                 const Parties& parties, Day day);

/// What multiplies the weight of a report by that voice.
double voice_factor(const Voice& voice, Stance stance, const ControlWeights& weights);

}  // namespace dateline
