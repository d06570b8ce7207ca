#include "dateline/language/fold_case.h"

#include <utf8proc.h>

#include "dateline/base/utf8.h"

namespace dateline {
namespace {

char32_t fold(char32_t code) {
  if (code < 0x80) return code >= 'A' && code <= 'Z' ? code + 32 : code;
  if (code == U'\u2018' || code == U'\u2019' || code == U'\u02BC') return '\'';
  if (code == U'\u201C' || code == U'\u201D') return '"';
  if (code >= U'\u2010' && code <= U'\u2015') return '-';
  return static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(code)));
}

}  // namespace

void fold_case(std::string_view word, std::string& out) {
  out.clear();
  for (std::size_t at = 0; at < word.size();) {
    const Utf8Char c = utf8_at(word, at);
    if (c.valid) {
      append_utf8(out, fold(c.code));
    } else {
      out += word[at];
    }
    at += c.length;
  }
}

}  // namespace dateline
