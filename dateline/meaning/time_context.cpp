#include <algorithm>
#include <array>
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

/// Between a word such as "since" and its time: "since late on the evening of".
bool is_filler(const std::string& word) {
  return is_one_of(word,
                   {"late",  "early", "on",      "the",     "in",    "about", "around",    "at",
                    "least", "of",    "morning", "evening", "night", "hours", "afternoon", "mid",
                    "-",     "ever",  "day",     "dawn",    "only",  "just",  "as"});
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

/// One count: "two", "twenty-one", "a", "half a", "two and a half", "a dozen".
std::optional<double> TimeReader::count_at(TokenIndex i, TokenIndex& end) const {
  if (word(i) == "half" && is_one_of(word(i + 1), {"a", "an"})) return end = i + 2, 0.5;
  if (is_one_of(word(i), {"a", "an"})) {
    if (word(i + 1) == "dozen") return end = i + 2, 12;
    return end = i + 1, 1;
  }
  if (word(i) == "dozen") return end = i + 1, 12;
  if (word(i).find('.') != std::string::npos) return {};
  const auto number = small_number(word(i));
  if (!number || *number > 999 || word(i).ends_with("th")) return {};
  double value = *number;
  end = i + 1;
  if (const TokenIndex unit = skip_hyphen(end); *number >= 20 && *number % 10 == 0) {
    const auto ones = small_number(word(unit));
    if (ones && *ones > 0 && *ones < 10 &&
        std::isalpha(static_cast<unsigned char>(word(unit)[0])) &&
        std::isalpha(static_cast<unsigned char>(word(i)[0])))
      value += *ones, end = unit + 1;
  }
  TokenIndex more = skip_hyphen(end);
  if (word(more) == "and") {
    more = skip_hyphen(more + 1);
    if (is_one_of(word(more), {"a", "an"}) && word(skip_hyphen(more + 1)) == "half")
      value += 0.5, end = skip_hyphen(more + 1) + 1;
  }
  return value;
}

std::optional<TimeReader::Amount> TimeReader::amount_at(TokenIndex i) const {
  Amount out{i, 0, 0, false};
  if ((word(i) == "more" || word(i) == "less" || word(i) == "fewer") && word(i + 1) == "than") {
    out.bound = word(i) == "more" ? Amount::Bound::kMore : Amount::Bound::kLess;
    i += 2;
  } else if (word(i) == "at" && word(i + 1) == "least") {
    out.bound = Amount::Bound::kMore;
    i += 2;
  } else if (is_one_of(word(i), {"nearly", "almost", "under", "barely"})) {
    out.bound = Amount::Bound::kLess;
    ++i;
  } else if (is_one_of(word(i), {"about", "around", "some", "roughly", "just", "only", "over"})) {
    if (word(i) == "over") out.bound = Amount::Bound::kMore;
    ++i;
  }
  if (is_one_of(word(i), {"a", "the"}) && is_one_of(word(i + 1), {"few", "couple"})) ++i;
  if (is_one_of(word(i), {"few", "several", "couple", "many"})) {
    out.low = word(i) == "several" ? 3 : 2;
    out.high = word(i) == "couple" ? 2 : word(i) == "few" ? 4 : 7;
    out.vague = word(i) != "couple";
    out.end = word(i + 1) == "of" ? i + 2 : i + 1;
    return out;
  }
  const auto first = count_at(i, out.end);
  if (!first) return {};
  out.low = out.high = *first;
  if (is_one_of(word(out.end), {"or", "to", "-", "\u2013"})) {
    TokenIndex end = out.end;
    const auto second = count_at(out.end + 1, end);
    if (second && *second > *first && !is_one_of(word(out.end + 1), {"a", "an"}))
      out.high = *second, out.end = end;
  }
  return out;
}

std::optional<TimeReader::Span> TimeReader::span_at(TokenIndex i) const {
  const auto amount = amount_at(i);
  if (!amount) return {};
  const TokenIndex at = skip_hyphen(amount->end);
  const TimeUnit unit = time_unit(lemma(at));
  if (unit == TimeUnit::kNone) return {};
  return Span{at + 1, *amount, unit};
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

/// A year as four digits, or 0.
int TimeReader::year_at(TokenIndex i) const {
  if (word(i).size() != 4) return 0;
  const auto number = small_number(word(i));
  return number && *number >= 1900 && *number <= 2100 ? *number : 0;
}

/// Has "since", "until" and "by" their say.
TimeMention TimeReader::settle(Found found) {
  TimeMention mention;
  mention.range = {found.begin, found.end};
  mention.head = found.begin;
  for (TokenIndex i = found.begin; i < found.end; ++i)
    if (!mention.range.contains(syntax_.head(i))) mention.head = i;
  TokenIndex i = found.begin;
  while (i > sentence_.begin && is_filler(syntax_.lower(i - 1))) --i;
  const std::string& lead = before(i);
  if (!found.settled && lead == "since" && found.days.begin <= published_) {
    found.days.end = published_;
    found.rule = "since_" + found.rule;
  } else if (!found.settled && (lead == "until" || lead == "till") &&
             found.days.begin > published_) {
    found.days.begin = published_;
    found.rule = "until_" + found.rule;
  } else if (!found.settled && lead == "by" && found.days.length() <= 2) {
    // Done by then: begun on the last day told, or the day before.
    const bool ahead = found.days.begin > published_;
    const bool near = told_ && anchor_ < found.days.begin && found.days.begin - anchor_ <= 7;
    found.days.begin = ahead ? published_ : near ? anchor_ : found.days.begin - 1;
    found.rule = "by_" + found.rule;
  }
  mention.reading = {found.days, syntax_.text(mention.range), std::move(found.rule)};
  return mention;
}

/// "between 2014 and 2017", "from Monday to Friday", "2013-14" are one time.
void TimeReader::join_ranges(std::size_t first) {
  for (std::size_t i = first; i + 1 < out_.size();) {
    TimeMention &a = out_[i], &b = out_[i + 1];
    const bool next = b.range.begin == a.range.end + 1;
    const std::string& link = word(a.range.end);
    const std::string& lead = before(a.range.begin);
    const bool joined = next &&
                        ((is_one_of(link, {"-", "\u2013", "to", "until", "till", "through"})) ||
                         (link == "and" && lead == "between")) &&
                        a.reading.days.begin < b.reading.days.end;
    if (!joined) {
      ++i;
      continue;
    }
    a.range.end = b.range.end;
    a.reading = {{a.reading.days.begin, b.reading.days.end}, syntax_.text(a.range), "range"};
    out_.erase(out_.begin() + static_cast<std::ptrdiff_t>(i) + 1);
  }
}

/// Keeps the last day told; the day of speaking is none that a story goes on from.
void TimeReader::note_anchor(const TimeMention& mention) {
  const TokenIndex verb = governor(mention.head);
  if (verb != kNoToken && is_one_of(syntax_.lemma(verb), {"say", "tell", "report", "add"})) return;
  DayInterval days = mention.reading.days;
  if (mention.reading.rule.starts_with("since_")) days.end = days.begin;
  if (days.begin > published_) return;
  last_ = mention.reading.days;
  if (days.length() <= 2) anchor_ = days.end;
  told_ = true;
}

std::vector<TimeMention> TimeReader::run() {
  constexpr std::array<Rule, 18> kRules = {
      &TimeReader::numeric_date, &TimeReader::weekday,     &TimeReader::calendar,
      &TimeReader::feast,        &TimeReader::anchored,    &TimeReader::named_day,
      &TimeReader::weekend,      &TimeReader::ago,         &TimeReader::fraction,
      &TimeReader::season,       &TimeReader::partial,     &TimeReader::this_or_last,
      &TimeReader::past_span,    &TimeReader::coming_span, &TimeReader::long_event,
      &TimeReader::lasting,      &TimeReader::decade,      &TimeReader::year};
  for (std::size_t s = 0; s < syntax_.sentences(); ++s) {
    sentence_ = syntax_.sentence(s);
    const std::size_t first = out_.size();
    for (TokenIndex i = sentence_.begin; i < sentence_.end;) {
      std::optional<Found> found;
      for (std::size_t r = 0; r < kRules.size() && !found; ++r) found = (this->*kRules[r])(i);
      if (!found) {
        ++i;
        continue;
      }
      i = std::max(found->end, i + 1);
      out_.push_back(settle(std::move(*found)));
      note_anchor(out_.back());
    }
    join_ranges(first);
  }
  return std::move(out_);
}

}  // namespace dateline
