#include "dateline/dispatch/read.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "dateline/base/file.h"
#include "dateline/base/utf8.h"
#include "dateline/dispatch/decode.h"
#include "dateline/dispatch/heading.h"
#include "dateline/dispatch/json_line.h"
#include "dateline/dispatch/parts.h"
#include "dateline/dispatch/published.h"

namespace dateline {
namespace {

constexpr std::size_t kChunk = 1 << 16;
/// Offsets are 32 bits wide and decoding makes at most three bytes of one.
constexpr std::uint64_t kMostBytes = 1ULL << 30;

/// The first characters of a text for a message, on one line.
std::string first_words(std::string_view text, std::size_t characters) {
  const auto begin = text.find_first_not_of(" \t\r\n\f\v");
  if (begin == std::string_view::npos) return "";
  std::string out;
  for (std::size_t at = begin; at < text.size() && characters > 0; --characters) {
    const Utf8Char c = utf8_at(text, at);
    append_utf8(out, c.code < 0x20 ? U' ' : c.code);
    at += c.length;
  }
  return out;
}

std::string trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n\f\v";
  const auto first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(kSpace) - first + 1));
}

Error at_byte(ErrorCode code, std::string detail, const std::string& path, std::uint64_t byte) {
  Error error{code, std::move(detail), path};
  error.byte = byte;
  return error;
}

Error bad_date(std::string_view found, const std::string& path, std::uint64_t byte) {
  return at_byte(ErrorCode::kDocumentBadDate,
                 fmt::format("expected YYYY-MM-DD or an ISO 8601 instant, found \"{}\"",
                             first_words(found, 40)),
                 path, byte);
}

Published of_option(Day day) {
  Published out;
  out.day = day;
  out.evidence = PublishedEvidence::kOption;
  out.text = to_string(day);
  return out;
}

DocumentId id_of(const Document& document) {
  std::string key = document.text;
  key += '\0';
  key += to_string(document.published.day);
  key += '\0';
  key += document.outlet;
  return DocumentId(content_hash(key).substr(0, 16));
}

/// What all forms do at the end: outlet of the options, headline's words, id.
void finish(Document& document, const ReadOptions& options) {
  if (document.outlet.empty()) document.outlet = options.outlet;
  if (document.title.empty()) {
    const auto headline =
        std::find_if(document.parts.begin(), document.parts.end(),
                     [](const Part& part) { return part.kind == PartKind::kHeadline; });
    if (headline != document.parts.end()) document.title = document.slice(headline->span);
  }
  document.id = id_of(document);
}

/// The day that the heading gives, else that of the options.
Result<Published> published_of(const Heading& heading, const Decoded& decoded,
                               const std::string& path, const ReadOptions& options) {
  if (heading.date) {
    const std::string_view words = slice(decoded.text, *heading.date);
    auto published = parse_published(words);
    if (!published)
      return tl::unexpected(bad_date(words, path, decoded.map.to_received(*heading.date).begin));
    published->evidence =
        heading.form == Form::kHeader ? PublishedEvidence::kHeader : PublishedEvidence::kDateLine;
    return *published;
  }
  if (options.date) return of_option(*options.date);
  return tl::unexpected(at_byte(
      ErrorCode::kDocumentNoDate,
      fmt::format(
          "expected a header line \"date: YYYY-MM-DD\" or a beginning \" date YYYY-MM-DD \", "
          "found \"{}\"",
          first_words(decoded.text, 40)),
      path, 0));
}

}  // namespace

