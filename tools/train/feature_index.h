#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "dateline/meaning/feature_table.h"

namespace dateline::train {

/// Numbers for the features that occur `least` times or more; the others take no part.
class FeatureIndex {
 public:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  FeatureIndex(std::vector<FeatureKey> all, std::size_t least) {
    std::sort(all.begin(), all.end());
    for (std::size_t i = 0; i < all.size();) {
      std::size_t end = i;
      while (end < all.size() && all[end] == all[i]) ++end;
      if (end - i >= least) {
        keys_.push_back(all[i]);
        counts_.push_back(static_cast<std::uint32_t>(end - i));
      }
      i = end;
    }
    std::size_t size = 16;
    while (size < keys_.size() * 2) size *= 2;
    slots_.assign(size, kNone);
    for (std::uint32_t k = 0; k < keys_.size(); ++k) {
      std::size_t at = spread(keys_[k]);
      while (slots_[at] != kNone) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = k;
    }
  }

  std::size_t size() const { return keys_.size(); }
  FeatureKey key(std::size_t i) const { return keys_[i]; }
  std::uint32_t count(std::size_t i) const { return counts_[i]; }
  std::uint32_t find(FeatureKey key) const {
    for (std::size_t at = spread(key); slots_[at] != kNone; at = (at + 1) & (slots_.size() - 1))
      if (keys_[slots_[at]] == key) return slots_[at];
    return kNone;
  }

 private:
  std::size_t spread(FeatureKey key) const { return mix(1, key) & (slots_.size() - 1); }
  std::vector<FeatureKey> keys_;
  std::vector<std::uint32_t> counts_, slots_;
};

/// The bytes of a feature table of 2^bits rows: the features that move scores most, as far as their
/// buckets hold them. `weights`: `width` a feature, already scaled.
inline std::string pack_features(const FeatureIndex& index, std::span<const float> weights,
                                 std::size_t width, std::size_t stride, unsigned bits) {
  std::vector<float> worth(index.size(), 0);
  for (std::size_t i = 0; i < index.size(); ++i) {
    float most = 0;
    for (std::size_t y = 0; y < width; ++y) most = std::max(most, std::abs(weights[i * width + y]));
    worth[i] = most < 0.5f ? 0 : most * std::sqrt(static_cast<float>(index.count(i)));
  }
  std::vector<std::uint32_t> order(index.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::uint32_t>(i);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return worth[a] > worth[b]; });
  std::string bytes((std::size_t{1} << bits) * stride, '\0');
  for (const std::uint32_t i : order) {
    if (worth[i] == 0) break;
    const FeatureKey key = index.key(i);
    const std::size_t bucket = FeatureTable::bucket_of(key, bytes.size() / stride);
    for (std::size_t row = bucket; row < bucket + FeatureTable::kBucket; ++row) {
      char* at = bytes.data() + row * stride;
      const auto mark = static_cast<std::uint8_t>(at[stride - 1]);
      if (mark == FeatureTable::mark_of(key)) break;
      if (mark != 0) continue;
      for (std::size_t y = 0; y < width; ++y)
        at[y] = static_cast<char>(static_cast<std::int8_t>(
            std::clamp(std::round(weights[i * width + y]), -127.0f, 127.0f)));
      at[stride - 1] = static_cast<char>(FeatureTable::mark_of(key));
      break;
    }
  }
  return bytes;
}

}  // namespace dateline::train
