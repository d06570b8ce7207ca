#include "dateline/base/calendars.h"

namespace dateline {
namespace {

/// The quotient rounded down.
constexpr long floor_div(long a, long b) { return a / b - (a % b != 0 && (a < 0) != (b < 0)); }

constexpr long kUnixEpoch = 719163;  ///< 1970-01-01 as a day of Calendrical Calculations ("R.D.")

/// Days from the Hebrew epoch to the molad of Tishri, put off by a day where it falls too late or
/// on a forbidden weekday.
long hebrew_elapsed(long year) {
  const long months = floor_div(235 * year - 234, 19);
  const long parts = 12084 + 13753 * months;
  const long day = 29 * months + floor_div(parts, 25920);
  const long rest = (3 * (day + 1)) % 7;
  return rest < 3 ? day + 1 : day;
}

/// The Hebrew year that begins in the autumn of a Gregorian one.
constexpr int hebrew_year_of(int gregorian) { return gregorian + 3761; }

}  // namespace

Day islamic_day(int year, unsigned month, unsigned day) {
  constexpr int kEpoch = -492148;  ///< 1 Muharram of the year 1: 19 July 622, proleptic Gregorian
  const int m = static_cast<int>(month) - 1;
  return Day::of_number(kEpoch + static_cast<int>(day) - 1 + 29 * m + (m + 1) / 2 +
                        (year - 1) * 354 + (3 + 11 * year) / 30);
}

Day hebrew_new_year(int year) {
  constexpr long kEpoch = -1373427;  ///< R.D. of 1 Tishri of the year 1
  const long before = hebrew_elapsed(year - 1), here = hebrew_elapsed(year);
  const long after = hebrew_elapsed(year + 1);
  const long put_off = after - here == 356 ? 2 : here - before == 382 ? 1 : 0;
  return Day::of_number(static_cast<int>(kEpoch + here + put_off - kUnixEpoch));
}

Day passover(int gregorian_year) {
  // From Nisan to Tishri no month changes its length.
  return hebrew_new_year(hebrew_year_of(gregorian_year)) - 163;
}

Day hanukkah(int gregorian_year) {
  const int year = hebrew_year_of(gregorian_year);
  const int length = hebrew_new_year(year + 1) - hebrew_new_year(year);
  const int heshvan = length % 10 == 5 ? 30 : 29;  // long in "complete" years only
  return hebrew_new_year(year) + (30 + heshvan + 24);
}

Day western_easter(int year) {
  const int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4;
  const int g = (8 * b + 13) / 25, h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;
  return Day(year, static_cast<unsigned>(n / 31), static_cast<unsigned>(n % 31 + 1));
}

Day orthodox_easter(int year) {
  const int a = year % 4, b = year % 7, c = year % 19, d = (19 * c + 15) % 30;
  const int e = (2 * a + 4 * b - d + 34) % 7, n = d + e + 114;
  const int ahead = year / 100 - year / 400 - 2;  // of the Julian calendar
  return Day(year, static_cast<unsigned>(n / 31), static_cast<unsigned>(n % 31 + 1)) + ahead;
}

Day nth_weekday(int year, unsigned month, unsigned weekday, int nth) {
  using namespace std::chrono;
  const auto ym = std::chrono::year{year} / std::chrono::month{month};
  if (nth > 0)
    return Day(
        std::chrono::sys_days{ym / std::chrono::weekday{weekday}[static_cast<unsigned>(nth)]});
  return Day(std::chrono::sys_days{ym / std::chrono::weekday{weekday}[last]}) - 7 * (-nth - 1);
}

}  // namespace dateline
