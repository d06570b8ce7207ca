#include <cctype>

#include <fmt/format.h>

#include "dateline/meaning/time_reader.h"

namespace dateline {
namespace {

bool is_zone(const std::string& word) {
  return is_one_of(word, {"gmt", "utc", "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt",
                          "bst", "cet", "cest", "eet", "eest"});
}

/// Hours and minutes of "10", "10:35" or "10.35", "0530"; -1 where it is no clock time.
int minute_of_day(const std::string& word) {
  int hours = 0, minutes = 0;
  std::size_t at = 0, digits = 0;
  for (; at < word.size() && std::isdigit(static_cast<unsigned char>(word[at])); ++at) {
    if (++digits > 4) return -1;
    hours = hours * 10 + (word[at] - '0');
  }
  if (digits == 0) return -1;
  if (digits >= 3) minutes = hours % 100, hours /= 100;
  if (at < word.size()) {
    if ((word[at] != ':' && word[at] != '.') || digits > 2 || word.size() != at + 3) return -1;
    if (!std::isdigit(static_cast<unsigned char>(word[at + 1])) ||
        !std::isdigit(static_cast<unsigned char>(word[at + 2])))
      return -1;
    minutes = (word[at + 1] - '0') * 10 + (word[at + 2] - '0');
  }
  return hours <= 24 && minutes < 60 ? hours * 60 + minutes : -1;
}

}  // namespace

/// Takes "morning" or "night" behind a day.
TokenIndex TimeReader::with_day_part(TokenIndex end, Timex& timex) const {
  const std::string_view part = day_part_value(word(end));
  if (part.empty() || word(end).ends_with('s')) return end;
  timex.type = TimexType::kTime;
  timex.value += part;
  return end + 1;
}

/// The end of a clock time and its value, "T19:15"; `i` where there is none: "7:15 p.m.", "10 in
/// the morning", "0530 GMT", "noon", "five o'clock", "16:00".
TokenIndex TimeReader::clock_at(TokenIndex i, std::string& value) const {
  if (is_one_of(word(i), {"noon", "midday", "midnight"})) {
    if (capitalised(i) && i > sentence_.begin) return i;
    value = day_part_value(word(i));
    return i + 1;
  }
  const std::string& w = word(i);
  int minute = minute_of_day(w);
  if (minute < 0) {
    const auto hour = small_number(w);
    if (!hour || *hour < 1 || *hour > 12) return i;
    minute = *hour * 60;
  }
  const std::string& after = word(i + 1);
  const bool morning = is_one_of(after, {"a.m.", "a.m", "am"}),
             evening = is_one_of(after, {"p.m.", "p.m", "pm"});
  TokenIndex end = i + 1;
  bool sure = w.find(':') != std::string::npos && w.size() >= 4;
  if (morning || evening) {
    if (minute >= 13 * 60) return i;
    minute = minute % (12 * 60) + (evening ? 12 * 60 : 0);
    end = i + 2, sure = true;
  } else if (after == "o'clock" || after == "o\u2019clock") {
    end = i + 2, sure = true;
  } else if (after == "in" && word(i + 2) == "the" &&
             is_one_of(word(i + 3), {"morning", "afternoon", "evening"}) && minute <= 12 * 60) {
    minute = minute % (12 * 60) + (word(i + 3) == "morning" ? 0 : 12 * 60);
    end = i + 4, sure = true;
  } else if (is_zone(after) && w.size() >= 4) {
    sure = true;
  } else if (after == "local" && word(i + 2) == "time" && w.size() >= 4) {
    sure = true;
  }
  if (!sure) return i;
  if (word(end) == "local" && word(end + 1) == "time") end += 2;
  if (word(end) == "(" && is_zone(word(end + 1)) && word(end + 2) == ")")
    end += 3;
  else if (is_zone(word(end)))
    ++end;
  value = fmt::format("T{:02}:{:02}", minute / 60, minute % 60);
  return end;
}

/// "10 p.m. Wednesday", "noon on 7 December", "at 0530 GMT": a time of the day named behind it,
/// else of the last told.
std::optional<TimeReader::Found> TimeReader::clock(TokenIndex i) const {
  std::string value;
  TokenIndex begin = i, end = clock_at(i, value);
  const bool about = is_one_of(word(i), {"around", "about"});
  if (about) end = clock_at(i + 1, value);
  if (end == (about ? i + 1 : i)) return {};
  TokenIndex at = word(end) == "," ? end + 1 : end;
  if (word(at) == "on") ++at;
  std::optional<Found> day = weekday(at);
  if (!day) day = calendar(at);
  if (!day) day = numeric_date(at);
  if (!day && is_one_of(word(at), {"yesterday", "today", "tomorrow"})) day = named_day(at);
  if (!day && before(i) == "mid") begin = i - 1;
  const char* mod = about ? "APPROX" : "";
  if (day && day->timex.type == TimexType::kDate && day->timex.value.size() == 10 && day->days &&
      day->days->length() == 1)
    return Found{
        begin, day->end, {TimexType::kTime, day->timex.value + value, mod}, day->days, day->rule};
  return Found{begin, end, {TimexType::kTime, to_string(anchor_) + value, mod}, {}, ""};
}

/// "yesterday", "late today", "tomorrow morning", "overnight on Friday", "last night", "this
/// evening".
std::optional<TimeReader::Found> TimeReader::named_day(TokenIndex i) const {
  const std::string& w = word(i);
  const auto found = [&](Day day, const char* rule) {
    Timex timex = date_of(to_string(day));
    const TokenIndex end = with_day_part(i + 1, timex);
    return Found{i, end, std::move(timex), DayInterval{day, day}, rule};
  };
  const auto part_of = [&](TokenIndex n, Day day, std::string_view part, const char* rule,
                           const char* mod = "") {
    return Found{i,
                 i + n,
                 {TimexType::kTime, to_string(day) + std::string(part), mod},
                 DayInterval{day, day},
                 rule};
  };
  if (w == "yesterday") return found(published_ - 1, "yesterday");
  if (w == "tomorrow") return found(published_ + 1, "tomorrow");
  if (w == "today") return found(published_, "today");
  if (w == "tonight") return part_of(1, published_, "TNI", "today");
  if (w == "overnight") {
    // "overnight on Friday" ends that day.
    const TokenIndex at = word(i + 1) == "on" ? i + 2 : i + 1;
    if (const auto day = weekday(at))
      return Found{i,
                   day->end,
                   {TimexType::kTime, to_string(day->days->begin) + "TNI", ""},
                   DayInterval{day->days->begin - 1, day->days->begin},
                   "overnight"};
    return Found{i,
                 i + 1,
                 {TimexType::kTime, to_string(published_ - 1) + "TNI", ""},
                 DayInterval{published_ - 1, published_},
                 "overnight"};
  }
  if (w == "last" && word(i + 1) == "evening")
    return part_of(2, published_ - 1, "TEV", "last_night");
  if (w == "last" && word(i + 1) == "night") return part_of(2, published_ - 1, "TNI", "last_night");
  const bool later = w == "later";
  const TokenIndex lead = later || w == "earlier" ? i + 1 : i;
  const std::string_view part = day_part_value(word(lead + 1));
  if (word(lead) == "this" &&
      is_one_of(word(lead + 1), {"morning", "afternoon", "evening", "night"}))
    return part_of(lead + 2 - i, published_, part, "today",
                   lead == i ? ""
                   : later   ? "END"
                             : "START");
  return {};
}

/// "early Tuesday", "late yesterday", "earlier Sunday", "mid-afternoon yesterday".
std::optional<TimeReader::Found> TimeReader::part_of_day(TokenIndex i) const {
  const std::string& w = word(i);
  if (!is_one_of(w, {"early", "late", "earlier", "later", "mid"})) return {};
  const TokenIndex at = skip_hyphen(i + 1);
  const char* mod = w.starts_with("early") || w == "earlier" ? "START" : w == "mid" ? "MID" : "END";
  std::optional<Found> day = weekday(at);
  if (!day) day = named_day(at);
  if (!day && word(at) == "on") {
    day = weekday(at + 1);
    if (day) day.reset();  // "late on Friday": the day alone is the expression
  }
  if (!day && (w == "earlier" || w == "later")) day = anchored(at);
  if (day) {
    if (day->timex.type == TimexType::kDuration || day->timex.type == TimexType::kSet) return {};
    day->begin = i;
    day->timex.mod = mod;
    return day;
  }
  const std::string_view part = day_part_value(word(at));
  if (part.empty() || w == "later" || w == "earlier") return {};
  TokenIndex end = at + 1;
  day = is_one_of(word(end), {"yesterday", "today", "tomorrow"}) ? named_day(end) : weekday(end);
  if (!day)
    return w == "mid" ? std::optional(
                            Found{i,
                                  end,
                                  {TimexType::kTime, to_string(anchor_) + std::string(part), mod},
                                  {},
                                  ""})
                      : std::nullopt;
  return Found{i,
               day->end,
               {TimexType::kTime, to_string(day->days->begin) + std::string(part), mod},
               day->days,
               day->rule};
}

}  // namespace dateline
