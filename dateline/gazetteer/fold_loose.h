#pragma once

#include <string>
#include <string_view>

namespace dateline {

/// A looser form of a folded name (fold_name), in which usual Latin spellings of one Arabic,
/// Persian or Cyrillic name meet: consonants that transliterations exchange are one (q k c, kh k,
/// gh g, sh ch s, j dj, zh z, ph f), words are joined, and of the vowels only that the name begins
/// with one is kept; with three consonants, where they stand; with less, whether each run of them
/// holds a front (i, y) or a round one (o, u, w), or both. "Idlib" and "Edleb" meet, "Dayr az-Zawr"
/// and "Deir Ezzor", "Sweida" and "Suwayda", not "Hama" and "Homa". Wrong names meet too, so it is
/// for names that the strict form does not find. Empty for names that are not in Latin letters.
std::string fold_loose(std::string_view folded);

}  // namespace dateline
