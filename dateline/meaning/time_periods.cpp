#include <array>
#include <cctype>

#include "dateline/meaning/time_reader.h"

namespace dateline {
namespace {

using enum Deprel;

const char* mod_of(PeriodPart part) {
  return part == PeriodPart::kEarly ? "START" : part == PeriodPart::kMiddle ? "MID" : "END";
}

}  // namespace

/// The stretch of the calendar at the token: a month, year, decade, season, quarter, "last year" or
/// (behind "the", of what goes on now) "the year".
std::optional<TimeReader::Found> TimeReader::period_behind(TokenIndex at, bool the,
                                                           TokenIndex i) const {
  if (month_of(word(at)) && capitalised(at)) {
    auto found = month_name(at, false);
    if (found && found->days && found->days->end == published_)
      found->days = month_days(published_.year(), *month_of(word(at)));
    return found;
  }
  TokenIndex end = at;
  if (const int year = year_at(at, &end); year > 0) {
    const Period period = period_holding(TimeUnit::kYear, Day(year, 1, 1));
    return Found{at, end, date_of(period.value), period.days, "year"};
  }
  if (auto found = decade(at)) return found;
  if (auto found = century(at)) return found;
  if (auto found = fraction(at)) return found;
  if (season_days(word(at), published_.year())) {
    int year = published_.year();
    if (the && season_days(word(at), year)->begin > published_ && !future(i)) --year;
    if (the)
      return Found{at, at + 1, date_of(season_of(word(at), year).value),
                   season_of(word(at), year).days, "season"};
    return {};
  }
  const std::string which = the ? "this" : word(at) == "the" ? "" : word(at);
  const TokenIndex unit = the ? at : at + 1;
  if (const auto period = period_of(unit, which))
    return Found{at, unit + 1, date_of(period->value), period->days, which + "_" + word(unit)};
  return {};
}

/// "mid-2016", "mid-1990s", "mid-afternoon": a word each.
std::optional<TimeReader::Found> TimeReader::joined_middle(TokenIndex i) const {
  if (!word(i).starts_with("mid-") || word(i).size() <= 4) return {};
  if (const std::string_view day_part = day_part_value(word(i).substr(4)); !day_part.empty()) {
    const auto day = is_one_of(word(i + 1), {"yesterday", "today", "tomorrow"}) ? named_day(i + 1)
                                                                                : weekday(i + 1);
    Found out{i,
              day ? day->end : i + 1,
              {TimexType::kTime,
               to_string(day ? day->days->begin : anchor_) + std::string(day_part), "MID"},
              {},
              ""};
    if (day) out.days = day->days, out.rule = day->rule;
    return out;
  }
  const std::string joined = word(i).substr(4);
  std::optional<Period> period;
  TokenIndex end = i + 1;
  const char* rule = "part_month";
  if (const auto number = small_number(joined); number && *number >= 1900 && *number <= 2100)
    period = period_holding(TimeUnit::kYear, Day(*number, 1, 1)), rule = "part_year";
  else if (joined.size() == 5 && joined.ends_with("0s") &&
           small_number(joined.substr(0, 4)).value_or(0) >= 1800)
    period = period_holding(TimeUnit::kDecade, Day(*small_number(joined.substr(0, 4)), 1, 1)),
    rule = "part_decade";
  else if (const auto month = month_of(joined)) {
    const int year = year_at(end, &end);
    period = period_holding(TimeUnit::kMonth,
                            year > 0 ? Day(year, *month, 1) : undated_month(*month, i).begin);
    if (year == 0) end = i + 1;
  } else {
    return {};
  }
  return Found{with_determiner(i), end, date_of(period->value, "MID"),
               part_of(period->days, PeriodPart::kMiddle), rule};
}

/// "early January", "mid-2016", "late last year", "early in the week", "sometime next year".
std::optional<TimeReader::Found> TimeReader::partial(TokenIndex i) const {
  if (word(i) == "sometime") {
    const TokenIndex at = is_one_of(word(i + 1), {"in", "during"}) ? i + 2 : i + 1;
    auto found = period_behind(at, false, i);
    if (found && at == i + 1) found->begin = i;
    return found;
  }
  if (auto found = part_of_day(i)) return found;
  const PeriodPart part = period_part(word(i));
  if (part == PeriodPart::kWhole || word(i) == "middle") return joined_middle(i);
  TokenIndex at = i + 1;
  const bool in = word(at) == "in";
  if (in) ++at;
  at = skip_hyphen(at);
  const bool the = word(at) == "the";
  if (the && in) ++at;
  auto found = period_behind(at, the, i);
  if (!found || !found->days) return {};
  found->begin = is_one_of(before(i), {"the"}) ? i - 1 : i;
  found->timex.mod = mod_of(part);
  found->days = part_of(*found->days, part);
  // A part of a running period ends at the latest with the day of publication, where it has begun.
  if (found->days->begin <= published_ && found->days->end > published_ && !future(i))
    found->days->end = published_;
  found->rule = "part_" + found->rule;
  return found;
}

/// "the beginning of the year", "the end of November", "year-end", "the turn of the century".
std::optional<TimeReader::Found> TimeReader::edge(TokenIndex i) const {
  if (word(i) == "year" && (word(i + 1) == "-" ? word(i + 2) == "end"
                                               : word(i + 1) == "end" || (word(i + 1) == "'s" &&
                                                                          word(i + 2) == "end"))) {
    const TokenIndex end = word(i + 1) == "end" ? i + 2 : i + 3;
    const int year =
        published_.year() - (published_.ymd().month() <= std::chrono::March && !future(i) ? 1 : 0);
    const Day last(year, 12, 31);
    return Found{
        i,
        end,
        date_of(word(i + 1) == "-" ? to_string(last) : period_holding(TimeUnit::kYear, last).value,
                "END"),
        {},
        ""};
  }
  const bool named = is_one_of(word(i), {"beginning", "start", "end", "middle", "close", "turn"});
  if (!named || word(i + 1) != "of") return {};
  const PeriodPart part = word(i) == "middle"                      ? PeriodPart::kMiddle
                          : word(i) == "end" || word(i) == "close" ? PeriodPart::kLate
                                                                   : PeriodPart::kEarly;
  const bool the = word(i + 2) == "the";
  auto found = period_behind(the ? i + 3 : i + 2, the, i);
  if (!found || !found->days) return {};
  found->begin = with_determiner(i);
  found->timex.mod = mod_of(part);
  found->days = part_of(*found->days, part);
  if (found->days->begin <= published_ && found->days->end > published_ && !future(i))
    found->days->end = published_;
  found->rule = "part_" + found->rule;
  return found;
}

/// A year that no word leads: "2017 was", "since at least 2013". Round numbers may count, and names
/// have numbers.
bool TimeReader::stands_alone(TokenIndex i, int year) const {
  if (year % 10 == 0 || year < 1950 || year > published_.year() + 5 ||
      syntax_.upos(i) != Upos::kNum)
    return false;
  if (inside(i + 1) && syntax_.is_nominal(i + 1)) return false;
  if (is_one_of(word(i + 1), {"-", "/", ":", "\u2013"})) return false;
  if (i == sentence_.begin) return true;
  const Upos lead = syntax_.upos(i - 1);
  return lead != Upos::kPropn && lead != Upos::kNum && lead != Upos::kSym &&
         !is_one_of(before(i), {"-", "/", ":", "#", "no."});
}

/// "in 2015", "the 2015 offensive", "2013-14", "the year two thousand", "fiscal 1989".
std::optional<TimeReader::Found> TimeReader::year(TokenIndex i) const {
  TokenIndex begin = i, at = i, end = i;
  if (word(i) == "fiscal" || word(i) == "year") {
    at = word(i) == "fiscal" && word(i + 1) == "year" ? i + 2 : i + 1;
    const int year = year_at(at, &end);
    if (year == 0) return {};
    if (word(i) == "year" || at == i + 2) begin = with_determiner(i);
    const Period period = period_holding(TimeUnit::kYear, Day(year, 1, 1));
    return Found{begin, end, date_of(period.value), period.days, "year"};
  }
  int year = year_at(i, &end);
  // Years before 1900 only where a word says so: "in 1850".
  if (year == 0 && word(i).size() == 4 && is_one_of(before(i), {"in", "since", "until", "from"}) &&
      !(inside(i + 1) && syntax_.is_nominal(i + 1)))
    if (const auto old = small_number(word(i)); old && *old >= 1400 && *old < 1900) year = *old;
  if (year == 0 || year > published_.year() + 30) return {};
  const std::string& lead = before(i);
  const bool after_time = !out_.empty() && out_.back().range.end + 1 == i &&
                          is_one_of(lead, {"and", "to", "-", "\u2013", ",", "or"});
  const bool led = is_one_of(
      lead, {"in",    "since",  "of",      "from",    "until",      "till", "during", "by",
             "after", "before", "between", "through", "throughout", "late", "early",  "mid",
             "circa", "for",    "than",    "all",     "(",          "into", "due",    "to"});
  const TokenIndex up = syntax_.head(i);
  // Nobody counts exactly 2,014 of something without a comma; 2000 of it may be.
  const bool counts = up != kNoToken && syntax_.feats(up).number == Feats::Number::kPlur &&
                      year >= 2000 && year % 10 == 0;
  const bool names = up != kNoToken && up > i &&
                     syntax_.is(i, {kNummod, kCompound, kAmod, kNmodUnmarked}) &&
                     syntax_.is_nominal(up) && !counts;
  if (auto quarter = fraction(i + 1)) return quarter;  // "the 1988 third quarter"
  const bool in_words = end > i + 1;
  if (!after_time && !led && !names && !in_words && !stands_alone(i, year)) return {};
  // "from 2000 to 3000 men": a number that counts what follows.
  if (up == i + 1 && syntax_.is(i, {kNummod}) && counts) return {};
  if (is_one_of(word(end), {"%", "percent", "people", "troops", "million", "miles", "feet", "men",
                            "women", "children", "fighters", "soldiers", "civilians", "rebels",
                            "militants", "refugees", "families", "others"}) ||
      before(i) == "$")
    return {};
  // "the 1988 period"
  if (before(i) == "the" && is_one_of(word(end), {"period", "quarter"})) {
    const Day day = of_quarter_ && quarter_ && (word(end) == "quarter" || year == quarter_->year())
                        ? Day(year, static_cast<unsigned>(quarter_->ymd().month()), 1)
                    : word(end) == "quarter"
                        ? Day(year, static_cast<unsigned>(last_quarter().ymd().month()), 1)
                        : Day(year, 1, 1);
    const Period period =
        period_holding(word(end) == "quarter" ? TimeUnit::kQuarter : TimeUnit::kYear, day);
    return Found{i - 1, end + 1, date_of(period.value), period.days,
                 word(end) == "quarter" ? "quarter" : "year"};
  }
  DayInterval days = year_days(year);
  std::string value = period_holding(TimeUnit::kYear, days.begin).value;
  if (word(end) == "-" || word(end) == "/" || word(end) == "\u2013") {
    const auto second = small_number(word(end + 1));
    if (second && word(end + 1).size() == 2 && *second == (year + 1) % 100)
      days.end = Day(year + 1, 12, 31), end += 2;
  }
  if (days.begin <= published_ && days.end > published_ && !future(i)) days.end = published_;
  return Found{i, end, date_of(std::move(value)), days, "year"};
}

/// "the 1990s", "the '80s", "the nineties".
std::optional<TimeReader::Found> TimeReader::decade(TokenIndex i) const {
  std::string w = word(i);
  TokenIndex end = i + 1;
  if ((w == "'" || w == "\u2018" || w == "\u2019") && word(end).size() == 3) w = word(end++);
  if (w.starts_with('\'')) w.erase(0, 1);
  if (w.size() == 4 && word(end) == "'s") w += 's', ++end;
  int first = 0;
  if (w.size() == 5 && w.back() == 's' && w[3] == '0') {
    first = small_number(w.substr(0, 4)).value_or(0);
  } else if (w.size() == 3 && w.ends_with("0s") &&
             !is_one_of(before(i), {"his", "her", "their", "in", "my"}) && w[0] >= '2' &&
             w[0] <= '9') {
    first = 1900 + 10 * (w[0] - '0');
  } else if (w.ends_with("ties") && is_one_of(before(i), {"the", "early", "late", "mid", "-"})) {
    const auto tens = small_number(w.substr(0, w.size() - 3) + "y");
    if (tens) first = 1900 + *tens;
  }
  if (first < 1800 || first > 2090) return {};
  const Period period = period_holding(TimeUnit::kDecade, Day(first, 1, 1));
  return Found{before(i) == "the" ? i - 1 : i, end, date_of(period.value), period.days, "decade"};
}

/// "the first week of August", "the second half of May 2016".
std::optional<TimeReader::Found> TimeReader::part_of_month(TokenIndex i) const {
  const auto ordinal = word(i) == "last" ? std::optional(0) : ordinal_number(word(i));
  const bool week = word(i + 1) == "week", half = word(i + 1) == "half";
  if (!ordinal || (!week && !half) || word(i + 2) != "of" || *ordinal > (half ? 2 : 4)) return {};
  auto month = month_name(i + 3, false);
  if (!month || !month->days) return {};
  const DayInterval whole = period_holding(TimeUnit::kMonth, month->days->begin).days;
  DayInterval days = whole;
  if (half) {
    const bool first = *ordinal == 1;
    (first ? days.end : days.begin) = whole.begin + (first ? 14 : 15);
    month->timex.mod = first ? "START" : "END";
  } else {
    days.begin = *ordinal == 0 ? whole.end - 6 : whole.begin + 7 * (*ordinal - 1);
    days.end = days.begin + 6;
    // The week of the calendar that has most of these days.
    month->timex.value = period_holding(TimeUnit::kWeek, days.begin + 3).value;
  }
  if (days.begin <= published_ && days.end > published_ && !future(i)) days.end = published_;
  month->begin = before(i) == "the" ? i - 1 : i;
  month->days = days;
  month->rule = week ? "week_of_month" : "half_of_month";
  return month;
}

/// "the 20th century", "the nineteenth century".
std::optional<TimeReader::Found> TimeReader::century(TokenIndex i) const {
  const TokenIndex noun = skip_hyphen(i + 1);
  if (word(noun) != "century") return {};
  auto number = ordinal_number(word(i));
  if (!number && std::isdigit(static_cast<unsigned char>(word(i)[0])) && word(i).ends_with("th"))
    number = small_number(word(i));
  if (!number && is_one_of(word(i), {"21st", "1st", "2nd", "3rd"}))
    number = word(i) == "21st" ? 21 : word(i)[0] - '0';
  if (!number || *number < 1 || *number > 21) return {};
  const Period period = period_holding(TimeUnit::kCentury, Day(*number * 100 - 50, 1, 1));
  return Found{before(i) == "the" ? i - 1 : i, noun + 1, date_of(period.value), period.days,
               "century"};
}

}  // namespace dateline
