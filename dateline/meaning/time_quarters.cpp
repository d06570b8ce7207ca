#include <array>

#include "dateline/meaning/time_reader.h"

namespace dateline {

/// First day of the quarter that a text speaks of: the last one named, else the last that is over.
Day TimeReader::last_quarter() const {
  if (quarter_) return *quarter_;
  return period_holding(TimeUnit::kQuarter, shifted(published_, TimeUnit::kQuarter, -1)).days.begin;
}

/// "last year's quarter", "next year's first quarter".
std::optional<TimeReader::Found> TimeReader::quarter_of_year(TokenIndex i) const {
  if (!is_one_of(word(i + 2), {"'s", "\u2019s"})) return {};
  const int year = published_.year() + (word(i) == "last" ? -1 : word(i) == "next" ? 1 : 0);
  const auto quarter = ordinal_number(word(i + 3));
  const TokenIndex noun = quarter ? skip_hyphen(i + 4) : i + 3;
  if (word(noun) != "quarter" || (quarter && *quarter > 4)) return {};
  const unsigned month = quarter ? static_cast<unsigned>(*quarter) * 3 - 2
                                 : static_cast<unsigned>(last_quarter().ymd().month());
  const Period period = period_holding(TimeUnit::kQuarter, Day(year, month, 1));
  return Found{i, noun + 1, date_of(period.value), period.days, "quarter"};
}

/// "the third quarter of 2015", "the first half of the year", "this year's third quarter",
/// "third-quarter".
std::optional<TimeReader::Found> TimeReader::fraction(TokenIndex i) const {
  if (word(i) == "fiscal") {
    if (word(skip_hyphen(i + 1)) == "fiscal") return {};
    auto found = fraction(skip_hyphen(i + 1));
    if (found) found->begin = before(i) == "the" ? i - 1 : i;
    return found;
  }
  if (is_one_of(word(i), {"this", "last", "next"}) && word(i + 1) == "year")
    return quarter_of_year(i);
  auto ordinal = ordinal_number(word(i));
  const TokenIndex noun = skip_hyphen(i + 1);
  const bool half = word(noun) == "half";
  if (half && word(i) == "last") ordinal = 2;
  if (!ordinal || *ordinal > (half ? 2 : 4) || (!half && word(noun) != "quarter")) return {};
  TokenIndex end = noun + 1;
  TokenIndex at = word(end) == "of" ? end + 1 : end;
  if (word(at) == "fiscal") ++at;
  TokenIndex year_end = at;
  int year = year_at(at, &year_end);
  bool other_year = false;
  if (year > 0) {
    end = year_end;
  } else if (at != end && word(at) == "the" && word(at + 1) == "year") {
    year = published_.year(), end = at + 2;
  } else if (is_one_of(word(at), {"last", "this", "next"}) && word(at + 1) == "year" &&
             !is_one_of(word(at + 2), {"'s"})) {
    year = published_.year() + (word(at) == "last" ? -1 : word(at) == "next" ? 1 : 0);
    end = at + 2;
  } else if (const std::string& lead = before(i); is_one_of(lead, {"ago", "earlier"})) {
    other_year = true;
  } else if (half && noun == i + 1) {
    return {};  // "the first half" may be of anything, "first-half losses" are a year's
  }
  // "the third-quarter loss" is no phrase of its own.
  const bool modifies = noun > i + 1 && end == noun + 1 && inside(end) && syntax_.is_nominal(end);
  TokenIndex begin = before(i) == "the" && !modifies ? i - 1 : i;
  // "the 1988 third quarter"
  if (year == 0 && i > sentence_.begin && year_at(i - 1) > 0) {
    year = year_at(i - 1);
    begin = before(i - 1) == "the" ? i - 2 : i - 1;
  }
  const unsigned months = half ? 6 : 3;
  const unsigned first = 1 + months * static_cast<unsigned>(*ordinal - 1);
  const auto days_in = [&](int y) {
    return DayInterval{Day(y, first, 1), month_days(y, first + months - 1).end};
  };
  DayInterval days = days_in(year > 0 ? year : published_.year());
  if (year == 0 && days.begin > published_ && !future(i))
    days = days_in(published_.year() - 1);
  else if (year == 0 && days.end + 180 < published_ && future(i))
    days = days_in(published_.year() + 1);
  if (other_year) days = days_in(days.begin.year() - 1);
  const std::string value =
      half ? period_holding(TimeUnit::kYear, days.begin).value + (*ordinal == 1 ? "-H1" : "-H2")
           : period_holding(TimeUnit::kQuarter, days.begin).value;
  return Found{begin, end, date_of(value), days, half ? "half" : "quarter"};
}

/// "the year-earlier quarter", "a year-ago period", "the latest quarter": what reports of figures
/// compare with.
std::optional<TimeReader::Found> TimeReader::earlier_quarter(TokenIndex i) const {
  TokenIndex at = i;
  const bool latest = is_one_of(word(at), {"latest", "current"}),
             ago = word(at) == "year" && word(skip_hyphen(at + 1)) != word(at + 1) &&
                   is_one_of(word(at + 2), {"ago", "earlier"});
  if (latest)
    ++at;
  else if (ago)
    at += 3;
  else
    return {};
  const TokenIndex begin = before(i) == "the" ? i - 1 : i;
  if (ago) {
    if (auto quarter = fraction(at)) {
      quarter->begin = begin;
      return quarter;
    }
    const Day then = shifted(last_quarter(), TimeUnit::kYear, -1);
    const bool noun = is_one_of(word(at), {"quarter", "period"});
    if (noun || of_quarter_)
      return Found{noun ? begin : i,
                   noun ? at + 1 : at,
                   date_of(period_holding(TimeUnit::kQuarter, then).value),
                   {},
                   ""};
    const std::string year =
        period_holding(TimeUnit::kYear, shifted(published_, TimeUnit::kYear, -1)).value;
    return Found{i, at, date_of(year), {}, ""};
  }
  if (word(i) == "latest" && is_one_of(word(at), {"quarter", "period"}))
    return Found{
        begin, at + 1, date_of(period_holding(TimeUnit::kQuarter, last_quarter()).value), {}, ""};
  const bool fiscal = word(at) == "fiscal";
  if (fiscal) ++at;
  const TimeUnit unit = unit_at(at);
  if (unit < TimeUnit::kDay || unit > TimeUnit::kCentury || word(at).ends_with('s')) return {};
  const Day day =
      word(i) == "latest" && unit == TimeUnit::kYear ? shifted(published_, unit, -1) : published_;
  return Found{begin, at + 1, date_of(period_holding(unit, day).value), {}, ""};
}

}  // namespace dateline
