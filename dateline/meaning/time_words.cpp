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

struct MoonFeast {
  std::string_view name;
  unsigned month, day;
  int length;
};
/// Names without "eid al-" stand for how that is spelt by most wires once it is folded.
constexpr std::array<MoonFeast, 16> kMoonFeasts = {{{"ramadan", 9, 1, 29},
                                                    {"ramadhan", 9, 1, 29},
                                                    {"eid al-fitr", 10, 1, 3},
                                                    {"eid ul-fitr", 10, 1, 3},
                                                    {"eid el-fitr", 10, 1, 3},
                                                    {"eid al-adha", 12, 10, 4},
                                                    {"eid ul-adha", 12, 10, 4},
                                                    {"eid el-adha", 12, 10, 4},
                                                    {"muharram", 1, 1, 29},
                                                    {"ashura", 1, 10, 1},
                                                    {"ashoura", 1, 10, 1},
                                                    {"arbaeen", 2, 20, 1},
                                                    {"arbain", 2, 20, 1},
                                                    {"mawlid", 3, 12, 1},
                                                    {"dhu al-hijja", 12, 1, 29},
                                                    {"hajj", 12, 8, 5}}};

/// Gregorian Easter Sunday (Meeus, Jones and Butcher).
Day easter(int year) {
  const int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4;
  const int g = (8 * b + 13) / 25, h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;
  return Day(year, static_cast<unsigned>(n / 31), static_cast<unsigned>(n % 31 + 1));
}

}  // namespace

TimeUnit time_unit(std::string_view lemma) {
  if (lemma == "hour" || lemma == "minute") return TimeUnit::kHour;
  if (lemma == "day" || lemma == "night") return TimeUnit::kDay;
  if (lemma == "week") return TimeUnit::kWeek;
  if (lemma == "month") return TimeUnit::kMonth;
  if (lemma == "year") return TimeUnit::kYear;
  if (lemma == "decade") return TimeUnit::kDecade;
  return TimeUnit::kNone;
}

double unit_days(TimeUnit unit) {
  switch (unit) {
    case TimeUnit::kNone:
      return 0;
    case TimeUnit::kHour:
      return 1.0 / 24;
    case TimeUnit::kDay:
      return 1;
    case TimeUnit::kWeek:
      return 7;
    case TimeUnit::kMonth:
      return 30.44;
    case TimeUnit::kYear:
      return 365.25;
    case TimeUnit::kDecade:
      return 3652.5;
  }
  return 0;
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

Day islamic_day(int year, unsigned month, unsigned day) {
  // Months of 30 and 29 days in turn, eleven leap days in thirty years; 1 Muharram of the year 1 is
  // 19 July 622 of the proleptic Gregorian calendar.
  constexpr int kEpoch = -492148;
  const int m = static_cast<int>(month) - 1;
  return Day::of_number(kEpoch + static_cast<int>(day) - 1 + 29 * m + (m + 1) / 2 +
                        (year - 1) * 354 + (3 + 11 * year) / 30);
}

std::optional<Feast> feast_in(std::string_view name, int year) {
  if (name == "nowruz" || name == "newroz" || name == "nawruz" || name == "norouz")
    return Feast{{Day(year, 3, 20), Day(year, 3, 21)}};
  if (name == "christmas") return Feast{{Day(year, 12, 24), Day(year, 12, 26)}};
  if (name == "christmas eve") return Feast{{Day(year, 12, 24), Day(year, 12, 24)}};
  if (name == "christmas day") return Feast{{Day(year, 12, 25), Day(year, 12, 25)}};
  if (name == "new year's eve") return Feast{{Day(year, 12, 31), Day(year, 12, 31)}};
  if (name == "new year's day") return Feast{{Day(year, 1, 1), Day(year, 1, 1)}};
  if (name == "easter") return Feast{{easter(year), easter(year)}};
  for (const MoonFeast& feast : kMoonFeasts) {
    if (feast.name != name) continue;
    const int first = (year - 622) * 33 / 32;  // within a year of the Islamic one
    for (int islamic = first - 1; islamic <= first + 2; ++islamic) {
      const Day begin = islamic_day(islamic, feast.month, feast.day);
      if (begin.year() == year) return Feast{{begin - 1, begin + feast.length - 1}, true};
    }
  }
  return {};
}

}  // namespace dateline
