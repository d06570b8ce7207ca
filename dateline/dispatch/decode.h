#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/error.h"
#include "dateline/dispatch/span_map.h"

namespace dateline {

/// A text as UTF-8, and where its bytes came from.
struct Decoded {
  std::string text;
  SpanMap map;
  std::vector<std::string> notes;  ///< "read as UTF-16LE"
};

/// What bytes without a byte order mark are.
struct ByteKind {
  enum class Encoding {
    kUtf8,           ///< valid throughout
    kUtf8WithStray,  ///< a few bytes are not valid; they stay as they are
    kWindows1252,    ///< prose in Windows-1252, which holds Latin-1
    kUnknown,
  };
  Encoding encoding = Encoding::kUtf8;
  std::uint64_t invalid = 0;        ///< bytes that are no UTF-8
  std::uint64_t first_invalid = 0;  ///< offset, where there are any
};

/// Judges by validity and, where bytes are not valid, by whether Windows-1252 makes words of them.
ByteKind judge_bytes(std::string_view bytes);

/// The character of a byte of Windows-1252; U+FFFD for the five that it leaves open.
/// Source: WHATWG Encoding Standard, index windows-1252 (C1 controls left out).
char32_t windows1252_at(unsigned char byte);

/// Makes UTF-8 of the bytes of a file, by byte order mark or by content. Plain UTF-8 stays byte for
/// byte. Fails: kDocumentEmpty; kDocumentBinary for signatures of other formats, NUL and control
/// bytes; kDocumentEncoding for bytes in no known encoding; each with the first such byte.
Result<Decoded> decode(std::string bytes, const std::string& path);

}  // namespace dateline
