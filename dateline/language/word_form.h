#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// How a sentence is cased: a headline's capitals say nothing of names.
enum class Casing : std::uint8_t { kPlain, kUpper, kLower, kTitle };

/// What the classifiers see of one word, as hashes.
struct WordForm {
  std::uint32_t exact = 0;  ///< as written
  std::uint32_t lower = 0;  ///< lower case, digits as one digit, quotes and dashes in ASCII
  std::uint32_t prefixes[4] = {};
  std::uint32_t suffixes[4] = {};
  std::uint32_t shape = 0;   ///< "Xx", "X.X.", "d,d"
  std::uint8_t letters = 0;  ///< letters in all, at most 255
  std::uint8_t uppers = 0;
  bool first_upper = false;
};

/// Lower case (Unicode simple mapping), curly quotes as straight ones, dashes as "-". Bytes that
/// are no UTF-8 stay.
void fold_case(std::string_view word, std::string& out);

/// `buffer` is working memory, so that nothing is allocated word by word.
WordForm word_form(std::string_view word, std::string& buffer);

/// The casing of a sentence, from its words.
Casing casing_of(const WordForm* words, std::size_t count);

}  // namespace dateline
