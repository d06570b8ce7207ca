#include "dateline/meaning/time_reader.h"

namespace dateline {

/// "the day before", "the day after the raid", "the day before yesterday".
std::optional<TimeReader::Found> TimeReader::next_to(TokenIndex i) const {
  const TokenIndex at = i + 1;
  const bool back = word(at) == "before";
  if (!back && word(at) != "after") return {};
  if (is_one_of(word(at + 1), {"yesterday", "tomorrow"})) {
    const Day other = published_ + (back ? -2 : 2);
    return Found{i - 1, at + 2, date_of(to_string(other)), DayInterval{other, other}, word(at + 1)};
  }
  if (!told_) return {};
  // What follows is counted from: "the day after the raid" dates the raid.
  const bool last = is_last_word(at);
  const Day other = anchor_ + (back == last ? -1 : 1);
  return Found{i - 1, last ? at + 1 : at, date_of(to_string(other)), DayInterval{other, other},
               last ? "day_before" : "offset"};
}

/// "that night", "the next day", "the day before", "since then", "the same period", "the following
/// year".
std::optional<TimeReader::Found> TimeReader::anchored(TokenIndex i) const {
  const std::string& w = word(i);
  const TokenIndex at = i + 1;
  if (w == "then")
    return told_ && before(i) == "since"
               ? std::optional(Found{i, i + 1, date_of(to_string(anchor_)),
                                     DayInterval{anchor_, published_}, "since_then", true})
               : std::nullopt;
  const bool the = before(i) == "the";
  const bool that = w == "that" && syntax_.head(i) == at;
  const bool step = the && is_one_of(w, {"next", "following", "previous", "preceding", "prior"});
  const bool same = w == "same" && (the || before(i) == "that");
  const TokenIndex begin = the || same ? i - 1 : i;
  const auto found = [&](TokenIndex end, Timex timex, DayInterval days, const char* rule) {
    Found out{begin, end, std::move(timex), {}, ""};
    if (told_) out.days = days, out.rule = rule;
    return out;
  };
  const auto day_of = [&](Day day) {
    Timex timex = date_of(to_string(day));
    if (word(at) != "day") with_day_part(at, timex);
    return timex;
  };
  const bool day = is_one_of(word(at), {"day", "night", "morning", "evening", "afternoon"});
  if (day && (that || same)) return found(at + 1, day_of(anchor_), {anchor_, anchor_}, "same_day");
  if (day && the && (w == "next" || w == "following"))
    return found(at + 1, day_of(anchor_ + 1), {anchor_ + 1, anchor_ + 1}, "next_day");
  if (day && the && is_one_of(w, {"previous", "preceding", "prior"}))
    return found(at + 1, day_of(anchor_ - 1), {anchor_ - 1, anchor_ - 1}, "day_before");
  if (w == "day" && the) return next_to(i);
  if (same && is_one_of(word(at), {"period", "week", "month", "year", "quarter"})) {
    if (!told_) return {};
    const TimeUnit unit = unit_at(at) == TimeUnit::kNone ? TimeUnit::kQuarter : unit_at(at);
    return found(at + 1, date_of(period_holding(unit, anchor_).value), last_, "same_period");
  }
  const TimeUnit unit = unit_at(at);
  if ((that || step) && unit >= TimeUnit::kWeek && !word(at).ends_with('s')) {
    const bool back = is_one_of(w, {"previous", "preceding", "prior"});
    const Day from = unit == TimeUnit::kQuarter ? last_quarter() : told_ ? last_.begin : published_;
    const Period period = period_holding(unit, shifted(from, unit, that ? 0 : back ? -1 : 1));
    Found out{begin, at + 1, date_of(period.value), {}, ""};
    if (that && told_ && (unit == TimeUnit::kYear || unit == TimeUnit::kMonth))
      out.days = period_holding(unit, anchor_).days,
      out.rule = unit == TimeUnit::kYear ? "that_year" : "that_month";
    if (step && w == "next" && !told_) return {};
    return out;
  }
  if (const auto season_of_year = season_days(word(at), anchor_.year()); that && season_of_year)
    return found(at + 1, date_of(season_of(word(at), anchor_.year()).value), *season_of_year,
                 "that_season");
  return {};
}

/// "the quarter", "the year", "the month": the one spoken of, or the present one.
std::optional<TimeReader::Found> TimeReader::definite(TokenIndex i) const {
  if (is_one_of(word(i), {"full", "fiscal", "whole", "entire"}) && word(i + 1) == "year" &&
      before(i) == "the")
    return Found{i - 1, i + 2, date_of(period_holding(TimeUnit::kYear, published_).value), {}, ""};
  // "the week of 6 March"
  if (word(i) == "week" && word(i + 1) == "of") {
    auto found = calendar(i + 2);
    if (!found || found->rule != "date") return {};
    const Period period = period_holding(TimeUnit::kWeek, found->days->begin);
    return Found{with_determiner(i), found->end, date_of(period.value), period.days, "week_of"};
  }
  if (before(i) != "the" || word(i).ends_with('s')) return {};
  const TimeUnit unit = unit_at(i);
  if (unit == TimeUnit::kNone || word(i) == "night" || word(i + 1) == "-" || word(i + 1) == "of" ||
      word(i + 1) == "'s")
    return {};
  if (unit == TimeUnit::kQuarter)
    return Found{i - 1, i + 1, date_of(period_holding(unit, last_quarter()).value), {}, ""};
  if (unit != TimeUnit::kWeek && unit != TimeUnit::kMonth && unit != TimeUnit::kYear) return {};
  if (word(i + 1) == "before" && is_last_word(i + 1)) {
    const Day then = shifted(told_ ? last_.begin : published_, unit, -1);
    return Found{i - 1, i + 2, date_of(period_holding(unit, then).value), {}, ""};
  }
  return Found{
      i - 1,
      i + 1,
      date_of(period_holding(unit, told_ && unit != TimeUnit::kYear ? anchor_ : published_).value),
      {},
      ""};
}

}  // namespace dateline
