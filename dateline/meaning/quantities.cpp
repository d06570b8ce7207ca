#include <algorithm>
#include <cstdlib>
#include <unordered_map>
#include <unordered_set>

#include "dateline/meaning/mentions.h"
#include "dateline/meaning/time_words.h"

namespace dateline {
namespace {

using enum Deprel;

struct NumberWord {
  double value;
  bool open;  ///< a least number: "dozens"
};

const std::unordered_map<std::string, NumberWord> kNumberWords = {
    {"one", {1, false}},       {"two", {2, false}},        {"three", {3, false}},
    {"four", {4, false}},      {"five", {5, false}},       {"six", {6, false}},
    {"seven", {7, false}},     {"eight", {8, false}},      {"nine", {9, false}},
    {"ten", {10, false}},      {"eleven", {11, false}},    {"twelve", {12, false}},
    {"thirteen", {13, false}}, {"fourteen", {14, false}},  {"fifteen", {15, false}},
    {"sixteen", {16, false}},  {"seventeen", {17, false}}, {"eighteen", {18, false}},
    {"nineteen", {19, false}}, {"twenty", {20, false}},    {"thirty", {30, false}},
    {"forty", {40, false}},    {"fifty", {50, false}},     {"sixty", {60, false}},
    {"seventy", {70, false}},  {"eighty", {80, false}},    {"ninety", {90, false}},
    {"tens", {20, true}},      {"dozens", {24, true}},     {"scores", {40, true}},
    {"hundreds", {100, true}}, {"thousands", {1e3, true}}, {"millions", {1e6, true}}};

/// What a number before it is multiplied by, or 0.
double scale_of(const std::string& word) {
  if (word == "dozen") return 12;
  if (word == "hundred") return 100;
  if (word == "thousand" || word == "k") return 1e3;
  if (word == "million" || word == "m" || word == "mn") return 1e6;
  if (word == "billion" || word == "bn") return 1e9;
  if (word == "trillion" || word == "tn") return 1e12;
  return 0;
}

bool is_dash(const std::string& word) {
  return word == "-" || word == "\u2013" || word == "\u2014";
}

/// A number as it stands in the text.
struct Numeral {
  TokenIndex begin, end;
  double value;
  bool open = false;
};

/// Reads the numbers of one document and what they count.
class QuantityReader {
 public:
  QuantityReader(const Syntax& syntax, const Knowledge& knowledge,
                 const std::vector<TimeMention>& times)
      : s_(syntax), k_(knowledge), times_(times) {}

  std::vector<QuantityMention> run() {
    for (std::size_t sentence = 0; sentence < s_.sentences(); ++sentence) {
      within_ = s_.sentence(sentence);
      for (TokenIndex i = within_.begin; i < within_.end;) {
        const auto numeral = numeral_at(i);
        if (!numeral) {
          ++i;
          continue;
        }
        i = numeral->end;
        if (!is_share(*numeral) && !is_time(*numeral)) take(*numeral, i);
      }
    }
    return std::move(out_);
  }

 private:
  const std::string& word(TokenIndex i) const {
    static const std::string kNone;
    return within_.contains(i) ? s_.lower(i) : kNone;
  }
  const std::string& before(TokenIndex i, TokenIndex back) const {
    static const std::string kNone;
    return i >= within_.begin + back ? s_.lower(i - back) : kNone;
  }

  /// The value of one token, "2,000" and "3.3" included.
  std::optional<NumberWord> token_value(TokenIndex i) const {
    std::string text = word(i);
    if (const auto it = kNumberWords.find(text); it != kNumberWords.end()) return it->second;
    if (text.empty() || text[0] < '0' || text[0] > '9') return {};
    std::erase(text, ',');
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    const double scale = *end == '\0' ? 1 : scale_of(end);
    if (scale == 0) return {};
    return NumberWord{value * scale, false};
  }

