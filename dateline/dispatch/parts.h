#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "dateline/base/day.h"
#include "dateline/dispatch/document.h"

namespace dateline {

/// What is known of a text before its parts are told apart.
struct PartHints {
  std::optional<ByteSpan> title;  ///< stands before the body; becomes the headline
  std::uint32_t body = 0;         ///< first byte behind headers
  Day published;
};

/// Tells headline, standfirst, dateline, bylines, captions and body apart by the look of paragraphs
/// and where they stand. A paragraph is a line; in text that is wrapped at a width it is what
/// stands between empty lines. What is not plainly something else is body. Never fails. Parts are
/// ascending, do not overlap, are not empty.
std::vector<Part> find_parts(std::string_view text, const PartHints& hints);

/// Share of the runs of four words of `line` that stand in `other` too (0 where `line` has fewer
/// than six words). Letters and digits count, in any case.
double said_again_share(std::string_view line, std::string_view other);

}  // namespace dateline
