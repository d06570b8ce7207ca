#pragma once

#include <vector>

#include "dateline/language/layers.h"
#include "dateline/meaning/events.h"
#include "dateline/meaning/ground_places.h"
#include "dateline/meaning/knowledge.h"

namespace dateline {

/// How the claims of a document came about.
struct Explanation {
  std::vector<EventTrace> readings;  ///< of all words that might tell of an event
};

/// The claims of one document, in the order of their spans. Deterministic. The layers must be of
/// `document.text`. `explanation`: receives what was weighed, unless nullptr.
std::vector<Claim> make_claims(const Document& document, const Tokens& tokens, const Tags& tags,
                               const Trees& trees, const Toponyms& toponyms,
                               const Knowledge& knowledge, Explanation* explanation = nullptr);

}  // namespace dateline
