#include "dateline/base/day.h"

#include <charconv>

#include <fmt/format.h>

namespace dateline {
namespace {

std::optional<int> digits(std::string_view text) {
  int value = 0;
  auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (ec != std::errc{} || end != text.data() + text.size() || text.front() == '-') return {};
  return value;
}

std::optional<std::chrono::year_month> parse_month(std::string_view text) {
  if (text.size() != 7 || text[4] != '-') return {};
  auto y = digits(text.substr(0, 4));
  auto m = digits(text.substr(5, 2));
  if (!y || !m || *m < 1 || *m > 12) return {};
  return std::chrono::year{*y} / std::chrono::month{static_cast<unsigned>(*m)};
}

}  // namespace

Day::Day(int year, unsigned month, unsigned day)
    : days_(std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}) {}

std::optional<Day> parse_day(std::string_view text) {
  if (text.size() != 10 || text[7] != '-') return {};
  auto month = parse_month(text.substr(0, 7));
  auto d = digits(text.substr(8, 2));
  if (!month || !d) return {};
  auto ymd = *month / std::chrono::day{static_cast<unsigned>(*d)};
  if (!ymd.ok()) return {};
  return Day(std::chrono::sys_days{ymd});
}

std::optional<DayInterval> parse_partial_day(std::string_view text) {
  if (auto day = parse_day(text)) return DayInterval{*day, *day};
  if (auto month = parse_month(text)) {
    return DayInterval{Day(std::chrono::sys_days{*month / 1}),
                       Day(std::chrono::sys_days{*month / std::chrono::last})};
  }
  if (text.size() == 4) {
    if (auto y = digits(text)) return DayInterval{Day(*y, 1, 1), Day(*y, 12, 31)};
  }
  return {};
}

Result<Day> require_day(std::string_view text) {
  if (auto day = parse_day(text)) return *day;
  return fail(ErrorCode::kDayInvalid, fmt::format("expected YYYY-MM-DD, found \"{}\"", text));
}

std::string to_string(Day day) {
  auto ymd = day.ymd();
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()),
                     static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
}

}  // namespace dateline
