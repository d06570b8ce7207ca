#pragma once

#include <string_view>

#include "dateline/language/layers.h"

namespace dateline {

/// Puts right what the treebanks have too little of for the parser to learn: a participle behind a hyphen and
/// before a noun ("rebel-held Idlib") modifies the noun. Every sentence stays a tree with one root.
void mend_trees(std::string_view text, const Tokens& tokens, const Tags& tags, Trees& trees);

}  // namespace dateline
