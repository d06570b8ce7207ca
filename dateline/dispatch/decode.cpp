#include "dateline/dispatch/decode.h"

#include <array>
#include <cctype>
#include <optional>

#include <fmt/format.h>

#include "dateline/base/utf8.h"

namespace dateline {
namespace {

struct Signature {
  std::string_view bytes;
  std::string_view name;
};

using namespace std::string_view_literals;

constexpr std::array kSignatures = {
    Signature{"\x89PNG\r\n\x1A\n"sv, "a PNG image"},
    Signature{"\xFF\xD8\xFF"sv, "a JPEG image"},
    Signature{"GIF87a"sv, "a GIF image"},
    Signature{"GIF89a"sv, "a GIF image"},
    Signature{"%PDF-"sv, "a PDF"},
    Signature{"PK\x03\x04"sv, "a ZIP archive or an office document"},
    Signature{"\x1F\x8B"sv, "gzip; unpack it first"},
    Signature{"BZh"sv, "bzip2; unpack it first"},
    Signature{"\xFD"
              "7zXZ\0"sv,
              "xz; unpack it first"},
    Signature{"\x28\xB5\x2F\xFD"sv, "Zstandard; unpack it first"},
    Signature{"7z\xBC\xAF\x27\x1C"sv, "a 7-Zip archive"},
    Signature{"\xD0\xCF\x11\xE0"sv, "an office document"},
    Signature{"{\\rtf"sv, "RTF"},
    Signature{"\x7F"
              "ELF"sv,
              "a program"},
    Signature{"SQLite format 3\0"sv, "an SQLite database"},
};

/// More control bytes than one in this many make a file binary; fewer are an accident of copying.
constexpr std::uint64_t kBytesPerControl = 200;
/// More stray bytes than one in this many are not an accident in UTF-8.
constexpr std::uint64_t kBytesPerStray = 20;

constexpr std::array<char32_t, 32> kC1 = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

Error bad(ErrorCode code, std::string detail, const std::string& path, std::uint64_t byte) {
  Error error{code, std::move(detail), path};
  error.byte = byte;
  return error;
}

bool is_ascii_letter(unsigned char c) { return c < 0x80 && std::isalpha(c); }

/// A letter of English or its loan words (not the rare ones, which are likelier to be noise).
bool is_latin_letter(unsigned char c) {
  if (c == 0x8A || c == 0x8C || c == 0x8E || c == 0x9A || c == 0x9C || c == 0x9E) return true;
  return c >= 0xC0 && c != 0xD7 && c != 0xF7 && c != 0xDE && c != 0xFE && c != 0xFF && c != 0xF0 &&
         c != 0xD0;
}

bool is_latin_mark(unsigned char c) {
  return (c >= 0x91 && c <= 0x97) || c == 0x80 || c == 0x85 || c == 0xA0 || c == 0xA3 ||
         c == 0xA7 || c == 0xA9 || c == 0xAB || c == 0xAD || c == 0xAE || c == 0xB0 || c == 0xB7 ||
         c == 0xBB || (c >= 0xBC && c <= 0xBE) || c == 0xB2 || c == 0x99;
}

/// True where Windows-1252 makes a plausible word or mark of the byte: letters stand beside
/// letters.
bool plausible_at(std::string_view bytes, std::size_t at) {
  const auto byte = static_cast<unsigned char>(bytes[at]);
  if (is_latin_mark(byte)) return true;
  if (!is_latin_letter(byte)) return false;
  const auto letter = [&](std::size_t i) {
    return i < bytes.size() && is_ascii_letter(static_cast<unsigned char>(bytes[i]));
  };
  return letter(at + 1) || (at > 0 && letter(at - 1));
}

void decode_windows1252(std::string_view bytes, std::uint64_t offset, Decoded& out) {
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const auto byte = static_cast<unsigned char>(bytes[at]);
    const std::size_t before = out.text.size();
    append_utf8(out.text, windows1252_at(byte));
    out.map.append(static_cast<std::uint32_t>(out.text.size() - before), offset + at, 1);
  }
}

Decoded decode_utf16(std::string_view bytes, bool little) {
  Decoded out;
  out.notes.push_back(little ? "read as UTF-16LE" : "read as UTF-16BE");
  const auto unit = [&](std::size_t at) {
    const auto a = static_cast<unsigned char>(bytes[at]);
    const auto b = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<char32_t>(little ? a | b << 8 : a << 8 | b);
  };
  std::uint64_t unpaired = 0;
  for (std::size_t at = 2; at < bytes.size();) {
    std::uint32_t taken = 2;
    char32_t code = U'\uFFFD';
    if (at + 1 >= bytes.size()) {
      taken = 1;
    } else {
      code = unit(at);
      if (code >= 0xD800 && code < 0xDC00 && at + 3 < bytes.size() && unit(at + 2) >= 0xDC00 &&
          unit(at + 2) < 0xE000) {
        code = 0x10000 + ((code - 0xD800) << 10) + (unit(at + 2) - 0xDC00);
        taken = 4;
      }
    }
    if (taken == 1 || (code >= 0xD800 && code < 0xE000)) ++unpaired;
    const std::size_t before = out.text.size();
    append_utf8(out.text, code);
    out.map.append(static_cast<std::uint32_t>(out.text.size() - before), at, taken);
    at += taken;
  }
  if (unpaired > 0) out.notes.push_back(fmt::format("{} broken UTF-16 units", unpaired));
  return out;
}

std::optional<std::string_view> signature_of(std::string_view bytes) {
  for (const Signature& signature : kSignatures)
    if (bytes.starts_with(signature.bytes)) return signature.name;
  const auto first = bytes.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || bytes[first] != '<') return std::nullopt;
  std::string head(bytes.substr(first, 15));
  for (char& c : head) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (head.starts_with("<!doctype html") || head.starts_with("<html"))
    return "HTML; save the page as text first";
  return std::nullopt;
}

