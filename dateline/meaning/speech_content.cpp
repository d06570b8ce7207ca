#include <algorithm>

#include "dateline/meaning/speech.h"

namespace dateline {
namespace {

using enum Deprel;

bool opens_clause(const std::string& w) {
  return one_of(w, {"that", "how", "why", "whether", "what", "if"});
}

}  // namespace

TokenIndex SpeechFinder::behind(const Cue& cue, TokenIndex from, TokenRange sentence) const {
  TokenIndex k = from;
  const std::string& lemma = syntax_.lemma(cue.verb);
  if (one_of(lemma, {"tell", "inform", "warn", "remind", "assure", "urge", "ask"}) &&
      k == cue.verb + 1 && k < sentence.end &&
      (syntax_.is_nominal(k) || syntax_.upos(k) == Upos::kDet || syntax_.upos(k) == Upos::kAdj)) {
    const TokenRange hearer = phrases_.beginning_at(k, sentence.end);
    const bool subject =
        hearer.end < sentence.end && (syntax_.upos(hearer.end) == Upos::kAux ||
                                      (syntax_.upos(hearer.end) == Upos::kVerb && lemma == "warn"));
    if (!subject) k = std::max(hearer.end, k);
  }
  for (int steps = 0; steps < 6 && k < sentence.end; ++steps) {
    const TokenIndex before = k;
    k = phrases_.skip_time(k, sentence.end);
    if (k < sentence.end && syntax_.upos(k) == Upos::kAdv && !opens_clause(syntax_.lower(k))) ++k;
    // "in a statement", "on state television", "at a news conference", "to Reuters".
    const bool to = k < sentence.end && syntax_.lower(k) == "to";
    if (k + 1 < sentence.end &&
        (to || one_of(syntax_.lower(k), {"in", "on", "at", "during", "through", "via", "by", "from",
                                         "of", "with"}))) {
      const TokenRange place = phrases_.beginning_at(k + 1, sentence.end);
      // "agreed to a ceasefire" names no hearer.
      const bool fits =
          !to || phrases_.speaks(phrases_.head_of(place.size() > 0 ? place : TokenRange{k, k + 1}));
      if (place.size() > 0 && fits) k = place.end;
    }
    if (k == before) break;
  }
  // "reported, citing officials, that": the clause takes up again behind the second comma.
  if (k < sentence.end && syntax_.form(k) == ",")
    for (TokenIndex close = k + 2; close + 1 < sentence.end && close < k + 14; ++close)
      if (syntax_.form(close) == "," && syntax_.lower(close + 1) == "that") return close + 1;
  return k;
}

/// True where a clause of its own begins at the token.
bool SpeechFinder::clause_at(TokenIndex i, TokenRange sentence) const {
  if (i >= sentence.end) return false;
  if (opens_clause(syntax_.lower(i))) return true;
  if (syntax_.upos(i) == Upos::kPunct || syntax_.upos(i) == Upos::kCconj) return false;
  if (syntax_.upos(i) == Upos::kVerb && syntax_.lower(i).ends_with("ing")) {
    // "said fighting had begun" against "said adding that": the verb of the clause follows at once.
    return i + 1 < sentence.end && (syntax_.upos(i + 1) == Upos::kAux);
  }
  if (syntax_.upos(i) == Upos::kSconj && !one_of(syntax_.lower(i), {"if", "unless", "when"}))
    return false;
  if (syntax_.lower(i) == "who" || syntax_.lower(i) == "which") return false;
  for (TokenIndex k = i; k < sentence.end; ++k) {
    if (syntax_.form(k) == ";" || syntax_.lower(k) == "who") return false;
    if (has_finite_verb({k, k + 1})) return true;
    if (k > i && syntax_.upos(k) == Upos::kSconj && syntax_.lower(k) != "that") return false;
  }
  return false;
}

/// True where the words only set the scene of the clause behind them.
bool SpeechFinder::is_adjunct(TokenRange range) const {
  if (range.size() == 0) return false;
  TokenIndex i = range.begin;
  while (i < range.end && (syntax_.upos(i) == Upos::kCconj || syntax_.upos(i) == Upos::kPunct)) ++i;
  if (i >= range.end) return false;
  const Upos pos = syntax_.upos(i);
  const bool opens = pos == Upos::kAdp || pos == Upos::kSconj ||
                     one_of(syntax_.lower(i), {"besides", "apart"}) ||
                     (pos == Upos::kVerb && syntax_.lower(i).ends_with("ing"));
  if (!opens || one_of(syntax_.lower(i), {"after", "since", "as", "while", "although", "though"}))
    return false;
  for (TokenIndex k = i; k < range.end; ++k)
    if (knowledge_.cue(syntax_.lemma(k), "verb") && has_finite_verb({k, k + 1})) return false;
  return true;
}

TokenIndex SpeechFinder::clause_end(TokenIndex from, TokenRange sentence, const Cue& cue) const {
  // A second clause that hangs on the word of speaking is the outlet's again.
  for (TokenIndex k = from + 1; k + 1 < sentence.end; ++k) {
    if (quote_at(k) != nullptr) continue;
    if (syntax_.form(k) == ";") return k;
    if (!turns(syntax_.lower(k)) || syntax_.form(k - 1) != ",") continue;
    if (syntax_.lower(k + 1) == "that") continue;
    for (TokenIndex c : syntax_.children(cue.verb))
      if (c > k && syntax_.is(c, {kConj, kAdvcl, kParataxis}) &&
          syntax_.subtree(c).begin >= k - 1 && syntax_.subtree(c).begin <= k + 1)
        return k;
  }
  return sentence.end;
}

/// Scraped pages glue the heading to the first sentence: where the words of the sentence begin
/// behind a run of words in title case with a verb among them.
TokenIndex SpeechFinder::behind_heading(TokenRange sentence) const {
  constexpr int kHeadingWords = 4;
  int capitals = 0;
  bool verb = false;
  TokenIndex last = sentence.begin;
  for (TokenIndex i = sentence.begin; i < sentence.end; ++i) {
    const Upos pos = syntax_.upos(i);
    const bool content = pos == Upos::kNoun || pos == Upos::kPropn || pos == Upos::kVerb ||
                         pos == Upos::kAdj || pos == Upos::kAux;
    if (syntax_.is_capitalised(i)) {
      capitals += content;
      verb |= pos == Upos::kVerb && i > sentence.begin;
      last = i;
    } else if (content && !syntax_.lower(i).starts_with("'")) {
      return capitals >= kHeadingWords && verb ? last : sentence.begin;
    }
  }
  return sentence.begin;
}

void SpeechFinder::left_content(const Cue& cue, const Subject& subject, TokenRange sentence,
                                TokenIndex tail, Speech& out) const {
  out.before = true;
  const TokenIndex first = subject.inverted || subject.phrase.size() == 0
                               ? cue.left
                               : std::min(subject.phrase.begin, cue.left);
  TokenIndex begin = behind_heading(sentence);
  if (begin >= first) begin = sentence.begin;
  // A quotation that ends here may have begun sentences ago.
  TokenIndex mark = first;
  while (mark > sentence.begin && syntax_.form(mark - 1) == ",") --mark;
  if (mark > 0)
    if (const QuoteRun* quote = quote_at(mark - 1); quote != nullptr && quote->range.begin < begin)
      begin = quote->range.begin;
  if (begin < first) out.content.push_back({begin, first});
  if (tail < sentence.end) {
    TokenIndex k = tail;
    while (k < sentence.end && syntax_.form(k) == ",") ++k;
    if (k < sentence.end && !turns(syntax_.lower(k)) && k + 1 < sentence.end)
      out.content.push_back({k, sentence.end});
    // A quotation that goes on behind the speaker reaches to its end.
    if (k < sentence.end)
      if (const QuoteRun* quote = quote_at(k);
          quote != nullptr && quote->speech && quote->range.end > sentence.end)
        out.content.push_back({sentence.end, quote->range.end});
  }
}

bool SpeechFinder::right_content(const Cue& cue, const Subject& subject, TokenRange sentence,
                                 TokenIndex from, Speech& out) const {
  TokenIndex end = clause_end(from, sentence, cue);
  if (subject.relative ||
      (subject.phrase.begin > sentence.begin &&
       one_of(syntax_.lower(subject.phrase.begin - 1), {"which", "that", "who"}))) {
    for (end = from; end < sentence.end && syntax_.form(end) != ",";) ++end;
  }
  if (from >= end) return false;
  out.content.push_back({from, end});
  const TokenIndex last = end - 1;
  for (TokenIndex k = from; k <= last; ++k)
    if (const QuoteRun* quote = quote_at(k); quote != nullptr && quote->range.end > sentence.end) {
      out.content.push_back({sentence.end, quote->range.end});
      break;
    }
  // "Besides taking A, rebels said they hold B": what opens the sentence is said as well.
  const TokenIndex first = subject.phrase.size() > 0 ? subject.phrase.begin : cue.left;
  if (!subject.inherits && first > sentence.begin + 1 && syntax_.form(first - 1) == "," &&
      is_adjunct({sentence.begin, first}))
    out.content.push_back({sentence.begin, first});
  return true;
}

/// What is said as a noun phrase or an infinitive: "confirmed the capture", "pledged to leave",
/// "accused them of shelling", "called for talks".
bool SpeechFinder::object_content(const Cue& cue, TokenRange sentence, Speech& out) const {
  if (cue.weak && !cue.act) return false;
  if (cue.verb + 1 >= sentence.end) return false;
  TokenIndex k = phrases_.skip_time(cue.verb + 1, sentence.end);
  if (k >= sentence.end) return false;
  const std::string& lemma = syntax_.lemma(cue.verb);
  if (lemma == "say" || lemma == "tell") return false;
  const std::string& w = syntax_.lower(k);
  if (syntax_.upos(k) == Upos::kPunct && !is_quote_mark(syntax_, k)) return false;
  if (one_of(w, {"in", "at", "from", "with", "by"}) && lemma != "hint") return false;
  if (lemma == "talk" && w != "of") return false;
  if (lemma == "point" && w != "to") return false;
  if (lemma == "call" && w != "for" && w != "on") return false;
  if (lemma == "report" && w == "to") return false;
  TokenIndex begin = k;
  if (lemma == "accuse" || lemma == "blame") {
    while (begin < sentence.end && !one_of(syntax_.lower(begin), {"of", "for"})) ++begin;
    if (begin == sentence.end) return false;
  }
  TokenIndex end = begin + 1;
  while (end < sentence.end && syntax_.form(end) != "," && syntax_.form(end) != ";" &&
         syntax_.form(end) != "." && !(turns(syntax_.lower(end))))
    ++end;
  // "warned the envoy, a guest there, was in danger": the clause goes on behind the comma.
  if (lemma == "warn" && end < sentence.end && !has_finite_verb({begin, end})) end = sentence.end;
  // Trees know where a conjunction starts the next clause of the speaker's own deeds.
  for (TokenIndex c : syntax_.children(cue.verb))
    if (c > begin && c < end && syntax_.is(c, {kConj}))
      end = std::max(begin + 1, std::min(end, syntax_.subtree(c).begin));
  out.content.push_back({begin, end});
  // Who declares a victory or a truce makes the claim by that word.
  if (lemma == "declare") out.content.push_back({cue.verb, cue.verb + 1});
  return true;
}

/// "X said: ...", where the words may follow in the next sentence.
bool SpeechFinder::colon_content(const Cue& cue, const Subject& subject, TokenRange sentence,
                                 TokenIndex colon, Speech& out) const {
  if (colon + 1 < sentence.end) return right_content(cue, subject, sentence, colon + 1, out);
  if (sentence.end >= syntax_.size()) return false;
  const TokenRange next = syntax_.sentence(syntax_.sentence_of(sentence.end));
  const QuoteRun* quote = quote_at(next.begin);
  const TokenIndex end = quote != nullptr ? std::max(quote->range.end, next.end) : next.end;
  out.content.push_back({next.begin, end});
  return true;
}

bool SpeechFinder::content_of(const Cue& cue, const Subject& subject, TokenRange sentence,
                              Speech& out) const {
  const TokenIndex start = subject.inverted ? subject.phrase.end : cue.verb + 1;
  const TokenIndex first = subject.inverted || subject.phrase.size() == 0
                               ? cue.left
                               : std::min(subject.phrase.begin, cue.left);
  TokenIndex from = behind(cue, start, sentence);
  TokenIndex plain = start;  // without skipping: "said in Homs the army had ..."
  if (from < sentence.end && (syntax_.form(from) == "," || syntax_.form(from) == ":") &&
      from + 1 < sentence.end && quote_at(from + 1) != nullptr &&
      is_quote_mark(syntax_, from + 1) && quote_at(from + 1)->range.begin == from + 1)
    ++from;
  TokenIndex mark = first;
  while (mark > sentence.begin && syntax_.form(mark - 1) == ",") --mark;
  const bool quote_left = mark > sentence.begin && is_quote_mark(syntax_, mark - 1) &&
                          quote_at(mark - 1) != nullptr && quote_at(mark - 1)->range.end == mark;
  if (quote_left && !subject.relative) {
    const bool clause =
        !subject.inverted && clause_at(from, sentence) && syntax_.lower(from) == "that";
    if (!clause) return left_content(cue, subject, sentence, from, out), !out.content.empty();
  }
  if (from < sentence.end && syntax_.form(from) == ":")
    return colon_content(cue, subject, sentence, from, out);
  const TokenIndex ccomp = syntax_.child(cue.verb, {kCcomp});
  const bool quote_right = from < sentence.end && is_quote_mark(syntax_, from) &&
                           quote_at(from) != nullptr && quote_at(from)->range.begin == from;
  const bool left_words = first > sentence.begin + 3 && !subject.inherits && !subject.relative;
  const bool comma_left =
      left_words && (syntax_.form(first - 1) == "," || syntax_.form(first - 1) == "–" ||
                     syntax_.form(first - 1) == "-");
  if (!subject.inverted) {
    const bool tag = (comma_left || (left_words && has_verb({sentence.begin, first}))) &&
                     !clause_at(from, sentence);
    const bool sure = (from < sentence.end && syntax_.lower(from) == "that") || quote_right ||
                      (ccomp != kNoToken && ccomp > cue.verb && !tag);
    if (sure)
      return right_content(cue, subject, sentence,
                           quote_right || syntax_.lower(std::min(from, sentence.end - 1)) == "that"
                               ? from
                               : std::min(from, plain),
                           out);
    if (!cue.weak && !cue.act &&
        (clause_at(from, sentence) || (from != plain && clause_at(plain, sentence) && !left_words)))
      return right_content(cue, subject, sentence, plain, out);
    const TokenIndex open = syntax_.child(cue.verb, {kXcomp});
    if (open != kNoToken && open > cue.verb && !cue.weak && !tag)
      return right_content(cue, subject, sentence, plain, out);
  }
  const bool last_words = from >= sentence.end || from + 1 == sentence.end;
  const bool open_left = left_words && has_verb({sentence.begin, first}) &&
                         !(syntax_.lower(first - 1) == "and" && !last_words) &&
                         !one_of(syntax_.lower(first - 1),
                                 {"but", "which", "that", "while", "as", "what", "when", "where"});
  const bool demands = one_of(syntax_.lemma(cue.verb),
                              {"accuse", "blame", "call", "demand", "threaten", "talk", "point"});
  const bool ends = from >= sentence.end || syntax_.upos(from) == Upos::kPunct ||
                    syntax_.upos(from) == Upos::kSconj ||
                    (syntax_.upos(from) == Upos::kVerb && syntax_.lower(from).ends_with("ing")) ||
                    subject.inverted;
  if (left_words && ends && (comma_left || (open_left && !demands)) && !cue.participle) {
    left_content(cue, subject, sentence, from, out);
    return true;
  }
  if (subject.inverted) return false;
  return object_content(cue, sentence, out);
}

}  // namespace dateline
