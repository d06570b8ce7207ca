#pragma once

#include <vector>

#include "dateline/language/layers.h"
#include "dateline/meaning/ground_places.h"
#include "dateline/meaning/knowledge.h"

namespace dateline {

/// The claims of one document, in the order of their spans. Deterministic. The layers must be of
/// `document.text`.
std::vector<Claim> make_claims(const Document& document, const Tokens& tokens, const Tags& tags,
                               const Trees& trees, const Toponyms& toponyms,
                               const Knowledge& knowledge);

}  // namespace dateline
