#include "dateline/meaning/commitment_signs.h"

#include <algorithm>
#include <string>

namespace dateline {

using enum Deprel;

bool CommitmentSigns::has_mark(TokenIndex i, std::initializer_list<std::string_view> words) const {
  for (TokenIndex c : syntax_.children(i)) {
    if (!syntax_.is(c, {kMark, kAdvmod, kCase})) continue;
    for (std::string_view w : words)
      if (syntax_.lower(c) == w) return true;
  }
  return false;
}

bool CommitmentSigns::rather_than(TokenIndex v) const {
  for (TokenIndex c : syntax_.children(v))
    if (c < v && syntax_.lower(c) == "rather" && c + 1 < v && syntax_.lower(c + 1) == "than")
      return true;
  return false;
}

TokenIndex CommitmentSigns::said_false(TokenIndex trigger) const {
  const TokenRange sentence = syntax_.sentence(syntax_.sentence_of(trigger));
  for (TokenIndex i = trigger + 1; i + 2 < sentence.end; ++i) {
    if (syntax_.lower(i) != "which" ||
        (syntax_.lower(i + 1) != "is" && syntax_.lower(i + 1) != "was"))
      continue;
    if (knowledge_.governor(syntax_.lemma(i + 2), "adj") == Effect::kDenied) return i + 2;
  }
  return kNoToken;
}

TokenIndex CommitmentSigns::reported_falsely(TokenIndex trigger) const {
  const TokenRange sentence = syntax_.sentence(syntax_.sentence_of(trigger));
  TokenIndex report = kNoToken;
  bool that = false;
  for (TokenIndex i = sentence.begin; i < trigger; ++i) {
    if (knowledge_.in_class(syntax_.lemma(i), "report") && syntax_.upos(i) == Upos::kNoun)
      report = i, that = false;
    that |= report != kNoToken && (syntax_.lower(i) == "that" || syntax_.lower(i) == "of");
  }
  if (report == kNoToken || !that) return kNoToken;
  constexpr TokenIndex kNear = 4;
  for (TokenIndex i = report; i > sentence.begin && i + kNear > report; --i)
    if (syntax_.upos(i - 1) == Upos::kVerb &&
        knowledge_.cue(syntax_.lemma(i - 1), "verb") == Effect::kDenied)
      return i - 1;
  for (TokenIndex i = trigger + 1; i < sentence.end; ++i)
    if (knowledge_.governor(syntax_.lemma(i), "adj") == Effect::kDenied &&
        syntax_.child(report, {kCase}) == kNoToken)
      return i;
  return kNoToken;
}

bool CommitmentSigns::asks(TokenIndex v) const {
  const TokenRange sentence = syntax_.sentence(syntax_.sentence_of(v));
  TokenIndex last = sentence.end - 1;
  while (last > v && syntax_.upos(last) == Upos::kPunct && syntax_.form(last) != "?") --last;
  return syntax_.form(last) == "?";
}

bool CommitmentSigns::asks_whether(TokenIndex v) const {
  if (!asks(v)) return false;
  for (TokenIndex c : syntax_.children(v)) {
    const std::string& w = syntax_.lower(c);
    if (w.starts_with("wh") || w == "how") return false;
    if (c < v && syntax_.is(c, {kNsubj, kNsubjPass, kObl, kAdvmod, kObj}))
      for (TokenIndex d : syntax_.children(c))
        if (const std::string& x = syntax_.lower(d); x.starts_with("wh") || x == "how")
          return false;
  }
  return true;
}

bool CommitmentSigns::conditioned(TokenIndex v) const {
  for (TokenIndex c : syntax_.children(v))
    if (syntax_.is(c, {kAdvcl}) && has_mark(c, {"if", "unless"})) return true;
  return false;
}

bool CommitmentSigns::own_modal(TokenIndex v) const {
  for (TokenIndex c : syntax_.children(v))
    if (syntax_.is(c, {kAux})) return true;
  return false;
}

bool CommitmentSigns::yet_to(TokenIndex v) const {
  const TokenRange sentence = syntax_.sentence(syntax_.sentence_of(v));
  return v >= sentence.begin + 2 && syntax_.lower(v - 1) == "to" && syntax_.lower(v - 2) == "yet";
}

bool CommitmentSigns::aimed(TokenIndex below, TokenIndex up) const {
  if (!syntax_.is(below, {kObl, kAdvcl, kNmod})) return false;
  const bool warns = syntax_.lemma(up) == "warn" || syntax_.lemma(up) == "warning";
  for (TokenIndex c : syntax_.children(below)) {
    if (!syntax_.is(c, {kCase, kMark})) continue;
    const std::string& w = syntax_.lower(c);
    if (w == "for" || w == "of" || w == "about" || (w == "against" && warns) ||
        (w == "on" && syntax_.upos(up) == Upos::kVerb) || (w == "at" && syntax_.lemma(up) == "aim"))
      return true;
  }
  return false;
}

bool CommitmentSigns::goes_on_beside(TokenIndex below) const {
  const bool as = has_mark(below, {"as"});
  if (as && syntax_.lower(below).ends_with("ed")) return true;
  return (as || has_mark(below, {"while", "when", "because", "although", "though"})) &&
         syntax_.child(below, {kNsubj, kNsubjPass}) != kNoToken;
}

bool CommitmentSigns::tells_who(TokenIndex below, TokenIndex up) const {
  if (!syntax_.is(below, {kAclRelcl}) || is_indefinite(up)) return false;
  // Parsers hang "denied in the evening that the city was lost" so too: its subject is its own.
  const TokenIndex subject = syntax_.child(below, {kNsubj});
  if (subject == kNoToken) return false;
  const std::string& word = syntax_.lower(subject);
  return word == "who" || word == "which" || word == "that";
}

bool CommitmentSigns::from_afar(TokenIndex below, TokenIndex up) const {
  return is_distance(up) && syntax_.upos(below) == Upos::kVerb && has_mark(below, {"from", "to"});
}

bool CommitmentSigns::collapses(TokenIndex v) const {
  return knowledge_.in_class(syntax_.lemma(v), "collapsing") ||
         (syntax_.lemma(v) == "break" && syntax_.has_child_lemma(v, "down")) ||
         (syntax_.lemma(v) == "fall" && syntax_.has_child_lemma(v, "apart"));
}

bool CommitmentSigns::has_not(TokenIndex i) const {
  return std::ranges::any_of(syntax_.children(i), [&](TokenIndex c) {
    const std::string& w = syntax_.lower(c);
    return w == "not" || w == "n't" || w == "never";
  });
}

bool CommitmentSigns::breaks_off(TokenIndex noun) const {
  constexpr TokenIndex kNear = 14;
  if (!knowledge_.in_class(syntax_.lemma(noun), "deal")) return false;
  const TokenIndex end = syntax_.sentence(syntax_.sentence_of(noun)).end;
  for (TokenIndex i = noun + 1; i < end && i < noun + kNear; ++i)
    if (syntax_.upos(i) == Upos::kVerb) return collapses(i);
  return false;
}

bool CommitmentSigns::is_infinitive(TokenIndex v) const {
  if (!has_mark(v, {"to"})) return false;
  if (syntax_.feats(v).verb_form == Feats::VerbForm::kInf) return true;
  const TokenIndex be = syntax_.child(v, {kAuxPass});
  return be != kNoToken && syntax_.lower(be) == "be";
}

bool CommitmentSigns::is_indefinite(TokenIndex noun) const {
  return std::ranges::any_of(syntax_.children(noun), [&](TokenIndex c) {
    const std::string& w = syntax_.lower(c);
    return syntax_.is(c, {kDet}) && (w == "a" || w == "an" || w == "any" || w == "another");
  });
}

bool CommitmentSigns::is_definite(TokenIndex noun) const {
  return std::ranges::any_of(syntax_.children(noun), [&](TokenIndex c) {
    const std::string& w = syntax_.lower(c);
    return syntax_.is(c, {kNmodPoss}) ||
           (syntax_.is(c, {kDet}) && (w == "the" || w == "this" || w == "that" || w == "these"));
  });
}

bool CommitmentSigns::stands_apart(TokenIndex below, TokenIndex up, bool nominal) const {
  // "troops stationed there", "rebels fighting the army": of people and things that are there.
  if (!nominal && syntax_.is(below, {kAcl}) && !has_mark(below, {"to"}) &&
      (syntax_.feats(below).verb_form == Feats::VerbForm::kPart ||
       syntax_.feats(below).verb_form == Feats::VerbForm::kGer) &&
      syntax_.child(below, {kMark, kCase}) == kNoToken)
    return syntax_.child(below, {kOblAgent}) != kNoToken ||  // "a deal brokered by X"
           !knowledge_.governor(syntax_.lemma(up), "noun");
  if (!nominal) return false;
  for (TokenIndex c : syntax_.children(below)) {
    // "last year's assault", "the assault last month"
    const bool of_time = knowledge_.in_class(syntax_.lemma(c), "period");
    if (of_time && syntax_.is(c, {kNmodPoss, kNmod, kNmodUnmarked, kObl, kOblUnmarked}) &&
        syntax_.has_child_lemma(c, "last"))
      return true;
    if (syntax_.is(c, {kCase, kMark})) {
      const std::string& w = syntax_.lower(c);
      if (w == "despite" || w == "since" || w == "amid" || w == "following" || w == "amidst")
        return true;
      const bool answers = w == "to" || w == "for" || w == "against";
      if (answers && knowledge_.in_class(syntax_.lemma(up), "answer") && !is_indefinite(below))
        return true;
      if (w == "against" && is_definite(below) && syntax_.upos(up) == Upos::kVerb &&
          !knowledge_.governor(syntax_.lemma(up), "verb"))
        return true;
    }
  }
  return false;
}

bool CommitmentSigns::resumes_above(TokenIndex below, TokenIndex up) const {
  if (!syntax_.is(below, {kConj}) || !syntax_.is(up, {kAclRelcl}) || syntax_.head(up) == kNoToken ||
      syntax_.child(below, {kNsubj, kNsubjPass}) != kNoToken)
    return false;
  const TokenIndex object = syntax_.child(below, {kObj});
  return object != kNoToken && syntax_.upos(object) == Upos::kPron && object > below;
}

bool CommitmentSigns::fought_for(TokenIndex below, TokenIndex up) const {
  return syntax_.is(below, {kObl, kNmod}) && syntax_.has_child_lemma(below, "for") &&
         knowledge_.in_class(syntax_.lemma(up), "struggle");
}

bool CommitmentSigns::is_fought(TokenIndex noun) const {
  const auto type = knowledge_.noun_type(syntax_.lemma(noun));
  return type == ClaimType::kAttack || type == ClaimType::kAdvance || type == ClaimType::kClash;
}

bool CommitmentSigns::is_held_place(TokenIndex noun) const {
  return knowledge_.in_class(syntax_.lemma(noun), "bastion");
}

bool CommitmentSigns::is_to_be_ended(TokenIndex below, TokenIndex up) const {
  if (!syntax_.is(below, {kObj, kNsubjPass}) || is_indefinite(below) ||
      !knowledge_.in_class(syntax_.lemma(up), "presupposing"))
    return false;
  return has_mark(up, {"to"}) || own_modal(up) ||
         syntax_.feats(up).verb_form == Feats::VerbForm::kGer;
}

bool CommitmentSigns::only_imagined(TokenIndex below, TokenIndex up) const {
  if (!syntax_.is(below, {kNsubj}) || !is_indefinite(below)) return false;
  if (syntax_.lemma(up) == "risk") return true;
  return !knowledge_.in_class(syntax_.lemma(up), "light") && own_modal(up) &&
         syntax_.feats(up).verb_form == Feats::VerbForm::kInf;
}

bool CommitmentSigns::is_perceived(TokenIndex v) const {
  const std::string& lemma = syntax_.lemma(v);
  return lemma == "hear" || lemma == "see" || lemma == "feel";
}

}  // namespace dateline
