#include "dateline/language/encoder.h"

#include <algorithm>
#include <array>
#include <atomic>

#include <fmt/format.h>

#include "dateline/language/acronym.h"
#include "dateline/language/grow.h"

namespace dateline {
namespace {

constexpr std::uint32_t kWidest = 1024;
constexpr std::uint32_t kLargestTable = 512;  // columns of the tables

/// The vectors of words seen lately: most words of a text have been there before.
class WordCache {
 public:
  /// The slot of a word, and whether it holds that word's vector.
  std::pair<std::uint8_t*, bool> at(std::uint64_t owner, std::string_view word,
                                    std::uint32_t width) {
    if (owner != owner_ || width != width_) {
      owner_ = owner;
      width_ = width;
      keys_.assign(kSlots, {});
      vectors_.resize(std::size_t{kSlots} * width);
    }
    if (word.size() > sizeof(Key::bytes)) return {nullptr, false};
    Key key;
    key.size = static_cast<std::uint8_t>(word.size());
    std::copy(word.begin(), word.end(), key.bytes);
    std::uint64_t hash = key.size;
    for (std::size_t i = 0; i < sizeof key.bytes; i += 8) {
      std::uint64_t eight;
      std::memcpy(&eight, key.bytes + i, 8);
      hash = (hash ^ eight) * 0x9E3779B97F4A7C15u;
      hash ^= hash >> 32;
    }
    const std::size_t slot = hash % kSlots;
    const bool known = std::memcmp(&keys_[slot], &key, sizeof key) == 0;
    if (!known) keys_[slot] = key;
    return {vectors_.data() + slot * width, known};
  }

