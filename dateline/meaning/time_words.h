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
enum class TimeUnit { kNone, kHour, kDay, kWeek, kMonth, kYear, kDecade };

/// The unit with this lemma ("night" is a day), or kNone.
TimeUnit time_unit(std::string_view lemma);
/// Mean length in days; an hour is 1/24.
double unit_days(TimeUnit unit);

/// 0 = Sunday ... 6 = Saturday, of "friday" or "fri.", in lower case.
std::optional<unsigned> weekday_of(std::string_view word);
/// 1 ... 12, of "december", "dec" or "dec.", in lower case.
std::optional<unsigned> month_of(std::string_view word);
/// Number words up to ninety-nine without the tens ("twenty"), and digits with "7th" or "1st".
std::optional<int> small_number(std::string_view word);

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

/// The day of the tabular (civil) Islamic calendar, which the sighted moon may leave by a day.
Day islamic_day(int year, unsigned month, unsigned day);

/// A feast or fast by its folded name: "ramadan", "eid al-adha", "nowruz", "christmas", ...
/// Those of the moon begin a day early: the sighted moon often leads the tabular one by a day.
struct Feast {
  DayInterval days;
  bool by_moon = false;
};
/// The occurrence that begins in this Gregorian year, the first where there are two. Nullopt for
/// names that are no feast or do not fall into the year.
std::optional<Feast> feast_in(std::string_view name, int year);

}  // namespace dateline
