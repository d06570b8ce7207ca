#pragma once

#include "dateline/meaning/attribution.h"

namespace dateline {

/// How the text commits to an event, before its speakers are heard.
struct Commitment {
  ClaimStatus status = ClaimStatus::kHappened;
  bool negated = false;
};

/// Status and polarity of the event whose trigger is the token (a verb, or a noun that names an
/// event): negation and its scope, modals, conditions, aims, and the words that govern it.
Commitment commitment(const Syntax& syntax, const Knowledge& knowledge, TokenIndex trigger,
                      const Voices& voices);

}  // namespace dateline
