#include "dateline/language/weights.h"

#include <algorithm>
#include <bit>

namespace dateline {

void Weights::reserve(std::size_t rows, std::size_t cells) {
  const std::size_t slots = std::bit_ceil(std::max<std::size_t>(2, rows * 2));
  mask_ = slots - 1;
  slots_.assign(slots, Slot{});
  cells_.reserve(1 + rows + cells);
  cells_.assign(1, 0);  // so that no row begins at 0
}

void Weights::begin_row(FeatureKey key, std::size_t size) {
  std::size_t i = key & mask_;
  while (slots_[i].at != 0) i = (i + 1) & mask_;
  slots_[i] = {key, static_cast<std::uint32_t>(cells_.size())};
  cells_.push_back(static_cast<std::int32_t>(size));
  ++rows_;
}

void Weights::push(Cell cell) { cells_.push_back(cell.weight * 256 + cell.klass); }

Weights::Weights(const std::vector<Row>& rows) {
  std::size_t cells = 0;
  for (const Row& row : rows) cells += row.cells.size();
  reserve(rows.size(), cells);
  for (const Row& row : rows) {
    begin_row(row.key, row.cells.size());
    for (const Cell cell : row.cells) push(cell);
  }
}

void Weights::write(ByteWriter& out) const {
  std::vector<Slot> rows;
  for (const Slot& slot : slots_)
    if (slot.at != 0) rows.push_back(slot);
  std::sort(rows.begin(), rows.end(), [](Slot a, Slot b) { return a.key < b.key; });
  out.varint(rows.size());
  out.varint(cells_.size() - 1 - rows.size());
  FeatureKey last_key = 0;
  for (const Slot& slot : rows) {
    out.varint(slot.key - last_key);
    last_key = slot.key;
    const std::int32_t* cell = &cells_[slot.at];
    const std::int32_t size = *cell++;
    out.varint(static_cast<std::uint64_t>(size));
    int last_class = 0;
    for (std::int32_t i = 0; i < size; ++i, ++cell) {
      const int klass = *cell & 0xFF;
      out.varint(static_cast<std::uint64_t>(klass - last_class));
      last_class = klass;
      out.zigzag(*cell >> 8);
    }
  }
}

Weights Weights::read(ByteReader& in, unsigned classes) {
  Weights weights;
  const std::size_t rows = in.count(4);
  const std::size_t cells = in.count(2);
  if (in.failed()) return weights;
  weights.reserve(rows, cells);
  std::uint64_t key = 0;
  std::size_t cells_left = cells;
  for (std::size_t r = 0; r < rows; ++r) {
    const std::uint64_t step = in.varint();
    const std::size_t size = in.count(2);
    key += step;
    // A key that comes twice, or more cells than were announced, is a corrupt file.
    if (in.failed() || (r > 0 && step == 0) || key > UINT32_MAX || size > cells_left) {
      in.fail();
      return weights;
    }
    cells_left -= size;
    weights.begin_row(static_cast<FeatureKey>(key), size);
    std::uint64_t klass = 0;
    for (std::size_t c = 0; c < size; ++c) {
      klass += in.varint();
      const std::int64_t weight = in.zigzag();
      if (klass >= classes || weight < INT16_MIN || weight > INT16_MAX) {
        in.fail();
        return weights;
      }
      weights.push({static_cast<std::uint8_t>(klass), static_cast<std::int16_t>(weight)});
    }
  }
  if (cells_left != 0) in.fail();
  return weights;
}

}  // namespace dateline
