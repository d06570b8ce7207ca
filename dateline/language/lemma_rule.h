#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace dateline {

/// How a lemma is made of its word: letters cased, some bytes taken off the end, some put there.
struct LemmaRule {
  enum class Casing : std::uint8_t {
    kLower,    ///< "Towns" -> "town"
    kKeep,     ///< "Syrians" -> "Syrian", "US" -> "US"
    kCapital,  ///< "HOMS" -> "Homs"
  };
  Casing casing = Casing::kLower;
  std::uint8_t strip = 0;  ///< bytes off the end
  std::string append;
  friend auto operator<=>(const LemmaRule&, const LemmaRule&) = default;
};

/// Whether the rule can be followed: the bytes that it takes off are there and are ASCII or whole
/// characters.
bool fits(const LemmaRule& rule, std::string_view word);

/// Writes the lemma to `out`; where the rule does not fit, the word, cased.
void apply(const LemmaRule& rule, std::string_view word, std::string& out);

/// The shortest rule that makes `lemma` of `word`.
LemmaRule find_lemma_rule(std::string_view word, std::string_view lemma);

}  // namespace dateline