  /// "twenty-one", "3.3 million", "half a million", "a dozen", "tens of thousands", "two hundred".
  std::optional<Numeral> numeral_at(TokenIndex i) const {
    if (is_one_of(word(i), {"a", "an", "half", "several"})) {
      TokenIndex at = word(i) == "half" && is_one_of(word(i + 1), {"a", "an"}) ? i + 2 : i + 1;
      const double scale = scale_of(word(at));
      const bool word_scale = scale >= 12 && word(at).size() > 2;
      if (!word_scale) return {};
      if (word(i) == "several") return Numeral{i, at + 1, scale * 3, true};
      return Numeral{i, at + 1, word(i) == "half" ? scale / 2 : scale};
    }
    const auto first = token_value(i);
    if (!first) return {};
    Numeral out{i, i + 1, first->value, first->open};
    if (out.open) {
      if (word(i + 1) == "of") {
        if (const auto more = token_value(i + 2); more && more->open) {
          // "tens of thousands" counts from ten of them.
          out.value = (word(i) == "tens" ? 10 : out.value) * more->value;
          out.end = i + 3;
        }
      }
      return out;
    }
    const TokenIndex ones_at = is_dash(word(i + 1)) ? i + 2 : i + 1;
    const bool letters = word(i)[0] > '9';
    if (letters && out.value >= 20 && out.value < 100) {
      const auto ones = token_value(ones_at);
      if (ones && !ones->open && ones->value < 10 && word(ones_at)[0] > '9')
        out.value += ones->value, out.end = ones_at + 1;
    }
    while (scale_of(word(out.end)) > 0 &&
           (word(out.end).size() > 2 || s_.span(out.end).begin == s_.span(out.end - 1).end ||
            is_one_of(word(out.end), {"bn", "mn", "tn"})))
      out.value *= scale_of(word(out.end)), ++out.end;
    return out;
  }

  /// "one in five", "two thirds", "40 percent", ages, and what only names ("9/11", "the 46th").
  bool is_share(const Numeral& n) const {
    const std::string& next = word(n.end);
    if (is_one_of(next, {"third", "thirds", "quarters", "fifths", "half", "halves", "tenths"}))
      return true;
    if (is_one_of(next, {"in", "out"}) && !n.open) {
      const TokenIndex at = next == "out" ? n.end + 2 : n.end + 1;
      const auto of = token_value(at);
      if (of && !of->open && of->value > n.value && of->value <= 100 && n.value < 10 &&
          s_.upos(n.begin) == Upos::kNum && scale_of(word(at + 1)) == 0)
        return true;
    }
    if (is_one_of(before(n.begin, 1), {"in"}) &&
        token_value(n.begin >= 2 ? n.begin - 2 : n.begin) && n.begin >= within_.begin + 2 &&
        n.value <= 10 && n.value > 1 && word(n.begin - 2) == "one")
      return true;
    return false;
  }

  /// Dates, years and spans of time are told by find_times.
  bool is_time(const Numeral& n) {
    while (time_ < times_.size() && times_[time_].range.end <= n.begin) ++time_;
    if (time_ < times_.size() && times_[time_].range.contains(n.begin)) return true;
    const TokenIndex noun = is_dash(word(n.end)) ? n.end + 1 : n.end;
    return within_.contains(noun) && time_unit(s_.lemma(noun)) != TimeUnit::kNone;
  }

  /// Least and most, by the words before.
  void bounds(TokenIndex begin, Quantity& q) const {
    const std::string &one = before(begin, 1), &two = before(begin, 2);
    if ((two == "at" && one == "least") || (is_one_of(two, {"more", "greater"}) && one == "than") ||
        one == "over" || one == "exceeding" || one == "above" ||
        (one == "than" && before(begin, 3) == "no" && two == "fewer"))
      q.low = q.value;
    if ((two == "up" && one == "to") ||
        (is_one_of(two, {"fewer", "less"}) && one == "than" && before(begin, 3) != "no") ||
        is_one_of(one, {"nearly", "almost", "under", "below"}) || (two == "at" && one == "most") ||
        (one == "as" && two == "many" && before(begin, 3) == "as"))
      q.high = q.value;
  }

  /// The second number of "20-30", "5 to 7", "between 20 and 30", "300 or 400".
  std::optional<Numeral> range_end(const Numeral& first) const {
    const std::string& link = word(first.end);
    const bool between = before(first.begin, 1) == "between" && link == "and";
    if (!between && !is_dash(link) && link != "to" && link != "or") return {};
    auto second = numeral_at(first.end + 1);
    if (!second || second->open || first.open) return {};
    // "10 to 15 million"
    const double scale = second->value > 0 && first.value < 1000 &&
                                 scale_of(word(second->end - 1)) >= 1000 &&
                                 first.end == first.begin + 1 && scale_of(word(first.begin)) == 0
                             ? scale_of(word(second->end - 1))
                             : 1;
    if (second->value <= first.value) return {};
    second->begin = first.begin;
    if (scale > 1 && first.value < second->value / scale)
      second->open = true;  // the scale holds for both
    return second;
  }

  void take(const Numeral& numeral, TokenIndex& next) {
    QuantityMention mention;
    mention.range = {numeral.begin, numeral.end};
    Quantity& q = mention.quantity;
    q.value = numeral.value;
    if (numeral.open) q.low = numeral.value;
    bounds(numeral.begin, q);
    if (const auto second = range_end(numeral)) {
      if (second->open) q.value *= scale_of(word(second->end - 1));
      q.low = q.value;
      q.high = second->value;
      mention.range.end = next = second->end;
    }
    if (money(mention)) {
      out_.push_back(std::move(mention));
      return;
    }
    mention.head = counted(mention.range);
    if (mention.head == kNoToken) {
      mention.head = mention.range.end - 1;
      q.unit = "person";
    } else {
      q.of = s_.lemma(mention.head);
      q.unit = unit_of(mention.head);
    }
    out_.push_back(std::move(mention));
  }

