#include "dateline/language/split_token.h"

namespace dateline {
namespace {

bool is_address(std::string_view word) {
  return word.size() > 4 && (word.find('@') != word.npos || word.find("://") != word.npos ||
                             word.find("www.") != word.npos || word.find(".com") != word.npos);
}

/// A guess from the ending, for words without an entry.
WordSort guess_sort(std::string_view word, TokenShape shape) {
  if (shape == TokenShape::kOther) return WordSort::kPunctuation;
  if (is_address(word)) return WordSort::kAddress;
  if (shape == TokenShape::kDigits) return WordSort::kNumber;
  if (shape != TokenShape::kLower) return WordSort::kName;
  if (word.ends_with("ly")) return WordSort::kAdverb;
  if (word.ends_with("ing")) return WordSort::kGerund;
  if (word.ends_with("ed")) return WordSort::kPast;
  return word.ends_with('s') ? WordSort::kNouns : WordSort::kNoun;
}

}  // namespace

std::uint32_t folded_hash(std::string_view text, ByteSpan span) {
  std::uint64_t hash = 0xCBF29CE484222325u;
  for (std::uint32_t at = span.begin; at < span.end;) {
    const CharAt c = char_at(text, at, span.end);
    hash = (hash ^ folded(c.code)) * 0x100000001B3u;
    at += c.length;
  }
  return static_cast<std::uint32_t>(mix(hash, 0) >> 32);
}

SplitToken make_split_token(std::string_view text, ByteSpan span, TokenGap gap,
                            const WordTable& words) {
  SplitToken token;
  token.span = span;
  token.gap = gap;
  std::uint64_t hash = 0xCBF29CE484222325u;
  unsigned uppers = 0, lowers = 0, digits = 0;
  bool first_upper = false;
  for (std::uint32_t at = span.begin; at < span.end;) {
    const CharAt c = char_at(text, at, span.end);
    const char32_t fold = folded(c.code);
    hash = (hash ^ fold) * 0x100000001B3u;
    if (c.kind == CharKind::kLetter) {
      const bool upper = fold != c.code;
      if (at == span.begin) first_upper = upper;
      ++(upper ? uppers : lowers);
    } else if (c.kind == CharKind::kDigit) {
      ++digits;
    }
    if (at == span.begin) token.first = c.code;
    token.last = c.code;
    at += c.length;
  }
  token.lower = static_cast<std::uint32_t>(mix(hash, 0) >> 32);
  if (token.first == U'\u2026') token.lower = folded_hash("...", {0, 3});
  const CharKind kind = char_at(text, span.begin, span.end).kind;
  if (kind == CharKind::kDigit) {
    token.shape = TokenShape::kDigits;
  } else if (uppers + lowers == 0) {
    token.shape = TokenShape::kOther;
  } else if (uppers == 0) {
    token.shape = TokenShape::kLower;
  } else if (lowers == 0) {
    token.shape = uppers == 1 ? TokenShape::kInitial : TokenShape::kCapitals;
  } else {
    token.shape = uppers == 1 && first_upper ? TokenShape::kCapital : TokenShape::kMixed;
  }
  const WordEntry& entry = words.find(token.lower);
  token.habit = entry.habit;
  token.cut = entry.cut;
  const std::string_view word = slice(text, span);
  token.sort = entry.known ? entry.sort : guess_sort(word, token.shape);
  token.general =
      entry.frequent || token.shape == TokenShape::kOther
          ? token.lower
          : static_cast<std::uint32_t>(token.sort) * 8 + static_cast<std::uint32_t>(token.shape);
  if (word.size() > 1 && token.last == '.' && uppers + lowers > 0)
    token.abbreviation = abbreviation(word.substr(0, word.size() - 1));
  return token;
}

}  // namespace dateline
