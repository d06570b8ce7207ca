#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dateline/dispatch/span_map.h"

namespace dateline {

/// A span map as the record keeps it.
///
///   map = [ run *( ";" run ) ]
///   run = text-bytes "," received "," received-bytes     ; decimal
std::string write_map(const SpanMap& map);

/// read(write(x)) == x. Fails: nullopt.
std::optional<SpanMap> parse_map(std::string_view text);

}  // namespace dateline
