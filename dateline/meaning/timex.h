#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "dateline/base/day.h"
#include "dateline/meaning/time_words.h"

namespace dateline {

/// The types of TIMEX3 (ISO 24617-1): a day or longer, less than a day, a length, what comes again.
enum class TimexType : std::uint8_t { kDate, kTime, kDuration, kSet };
std::string_view to_string(TimexType type);

/// What a time expression says in TIMEX3's terms.
struct Timex {
  TimexType type = TimexType::kDate;
  std::string value;  ///< "1989-10-27", "1989-Q3", "2024-W49", "P3D", "PXW", "PAST_REF", ...
  std::string mod;    ///< "START", "MORE_THAN", "APPROX", ...; empty: none
};

inline Timex date_of(std::string value, std::string mod = "") {
  return {TimexType::kDate, std::move(value), std::move(mod)};
}

/// A stretch of the calendar: its days and how TIMEX3 writes it.
struct Period {
  DayInterval days;
  std::string value;
};

/// The day, week (ISO 8601, Monday to Sunday), month, quarter, year, decade or century that holds
/// the day. Units below a day count as a day.
Period period_holding(TimeUnit unit, Day day);
/// A day so many units away: months and years by the calendar (the 31st becomes the last of a
/// shorter month).
Day shifted(Day day, TimeUnit unit, int count);
/// "1998-FA" with its months. Requires: a season's name.
Period season_of(std::string_view season, int year);
/// "1989-W43-WE", Saturday and Sunday of the week that holds the day.
Period weekend_of(Day day);

/// "P3D", "PT24H", "P2Y6M"; 0: of unknown number, "PXW".
std::string duration_value(double count, TimeUnit unit);
/// "TMO", "TAF", "TEV", "TNI", or a clock time for "noon" and "midnight"; empty for other words.
std::string_view day_part_value(std::string_view word);

}  // namespace dateline
