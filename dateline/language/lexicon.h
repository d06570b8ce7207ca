#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "dateline/base/error.h"
#include "dateline/language/model_file.h"
#include "dateline/language/word_features.h"

namespace dateline {

/// What a dictionary says of a word, a bit each.
struct LexiconClass {
  static constexpr std::uint16_t kNoun = 1, kVerb = 2, kAdjective = 4, kAdverb = 8;
  static constexpr std::uint16_t kName = 16;  ///< a noun with a capital: "Dutch", "Monday"
  static constexpr std::uint16_t kNamedAdjective = 32;  ///< an adjective with one: "Ottoman"
  static constexpr std::uint16_t kInterjection = 64, kNumeral = 128;
  static constexpr std::uint16_t kCommon = 256;  ///< often in the treebanks: they know better
  static constexpr std::uint32_t kSets = 256;    ///< of the bits below kCommon
};

/// A second opinion on the parts of speech of words that the treebanks hold seldom or never: what a
/// dictionary allows them, and how rare words of which that is so are tagged.
class Lexicon {
 public:
  static constexpr std::uint32_t kCases = 5;  ///< see case_of
  static constexpr std::uint32_t kParts = static_cast<std::uint32_t>(Upos::kX) + 1;

  Lexicon() = default;
  /// Over numbers that the caller keeps: hashes of words (word_hash), ascending, with the classes
  /// of each; kParts scores for each set of classes and case. Requires: opinions of kSets * kCases
  /// * kParts numbers, or none.
  Lexicon(std::span<const std::uint32_t> keys, std::span<const std::uint16_t> classes,
          std::span<const std::int32_t> opinions)
      : keys_(keys), classes_(classes), opinions_(opinions) {}
  /// Fails: kModelInvalid.
  static Result<Lexicon> load(const ModelFile& file);

  /// The classes of a word and of what it is a regular form of. `buffer` is working memory.
  std::uint16_t classes(std::string_view word, std::string& buffer) const;

  /// How the letters of a word are cased: lower, capital as a sentence's first word, capital
  /// elsewhere, capitals, otherwise; kCases where there is no letter.
  static std::uint32_t case_of(const WordFeatures& features, bool first);

  /// What to add to the scores of the parts of speech; empty where there is no opinion.
  std::span<const std::int32_t> opinion(std::string_view word, bool first,
                                        std::string& buffer) const;

 private:
  std::uint16_t entry(std::string_view folded) const;

  std::span<const std::uint32_t> keys_;
  std::span<const std::uint16_t> classes_;
  std::span<const std::int32_t> opinions_;
};

}  // namespace dateline
