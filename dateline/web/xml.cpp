#include "dateline/web/xml.h"

#include "dateline/base/utf8.h"

namespace dateline {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

bool forbidden_in_xml(char32_t code) {
  if (code < 0x20) return code != '\t' && code != '\n' && code != '\r';
  return (code >= 0x7F && code <= 0x9F) || code == 0xFFFE || code == 0xFFFF;
}

bool begins_with_folded(std::string_view text, std::string_view lower) {
  if (text.size() < lower.size()) return false;
  for (std::size_t i = 0; i < lower.size(); ++i) {
    const char c = text[i];
    const char folded = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (folded != lower[i]) return false;
  }
  return true;
}

}  // namespace

std::string xml_escape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Char c = utf8_at(text, at);
    at += c.length;
    if (!c.valid || forbidden_in_xml(c.code)) {
      append_utf8(out, kReplacement);
    } else if (c.code == '&') {
      out += "&amp;";
    } else if (c.code == '<') {
      out += "&lt;";
    } else if (c.code == '>') {
      out += "&gt;";
    } else if (c.code == '"') {
      out += "&quot;";
    } else if (c.code == '\'') {
      out += "&#39;";
    } else {
      append_utf8(out, c.code);
    }
  }
  return out;
}

std::string json_for_html(std::string_view json) {
  std::string out;
  out.reserve(json.size() + json.size() / 16);
  for (std::size_t at = 0; at < json.size(); ++at) {
    const char c = json[at];
    // U+2028 and U+2029 are E2 80 A8 and E2 80 A9.
    const bool separator = c == '\xE2' && json.substr(at, 2) == "\xE2\x80" &&
                           at + 2 < json.size() &&
                           (json[at + 2] == '\xA8' || json[at + 2] == '\xA9');
    if (c == '<') {
      out += "\\u003c";
    } else if (c == '>') {
      out += "\\u003e";
    } else if (c == '&') {
      out += "\\u0026";
    } else if (separator) {
      out += json[at + 2] == '\xA8' ? "\\u2028" : "\\u2029";
      at += 2;
    } else {
      out += c;
    }
  }
  return out;
}

std::string_view safe_link(std::string_view url) {
  if (!begins_with_folded(url, "http://") && !begins_with_folded(url, "https://")) return {};
  for (const char c : url) {
    if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7F) return {};
  }
  return url;
}

}  // namespace dateline
