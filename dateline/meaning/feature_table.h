#pragma once

#include <cstdint>
#include <span>

#include "dateline/language/feature_key.h"

namespace dateline {

/// Integer weights of the features that were learnt, found by their hashes: buckets of four rows,
/// each row its weights and, last, a byte of the hash that tells it from others. One feature in
/// 60 that was never learnt is taken for another.
class FeatureTable {
 public:
  static constexpr std::size_t kBucket = 4;

  FeatureTable() = default;
  /// Requires: a power of two of rows, at least four.
  FeatureTable(std::span<const std::int8_t> bytes, std::size_t stride)
      : bytes_(bytes), stride_(stride) {}

  /// The weights of the feature, or nullptr where it has none.
  const std::int8_t* find(FeatureKey key) const {
    const std::int8_t* row = bytes_.data() + bucket_of(key, bytes_.size() / stride_) * stride_;
    const std::int8_t mark = static_cast<std::int8_t>(mark_of(key));
    for (std::size_t k = 0; k < kBucket; ++k, row += stride_)
      if (row[stride_ - 1] == mark) return row;
    return nullptr;
  }

  /// First row of the feature's bucket.
  static std::size_t bucket_of(FeatureKey key, std::size_t rows) {
    return (key * kBucket) & (rows - 1);
  }
  /// Never 0, which marks an empty row.
  static std::uint8_t mark_of(FeatureKey key) {
    const auto mark = static_cast<std::uint8_t>(key >> 24);
    return mark == 0 ? 1 : mark;
  }

 private:
  std::span<const std::int8_t> bytes_;
  std::size_t stride_ = 1;
};

}  // namespace dateline
