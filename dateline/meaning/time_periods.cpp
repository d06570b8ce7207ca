#include <array>

#include "dateline/meaning/time_reader.h"

namespace dateline {

using enum Deprel;

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
