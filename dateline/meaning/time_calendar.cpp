#include <algorithm>
#include <array>
#include <charconv>

#include "dateline/meaning/time_reader.h"

namespace dateline {
namespace {

using enum Deprel;

/// How far ahead of publication a date without a year may lie before it is last year's.
constexpr int kAhead = 31;

bool is_one_of(const std::string& word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, std::string_view(word)) != words.end();
}

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

/// "early January", "mid-2016", "late last year", "the beginning of the year".
std::optional<TimeReader::Found> TimeReader::partial(TokenIndex i) const {
  PeriodPart part = period_part(word(i));
  TokenIndex at = i + 1;
  std::string joined;
  if (word(i).starts_with("mid-") && word(i).size() > 4)
    joined = word(i).substr(4), part = PeriodPart::kMiddle, at = i;
  if (word(i) == "middle" && word(at) != "of") return {};
  const bool edge =
      is_one_of(word(i), {"beginning", "start", "end", "middle", "close"}) && word(at) == "of";
  if (edge) {
    part = word(i) == "middle"                      ? PeriodPart::kMiddle
           : word(i) == "end" || word(i) == "close" ? PeriodPart::kLate
                                                    : PeriodPart::kEarly;
    ++at;
  }
  if (part == PeriodPart::kWhole) return {};
  const bool before_year = word(at) == "in";
  at = skip_hyphen(before_year ? at + 1 : at);
  std::optional<Found> found;
  if (!joined.empty()) {
    int year = 0;
    if (const auto number = small_number(joined); number && *number >= 1900 && *number <= 2100)
      year = *number;
    const auto month = month_of(joined);
    if (year > 0)
      found = Found{i, i + 1, year_days(year), "year"};
    else if (month && year_at(i + 1) > 0)
      found = Found{i, i + 2, month_days(year_at(i + 1), *month), "month"};
    else if (month)
      found = Found{i, i + 1, undated_month(*month, i), "month"};
  } else if (month_of(word(at)) && capitalised(at)) {
    found = month_name(at, false);
    if (found && found->days.end == published_)
      found->days = month_days(published_.year(), *month_of(word(at)));
  } else if (year_at(at) > 0) {
    found = Found{at, at + 1, year_days(year_at(at)), "year"};
  } else if (auto decade_found = decade(at)) {
    found = decade_found;
  } else {
    const bool the = word(at) == "the";
    const std::string which = the ? "this" : word(at);
    if (edge || !the)
      if (const auto days = period_of(at + 1, which))
        found = Found{at, at + 2, *days, which + "_" + lemma(at + 1)};
  }
  if (!found) return {};
  found->begin = edge ? with_determiner(i) : i;
  found->days = part_of(found->days, part);
  // A part of a running period ends at the latest with the day of publication, where it has begun.
  if (found->days.begin <= published_ && found->days.end > published_ && !future(i))
    found->days.end = published_;
  found->rule = "part_" + found->rule;
  return found;
}

/// "in 2015", "the 2015 offensive", "2013-14".
std::optional<TimeReader::Found> TimeReader::year(TokenIndex i) const {
  const int year = year_at(i);
  if (year == 0 || year > published_.year() + 30) return {};
  const std::string& lead = before(i);
  const bool after_time = !out_.empty() && out_.back().range.end + 1 == i &&
                          is_one_of(lead, {"and", "to", "-", "\u2013"});
  const bool led = is_one_of(
      lead, {"in", "since", "of", "from", "until", "till", "during", "by", "after", "before",
             "between", "through", "throughout", "late", "early", "mid", "circa"});
  const TokenIndex up = syntax_.head(i);
  const bool names =
      up != kNoToken && up > i && syntax_.is(i, {kNummod, kCompound, kAmod, kNmodUnmarked}) &&
      syntax_.upos(up) == Upos::kNoun && syntax_.feats(up).number == Feats::Number::kSing;
  if (!after_time && !led && !names) return {};
  // "from 2000 to 3000 men": a number that counts what follows.
  if (up != kNoToken && up == i + 1 && syntax_.is(i, {kNummod}) &&
      syntax_.feats(up).number == Feats::Number::kPlur)
    return {};
  DayInterval days = year_days(year);
  TokenIndex end = i + 1;
  if (word(end) == "-" || word(end) == "/" || word(end) == "\u2013") {
    const auto second = small_number(word(end + 1));
    if (second && word(end + 1).size() == 2 && *second == (year + 1) % 100)
      days.end = Day(year + 1, 12, 31), end += 2;
  }
  if (days.begin <= published_ && days.end > published_ && !future(i)) days.end = published_;
  return Found{i, end, days, "year"};
}

/// "the 1990s".
std::optional<TimeReader::Found> TimeReader::decade(TokenIndex i) const {
  std::string w = word(i);
  TokenIndex end = i + 1;
  if (w.size() == 4 && word(end) == "'s") w += 's', ++end;
  if (w.size() != 5 || w.back() != 's' || w[3] != '0') return {};
  const auto first = small_number(w.substr(0, 4));
  if (!first || *first < 1800 || *first > 2090) return {};
  return Found{with_determiner(i), end, {Day(*first, 1, 1), Day(*first + 9, 12, 31)}, "decade"};
}

/// "the third quarter of 2015", "the first half of the year".
std::optional<TimeReader::Found> TimeReader::fraction(TokenIndex i) const {
  constexpr std::array<std::string_view, 4> kOrdinals = {"first", "second", "third", "fourth"};
  const auto ordinal = std::ranges::find(kOrdinals, std::string_view(word(i)));
  const TokenIndex noun = skip_hyphen(i + 1);
  const bool half = word(noun) == "half";
  if (ordinal == kOrdinals.end() || (!half && word(noun) != "quarter")) return {};
  TokenIndex end = noun + 1;
  const TokenIndex at = word(end) == "of" ? end + 1 : end;
  int year = year_at(at);
  if (year > 0)
    end = at + 1;
  else if (word(at) == "the" && word(at + 1) == "year")
    year = published_.year(), end = at + 2;
  else if (half || at != end)
    return {};
  const unsigned months = half ? 6 : 3;
  const unsigned first = 1 + months * static_cast<unsigned>(ordinal - kOrdinals.begin());
  if (first > 12) return {};
  const auto days_in = [&](int y) {
    return DayInterval{Day(y, first, 1), month_days(y, first + months - 1).end};
  };
  DayInterval days = days_in(year > 0 ? year : published_.year());
  if (year == 0 && days.begin > published_ && !future(i)) days = days_in(published_.year() - 1);
  return Found{with_determiner(i), end, days, half ? "half" : "quarter"};
}

/// "the summer of 2012", "last autumn", "over the summer".
std::optional<TimeReader::Found> TimeReader::season(TokenIndex i) const {
  const std::string& w = word(i);
  if (capitalised(i) && i != sentence_.begin) return {};
  if (!season_days(w, published_.year())) return {};
  TokenIndex at = i + 1;
  if (word(at) == "of") ++at;
  if (const int year = year_at(at); year > 0)
    return Found{with_determiner(i), at + 1, *season_days(w, year), "season"};
  const std::string& lead = before(i);
  const bool determined = is_one_of(lead, {"last", "this", "next"});
  const bool led = is_one_of(lead, {"in", "since", "during", "over"}) ||
                   (lead == "the" && is_one_of(before(i, 2), {"in", "since", "during", "over",
                                                              "through", "throughout"}));
  const bool verb_like = w == "fall" || w == "spring";
  if (!determined && (!led || verb_like || (inside(i + 1) && word(i + 1) == "of"))) return {};
  DayInterval days = *season_days(w, published_.year() + 1);
  const auto fits = [&] {
    if (lead == "next") return days.begin > published_ && days.begin - published_ < 366;
    if (lead == "last") return days.end < published_;
    return future(i) || days.begin <= published_;
  };
  for (int year = published_.year(); !fits() && year > published_.year() - 3; --year)
    days = *season_days(w, year);
  if (days.begin <= published_ && days.end > published_ && !future(i)) days.end = published_;
  return Found{determined ? i - 1 : i, i + 1, days, "season"};
}

/// "Ramadan", "the first day of Eid al-Adha", "Nowruz 2016", "over Christmas".
std::optional<TimeReader::Found> TimeReader::feast(TokenIndex i) const {
  if (!capitalised(i)) return {};
  // Names of up to five tokens; the longest that is one.
  std::string name, longest;
  TokenIndex end = i;
  for (TokenIndex at = i; at < i + 5 && inside(at); ++at) {
    if (at > i && syntax_.span(at).begin > syntax_.span(at - 1).end) name += ' ';
    name += word(at) == "\u2019s" ? "'s" : word(at);
    if (name == "new year" && word(at + 1) != "'s" && word(at + 1) != "\u2019s") break;
    for (int year : {published_.year(), published_.year() + 1})
      if (feast_in(name, year)) longest = name, end = at + 1;
  }
  if (longest.empty()) return {};
  int year = year_at(end);
  if (year > 0) ++end;
  std::optional<Feast> found;
  if (year > 0) {
    found = feast_in(longest, year);
  } else {
    const bool ahead = future(i) || before(i) == "next";
    for (int y = published_.year() - 2; y <= published_.year() + 1; ++y) {
      const auto one = feast_in(longest, y);
      if (!one || (ahead && found && found->days.end >= published_)) continue;
      if (ahead || one->days.begin <= published_) found = one;
    }
  }
  if (!found) return {};
  Found out{i, end, found->days, "feast"};
  const int slack = found->by_moon ? 1 : 0;
  if (before(i) == "of" && before(i, 2) == "day") {
    constexpr std::array<std::string_view, 6> kOrdinals = {"first",  "second", "third",
                                                           "fourth", "fifth",  "last"};
    for (std::size_t n = 0; n < kOrdinals.size(); ++n) {
      if (before(i, 3) != kOrdinals[n]) continue;
      const Day day = n == 5 ? found->days.end : found->days.begin + static_cast<int>(n) + slack;
      out.days = {day - slack, day};
      out.begin = with_determiner(i - 3);
    }
  }
  if (out.days.begin <= published_ && out.days.end > published_ && !future(i))
    out.days.end = published_;
  return out;
}

}  // namespace dateline
