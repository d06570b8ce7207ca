#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace dateline {

/// What the encoder sees of one word by itself: keys and numbers of table rows.
struct WordFeatures {
  static constexpr unsigned kAffixes = 10;  ///< prefixes and suffixes of 1 to 5 characters
  static constexpr std::uint32_t kShapes = 256;
  /// How the letters of a word are cased.
  enum class Case : std::uint8_t { kNone, kLower, kCapital, kUpper, kMixed };

  std::uint32_t word = 0;  ///< hash of the word in lower case, digits as one digit
  std::array<std::uint32_t, kAffixes> affixes{};  ///< hashes of prefixes, then of suffixes
  std::uint8_t shape = 0;  ///< case, digits, punctuation inside: see word_features.cpp

  Case cased() const { return static_cast<Case>(shape / 32); }
};

/// `buffer` is working memory, so that nothing is allocated word by word. Never fails: bytes that
/// are no UTF-8 stand for themselves.
WordFeatures word_features(std::string_view word, std::string& buffer);

/// Lower case (fold_case), digits as one digit: what words and affixes are hashed of.
void fold_word(std::string_view word, std::string& out);

/// WordFeatures::word alone.
std::uint32_t word_hash(std::string_view word, std::string& buffer);

}  // namespace dateline
