#include "dateline/language/lemma_rule.h"

#include <algorithm>

#include "dateline/base/utf8.h"
#include "dateline/language/fold_case.h"

namespace dateline {
namespace {

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

void cased(LemmaRule::Casing casing, std::string_view word, std::string& out) {
  switch (casing) {
    case LemmaRule::Casing::kKeep:
      out = word;
      return;
    case LemmaRule::Casing::kLower:
      // Other dashes become hyphens; this one is its own lemma.
      if (word == "\u2014") {
        out = word;
      } else {
        fold_case(word, out);
      }
      return;
    case LemmaRule::Casing::kCapital: {
      const std::size_t first = word.empty() ? 0 : utf8_at(word, 0).length;
      fold_case(word.substr(first), out);
      out.insert(0, word.substr(0, first));
      return;
    }
  }
}

/// Of the word as it is cased.
bool fits_form(const LemmaRule& rule, std::string_view word) {
  if (rule.strip > word.size() || (rule.strip == word.size() && rule.append.empty())) return false;
  return rule.strip == 0 || !continues(word[word.size() - rule.strip]);
}

}  // namespace

bool fits(const LemmaRule& rule, std::string_view word) {
  const bool ascii = std::all_of(word.begin(), word.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii) return fits_form(rule, word);
  // Folding may change the number of bytes ("’", "İ").
  std::string form;
  cased(rule.casing, word, form);
  return fits_form(rule, form);
}

void apply(const LemmaRule& rule, std::string_view word, std::string& out) {
  cased(rule.casing, word, out);
  if (!fits_form(rule, out)) return;
  out.resize(out.size() - rule.strip);
  out += rule.append;
}

LemmaRule find_lemma_rule(std::string_view word, std::string_view lemma) {
  LemmaRule best;
  std::size_t best_cost = SIZE_MAX;
  std::string form;
  for (const LemmaRule::Casing casing :
       {LemmaRule::Casing::kLower, LemmaRule::Casing::kKeep, LemmaRule::Casing::kCapital}) {
    cased(casing, word, form);
    std::size_t same = static_cast<std::size_t>(
        std::mismatch(form.begin(), form.end(), lemma.begin(), lemma.end()).first - form.begin());
    while (same > 0 && same < form.size() && continues(form[same])) --same;
    while (same > 0 && same < lemma.size() && continues(lemma[same])) --same;
    const std::size_t strip = form.size() - same;
    if (strip > 255) continue;
    const std::size_t cost = strip + (lemma.size() - same);
    if (cost >= best_cost) continue;
    best_cost = cost;
    best = {casing, static_cast<std::uint8_t>(strip), std::string(lemma.substr(same))};
  }
  return best;
}

}  // namespace dateline
