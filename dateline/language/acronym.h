#pragma once

#include <string_view>

#include "dateline/language/layers.h"

namespace dateline {

/// The word at `i` as the network is to read it: for an acronym that is spelled like a common word
/// ("IS", "WHO") one that is not, unless the words around it are in capitals too or it only
/// stresses ("it IS true"). Treebanks know them as "is" and "who" alone.
std::string_view word_to_read(std::string_view text, const Tokens& tokens, TokenRange sentence,
                              TokenIndex i);

}  // namespace dateline
