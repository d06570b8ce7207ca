#include "dateline/dispatch/json_line.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "dateline/base/utf8.h"

namespace dateline {
namespace {

/// Takes every event and keeps where the first error stands.
class Validator : public nlohmann::json_sax<nlohmann::json> {
 public:
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return true; }
  bool key(string_t&) override { return true; }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception&) override {
    // The last byte that was read: the end of what was not expected.
    at = position - std::min<std::size_t>(position, 1);
    return false;
  }

  std::size_t at = 0;
};

/// Walks an object that has been validated.
class Scanner {
 public:
  Scanner(std::string_view line, std::uint64_t offset, bool windows1252)
      : line_(line), offset_(offset), windows1252_(windows1252) {}

  void space() {
    while (at_ < line_.size() && (line_[at_] == ' ' || line_[at_] == '\t' || line_[at_] == '\r'))
      ++at_;
  }
  char peek() const { return at_ < line_.size() ? line_[at_] : '\0'; }
  void skip() { ++at_; }
  std::uint64_t byte() const { return offset_ + at_; }

  /// The characters of the string that begins here, each with its bytes.
  Decoded string() {
    Decoded out;
    for (++at_; at_ < line_.size() && line_[at_] != '"';) {
      const std::size_t begin = at_, before = out.text.size();
      if (line_[at_] == '\\') {
        append_utf8(out.text, escape());
      } else if (const Utf8Char c = utf8_at(line_, at_); c.valid || !windows1252_) {
        out.text += line_.substr(at_, c.length);
        at_ += c.length;
      } else {
        append_utf8(out.text, windows1252_at(static_cast<unsigned char>(line_[at_++])));
      }
      out.map.append(static_cast<std::uint32_t>(out.text.size() - before), offset_ + begin,
                     static_cast<std::uint32_t>(at_ - begin));
    }
    ++at_;
    return out;
  }

  /// The bytes of any value, passed over.
  std::string_view value() {
    const std::size_t begin = at_;
    int depth = 0;
    while (at_ < line_.size()) {
      const char c = line_[at_];
      if (c == '"') {
        for (++at_; at_ < line_.size() && line_[at_] != '"'; ++at_)
          if (line_[at_] == '\\') ++at_;
      } else if (c == '{' || c == '[') {
        ++depth;
      } else if (c == '}' || c == ']') {
        if (depth == 0) break;
        --depth;
      } else if (c == ',' && depth == 0) {
        break;
      }
      ++at_;
    }
    std::string_view out = line_.substr(begin, at_ - begin);
    while (!out.empty() && (out.back() == ' ' || out.back() == '\t' || out.back() == '\r'))
      out.remove_suffix(1);
    return out;
  }

  bool replaced() const { return replaced_; }

 private:
  char32_t unit() const {
    char32_t code = 0;
    for (std::size_t i = at_ + 2; i < at_ + 6 && i < line_.size(); ++i) {
      const char c = line_[i];
      const int digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
      code = code << 4 | static_cast<char32_t>(digit & 0xF);
    }
    return code;
  }

  char32_t escape() {
    const char c = at_ + 1 < line_.size() ? line_[at_ + 1] : '\\';
    if (c != 'u') {
      at_ += 2;
      switch (c) {
        case 'n':
          return U'\n';
        case 't':
          return U'\t';
        case 'r':
          return U'\r';
        case 'b':
          return U'\b';
        case 'f':
          return U'\f';
        default:
          return static_cast<char32_t>(static_cast<unsigned char>(c));
      }
    }
    const char32_t first = unit();
    at_ += 6;
    if (first >= 0xD800 && first < 0xDC00 && line_.substr(at_, 2) == "\\u") {
      const char32_t second = unit();
      if (second >= 0xDC00 && second < 0xE000) {
        at_ += 6;
        return 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
      }
    }
    if (first == 0 || (first >= 0xD800 && first < 0xE000)) {
      replaced_ = true;
      return U'\uFFFD';
    }
    return first;
  }

  std::string_view line_;
  std::uint64_t offset_;
  bool windows1252_;
  bool replaced_ = false;
  std::size_t at_ = 0;
};

tl::unexpected<Error> bad(std::string detail, std::uint64_t byte) {
  Error error{ErrorCode::kDocumentBadJson, std::move(detail), {}};
  error.byte = byte;
  return tl::unexpected(std::move(error));
}

