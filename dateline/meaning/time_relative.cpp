#include <algorithm>

#include "dateline/meaning/time_reader.h"

namespace dateline {
namespace {

using enum Deprel;

/// What "days", "weeks", "months" or "years" without a number reach back at most, in units.
double bare_plural(TimeUnit unit) {
  switch (unit) {
    case TimeUnit::kHour:
      return 24;
    case TimeUnit::kDay:
      return 7;
    case TimeUnit::kWeek:
      return 4;
    case TimeUnit::kMonth:
      return 5;
    default:
      return 3;
  }
}

/// How unsure "a month ago" is, in days.
int slack_of(TimeUnit unit, double count) {
  if (unit == TimeUnit::kYear) return count <= 1 ? 30 : 90;
  if (unit == TimeUnit::kDecade) return 730;
  if (unit == TimeUnit::kMonth) return 10;
  if (unit == TimeUnit::kWeek) return count <= 1 ? 1 : 2;
  return 0;
}

/// "war", "siege": nouns that "five-year" and "two-day" tell the time of. (A truce or a sentence of
/// three days may be still to come.)
bool goes_on(const std::string& lemma) {
  return is_one_of(lemma,
                   {"war",       "conflict", "siege",      "offensive", "campaign",   "assault",
                    "battle",    "uprising", "insurgency", "operation", "fighting",   "bombardment",
                    "rebellion", "revolt",   "blockade",   "push",      "occupation", "attack",
                    "bombing",   "raid",     "clash",      "crisis",    "unrest"});
}

}  // namespace

std::optional<TimeReader::Found> TimeReader::named_day(TokenIndex i) const {
  const std::string& w = word(i);
  const auto found = [&](TokenIndex n, Day begin, Day end, const char* rule) {
    return Found{i, i + n, {begin, end}, rule};
  };
  const bool part = is_one_of(word(i + 1), {"morning", "afternoon", "evening", "night"});
  if (w == "yesterday") return found(part ? 2 : 1, published_ - 1, published_ - 1, "yesterday");
  if (w == "today" || w == "tonight") return found(1, published_, published_, "today");
  if (w == "tomorrow") return found(part ? 2 : 1, published_ + 1, published_ + 1, "tomorrow");
  if (w == "overnight") {
    // "overnight on Friday" ends that day.
    const TokenIndex at = word(i + 1) == "on" ? i + 2 : i + 1;
    if (const auto day = weekday(at))
      return Found{i, day->end, {day->days.begin - 1, day->days.begin}, "overnight"};
    return found(1, published_ - 1, published_, "overnight");
  }
  if (w == "last" && word(i + 1) == "night")
    return found(2, published_ - 1, published_ - 1, "last_night");
  if ((w == "earlier" || w == "later") && word(i + 1) == "today")
    return found(2, published_, published_, "today");
  if (w == "this" && part) return found(2, published_, published_, "today");
  return {};
}

/// "at the weekend", "last weekend": Saturday and Sunday.
std::optional<TimeReader::Found> TimeReader::weekend(TokenIndex i) const {
  if (lemma(i) != "weekend") return {};
  const std::string& lead = before(i);
  if (!is_one_of(lead, {"the", "this", "last", "next", "coming"})) return {};
  const Day monday = week_days(published_).begin;
  DayInterval days = {monday + 5, monday + 6};
  const bool ahead = lead == "next" || lead == "coming" || future(i);
  if (lead == "last" || (!ahead && days.begin > published_))
    days = {days.begin - 7, days.end - 7};
  else if (lead == "next" && days.begin <= published_)
    days = {days.begin + 7, days.end + 7};
  if (!ahead && days.contains(published_)) days.end = published_;
  return Found{i - 1, i + 1, days, "weekend"};
}

/// The days that lie a span before (-1) or after (+1) the day, as wide as the words are vague.
DayInterval TimeReader::away(const Span& span, Day from, int direction) const {
  const Amount& amount = span.amount;
  const int slack = slack_of(span.unit, amount.high);
  int near = span.days(amount.low), far = span.days(amount.high);
  if (amount.bound == Amount::Bound::kMore) {
    far += std::max(1, span.days(0.5));
  } else if (amount.bound == Amount::Bound::kLess) {
    near = std::max(0, near - std::max(1, span.days(0.5)));
    far += slack / 2;
  } else {
    near = std::max(0, near - slack);
    far += slack;
  }
  return direction < 0 ? DayInterval{from - far, from - near}
                       : DayInterval{from + near, from + far};
}

/// "a week ago", "two days earlier", "three months later", "a day after the ...", "days ago".
std::optional<TimeReader::Found> TimeReader::ago(TokenIndex i) const {
  auto span = span_at(i);
  if (!span) {
    const TimeUnit unit = time_unit(lemma(i));
    if (unit == TimeUnit::kNone || lemma(i) == word(i)) return {};
    span = Span{i + 1, {i, 2, bare_plural(unit) + 2, true}, unit};
  }
  const TokenIndex at = skip_hyphen(span->end);
  const std::string& w = word(at);
  const bool before_that = w == "before" || w == "after";
  if (w == "ago") return Found{i, at + 1, away(*span, published_, -1), "ago"};
  if (w == "hence" || (w == "from" && word(at + 1) == "now"))
    return Found{i, at + (w == "from" ? 2 : 1), away(*span, published_, 1), "hence"};
  if (w == "earlier" || w == "previously")
    return Found{i, at + 1, away(*span, anchor_, -1), "earlier"};
  if (w == "later" && told_) return Found{i, at + 1, away(*span, anchor_, 1), "later"};
  if (!before_that) return {};
  const bool last_word = !inside(at + 1) || syntax_.upos(at + 1) == Upos::kPunct;
  if (last_word) {
    if (w == "after" && !told_) return {};
    return Found{i, at + 1, away(*span, anchor_, w == "after" ? 1 : -1),
                 w == "after" ? "later" : "earlier"};
  }
  // The day that is counted from is what follows: "a day after the blast" dates the blast.
  if (span->unit == TimeUnit::kHour && span->amount.high < 12) return {};
  if (span->amount.vague || before(i) == "for") return {};
  return Found{i, at + 1, away(*span, anchor_, w == "after" ? -1 : 1), "offset"};
}

/// The week, month or year of "this", "last" and "next".
std::optional<DayInterval> TimeReader::period_of(TokenIndex i, const std::string& which) const {
  const int shift = which == "this" ? 0 : which == "last" ? -1 : which == "next" ? 1 : 9;
  if (shift == 9 || word(i) != lemma(i)) return {};
  switch (time_unit(lemma(i))) {
    case TimeUnit::kWeek:
      return week_days(published_ + 7 * shift);
    case TimeUnit::kMonth: {
      const DayInterval now =
          month_days(published_.year(), static_cast<unsigned>(published_.ymd().month()));
      const Day in = shift == 0 ? published_ : shift < 0 ? now.begin - 1 : now.end + 1;
      return month_days(in.year(), static_cast<unsigned>(in.ymd().month()));
    }
    case TimeUnit::kYear:
      return year_days(published_.year() + shift);
    default:
      return {};
  }
}

/// "last week", "next month", "earlier this year", "earlier in the week", "later this month".
std::optional<TimeReader::Found> TimeReader::this_or_last(TokenIndex i) const {
  TokenIndex at = i;
  const bool earlier = word(i) == "earlier", later = word(i) == "later";
  if (earlier || later) ++at;
  std::string which = word(at);
  TokenIndex unit = at + 1;
  if (earlier || later) {
    if (which == "in" && word(at + 1) == "the") which = "this", unit = at + 2;
    if (which == "in" && word(at + 1) == "day") return {};
  }
  // "the last year" is the one that ends now.
  if (which == "last" && before(at) == "the" && !earlier) return {};
  auto days = period_of(unit, which);
  if (!days) return {};
  const bool running = which == "this";
  if (running && (later || (!earlier && future(i))))
    days->begin = published_;
  else if (running)
    days->end = published_;
  const char* prefix = earlier ? "earlier_" : later ? "later_" : "";
  return Found{i, unit + 1, *days, prefix + which + "_" + lemma(unit)};
}

/// "the past three days", "the last year", "recent months": until the day of publication.
std::optional<TimeReader::Found> TimeReader::past_span(TokenIndex i) const {
  const std::string& w = word(i);
  const bool the = is_one_of(before(i), {"the", "these"});
  if (w == "recent") {
    const TimeUnit unit = time_unit(lemma(i + 1));
    if (unit == TimeUnit::kNone || unit == TimeUnit::kHour) return {};
    const Span span{i + 2, {i, 1, bare_plural(unit)}, unit};
    return Found{i, i + 2, {published_ - span.longest(), published_}, "recent"};
  }
  if (w != "past" && w != "last" && w != "previous" && w != "preceding") return {};
  const Day from = (w == "past" || w == "last") ? published_ : anchor_;
  auto span = span_at(i + 1);
  if (!span && (the || w == "past")) {
    const TimeUnit unit = time_unit(lemma(i + 1));
    if (unit == TimeUnit::kNone) return {};
    const bool plural = word(i + 1) != lemma(i + 1);
    span = Span{i + 2, {i, 1, plural ? bare_plural(unit) : 1}, unit};
  }
  if (!span || (w == "last" && word(span->end) == "of")) return {};
  const int longest = std::max(1, span->longest());
  return Found{with_determiner(i), span->end, {from - longest, from}, "past_span"};
}

/// "within 24 hours", "the next two months", "the coming days", "within days".
std::optional<TimeReader::Found> TimeReader::coming_span(TokenIndex i) const {
  const std::string& w = word(i);
  const bool within = w == "within";
  if (!within && !is_one_of(w, {"coming", "next", "following", "forthcoming"})) return {};
  if (!within && !is_one_of(before(i), {"the", "in", "over"})) return {};
  auto span = span_at(i + 1);
  if (!span) {
    const TimeUnit unit = time_unit(lemma(i + 1));
    if (unit == TimeUnit::kNone || word(i + 1) == lemma(i + 1)) return {};
    span = Span{i + 2, {i, 1, bare_plural(unit)}, unit};
  }
  const int longest = std::max(1, span->longest());
  const TokenIndex begin = within ? i : with_determiner(i);
  if (within && !future(i))
    return Found{begin, span->end, {published_ - longest, published_}, "within"};
  if (w == "following")
    return Found{begin, span->end, {anchor_, anchor_ + longest}, "following_span"};
  return Found{begin, span->end, {published_, published_ + longest}, "coming_span"};
}

/// "seven-year war", "month-long siege": until the day of publication.
std::optional<TimeReader::Found> TimeReader::long_event(TokenIndex i) const {
  double count = 1;
  TokenIndex at = i;
  if (time_unit(lemma(i)) == TimeUnit::kNone || word(i) != lemma(i)) {
    const auto amount = amount_at(i);
    if (!amount) return {};
    count = amount->high, at = amount->end;
    // "2-1/2 year"
    if (word(at) == "-" && word(at + 1) == "1/2") count += 0.5, at += 2;
    at = skip_hyphen(at);
  } else if (word(i + 1) != "-") {
    return {};
  }
  const TimeUnit unit = time_unit(lemma(at));
  if (unit == TimeUnit::kNone || word(at) != lemma(at)) return {};
  const TokenIndex unit_at = at++;
  bool extended = false;
  if (word(at) == "-" && (word(at + 1) == "long" || word(at + 1) == "old"))
    at += 2, extended = true;
  if (word(i) == lemma(unit_at) && !extended && i == unit_at) return {};
  TokenIndex noun = at;
  for (; noun < at + 4 && inside(noun); ++noun)
    if (goes_on(lemma(noun)) && !goes_on(lemma(noun + 1)))
      break;
    else if (syntax_.upos(noun) == Upos::kPunct || syntax_.upos(noun) == Upos::kVerb)
      return {};
  if (!inside(noun) || noun == at + 4) return {};
  const int longest = std::max(1, static_cast<int>(count * unit_days(unit) + 0.5));
  return Found{i, at, {published_ - longest, published_}, "long_event", true};
}

/// "have fought for three years", "for months", "in 24 hours", "days of talks", "has lasted five
/// years".
std::optional<TimeReader::Found> TimeReader::lasting(TokenIndex i) const {
  auto span = span_at(i);
  const bool bare = !span;
  if (bare) {
    const TimeUnit unit = time_unit(lemma(i));
    const bool counted = inside(i) && syntax_.child(i, {kNummod, kAmod, kDet}) != kNoToken;
    if (unit == TimeUnit::kNone || word(i) == lemma(i) || counted || before(i) == "half") return {};
    span = Span{i + 1, {i, 1, bare_plural(unit)}, unit};
  }
  const TokenIndex end = span->end;
  if (is_one_of(word(end), {"-", "old", "'", "'s", "ahead", "away"}) ||
      (word(end) == "to" && word(end + 1) == "come") ||
      is_one_of(before(i), {"first", "every", "a", "each"}))
    return {};
  const std::string& lead = before(i);
  const TokenIndex verb = governor(end - 1);
  const bool sentenced =
      verb != kNoToken &&
      is_one_of(syntax_.lemma(verb), {"sentence", "jail", "imprison", "ban", "suspend", "extend",
                                      "delay", "postpone", "last"});
  const bool goes_on_now = perfect(end - 1);
  const bool of_event = word(end) == "of" && (bare || span->unit <= TimeUnit::kMonth ||
                                              before(i) == "after" || before(i) == "in");
  // "the first raid for months" tells of the time without one.
  const TokenIndex up = syntax_.head(end - 1);
  const bool of_noun =
      up != kNoToken && syntax_.upos(up) == Upos::kNoun && syntax_.child(up, {kAmod}) != kNoToken;
  const bool held = lead == "for" && goes_on_now && !sentenced && !of_noun;
  const bool inside_it = lead == "in" && goes_on_now && span->unit <= TimeUnit::kWeek;
  const bool lasted =
      verb != kNoToken && syntax_.lemma(verb) == "last" && goes_on_now && lead != "for";
  if (!of_event && !held && !inside_it && !lasted) return {};
  if (of_event &&
      is_one_of(word(end + 1), {"age", "the", "prison", "service", "experience", "jail"}))
    return {};
  const int longest = std::max(1, span->longest());
  return Found{i, end, {published_ - longest, published_}, held ? "for_span" : "span_of", true};
}

/// "that night", "the next day", "the day before", "since then", "the same period".
std::optional<TimeReader::Found> TimeReader::anchored(TokenIndex i) const {
  if (!told_) return {};
  if ((word(i) == "then" && before(i) == "since"))
    return Found{i, i + 1, {anchor_, published_}, "since_then", true};
  const std::string& w = word(i);
  const TokenIndex at = i + 1;
  const bool day = is_one_of(word(at), {"day", "night", "morning", "evening", "afternoon"});
  const bool the = before(i) == "the";
  const TokenIndex begin = the ? i - 1 : i;
  if (day && (w == "that" || (w == "same" && the)) && syntax_.head(i) == at)
    return Found{begin, at + 1, {anchor_, anchor_}, "same_day"};
  if (day && the && (w == "next" || w == "following"))
    return Found{begin, at + 1, {anchor_ + 1, anchor_ + 1}, "next_day"};
  if (day && the && w == "previous")
    return Found{begin, at + 1, {anchor_ - 1, anchor_ - 1}, "day_before"};
  if (w == "day" && the && (word(at) == "before" || word(at) == "after")) {
    const bool last_word = !inside(at + 1) || syntax_.upos(at + 1) == Upos::kPunct;
    const int step = (word(at) == "before") == last_word ? -1 : 1;
    return Found{
        begin, at + 1, {anchor_ + step, anchor_ + step}, last_word ? "day_before" : "offset"};
  }
  if (w == "same" && the && is_one_of(word(at), {"period", "week", "month", "year"}))
    return Found{begin, at + 1, last_, "same_period"};
  if (w == "that" && word(at) == "year" && syntax_.head(i) == at)
    return Found{i, at + 1, year_days(anchor_.year()), "that_year"};
  if (w == "that" && word(at) == "month" && syntax_.head(i) == at)
    return Found{i, at + 1,
                 month_days(anchor_.year(), static_cast<unsigned>(anchor_.ymd().month())),
                 "that_month"};
  if (const auto season_of = season_days(word(at), anchor_.year()); w == "that" && season_of)
    return Found{i, at + 1, *season_of, "that_season"};
  return {};
}

}  // namespace dateline
