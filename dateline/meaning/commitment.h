#pragma once

#include "dateline/meaning/attribution.h"

namespace dateline {

/// How the text commits to an event, before its speakers are heard.
struct Commitment {
  ClaimStatus status = ClaimStatus::kHappened;
  bool negated = false;
};

/// A word that had a say in status or polarity.
struct CommitmentStep {
  TokenIndex word = kNoToken;
  Effect effect = Effect::kNeutral;
  int line = 0;  ///< of governors.csv; 0: a modal, a negation, a condition
};

/// Status and polarity of the event whose trigger is the token (a verb, or a noun that names an
/// event): negation and its scope, modals, conditions, aims, and the words that govern it.
/// `steps`: receives the words that decided, unless nullptr.
Commitment commitment(const Syntax& syntax, const Knowledge& knowledge, TokenIndex trigger,
                      const Voices& voices, std::vector<CommitmentStep>* steps = nullptr);

}  // namespace dateline
