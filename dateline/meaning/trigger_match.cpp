#include <algorithm>

#include "dateline/meaning/event_finder.h"

namespace dateline {
namespace {

constexpr TokenIndex kTriggerReach = 7;  ///< tokens after a verb in which its trigger may go on

bool is_word(const Syntax& syntax, TokenIndex i, const std::string& word) {
  return syntax.lemma(i) == word || syntax.lower(i) == word;
}

}  // namespace

std::optional<std::vector<TokenIndex>> match_verb(const Syntax& syntax, const Frame& frame,
                                                  TokenIndex verb) {
  std::vector<TokenIndex> out{verb};
  const TokenRange sentence = syntax.sentence(syntax.sentence_of(verb));
  const TokenIndex reach = std::min(sentence.end, verb + kTriggerReach);
  TokenIndex from = verb + 1;
  for (std::size_t w = 1; w < frame.trigger.size(); ++w) {
    const std::string& word = frame.trigger[w];
    TokenIndex found = from;
    while (found < reach && !(is_word(syntax, found, word) && syntax.dominated(found, verb)))
      ++found;
    if (found < reach) {
      out.push_back(found);
      from = found + 1;
      continue;
    }
    // In the passive the noun of the trigger stands before: "control was taken".
    const TokenIndex subject = syntax.child(verb, {Deprel::kNsubjPass});
    if (subject == kNoToken || syntax.lemma(subject) != word) return {};
    out.push_back(subject);
  }
  return out;
}

std::optional<std::vector<TokenIndex>> match_noun(const Syntax& syntax, const Frame& frame,
                                                  TokenIndex noun) {
  std::vector<TokenIndex> out{noun};
  const TokenRange sentence = syntax.sentence(syntax.sentence_of(noun));
  TokenIndex i = noun;
  for (std::size_t w = frame.trigger.size() - 1; w-- > 0;) {
    if (i == sentence.begin) return {};
    --i;
    if (syntax.form(i) == "-" && i > sentence.begin) --i;
    if (!is_word(syntax, i, frame.trigger[w])) return {};
    out.push_back(i);
  }
  return out;
}

}  // namespace dateline
