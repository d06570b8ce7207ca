#include <array>

#include "dateline/meaning/time_reader.h"

namespace dateline {

/// "the summer of 2012", "last autumn", "over the summer", "this past spring".
std::optional<TimeReader::Found> TimeReader::season(TokenIndex i) const {
  const std::string& w = word(i);
  if (capitalised(i) && i != sentence_.begin) return {};
  if (!season_days(w, published_.year())) return {};
  TokenIndex at = i + 1;
  if (word(at) == "of") ++at;
  TokenIndex end = at;
  if (const int year = year_at(at, &end); year > 0) {
    const Period period = season_of(w, year);
    return Found{with_determiner(i), end, date_of(period.value), period.days, "season"};
  }
  const std::string& lead = before(i);
  const bool past = lead == "past" && is_one_of(before(i, 2), {"this", "the"});
  const bool determined = is_one_of(lead, {"last", "this", "next"}) || past;
  const bool led = is_one_of(lead, {"in", "since", "during", "over"}) ||
                   (lead == "the" && is_one_of(before(i, 2), {"in", "since", "during", "over",
                                                              "through", "throughout", "for"}));
  const bool verb_like = w == "fall" || w == "spring";
  if (!determined && (!led || verb_like || (inside(i + 1) && word(i + 1) == "of"))) return {};
  int year = published_.year() + 1;
  DayInterval days = *season_days(w, year);
  const auto fits = [&] {
    if (lead == "next") return days.begin > published_ && days.begin - published_ < 366;
    if (lead == "last" || past) return days.end < published_;
    if (lead == "this") return days.begin.year() <= published_.year();
    return future(i) || days.begin <= published_;
  };
  while (!fits() && year > published_.year() - 3) days = *season_days(w, --year);
  const std::string value =
      season_of(w, w == "winter" && determined ? days.begin.year() : year).value;
  if (days.begin <= published_ && days.end > published_ && !future(i)) days.end = published_;
  const TokenIndex begin = past ? i - 2 : determined || lead == "the" ? i - 1 : i;
  return Found{begin, i + 1, date_of(value), days, "season"};
}

/// "Ramadan", "the first day of Eid al-Adha", "Nowruz 2016", "over Christmas", "last Thanksgiving".
std::optional<TimeReader::Found> TimeReader::feast(TokenIndex i) const {
  if (!capitalised(i) || !feasts_.may_begin(word(i))) return {};
  // Names of up to six tokens; the longest that is one.
  std::string name, longest;
  TokenIndex end = i;
  for (TokenIndex at = i; at < i + 6 && inside(at); ++at) {
    if (at > i && syntax_.span(at).begin > syntax_.span(at - 1).end) name += ' ';
    name += word(at) == "\u2019s" ? "'s" : word(at);
    if (feasts_.has(name)) longest = name, end = at + 1;
  }
  if (longest.empty()) return {};
  TokenIndex year_end = end;
  const int year = year_at(word(end) == "," || word(end) == "of" ? end + 1 : end, &year_end);
  std::optional<FeastTable::Feast> found;
  if (year > 0) {
    end = year_end;
    found = feasts_.in_year(longest, year);
  } else {
    const bool ahead = future(i) || before(i) == "next";
    for (int y = published_.year() - 2; y <= published_.year() + 1; ++y) {
      const auto one = feasts_.in_year(longest, y);
      if (!one || (ahead && found && found->days.end >= published_)) continue;
      if (ahead || one->days.begin <= published_) found = one;
    }
  }
  if (!found) return {};
  const bool week = longest.ends_with(" week");
  Found out{
      i, end,
      date_of(week ? period_holding(TimeUnit::kWeek, found->first).value : to_string(found->first)),
      found->days, "feast"};
  if (is_one_of(before(i), {"last", "next", "this"})) --out.begin;
  const int slack = found->by_moon ? 1 : 0;
  if (before(i) == "of" && before(i, 2) == "day") {
    const auto ordinal = before(i, 3) == "last" ? found->days.length() - slack
                                                : ordinal_number(before(i, 3)).value_or(0);
    if (ordinal > 0) {
      const Day day = found->first + (ordinal - 1);
      out.timex.value = to_string(day);
      out.days = {day - slack, day};
      out.begin = with_determiner(i - 3);
    }
  }
  if (out.days->begin <= published_ && out.days->end > published_ && !future(i))
    out.days->end = published_;
  return out;
}

/// "at the weekend", "last weekend": Saturday and Sunday.
std::optional<TimeReader::Found> TimeReader::weekend(TokenIndex i) const {
  if (word(i) != "weekend") return {};
  const std::string& lead = before(i);
  if (!is_one_of(lead, {"the", "this", "last", "next", "coming", "past"})) return {};
  Period period = weekend_of(published_);
  // "will answer the attack at the weekend": of what a noun tells, the one that has been.
  const TokenIndex up = syntax_.head(i);
  const bool of_noun = lead == "the" && up != kNoToken && syntax_.is_nominal(up);
  const bool ahead = lead == "next" || lead == "coming" || (future(i) && !of_noun);
  if (lead == "last" || lead == "past" || (!ahead && period.days.begin > published_))
    period = weekend_of(published_ - 7);
  else if (lead == "next" && period.days.begin <= published_)
    period = weekend_of(published_ + 7);
  if (!ahead && period.days.contains(published_)) period.days.end = published_;
  return Found{i - 1, i + 1, date_of(period.value), period.days, "weekend"};
}

}  // namespace dateline
