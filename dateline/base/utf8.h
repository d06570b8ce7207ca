#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dateline {

/// One character read from UTF-8: its code point and how many bytes it takes. A byte that begins no
/// valid sequence reads as U+FFFD with length 1 and `valid` false.
struct Utf8Char {
  char32_t code;
  std::uint32_t length;
  bool valid;
};

/// Requires: at < text.size(). Source: RFC 3629 (no overlong forms, no surrogates).
Utf8Char utf8_at(std::string_view text, std::size_t at);

/// Where the first byte that begins no valid sequence stands; nothing where all is valid.
std::optional<std::size_t> find_invalid_utf8(std::string_view text);

/// Appends the character. Requires: a scalar value; anything else appends U+FFFD.
void append_utf8(std::string& out, char32_t code);

}  // namespace dateline
