#include <algorithm>

#include "dateline/meaning/speech.h"

namespace dateline {
namespace {

using enum Deprel;

bool one_of(const std::string& word, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool turns(const std::string& w) {
  return one_of(w, {"but", "while", "although", "though", "whereas"});
}

bool opens_clause(const std::string& w) {
  return one_of(w, {"that", "how", "why", "whether", "what", "if"});
}

}  // namespace

/// "said the minister", with the speaker behind the verb.
std::optional<SpeechFinder::Subject> SpeechFinder::inverted_subject(const Cue& cue,
                                                                    TokenRange sentence) const {
  if (cue.verb + 1 >= sentence.end || cue.act || cue.participle) return std::nullopt;
  const Upos next = syntax_.upos(cue.verb + 1);
  if (next != Upos::kDet && next != Upos::kNoun && next != Upos::kPropn && next != Upos::kAdj &&
      next != Upos::kPron && next != Upos::kNum)
    return std::nullopt;
  if (phrases_.is_time_word(cue.verb + 1)) return std::nullopt;
  Subject subject;
  subject.inverted = true;
  subject.phrase = phrases_.beginning_at(cue.verb + 1, sentence.end);
  if (!phrases_.can_speak(subject.phrase)) return std::nullopt;
  // "said the army had left" is the content, not the speaker.
  const TokenIndex end = subject.phrase.end;
  if (end < sentence.end && (syntax_.upos(end) == Upos::kAux || syntax_.upos(end) == Upos::kVerb) &&
      !syntax_.lower(end).ends_with("ing"))
    return std::nullopt;
  return subject;
}

/// The subject of "Jane Doe, a doctor there, said" or "the group, which holds the town, said".
TokenRange SpeechFinder::interrupted_subject(const Cue& cue, TokenRange sentence,
                                             TokenIndex tree) const {
  const TokenIndex close = cue.left - 1;
  if (tree != kNoToken && tree < close) {
    TokenIndex name = tree;
    while (name + 1 < close && (syntax_.is(name + 1, {kFlat}) || syntax_.upos(name + 1) == Upos::kPropn)) ++name;
    TokenRange head = phrases_.ending_at(name, sentence.begin, tree);
    if (head.size() > 0) {
      // The apposition stays, a relative clause goes.
      TokenIndex end = head.end;
      while (end < close && syntax_.form(end) != ",") ++end;
      if (end < close && !one_of(syntax_.lower(end + 1), {"who", "which", "whose", "whom"}) &&
          !(syntax_.upos(end + 1) == Upos::kVerb && syntax_.lower(end + 1).ends_with("ing")) &&
          !has_finite_verb({end, close}) && close - head.begin < 24)
        head.end = close;
      return head;
    }
  }
  for (TokenIndex k = close; k > sentence.begin + 1 && close - k < 24; --k) {
    if (k == close || syntax_.form(k) != syntax_.form(close)) continue;
    const TokenRange head = phrases_.ending_at(k - 1, sentence.begin, kNoToken);
    if (!phrases_.can_speak(head)) return {close, close};
    const bool tells = one_of(syntax_.lower(k + 1), {"who", "which", "whose"}) || has_finite_verb({k, close});
    return tells ? head : TokenRange{head.begin, close};
  }
  return {close, close};
}

/// The subject that ends right before the verb, or further left where words that describe it stand
/// between: "fighters holding the town said", "Jane Doe who runs it said", "Jane Doe, a doctor said".
TokenRange SpeechFinder::described_subject(TokenIndex last, TokenRange sentence,
                                           TokenIndex tree) const {
  TokenRange phrase = phrases_.ending_at(last, sentence.begin, tree);
  if (phrase.size() == 0) return phrase;
  if (tree != kNoToken && tree < phrase.begin) {
    TokenIndex next = tree + 1;
    while (next < phrase.begin && syntax_.is(next, {kFlat})) ++next;
    const bool described =
        (syntax_.upos(next) == Upos::kVerb && syntax_.is(next, {kAcl, kAclRelcl})) ||
        syntax_.lower(next) == "who" || syntax_.lower(next) == "which";
    const TokenRange far = phrases_.ending_at(next - 1, sentence.begin, tree);
    if (described && phrases_.can_speak(far)) return far;
  }
  // A name, then an apposition whose closing comma is missing.
  if (phrase.begin < sentence.begin + 3 || syntax_.form(phrase.begin - 1) != ",") return phrase;
  if (!one_of(syntax_.lower(phrase.begin), {"a", "an", "the"})) return phrase;
  TokenIndex name = phrase.begin - 1;
  while (name > sentence.begin && syntax_.upos(name - 1) == Upos::kPropn) --name;
  const bool apart = name == sentence.begin || syntax_.upos(name - 1) == Upos::kPunct;
  if (apart && phrase.begin - 1 - name >= 2 && phrases_.person_noun(phrases_.head_of(phrase)) &&
      syntax_.feats(phrases_.head_of(phrase)).number != Feats::Number::kPlur)
    phrase.begin = name;
  return phrase;
}

std::optional<SpeechFinder::Subject> SpeechFinder::subject_of(const Cue& cue,
                                                              TokenRange sentence) const {
  Subject subject;
  TokenIndex tree = syntax_.child(cue.verb, {kNsubj});
  if (tree != kNoToken && phrases_.is_time_word(tree)) tree = kNoToken;
  if (tree != kNoToken && tree > cue.verb) {
    if (auto inverted = inverted_subject(cue, sentence)) return inverted;
  }
  if (cue.left == sentence.begin) {
    if (cue.participle) return Subject{{}, true, false, false};
    return inverted_subject(cue, sentence);
  }
  const TokenIndex last = cue.left - 1;
  const std::string& word = syntax_.lower(last);
  const bool punct = syntax_.upos(last) == Upos::kPunct && syntax_.form(last) != ")";
  if (word == "who" || word == "which" || word == "that") {
    const TokenIndex target = actors_.antecedent(last);
    if (target == last || target > last) return std::nullopt;
    subject.phrase = phrases_.ending_at(target, sentence.begin, kNoToken);
    subject.relative = true;
    return subject.phrase.size() > 0 ? std::optional(subject) : std::nullopt;
  }
  if (cue.participle) {
    // "..., saying": whoever the sentence speaks of; "sources saying": the noun before.
    if (punct || word == "and" || word == "while" || word == "but" || syntax_.is(cue.verb, {kAdvcl})) {
      subject.inherits = true;
      return subject;
    }
    subject.phrase = phrases_.ending_at(last, sentence.begin, tree);
    if (phrases_.can_speak(subject.phrase) && phrases_.speaks(phrases_.head_of(subject.phrase))) return subject;
    subject.phrase = {};
    subject.inherits = true;
    return subject;
  }
  if (word == "and" || word == "but" || word == "or" || word == "then" || word == "yet") {
    subject.inherits = true;
    return subject;
  }
  if (punct || is_quote_mark(syntax_, last)) {
    if (auto inverted = inverted_subject(cue, sentence); inverted && (tree == kNoToken || tree > cue.verb))
      return inverted;
    subject.phrase = interrupted_subject(cue, sentence, tree);
    if (subject.phrase.size() > 0) return subject;
    return inverted_subject(cue, sentence);
  }
  subject.phrase = described_subject(last, sentence, tree < last ? tree : kNoToken);
  const bool able = phrases_.can_speak(subject.phrase);
  const TokenIndex begin = subject.phrase.begin;
  const bool governed = able && begin > sentence.begin &&
                        (syntax_.upos(begin - 1) == Upos::kAdp || syntax_.lower(begin - 1) == "and");
  if (governed && cue.weak && tree == kNoToken) return std::nullopt;
  const bool unsure = tree == kNoToken || tree < begin || tree > last ||
                      (begin > sentence.begin && syntax_.upos(begin - 1) == Upos::kAdp) ||
                      !phrases_.speaks(phrases_.head_of(subject.phrase));
  if (governed && syntax_.lemma(cue.verb) == "say" && unsure)
    if (auto inverted = inverted_subject(cue, sentence);
        inverted && (phrases_.speaks(phrases_.head_of(inverted->phrase)) ||
                     (cue.verb + 1 < sentence.end && syntax_.upos(cue.verb + 1) == Upos::kPropn)))
      return inverted;
  // Without commas: "battles raged in Ratain said the group".
  if (!able || !phrases_.speaks(phrases_.head_of(subject.phrase))) {
    if (syntax_.lemma(cue.verb) == "say" || syntax_.lower(cue.verb) == "said")
      if (auto inverted = inverted_subject(cue, sentence);
          inverted && phrases_.speaks(phrases_.head_of(inverted->phrase)) && (!able || tree == kNoToken || tree > last))
        return inverted;
  }
  return subject.phrase.size() > 0 ? std::optional(subject) : std::nullopt;
}

TokenIndex SpeechFinder::behind(const Cue& cue, TokenIndex from, TokenRange sentence) const {
  TokenIndex k = from;
  const std::string& lemma = syntax_.lemma(cue.verb);
  if (one_of(lemma, {"tell", "inform", "warn", "remind", "assure", "urge", "ask"}) && k == cue.verb + 1 &&
      k < sentence.end && (syntax_.is_nominal(k) || syntax_.upos(k) == Upos::kDet || syntax_.upos(k) == Upos::kAdj)) {
    const TokenRange hearer = phrases_.beginning_at(k, sentence.end);
    const bool subject = hearer.end < sentence.end && (syntax_.upos(hearer.end) == Upos::kAux ||
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
        (to || one_of(syntax_.lower(k), {"in", "on", "at", "during", "through", "via", "by", "from", "of", "with"}))) {
      const TokenRange place = phrases_.beginning_at(k + 1, sentence.end);
      // "agreed to a ceasefire" names no hearer.
      const bool fits = !to || phrases_.speaks(phrases_.head_of(place.size() > 0 ? place : TokenRange{k, k + 1}));
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
  if (syntax_.upos(i) == Upos::kSconj && !one_of(syntax_.lower(i), {"if", "unless", "when"})) return false;
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
                     (pos == Upos::kVerb && syntax_.lower(i).ends_with("ing"));
  if (!opens || one_of(syntax_.lower(i), {"after", "since", "as", "while", "although", "though"})) return false;
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
      if (c > k && syntax_.is(c, {kConj, kAdvcl, kParataxis}) && syntax_.subtree(c).begin >= k - 1 && syntax_.subtree(c).begin <= k + 1) return k;
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
  const TokenIndex first = subject.inverted || subject.phrase.size() == 0 ? cue.left : std::min(subject.phrase.begin, cue.left);
  TokenIndex begin = behind_heading(sentence);
  if (begin >= first) begin = sentence.begin;
  // A quotation that ends here may have begun sentences ago.
  TokenIndex mark = first;
  while (mark > sentence.begin && syntax_.form(mark - 1) == ",") --mark;
  if (mark > 0)
    if (const QuoteRun* quote = quote_at(mark - 1); quote != nullptr && quote->range.begin < begin) begin = quote->range.begin;
  if (begin < first) out.content.push_back({begin, first});
  if (tail < sentence.end) {
    TokenIndex k = tail;
    while (k < sentence.end && syntax_.form(k) == ",") ++k;
    if (k < sentence.end && !turns(syntax_.lower(k)) && k + 1 < sentence.end) out.content.push_back({k, sentence.end});
    // A quotation that goes on behind the speaker reaches to its end.
    if (k < sentence.end)
      if (const QuoteRun* quote = quote_at(k); quote != nullptr && quote->speech && quote->range.end > sentence.end)
        out.content.push_back({sentence.end, quote->range.end});
  }
}

bool SpeechFinder::right_content(const Cue& cue, const Subject& subject, TokenRange sentence,
                                 TokenIndex from, Speech& out) const {
  TokenIndex end = clause_end(from, sentence, cue);
  if (subject.relative || (subject.phrase.begin > sentence.begin && one_of(syntax_.lower(subject.phrase.begin - 1), {"which", "that", "who"}))) {
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
bool SpeechFinder::object_content(const Cue& cue, const Subject&, TokenRange sentence,
                                  TokenIndex from, Speech& out) const {
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
  while (end < sentence.end && syntax_.form(end) != "," && syntax_.form(end) != ";" && syntax_.form(end) != "." &&
         !(turns(syntax_.lower(end))))
    ++end;
  // "warned the envoy, a guest there, was in danger": the clause goes on behind the comma.
  if (lemma == "warn" && end < sentence.end && !has_finite_verb({begin, end})) end = sentence.end;
  // Trees know where a conjunction starts the next clause of the speaker's own deeds.
  for (TokenIndex c : syntax_.children(cue.verb))
    if (c > begin && c < end && syntax_.is(c, {kConj})) end = std::max(begin + 1, std::min(end, syntax_.subtree(c).begin));
  (void)from;
  out.content.push_back({begin, end});
  // Who declares a victory or a truce makes the claim by that word.
  if (lemma == "declare") out.content.push_back({cue.verb, cue.verb + 1});
  return true;
}

bool SpeechFinder::content_of(const Cue& cue, const Subject& subject, TokenRange sentence,
                              Speech& out) const {
  const TokenIndex start = subject.inverted ? subject.phrase.end : cue.verb + 1;
  const TokenIndex first = subject.inverted || subject.phrase.size() == 0 ? cue.left : std::min(subject.phrase.begin, cue.left);
  TokenIndex from = behind(cue, start, sentence);
  TokenIndex plain = start;  // without skipping: "said in Homs the army had ..."
  if (from < sentence.end && (syntax_.form(from) == "," || syntax_.form(from) == ":") && from + 1 < sentence.end &&
      quote_at(from + 1) != nullptr && is_quote_mark(syntax_, from + 1) && quote_at(from + 1)->range.begin == from + 1)
    ++from;
  TokenIndex mark = first;
  while (mark > sentence.begin && syntax_.form(mark - 1) == ",") --mark;
  const bool quote_left = mark > sentence.begin && is_quote_mark(syntax_, mark - 1) &&
                          quote_at(mark - 1) != nullptr && quote_at(mark - 1)->range.end == mark;
  if (quote_left && !subject.relative) {
    const bool clause = !subject.inverted && clause_at(from, sentence) && syntax_.lower(from) == "that";
    if (!clause) return left_content(cue, subject, sentence, from, out), !out.content.empty();
  }
  const bool colon = from < sentence.end && syntax_.form(from) == ":";
  if (colon) {
    if (from + 1 < sentence.end) return right_content(cue, subject, sentence, from + 1, out);
    // The words follow in the next sentence.
    if (sentence.end < syntax_.size()) {
      const TokenRange next = syntax_.sentence(syntax_.sentence_of(sentence.end));
      const QuoteRun* quote = quote_at(next.begin);
      out.content.push_back({next.begin, quote != nullptr ? std::max(quote->range.end, next.end) : next.end});
      return true;
    }
    return false;
  }
  const TokenIndex ccomp = syntax_.child(cue.verb, {kCcomp});
  const bool quote_right = from < sentence.end && is_quote_mark(syntax_, from) && quote_at(from) != nullptr && quote_at(from)->range.begin == from;
  const bool left_words = first > sentence.begin + 3 && !subject.inherits && !subject.relative;
  const bool comma_left = left_words && (syntax_.form(first - 1) == "," || syntax_.form(first - 1) == "–" || syntax_.form(first - 1) == "-");
  if (!subject.inverted) {
    const bool tag = (comma_left || (left_words && has_verb({sentence.begin, first}))) && !clause_at(from, sentence);
    const bool sure = (from < sentence.end && syntax_.lower(from) == "that") || quote_right ||
                      (ccomp != kNoToken && ccomp > cue.verb && !tag);
    if (sure) return right_content(cue, subject, sentence, quote_right || syntax_.lower(std::min(from, sentence.end - 1)) == "that" ? from : std::min(from, plain), out);
    if (!cue.weak && !cue.act && (clause_at(from, sentence) || (from != plain && clause_at(plain, sentence) && !left_words)))
      return right_content(cue, subject, sentence, plain, out);
    const TokenIndex open = syntax_.child(cue.verb, {kXcomp});
    if (open != kNoToken && open > cue.verb && !cue.weak && !tag)
      return right_content(cue, subject, sentence, plain, out);
  }
  const bool last_words = from >= sentence.end || from + 1 == sentence.end;
  const bool open_left = left_words && has_verb({sentence.begin, first}) &&
                         !(syntax_.lower(first - 1) == "and" && !last_words) &&
                         !one_of(syntax_.lower(first - 1), {"but", "which", "that", "while", "as", "what", "when", "where"});
  const bool demands = one_of(syntax_.lemma(cue.verb), {"accuse", "blame", "call", "demand", "threaten", "talk", "point"});
  const bool ends = from >= sentence.end || syntax_.upos(from) == Upos::kPunct || syntax_.upos(from) == Upos::kSconj ||
                    (syntax_.upos(from) == Upos::kVerb && syntax_.lower(from).ends_with("ing")) || subject.inverted;
  if (left_words && ends && (comma_left || (open_left && !demands)) && !cue.participle) {
    left_content(cue, subject, sentence, from, out);
    return true;
  }
  if (subject.inverted) return false;
  return object_content(cue, subject, sentence, from, out);
}

}  // namespace dateline