  /// "$5bn", "3 million dollars".
  bool money(QuantityMention& mention) const {
    const std::string& sign = before(mention.range.begin, 1);
    const bool led = is_one_of(sign, {"$", "\u20ac", "\u00a3", "us$"});
    const std::string& after = word(mention.range.end);
    const bool followed = is_one_of(after, {"dollars", "euros", "pounds", "dollar", "euro", "lira",
                                            "liras", "rubles", "roubles"});
    if (!led && !followed) return false;
    mention.quantity.unit = sign == "\u20ac" || after.starts_with("euro") ? "euro"
                            : sign == "\u00a3"                            ? "pound"
                                                                          : "dollar";
    if (followed && !led) mention.quantity.unit = s_.lemma(mention.range.end);
    mention.head = led ? mention.range.begin - 1 : mention.range.end;
    return true;
  }

  /// What is counted: the noun that the number hangs on, the "of" phrase below it, or, where the
  /// parser went astray, the noun behind it.
  TokenIndex counted(TokenRange range) const {
    for (TokenIndex i = range.begin; i < range.end; ++i) {
      const TokenIndex up = s_.head(i);
      if (up == kNoToken || range.contains(up)) continue;
      if (s_.is(i, {kNummod, kCompound, kAmod, kDet, kNmodUnmarked}) && up >= range.end &&
          s_.is_nominal(up))
        return up;
    }
    for (TokenIndex i = range.begin; i < range.end; ++i)
      for (TokenIndex c : s_.children(i))
        if (s_.is(c, {kNmod}) && c >= range.end && s_.has_child_lemma(c, "of"))
          return token_value(c) ? kNoToken : c;
    constexpr TokenIndex kReach = 5;
    TokenIndex at = word(range.end) == "of" ? range.end + 1 : range.end;
    if (is_dash(word(at))) ++at;
    TokenIndex noun = kNoToken;
    for (; within_.contains(at) && at < range.end + kReach; ++at) {
      const Upos upos = s_.upos(at);
      if (upos == Upos::kNoun)
        noun = at;
      else if (noun != kNoToken ||
               (upos != Upos::kAdj && upos != Upos::kPropn && upos != Upos::kDet &&
                upos != Upos::kPron && upos != Upos::kPunct) ||
               is_one_of(word(at), {",", ".", ";", ":", "(", ")"}))
        break;
    }
    return noun;
  }

  std::string unit_of(TokenIndex noun) const {
    const std::string& lemma = s_.lemma(noun);
    static const std::unordered_map<std::string, std::string> kUnits = {
        {"km", "km"},           {"kilometre", "km"}, {"kilometer", "km"}, {"kms", "km"},
        {"mile", "mile"},       {"metre", "metre"},  {"meter", "metre"},  {"m", "metre"},
        {"percent", "percent"}, {"%", "percent"},    {"tonne", "tonne"},  {"ton", "tonne"},
        {"hectare", "hectare"}, {"year", "year"},    {"month", "month"},  {"week", "week"},
        {"day", "day"},         {"hour", "hour"},    {"minute", "minute"}};
    if (const auto it = kUnits.find(lemma); it != kUnits.end()) return it->second;
    if (const auto it = kUnits.find(s_.lower(noun)); it != kUnits.end()) return it->second;
    static const std::unordered_set<std::string> kPersons = {
        "person", "people", "soldier", "civilian",  "fighter",   "rebel",   "militant",
        "troop",  "child",  "woman",   "man",       "family",    "refugee", "casualty",
        "death",  "body",   "officer", "terrorist", "insurgent", "victim",  "prisoner"};
    for (const char* name : {"person", "people", "force", "civilian", "refugee"})
      if (k_.in_class(lemma, name)) return "person";
    return kPersons.contains(lemma) ? "person" : "";
  }

  const Syntax& s_;
  const Knowledge& k_;
  const std::vector<TimeMention>& times_;
  std::size_t time_ = 0;  ///< the first that does not end before the number
  TokenRange within_;
  std::vector<QuantityMention> out_;
};

}  // namespace

std::vector<QuantityMention> find_quantities(const Syntax& syntax, const Knowledge& knowledge,
                                             const std::vector<TimeMention>& times) {
  return QuantityReader(syntax, knowledge, times).run();
}

}  // namespace dateline
