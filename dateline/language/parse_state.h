#pragma once

#include <cstdint>
#include <vector>

#include "dateline/language/layers.h"

namespace dateline {

/// What the parser sees of one word.
struct ParseWord {
  std::uint32_t form = 0;  ///< WordForm::lower
  std::uint32_t fine = 0;  ///< part of speech with features, packed
  std::uint8_t upos = 0;
};

/// Part of speech and features in one number.
std::uint32_t pack_tag(Upos upos, const Feats& feats);

/// A step of the parser. SHIFT puts the next word b0 on the stack; LEFT makes b0 the head of the
/// stack's top s0 and takes s0 off; RIGHT makes the word below, s1, the head of s0 and takes s0
/// off. Numbers: 0 is SHIFT, 1 + 2 * deprel LEFT and 2 + 2 * deprel RIGHT with that relation.
using Step = std::uint8_t;
inline constexpr Step kShift = 0;
inline constexpr unsigned kStepCount = 1 + 2 * (static_cast<unsigned>(Deprel::kDep) + 1);
constexpr Step left_step(Deprel deprel) {
  return static_cast<Step>(1 + 2 * static_cast<int>(deprel));
}
constexpr Step right_step(Deprel deprel) {
  return static_cast<Step>(2 + 2 * static_cast<int>(deprel));
}
constexpr bool is_left(Step step) { return step != kShift && step % 2 == 1; }
constexpr bool is_right(Step step) { return step != kShift && step % 2 == 0; }
constexpr Deprel deprel_of(Step step) { return static_cast<Deprel>((step - 1) / 2); }

/// A half-built tree of one sentence, under the arc-hybrid system (Kuhlmann, Gomez-Rodriguez and
/// Satta 2011). There is no artificial root: a sentence of n words takes 2n - 1 steps, the last
/// word left on the stack is the root, and what comes out is always a tree. Equal lengths also make
/// the scores of two step sequences comparable, which a beam needs.
class ParseState {
 public:
  static constexpr std::int32_t kNone = -1;

  /// One word's place in the tree so far. Outermost children first: left[0] is the leftmost.
  struct Node {
    std::int32_t head = kNone;
    std::int32_t left[2] = {kNone, kNone};
    std::int32_t right[2] = {kNone, kNone};
    std::uint8_t deprel = 0;
    std::uint8_t left_count = 0, right_count = 0;
    std::uint32_t left_labels = 0, right_labels = 0;  ///< which relations, as a sum of hashes
  };

  void reset(std::size_t words);
  std::int32_t size() const { return static_cast<std::int32_t>(nodes_.size()); }
  bool done() const { return next_ == size() && stack_.size() <= 1; }
  bool may_shift() const { return next_ < size(); }
  bool may_left() const { return next_ < size() && !stack_.empty(); }
  bool may_right() const { return stack_.size() >= 2; }
  /// Requires: the step may be taken.
  void take(Step step);

  /// k-th word of the stack from the top, k-th of those to come, or kNone.
  std::int32_t stack(std::size_t k) const {
    return k < stack_.size() ? stack_[stack_.size() - 1 - k] : kNone;
  }
  std::int32_t next(std::int32_t k) const { return next_ + k < size() ? next_ + k : kNone; }
  std::size_t stack_size() const { return stack_.size(); }
  const Node& node(std::int32_t i) const { return nodes_[static_cast<std::size_t>(i)]; }

 private:
  void attach(std::int32_t head, std::int32_t child, Deprel deprel);

  std::vector<Node> nodes_;
  std::vector<std::int32_t> stack_;
  std::int32_t next_ = 0;
};

/// Room that parse_features needs.
inline constexpr std::size_t kMaxParseFeatures = 128;

/// The features of a state; returns how many.
/// Source: Zhang and Nivre 2011, Transition-based dependency parsing with rich non-local features,
/// moved to arc-hybrid, where s1 and s0 stand as s0 and b0 do.
std::size_t parse_features(const ParseState& state, const std::vector<ParseWord>& words,
                           std::uint32_t* keys);

}  // namespace dateline
