#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <tuple>
#include <vector>

#include "dateline/language/weights.h"

namespace dateline::train {

inline constexpr double kScale = 64;  ///< of averaged weights to integers

/// A generator of which every machine makes the same numbers (splitmix64).
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }
  template <class T>
  void shuffle(std::vector<T>& items) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
  }

 private:
  std::uint64_t state_;
};

/// One averaged weight, scaled to an integer.
struct MeanWeight {
  FeatureKey key;
  std::uint8_t klass;
  std::int32_t weight;
};

/// Sums what several learners found for the same feature and class, and sorts.
inline void sum_means(std::vector<MeanWeight>& means) {
  std::sort(means.begin(), means.end(), [](const MeanWeight& a, const MeanWeight& b) {
    return std::tie(a.key, a.klass, a.weight) < std::tie(b.key, b.klass, b.weight);
  });
  std::size_t kept = 0;
  for (const MeanWeight& mean : means) {
    if (kept > 0 && means[kept - 1].key == mean.key && means[kept - 1].klass == mean.klass) {
      means[kept - 1].weight += mean.weight;
    } else {
      means[kept++] = mean;
    }
  }
  means.resize(kept);
}

/// The table of the weights that are `least_weight` or more in either direction. Requires:
/// sum_means.
inline Weights keep_large(const std::vector<MeanWeight>& means, std::int32_t least_weight) {
  std::vector<Weights::Row> rows;
  for (const MeanWeight& mean : means) {
    if (std::abs(mean.weight) < least_weight) continue;
    if (rows.empty() || rows.back().key != mean.key) rows.push_back({mean.key, {}});
    const std::int32_t weight = std::clamp(mean.weight, -32767, 32767);
    rows.back().cells.push_back({mean.klass, static_cast<std::int16_t>(weight)});
  }
  return Weights(rows);
}

/// Perceptron weights in training, with what averaging needs: beside each weight the sum of its
/// changes times the moment of each (Daume 2006, figure 2.3).
class Learner {
 public:
  struct Cell {
    std::int64_t timed;
    std::int32_t weight;
    std::uint16_t changes;
    std::uint8_t klass;
  };

  Learner() : slots_(1u << 16) {}

  using RowRef = const std::vector<Cell>*;
  RowRef find(FeatureKey key) const {
    const std::size_t slot = slot_of(key);
    return slots_[slot].row == 0 ? nullptr : &rows_[slots_[slot].row - 1];
  }
  static void apply(RowRef row, std::int32_t sign, std::int32_t* scores) {
    for (const Cell& cell : *row) scores[cell.klass] += cell.weight * sign;
  }
  static void prefetch_row(RowRef row) { __builtin_prefetch(row); }
  void add(FeatureKey key, std::int32_t* scores) const {
    if (const RowRef row = find(key)) apply(row, 1, scores);
  }
  void prefetch(FeatureKey key) const { __builtin_prefetch(&slots_[key & (slots_.size() - 1)]); }

  void change(FeatureKey key, std::uint8_t klass, std::int32_t by) {
    std::size_t slot = slot_of(key);
    if (slots_[slot].row == 0) {
      if ((rows_.size() + 1) * 2 > slots_.size()) {
        grow();
        slot = slot_of(key);
      }
      rows_.emplace_back();
      slots_[slot] = {key, static_cast<std::uint32_t>(rows_.size())};
    }
    auto& row = rows_[slots_[slot].row - 1];
    auto cell =
        std::find_if(row.begin(), row.end(), [&](const Cell& c) { return c.klass == klass; });
    if (cell == row.end()) cell = row.insert(row.end(), Cell{0, 0, 0, klass});
    cell->weight += by;
    cell->timed += static_cast<std::int64_t>(by) * now_;
    if (cell->changes < UINT16_MAX) ++cell->changes;
  }
  /// A sentence is done.
  void tick() { ++now_; }
  std::size_t rows() const { return rows_.size(); }

  /// Adds the averaged weights times `scale` to `means`. Cells that changed fewer than
  /// `least_changes` times are left away.
  void average(double scale, std::uint16_t least_changes, std::vector<MeanWeight>& means) const {
    for (const Slot& slot : slots_) {
      if (slot.row == 0) continue;
      for (const Cell& cell : rows_[slot.row - 1]) {
        if (cell.changes < least_changes) continue;
        const double mean =
            cell.weight - static_cast<double>(cell.timed) / static_cast<double>(now_);
        means.push_back(
            {slot.key, cell.klass, static_cast<std::int32_t>(std::lround(mean * scale))});
      }
    }
  }

 private:
  struct Slot {
    FeatureKey key = 0;
    std::uint32_t row = 0;  ///< index + 1 in rows_; 0 is empty
  };
  std::size_t slot_of(FeatureKey key) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t i = key & mask;
    while (slots_[i].row != 0 && slots_[i].key != key) i = (i + 1) & mask;
    return i;
  }
  void grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old)
      if (slot.row != 0) slots_[slot_of(slot.key)] = slot;
  }

  std::int64_t now_ = 1;
  std::vector<Slot> slots_;
  std::vector<std::vector<Cell>> rows_;
};

}  // namespace dateline::train
