#include <algorithm>
#include <array>
#include <charconv>

#include "dateline/meaning/time_reader.h"

namespace dateline {
namespace {

using enum Deprel;

/// How far ahead of publication a date without a year may lie before it is last year's.
constexpr int kAhead = 31;

bool is_day_part(const std::string& word) {
  return is_one_of(
      word, {"morning", "afternoon", "evening", "night", "noon", "midday", "midnight", "dawn"});
}

/// The numbers of "7/12/2024", "07.12.2024" or "2024-12-07", or nothing.
std::vector<int> parts_of_date(const std::string& word) {
  std::vector<int> out;
  char separator = '\0';
  for (std::size_t at = 0; at < word.size();) {
    int value = 0;
    const auto [end, ec] = std::from_chars(word.data() + at, word.data() + word.size(), value);
    if (ec != std::errc{}) return {};
    out.push_back(value);
    at = static_cast<std::size_t>(end - word.data());
    if (at == word.size()) break;
    if (separator == '\0') separator = word[at];
    if (word[at] != separator || std::string_view("/.-").find(separator) == std::string_view::npos)
      return {};
    if (++at == word.size()) return {};
  }
  return out.size() == 3 ? out : std::vector<int>{};
}

}  // namespace

std::optional<Day> TimeReader::day_of_month(int year, unsigned month, int day) const {
  const std::chrono::year_month_day ymd{std::chrono::year{year}, std::chrono::month{month},
                                        std::chrono::day{static_cast<unsigned>(day)}};
  if (day < 1 || !ymd.ok()) return {};
  return Day(std::chrono::sys_days{ymd});
}

/// "2024-12-07", "7/12/2024" (the day first where both orders are dates), "9/11".
std::optional<TimeReader::Found> TimeReader::numeric_date(TokenIndex i) const {
  if (word(i) == "9/11")
    return Found{i, i + 1, {Day(2001, 9, 11), Day(2001, 9, 11)}, "named_date", true};
  const auto parts = parts_of_date(word(i));
  if (parts.empty()) return {};
  std::optional<Day> day;
  const auto month = [](int m) { return m >= 1 && m <= 12 ? static_cast<unsigned>(m) : 0; };
  if (parts[0] >= 1900) {
    if (month(parts[1])) day = day_of_month(parts[0], month(parts[1]), parts[2]);
  } else if (parts[2] >= 1900) {
    if (month(parts[1])) day = day_of_month(parts[2], month(parts[1]), parts[0]);
    if (!day && month(parts[0])) day = day_of_month(parts[2], month(parts[0]), parts[1]);
  }
  if (!day || day->year() > 2100) return {};
  return Found{i, i + 1, {*day, *day}, "date"};
}

/// The last such day, the day of publication included; the coming one where it is still to come.
Day TimeReader::undated_weekday(unsigned weekday, TokenIndex i) const {
  const int back = (static_cast<int>(published_.weekday()) - static_cast<int>(weekday) + 7) % 7;
  const Day last = published_ - back;
  const std::string& lead = before(i);
  if (lead == "last") return back == 0 ? last - 7 : last;
  if (lead == "next" || lead == "coming") return last + 7;
  return back > 0 && future(i) ? last + 7 : last;
}

/// "on Friday", "Friday evening", "Friday last week", "Friday, 6 December".
std::optional<TimeReader::Found> TimeReader::weekday(TokenIndex i) const {
  const auto weekday = weekday_of(word(i));
  if (!weekday || !capitalised(i)) return {};
  if (is_one_of(before(i), {"every", "each", "black", "bloody", "good", "palm", "holy", "easter",
                            "al", "ash"}))
    return {};
  const TokenIndex after = word(i + 1) == "," ? i + 2 : i + 1;
  if (auto date = calendar(after); date && date->rule == "date") {
    date->begin = i;
    return date;
  }
  Day day = undated_weekday(*weekday, i);
  TokenIndex end = i + 1;
  if (is_day_part(word(end))) ++end;
  if ((word(end) == "last" || word(end) == "this" || word(end) == "next") &&
      lemma(end + 1) == "week") {
    const int shift = word(end) == "last" ? -7 : word(end) == "next" ? 7 : 0;
    day = week_days(published_ + shift).begin + (static_cast<int>(*weekday) + 6) % 7;
    end += 2;
  }
  const TokenIndex begin = is_one_of(before(i), {"last", "next", "this", "coming"}) ? i - 1 : i;
  return Found{begin, end, {day, day}, "weekday"};
}

/// The last such month, this one included; the coming one where it is still to come.
DayInterval TimeReader::undated_month(unsigned month, TokenIndex i) const {
  const std::string& lead = before(i);
  DayInterval days = month_days(published_.year(), month);
  if (lead == "next")
    return days.end <= published_ ? month_days(published_.year() + 1, month) : days;
  if (lead == "last")
    return days.end >= published_ ? month_days(published_.year() - 1, month) : days;
  if (lead == "this") return days;
  if (days.begin > published_ && !future(i)) return month_days(published_.year() - 1, month);
  if (days.end < published_ && future(i)) return month_days(published_.year() + 1, month);
  return days;
}

/// "7 December 2024", "December 7", "the 7th of December", "December 2024", "in December".
std::optional<TimeReader::Found> TimeReader::calendar(TokenIndex i) const {
  if (!inside(i)) return {};
  TokenIndex end = i;
  std::optional<int> day;
  std::optional<unsigned> month = month_of(word(i));
  if (month && capitalised(i)) {
    end = i + 1;
    const TokenIndex at = word(end) == "the" ? end + 1 : end;
    const auto number = small_number(word(at));
    if (number && *number >= 1 && *number <= 31 &&
        std::isdigit(static_cast<unsigned char>(word(at)[0])))
      day = number, end = at + 1;
  } else {
    const auto number = small_number(word(i));
    if (!number || *number < 1 || *number > 31 ||
        !std::isdigit(static_cast<unsigned char>(word(i)[0])))
      return {};
    const TokenIndex at = word(i + 1) == "of" ? i + 2 : i + 1;
    month = month_of(word(at));
    if (!month || !capitalised(at)) return {};
    day = number, end = at + 1;
  }
  if (!day) return month_name(i, true);
  const TokenIndex comma = word(end) == "," ? 1 : 0;
  const int year = year_at(end + comma);
  if (year > 0) end += comma + 1;
  std::optional<Day> exact = day_of_month(year > 0 ? year : published_.year(), *month, *day);
  if (!exact) return {};
  if (year == 0 && *exact > published_ + kAhead && !future(i))
    exact = day_of_month(published_.year() - 1, *month, *day);
  else if (year == 0 && *exact + 300 < published_ && (future(i) || *exact + 330 < published_))
    exact = future(i) ? day_of_month(published_.year() + 1, *month, *day) : exact;
  if (!exact) return {};
  return Found{i, end, {*exact, *exact}, "date"};
}

/// A month with or without its year. `alone`: nothing before it says that it is a time ("early").
std::optional<TimeReader::Found> TimeReader::month_name(TokenIndex i, bool alone) const {
  const auto month = month_of(word(i));
  if (!month || !capitalised(i)) return {};
  TokenIndex at = i + 1;
  if (word(at) == "," || word(at) == "of") ++at;
  if (const int year = year_at(at); year > 0)
    return Found{i, at + 1, month_days(year, *month), "month"};
  const std::string& lead = before(i);
  const bool determined = is_one_of(lead, {"last", "next", "this"});
  if (alone && !determined &&
      !is_one_of(lead, {"in", "since", "of", "until", "till", "by", "from", "through", "during",
                        "to", "between", "and"})) {
    // "the July agreement"; "May", "March" and the like are words and names, too.
    const bool plain = !is_one_of(
        word(i), {"may", "march", "april", "june", "august", "mar", "sept", "sep", "dec", "jan"});
    if (!plain || !syntax_.is(i, {kCompound, kNmodPoss, kObl, kOblUnmarked, kNmodUnmarked}) ||
        (i > sentence_.begin && syntax_.upos(i - 1) == Upos::kPropn))
      return {};
  }
  if (alone && lead == "and" && (out_.empty() || out_.back().range.end + 1 != i)) return {};
  if (syntax_.upos(i) != Upos::kPropn) return {};
  DayInterval days = undated_month(*month, i);
  const bool now = days.contains(published_) && !future(i);
  if (now) days.end = published_;
  return Found{determined ? i - 1 : i, i + 1, days, "month"};
}

}  // namespace dateline
