#include <algorithm>

#include "dateline/meaning/time_reader.h"

namespace dateline {
namespace {

/// How unsure "a month ago" is, in days.
int slack_of(TimeUnit unit, double count) {
  if (unit >= TimeUnit::kDecade) return 730;
  if (unit == TimeUnit::kYear) return count <= 1 ? 30 : 90;
  if (unit >= TimeUnit::kMonth) return 10;
  if (unit >= TimeUnit::kWeek) return count <= 1 ? 1 : 2;
  return 0;
}

}  // namespace

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

/// The same as TIMEX3 has it: the day, week, month or year so far away, as fine as the unit.
Timex TimeReader::timex_away(const Span& span, Day from, int direction) const {
  const double count = span.amount.low;
  if (span.amount.vague) return date_of(direction < 0 ? "PAST_REF" : "FUTURE_REF");
  if (span.unit < TimeUnit::kDay)
    return {TimexType::kTime, direction < 0 ? "PAST_REF" : "FUTURE_REF", span.amount.mod};
  if (span.days(count) >= kFarthest) return date_of(direction < 0 ? "PAST_REF" : "FUTURE_REF");
  // Far decades are told to the year.
  const TimeUnit grain = span.unit >= TimeUnit::kDecade ? TimeUnit::kYear : span.unit;
  const int whole = static_cast<int>(count);
  const Day then = count == whole ? shifted(from, span.unit, direction * whole)
                                  : from + direction * span.days(count);
  return date_of(period_holding(grain, then).value, span.amount.mod);
}

/// "a week ago", "two days earlier", "three months later", "a day after the ...", "days ago".
std::optional<TimeReader::Found> TimeReader::ago(TokenIndex i) const {
  auto span = span_at(i);
  if (!span) {
    const TimeUnit unit = plural_unit_at(i);
    if (unit == TimeUnit::kNone) return {};
    span = Span{i + 1, {i, 2, bare_plural(unit) + 2, true}, unit};
  }
  const TokenIndex at = skip_hyphen(span->end);
  if (at > span->end && is_one_of(word(i), {"a", "an"})) return {};  // "a year-earlier loss"
  const std::string& w = word(at);
  const auto found = [&](TokenIndex end, Day from, int direction, const char* rule,
                         bool dated = true) {
    Found out{i, end, timex_away(*span, from, direction), {}, ""};
    if (dated && span->unit != TimeUnit::kQuarter)
      out.days = away(*span, from, direction), out.rule = rule;
    return out;
  };
  // Figures of a quarter are compared with those of the same quarter.
  const bool of_quarter =
      of_quarter_ && quarter_ && span->unit == TimeUnit::kYear && span->amount.high == 1;
  const auto compared = [&](Found out) {
    if (of_quarter)
      out.timex = date_of(
          period_holding(TimeUnit::kQuarter, shifted(*quarter_, TimeUnit::kYear, -1)).value);
    return out;
  };
  if (w == "ago") return compared(found(at + 1, published_, -1, "ago"));
  if (w == "hence" || (w == "from" && is_one_of(word(at + 1), {"now", "today"})))
    return found(at + (w == "from" ? 2 : 1), published_, 1, "hence");
  if (w == "earlier" || w == "previously") return compared(found(at + 1, anchor_, -1, "earlier"));
  if (is_one_of(w, {"later", "earlier"}) && span->unit < TimeUnit::kDay && told_ &&
      span->amount.high < 12)
    return Found{i, span->end, span->timex(), {}, ""};
  if (w == "later") return found(at + 1, anchor_, 1, "later", told_);
  if (w != "before" && w != "after") return {};
  if (is_last_word(at)) {
    if (w == "after" && !told_) return {};
    return found(at + 1, anchor_, w == "after" ? 1 : -1, w == "after" ? "later" : "earlier");
  }
  // The day that is counted from is what follows: "a day after the blast" dates the blast.
  if (span->unit <= TimeUnit::kHour && span->amount.high < 12) return {};
  if (span->amount.vague || before(i) == "for") return {};
  return Found{i, span->end, span->timex(), away(*span, anchor_, w == "after" ? -1 : 1), "offset"};
}

/// The week, month or year of "this", "last" and "next".
std::optional<Period> TimeReader::period_of(TokenIndex i, const std::string& which) const {
  const int shift = which == "this" ? 0 : which == "last" ? -1 : which == "next" ? 1 : 9;
  const TimeUnit unit = unit_at(i);
  if (shift == 9 || unit < TimeUnit::kWeek || word(i).ends_with('s')) return {};
  const Day monthly = period_holding(TimeUnit::kMonth, published_).days.begin;
  return period_holding(unit,
                        shifted(unit == TimeUnit::kMonth ? monthly : published_, unit, shift));
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
  if (which == "this" && is_one_of(word(unit), {"coming", "past"}))
    which = word(unit) == "past" ? "last" : "next", ++unit;
  // "the last year" is the one that ends now.
  if (which == "last" && before(at) == "the" && !earlier) return {};
  const auto period = period_of(unit, which);
  if (!period || (capitalised(unit) && unit > sentence_.begin)) return {};
  const char* mod = earlier ? "START" : later ? "END" : "";
  Found out{i, unit + 1, date_of(period->value, mod), {}, ""};
  if (unit_at(unit) == TimeUnit::kDecade || unit_at(unit) == TimeUnit::kCentury) {
    if (!is_one_of(which, {"this", "last"})) return out;
  }
  DayInterval days = period->days;
  if (which == "this" && (later || (!earlier && future(i))))
    days.begin = published_;
  else if (which == "this")
    days.end = published_;
  out.days = days;
  const char* prefix = earlier ? "earlier_" : later ? "later_" : "";
  out.rule = prefix + which + "_" + word(unit);
  return out;
}

}  // namespace dateline
