#include "dateline/language/contractions.h"

namespace dateline {
namespace {

/// The character that ends at byte `end` of text[span].
CharAt char_before(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  std::uint32_t at = end - 1;
  while (at > begin && end - at < 4 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return char_at(text, at, end);
}

bool is_mark(char32_t code) { return is_apostrophe(code) || code == '`' || code == U'\u00B4'; }

}  // namespace

std::uint32_t contraction_cut(std::string_view text, const SplitToken& token) {
  const auto [begin, end] = token.span;
  if (token.shape == TokenShape::kOther && token.first != token.last && !is_mark(token.last) &&
      token.sort == WordSort::kPunctuation)
    return 0;
  if (token.cut > 0 && token.cut < end - begin) return end - token.cut;
  if (end - begin < 2) return 0;
  // An apostrophe, or one before the last one or two letters.
  std::uint32_t at = end;
  std::uint32_t letters = 0;
  for (; letters < 3 && at > begin; ++letters) {
    const CharAt c = char_before(text, begin, at);
    at -= c.length;
    if (is_mark(c.code)) break;
    if (c.kind != CharKind::kLetter) return 0;
  }
  if (letters == 3 || at <= begin || !is_mark(char_at(text, at, end).code)) return 0;
  const std::uint32_t mark = at + char_at(text, at, end).length;
  char tail[2] = {0, 0};
  for (std::uint32_t i = 0; i < letters && mark + i < end; ++i)
    tail[i] = static_cast<char>(text[mark + i] | 32);
  const std::string_view clitic(tail, letters);
  if (end - mark != letters) return 0;  // letters beyond ASCII
  if (clitic == "t") {
    const bool n = (text[at - 1] | 32) == 'n';
    return n && at - 1 > begin ? at - 1 : 0;
  }
  const bool known = clitic.empty() || clitic == "s" || clitic == "m" || clitic == "d" ||
                     clitic == "ll" || clitic == "ve" || clitic == "re";
  return known ? at : 0;
}

bool ask_contraction(std::string_view text, std::span<const SplitToken> tokens, std::size_t i,
                     std::uint32_t cut, const WordTable& words, SplitDecider& decider) {
  static constexpr SplitToken kNothing;
  const auto at = [&](std::size_t k) -> const SplitToken& {
    return k < tokens.size() ? tokens[k] : kNothing;
  };
  const SplitToken& token = tokens[i];
  const SplitToken& before = at(i - 1);
  const SplitToken& after = at(i + 1);
  const SplitToken& after2 = at(i + 2);
  const std::uint32_t stem = folded_hash(text, {token.span.begin, cut});
  const std::uint32_t clitic = folded_hash(text, {cut, token.span.end});
  const WordSort stem_sort = words.find(stem).sort;
  const CharKind stem_end = char_before(text, token.span.begin, cut).kind;
  FeatureList f;
  f.add(clitic);
  f.add(token.lower);
  f.add(clitic, stem_sort, stem_end);
  f.add(clitic, token.shape);
  f.add(token.lower, after.sort);
  f.add(token.lower, before.sort);
  f.add(token.lower, after.lower);
  f.add(token.lower, before.lower);
  f.add(token.lower, before.sort, after.sort);
  f.add(token.cut > 0, clitic, after.sort, token.sort);
  f.add(token.cut > 0, clitic, before.sort, token.sort);
  f.add(token.cut > 0, clitic, before.sort, after.sort);
  f.add(token.cut > 0, clitic, before.sort, token.sort, after.sort);
  f.add(clitic, after.shape, token.shape);
  f.add(clitic, stem_end, after.gap);
  f.add(token.general, after.general);
  f.add(token.general, before.general);
  f.add(token.lower, before.general, after.general);
  f.add(token.lower, after.general, after2.general);
  f.add(token.lower, after.sort, after2.sort);
  f.add(token.lower, before.sort, after.sort, after2.sort);
  f.add(token.lower, token.shape, after.sort);
  return decider.decide(SplitQuestion::kContraction, f.keys(), token.span.end);
}

}  // namespace dateline
