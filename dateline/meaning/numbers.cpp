#include "dateline/meaning/numbers.h"

#include <cstdlib>
#include <unordered_map>

#include "dateline/meaning/time_words.h"

namespace dateline {
namespace {

struct NumberWord {
  double value;
  bool open;  ///< a least number: "dozens"
};

const std::unordered_map<std::string, NumberWord> kNumberWords = {
    {"zero", {0, false}},      {"one", {1, false}},       {"two", {2, false}},
    {"three", {3, false}},     {"four", {4, false}},      {"five", {5, false}},
    {"six", {6, false}},       {"seven", {7, false}},     {"eight", {8, false}},
    {"nine", {9, false}},      {"ten", {10, false}},      {"eleven", {11, false}},
    {"twelve", {12, false}},   {"thirteen", {13, false}}, {"fourteen", {14, false}},
    {"fifteen", {15, false}},  {"sixteen", {16, false}},  {"seventeen", {17, false}},
    {"eighteen", {18, false}}, {"nineteen", {19, false}}, {"twenty", {20, false}},
    {"thirty", {30, false}},   {"forty", {40, false}},    {"fifty", {50, false}},
    {"sixty", {60, false}},    {"seventy", {70, false}},  {"eighty", {80, false}},
    {"ninety", {90, false}},   {"tens", {20, true}},      {"dozens", {24, true}},
    {"scores", {40, true}},    {"hundreds", {100, true}}, {"thousands", {1e3, true}},
    {"millions", {1e6, true}}, {"billions", {1e9, true}}};

constexpr double kMost = 1e15;  ///< no scale is put on more

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_dash(const std::string& word) {
  return word == "-" || word == "\u2013" || word == "\u2014";
}

/// The whole that "thirds" or "quarter" divides, or 0.
double denominator(const std::string& word) {
  static const std::unordered_map<std::string, double> kParts = {
      {"half", 2},     {"halves", 2},  {"third", 3},   {"thirds", 3}, {"quarter", 4},
      {"quarters", 4}, {"fourths", 4}, {"fifth", 5},   {"fifths", 5}, {"sixth", 6},
      {"sixths", 6},   {"eighth", 8},  {"eighths", 8}, {"tenth", 10}, {"tenths", 10}};
  const auto it = kParts.find(word);
  return it == kParts.end() ? 0 : it->second;
}

}  // namespace

double NumberReader::scale_of(const std::string& word) {
  if (word == "dozen") return 12;
  if (word == "hundred") return 100;
  if (word == "thousand" || word == "k") return 1e3;
  if (word == "million" || word == "m" || word == "mn") return 1e6;
  if (word == "billion" || word == "bn") return 1e9;
  if (word == "trillion" || word == "tn") return 1e12;
  return 0;
}

const std::string& NumberReader::word(TokenIndex i) const {
  static const std::string kNone;
  return within_.contains(i) ? s_.lower(i) : kNone;
}

std::optional<Numeral> NumberReader::token(TokenIndex i) const {
  std::string text = word(i);
  if (const auto it = kNumberWords.find(text); it != kNumberWords.end())
    return Numeral{i, i + 1, it->second.value, it->second.open};
  if (text.empty() || !is_digit(text[0]) || text.size() > 24) return {};
  std::erase(text, ',');
  const bool more = text.ends_with('+');
  if (more) text.pop_back();
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  // "0x1F" and "1e9" are no numbers of news.
  for (const char* c = text.c_str(); c < end; ++c)
    if (!is_digit(*c) && *c != '.') return {};
  const double scale = *end == '\0' ? 1 : scale_of(end);
  if (scale == 0) return {};
  return Numeral{i, i + 1, value * scale, more};
}

/// "a dozen", "half a million", "several hundred", "a few thousand", "a couple of hundred".
std::optional<Numeral> NumberReader::vague_scale(TokenIndex i) const {
  TokenIndex at = i + 1;
  double count = 1;
  bool open = false;
  if (word(i) == "half") {
    if (is_one_of(word(at), {"a", "an"})) ++at;
    count = 0.5;
  } else if (word(i) == "several") {
    count = 3, open = true;
  } else if (word(i) == "few" || (word(i) == "a" && word(at) == "few")) {
    count = 2, open = true;
    if (word(i) == "a") ++at;
  } else if (word(i) == "a" && word(at) == "couple") {
    count = 2;
    at += word(at + 1) == "of" ? 2 : 1;
  } else if (!is_one_of(word(i), {"a", "an"})) {
    return {};
  }
  const double scale = scale_of(word(at));
  if (scale < 12 || word(at).size() <= 2) return {};
  ++at;
  double value = count * scale;
  // "several hundred thousand"
  for (double more = scale_of(word(at)); more >= 1000 && word(at).size() > 2 && value < kMost;
       more = scale_of(word(at)))
    value *= more, ++at;
  return Numeral{i, at, value, open};
}

/// "dozens", "tens of thousands", "hundreds of thousands".
std::optional<Numeral> NumberReader::open_number(TokenIndex i) const {
  const auto first = token(i);
  if (!first || !first->open) return {};
  Numeral out = *first;
  if (word(i + 1) == "of")
    if (const auto more = token(i + 2); more && more->open) {
      // "tens of thousands" counts from ten of them.
      out.value = (word(i) == "tens" ? 10 : out.value) * more->value;
      out.end = i + 3;
    }
  return out;
}

/// The rest of "two hundred [and] fifty-one", less than `below`; 0 where there is none.
double NumberReader::tail(TokenIndex& end, double below) const {
  const bool joined = word(end) == "and";
  const TokenIndex at = joined ? end + 1 : end;
  const auto rest = token(at);
  if (!rest || rest->open || rest->value >= below || rest->value < 1 || is_digit(word(at)[0]))
    return 0;
  double value = rest->value;
  TokenIndex next = at + 1;
  if (value >= 20) {
    const TokenIndex ones_at = is_dash(word(next)) ? next + 1 : next;
    const auto ones = token(ones_at);
    if (ones && !ones->open && ones->value >= 1 && ones->value < 10 && !is_digit(word(ones_at)[0]))
      value += ones->value, next = ones_at + 1;
  }
  if (below > 100 && word(next) == "hundred" && value < 10) {
    value *= 100, ++next;
    value += tail(next, 100);
  }
  end = next;
  return value;
}

std::optional<Numeral> NumberReader::at(TokenIndex i) const {
  if (is_one_of(word(i), {"a", "an", "half", "several", "few"})) return vague_scale(i);
  const auto first = token(i);
  if (!first) return {};
  if (first->open) return word(i).ends_with('+') ? first : open_number(i);
  Numeral out = *first;
  const bool letters = !is_digit(word(i)[0]);
  if (letters && out.value >= 20 && out.value < 100) {
    const TokenIndex ones_at = is_dash(word(i + 1)) ? i + 2 : i + 1;
    const auto ones = token(ones_at);
    if (ones && !ones->open && ones->value >= 1 && ones->value < 10 && !is_digit(word(ones_at)[0]))
      out.value += ones->value, out.end = ones_at + 1;
  }
  // "10 000": groups of three digits.
  if (!letters && word(i).size() <= 3 &&
      word(i).find_first_not_of("0123456789") == std::string::npos)
    while (word(out.end).size() == 3 &&
           word(out.end).find_first_not_of("0123456789") == std::string::npos &&
           word(out.end) == "000" && out.value < kMost)
      out.value *= 1000, ++out.end;
  double scale = scale_of(word(out.end));
  while (scale > 0 && out.value < kMost &&
         (word(out.end).size() > 2 || touches(out.end) ||
          is_one_of(word(out.end), {"bn", "mn", "tn"}))) {
    out.value *= scale, ++out.end;
    if (letters && (scale == 100 || scale == 1000)) out.value += tail(out.end, scale);
    scale = scale_of(word(out.end));
  }
  return out;
}

std::optional<Numeral> NumberReader::share(TokenIndex i) const {
  if (word(i) == "half") {
    const bool of = is_one_of(word(i + 1), {"of", "the", "its", "their", "his", "all"});
    return of ? std::optional(Numeral{i, i + 1, 0.5}) : std::nullopt;
  }
  if (is_one_of(word(i), {"a", "one"}) &&
      is_one_of(word(i + 1), {"third", "quarter", "fifth", "tenth"}) && word(i + 2) == "of")
    return Numeral{i, i + 2, 1 / denominator(word(i + 1))};
  const auto number = token(i);
  if (!number || number->open || number->value < 1 || number->value > 20) return {};
  const TokenIndex part = is_dash(word(i + 1)) ? i + 2 : i + 1;
  if (const double whole = denominator(word(part));
      whole > number->value && (number->value == 1 || word(part).ends_with('s')))
    return Numeral{i, part + 1, number->value / whole};
  if (!is_one_of(word(i + 1), {"in", "out"}) || s_.upos(i) != Upos::kNum) return {};
  const TokenIndex at = word(i + 1) == "out" ? i + 3 : i + 2;
  const auto of = token(at);
  if (!of || of->open || of->value <= number->value || of->value > 100 || number->value >= 10 ||
      scale_of(word(at + 1)) > 0)
    return {};
  return Numeral{i, at + 1, number->value / of->value};
}

}  // namespace dateline
