#pragma once

#include "dateline/language/abbreviations.h"
#include "dateline/language/char_kind.h"
#include "dateline/language/splitter.h"

namespace dateline {

/// How a token is written.
enum class TokenShape : std::uint8_t {
  kLower,
  kCapital,   ///< "Homs"
  kInitial,   ///< one capital
  kCapitals,  ///< "UN", "U.S."
  kMixed,
  kDigits,
  kOther,  ///< begins with a sign or a broken byte
};

/// What separates a token from the one before it.
enum class TokenGap : std::uint8_t { kNone, kSpace, kLineBreak };

/// One token of a paragraph as the splitter's questions see it. A contraction is one token.
struct SplitToken {
  ByteSpan span;
  std::uint32_t lower = 0;  ///< hash of the folded characters
  TokenShape shape = TokenShape::kOther;
  TokenGap gap = TokenGap::kSpace;
  WordSort sort = WordSort::kUnknown;
  WordHabit habit = WordHabit::kUnknown;
  Abbreviation abbreviation = Abbreviation::kNone;
  std::uint8_t cut = 0;       ///< as WordEntry
  std::uint32_t general = 0;  ///< the word if it is frequent or a sign, else sort and shape
  char32_t first = 0;         ///< first and last character
  char32_t last = 0;
};

/// Hash of the characters of text[span], folded.
std::uint32_t folded_hash(std::string_view text, ByteSpan span);

/// Looks at the characters of the token and for its word in `words`.
SplitToken make_split_token(std::string_view text, ByteSpan span, TokenGap gap,
                            const WordTable& words);

/// The features of one question, in a fixed order: the place in the list is the template's number.
class FeatureList {
 public:
  template <class... Values>
  void add(Values... values) {
    keys_[size_] = feature_key(static_cast<unsigned>(size_), values...);
    ++size_;
  }
  std::span<const FeatureKey> keys() const { return {keys_, size_}; }

 private:
  FeatureKey keys_[64];
  std::size_t size_ = 0;
};

}  // namespace dateline
