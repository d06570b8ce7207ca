#pragma once

#include <string_view>
#include <vector>

#include "dateline/base/span.h"

namespace dateline {

/// Kinds of characters that splitting tells apart.
enum class CharKind : std::uint8_t { kSpace, kLetter, kDigit, kOther, kBroken };

struct CharAt {
  CharKind kind = CharKind::kSpace;
  char32_t code = 0;
  std::uint32_t length = 0;  ///< 0 past the end
};

/// The character at byte `at` of `text`, or a space of length 0 where `at` is `end` or beyond.
CharAt char_at(std::string_view text, std::uint32_t at, std::uint32_t end);

bool is_upper(char32_t code);
bool is_lower(char32_t code);
bool is_apostrophe(char32_t code);
bool is_hyphen(char32_t code);

/// Whether a word with its full stop is an abbreviation, and what may follow it.
enum class Abbreviation : std::uint8_t {
  kNone,
  kNeedsNumber,  ///< "No.", "Sat.": an abbreviation before a number only
  kOpen,         ///< "Gen.", "Mr.", "vs.", initials: never the end of a sentence
  kMayEnd,       ///< "U.S.", "p.m.", "Inc.": the end where a word follows that begins sentences
};
/// `word` has no full stop at its end.
Abbreviation abbreviation(std::string_view word);

/// Appends the words of text[line], which has no line break, by the treebanks' rules.
void split_words(std::string_view text, ByteSpan line, std::vector<ByteSpan>& words);

/// Whether `second` is the second word of a contraction or a possessive that `first` begins ("do" +
/// "n't", "can" + "not", "army" + "'s"). Requires: they meet in the text.
bool is_contraction(std::string_view first, std::string_view second);

}  // namespace dateline
