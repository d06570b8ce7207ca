#include <cstdlib>
#include <unordered_map>

#include "dateline/meaning/mentions.h"

namespace dateline {
namespace {

struct NumberWord {
  double value;
  bool open;  ///< a least number: "dozens"
};

const std::unordered_map<std::string, NumberWord> kNumberWords = {
    {"one", {1, false}}, {"two", {2, false}}, {"three", {3, false}}, {"four", {4, false}},
    {"five", {5, false}}, {"six", {6, false}}, {"seven", {7, false}}, {"eight", {8, false}},
    {"nine", {9, false}}, {"ten", {10, false}}, {"eleven", {11, false}}, {"twelve", {12, false}},
    {"thirteen", {13, false}}, {"fourteen", {14, false}}, {"fifteen", {15, false}},
    {"sixteen", {16, false}}, {"seventeen", {17, false}}, {"eighteen", {18, false}},
    {"nineteen", {19, false}}, {"twenty", {20, false}}, {"thirty", {30, false}},
    {"forty", {40, false}}, {"fifty", {50, false}}, {"sixty", {60, false}},
    {"seventy", {70, false}}, {"eighty", {80, false}}, {"ninety", {90, false}},
    {"dozen", {12, false}}, {"dozens", {24, true}}, {"score", {20, false}}, {"scores", {40, true}},
    {"hundred", {100, false}}, {"hundreds", {100, true}}, {"thousand", {1000, false}},
    {"thousands", {1000, true}}, {"million", {1e6, false}}, {"millions", {1e6, true}},
    {"billion", {1e9, false}}};

/// The number that a token says, "2,000" and "3.3" included.
std::optional<NumberWord> number_of(const Syntax& syntax, TokenIndex i) {
  std::string word = syntax.lower(i);
  if (const auto it = kNumberWords.find(word); it != kNumberWords.end()) return it->second;
  if (word.empty() || word[0] < '0' || word[0] > '9') return {};
  std::erase(word, ',');
  char* end = nullptr;
  const double value = std::strtod(word.c_str(), &end);
  if (*end != '\0') return {};
  return NumberWord{value, false};
}

double scale_of(const std::string& word) {
  if (word == "million") return 1e6;
  if (word == "billion") return 1e9;
  if (word == "thousand") return 1e3;
  if (word == "hundred") return 100;
  if (word == "dozen") return 12;
  return 0;
}

}  // namespace

std::vector<QuantityMention> find_quantities(const Syntax& syntax, const Knowledge& knowledge) {
  std::vector<QuantityMention> out;
  for (TokenIndex i = 0; i < syntax.size(); ++i) {
    const auto number = number_of(syntax, i);
    if (!number) continue;
    const TokenRange sentence = syntax.sentence(syntax.sentence_of(i));
    QuantityMention mention;
    mention.range = {i, i + 1};
    Quantity& q = mention.quantity;
    q.value = number->value;
    if (number->open) q.low = number->value;
    TokenIndex next = i + 1;
    if (next < sentence.end && scale_of(syntax.lower(next)) > 0 && !number->open) {
      q.value *= scale_of(syntax.lower(next));
      mention.range.end = ++next;
    }
    // "tens of thousands", "hundreds of thousands", "tens of millions".
    if (next + 1 < sentence.end && syntax.lower(next) == "of" && number->open) {
      if (syntax.lower(next + 1) == "thousands") q.value = q.value * 1000, q.low = q.value, mention.range.end = next + 2;
    }
    const auto back = [&](TokenIndex n) { return i >= sentence.begin + n ? syntax.lower(i - n) : std::string(); };
    if ((back(2) == "at" && back(1) == "least") || (back(2) == "more" && back(1) == "than") || back(1) == "over") q.low = q.value;
    if ((back(2) == "up" && back(1) == "to") || (back(2) == "fewer" && back(1) == "than")) q.high = q.value;
    // What is counted: the noun that the number hangs on, or the "of" phrase below it.
    TokenIndex head = mention.range.end - 1;
    if (syntax.is(i, {Deprel::kNummod, Deprel::kCompound, Deprel::kAmod, Deprel::kDet}) && syntax.head(i) != kNoToken) {
      head = syntax.head(i);
      if (mention.range.contains(head) && syntax.head(head) != kNoToken && syntax.is(head, {Deprel::kNummod})) head = syntax.head(head);
    } else if (syntax.child(i, {Deprel::kNmod}) != kNoToken && syntax.has_child_lemma(syntax.child(i, {Deprel::kNmod}), "of")) {
      mention.head = syntax.child(i, {Deprel::kNmod});
      q.of = syntax.lemma(mention.head);
      head = i;
    }
    if (mention.head == kNoToken) mention.head = head;
    const std::string& unit = syntax.lower(mention.head);
    if (unit == "km" || unit == "kilometres" || unit == "kilometers" || unit == "kilometre" || unit == "kilometer") q.unit = "km";
    else if (unit == "miles" || unit == "mile") q.unit = "mile";
    else if (knowledge.in_class(syntax.lemma(mention.head), "person") || knowledge.in_class(syntax.lemma(mention.head), "people") ||
             knowledge.in_class(syntax.lemma(mention.head), "force") || mention.range.contains(mention.head))
      q.unit = "person";
    if (q.of.empty() && !mention.range.contains(mention.head)) q.of = syntax.lemma(mention.head);
    const TokenIndex last = mention.range.end - 1;
    // The counted noun is what claims look for; for "dozens of civilians" also the number itself.
    if (head == i) mention.head = head;
    out.push_back(std::move(mention));
    i = last;
  }
  return out;
}

}  // namespace dateline
