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

/// The same of a byte that is no ASCII.
Utf8Char utf8_beyond_ascii(std::string_view text, std::size_t at);

/// Requires: at < text.size(). Source: RFC 3629 (no overlong forms, no surrogates).
inline Utf8Char utf8_at(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  return lead < 0x80 ? Utf8Char{lead, 1, true} : utf8_beyond_ascii(text, at);
}

/// Where the first byte that begins no valid sequence stands; nothing where all is valid.
std::optional<std::size_t> find_invalid_utf8(std::string_view text);

/// The same of a character that is no ASCII.
void append_beyond_ascii(std::string& out, char32_t code);

/// Appends the character. Requires: a scalar value; anything else appends U+FFFD.
inline void append_utf8(std::string& out, char32_t code) {
  if (code < 0x80)
    out += static_cast<char>(code);
  else
    append_beyond_ascii(out, code);
}

}  // namespace dateline