Result<Document> read_document(std::string bytes, const std::string& name,
                               const ReadOptions& options) {
  if (options.on_bytes) options.on_bytes(bytes);
  auto decoded = decode(std::move(bytes), name);
  if (!decoded) return tl::unexpected(decoded.error());
  const Heading heading = find_heading(decoded->text);
  auto published = published_of(heading, *decoded, name, options);
  if (!published) return tl::unexpected(published.error());
  Document out;
  out.name = name;
  out.published = std::move(*published);
  out.text = std::move(decoded->text);
  out.map = std::move(decoded->map);
  out.notes = std::move(decoded->notes);
  if (!heading.title &&
      out.text.find_first_not_of(" \t\r\n\f\v", heading.body) == std::string::npos) {
    return tl::unexpected(at_byte(ErrorCode::kDocumentEmpty,
                                  "expected a text behind its heading, found none", name,
                                  out.map.to_received({heading.body, heading.body}).begin));
  }
  const auto words = [&](const std::optional<ByteSpan>& span) {
    return span ? std::string(slice(out.text, *span)) : std::string();
  };
  out.title = words(heading.title);
  out.outlet = words(heading.outlet);
  out.url = words(heading.url);
  out.external_id = words(heading.id);
  out.parts = find_parts(out.text, {heading.title, heading.body, out.published.day});
  finish(out, options);
  return out;
}

namespace {

/// Where the title of a line of JSON stands in the extracted text, and where the rest begins.
struct TitleAndBody {
  std::optional<ByteSpan> title;
  std::uint32_t body = 0;
};

/// Puts "TITLE\n\nTEXT" into the document.
TitleAndBody join(JsonLine& line, Document& document) {
  TitleAndBody out;
  if (line.title && !trimmed(line.title->text).empty()) {
    Decoded& title = *line.title;
    const auto first = title.text.find_first_not_of(" \t\r\n\f\v");
    const auto last = title.text.find_last_not_of(" \t\r\n\f\v");
    out.title = ByteSpan{static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last + 1)};
    const auto size = static_cast<std::uint32_t>(title.text.size());
    document.map = std::move(title.map);
    document.map.append(2, document.map.to_received({size, size}).begin, 0);
    document.text = std::move(title.text) + "\n\n";
    out.body = size + 2;
    for (const SpanMap::Run& run : line.text.map.runs())
      document.map.append(run.text_bytes, run.received, run.received_bytes);
    document.text += line.text.text;
  } else {
    document.map = std::move(line.text.map);
    document.text = std::move(line.text.text);
  }
  return out;
}

}  // namespace

Result<Document> read_json_document(std::string_view line, const std::string& path, int line_number,
                                    std::uint64_t offset, const ReadOptions& options) {
  if (options.on_bytes) options.on_bytes(line);
  const auto refuse = [&](Error error) {
    error.path = path;
    error.line = line_number;
    return tl::unexpected(std::move(error));
  };
  auto parsed = parse_json_line(line, offset);
  if (!parsed) return refuse(parsed.error());
  Document out;
  out.name = fmt::format("{}:{}", path, line_number);
  if (parsed->date && !trimmed(parsed->date->value).empty()) {
    auto published = parse_published(parsed->date->value);
    if (!published) return refuse(bad_date(parsed->date->value, path, parsed->date->byte));
    out.published = std::move(*published);
    out.published.evidence = PublishedEvidence::kField;
  } else if (options.date) {
    out.published = of_option(*options.date);
  } else {
    return refuse(at_byte(
        ErrorCode::kDocumentNoDate,
        fmt::format("expected a key \"date\" with YYYY-MM-DD, found \"{}\"", first_words(line, 40)),
        path, offset));
  }
  const TitleAndBody joined = join(*parsed, out);
  if (out.text.find_first_not_of(" \t\r\n\f\v") == std::string::npos) {
    return refuse(
        at_byte(ErrorCode::kDocumentEmpty, "expected words in \"text\", found none", path, offset));
  }
  if (joined.title) out.title = slice(out.text, *joined.title);
  out.outlet = trimmed(parsed->outlet);
  out.url = trimmed(parsed->url);
  out.external_id = trimmed(parsed->id);
  out.notes = std::move(parsed->notes);
  out.parts = find_parts(out.text, {joined.title, joined.body, out.published.day});
  finish(out, options);
  return out;
}

namespace {

/// Cuts a stream of bytes into lines, keeping no more than one.
class LineReader {
 public:
  LineReader(std::ifstream& in, std::string head, std::uint64_t limit)
      : in_(in), chunk_(std::move(head)), limit_(limit) {}

  struct Line {
    std::string bytes;  ///< without the newline; empty where it is too large
    std::uint64_t offset = 0;
    int number = 0;
    bool too_large = false;
  };

