#pragma once

#include "dateline/language/layers.h"
#include "dateline/language/splitter.h"

namespace dateline {

/// As split() of language.h, with another one to decide: what training and split() have in common.
Tokens split_by(std::string_view text, ByteSpan within, const WordTable& words,
                SplitDecider& decider);

}  // namespace dateline
