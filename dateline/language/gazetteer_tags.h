#pragma once

#include <string_view>
#include <unordered_set>
#include <vector>

#include "dateline/gazetteer/world.h"
#include "dateline/language/layers.h"
#include "dateline/language/names.h"

namespace dateline {

/// Longest names of the gazetteer among the words that may be part of a name: a tag a word.
/// `demonyms`: words of nationality in lower case, folded. Never fails.
std::vector<GazetteerTag> gazetteer_tags(std::string_view text, const Tokens& tokens,
                                         const std::vector<bool>& active, const World& world);

}  // namespace dateline
