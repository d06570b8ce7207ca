#include "dateline/dispatch/heading.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <vector>

namespace dateline {
namespace {

constexpr std::string_view kBlank = " \t\r\f\v";

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

std::uint32_t u32(std::size_t at) { return static_cast<std::uint32_t>(at); }

/// A line that looks like "key: value".
struct Field {
  std::string key;  ///< in lower case; empty where the line is no field
  ByteSpan value;   ///< trimmed
  bool known = false;
  bool blank = false;
  std::size_t next;  ///< first byte of the next line
};

bool is_known(std::string_view key) {
  constexpr std::array<std::string_view, 16> kKeys = {
      "title", "date",   "published", "outlet", "source",  "url",  "id",      "author",
      "by",    "byline", "language",  "lang",   "section", "tags", "updated", "keywords"};
  return std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end();
}

/// Keys with which a heading may begin. "By: ..." or "Tags: ..." alone begin many a body.
bool may_begin(std::string_view key) {
  constexpr std::array<std::string_view, 7> kKeys = {"title",  "date", "published", "outlet",
                                                     "source", "url",  "id"};
  return std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end();
}

Field field_at(std::string_view text, std::size_t begin) {
  Field out;
  std::size_t end = text.find('\n', begin);
  if (end == std::string_view::npos) end = text.size();
  out.next = std::min(text.size(), end + 1);
  const std::string_view line = text.substr(begin, end - begin);
  const auto first = line.find_first_not_of(kBlank);
  out.blank = first == std::string_view::npos;
  if (out.blank) return out;
  std::size_t at = first;
  while (at < line.size() &&
         (std::isalpha(static_cast<unsigned char>(line[at])) || line[at] == '-' || line[at] == '_'))
    ++at;
  if (at == first || at - first > 24 || at >= line.size() || line[at] != ':') return out;
  // "http://..." is no field.
  if (line.substr(at).starts_with("://")) return out;
  out.key = lower(line.substr(first, at - first));
  out.known = is_known(out.key);
  const auto value = line.find_first_not_of(kBlank, at + 1);
  if (value == std::string_view::npos) {
    out.value = {u32(begin + at + 1), u32(begin + at + 1)};
  } else {
    out.value = {u32(begin + value), u32(begin + line.find_last_not_of(kBlank) + 1)};
  }
  return out;
}

std::optional<Heading> find_header(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && (text[at] == '\n' || text[at] == '\r')) ++at;
  std::vector<Field> fields;
  std::size_t known_end = at;  // behind the leading run of known keys
  bool unbroken = true, ended = false;
  while (at < text.size()) {
    Field field = field_at(text, at);
    if (field.blank) {
      ended = true;
      at = field.next;
      break;
    }
    if (fields.empty() && !may_begin(field.key)) return std::nullopt;
    if (field.key.empty()) break;
    unbroken = unbroken && field.known;
    at = field.next;
    if (unbroken) known_end = at;
    fields.push_back(std::move(field));
  }
  if (at >= text.size()) ended = true;
  if (fields.empty()) return std::nullopt;
  Heading out;
  out.form = Form::kHeader;
  out.body = u32(ended ? at : known_end);
  std::optional<ByteSpan> source, published;
  for (const Field& field : fields) {
    if (field.value.begin >= out.body) break;
    const auto set = [&](std::string_view key, std::optional<ByteSpan>& slot) {
      if (field.key == key && !slot && !field.value.empty()) slot = field.value;
    };
    set("title", out.title);
    set("date", out.date);
    set("published", published);
    set("outlet", out.outlet);
    set("source", source);
    set("url", out.url);
    set("id", out.id);
  }
  if (!out.date) out.date = published;
  if (!out.outlet) out.outlet = source;
  return out;
}

std::optional<Heading> find_date_line(std::string_view text) {
  const auto is_space = [&](std::size_t i) {
    return std::isspace(static_cast<unsigned char>(text[i])) != 0;
  };
  std::size_t at = 0;
  while (at < text.size() && is_space(at)) ++at;
  if (lower(text.substr(at, 4)) != "date") return std::nullopt;
  at += 4;
  const std::size_t gap = at;
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  if (at == gap || at >= text.size() || !std::isdigit(static_cast<unsigned char>(text[at])))
    return std::nullopt;
  const std::size_t begin = at;
  while (at < text.size() && !is_space(at)) ++at;
  Heading out;
  out.form = Form::kDateLine;
  out.date = ByteSpan{u32(begin), u32(at)};
  while (at < text.size() && is_space(at)) ++at;
  out.body = u32(at);
  return out;
}

}  // namespace

Heading find_heading(std::string_view text) {
  if (auto header = find_header(text)) return *header;
  if (auto date_line = find_date_line(text)) return *date_line;
  return Heading{};
}

}  // namespace dateline
