#include <algorithm>

#include "dateline/meaning/time_reader.h"

namespace dateline {
namespace {

using enum Deprel;

/// "war", "siege": nouns that "five-year" and "two-day" tell the time of. (A truce or a sentence of
/// three days may be still to come.)
bool goes_on(const std::string& lemma) {
  return is_one_of(lemma,
                   {"war",       "conflict", "siege",      "offensive", "campaign",   "assault",
                    "battle",    "uprising", "insurgency", "operation", "fighting",   "bombardment",
                    "rebellion", "revolt",   "blockade",   "push",      "occupation", "attack",
                    "bombing",   "raid",     "clash",      "crisis",    "unrest"});
}

}  // namespace

/// "the past three days", "the last year", "recent months": until the day of publication.
std::optional<TimeReader::Found> TimeReader::past_span(TokenIndex i) const {
  const std::string& w = word(i);
  if (w == "recent") {
    const TimeUnit unit = unit_at(i + 1);
    if (unit <= TimeUnit::kHour) return {};
    const Span span{i + 2, {i, 1, bare_plural(unit), true}, unit};
    TokenIndex end = i + 2;
    if (word(end) == "and" && unit_at(end + 1) != TimeUnit::kNone) end += 2;
    return Found{i, end, span.timex(), DayInterval{published_ - span.longest(), published_},
                 "recent"};
  }
  if (!is_one_of(w, {"past", "last", "previous", "preceding", "prior"})) return {};
  const bool the = is_one_of(before(i), {"the", "these"});
  const Day from = (w == "past" || w == "last") ? published_ : anchor_;
  auto span = span_at(i + 1);
  if (!span && (the || w == "past")) {
    const TimeUnit unit = unit_at(i + 1);
    if (unit == TimeUnit::kNone) return {};
    const bool plural = word(i + 1).ends_with('s');
    span = Span{i + 2, {i, 1, plural ? bare_plural(unit) : 1, plural}, unit};
    if (!plural && is_one_of(w, {"past", "last"})) {
      // TIMEX3 has "the past year" as the year before.
      Timex timex = unit == TimeUnit::kDay || (w == "past" && unit >= TimeUnit::kDecade) ||
                            unit == TimeUnit::kHour || unit == TimeUnit::kMinute
                        ? span->timex()
                        : date_of(period_holding(unit, shifted(published_, unit, -1)).value);
      return Found{with_determiner(i), span->end, std::move(timex),
                   DayInterval{from - std::max(1, span->longest()), from}, "past_span"};
    }
  }
  if (!span && w != "last" && season_days(word(i + 1), published_.year())) return {};
  if (!span || (w == "last" && word(span->end) == "of")) return {};
  const int longest = std::max(1, span->longest());
  const TokenIndex begin = with_determiner(i);
  return Found{begin, span->end, span->timex(), DayInterval{from - longest, from}, "past_span"};
}

/// "within 24 hours", "the next two months", "the coming days", "within days".
std::optional<TimeReader::Found> TimeReader::coming_span(TokenIndex i) const {
  const std::string& w = word(i);
  const bool within = w == "within";
  if (!within && !is_one_of(w, {"coming", "next", "following", "forthcoming", "upcoming"}))
    return {};
  if (!within && !is_one_of(before(i), {"the", "in", "over"})) return {};
  auto span = span_at(i + 1);
  if (!span) {
    const TimeUnit unit = plural_unit_at(i + 1);
    const TimeUnit one = unit_at(i + 1);
    if (unit == TimeUnit::kNone && is_one_of(w, {"coming", "upcoming"}) && one >= TimeUnit::kWeek) {
      // "the coming year"
      const Period period = period_holding(one, shifted(published_, one, 1));
      return Found{with_determiner(i), i + 2, date_of(period.value),
                   DayInterval{published_, period.days.end}, "coming_span"};
    }
    if (unit == TimeUnit::kNone) return {};
    span = Span{i + 2, {i, 1, bare_plural(unit), true}, unit};
  }
  const int longest = std::max(1, span->longest());
  const TokenIndex begin = within ? i + 1 : with_determiner(i);
  Timex timex = span->timex();
  if (within && timex.mod.empty()) timex.mod = "EQUAL_OR_LESS";
  if (within && !future(i))
    return Found{begin, span->end, std::move(timex), DayInterval{published_ - longest, published_},
                 "within"};
  if (w == "following")
    return Found{begin, span->end, std::move(timex), DayInterval{anchor_, anchor_ + longest},
                 "following_span"};
  return Found{begin, span->end, std::move(timex), DayInterval{published_, published_ + longest},
               "coming_span"};
}

/// "seven-year war", "month-long siege": until the day of publication.
std::optional<TimeReader::Found> TimeReader::long_event(TokenIndex i) const {
  Amount amount{i, 1, 1};
  TokenIndex at = i;
  if (unit_at(i) == TimeUnit::kNone || word(i).ends_with('s')) {
    const auto counted = amount_at(i);
    if (!counted) return {};
    amount = *counted, at = skip_hyphen(counted->end);
  } else if (word(i + 1) != "-") {
    return {};
  }
  const TimeUnit unit = unit_at(at);
  if (unit == TimeUnit::kNone || word(at).ends_with('s')) return {};
  const TokenIndex unit_token = at++;
  bool extended = false;
  if (word(at) == "-" && (word(at + 1) == "long" || word(at + 1) == "old"))
    at += 2, extended = true;
  if (!extended && i == unit_token) return {};
  TokenIndex noun = at;
  for (; noun < at + 4 && inside(noun); ++noun)
    if (goes_on(lemma(noun)) && !goes_on(lemma(noun + 1)))
      break;
    else if (syntax_.upos(noun) == Upos::kPunct || syntax_.upos(noun) == Upos::kVerb)
      return {};
  if (!inside(noun) || noun == at + 4) return {};
  const int longest = std::max(1, Span{at, amount, unit}.longest());
  const TokenIndex begin = is_one_of(word(i), {"a", "an"}) && i + 1 < unit_token ? i + 1 : i;
  return Found{begin,
               at,
               Span{at, amount, unit}.timex(),
               DayInterval{published_ - longest, published_},
               "long_event",
               true};
}

/// "have fought for three years", "for months", "in 24 hours", "days of talks", "has lasted five
/// years".
std::optional<TimeReader::Found> TimeReader::lasting(TokenIndex i) const {
  auto span = span_at(i);
  const bool bare = !span;
  if (bare) {
    const TimeUnit unit = plural_unit_at(i);
    const bool counted = inside(i) && syntax_.child(i, {kNummod, kAmod, kDet}) != kNoToken;
    if (unit == TimeUnit::kNone || counted || before(i) == "half") return {};
    span = Span{i + 1, {i, 1, bare_plural(unit), true}, unit};
  }
  const TokenIndex end = span->end;
  if (is_one_of(word(end), {"-", "old", "'", "'s", "ahead", "away"}) ||
      (word(end) == "to" && word(end + 1) == "come") ||
      is_one_of(before(i), {"first", "every", "a", "each"}))
    return {};
  const std::string& lead = before(i);
  const TokenIndex verb = governor(end - 1);
  const bool sentenced =
      verb != kNoToken &&
      is_one_of(syntax_.lemma(verb), {"sentence", "jail", "imprison", "ban", "suspend", "extend",
                                      "delay", "postpone", "last"});
  const bool goes_on_now = perfect(end - 1);
  const bool of_event = word(end) == "of" && (bare || span->unit <= TimeUnit::kMonth ||
                                              before(i) == "after" || before(i) == "in");
  // "the first raid for months" tells of the time without one.
  const TokenIndex up = syntax_.head(end - 1);
  const bool of_noun =
      up != kNoToken && syntax_.upos(up) == Upos::kNoun && syntax_.child(up, {kAmod}) != kNoToken;
  // "its heaviest raids for months", wherever the parser hung it.
  const auto without_one = [&] {
    constexpr TokenIndex kReach = 6;
    for (TokenIndex back = 1; back <= kReach && i > sentence_.begin + back; ++back) {
      const TokenIndex at = i - 1 - back;
      if (syntax_.upos(at) == Upos::kVerb || syntax_.upos(at) == Upos::kPunct) return false;
      if (word(at) == "first" || syntax_.feats(at).degree == Feats::Degree::kSup) return true;
    }
    return false;
  };
  const bool held = lead == "for" && goes_on_now && !sentenced && !of_noun && !without_one();
  const bool inside_it = lead == "in" && goes_on_now && span->unit <= TimeUnit::kWeek;
  const bool lasted =
      verb != kNoToken && syntax_.lemma(verb) == "last" && goes_on_now && lead != "for";
  if (!of_event && !held && !inside_it && !lasted) return {};
  if (of_event &&
      is_one_of(word(end + 1), {"age", "the", "prison", "service", "experience", "jail"}))
    return {};
  const int longest = std::max(1, span->longest());
  return Found{i,
               end,
               span->timex(),
               DayInterval{published_ - longest, published_},
               held ? "for_span" : "span_of",
               true};
}

/// A length without a number: "for weeks", "months-long", "year-long", "daylong".
std::optional<TimeReader::Found> TimeReader::bare_length(TokenIndex i) const {
  const bool hyphened = word(i + 1) == "-" && word(i + 2) == "long";
  const TokenIndex end = hyphened ? i + 3 : i + 1;
  const auto found = [&](double count, TimeUnit unit) {
    return Found{i, end, {TimexType::kDuration, duration_value(count, unit), ""}, {}, ""};
  };
  if (word(i).ends_with("long") && word(i).size() > 6) {
    const TimeUnit unit = time_unit(word(i).substr(0, word(i).size() - 4));
    return unit == TimeUnit::kNone ? std::nullopt : std::optional(found(1, unit));
  }
  const TimeUnit unit = plural_unit_at(i);
  if (unit == TimeUnit::kNone) {
    const TimeUnit one = unit_at(i);
    return hyphened && one != TimeUnit::kNone ? std::optional(found(1, one)) : std::nullopt;
  }
  if (hyphened) return found(0, unit);
  const bool led =
      is_one_of(before(i), {"for", "after", "in", "within", "over", "took", "take", "until"});
  // "after hours" is when markets are shut.
  const bool shut = unit < TimeUnit::kDay && before(i) == "after";
  if ((!led && unit != TimeUnit::kWeek) || unit < TimeUnit::kMinute || word(i) == "nights" || shut)
    return {};
  if (is_one_of(word(end), {"old"}) || (word(end) == "-" && word(end + 1) == "old")) return {};
  return found(0, unit);
}

/// A length that tells no days: "three years", "the first nine months", "a two-week truce",
/// "weeks".
std::optional<TimeReader::Found> TimeReader::length(TokenIndex i) const {
  // "the first two weeks", "the final days"
  if (is_one_of(word(i), {"first", "final", "last", "early", "opening", "latest"})) {
    auto span = span_at(i + 1);
    const bool the = before(i) == "the";
    if (!span && the && plural_unit_at(i + 1) != TimeUnit::kNone)
      span = Span{i + 2, {i, 1, 1, true}, plural_unit_at(i + 1)};
    if (!span || word(i + 1) == "a") return {};
    return Found{the ? i - 1 : i, span->end, span->timex(), {}, ""};
  }
  const auto span = span_at(i);
  if (!span) return bare_length(i);
  const TokenIndex end = span->end;
  TokenIndex begin = i;
  const std::string& w = word(i);
  const bool article = is_one_of(w, {"a", "an"});
  if (word(end) == "old" || (word(end) == "-" && is_one_of(word(end + 1), {"old", "olds"})))
    return {};
  if (word(end) == "of" && word(end + 1) == "age") return {};
  const bool singular = !word(end - 1).ends_with('s');
  if (article && unit_at(i + 1) != TimeUnit::kNone) {
    // "$1.76 a year" is a rate; "a night" may be any.
    if (word(i + 1) == "night" || word(i + 1) == "second" || word(i + 1) == "quarter") return {};
    const bool rate =
        i > sentence_.begin && (syntax_.upos(i - 1) == Upos::kNum ||
                                is_one_of(before(i), {"times", "percent", "%", "twice", "once"}) ||
                                (syntax_.upos(i - 1) == Upos::kNoun &&
                                 syntax_.feats(i - 1).number == Feats::Number::kPlur));
    const bool led = is_one_of(
        before(i), {"for", "in", "within", "after", "than", "of", "over", "about", "nearly",
                    "almost", "half", "least", "is", "was", "took", "lasted", "least"});
    if (is_one_of(before(i), {"times", "twice", "once"}))
      return Found{i, end, {TimexType::kSet, duration_value(1, span->unit), ""}, {}, ""};
    if (rate) return {};
    if (!led || (word(end) == "-")) return {};
  } else if (article && singular && word(i + 1) != "few" && word(i + 1) != "couple" &&
             word(i + 1) != "half") {
    begin = i + 1;  // "a two-year term"
  } else if (!article && !singular && before(i) == "the") {
    begin = i - 1;
  }
  return Found{begin, end, span->timex(), {}, ""};
}

}  // namespace dateline
