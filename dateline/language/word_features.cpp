#include "dateline/language/word_features.h"

#include <algorithm>

#include "dateline/base/utf8.h"
#include "dateline/language/char_kind.h"
#include "dateline/language/feature_key.h"
#include "dateline/language/fold_case.h"

namespace dateline {
namespace {

using Case = WordFeatures::Case;

constexpr std::uint32_t kLongest = 64;  // bytes of a word that affixes are taken from, each side

/// The first byte of the last `count` characters of `text`.
std::size_t suffix_begin(std::string_view text, unsigned count) {
  std::size_t at = text.size();
  while (at > 0 && count > 0) {
    --at;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
    --count;
  }
  return at;
}

std::size_t prefix_end(std::string_view text, unsigned count) {
  std::size_t at = 0;
  while (at < text.size() && count > 0) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
    --count;
  }
  return at;
}

}  // namespace

void fold_word(std::string_view word, std::string& out) {
  fold_case(word, out);
  for (char& c : out)
    if (c >= '0' && c <= '9') c = '0';
}

std::uint32_t word_hash(std::string_view word, std::string& buffer) {
  fold_word(word, buffer);
  return hash_bytes(buffer);
}

WordFeatures word_features(std::string_view word, std::string& buffer) {
  WordFeatures features;
  fold_word(word, buffer);
  bool digit = false, hyphen = false, stop = false, apostrophe = false, other = false;
  std::uint32_t letters = 0, uppers = 0;
  bool first_upper = false;
  for (std::size_t at = 0; at < word.size();) {
    const CharAt c =
        char_at(word, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(word.size()));
    switch (c.kind) {
      case CharKind::kLetter: {
        const bool upper = is_upper(c.code);
        if (upper && letters == 0) first_upper = true;
        ++letters;
        uppers += upper;
        break;
      }
      case CharKind::kDigit:
        digit = true;
        break;
      default:
        if (is_hyphen(c.code)) {
          hyphen = true;
        } else if (c.code == '.') {
          stop = true;
        } else if (is_apostrophe(c.code)) {
          apostrophe = true;
        } else {
          other = true;
        }
    }
    at += c.length;
  }
  Case cased = Case::kNone;
  if (letters > 0) {
    cased = uppers == 0                        ? Case::kLower
            : uppers == letters && letters > 1 ? Case::kUpper
            : first_upper && uppers == 1       ? Case::kCapital
                                               : Case::kMixed;
  }
  features.shape = static_cast<std::uint8_t>(static_cast<unsigned>(cased) * 32 + digit +
                                             hyphen * 2 + stop * 4 + apostrophe * 8 + other * 16);
  const std::string_view lower = buffer;
  features.word = hash_bytes(lower);
  for (unsigned n = 1; n <= 5; ++n) {
    const std::string_view prefix =
        lower.substr(0, std::min<std::size_t>(prefix_end(lower, n), kLongest));
    std::size_t begin = suffix_begin(lower, n);
    if (lower.size() - begin > kLongest) begin = lower.size() - kLongest;
    const std::string_view suffix = lower.substr(begin);
    features.affixes[n - 1] = feature_key(n, hash_bytes(prefix));
    features.affixes[4 + n] = feature_key(n + 8, hash_bytes(suffix));
  }
  return features;
}

}  // namespace dateline