 private:
  static constexpr std::size_t kSlots = 8192;
  struct Key {
    char bytes[23] = {};
    std::uint8_t size = 255;
  };
  std::uint64_t owner_ = 0;
  std::uint32_t width_ = 0;
  std::vector<Key> keys_;
  std::vector<std::uint8_t> vectors_;
};

}  // namespace

Result<Encoder> Encoder::load(const ModelFile& file) {
  static std::atomic<std::uint64_t> made{0};
  Encoder e;
  e.id_ = ++made;
  const auto pass = [](const auto& result) { return tl::unexpected<Error>(result.error()); };
  const auto sizes = file.numbers<std::uint32_t>("encoder.sizes");
  if (!sizes) return pass(sizes);
  if (sizes->size() < 7) return file.invalid("encoder.sizes", "expected seven numbers or more");
  e.word_dim_ = (*sizes)[0];
  e.affix_dim_ = (*sizes)[1];
  e.shape_dim_ = (*sizes)[2];
  e.mix_rows_ = (*sizes)[3];
  e.width_ = (*sizes)[4];
  const std::uint32_t words = (*sizes)[5], layers = (*sizes)[6];
  for (const std::uint32_t size : {e.word_dim_, e.affix_dim_, e.shape_dim_})
    if (size == 0 || size > kLargestTable)
      return file.invalid("encoder.sizes", "expected tables of 1 to 512 columns");
  for (const std::uint32_t size : {e.mix_rows_, e.width_})
    if (size == 0 || size > kWidest || size % 32 != 0)
      return file.invalid("encoder.sizes", "expected widths that are multiples of 32 up to 1024");
  if (layers == 0 || layers > 16 || sizes->size() != 7 + layers || words > 1u << 24)
    return file.invalid("encoder.sizes", "expected 1 to 16 layers with a window each");
  const auto keys = file.numbers<std::uint32_t>("word.keys", words);
  if (!keys) return pass(keys);
  if (!std::is_sorted(keys->begin(), keys->end()))
    return file.invalid("word.keys", "expected ascending numbers");
  const auto word_rows =
      file.numbers<std::int8_t>("word.rows", (std::size_t{words} + 1) * e.word_dim_);
  if (!word_rows) return pass(word_rows);
  const auto affix_keys = file.numbers<std::uint32_t>("affix.keys");
  if (!affix_keys) return pass(affix_keys);
  if (!std::is_sorted(affix_keys->begin(), affix_keys->end()))
    return file.invalid("affix.keys", "expected ascending numbers");
  const auto affix_rows =
      file.numbers<std::int8_t>("affix.rows", affix_keys->size() * e.affix_dim_);
  if (!affix_rows) return pass(affix_rows);
  const auto shape_rows =
      file.numbers<std::int8_t>("shape.rows", std::size_t{WordFeatures::kShapes} * e.shape_dim_);
  if (!shape_rows) return pass(shape_rows);
  const std::size_t mixed = std::size_t{e.word_dim_} + e.affix_dim_ + e.shape_dim_;
  const auto mix = file.numbers<std::int16_t>("mix.weights", mixed * e.mix_rows_);
  if (!mix) return pass(mix);
  const auto mix_bias = file.numbers<std::int32_t>("mix.bias", e.mix_rows_);
  if (!mix_bias) return pass(mix_bias);
  const auto mix_limit = file.numbers<std::int32_t>("mix.limit", e.mix_rows_);
  if (!mix_limit) return pass(mix_limit);
  const auto mix_multiplier = file.numbers<std::int32_t>("mix.multiplier", e.mix_rows_);
  if (!mix_multiplier) return pass(mix_multiplier);
  for (std::uint32_t row = 0; row < e.mix_rows_; ++row) {
    const std::int64_t limit = (*mix_limit)[row], multiplier = (*mix_multiplier)[row];
    std::int64_t most = std::abs(static_cast<std::int64_t>((*mix_bias)[row]));
    for (std::size_t k = 0; k < mixed; ++k) {
      const std::int64_t input =
          k >= e.word_dim_ && k < e.word_dim_ + e.affix_dim_ ? 127 * WordFeatures::kAffixes : 128;
      most += std::abs(static_cast<std::int64_t>((*mix)[row * mixed + k])) * input;
    }
    if (limit < 0 || multiplier < 0 || limit * multiplier > std::int64_t{32767} << 16 ||
        most > INT32_MAX)
      return file.invalid("mix.limit",
                          fmt::format("row {}: expected numbers that fit, found others", row));
  }
  e.word_keys_ = *keys;
  e.affix_keys_ = *affix_keys;
  e.word_rows_ = *word_rows;
  e.affix_rows_ = *affix_rows;
  e.shape_rows_ = *shape_rows;
  e.mix_ = *mix;
  e.mix_bias_ = *mix_bias;
  e.mix_limit_ = *mix_limit;
  e.mix_multiplier_ = *mix_multiplier;
  for (std::uint32_t i = 0; i < layers; ++i) {
    Layer layer;
    layer.window = (*sizes)[7 + i];
    const std::uint32_t input = i == 0 ? e.mix_rows_ : e.width_;
    if (layer.window != 1 && (layer.window != 3 || i > 0))
      return file.invalid("encoder.sizes", "expected windows of 1, or of 3 in the first layer");
    const std::string name = fmt::format("layer{}.gates", i);
    const auto gates = file.matrix(name, 3 * e.width_, layer.window * input);
    if (!gates) return pass(gates);
    if (gates->padded != gates->rows) return file.invalid(name, "expected no rows between");
    layer.gates = *gates;
    if (input != e.width_) {
      const auto skip = file.matrix(fmt::format("layer{}.skip", i), e.width_, input);
      if (!skip) return pass(skip);
      layer.skip = *skip;
    } else if (i == 0) {
      return file.invalid("encoder.sizes",
                          "expected a first layer of another width than the words");
    }
    e.layers_.push_back(layer);
  }
  return e;
}

void Encoder::word_vector(const WordFeatures& features, std::uint8_t* out) const {
  std::array<std::int16_t, 3 * kLargestTable> input;
  const auto found = std::lower_bound(word_keys_.begin(), word_keys_.end(), features.word);
  const bool known = found != word_keys_.end() && *found == features.word;
  const std::size_t word = known ? static_cast<std::size_t>(found - word_keys_.begin()) + 1 : 0;
  std::int16_t* to = input.data();
  for (std::uint32_t k = 0; k < word_dim_; ++k) *to++ = word_rows_[word * word_dim_ + k];
  std::fill(to, to + affix_dim_, std::int16_t{0});
  for (const std::uint32_t affix : features.affixes) {
    const auto at = std::lower_bound(affix_keys_.begin(), affix_keys_.end(), affix);
    if (at == affix_keys_.end() || *at != affix) continue;
    const std::int8_t* row =
        affix_rows_.data() + static_cast<std::size_t>(at - affix_keys_.begin()) * affix_dim_;
    for (std::uint32_t k = 0; k < affix_dim_; ++k)
      to[k] = static_cast<std::int16_t>(to[k] + row[k]);
  }
  to += affix_dim_;
  for (std::uint32_t k = 0; k < shape_dim_; ++k)
    *to++ = shape_rows_[std::size_t{features.shape} * shape_dim_ + k];
  const auto columns = static_cast<std::size_t>(to - input.data());
  std::array<std::int16_t, kWidest> sums;
  for (std::uint32_t row = 0; row < mix_rows_; ++row) {
    std::int32_t sum = mix_bias_[row];
    const std::int16_t* weights = mix_.data() + row * columns;
    for (std::size_t k = 0; k < columns; ++k)
      sum += static_cast<std::int32_t>(input[k]) * weights[k];
    sum = std::clamp(sum, -mix_limit_[row], mix_limit_[row]);
    sums[row] = static_cast<std::int16_t>((sum * mix_multiplier_[row] + (1 << 15)) >> 16);
  }
  std::array<std::int16_t, kWidest> squashed;
  kernels().squash(sums.data(), mix_rows_, squashed.data(), out);
}

void Encoder::run(std::string_view text, const Tokens& tokens, const Kernels& kernels,
                  Contexts& out) const {
  out.word_width = mix_rows_;
  out.width = width_;
  out.rows_.clear();
  std::size_t rows = 1;
  for (const TokenRange range : out.ranges) {
    out.rows_.push_back(rows);
    rows += range.size() + 1;
  }
  out.row_count_ = rows;
  if (rows == 1) return;
  grow(out.words_, rows * mix_rows_);
  grow(out.contexts_, rows * width_);
  grow(out.skip_, rows * width_);
  grow(out.output_, rows * width_);
  grow(out.gates_, rows * layers_[0].gates.padded);

  thread_local WordCache cache;
  thread_local std::string buffer;
  std::fill_n(out.words_.data(), mix_rows_, kZeroByte);
  for (std::size_t s = 0; s < out.ranges.size(); ++s) {
    const TokenRange range = out.ranges[s];
    std::uint8_t* to = out.words_.data() + out.rows_[s] * mix_rows_;
    for (TokenIndex i = range.begin; i < range.end; ++i, to += mix_rows_) {
      const std::string_view word = word_to_read(text, tokens, range, i);
      const auto [kept, known] = cache.at(id_, word, mix_rows_);
      if (!known) word_vector(word_features(word, buffer), kept ? kept : to);
      if (kept) std::copy_n(kept, mix_rows_, to);
    }
    std::fill_n(to, mix_rows_, kZeroByte);
  }

  std::int16_t *skip = out.skip_.data(), *output = out.output_.data();
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    const Layer& layer = layers_[i];
    const std::uint8_t* input = i == 0 ? out.words_.data() : out.contexts_.data();
    const std::size_t input_width = i == 0 ? mix_rows_ : width_;
    // The empty rows are computed too, but for the outermost: one long product is quicker than
    // many.
    const std::uint8_t* first = input + (layer.window == 3 ? 0 : input_width);
    kernels.affine(layer.gates, first, input_width, rows - 2,
                   out.gates_.data() + layer.gates.padded);
    if (layer.skip) {
      kernels.affine(*layer.skip, input + input_width, input_width, rows - 2, skip + width_);
      kernels.squash(skip + width_, (rows - 2) * width_, skip + width_,
                     out.contexts_.data() + width_);
    }
    for (std::size_t s = 0; s < out.rows_.size(); ++s) {
      const std::size_t row = out.rows_[s], words = out.ranges[s].size();
      kernels.recur(out.gates_.data() + row * layer.gates.padded, layer.gates.padded,
                    skip + row * width_, words, width_, output + row * width_,
                    out.contexts_.data() + row * width_);
    }
    std::swap(skip, output);
  }
}

void encode(std::string_view text, const Tokens& tokens, const Encoder& encoder, Contexts& out) {
  encoder.run(text, tokens, kernels(), out);
}

}  // namespace dateline
