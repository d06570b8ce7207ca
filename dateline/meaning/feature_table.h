#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
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
      : bytes_(bytes), stride_(stride), rows_(bytes.size() / stride) {}

  /// The weights of the feature, or nullptr where it has none.
  const std::int8_t* find(FeatureKey key) const {
    const std::int8_t* row = bytes_.data() + bucket_of(key, rows_) * stride_;
    const std::int8_t mark = static_cast<std::int8_t>(mark_of(key));
    for (std::size_t k = 0; k < kBucket; ++k, row += stride_)
      if (row[stride_ - 1] == mark) return row;
    return nullptr;
  }

  /// The weight of the feature, 0 where it has none. No branch depends on what is found, as none
  /// could be foreseen. Requires: rows of two bytes.
  std::int8_t weight(FeatureKey key) const {
    static_assert(std::endian::native == std::endian::little);
    constexpr std::uint64_t kLanes = 0x0001000100010001u;  // one row each
    std::uint64_t bucket;
    std::memcpy(&bucket, bytes_.data() + bucket_of(key, rows_) * 2, sizeof bucket);
    // Of each lane 0 where the mark is right; adding 255 carries into bit 8 of all others.
    const std::uint64_t other = (bucket >> 8 & kLanes * 0xFF) ^ kLanes * mark_of(key);
    const std::uint64_t right = ~(other + kLanes * 0xFF) & kLanes * 0x100;
    const int at = std::countr_zero(right | std::uint64_t{1} << 63) & ~15;
    return right != 0 ? static_cast<std::int8_t>(bucket >> at) : std::int8_t{0};
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
  std::size_t stride_ = 1, rows_ = 0;
};

}  // namespace dateline
