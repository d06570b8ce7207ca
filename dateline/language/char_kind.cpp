#include "dateline/language/char_kind.h"

#include <utf8proc.h>

#include "dateline/base/utf8.h"

namespace dateline {
namespace {

bool is_space(char32_t code) {
  return code == 0x85 || code == 0xA0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200B) ||
         code == 0x2028 || code == 0x2029 || code == 0x202F || code == 0x205F || code == 0x2060 ||
         code == 0x3000 || code == 0xFEFF;
}

CharKind kind_of(char32_t code) {
  if (is_space(code)) return CharKind::kSpace;
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(code))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_CF:  // soft hyphen, joiners
      return CharKind::kLetter;
    case UTF8PROC_CATEGORY_ND:
      return CharKind::kDigit;
    default:
      return CharKind::kOther;
  }
}

}  // namespace

CharAt wide_char_at(std::string_view text, std::uint32_t at, std::uint32_t end) {
  const Utf8Char c = utf8_at(text.substr(0, end), at);
  if (!c.valid) return {CharKind::kBroken, c.code, c.length};
  return {kind_of(c.code), c.code, c.length};
}

bool is_upper(char32_t code) {
  if (code < 0x80) return code >= 'A' && code <= 'Z';
  return utf8proc_category(static_cast<utf8proc_int32_t>(code)) == UTF8PROC_CATEGORY_LU;
}

bool is_lower(char32_t code) {
  if (code < 0x80) return code >= 'a' && code <= 'z';
  return utf8proc_category(static_cast<utf8proc_int32_t>(code)) == UTF8PROC_CATEGORY_LL;
}

bool is_apostrophe(char32_t code) {
  return code == '\'' || code == U'\u2019' || code == U'\u2018' || code == U'\u02BC';
}

bool is_hyphen(char32_t code) { return code == '-' || code == U'\u2010' || code == U'\u2011'; }

bool is_dash(char32_t code) { return code == '-' || (code >= 0x2010 && code <= 0x2015); }

char32_t folded(char32_t code) {
  if (code < 0x80) {
    if (code >= 'A' && code <= 'Z') return code + 32;
    return code >= '0' && code <= '9' ? U'0' : code;
  }
  if (is_apostrophe(code)) return '\'';
  if (code == U'\u201C' || code == U'\u201D' || code == U'\u00AB' || code == U'\u00BB') return '"';
  if (is_dash(code)) return '-';
  if (code == U'\u20AC' || code == U'\u00A3' || code == U'\u00A5') return '$';
  return static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(code)));
}

}  // namespace dateline
