#include <algorithm>
#include <unordered_set>

#include "dateline/meaning/time_reader.h"

namespace dateline {
namespace {

using enum Deprel;

const std::string kNone;
constexpr TokenIndex kClimb = 6;  ///< steps up a tree in which a governing verb is looked for

/// Verbs and adjectives whose infinitive is still to come.
bool looks_ahead(const std::string& lemma) {
  static const std::unordered_set<std::string> kLemmas = {
      "due",      "expect", "plan",     "schedule", "set",     "intend", "agree",
      "promise",  "vow",    "hope",     "want",     "prepare", "ready",  "likely",
      "aim",      "order",  "urge",     "ask",      "demand",  "pledge", "about",
      "threaten", "call",   "consider", "need",     "poise",   "slate",  "suppose"};
  return kLemmas.contains(lemma);
}

/// Words that an expression may begin with, beside numbers, capitals and feasts.
bool is_starter(const std::string& word) {
  static const std::unordered_set<std::string> kWords = {
      // amounts
      "a", "an", "half", "dozen", "few", "several", "couple", "many", "some", "more", "less",
      "fewer", "at", "nearly", "almost", "under", "barely", "about", "around", "roughly", "just",
      "only", "over", "up", "no", "within", "approximately", "one", "two", "three", "four", "five",
      "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
      "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty",
      "seventy", "eighty", "ninety",
      // units
      "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "night", "nights",
      "week", "weeks", "fortnight", "month", "months", "quarter", "quarters", "year", "years",
      "decade", "decades", "century", "centuries", "weekend", "weekends", "weekdays", "daylong",
      "weeklong", "monthlong", "yearlong", "decadelong",
      // ordinals
      "first", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
      "eleventh", "twelfth", "nineteenth", "twentieth", "final", "opening",
      // words that point
      "early", "late", "earlier", "later", "mid", "middle", "beginning", "start", "end", "close",
      "last", "next", "this", "that", "these", "those", "past", "previous", "preceding", "prior",
      "coming", "following", "current", "recent", "same", "then", "latest", "sometime", "full",
      "whole", "entire", "turn", "comparable", "corresponding", "fiscal", "upcoming", "ensuing",
      // days and their parts
      "yesterday", "today", "tonight", "tomorrow", "overnight", "morning", "afternoon", "evening",
      "noon", "midday", "midnight", "dawn", "spring", "summer", "autumn", "fall", "winter",
      // what comes again, what only points
      "every", "each", "per", "daily", "weekly", "monthly", "yearly", "annually", "hourly",
      "nightly", "fortnightly", "now", "long", "currently", "recently", "nowadays", "future",
      "near", "foreseeable", "immediate", "seventies", "eighties", "nineties", "twenties",
      "thirties", "forties", "fifties", "sixties"};
  return kWords.contains(word);
}

}  // namespace

const std::string& TimeReader::word(TokenIndex i) const {
  return inside(i) ? syntax_.lower(i) : kNone;
}

const std::string& TimeReader::lemma(TokenIndex i) const {
  return inside(i) ? syntax_.lemma(i) : kNone;
}

const std::string& TimeReader::before(TokenIndex i, TokenIndex back) const {
  return i >= sentence_.begin + back ? syntax_.lower(i - back) : kNone;
}

TokenIndex TimeReader::skip_hyphen(TokenIndex i) const {
  return word(i) == "-" || word(i) == "\u2013" ? i + 1 : i;
}

TokenIndex TimeReader::with_determiner(TokenIndex i) const {
  return is_one_of(before(i), {"the", "a", "an"}) ? i - 1 : i;
}

/// Whether nothing of the clause follows.
bool TimeReader::is_last_word(TokenIndex i) const {
  return !inside(i + 1) || syntax_.upos(i + 1) == Upos::kPunct;
}

/// Whether it is worth asking the rules: most words begin no expression.
bool TimeReader::may_begin(TokenIndex i) const {
  const std::string& w = syntax_.lower(i);
  if (w.empty()) return false;
  if (std::isdigit(static_cast<unsigned char>(w[0])) || w[0] == '\'' || w.starts_with("mid"))
    return true;
  if (capitalised(i) && (month_of(w) || weekday_of(w) || feasts_.may_begin(w))) return true;
  return is_starter(w);
}

/// The nearest verb (or predicate with a copula) above.
TokenIndex TimeReader::governor(TokenIndex i) const {
  TokenIndex up = inside(i) ? syntax_.head(i) : kNoToken;
  for (TokenIndex steps = 0; up != kNoToken && steps < kClimb; up = syntax_.head(up), ++steps)
    if (syntax_.upos(up) == Upos::kVerb || syntax_.child(up, {kCop, kAux, kAuxPass}) != kNoToken)
      return up;
  return kNoToken;
}

/// Whether what happens at the time is still to come: "will", "is due to", "could ... by".
bool TimeReader::future(TokenIndex i) const {
  TokenIndex verb = governor(i);
  for (TokenIndex steps = 0; verb != kNoToken && steps < kClimb; ++steps) {
    bool modal = false, have = false, infinitive = false;
    for (TokenIndex c : syntax_.children(verb)) {
      if (syntax_.is(c, {kAux, kAuxPass, kCop})) {
        modal |= is_one_of(syntax_.lower(c), {"will", "'ll", "wo", "shall", "could", "may", "might",
                                              "would", "should", "must"});
        have |= syntax_.lemma(c) == "have";
      }
      if (syntax_.is(c, {kMark}) && syntax_.lower(c) == "to") infinitive = true;
    }
    if (modal) return !have;
    // "is to reopen on Monday"
    const bool to_be = infinitive && syntax_.has_child_lemma(verb, "be") &&
                       syntax_.child(verb, {kNsubj}) != kNoToken;
    if (to_be) return true;
    if (have) return false;
    // A condition is of what may come, unless it is told in the past.
    for (TokenIndex c : syntax_.children(verb))
      if (syntax_.is(c, {kMark}) && is_one_of(syntax_.lower(c), {"if", "unless"}))
        return syntax_.feats(verb).tense != Feats::Tense::kPast ||
               syntax_.child(verb, {kAuxPass}) != kNoToken;
    if (looks_ahead(syntax_.lemma(verb)) && syntax_.child(verb, {kAuxPass, kCop}) != kNoToken &&
        !is_one_of(syntax_.lemma(verb), {"set", "agree", "order", "ask", "urge", "call", "demand"}))
      return true;  // "is scheduled for Friday"
    const TokenIndex up = syntax_.head(verb);
    if (up == kNoToken || !syntax_.is(verb, {kXcomp, kAdvcl, kAcl, kConj, kCcomp})) return false;
    if (infinitive && looks_ahead(syntax_.lemma(up))) return true;
    if (!infinitive && !syntax_.is(verb, {kConj}) && !syntax_.has_child_lemma(verb, "when"))
      return false;
    verb = up;
  }
  return false;
}

/// Whether what happens at the time is told in the past: "fell", "had been", "was taken".
bool TimeReader::told_past(TokenIndex i) const {
  const TokenIndex verb = governor(i);
  if (verb == kNoToken) return false;
  if (future(i)) return false;
  for (TokenIndex c : syntax_.children(verb))
    if (syntax_.is(c, {kAux, kAuxPass, kCop}))
      return syntax_.feats(c).tense == Feats::Tense::kPast || syntax_.lemma(c) == "have";
  return syntax_.feats(verb).tense == Feats::Tense::kPast;
}

/// Whether the governing verb speaks of what goes on until now: "have been", "is".
bool TimeReader::perfect(TokenIndex i) const {
  const TokenIndex verb = governor(i);
  if (verb == kNoToken) return false;
  for (TokenIndex v = verb, steps = 0; v != kNoToken && steps < 3; v = syntax_.head(v), ++steps) {
    for (TokenIndex c : syntax_.children(v))
      if (syntax_.is(c, {kAux, kAuxPass, kCop}) &&
          is_one_of(syntax_.lower(c), {"have", "has", "had", "'ve"}))
        return true;
    if (!syntax_.is(v, {kXcomp, kConj, kAdvcl})) break;
  }
  return false;
}

}  // namespace dateline
