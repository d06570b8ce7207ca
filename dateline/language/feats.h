#pragma once

#include <string_view>

#include "dateline/language/layers.h"

namespace dateline {

/// The features of a CoNLL-U cell ("Mood=Ind|Tense=Past") that Feats holds; others are passed over.
Feats parse_feats(std::string_view cell);

/// The features without the person and number of a finite verb whose form does not show them
/// ("went"); treebanks copy them from the subject. Not for "be", whose forms do.
Feats shown_feats(Feats feats);

}  // namespace dateline
