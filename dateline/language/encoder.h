#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "dateline/base/error.h"
#include "dateline/language/layers.h"
#include "dateline/language/model_file.h"
#include "dateline/language/word_features.h"

namespace dateline {

/// The words of some stretches of text (a sentence each, or a part of a very long one) as the
/// network sees them in their place: what tag and parse read. A row a word, an empty row before,
/// between and after.
class Contexts {
 public:
  std::vector<TokenRange> ranges;
  std::uint32_t word_width = 0;  ///< bytes of a word by itself
  std::uint32_t width = 0;       ///< bytes of a word in its place

  /// The first row of ranges[i].
  std::size_t row(std::size_t i) const { return rows_[i]; }
  const std::uint8_t* word(std::size_t row) const { return words_.data() + row * word_width; }
  const std::uint8_t* context(std::size_t row) const { return contexts_.data() + row * width; }
  std::size_t row_count() const { return row_count_; }

 private:
  friend class Encoder;
  std::vector<std::size_t> rows_;
  std::size_t row_count_ = 0;
  std::vector<std::uint8_t> words_, contexts_;
  std::vector<std::int16_t> skip_, output_, gates_;  // working memory
};

/// Word vectors and the layers over them: word, affixes and shape mixed into one vector, then gated
/// recurrent layers that run both ways.
/// Source: after Bradbury et al. 2017 (quasi-recurrent networks) and Lei et al. 2018 (simple
/// recurrent units).
class Encoder {
 public:
  /// Fails: kModelInvalid.
  static Result<Encoder> load(const ModelFile& file);

  std::uint32_t word_width() const { return mix_rows_; }
  std::uint32_t width() const { return width_; }

  /// Fills `out` for its ranges.
  void run(std::string_view text, const Tokens& tokens, const Kernels& kernels,
           Contexts& out) const;

 private:
  struct Layer {
    Matrix gates;
    std::optional<Matrix> skip;
    std::uint32_t window = 1;
  };
  void word_vector(const WordFeatures& features, std::uint8_t* out) const;

  std::span<const std::uint32_t> word_keys_, affix_keys_;  // ascending
  std::span<const std::int8_t> word_rows_, affix_rows_, shape_rows_;
  std::uint32_t word_dim_ = 0, affix_dim_ = 0, shape_dim_ = 0, mix_rows_ = 0, width_ = 0;
  std::span<const std::int16_t> mix_;  // a row of word, affix and shape columns each
  std::span<const std::int32_t> mix_bias_, mix_limit_, mix_multiplier_;
  std::vector<Layer> layers_;
  std::uint64_t id_ = 0;  ///< no two encoders of a process share one
};

/// Words in their places, for the ranges that `out` names. Never fails; `out` keeps its memory from
/// call to call. Cost: about a million multiplications a word.
void encode(std::string_view text, const Tokens& tokens, const Encoder& encoder, Contexts& out);

}  // namespace dateline
