#include "dateline/meaning/timex.h"

#include <array>
#include <cmath>

#include <fmt/format.h>

namespace dateline {

std::string_view to_string(TimexType type) {
  constexpr std::array<std::string_view, 4> kNames = {"DATE", "TIME", "DURATION", "SET"};
  return kNames[static_cast<std::size_t>(type)];
}

namespace {

std::string week_value(Day monday) {
  // The ISO year is that of the week's Thursday.
  const int year = (monday + 3).year();
  const int week = ((monday + 3) - Day(year, 1, 1)) / 7 + 1;
  return fmt::format("{}-W{:02}", year, week);
}

}  // namespace

Period period_holding(TimeUnit unit, Day day) {
  const int year = day.year();
  const unsigned month = static_cast<unsigned>(day.ymd().month());
  switch (unit) {
    case TimeUnit::kWeek:
    case TimeUnit::kFortnight: {
      const DayInterval days = week_days(day);
      return {days, week_value(days.begin)};
    }
    case TimeUnit::kMonth:
      return {month_days(year, month), fmt::format("{}-{:02}", year, month)};
    case TimeUnit::kQuarter: {
      const unsigned first = (month - 1) / 3 * 3 + 1;
      return {{Day(year, first, 1), month_days(year, first + 2).end},
              fmt::format("{}-Q{}", year, (first + 2) / 3)};
    }
    case TimeUnit::kYear:
      return {year_days(year), fmt::format("{:04}", year)};
    case TimeUnit::kDecade:
      return {{Day(year / 10 * 10, 1, 1), Day(year / 10 * 10 + 9, 12, 31)},
              fmt::format("{}", year / 10)};
    case TimeUnit::kCentury: {
      const int first = (year - 1) / 100 * 100 + 1;
      return {{Day(first, 1, 1), Day(first + 99, 12, 31)}, fmt::format("{:02}", first / 100)};
    }
    default:
      return {{day, day}, to_string(day)};
  }
}

Day shifted(Day day, TimeUnit unit, int count) {
  using namespace std::chrono;
  int shift = 0;
  switch (unit) {
    case TimeUnit::kWeek:
      return day + 7 * count;
    case TimeUnit::kFortnight:
      return day + 14 * count;
    case TimeUnit::kMonth:
      shift = count;
      break;
    case TimeUnit::kQuarter:
      shift = 3 * count;
      break;
    case TimeUnit::kYear:
      shift = 12 * count;
      break;
    case TimeUnit::kDecade:
      shift = 120 * count;
      break;
    case TimeUnit::kCentury:
      shift = 1200 * count;
      break;
    case TimeUnit::kDay:
      return day + count;
    default:
      return day;
  }
  const year_month_day then = day.ymd() + months{shift};
  return then.ok() ? Day(sys_days{then}) : Day(sys_days{then.year() / then.month() / last});
}

Period season_of(std::string_view season, int year) {
  const std::string_view code = season == "spring"   ? "SP"
                                : season == "summer" ? "SU"
                                : season == "winter" ? "WI"
                                                     : "FA";
  return {season_days(season, year).value_or(year_days(year)), fmt::format("{}-{}", year, code)};
}

Period weekend_of(Day day) {
  const DayInterval week = week_days(day);
  return {{week.begin + 5, week.end}, week_value(week.begin) + "-WE"};
}

std::string duration_value(double count, TimeUnit unit) {
  struct Code {
    const char *before, *letter;
    int parts;  ///< of the next smaller unit that has a letter
    const char* smaller;
  };
  const auto code_of = [&]() -> Code {
    switch (unit) {
      case TimeUnit::kSecond:
        return {"T", "S", 0, ""};
      case TimeUnit::kMinute:
        return {"T", "M", 60, "S"};
      case TimeUnit::kHour:
        return {"T", "H", 60, "M"};
      case TimeUnit::kDay:
      case TimeUnit::kNone:
        return {"", "D", 24, "TH"};
      case TimeUnit::kWeek:
        return {"", "W", 7, "D"};
      case TimeUnit::kFortnight:
        return {"", "W", 0, ""};
      case TimeUnit::kMonth:
        return {"", "M", 30, "D"};
      case TimeUnit::kQuarter:
        return {"", "Q", 3, "M"};
      case TimeUnit::kYear:
        return {"", "Y", 12, "M"};
      case TimeUnit::kDecade:
        return {"", "Y", 0, ""};
      case TimeUnit::kCentury:
        return {"", "Y", 0, ""};
    }
    return {"", "D", 0, ""};
  };
  const Code code = code_of();
  if (count <= 0) {
    const char* letter = unit == TimeUnit::kDecade    ? "E"
                         : unit == TimeUnit::kCentury ? "C"
                                                      : code.letter;
    return fmt::format("P{}X{}", code.before, letter);
  }
  if (unit == TimeUnit::kFortnight) count *= 2;
  if (unit == TimeUnit::kDecade) count *= 10;
  if (unit == TimeUnit::kCentury) count *= 100;
  const double whole = std::floor(count);
  const double rest = std::round((count - whole) * code.parts);
  std::string out = fmt::format("P{}", code.before);
  if (whole > 0 || rest == 0) out += fmt::format("{:.0f}{}", whole, code.letter);
  if (rest > 0) {
    std::string_view smaller = code.smaller;
    if (smaller.size() == 2) out += smaller.substr(0, 1), smaller.remove_prefix(1);
    out += fmt::format("{:.0f}{}", rest, smaller);
  }
  return out;
}

std::string_view day_part_value(std::string_view word) {
  if (word == "morning" || word == "mornings" || word == "dawn" || word == "daybreak") return "TMO";
  if (word == "afternoon" || word == "afternoons") return "TAF";
  if (word == "evening" || word == "evenings" || word == "dusk") return "TEV";
  if (word == "night" || word == "nights") return "TNI";
  if (word == "noon" || word == "midday") return "T12:00";
  if (word == "midnight") return "T24:00";
  return "";
}

}  // namespace dateline
