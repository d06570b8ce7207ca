#include <cstdlib>
#include <unordered_map>

#include "dateline/meaning/mentions.h"
#include "dateline/meaning/place_words.h"

// How the text places an event to a name: "in", "near", "30 km north of".

namespace dateline {
namespace {

constexpr int kWordsBetween = 5;          ///< that may stand between a preposition and its name
constexpr TokenIndex kDistanceReach = 9;  ///< words before a name in which its distance stands
constexpr double kKmPerMile = 1.609344;

bool is_km(const std::string& word) {
  return word == "km" || word == "kilometres" || word == "kilometers";
}

std::optional<double> number_of(const std::string& word) {
  char* end = nullptr;
  const double value = std::strtod(word.c_str(), &end);
  if (end == word.c_str()) return {};
  return value;
}

/// The relation that a preposition alone tells.
std::string plain_relation(const std::string& preposition) {
  static const std::unordered_map<std::string, std::string> kRelations = {
      {"near", "near"},        {"around", "near"}, {"outside", "near"}, {"toward", "toward"},
      {"towards", "toward"},   {"to", "toward"},   {"from", "from"},    {"except", "except"},
      {"excluding", "except"}, {"besides", "in"},  {"past", "past"},    {"between", "between"},
      {"across", "in"},        {"beyond", "past"}, {"along", "near"}};
  const auto it = kRelations.find(preposition);
  return it == kRelations.end() ? "in" : it->second;
}

/// The words before a token of one sentence, counted backwards; "" before its start.
class WordsBefore {
 public:
  WordsBefore(const Syntax& syntax, TokenIndex i)
      : syntax_(syntax), begin_(syntax.sentence(syntax.sentence_of(i)).begin), i_(i) {}

  const std::string& operator()(TokenIndex back) const {
    static const std::string kNone;
    return i_ >= begin_ + back ? syntax_.lower(i_ - back) : kNone;
  }
  bool at_start() const { return i_ <= begin_; }
  TokenIndex token() const { return i_; }
  void step() { --i_; }

 private:
  const Syntax& syntax_;
  TokenIndex begin_, i_;
};

/// "30 km north of", "on the outskirts of", where the word before is the "of".
std::optional<std::string> relation_before_of(const WordsBefore& before,
                                              std::optional<double>& distance_km) {
  const std::string& word = before(2);
  if (is_direction(word)) {
    std::string direction = word;
    std::erase(direction, '-');
    const bool miles = before(3) == "miles";
    if (is_km(before(3)) || miles)
      if (const auto value = number_of(before(4)))
        distance_km = miles ? *value * kKmPerMile : *value;
    return direction + "_of";
  }
  if (word == "outskirts" || word == "outside") return "near";
  if (word == "suburbs") return "in";
  return {};
}

}  // namespace

/// From the words before the name.
std::string Places::relation_of(const PlaceMention& mention,
                                std::optional<double>& distance_km) const {
  WordsBefore before(*syntax_, mention.range.begin);
  // Articles, type words and adjectives between the preposition and the name.
  for (int skip = 0; skip < kWordsBetween && !before.at_start(); ++skip) {
    const std::string& word = before(1);
    const Upos pos = syntax_->upos(before.token() - 1);
    const bool goes_on = word == "the" || word == "of" || word == "'s" || word == "a" ||
                         pos == Upos::kAdj || pos == Upos::kPropn ||
                         knowledge_->in_class(syntax_->lemma(before.token() - 1), "place");
    if (!goes_on) break;
    if (word == "of")
      if (auto relation = relation_before_of(before, distance_km)) return *relation;
    before.step();
  }
  std::string preposition = before(1);
  // "between Hama and Homs" is between for both.
  if (preposition == "and" && before.token() >= 2) {
    const PlaceMention* first = mention_at(before.token() - 2);
    if (first && first->range.begin > 0 && syntax_->lower(first->range.begin - 1) == "between")
      preposition = "between";
  }
  if (preposition == "for" && before(2) == "except") preposition = "except";
  if (preposition == "from" && before(2) == "apart") preposition = "except";
  if (preposition == "from" || preposition == "of") {
    for (TokenIndex back = 2; back < kDistanceReach; ++back) {
      if (!is_km(before(back))) continue;
      const auto value = number_of(before(back + 1));
      if (!value) continue;
      distance_km = *value;
      return "near";
    }
  }
  return plain_relation(preposition);
}

}  // namespace dateline
