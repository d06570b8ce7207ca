#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dateline/language/byte_stream.h"

namespace dateline {

/// Lemmas: words that go their own way by a table, all others by the longest known suffix.
class LemmaTable {
 public:
  static constexpr std::size_t kLongestSuffix = 5;

  /// "Take `strip` bytes off the end and put `append` there."
  struct Rule {
    std::uint8_t strip = 0;
    std::string append;
    friend auto operator<=>(const Rule&, const Rule&) = default;
  };

  /// Which table row speaks of this word or suffix under this label of the tagger.
  static std::uint32_t word_key(unsigned label, std::string_view folded);
  static std::uint32_t suffix_key(unsigned label, std::string_view suffix);

  /// Writes the lemma to `out`. `folded` is fold_case(word). With `keep_case` the word's own
  /// capitals stay (proper nouns).
  void find(unsigned label, std::string_view word, std::string_view folded, bool keep_case,
            std::string& out) const;

  std::vector<Rule> rules;
  std::unordered_map<std::uint32_t, std::uint32_t> suffixes;  ///< suffix_key -> index of rules
  std::unordered_map<std::uint32_t, std::string> words;       ///< word_key -> lemma

  void write(ByteWriter& out) const;
  static LemmaTable read(ByteReader& in);
};

}  // namespace dateline