/// Refuses NUL and a multitude of control characters; notes a few.
Status check_controls(Decoded& decoded, const std::string& path) {
  std::uint64_t controls = 0;
  std::size_t first = 0;
  for (std::size_t at = 0; at < decoded.text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(decoded.text[at]);
    if (byte >= 0x20 && byte != 0x7F) continue;
    if (byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f' || byte == '\v') continue;
    const auto where = static_cast<std::uint32_t>(at);
    if (byte == 0) {
      return tl::unexpected(bad(ErrorCode::kDocumentBinary, "expected text, found a NUL byte", path,
                                decoded.map.to_received({where, where + 1}).begin));
    }
    if (controls++ == 0) first = at;
  }
  if (controls == 0) return {};
  if (controls * kBytesPerControl > decoded.text.size() && controls > 1) {
    const auto where = static_cast<std::uint32_t>(first);
    return tl::unexpected(
        bad(ErrorCode::kDocumentBinary,
            fmt::format("expected text, found {} control bytes, the first 0x{:02X}", controls,
                        static_cast<unsigned>(static_cast<unsigned char>(decoded.text[first]))),
            path, decoded.map.to_received({where, where + 1}).begin));
  }
  decoded.notes.push_back(fmt::format("{} control bytes", controls));
  return {};
}

/// The text of bytes that are not UTF-16; the first `skip` are a byte order mark.
Result<Decoded> decode_bytes(std::string bytes, std::size_t skip, const std::string& path) {
  const std::string_view body = std::string_view(bytes).substr(skip);
  const ByteKind kind = judge_bytes(body);
  Decoded out;
  switch (kind.encoding) {
    case ByteKind::Encoding::kUnknown: {
      const auto found = static_cast<unsigned char>(body[kind.first_invalid]);
      // Control bytes say more about what it is than bytes that are no UTF-8.
      out.map = SpanMap::identity(static_cast<std::uint32_t>(body.size()), skip);
      out.text = body;
      if (auto ok = check_controls(out, path); !ok) return tl::unexpected(ok.error());
      return tl::unexpected(bad(
          ErrorCode::kDocumentEncoding,
          fmt::format("expected UTF-8, UTF-16 or Windows-1252, found 0x{:02X} and {} more bytes "
                      "that are none",
                      static_cast<unsigned>(found), kind.invalid - 1),
          path, skip + kind.first_invalid));
    }
    case ByteKind::Encoding::kWindows1252:
      decode_windows1252(body, skip, out);
      out.notes.push_back("read as Windows-1252");
      break;
    case ByteKind::Encoding::kUtf8WithStray:
      out.notes.push_back(fmt::format("{} bytes that are not UTF-8, the first at byte {}",
                                      kind.invalid, skip + kind.first_invalid));
      [[fallthrough]];
    case ByteKind::Encoding::kUtf8:
      out.map = SpanMap::identity(static_cast<std::uint32_t>(body.size()), skip);
      bytes.erase(0, skip);
      out.text = std::move(bytes);
      break;
  }
  return out;
}

}  // namespace

