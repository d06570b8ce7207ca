#include "dateline/meaning/quotes.h"

#include <algorithm>

namespace dateline {
namespace {

/// A quotation that has not ended after so many words has lost its closing mark.
constexpr TokenIndex kLongestQuote = 400;
/// Fewer words than this, without a verb, are scare quotes.
constexpr TokenIndex kSpeechWords = 5;

enum class Mark { kNone, kOpen, kClose };

bool is_space_at(std::string_view text, std::size_t at) {
  return at >= text.size() || text[at] == ' ' || text[at] == '\n' || text[at] == '\t' ||
         text[at] == '\r';
}

/// A straight mark opens where it leans on the word behind it.
Mark straight_mark(const Syntax& syntax, TokenIndex i, bool open) {
  const std::string_view text = syntax.document().text;
  const ByteSpan span = syntax.span(i);
  const bool space_before =
      span.begin == 0 || is_space_at(text, span.begin - 1) || text[span.begin - 1] == '(';
  const bool space_after = is_space_at(text, span.end);
  if (space_before != space_after) return space_before ? Mark::kOpen : Mark::kClose;
  return open ? Mark::kClose : Mark::kOpen;
}

Mark mark_at(const Syntax& syntax, TokenIndex i, bool open, bool single) {
  const std::string_view form = syntax.form(i);
  if (form == "“" || form == "``" || form == "«" || form == "„") return Mark::kOpen;
  if (form == "”" || form == "»") return Mark::kClose;
  // Two single marks stand for a straight one as well as for the end of ``.
  if (form == "\"" || form == "''") return straight_mark(syntax, i, open);
  // Single marks are apostrophes as well: only a curly one opens, and only then one closes.
  if (form == "‘" && !open) return Mark::kOpen;
  if (form == "’" && open && single && syntax.upos(i) == Upos::kPunct) return Mark::kClose;
  return Mark::kNone;
}

bool is_speech(const Syntax& syntax, TokenRange range) {
  if (range.size() >= 3 * kSpeechWords) return true;
  if (range.size() < kSpeechWords) return false;
  for (TokenIndex i = range.begin; i < range.end; ++i)
    if (syntax.upos(i) == Upos::kVerb || syntax.upos(i) == Upos::kAux) return true;
  return false;
}

}  // namespace

bool is_quote_mark(const Syntax& syntax, TokenIndex i) {
  const std::string_view form = syntax.form(i);
  return form == "\"" || form == "“" || form == "”" || form == "``" || form == "''" ||
         form == "«" || form == "»" || form == "„" || form == "‘" ||
         (form == "’" && syntax.upos(i) == Upos::kPunct);
}

std::vector<QuoteRun> find_quotes(const Syntax& syntax) {
  std::vector<QuoteRun> out;
  TokenIndex begin = kNoToken;
  bool single = false;
  const auto end_run = [&](TokenIndex end, bool closed) {
    out.push_back({{begin, end}, closed, is_speech(syntax, {begin, end})});
    begin = kNoToken;
  };
  const auto end_of_sentence = [&](TokenIndex i) {
    return syntax.sentence(syntax.sentence_of(i)).end;
  };
  for (TokenIndex i = 0; i < syntax.size(); ++i) {
    if (begin != kNoToken && i - begin > kLongestQuote) end_run(end_of_sentence(begin), false);
    const Mark mark = mark_at(syntax, i, begin != kNoToken, single);
    if (mark == Mark::kOpen) {
      if (begin != kNoToken) end_run(i, false);
      begin = i;
      single = syntax.form(i) == "‘";
    } else if (mark == Mark::kClose && begin != kNoToken) {
      end_run(i + 1, true);
    }
  }
  if (begin != kNoToken) end_run(end_of_sentence(begin), false);
  return out;
}

}  // namespace dateline
