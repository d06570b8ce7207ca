#include "dateline/language/acronym.h"

#include <algorithm>
#include <array>

#include "dateline/base/utf8.h"

namespace dateline {
namespace {

/// Like acronyms that the treebanks and the weights know for what they are.
struct Acronym {
  std::string_view word, like;
};
constexpr std::array kAcronyms = {Acronym{"IS", "ISIS"}, Acronym{"WHO", "UNICEF"}};

constexpr std::array<std::string_view, 8> kStressed = {"it",    "this", "that", "he",
                                                       "there", "what", "she",  "which"};

bool has_small_letter(std::string_view word) {
  return std::ranges::any_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

std::string_view word_to_read(std::string_view text, const Tokens& tokens, TokenRange sentence,
                              TokenIndex i) {
  const std::string_view word = slice(text, tokens.spans[i]);
  const auto acronym = std::ranges::find(kAcronyms, word, &Acronym::word);
  if (acronym == kAcronyms.end()) return word;
  constexpr TokenIndex kAround = 3;
  const TokenIndex begin = i < sentence.begin + kAround ? sentence.begin : i - kAround;
  const TokenIndex end = std::min(sentence.end, i + kAround + 1);
  bool small = false;
  for (TokenIndex k = begin; k < end; ++k)
    small |= k != i && has_small_letter(slice(text, tokens.spans[k]));
  const bool stressed =
      i > sentence.begin &&
      std::ranges::find(kStressed, slice(text, tokens.spans[i - 1])) != kStressed.end();
  return small && !stressed ? acronym->like : word;
}

}  // namespace dateline
