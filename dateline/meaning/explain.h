#pragma once

#include <string>
#include <vector>

#include "dateline/meaning/claims.h"
#include "dateline/meaning/redaction.h"
#include "dateline/meaning/text_mentions.h"

namespace dateline {

/// For people who correct the lexicon, sentence by sentence: the tree, what is mentioned, who says
/// what by which cue, each reading of words as an event with the row of frames.csv that gave it and
/// what spoke for and against it, and how the text commits to what was taken.
/// What the redaction hides is hidden.
std::string explain(const Syntax& syntax, const Knowledge& knowledge,
                    const std::vector<TextMention>& mentions, const Explanation& explanation,
                    const Redaction& redaction);

}  // namespace dateline