char32_t windows1252_at(unsigned char byte) {
  return byte >= 0x80 && byte < 0xA0 ? kC1[byte - 0x80U] : char32_t{byte};
}

ByteKind judge_bytes(std::string_view bytes) {
  ByteKind kind;
  std::uint64_t multibyte = 0, plausible = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const Utf8Char c = utf8_at(bytes, at);
    if (!c.valid) {
      if (kind.invalid++ == 0) kind.first_invalid = at;
      plausible += plausible_at(bytes, at);
    }
    multibyte += c.length > 1;
    at += c.length;
  }
  if (kind.invalid == 0) return kind;
  // Prose in Windows-1252 hardly ever forms valid UTF-8 by chance, and UTF-8 prose that was cut in
  // the middle of a character keeps the others: the one that is in the majority is believed.
  const bool rare = kind.invalid * 6 <= bytes.size();
  if (rare && multibyte * 4 <= kind.invalid && plausible * 5 >= kind.invalid * 4) {
    kind.encoding = ByteKind::Encoding::kWindows1252;
  } else if (kind.invalid * kBytesPerStray <= bytes.size() ||
             (kind.invalid <= 4 && kind.invalid * 8 <= bytes.size())) {
    kind.encoding = ByteKind::Encoding::kUtf8WithStray;
  } else {
    kind.encoding = ByteKind::Encoding::kUnknown;
  }
  return kind;
}

Result<Decoded> decode(std::string bytes, const std::string& path) {
  if (bytes.find_first_not_of(" \t\r\n\f\v") == std::string::npos) {
    return tl::unexpected(
        bad(ErrorCode::kDocumentEmpty, "expected text, found only white space", path, 0));
  }
  if (const auto name = signature_of(bytes)) {
    return tl::unexpected(
        bad(ErrorCode::kDocumentBinary, fmt::format("expected text, found {}", *name), path, 0));
  }
  if (bytes.starts_with("\xFF\xFE\0\0"sv) || bytes.starts_with("\0\0\xFE\xFF"sv)) {
    return tl::unexpected(bad(ErrorCode::kDocumentEncoding,
                              "expected UTF-8, UTF-16 or Windows-1252, found UTF-32", path, 0));
  }
  const bool little = bytes.starts_with("\xFF\xFE"), big = bytes.starts_with("\xFE\xFF");
  Result<Decoded> out = Decoded{};
  if (little || big) {
    *out = decode_utf16(bytes, little);
  } else {
    const std::size_t mark = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    out = decode_bytes(std::move(bytes), mark, path);
    if (!out) return out;
  }
  if (auto ok = check_controls(*out, path); !ok) return tl::unexpected(ok.error());
  if (out->text.find_first_not_of(" \t\r\n\f\v") == std::string::npos) {
    return tl::unexpected(
        bad(ErrorCode::kDocumentEmpty, "expected text, found only white space", path, 0));
  }
  return out;
}

}  // namespace dateline
