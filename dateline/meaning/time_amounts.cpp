#include <cctype>

#include "dateline/meaning/time_reader.h"

namespace dateline {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_ordinal(const std::string& word) {
  return word.ends_with("th") || word.ends_with("st") || word.ends_with("nd") ||
         word.ends_with("rd");
}

/// The words that bound an amount from before it, with TIMEX3's name for what they say.
struct Hedge {
  std::initializer_list<std::string_view> words;
  const char* mod;
  int bound;  ///< 1 more, -1 less, 0 about so many
};
const Hedge kHedges[] = {{{"no", "more", "than"}, "EQUAL_OR_LESS", -1},
                         {{"no", "less", "than"}, "EQUAL_OR_MORE", 1},
                         {{"no", "fewer", "than"}, "EQUAL_OR_MORE", 1},
                         {{"more", "than"}, "MORE_THAN", 1},
                         {{"less", "than"}, "LESS_THAN", -1},
                         {{"fewer", "than"}, "LESS_THAN", -1},
                         {{"at", "least"}, "EQUAL_OR_MORE", 1},
                         {{"at", "most"}, "EQUAL_OR_LESS", -1},
                         {{"up", "to"}, "EQUAL_OR_LESS", -1},
                         {{"nearly"}, "LESS_THAN", -1},
                         {{"almost"}, "LESS_THAN", -1},
                         {{"under"}, "LESS_THAN", -1},
                         {{"over"}, "MORE_THAN", 1},
                         {{"about"}, "APPROX", 0},
                         {{"around"}, "APPROX", 0},
                         {{"some"}, "APPROX", 0},
                         {{"roughly"}, "APPROX", 0},
                         {{"approximately"}, "APPROX", 0},
                         {{"just", "over"}, "MORE_THAN", 1},
                         {{"just", "under"}, "LESS_THAN", -1}};

}  // namespace

/// One count: "two", "twenty-one", "a", "half a", "two and a half", "2 1/2", "a dozen".
std::optional<double> TimeReader::count_at(TokenIndex i, TokenIndex& end) const {
  const auto fits = [&](TokenIndex n, double value) { return end = i + n, value; };
  if (word(i) == "half" && is_one_of(word(i + 1), {"a", "an"})) return fits(2, 0.5);
  if (is_one_of(word(i), {"a", "an"})) {
    if (word(i + 1) == "dozen") return fits(2, 12);
    if (word(i + 1) == "hundred") return fits(2, 100);
    if (word(i + 1) == "half") return fits(word(i + 2) == "-" ? 3 : 2, 0.5);
    return fits(1, 1);
  }
  if (word(i) == "dozen") return fits(1, 12);
  if (word(i).find('.') != std::string::npos) return {};
  const auto number = small_number(word(i));
  if (!number || *number > 999 || is_ordinal(word(i))) return {};
  double value = *number;
  end = i + 1;
  if (const TokenIndex unit = skip_hyphen(end);
      *number >= 20 && *number % 10 == 0 && !is_digit(word(i)[0])) {
    const auto ones = small_number(word(unit));
    if (ones && *ones > 0 && *ones < 10 && !is_digit(word(unit)[0]) && !is_ordinal(word(unit)))
      value += *ones, end = unit + 1;
  }
  if (word(end) == "hundred" && value < 10) value *= 100, ++end;
  if (word(end) == "thousand" && value < 1000) value *= 1e3, ++end;
  if (word(end) == "million" && value < 1000) value *= 1e6, ++end;
  TokenIndex more = skip_hyphen(end);
  if (word(more) == "1/2") return value += 0.5, end = more + 1, value;
  if (word(more) == "1" && word(more + 1) == "/" && word(more + 2) == "2")
    return value += 0.5, end = more + 3, value;
  if (word(more) == "and") {
    more = skip_hyphen(more + 1);
    if (is_one_of(word(more), {"a", "an"}) && word(skip_hyphen(more + 1)) == "half")
      value += 0.5, end = skip_hyphen(more + 1) + 1;
  }
  return value;
}

