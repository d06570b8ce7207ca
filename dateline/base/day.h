#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "dateline/base/error.h"

namespace dateline {

/// A calendar day, UTC. Proleptic Gregorian.
class Day {
 public:
  Day() = default;
  explicit Day(std::chrono::sys_days days) : days_(days) {}
  /// Requires: a valid date.
  Day(int year, unsigned month, unsigned day);

  std::chrono::sys_days sys_days() const { return days_; }
  std::chrono::year_month_day ymd() const { return std::chrono::year_month_day{days_}; }
  int year() const { return static_cast<int>(ymd().year()); }
  /// 0 = Sunday ... 6 = Saturday.
  unsigned weekday() const { return std::chrono::weekday{days_}.c_encoding(); }
  /// Days since 1970-01-01.
  int number() const { return static_cast<int>(days_.time_since_epoch().count()); }
  static Day of_number(int n) { return Day(std::chrono::sys_days{std::chrono::days{n}}); }

  Day operator+(int n) const { return Day(days_ + std::chrono::days{n}); }
  Day operator-(int n) const { return Day(days_ - std::chrono::days{n}); }
  int operator-(Day other) const { return static_cast<int>((days_ - other.days_).count()); }
  friend auto operator<=>(const Day&, const Day&) = default;

 private:
  std::chrono::sys_days days_{};
};

/// Days from `begin` to `end`, both inclusive.
struct DayInterval {
  Day begin;
  Day end;
  int length() const { return end - begin + 1; }
  bool contains(Day day) const { return begin <= day && day <= end; }
  bool overlaps(const DayInterval& other) const { return begin <= other.end && other.begin <= end; }
  friend auto operator<=>(const DayInterval&, const DayInterval&) = default;
};

/// True where the day lies between the two, both inclusive; where one is not told, on its side.
inline bool is_between(Day day, const std::optional<Day>& since, const std::optional<Day>& until) {
  return !(since && day < *since) && !(until && *until < day);
}

/// "YYYY-MM-DD". Fails: nullopt for anything else and for days that are not in the calendar.
std::optional<Day> parse_day(std::string_view text);

/// "YYYY-MM-DD", "YYYY-MM" or "YYYY": the days that it may mean.
std::optional<DayInterval> parse_partial_day(std::string_view text);

/// parse_day with an error that says what was found. Fails: kDayInvalid.
Result<Day> require_day(std::string_view text);

/// "YYYY-MM-DD".
std::string to_string(Day day);

}  // namespace dateline
