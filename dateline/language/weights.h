#pragma once

#include <cstdint>
#include <vector>

#include "dateline/language/byte_stream.h"
#include "dateline/language/feature_key.h"

namespace dateline {

/// Integer weights of a linear classifier: to each feature a row of (class, weight) that are not 0.
/// Scores are sums of integers, so that every machine decides alike.
class Weights {
 public:
  struct Cell {
    std::uint8_t klass;
    std::int16_t weight;
  };
  struct Row {
    FeatureKey key;
    std::vector<Cell> cells;  ///< ascending classes, no weight 0
  };

  Weights() { reserve(0, 0); }
  /// Requires: ascending keys, each once.
  explicit Weights(const std::vector<Row>& rows);

  /// A feature's row: its size, then its cells; nullptr for a feature that has none.
  using RowRef = const std::int32_t*;
  RowRef find(FeatureKey key) const {
    for (std::size_t i = key & mask_; slots_[i].at != 0; i = (i + 1) & mask_)
      if (slots_[i].key == key) return &cells_[slots_[i].at];
    return nullptr;
  }
  /// Adds the row times `sign` to `scores`, which has room for every class.
  static void apply(RowRef row, std::int32_t sign, std::int32_t* scores) {
    for (std::int32_t left = *row++; left > 0; --left, ++row)
      scores[*row & 0xFF] += (*row >> 8) * sign;
  }
  static void prefetch_row(RowRef row) { __builtin_prefetch(row); }
  void add(FeatureKey key, std::int32_t* scores) const {
    if (const RowRef row = find(key)) apply(row, 1, scores);
  }
  /// Asks for the slot ahead of `add`, which otherwise waits for memory at each feature.
  void prefetch(FeatureKey key) const { __builtin_prefetch(&slots_[key & mask_]); }

  std::size_t rows() const { return rows_; }

  void write(ByteWriter& out) const;
  /// Reads what `write` wrote; a class of `classes` or more is a failure of the reader.
  static Weights read(ByteReader& in, unsigned classes);

 private:
  struct Slot {
    FeatureKey key = 0;
    std::uint32_t at = 0;  ///< index of the row's size in cells_; 0 is an empty slot
  };
  void reserve(std::size_t rows, std::size_t cells);
  void begin_row(FeatureKey key, std::size_t size);
  void push(Cell cell);

  std::size_t mask_ = 0;
  std::size_t rows_ = 0;
  std::vector<Slot> slots_;  ///< open addressing, at most half full
  /// Each row: its size, then cells as weight * 256 + class. One array, so that a row is one
  /// stretch of memory.
  std::vector<std::int32_t> cells_;
};

}  // namespace dateline
