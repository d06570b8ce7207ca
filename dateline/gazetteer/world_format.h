#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace dateline::world_format {

// A file of the world's places. Numbers are little-endian and aligned as they are used, so that the
// file is mapped and not copied.
//
//   file     = header *( padding section )               ; sections begin at multiples of 64
//   header   = "DATELINE-GZ" version places size body head *( offset length )   ; 256 bytes
//   version  = one byte, 1
//   places   = 4 bytes, records in section 0
//   size     = 8 bytes, of the file
//   body     = 8 bytes, XXH3-64 of all bytes after the header
//   head     = 8 bytes, XXH3-64 of the header with zeros here
//   section  = rows / texts / areas / index / index / outlines / sources
//   rows     = *row                                      ; RowRecord, 40 bytes
//   texts    = *( length text )                          ; length: 2 bytes
//   areas    = *( 4 bytes )                              ; rows of countries and first-level
//                                                        ; regions, by country, then code
//   index    = bits buckets *slot *key                   ; strict names, then loose ones
//   bits     = 4 bytes; buckets = 4 bytes, slots; then 2^bits + 1 numbers of 4 bytes: where in the
//              slots the hashes with these first bits begin
//   slot     = hash key                                  ; 4 bytes: the hash's lower half; 4 bytes:
//                                                        ; the key's place among the keys, in words
//   key      = count flags length *( row ) text padding  ; 4, 2, 2, 4 bytes a row, up to a word
//   outlines = *( row offset ) *polygons                 ; see world_outline.h
//   sources  = *( text newline )                         ; what it was made of, with attribution

inline constexpr std::string_view kMagic = "DATELINE-GZ";
inline constexpr std::uint8_t kVersion = 1;
inline constexpr std::size_t kHeaderSize = 256;
inline constexpr std::size_t kPlacesAt = 12, kSizeAt = 16, kBodyAt = 24, kHeadAt = 32,
                             kSectionsAt = 40;
inline constexpr std::size_t kAlignment = 64;

enum Section : std::size_t {
  kRows,
  kTexts,
  kAreas,
  kStrict,
  kLoose,
  kOutlines,
  kSources,
  kSectionCount
};

struct RowRecord {
  std::uint64_t id;          ///< of GeoNames or OpenStreetMap; 0: none
  std::int32_t lat, lng;     ///< 1e-7 degrees
  std::uint32_t population;  ///< 0: not known
  std::uint32_t name;        ///< byte in the texts
  std::uint32_t admin1, admin2;
  std::uint16_t country;  ///< two letters, the first in the lower byte; 0: none
  std::uint8_t feature_class;
  std::uint8_t source;         ///< of WorldSource
  std::uint32_t feature_code;  ///< byte in the texts
};
static_assert(sizeof(RowRecord) == 40);

struct Slot {
  std::uint32_t hash, key;
};
static_assert(sizeof(Slot) == 8);

struct KeyHead {
  std::uint32_t count;
  std::uint16_t flags, length;
};
static_assert(sizeof(KeyHead) == 8);

inline constexpr std::uint16_t kBeginsLonger = 1;

}  // namespace dateline::world_format
