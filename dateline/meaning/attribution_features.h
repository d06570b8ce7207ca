#pragma once

#include <vector>

#include "dateline/meaning/attribution_model.h"
#include "dateline/meaning/knowledge.h"
#include "dateline/meaning/quotes.h"
#include "dateline/meaning/syntax.h"

namespace dateline {

/// What the trained attribution looks at: features of each word as a possible cue, and of each word
/// near a cue as a part of what it tells. Refers to its layers, which must outlive it.
class AttributionFeatures {
 public:
  AttributionFeatures(const Syntax& syntax, const Knowledge& knowledge,
                      const std::vector<QuoteRun>& quotes);

  /// False for words that never are the head of a cue.
  bool may_be_cue(TokenIndex i) const;
  /// Sets `out` to the features of word i as a cue. Requires: may_be_cue(i).
  void of_cue(TokenIndex i, std::vector<FeatureKey>& out) const;
  /// The words that a cue may tell of: its sentence, and those that share a quotation with it; at
  /// most some hundred to each side.
  TokenRange window(TokenIndex cue) const;

  /// One cue with the paths of the trees to it.
  class Around {
   public:
    /// `cues`: how surely each word of the document is the head of a cue, 0 for one that is none.
    Around(const AttributionFeatures& features, TokenIndex cue,
           const std::vector<std::uint8_t>& cues);
    TokenRange window() const { return window_; }
    /// Sets `out` to the features of word i beside the cue. Requires: in the window.
    void of(TokenIndex i, std::vector<FeatureKey>& out) const;

   private:
    /// Where a word hangs, seen from the cue.
    struct Place {
      std::uint32_t group = 0;     ///< hash of the way from the cue and of the branch
      std::uint32_t relation = 0;  ///< of the branch
      std::uint32_t second = 0;    ///< of the node below the branch
      TokenIndex branch = kNoToken;
      std::uint8_t depth = 0;
      std::uint8_t cues = 0;               ///< between the word and the cue
      std::uint8_t marks = 0;              ///< commas between
      std::uint8_t breaks = 0;             ///< dashes, colons, brackets between
      std::uint8_t quote = 0;              ///< inside, mark, beside the cue
      std::uint8_t opens = 0, closes = 0;  ///< relation of the widest constituent without the cue
    };
    void place(TokenIndex i);
    void count_between();
    const Place& at(std::int64_t i) const;

    const AttributionFeatures& f_;
    const std::vector<std::uint8_t>& cues_;
    TokenIndex cue_;
    TokenRange window_;
    std::uint32_t setting_ = 0;  ///< which arguments the cue has, and where
    std::uint32_t lemma_ = 0;
    std::vector<TokenIndex> spine_;  ///< the cue and all above it
    std::vector<std::uint32_t>
        down_;  ///< hash of the relations from the cue up to each of the spine
    std::vector<Place> places_;
  };

 private:
  /// Quotation state of a word: outside, inside, the marks.
  enum QuoteState : std::uint8_t { kOutside, kInside, kOpens, kCloses };
  struct Word {
    std::uint32_t lower = 0, lemma = 0;
    std::uint8_t upos = 0, deprel = 0, lexicon = 0, kind = 0, quote = kOutside, shape = 0;
  };
  const Word& at(std::int64_t i, TokenRange within) const;
  std::uint32_t arguments(TokenIndex cue) const;

  const Syntax& s_;
  const std::vector<QuoteRun>& quotes_;
  std::vector<Word> words_;
  std::vector<int> quote_at_;
  std::vector<TokenIndex> cue_verbs_;  ///< how many verbs of speaking stand before each word
};

}  // namespace dateline
