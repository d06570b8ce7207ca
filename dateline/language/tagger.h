#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "dateline/language/language.h"
#include "dateline/language/lemmas.h"
#include "dateline/language/weights.h"
#include "dateline/language/word_form.h"

namespace dateline {

/// A part of speech with its features: one class of the tagger.
struct TagLabel {
  Upos upos = Upos::kX;
  Feats feats;
  friend bool operator==(const TagLabel&, const TagLabel&) = default;
};

/// An averaged perceptron over joint labels, greedy from left to right.
/// Source: Collins 2002, Discriminative training methods for hidden Markov models.
class Tagger {
 public:
  static constexpr unsigned kMaxLabels = 255;
  static constexpr unsigned kNoLabel = 255;  ///< stands before the first word
  static constexpr std::size_t kMaxFeatures = 64;

  /// The words of one sentence as the features see them; kept between sentences for its memory.
  struct Sentence {
    std::vector<WordForm> words;
    std::vector<std::uint32_t>
        parts;  ///< parts of speech known of each word, a bit each; 0 unknown
    Casing casing = Casing::kPlain;
    std::vector<std::uint8_t> labels;  ///< the answer
  };

  std::vector<TagLabel> labels;
  std::unordered_map<std::uint32_t, std::uint32_t> lexicon;  ///< WordForm::lower -> parts
  Weights weights;
  LemmaTable lemmas;

  /// Fills `parts` and `casing` from `words`.
  void prepare(Sentence& sentence) const;
  /// The features of word `i` after two labels; returns how many. `out` holds kMaxFeatures.
  static std::size_t features(const Sentence& sentence, std::size_t i, unsigned last,
                              unsigned last_but_one, FeatureKey* out);
  /// Requires: prepare.
  void run(Sentence& sentence) const;

  void write(ByteWriter& out) const;
  static Tagger read(ByteReader& in);
};

}  // namespace dateline
