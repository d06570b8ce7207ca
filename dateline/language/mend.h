#pragma once

#include <string_view>

#include "dateline/language/layers.h"

namespace dateline {

/// Puts right what the treebanks have too little of for the parser to learn: a participle behind a
/// hyphen and before a noun ("rebel-held Idlib") modifies the noun; a noun right behind a verb is
/// no second part of a list before the verb ("killed 10 civilians and wounded 45 others") but its
/// object; of two subjects of a saying around what is said, the first is what is said's. Every
/// sentence stays a tree with one root.
void mend_trees(std::string_view text, const Tokens& tokens, const Tags& tags, Trees& trees);

}  // namespace dateline
