#include "dateline/meaning/place_distance.h"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace dateline {
namespace {

using Distance = PlaceWording::Distance;

const DistanceWord* look_up(const PlaceTables& tables, const std::string& word, bool unit) {
  const auto it = tables.distances.find(word);
  return it == tables.distances.end() || it->second.is_unit != unit ? nullptr : &it->second;
}

/// A number in digits, thousands apart by commas or not, and what stands behind it ("30km").
std::optional<double> digits(std::string word, std::string& rest) {
  std::erase(word, ',');
  double value = 0;
  const auto [end, code] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (code != std::errc() || value < 0) return std::nullopt;
  rest = word.substr(static_cast<std::size_t>(end - word.data()));
  return value;
}

std::optional<Distance> amount_of(const std::string& word, const PlaceTables& tables) {
  std::string rest;
  if (const auto value = digits(word, rest); value && rest.empty())
    return Distance{*value, *value, *value};
  if (const DistanceWord* known = look_up(tables, word, false))
    return Distance{known->low, known->value, known->high};
  return std::nullopt;
}

bool is_article(const std::string& word) { return word == "a" || word == "an"; }

/// The amount that ends `back` words before: "two", "a few", "half a", "a couple of", "30 to 40".
std::optional<Distance> amount_before(const WordsBefore& before, TokenIndex back,
                                      const PlaceTables& tables) {
  if (before(back) == "of") ++back;
  auto amount = amount_of(before(back), tables);
  if (!amount) return std::nullopt;
  if (is_article(before(back)) && before(back + 1) == "half") return Distance{0.5, 0.5, 0.5};
  const std::string& link = before(back + 1);
  if (link == "-" || link == "–" || link == "to") {
    if (const auto low = amount_of(before(back + 2), tables); low && low->value < amount->value) {
      amount->low = low->low;
      amount->value = (low->value + amount->value) / 2;
    }
  }
  return amount;
}

/// An hour is a distance only where somebody drives or walks it.
bool is_travel(const WordsBefore& before, TokenIndex back) {
  for (TokenIndex k = back; k-- > 1;) {
    const std::string& word = before(k);
    if (word == "drive" || word == "driving" || word == "ride" || word == "journey") return true;
  }
  return false;
}

}  // namespace

bool WordsBefore::says_at_most(TokenIndex reach) const {
  for (TokenIndex back = 2; back <= reach; ++back) {
    const std::string& word = (*this)(back);
    if (word == "within" || (word == "than" && (*this)(back + 1) == "less") ||
        (word == "to" && (*this)(back + 1) == "up"))
      return true;
  }
  return false;
}

std::optional<Distance> distance_before(const WordsBefore& before, TokenIndex first,
                                        TokenIndex last, const Syntax& syntax,
                                        const PlaceTables& tables) {
  for (TokenIndex back = first; back <= std::min(last, before.room()); ++back) {
    std::string rest;
    const auto glued = digits(before(back), rest);
    const DistanceWord* unit =
        look_up(tables, glued ? rest : syntax.lemma(before.token() - back), true);
    if (!unit && !glued) unit = look_up(tables, before(back), true);
    if (!unit || (unit->low < unit->high && !is_travel(before, back))) continue;
    const auto amount =
        glued ? Distance{*glued, *glued, *glued} : amount_before(before, back + 1, tables);
    if (!amount) continue;
    return Distance{amount->low * unit->low, amount->value * unit->value,
                    amount->high * unit->high};
  }
  return std::nullopt;
}

}  // namespace dateline
