#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "dateline/base/span.h"

namespace dateline {

enum class Form { kHeader, kDateLine, kPlain };

/// What stands before the body of a text, and where.
struct Heading {
  Form form = Form::kPlain;
  std::optional<ByteSpan> title, date, outlet, url, id;  ///< trimmed values, never empty
  std::uint32_t body = 0;                                ///< first byte that is no heading
};

/// Finds the heading by what it looks like:
///
///   text      = header / date-line / plain
///   header    = 1*( field ) [ empty-line ] body     ; a known key on the first line
///   field     = key ":" value LF
///   key       = "title" / "date" / "published" / "outlet" / "source" / "url" / "id" / other
///   date-line = *SP "date" 1*SP instant 1*white body ; the instant begins with a digit
///   plain     = body
///
/// Keys are told in any case and order. Of two equal keys the first counts; `outlet` goes before
/// `source`, `date` before `published`. Other keys are passed over where the block ends with an
/// empty line; without one the first line that has no known key begins the body.
Heading find_heading(std::string_view text);

}  // namespace dateline
