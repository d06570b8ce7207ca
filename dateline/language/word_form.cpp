#include "dateline/language/word_form.h"

#include <algorithm>

#include <utf8proc.h>

#include "dateline/base/utf8.h"
#include "dateline/language/feature_key.h"

namespace dateline {
namespace {

char32_t fold(char32_t code) {
  if (code < 0x80) return code >= 'A' && code <= 'Z' ? code + 32 : code;
  if (code == U'\u2018' || code == U'\u2019' || code == U'\u02BC') return '\'';
  if (code == U'\u201C' || code == U'\u201D') return '"';
  if (code >= U'\u2010' && code <= U'\u2015') return '-';
  return static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(code)));
}

bool is_letter(char32_t code) {
  if (code < 0x80) return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
  const utf8proc_category_t category = utf8proc_category(static_cast<utf8proc_int32_t>(code));
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
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

WordForm word_form(std::string_view word, std::string& buffer) {
  WordForm form;
  form.exact = hash_bytes(word);
  buffer.clear();
  char shape[24];
  std::size_t shape_size = 0;
  for (std::size_t at = 0; at < word.size();) {
    const Utf8Char c = utf8_at(word, at);
    const char32_t low = c.valid ? fold(c.code) : c.code;
    char kind = '?';
    if (c.code >= '0' && c.code <= '9') {
      kind = 'd';
      buffer += '0';
    } else {
      append_utf8(buffer, low);
      if (is_letter(c.code)) {
        const bool upper = low != c.code;
        kind = upper ? 'X' : 'x';
        if (form.letters < 255) ++form.letters;
        if (upper && form.uppers < 255) ++form.uppers;
        if (upper && at == 0) form.first_upper = true;
      } else if (low < 0x80) {
        kind = static_cast<char>(low);
      }
    }
    // Runs count as one, so that shapes stay few.
    if (shape_size < sizeof shape && (shape_size == 0 || shape[shape_size - 1] != kind))
      shape[shape_size++] = kind;
    at += c.length;
  }
  form.shape = hash_bytes({shape, shape_size});
  form.lower = hash_bytes(buffer);
  const std::string_view lower = buffer;
  for (std::size_t i = 0; i < 4; ++i) {
    const std::size_t size = std::min(i + 1, lower.size());
    form.prefixes[i] = hash_bytes(lower.substr(0, size));
    form.suffixes[i] = hash_bytes(lower.substr(lower.size() - size));
  }
  return form;
}

Casing casing_of(const WordForm* words, std::size_t count) {
  std::size_t letters = 0, uppers = 0, long_words = 0, long_capitals = 0;
  for (std::size_t i = 0; i < count; ++i) {
    letters += words[i].letters;
    uppers += words[i].uppers;
    // Short words are function words, which headlines leave in lower case; the first word of any
    // sentence is a capital.
    if (i == 0 || words[i].letters < 4) continue;
    ++long_words;
    if (words[i].first_upper) ++long_capitals;
  }
  if (letters >= 8 && uppers * 10 >= letters * 8) return Casing::kUpper;
  if (letters >= 12 && uppers == 0) return Casing::kLower;
  if (long_words >= 3 && long_capitals * 10 >= long_words * 8) return Casing::kTitle;
  return Casing::kPlain;
}

}  // namespace dateline
