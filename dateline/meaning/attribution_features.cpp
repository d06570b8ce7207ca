#include "dateline/meaning/attribution_features.h"

#include <algorithm>

#include "dateline/meaning/speakers.h"

namespace dateline {
namespace {

using enum Deprel;

/// Sentences that a quotation carries the window on, to each side.
constexpr std::size_t kWindowSentences = 6;
/// Words that it reaches to each side at most, so that a text without full stops takes no time that
/// grows with the square of it.
constexpr TokenIndex kWindowWords = 300;

std::uint8_t lexicon_of(const Knowledge& knowledge, const std::string& lemma) {
  std::uint8_t out = 0;
  std::uint8_t bit = 1;
  for (const char* pos : {"verb", "act", "weak", "noun"}) {
    if (knowledge.cue(lemma, pos)) out = static_cast<std::uint8_t>(out | bit);
    bit = static_cast<std::uint8_t>(bit << 1);
  }
  if (knowledge.governor(lemma, "verb") || knowledge.governor(lemma, "noun")) out |= 16;
  return out;
}

/// What sort of speaker the noun names; 0 for none.
std::uint8_t kind_of(const Knowledge& knowledge, const std::string& lemma) {
  std::uint8_t kind = 1;
  for (const char* name : {"official", "person", "people", "media", "analyst", "agency", "monitor",
                           "anonymous", "resident", "report", "force", "place", "pronoun"}) {
    if (knowledge.in_class(lemma, name)) return kind;
    ++kind;
  }
  return 0;
}

std::uint8_t shape_of(std::string_view form) {
  const unsigned char c = form.empty() ? 0 : static_cast<unsigned char>(form.front());
  if (c >= 'A' && c <= 'Z') return form.size() > 1 && form[1] >= 'A' && form[1] <= 'Z' ? 2 : 1;
  return c >= '0' && c <= '9' ? 3 : c >= 0x80 ? 4 : 0;
}

}  // namespace

AttributionFeatures::AttributionFeatures(const Syntax& syntax, const Knowledge& knowledge,
                                         const std::vector<QuoteRun>& quotes)
    : s_(syntax),
      quotes_(quotes),
      words_(syntax.size()),
      quote_at_(syntax.size(), -1),
      cue_verbs_(syntax.size() + 1, 0) {
  for (TokenIndex i = 0; i < syntax.size(); ++i) {
    Word& w = words_[i];
    w.lower = hash_bytes(syntax.lower(i));
    w.lemma = hash_bytes(syntax.lemma(i));
    w.upos = static_cast<std::uint8_t>(syntax.upos(i));
    w.deprel = static_cast<std::uint8_t>(syntax.deprel(i));
    w.lexicon = lexicon_of(knowledge, syntax.lemma(i));
    w.kind = kind_of(knowledge, syntax.lemma(i));
    w.shape = shape_of(syntax.form(i));
    cue_verbs_[i + 1] = cue_verbs_[i] + ((w.lexicon & 1) != 0 && syntax.upos(i) == Upos::kVerb);
  }
  for (std::size_t q = 0; q < quotes.size(); ++q) {
    const TokenRange range = quotes[q].range;
    for (TokenIndex i = range.begin; i < range.end; ++i) {
      words_[i].quote = kInside;
      quote_at_[i] = static_cast<int>(q);
    }
    words_[range.begin].quote = kOpens;
    if (quotes[q].closed) words_[range.end - 1].quote = kCloses;
  }
}

const AttributionFeatures::Word& AttributionFeatures::at(std::int64_t i, TokenRange within) const {
  static const Word kNone{1, 1, 30, 60, 0, 0, 0, 0};
  if (i < within.begin || i >= within.end) return kNone;
  return words_[static_cast<std::size_t>(i)];
}

bool AttributionFeatures::may_be_cue(TokenIndex i) const {
  switch (s_.upos(i)) {
    case Upos::kVerb:
    case Upos::kNoun:
    case Upos::kAdj:
    case Upos::kAdv:
    case Upos::kAdp:
    case Upos::kSconj:
    case Upos::kAux:
    case Upos::kPropn:
    case Upos::kIntj:
    case Upos::kX:
      return true;
    default:
      return words_[i].lexicon != 0 || one_of(s_.form(i), {":", "-", "--", "–", "—", "―"});
  }
}

/// Which arguments hang on the word, and on which side.
std::uint32_t AttributionFeatures::arguments(TokenIndex cue) const {
  std::uint32_t out = 0;
  for (const TokenIndex c : s_.children(cue)) {
    const bool left = c < cue;
    switch (s_.deprel(c)) {
      case kNsubj:
        out |= left ? 1u : 2u;
        break;
      case kNsubjPass:
      case kAuxPass:
        out |= 4u;
        break;
      case kObj:
        out |= 8u;
        break;
      case kCcomp:
        out |= left ? 16u : 32u;
        break;
      case kXcomp:
        out |= 64u;
        break;
      case kParataxis:
        out |= left ? 128u : 256u;
        break;
      case kObl:
        out |= left ? 0u : 512u;
        break;
      case kMark:
        out |= 1024u;
        break;
      case kIobj:
        out |= 2048u;
        break;
      case kAcl:
        out |= 4096u;
        break;
      case kNmod:
      case kNmodPoss:
        out |= 8192u;
        break;
      default:
        break;
    }
  }
  return out;
}

void AttributionFeatures::of_cue(TokenIndex i, std::vector<FeatureKey>& out) const {
  out.clear();
  unsigned which = 200;
  const auto add = [&](auto... values) { out.push_back(feature_key(which++, values...)); };
  const TokenRange sentence = s_.sentence(s_.sentence_of(i));
  const std::int64_t n = i;
  const Word &w = words_[i], &p = at(n - 1, sentence), &f = at(n + 1, sentence),
             &pp = at(n - 2, sentence), &ff = at(n + 2, sentence);
  const TokenIndex head = s_.head(i);
  const Word& h = head == kNoToken ? at(-1, sentence) : words_[head];
  const std::uint32_t args = arguments(i);
  const Feats& feats = s_.feats(i);
  const unsigned form = static_cast<unsigned>(feats.verb_form) * 8 +
                        static_cast<unsigned>(feats.tense) * 2 + static_cast<unsigned>(feats.voice);
  add(0u);
  add(w.lower);
  add(w.lemma);
  add(w.lemma, w.upos, w.deprel);
  add(w.lemma, args);
  add(w.lemma, p.lower);
  add(w.lemma, f.lower);
  add(w.lemma, p.upos, f.upos);
  add(w.lemma, h.lemma, w.deprel);
  add(w.upos, w.deprel, form);
  add(w.upos, args);
  add(w.lexicon, w.upos, args);
  add(w.lexicon, w.upos, w.deprel);
  add(p.lower, f.lower);
  add(p.upos, w.upos, f.upos);
  add(pp.upos, p.upos, w.upos);
  add(w.upos, f.upos, ff.upos);
  add(p.lower, w.upos);
  add(f.lower, w.upos);
  add(ff.lower, w.upos);
  add(pp.lower, w.upos);
  add(h.lemma, w.deprel, w.upos);
  add(h.upos, w.deprel, w.upos);
  add(w.lemma, form);
  // Marks of quotations near by, and how the sentence stands to them.
  unsigned before = 0, after = 0;
  for (std::int64_t k = n - 1; k >= n - 8; --k)
    if (at(k, sentence).quote == kCloses) {
      before = n - k < 4 ? 1 : 2;
      break;
    }
  for (std::int64_t k = n + 1; k <= n + 8; ++k)
    if (at(k, sentence).quote == kOpens) {
      after = k - n < 4 ? 1 : 2;
      break;
    }
  const unsigned inside = w.quote != kOutside;
  add(before, after, inside, w.upos);
  add(before, after, inside, w.lemma);
  add(before, after, w.lexicon, args);
  const std::string_view form_text = s_.lower(i);
  for (const std::size_t length : {2u, 3u, 4u})
    add(hash_bytes(form_text.substr(form_text.size() - std::min(form_text.size(), length))),
        w.upos);
  add(hash_bytes(form_text.substr(0, std::min<std::size_t>(form_text.size(), 4))), w.upos);
  // The words that fill its arguments.
  for (const TokenIndex c : s_.children(i)) {
    const Word& a = words_[c];
    which = 240;
    add(a.deprel, w.lemma);
    add(a.deprel, a.lemma, w.upos);
    add(a.deprel, a.upos, w.lemma);
    add(a.deprel, a.kind, w.upos, w.lexicon);
    add(a.deprel, a.upos, w.upos);
    if (s_.is(c, {kCcomp, kXcomp, kParataxis, kAdvcl, kAcl})) {
      const Word& first = words_[s_.subtree(c).begin];
      add(a.deprel, first.lower, w.upos);
      add(a.deprel, first.lower, w.lexicon);
    }
  }
  which = 260;
  // What the word's clause hangs on: "is expected to", "as X put it".
  TokenIndex subject = s_.child(i, {kNsubj, kNsubjPass});
  if (subject == kNoToken && head != kNoToken) subject = s_.child(head, {kNsubj, kNsubjPass});
  if (subject != kNoToken) {
    add(words_[subject].lemma, w.lemma);
    add(words_[subject].kind, words_[subject].upos, w.lemma);
    add(words_[subject].kind, words_[subject].upos, words_[subject].shape, w.upos, w.lexicon);
  }
  which = 270;
  add(i == sentence.begin, i + 1 == sentence.end, w.upos);
  add(std::min<TokenIndex>(i - sentence.begin, 4), w.lemma);
  add(w.shape, p.shape, f.shape);
  const TokenIndex cues_before = cue_verbs_[i] - cue_verbs_[sentence.begin];
  const TokenIndex cues_after = cue_verbs_[sentence.end] - cue_verbs_[i + 1];
  add(std::min(cues_before, 2u), std::min(cues_after, 2u), w.upos);
  add(std::min(cues_before, 2u), std::min(cues_after, 2u), w.lexicon, inside);
  if (head != kNoToken) {
    add(h.lexicon, w.deprel, w.lexicon);
    add(h.lexicon, w.deprel, w.upos);
  }
}

TokenRange AttributionFeatures::window(TokenIndex cue) const {
  const std::size_t s = s_.sentence_of(cue);
  TokenRange out = s_.sentence(s);
  std::size_t first = s, last = s;
  const TokenRange own = out;
  const TokenIndex near = cue - std::min(cue - own.begin, kWindowWords);
  for (TokenIndex i = near; i < own.end && i < cue + kWindowWords; ++i) {
    if (quote_at_[i] < 0) continue;
    const TokenRange quote = quotes_[static_cast<std::size_t>(quote_at_[i])].range;
    first = std::min(first, s_.sentence_of(quote.begin));
    last = std::max(last, s_.sentence_of(quote.end - 1));
  }
  const std::string_view text = s_.document().text;
  const auto apart = [&](std::size_t a, std::size_t b) {
    const std::size_t from = s_.sentence_span(a).end, to = s_.sentence_span(b).begin;
    return from < to && text.substr(from, to - from).find('\n') != std::string_view::npos;
  };
  // The sentences behind it that begin with a quotation; a colon at the end opens one.
  while (last + 1 < s_.sentences() && !apart(last, last + 1)) {
    const TokenRange next = s_.sentence(last + 1);
    const bool quoted = next.size() > 0 && quote_at_[next.begin] >= 0;
    const bool colon = last == s && own.size() > 0 && s_.form(own.end - 1) == ":";
    if (!quoted && !colon) break;
    ++last;
  }
  // A sentence that is all quotation right before.
  if (first == s && s > 0 && !apart(s - 1, s)) {
    const TokenRange before = s_.sentence(s - 1);
    if (before.size() > 0 && quote_at_[before.end - 1] >= 0) --first;
  }
  first = std::max(first, s < kWindowSentences ? 0 : s - kWindowSentences);
  last = std::min(last, s + kWindowSentences);
  out.begin = s_.sentence(first).begin;
  out.end = s_.sentence(last).end;
  if (cue - out.begin > kWindowWords) out.begin = cue - kWindowWords;
  if (out.end - cue > kWindowWords) out.end = cue + kWindowWords;
  return out;
}

}  // namespace dateline
