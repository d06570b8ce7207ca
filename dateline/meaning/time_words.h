#pragma once

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string_view>

#include "dateline/base/day.h"

namespace dateline {

inline bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

/// What time expressions count in.
enum class TimeUnit {
  kNone,
  kSecond,
  kMinute,
  kHour,
  kDay,
  kWeek,
  kFortnight,
  kMonth,
  kQuarter,
  kYear,
  kDecade,
  kCentury
};

/// The unit with this lemma ("night" is a day), or kNone.
TimeUnit time_unit(std::string_view lemma);
/// Mean length in days.
double unit_days(TimeUnit unit);

/// What "days", "weeks", "months" or "years" without a number reach at most, in units.
double bare_plural(TimeUnit unit);

/// 0 = Sunday ... 6 = Saturday, of "friday" or "fri.", in lower case.
std::optional<unsigned> weekday_of(std::string_view word);
/// 1 ... 12, of "december", "dec" or "dec.", in lower case.
std::optional<unsigned> month_of(std::string_view word);
/// Number words up to ninety-nine without the tens ("twenty"), and digits with "7th" or "1st".
std::optional<int> small_number(std::string_view word);

/// 1 ... 31, of "first" to "thirty-first" in words (up to twentieth, and "thirtieth"), in lower
/// case.
std::optional<int> ordinal_number(std::string_view word);

/// A third of a period: "early", "mid", "late".
enum class PeriodPart { kWhole, kEarly, kMiddle, kLate };
PeriodPart period_part(std::string_view word);

DayInterval month_days(int year, unsigned month);
DayInterval year_days(int year);
/// Monday to Sunday.
DayInterval week_days(Day inside);
/// The third of a period: ten days of a month, four months of a year, else thirds by length.
DayInterval part_of(DayInterval period, PeriodPart part);

/// Spring, summer, autumn and winter of the northern half of the earth by whole months; the winter
/// of a year ends in its February. Nullopt for other words.
std::optional<DayInterval> season_days(std::string_view word, int year);

}  // namespace dateline
