#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "dateline/meaning/mentions.h"
#include "dateline/meaning/numbers.h"
#include "dateline/meaning/time_words.h"

namespace dateline {
namespace {

using enum Deprel;

bool is_dash(const std::string& word) {
  return word == "-" || word == "\u2013" || word == "\u2014";
}

/// Reads the numbers of one document and what they count.
class QuantityReader {
 public:
  QuantityReader(const Syntax& syntax, const Knowledge& knowledge,
                 const std::vector<TimeMention>& times)
      : s_(syntax), k_(knowledge), times_(times), numbers_(syntax) {}

  std::vector<QuantityMention> run() {
    for (std::size_t sentence = 0; sentence < s_.sentences(); ++sentence) {
      within_ = s_.sentence(sentence);
      numbers_.enter(within_);
      for (TokenIndex i = within_.begin; i < within_.end;) {
        if (const auto part = numbers_.share(i)) {
          i = part->end;
          if (!is_time(*part)) take_share(*part, i);
          continue;
        }
        const auto numeral = numbers_.at(i);
        if (!numeral) {
          ++i;
          continue;
        }
        i = numeral->end;
        if (!is_time(*numeral)) take(*numeral, i);
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
    auto second = numbers_.at(first.end + 1);
    if (!second || second->open || first.open) return {};
    // "10 to 15 million"
    const double scale = second->value > 0 && first.value < 1000 &&
                                 NumberReader::scale_of(word(second->end - 1)) >= 1000 &&
                                 first.end == first.begin + 1 &&
                                 NumberReader::scale_of(word(first.begin)) == 0
                             ? NumberReader::scale_of(word(second->end - 1))
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
    if (word(numeral.end) == "or" && word(numeral.end + 1) == "more") {
      q.low = q.value;
      mention.range.end = next = numeral.end + 2;
    } else if (const auto second = range_end(numeral)) {
      if (second->open) q.value *= NumberReader::scale_of(word(second->end - 1));
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

  /// "half of the 400 fighters" is 200 of them; "half of the city" is a share.
  void take_share(const Numeral& part, TokenIndex& next) {
    QuantityMention mention;
    mention.range = {part.begin, part.end};
    Quantity& q = mention.quantity;
    q.value = part.value;
    bounds(part.begin, q);
    TokenIndex at = word(part.end) == "of" ? part.end + 1 : part.end;
    while (is_one_of(word(at), {"the", "its", "their", "some", "about", "all"})) ++at;
    const auto whole = at > part.end ? numbers_.at(at) : std::nullopt;
    if (whole && !is_time(*whole) && within_.contains(whole->end)) {
      for (auto* bound : {&q.low, &q.high})
        if (*bound) **bound *= whole->value;
      q.value *= whole->value;
      if (whole->open) q.low = q.value;
      mention.range.end = next = whole->end;
    }
    mention.head = counted(mention.range);
    if (mention.head == kNoToken)
      mention.head = mention.range.end - 1;
    else
      q.of = s_.lemma(mention.head);
    q.unit = !whole ? "share" : q.of.empty() ? "person" : unit_of(mention.head);
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
          return numbers_.token(c) ? kNoToken : c;
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
  NumberReader numbers_;
  TokenRange within_;
  std::vector<QuantityMention> out_;
};

}  // namespace

std::vector<QuantityMention> find_quantities(const Syntax& syntax, const Knowledge& knowledge,
                                             const std::vector<TimeMention>& times) {
  return QuantityReader(syntax, knowledge, times).run();
}

}  // namespace dateline
