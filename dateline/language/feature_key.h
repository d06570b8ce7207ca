#pragma once

#include <cstdint>
#include <string_view>

namespace dateline {

/// A feature of the tagger or the parser: a template and the values in it, hashed to 32 bits. With
/// a million features kept, one look-up in 4,000 of a feature that is not kept hits another's row.
using FeatureKey = std::uint32_t;

/// One round of a multiplicative mix: cheap, and the same on every machine.
constexpr std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
  hash = (hash ^ value) * 0x9E3779B97F4A7C15u;
  return hash ^ (hash >> 29);
}

template <class... Values>
constexpr FeatureKey feature_key(unsigned which, Values... values) {
  std::uint64_t hash = (which + 1) * 0xD6E8FEB86659FD93u;
  ((hash = mix(hash, static_cast<std::uint64_t>(values))), ...);
  return static_cast<FeatureKey>((hash * 0xBF58476D1CE4E5B9u) >> 32);
}

/// 32 bits of a string's bytes (FNV-1a and a mix).
constexpr std::uint32_t hash_bytes(std::string_view bytes) {
  std::uint64_t hash = 0xCBF29CE484222325u;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  return static_cast<std::uint32_t>(mix(hash, bytes.size()) >> 32);
}

}  // namespace dateline
