#include "dateline/record/map_text.h"

#include <charconv>
#include <iterator>

#include <fmt/format.h>

namespace dateline {

std::string write_map(const SpanMap& map) {
  std::string out;
  for (const SpanMap::Run& run : map.runs()) {
    if (!out.empty()) out += ';';
    fmt::format_to(std::back_inserter(out), "{},{},{}", run.text_bytes, run.received,
                   run.received_bytes);
  }
  return out;
}

std::optional<SpanMap> parse_map(std::string_view text) {
  SpanMap map;
  const char* at = text.data();
  const char* const end = at + text.size();
  const auto number = [&](auto& value, char behind) {
    const auto [next, ec] = std::from_chars(at, end, value);
    if (ec != std::errc{}) return false;
    at = next;
    if (at == end) return behind == ';';
    return *at++ == behind;
  };
  while (at != end) {
    std::uint32_t text_bytes = 0, received_bytes = 0;
    std::uint64_t received = 0;
    if (!number(text_bytes, ',') || !number(received, ',') || !number(received_bytes, ';'))
      return std::nullopt;
    map.append(text_bytes, received, received_bytes);
  }
  return map;
}

}  // namespace dateline
