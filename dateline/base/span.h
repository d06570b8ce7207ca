#pragma once

#include <algorithm>
#include <cassert>
#include <compare>
#include <cstdint>
#include <string_view>

namespace dateline {

/// Half-open range of bytes of one document's text. Offsets, never views: the text is kept elsewhere.
struct ByteSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  constexpr std::uint32_t size() const { return end - begin; }
  constexpr bool empty() const { return begin >= end; }
  constexpr bool contains(ByteSpan inner) const { return begin <= inner.begin && inner.end <= end; }
  constexpr bool overlaps(ByteSpan other) const { return begin < other.end && other.begin < end; }
  friend constexpr auto operator<=>(const ByteSpan&, const ByteSpan&) = default;
};

/// The bytes of `span` in `text`. Requires: span.begin <= span.end <= text.size().
inline std::string_view slice(std::string_view text, ByteSpan span) {
  assert(span.begin <= span.end && span.end <= text.size());
  return text.substr(span.begin, span.end - span.begin);
}

/// The smallest span that holds both.
constexpr ByteSpan hull(ByteSpan a, ByteSpan b) {
  return {std::min(a.begin, b.begin), std::max(a.end, b.end)};
}

}  // namespace dateline