/// The line as the validator is to see it, byte for byte as long: letters in the place of stray
/// bytes and of escaped surrogates, of which lone ones are not allowed in JSON but do come.
std::string masked(std::string_view line) {
  std::string out(line);
  for (std::size_t at = 0; at < line.size();) {
    const Utf8Char c = utf8_at(line, at);
    if (!c.valid) out[at] = 'x';
    if (c.code != U'\\') {
      at += c.length;
      continue;
    }
    const std::string_view escape = line.substr(at, 6);
    if (escape.size() == 6 && escape[1] == 'u' && (escape[2] | 0x20) == 'd' && escape[3] >= '8')
      out.replace(at + 2, 2, "00");
    at += 2;
  }
  return out;
}

Status validate(std::string_view line, std::uint64_t offset) {
  const std::string shown = masked(line);
  Validator validator;
  if (nlohmann::json::sax_parse(shown.begin(), shown.end(), &validator)) return {};
  const std::size_t at = std::min(validator.at, line.size());
  const std::string found =
      at >= line.size() ? "the end of the line" : fmt::format("\"{}\"", shown.substr(at, 20));
  return bad(fmt::format("expected a JSON object on one line, found {}", found), offset + at);
}

/// Fields as they come; which of two names wins is decided at the end.
struct Raw {
  std::optional<Decoded> title, text;
  std::optional<JsonField> date, published;
  std::string outlet, source, url, id;
};

void take_field(Scanner& scan, std::string_view key, Raw& raw) {
  const std::uint64_t byte = scan.byte();
  if (scan.peek() != '"') {
    const std::string_view value = scan.value();
    if (key == "id" && !value.empty() && (value[0] == '-' || (value[0] >= '0' && value[0] <= '9')))
      raw.id = value;
    return;
  }
  if (key != "title" && key != "text" && key != "date" && key != "published" && key != "outlet" &&
      key != "source" && key != "url" && key != "id") {
    scan.value();
    return;
  }
  Decoded value = scan.string();
  if (key == "title")
    raw.title = std::move(value);
  else if (key == "text")
    raw.text = std::move(value);
  else if (key == "date")
    raw.date = JsonField{std::move(value.text), byte};
  else if (key == "published")
    raw.published = JsonField{std::move(value.text), byte};
  else if (key == "outlet")
    raw.outlet = std::move(value.text);
  else if (key == "source")
    raw.source = std::move(value.text);
  else if (key == "url")
    raw.url = std::move(value.text);
  else
    raw.id = std::move(value.text);
}

}  // namespace

Result<JsonLine> parse_json_line(std::string_view line, std::uint64_t offset) {
  const ByteKind kind = judge_bytes(line);
  if (kind.encoding == ByteKind::Encoding::kUnknown) {
    return bad("expected UTF-8, found bytes of another encoding", offset + kind.first_invalid);
  }
  if (auto ok = validate(line, offset); !ok) return tl::unexpected(ok.error());
  Scanner scan(line, offset, kind.encoding == ByteKind::Encoding::kWindows1252);
  scan.space();
  if (scan.peek() != '{') return bad("expected a JSON object, found another value", scan.byte());
  Raw raw;
  scan.skip();
  for (scan.space(); scan.peek() == '"'; scan.space()) {
    const std::string key = scan.string().text;
    scan.space();
    scan.skip();  // the colon
    scan.space();
    take_field(scan, key, raw);
    scan.space();
    if (scan.peek() != ',') break;
    scan.skip();
  }
  if (!raw.text) return bad("expected a key \"text\" with a string, found none", offset);
  JsonLine out;
  out.title = std::move(raw.title);
  out.text = std::move(*raw.text);
  out.date = raw.date ? std::move(raw.date) : std::move(raw.published);
  out.outlet = raw.outlet.empty() ? std::move(raw.source) : std::move(raw.outlet);
  out.url = std::move(raw.url);
  out.id = std::move(raw.id);
  if (kind.encoding == ByteKind::Encoding::kWindows1252)
    out.notes.push_back("read as Windows-1252");
  if (kind.encoding == ByteKind::Encoding::kUtf8WithStray) {
    out.notes.push_back(fmt::format("{} bytes that are not UTF-8, the first at byte {}",
                                    kind.invalid, offset + kind.first_invalid));
  }
  if (scan.replaced()) out.notes.push_back("escapes of no character read as U+FFFD");
  return out;
}

}  // namespace dateline