  /// The next line, or nothing at the end.
  std::optional<Line> next() {
    Line line;
    line.offset = offset_;
    line.number = ++number_;
    for (bool any = false;; any = true) {
      if (at_ == chunk_.size() && !fill()) {
        if (!any) return std::nullopt;
        return line;
      }
      const std::size_t newline = chunk_.find('\n', at_);
      const std::size_t end = std::min(chunk_.size(), newline);
      line.too_large = line.too_large || line.bytes.size() + (end - at_) > limit_;
      if (line.too_large) {
        line.bytes = std::string();
      } else {
        line.bytes.append(chunk_, at_, end - at_);
      }
      offset_ += end - at_;
      at_ = end;
      if (newline == std::string::npos) continue;
      ++at_;
      ++offset_;
      return line;
    }
  }

  bool failed() const { return in_.bad(); }

 private:
  bool fill() {
    chunk_.resize(kChunk);
    at_ = 0;
    in_.read(chunk_.data(), static_cast<std::streamsize>(chunk_.size()));
    chunk_.resize(static_cast<std::size_t>(in_.gcount()));
    return !chunk_.empty();
  }

  std::ifstream& in_;
  std::string chunk_;
  std::uint64_t limit_;
  std::size_t at_ = 0;
  std::uint64_t offset_ = 0;
  int number_ = 0;
};

Status read_lines(std::ifstream& in, std::string head, const std::string& path,
                  const ReadOptions& options, const DocumentSink& sink) {
  LineReader reader(in, std::move(head), options.max_bytes);
  while (auto line = reader.next()) {
    if (line->too_large) {
      Error error =
          at_byte(ErrorCode::kFileTooLarge,
                  fmt::format("expected a line of at most {} bytes, found more", options.max_bytes),
                  path, line->offset);
      error.line = line->number;
      sink(tl::unexpected(std::move(error)));
      continue;
    }
    std::string_view bytes = line->bytes;
    if (line->number == 1 && bytes.starts_with("\xEF\xBB\xBF")) {
      bytes.remove_prefix(3);
      line->offset += 3;
    }
    if (bytes.find_first_not_of(" \t\r\n\f\v") == std::string_view::npos) continue;
    sink(read_json_document(bytes, path, line->number, line->offset, options));
  }
  if (reader.failed()) return fail(ErrorCode::kFileUnreadable, std::strerror(errno), path);
  return {};
}

/// JSON Lines begin with an object; so does RTF, which is refused later by its signature.
bool is_json_lines(std::string_view head) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  const auto first = head.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && head[first] == '{' &&
         !head.substr(first).starts_with("{\\rtf");
}

}  // namespace

Status read_dispatches(const std::string& path, const ReadOptions& given,
                       const DocumentSink& sink) {
  ReadOptions options = given;
  options.max_bytes = std::min(options.max_bytes, kMostBytes);
  std::error_code ec;
  const auto status = std::filesystem::status(path, ec);
  if (!std::filesystem::exists(status)) return fail(ErrorCode::kFileMissing, "", path);
  if (std::filesystem::is_directory(status))
    return fail(ErrorCode::kFileUnreadable, "expected a file, found a folder", path);
  // One stream from the first byte on, so that a pipe can be read too.
  std::ifstream in(path, std::ios::binary);
  if (!in) return fail(ErrorCode::kFileUnreadable, std::strerror(errno), path);
  std::string bytes(kChunk, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  if (is_json_lines(bytes)) return read_lines(in, std::move(bytes), path, options, sink);
  std::string chunk(kChunk, '\0');
  while (in && bytes.size() <= options.max_bytes) {
    in.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    bytes.append(chunk, 0, static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad()) return fail(ErrorCode::kFileUnreadable, std::strerror(errno), path);
  if (bytes.size() > options.max_bytes) {
    return tl::unexpected(
        at_byte(ErrorCode::kFileTooLarge,
                fmt::format("expected at most {} bytes, found more", options.max_bytes), path,
                options.max_bytes));
  }
  sink(read_document(std::move(bytes), path, options));
  return {};
}

}  // namespace dateline
