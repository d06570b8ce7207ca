#pragma once

#include <string_view>

#include "dateline/language/split_token.h"

namespace dateline {

/// Where a token may be cut into two words ("do|n't", "army|'s", "rebels|'", "can|not"): a byte of
/// the text, or 0 where it is certainly one word.
std::uint32_t contraction_cut(std::string_view text, const SplitToken& token);

/// Asks whether token `i` is two words, cut at byte `cut`.
bool ask_contraction(std::string_view text, std::span<const SplitToken> tokens, std::size_t i,
                     std::uint32_t cut, const WordTable& words, SplitDecider& decider);

}  // namespace dateline
