#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "dateline/language/encoder.h"

namespace dateline {

/// Scores of every head for every word, and of the relations to the one chosen.
/// Source: Dozat and Manning 2017, Deep biaffine attention for neural dependency parsing.
class Parser {
 public:
  /// Fails: kModelInvalid. Requires: the encoder of the same file.
  static Result<Parser> load(const ModelFile& file, const Encoder& encoder);

 private:
  friend class TreeWriter;
  Matrix dependent_, head_, arc_, rel_dependent_, rel_head_, rel_;
  std::span<const std::uint8_t> root_;      ///< the root as a head
  std::span<const std::int32_t> distance_;  ///< what a head's distance adds
};

/// Writes the trees of a document, stretch by stretch.
class TreeWriter {
 public:
  /// Words of the longest stretch: a table of all pairs is made.
  static constexpr TokenIndex kLongest = 256;

  TreeWriter(const Parser& parser, Trees& trees) : parser_(parser), trees_(trees) {}
  /// Sets head and relation of the contexts' words, one tree a range. Requires: ranges of at most
  /// kLongest words; trees as long as the document.
  void add(const Contexts& contexts);

 private:
  const Parser& parser_;
  Trees& trees_;
  std::vector<std::int16_t> wide_, arcs_, heads_, rel_dependents_, rel_heads_;
  std::vector<std::uint8_t> dependent_bytes_, head_bytes_, rel_bytes_;
  std::vector<std::int32_t> scores_, rel_scores_;
  std::vector<std::uint32_t> tree_;
};

}  // namespace dateline
