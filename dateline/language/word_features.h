#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace dateline {

/// What the encoder sees of one word by itself: numbers of table rows.
struct WordFeatures {
  static constexpr unsigned kAffixes = 10;  ///< prefixes and suffixes of 1 to 5 characters
  static constexpr std::uint32_t kAffixRows = 1u << 15;
  static constexpr std::uint32_t kShapes = 256;

  std::uint32_t word = 0;  ///< hash of the word in lower case, digits as one digit
  std::array<std::uint16_t, kAffixes> affixes{};  ///< below kAffixRows
  std::uint8_t shape = 0;  ///< case, digits, punctuation inside: see word_features.cpp
};

/// `buffer` is working memory, so that nothing is allocated word by word. Never fails: bytes that
/// are no UTF-8 stand for themselves.
WordFeatures word_features(std::string_view word, std::string& buffer);

/// WordFeatures::word alone.
std::uint32_t word_hash(std::string_view word, std::string& buffer);

}  // namespace dateline
