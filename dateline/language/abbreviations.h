#pragma once

#include <cstdint>
#include <string_view>

namespace dateline {

/// What a list says of a word with its full stop: a hint that treebanks are too small to give.
enum class Abbreviation : std::uint8_t {
  kNone,
  kNeedsNumber,  ///< "No.", "Sat.": an abbreviation before a number only
  kOpen,         ///< "vs.", "Dec.", initials: hardly ever the end of a sentence
  kTitle,        ///< "Gen.", "Mr.": never the end of a sentence before a name
  kMayEnd,       ///< "U.S.", "p.m.", "Inc.": may be the end of a sentence
};
/// `word` has no full stop at its end.
Abbreviation abbreviation(std::string_view word);

}  // namespace dateline
