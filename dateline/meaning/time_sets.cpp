#include <array>

#include <fmt/format.h>

#include "dateline/meaning/time_reader.h"

namespace dateline {
namespace {

struct Frequency {
  std::string_view word, value;
};
constexpr std::array<Frequency, 8> kFrequencies = {{{"hourly", "PT1H"},
                                                    {"daily", "P1D"},
                                                    {"nightly", "XXXX-XX-XXTNI"},
                                                    {"weekly", "P1W"},
                                                    {"fortnightly", "P2W"},
                                                    {"monthly", "P1M"},
                                                    {"yearly", "P1Y"},
                                                    {"annually", "P1Y"}}};

}  // namespace

/// "daily", "every two weeks", "each Thursday", "Tuesday nights", "twice a week".
std::optional<TimeReader::Found> TimeReader::repeated(TokenIndex i) const {
  const std::string& w = word(i);
  const auto set = [&](TokenIndex end, std::string value) {
    return Found{i, end, {TimexType::kSet, std::move(value), ""}, {}, ""};
  };
  for (const Frequency& frequency : kFrequencies)
    if (frequency.word == w) {
      if (capitalised(i) && i > sentence_.begin) return {};  // a newspaper's name
      return set(i + 1, std::string(frequency.value));
    }
  const auto weekday_value = [](unsigned weekday) {
    return fmt::format("XXXX-WXX-{}", weekday == 0 ? 7 : weekday);
  };
  if (w == "every" || w == "each") {
    const TokenIndex at = i + 1;
    if (const auto weekday = weekday_of(word(at))) {
      const std::string_view part = day_part_value(word(at + 1));
      return set(part.empty() ? at + 1 : at + 2, weekday_value(*weekday) + std::string(part));
    }
    if (const auto month = month_of(word(at)); month && capitalised(at))
      return set(at + 1, fmt::format("XXXX-{:02}", *month));
    if (season_days(word(at), 2000))
      return set(at + 1, "XXXX-" + season_of(word(at), 2000).value.substr(5));
    if (word(at) == "of" && word(at + 1) == "the") return {};
    const TokenIndex other = is_one_of(word(at), {"other", "single"}) ? at + 1 : at;
    if (const TimeUnit unit = unit_at(other);
        unit != TimeUnit::kNone && !word(other).ends_with('s'))
      return set(other + 1, duration_value(word(at) == "other" ? 2 : 1, unit));
    if (const std::string_view part = day_part_value(word(at)); !part.empty())
      return set(at + 1, "XXXX-XX-XX" + std::string(part));
    if (const auto span = span_at(at))
      return set(span->end, duration_value(span->amount.low, span->unit));
    return {};
  }
  if (w == "weekends") return set(i + 1, "XXXX-WXX-WE");
  if (w == "weekdays") return set(i + 1, "XXXX-WXX-WD");
  if (w == "per") {
    const TimeUnit unit = unit_at(i + 1);
    if (unit == TimeUnit::kNone || word(i + 1).ends_with('s')) return {};
    return Found{i + 1, i + 2, {TimexType::kSet, duration_value(1, unit), ""}, {}, ""};
  }
  if (const auto weekday = weekday_of(w);
      weekday && capitalised(i) &&
      is_one_of(word(i + 1), {"nights", "mornings", "afternoons", "evenings"}))
    return set(i + 2, weekday_value(*weekday) + std::string(day_part_value(word(i + 1))));
  if (w.ends_with("days") && w.size() > 5 && capitalised(i)) {
    if (const auto weekday = weekday_of(std::string_view(w).substr(0, w.size() - 1)))
      return set(i + 1, weekday_value(*weekday));
  }
  return {};
}

/// What only says past, present or future: "now", "recently", "the near future".
std::optional<TimeReader::Found> TimeReader::vague(TokenIndex i) const {
  const std::string& w = word(i);
  const auto found = [&](TokenIndex begin, TokenIndex end, const char* value) {
    return Found{begin, end, date_of(value), {}, ""};
  };
  if (w == "now") {
    // "Now, he says" and "now that" go on with a story.
    if (i == sentence_.begin && is_one_of(word(i + 1), {",", "for"})) return {};
    return is_one_of(word(i + 1), {"that", "-"}) ? std::nullopt
                                                 : std::optional(found(i, i + 1, "PRESENT_REF"));
  }
  if (w == "currently" || w == "nowadays") return found(i, i + 1, "PRESENT_REF");
  if (w == "these" && word(i + 1) == "days") return found(i, i + 2, "PRESENT_REF");
  if (w == "current") return found(i, i + 1, "PRESENT_REF");
  if (w == "recently") return found(before(i) == "more" ? i - 1 : i, i + 1, "PAST_REF");
  if (w == "some" && word(i + 1) == "time" && word(i + 2) == "ago")
    return found(i, i + 3, "PAST_REF");
  if (w == "long" && word(i + 1) == "ago") return found(i, i + 2, "PAST_REF");
  const bool the = before(i) == "the";
  if (w == "future" && the && !(inside(i + 1) && syntax_.is_nominal(i + 1)))
    return found(i - 1, i + 1, "FUTURE_REF");
  if (is_one_of(w, {"near", "foreseeable", "immediate"}) && word(i + 1) == "future")
    return found(the ? i - 1 : i, i + 2, "FUTURE_REF");
  if (is_one_of(w, {"near"}) && word(i + 1) == "term" && the)
    return found(i - 1, i + 2, "FUTURE_REF");
  if (w == "past" && the && (is_last_word(i) || syntax_.upos(i) == Upos::kNoun))
    return found(i - 1, i + 1, "PAST_REF");
  return {};
}

}  // namespace dateline
