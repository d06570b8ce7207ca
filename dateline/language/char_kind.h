#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "dateline/base/span.h"

namespace dateline {

/// Kinds of characters that splitting tells apart.
enum class CharKind : std::uint8_t { kSpace, kLetter, kDigit, kOther, kBroken };

struct CharAt {
  CharKind kind = CharKind::kSpace;
  char32_t code = 0;
  std::uint32_t length = 0;  ///< 0 past the end
};

/// Kinds of the 128 ASCII characters; control characters are white space.
inline constexpr std::array<CharKind, 128> kAsciiKinds = [] {
  std::array<CharKind, 128> kinds{};
  for (unsigned c = 0x21; c < 0x7F; ++c) {
    const unsigned letter = c | 32;
    kinds[c] = c >= '0' && c <= '9'             ? CharKind::kDigit
               : letter >= 'a' && letter <= 'z' ? CharKind::kLetter
                                                : CharKind::kOther;
  }
  return kinds;
}();

/// As char_at, of a character beyond ASCII.
CharAt wide_char_at(std::string_view text, std::uint32_t at, std::uint32_t end);

/// The character at byte `at` of `text`, or a space of length 0 where `at` is `end` or beyond.
inline CharAt char_at(std::string_view text, std::uint32_t at, std::uint32_t end) {
  if (at >= end) return {};
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) return {kAsciiKinds[byte], byte, 1};
  return wide_char_at(text, at, end);
}

bool is_upper(char32_t code);
bool is_lower(char32_t code);
bool is_apostrophe(char32_t code);
bool is_hyphen(char32_t code);  ///< the dashes that join words, not those between clauses
bool is_dash(char32_t code);    ///< any dash

/// Lower case; curly quotes as straight ones, dashes as "-", currencies as "$", digits as "0".
char32_t folded(char32_t code);

}  // namespace dateline
