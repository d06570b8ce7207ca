#include <array>
#include <cctype>
#include <charconv>

#include "dateline/meaning/time_reader.h"

namespace dateline {
namespace {

using enum Deprel;

/// How many days ahead of publication a date without a year may lie before it is one of the past:
/// where nothing says when it is told ("payable Feb. 1"), and where its verb is still to come.
constexpr int kFarAhead = 120, kPlanned = 200;
/// The same where the verb is past, and of a month.
constexpr int kAhead = 31;

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

/// The month's day of "7", "7th" or "seventh", else nothing.
std::optional<int> month_day(const std::string& word, bool in_words) {
  if (!word.empty() && std::isdigit(static_cast<unsigned char>(word[0]))) {
    const auto number = small_number(word);
    return number && *number >= 1 && *number <= 31 ? number : std::nullopt;
  }
  return in_words ? ordinal_number(word) : std::nullopt;
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
  if (word(i) == "9/11") {
    const Day day(2001, 9, 11);
    return Found{i, i + 1, date_of(to_string(day)), DayInterval{day, day}, "named_date", true};
  }
  if (!std::isdigit(static_cast<unsigned char>(word(i)[0]))) return {};
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
  return Found{i, i + 1, date_of(to_string(*day)), DayInterval{*day, *day}, "date"};
}

/// The last such day, the day of publication included; the coming one where it is still to come.
Day TimeReader::undated_weekday(unsigned weekday, TokenIndex i) const {
  const int back = (static_cast<int>(published_.weekday()) - static_cast<int>(weekday) + 7) % 7;
  const Day last = published_ - back;
  const std::string& lead = before(i);
  if (lead == "last" || lead == "past") return back == 0 ? last - 7 : last;
  if (lead == "next" || lead == "coming") return last + 7;
  if (lead == "previous" && told_) {
    const int before_anchor =
        (static_cast<int>(anchor_.weekday()) - static_cast<int>(weekday) + 7) % 7;
    return anchor_ - (before_anchor == 0 ? 7 : before_anchor);
  }
  const bool possessive = is_one_of(word(i + 1), {"'s", "\u2019s"});
  return back > 0 && !possessive && future(i) ? last + 7 : last;
}

/// "on Friday", "Friday evening", "Friday last week", "Friday, 6 December", "this coming Sunday".
std::optional<TimeReader::Found> TimeReader::weekday(TokenIndex i) const {
  const auto weekday = weekday_of(word(i));
  if (!weekday || !capitalised(i)) return {};
  if (is_one_of(before(i), {"black", "bloody", "good", "palm", "holy", "easter", "al", "ash"}))
    return {};
  const TokenIndex after = word(i + 1) == "," ? i + 2 : i + 1;
  if (auto date = calendar(after); date && date->rule == "date") {
    date->begin = is_one_of(before(i), {"this", "next"}) ? i - 1 : i;
    return date;
  }
  // "Friday the 13th": the last that was one.
  if (word(i + 1) == "the" && word(i + 2).ends_with("th")) {
    const auto number = month_day(word(i + 2), false);
    if (!number) return {};
    constexpr int kSearched = 3000;  // days; each pair comes again within seven years
    Day day = published_;
    for (int back = 0; back < kSearched; ++back, day = day - 1)
      if (day.weekday() == *weekday &&
          static_cast<unsigned>(day.ymd().day()) == static_cast<unsigned>(*number))
        return Found{i, i + 3, date_of(to_string(day)), DayInterval{day, day}, "weekday_date"};
  }
  Day day = undated_weekday(*weekday, i);
  TokenIndex end = i + 1, shifted_end = 0;
  TokenIndex part = end;
  const TokenIndex week = day_part_value(word(part)).empty() ? part : part + 1;
  if (is_one_of(word(week), {"last", "this", "next"}) && word(week + 1) == "week") {
    const int shift = word(week) == "last" ? -7 : word(week) == "next" ? 7 : 0;
    day = week_days(published_ + shift).begin + (static_cast<int>(*weekday) + 6) % 7;
    shifted_end = week + 2;
  }
  Timex timex = date_of(to_string(day));
  end = with_day_part(part, timex);
  if (shifted_end > 0) end = shifted_end;
  TokenIndex begin = i;
  if (is_one_of(before(i), {"last", "next", "this", "coming", "past", "previous"})) --begin;
  if (begin < i && is_one_of(before(begin), {"this", "the"}) && before(i) != "this") --begin;
  return Found{begin, end, std::move(timex), DayInterval{day, day}, "weekday"};
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
  const bool up_to = is_one_of(lead, {"until", "till", "through", "by"}) && !told_past(i);
  if (days.begin > published_) {
    const bool soon = days.begin <= published_ + kAhead && !told_past(i);
    return soon || up_to || future(i) ? days : month_days(published_.year() - 1, month);
  }
  const DayInterval next = month_days(published_.year() + 1, month);
  const bool soon = next.begin <= published_ + kFarAhead;
  return days.end < published_ && (future(i) || (up_to && soon)) ? next : days;
}

/// A date without its year: the last one, unless it is near ahead or what is told is still to come.
std::optional<Day> TimeReader::nearest_year(Day this_year, unsigned month, int day,
                                            TokenIndex i) const {
  const bool ahead = future(i);
  // "extended to 16 November" is told in the past, and is still to come; "fell on 16 November" is
  // over.
  const int limit = ahead ? kPlanned : !told_past(i) ? kFarAhead : before(i) == "on" ? 1 : kAhead;
  if (this_year > published_ + limit)
    return ahead ? this_year : day_of_month(published_.year() - 1, month, day);
  if (this_year < published_) {
    const auto next = day_of_month(published_.year() + 1, month, day);
    if (next && *next <= published_ + limit) return next;
  }
  return this_year;
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
    day = month_day(word(at), true);
    if (day && word(at).size() > 3 && at != end && word(at + 1) == "of") day.reset();
    // "March 21st century", "May 15 people": a number that counts what follows is no day.
    if (day) end = at + 1;
  } else {
    day = month_day(word(i), before(i) == "the" && word(i + 1) == "of");
    if (!day) return {};
    const TokenIndex at = word(i + 1) == "of" ? i + 2 : i + 1;
    month = month_of(word(at));
    if (!month || !capitalised(at)) return {};
    end = at + 1;
  }
  if (!day) return month_name(i, true);
  const TokenIndex comma = word(end) == "," ? 1 : 0;
  TokenIndex year_end = end;
  const int year = year_at(end + comma, &year_end);
  if (year > 0) end = year_end;
  std::optional<Day> exact = day_of_month(year > 0 ? year : published_.year(), *month, *day);
  if (!exact) return {};
  if (year == 0) exact = nearest_year(*exact, *month, *day, i);
  if (!exact) return {};
  Timex timex = date_of(to_string(*exact));
  if (!is_one_of(word(end), {"noon", "midnight"})) end = with_day_part(end, timex);
  return Found{i, end, std::move(timex), DayInterval{*exact, *exact}, "date"};
}

/// Whether a capitalised month's name is one where nothing before it says so: "May", "March" and
/// the like are words and names, too.
bool TimeReader::is_month_name(TokenIndex i) const {
  if (syntax_.upos(i) != Upos::kPropn) return false;
  if (i > sentence_.begin && syntax_.upos(i - 1) == Upos::kPropn && capitalised(i - 1) &&
      !is_one_of(before(i), {"mr", "mrs"}))
    return false;
  const bool plain = !is_one_of(
      word(i), {"may", "march", "april", "june", "august", "mar", "sept", "sep", "dec", "jan"});
  const bool name_follows = inside(i + 1) && syntax_.upos(i + 1) == Upos::kPropn;
  if (!plain)
    return !name_follows && word(i) != "may" && word(i) != "march" && word(i).size() > 3 &&
           i > sentence_.begin;
  return !name_follows || word(i).ends_with('.');
}

/// A month with or without its year. `alone`: nothing before it says that it is a time ("early").
std::optional<TimeReader::Found> TimeReader::month_name(TokenIndex i, bool alone) const {
  const auto month = month_of(word(i));
  if (!month || !capitalised(i)) return {};
  TokenIndex at = i + 1;
  if (word(at) == "," || word(at) == "of") ++at;
  TokenIndex end = at;
  int year = year_at(at, &end);
  if (year == 0 && is_one_of(word(i + 1), {"last", "this", "next"}) && word(i + 2) == "year") {
    year = published_.year() + (word(i + 1) == "last" ? -1 : word(i + 1) == "next" ? 1 : 0);
    end = i + 3;
  }
  if (year > 0) {
    const Period period = period_holding(TimeUnit::kMonth, Day(year, *month, 1));
    return Found{i, end, date_of(period.value), period.days, "month"};
  }
  const std::string& lead = before(i);
  const bool determined = is_one_of(lead, {"last", "next", "this"});
  const bool listed = lead == "and" && !out_.empty() && out_.back().range.end + 1 == i;
  const bool led = is_one_of(lead, {"in", "since", "of", "until", "till", "by", "from", "through",
                                    "during", "to", "between"});
  if (alone && !determined && !led && !listed && !is_month_name(i)) return {};
  if (syntax_.upos(i) != Upos::kPropn) return {};
  DayInterval days = undated_month(*month, i);
  const Period period = period_holding(TimeUnit::kMonth, days.begin);
  if (days.contains(published_) && !future(i)) days.end = published_;
  return Found{determined ? i - 1 : i, i + 1, date_of(period.value), days, "month"};
}

}  // namespace dateline