std::optional<TimeReader::Amount> TimeReader::amount_at(TokenIndex i) const {
  Amount out{i, 0, 0};
  for (const Hedge& hedge : kHedges) {
    TokenIndex at = i;
    for (std::string_view w : hedge.words)
      if (word(at) == w)
        ++at;
      else
        break;
    if (at != i + hedge.words.size()) continue;
    // "evolved over three years"
    if (hedge.words.size() == 1 && word(i) == "over" && syntax_.upos(i) == Upos::kAdp &&
        syntax_.is(i, {Deprel::kCase}))
      return {};
    out.mod = hedge.mod;
    out.bound = hedge.bound > 0   ? Amount::Bound::kMore
                : hedge.bound < 0 ? Amount::Bound::kLess
                                  : Amount::Bound::kExact;
    i = at;
    break;
  }
  if (is_one_of(word(i), {"a", "the"}) && is_one_of(word(i + 1), {"few", "couple"})) ++i;
  if (is_one_of(word(i), {"few", "several", "couple", "many"})) {
    out.low = word(i) == "several" ? 3 : 2;
    out.high = word(i) == "couple" ? 2 : word(i) == "few" ? 4 : 7;
    out.vague = word(i) != "couple";
    if (!out.vague) out.mod = "APPROX";
    out.end = word(i + 1) == "of" ? i + 2 : i + 1;
    if (word(out.end) == "more") ++out.end;
    return out;
  }
  const auto first = count_at(i, out.end);
  if (!first) return {};
  out.low = out.high = *first;
  if (is_one_of(word(out.end), {"or", "to", "-", "\u2013"})) {
    TokenIndex end = out.end;
    const auto second = count_at(out.end + 1, end);
    if (second && *second > *first && !is_one_of(word(out.end + 1), {"a", "an"}))
      out.high = *second, out.end = end;
  }
  if (word(out.end) == "more" && !is_one_of(word(i), {"a", "an"})) ++out.end;
  return out;
}

/// The unit of a noun, singular or plural. ("Second" and "quarter" are units in the plural only.)
TimeUnit TimeReader::unit_at(TokenIndex i) const {
  const std::string& w = word(i);
  if (w.empty()) return TimeUnit::kNone;
  if (w == "second" || (w.starts_with("quarter") && word(i + 1) == "of")) return TimeUnit::kNone;
  TimeUnit unit = time_unit(w);
  if (unit == TimeUnit::kNone && w.ends_with("ies"))
    unit = time_unit(w.substr(0, w.size() - 3) + "y");
  if (unit == TimeUnit::kNone && w.ends_with('s'))
    unit = time_unit(std::string_view(w).substr(0, w.size() - 1));
  return unit;
}

/// The unit of "days", "weeks": kNone for a singular.
TimeUnit TimeReader::plural_unit_at(TokenIndex i) const {
  return word(i).ends_with('s') ? unit_at(i) : TimeUnit::kNone;
}

std::optional<TimeReader::Span> TimeReader::span_at(TokenIndex i) const {
  const auto amount = amount_at(i);
  if (!amount) return {};
  TokenIndex at = skip_hyphen(amount->end);
  if (is_one_of(word(at),
                {"full", "straight", "consecutive", "trading", "working", "business", "whole"}) &&
      unit_at(at + 1) != TimeUnit::kNone)
    ++at;
  const TimeUnit unit = unit_at(at);
  if (unit == TimeUnit::kNone || (word(at) == "quarters" && at > amount->end))
    return {};  // "three-quarters"
  Span out{at + 1, *amount, unit};
  // "a year and a half"
  if (word(at + 1) == "and" && is_one_of(word(at + 2), {"a", "one"}) &&
      word(skip_hyphen(at + 3)) == "half")
    out.amount.low += 0.5, out.amount.high += 0.5, out.end = skip_hyphen(at + 3) + 1;
  if (word(out.end) == "or" && is_one_of(word(out.end + 1), {"so", "more"})) {
    out.amount.mod = word(out.end + 1) == "so" ? "APPROX" : "EQUAL_OR_MORE";
    out.end += 2;
  }
  return out;
}

/// A year as four digits or, where `end` is asked for too, in words ("nineteen ninety-six"); else
/// 0.
int TimeReader::year_at(TokenIndex i, TokenIndex* end) const {
  const std::string& w = word(i);
  if (end) *end = i + 1;
  if (w.size() == 4 && is_digit(w[0])) {
    const auto number = small_number(w);
    return number && *number >= 1900 && *number <= 2100 ? *number : 0;
  }
  if (!end || w.empty()) return 0;
  TokenIndex at = i + 1;
  int year = 0;
  if (w == "nineteen" || w == "twenty") {
    const auto rest = count_at(skip_hyphen(at), at);
    if (rest && *rest >= 10 && *rest < 100 && *rest == static_cast<int>(*rest))
      year = (w == "twenty" ? 2000 : 1900) + static_cast<int>(*rest);
  } else if (w == "two" && word(at) == "thousand") {
    year = 2000;
    if (const auto rest = count_at(word(at + 1) == "and" ? at + 2 : at + 1, at);
        rest && *rest < 100)
      year += static_cast<int>(*rest);
    else
      at = i + 2;
  }
  if (year > 0) *end = at;
  return year;
}

}  // namespace dateline
