#pragma once

#include <cstddef>

namespace dateline {

/// At least so many items; never fewer than before, so that memory is kept for the next block.
template <class Items>
void grow(Items& items, std::size_t size) {
  if (items.size() < size) items.resize(size);
}

}  // namespace dateline
