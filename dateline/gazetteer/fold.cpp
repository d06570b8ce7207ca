#include "dateline/gazetteer/fold.h"

#include <algorithm>
#include <array>

#include <utf8proc.h>

#include "dateline/base/utf8.h"

namespace dateline {
namespace {

constexpr std::array<std::string_view, 18> kArticles = {"al", "el", "ad", "ar", "as",  "ash",
                                                        "at", "an", "az", "ez", "ed",  "er",
                                                        "es", "en", "et", "ul", "ath", "adh"};

/// Letters that mark ʿayn, hamza or an apostrophe and carry no sound that spellings keep.
bool is_dropped(char32_t c) {
  switch (c) {
    case U'\'':
    case U'`':
    case U'’':
    case U'‘':
    case U'ʿ':
    case U'ʾ':
    case U'ʼ':
    case U'´':
    case U'ʹ':
    case U'ʻ':
    case U'′':
    case U'\u02BD':
      return true;
    default:
      return false;
  }
}

bool is_break(char32_t c) {
  return c == U'-' || c == U'.' || c == U'_' || c == U'/' || c == U',' || c == U'(' || c == U')' ||
         c == U'\u00A0' || c == U'\u2007' || c == U'\u202F' || (c >= U'\u2010' && c <= U'\u2015') ||
         c <= U' ';
}

/// Decomposes, folds case and drops marks. Invalid bytes are left out.
template <class Sink>
void each_folded(std::string_view text, Sink sink) {
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Char c = utf8_at(text, at);
    at += c.length;
    if (!c.valid) continue;
    if (c.code < 0x80) {
      sink(c.code >= U'A' && c.code <= U'Z' ? c.code + 32 : c.code);
      continue;
    }
    std::array<utf8proc_int32_t, 24> out{};
    int boundary = 0;
    const auto n = utf8proc_decompose_char(
        static_cast<utf8proc_int32_t>(c.code), out.data(), out.size(),
        static_cast<utf8proc_option_t>(UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD |
                                       UTF8PROC_STRIPMARK),
        &boundary);
    for (utf8proc_ssize_t i = 0; i < n; ++i)
      sink(static_cast<char32_t>(out[static_cast<std::size_t>(i)]));
  }
}

}  // namespace

std::string fold_case(std::string_view text) {
  std::string out;
  each_folded(text, [&](char32_t c) { append_utf8(out, c); });
  return out;
}

std::string fold_name(std::string_view name) {
  std::string kept, all, word;
  const auto flush = [&] {
    if (word.size() > 1 && word.back() == 'h' && word[word.size() - 2] == 'a') word.pop_back();
    if (word.empty()) return;
    const bool article = std::find(kArticles.begin(), kArticles.end(), word) != kArticles.end();
    for (std::string* out : {&all, &kept}) {
      if (out == &kept && article) continue;
      if (!out->empty()) *out += ' ';
      *out += word;
    }
    word.clear();
  };
  char32_t last = 0;
  each_folded(name, [&](char32_t c) {
    if (is_dropped(c)) return;
    if (is_break(c)) {
      flush();
      last = 0;
      return;
    }
    if (c == last && !(c >= U'0' && c <= U'9')) return;
    last = c;
    append_utf8(word, c);
  });
  flush();
  return kept.empty() ? all : kept;
}

}  // namespace dateline
