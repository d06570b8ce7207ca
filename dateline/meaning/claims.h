#pragma once

#include <vector>

#include "dateline/language/layers.h"
#include "dateline/meaning/commitment.h"
#include "dateline/meaning/events.h"
#include "dateline/meaning/ground_places.h"
#include "dateline/meaning/knowledge.h"
#include "dateline/meaning/role_choice.h"

namespace dateline {

/// An event that was taken, with what became of it.
struct EventStory {
  Event event;  ///< with what was borrowed from around it
  Voices voices;
  Commitment committed;
  std::vector<CommitmentStep> steps;  ///< what decided it
  std::vector<Claim> claims;          ///< none: it told nothing
};

/// How the claims of a document came about.
struct Explanation {
  std::vector<EventTrace> readings;  ///< of all words that might tell of an event
  std::vector<RoleTrace> roles;      ///< who and whom of the events that were taken
  std::vector<Attribution> attributions;
  std::vector<EventStory> events;  ///< in the order of their triggers
};

/// What one document says, and the names in it that are nobody's but their bearers'.
struct DocumentReading {
  std::vector<Claim> claims;            ///< in the order of their spans
  std::vector<ByteSpan> private_names;  ///< as find_private_names gives them
};

/// Deterministic. The layers must be of `document.text`. `explanation`: receives what was weighed,
/// unless nullptr.
DocumentReading make_reading(const Document& document, const Tokens& tokens, const Tags& tags,
                             const Trees& trees, const Toponyms& toponyms,
                             const Knowledge& knowledge, Explanation* explanation = nullptr);

/// Its claims alone, in the order of their spans.
std::vector<Claim> make_claims(const Document& document, const Tokens& tokens, const Tags& tags,
                               const Trees& trees, const Toponyms& toponyms,
                               const Knowledge& knowledge, Explanation* explanation = nullptr);

}  // namespace dateline
