#include "dateline/meaning/time_words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace dateline {
namespace {

constexpr std::array<std::string_view, 7> kWeekdays = {"sunday",   "monday", "tuesday", "wednesday",
                                                       "thursday", "friday", "saturday"};
constexpr std::array<std::string_view, 12> kMonths = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};
constexpr std::array<std::string_view, 20> kNumbers = {
    "zero",     "one",     "two",     "three",     "four",     "five",    "six",
    "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr std::array<std::string_view, 10> kTens = {
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};

/// The full name, or its first letters with or without a full stop: "sept.", "dec".
template <std::size_t N>
std::optional<unsigned> by_name(const std::array<std::string_view, N>& names, std::string_view word,
                                std::size_t longest_short) {
  const bool stopped = word.ends_with('.');
  if (stopped) word.remove_suffix(1);
  for (unsigned i = 0; i < N; ++i) {
    if (names[i] == word) return i;
    if (word.size() >= 3 && word.size() <= longest_short && names[i].starts_with(word)) return i;
  }
  return {};
}

}  // namespace

TimeUnit time_unit(std::string_view lemma) {
  switch (lemma.size()) {
    case 3:
      return lemma == "day" ? TimeUnit::kDay : TimeUnit::kNone;
    case 4:
      return lemma == "hour"   ? TimeUnit::kHour
             : lemma == "week" ? TimeUnit::kWeek
             : lemma == "year" ? TimeUnit::kYear
                               : TimeUnit::kNone;
    case 5:
      return lemma == "night"   ? TimeUnit::kDay
             : lemma == "month" ? TimeUnit::kMonth
                                : TimeUnit::kNone;
    case 6:
      return lemma == "minute"   ? TimeUnit::kMinute
             : lemma == "second" ? TimeUnit::kSecond
             : lemma == "decade" ? TimeUnit::kDecade
                                 : TimeUnit::kNone;
    case 7:
      return lemma == "quarter"   ? TimeUnit::kQuarter
             : lemma == "century" ? TimeUnit::kCentury
                                  : TimeUnit::kNone;
    case 9:
      return lemma == "fortnight" ? TimeUnit::kFortnight : TimeUnit::kNone;
    default:
      return TimeUnit::kNone;
  }
}

double unit_days(TimeUnit unit) {
  switch (unit) {
    case TimeUnit::kNone:
      return 0;
    case TimeUnit::kSecond:
      return 1.0 / 86400;
    case TimeUnit::kMinute:
      return 1.0 / 1440;
    case TimeUnit::kHour:
      return 1.0 / 24;
    case TimeUnit::kDay:
      return 1;
    case TimeUnit::kWeek:
      return 7;
    case TimeUnit::kFortnight:
      return 14;
    case TimeUnit::kMonth:
      return 30.44;
    case TimeUnit::kQuarter:
      return 91.31;
    case TimeUnit::kYear:
      return 365.25;
    case TimeUnit::kDecade:
      return 3652.5;
    case TimeUnit::kCentury:
      return 36525;
  }
  return 0;
}

double bare_plural(TimeUnit unit) {
  switch (unit) {
    case TimeUnit::kSecond:
    case TimeUnit::kMinute:
      return 60;
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

std::optional<unsigned> weekday_of(std::string_view word) {
  // Short names only with a full stop: "sun" and "sat" are words.
  return by_name(kWeekdays, word, word.ends_with('.') ? 5 : 0);
}

std::optional<unsigned> month_of(std::string_view word) {
  const auto index = by_name(kMonths, word, 4);
  if (!index) return {};
  return *index + 1;
}

std::optional<int> small_number(std::string_view word) {
  for (std::size_t i = 0; i < kNumbers.size(); ++i)
    if (kNumbers[i] == word) return static_cast<int>(i);
  for (std::size_t i = 2; i < kTens.size(); ++i)
    if (kTens[i] == word) return static_cast<int>(i * 10);
  int value = 0;
  const auto [end, ec] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (ec != std::errc{}) return {};
  const std::string_view rest(end, word.data() + word.size());
  if (!rest.empty() && rest != "th" && rest != "st" && rest != "nd" && rest != "rd") return {};
  return value;
}

std::optional<int> ordinal_number(std::string_view word) {
  constexpr std::array<std::string_view, 21> kOrdinals = {
      "",           "first",      "second",     "third",     "fourth",    "fifth",
      "sixth",      "seventh",    "eighth",     "ninth",     "tenth",     "eleventh",
      "twelfth",    "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
      "eighteenth", "nineteenth", "twentieth"};
  if (word.empty()) return {};
  for (std::size_t i = 1; i < kOrdinals.size(); ++i)
    if (kOrdinals[i] == word) return static_cast<int>(i);
  if (word == "thirtieth") return 30;
  return {};
}

PeriodPart period_part(std::string_view word) {
  if (word == "early") return PeriodPart::kEarly;
  if (word == "mid" || word == "middle") return PeriodPart::kMiddle;
  if (word == "late") return PeriodPart::kLate;
  return PeriodPart::kWhole;
}

DayInterval month_days(int year, unsigned month) {
  using namespace std::chrono;
  const year_month ym = std::chrono::year{year} / std::chrono::month{month};
  return {Day(sys_days{ym / 1}), Day(sys_days{ym / last})};
}

DayInterval year_days(int year) { return {Day(year, 1, 1), Day(year, 12, 31)}; }

DayInterval week_days(Day inside) {
  const Day monday = inside - (static_cast<int>(inside.weekday()) + 6) % 7;
  return {monday, monday + 6};
}

DayInterval part_of(DayInterval period, PeriodPart part) {
  const int length = period.length();
  const int year = period.begin.year();
  const bool whole_year = period == year_days(year);
  switch (part) {
    case PeriodPart::kWhole:
      return period;
    case PeriodPart::kEarly:
      if (whole_year) return {period.begin, Day(year, 4, 30)};
      return {period.begin, period.begin + std::max(0, length / 3 - 1)};
    case PeriodPart::kMiddle:
      if (whole_year) return {Day(year, 5, 1), Day(year, 8, 31)};
      return {period.begin + length / 3, period.end - length / 3};
    case PeriodPart::kLate:
      if (whole_year) return {Day(year, 9, 1), period.end};
      return {period.end - std::max(0, length / 3 - 1), period.end};
  }
  return period;
}

std::optional<DayInterval> season_days(std::string_view word, int year) {
  if (word == "spring") return DayInterval{Day(year, 3, 1), Day(year, 5, 31)};
  if (word == "summer") return DayInterval{Day(year, 6, 1), Day(year, 8, 31)};
  if (word == "autumn" || word == "fall") return DayInterval{Day(year, 9, 1), Day(year, 11, 30)};
  if (word == "winter") return DayInterval{Day(year - 1, 12, 1), month_days(year, 2).end};
  return {};
}

}  // namespace dateline
