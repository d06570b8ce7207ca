#include "dateline/language/gazetteer_tags.h"

#include <algorithm>

#include "dateline/gazetteer/fold.h"

namespace dateline {
namespace {

constexpr TokenIndex kLongestName = 5;  ///< words
constexpr std::int64_t kGreatPeople = 500'000, kCityPeople = 50'000, kTownPeople = 5'000;

GazetteerClass class_of(const WorldPlace& place) {
  using enum GazetteerClass;
  if (place.feature_code.starts_with("PCL")) return kCountry;
  if (place.feature_code == "ADM1") return kFirstLevel;
  if (place.feature_code == "ADM2") return kSecondLevel;
  if (place.feature_class != 'P') return kNature;
  if (place.feature_code == "PPLC" || place.population >= kGreatPeople) return kGreatCity;
  if (place.population >= kCityPeople) return kCity;
  return place.population >= kTownPeople ? kTown : kSmall;
}

/// "El" in "El Fasher": names drop it, and by itself it is none.
bool is_article(const std::string& folded) { return fold_name(folded + " x") == "x"; }

/// Up to four letters, all of them capitals.
bool is_acronym(std::string_view word) {
  return word.size() <= 4 && std::all_of(word.begin(), word.end(),
                                         [](char c) { return (c >= 'A' && c <= 'Z') || c == '.'; });
}

}  // namespace

std::vector<GazetteerTag> gazetteer_tags(std::string_view text, const Tokens& tokens,
                                         const std::vector<bool>& active, const World& world) {
  std::vector<GazetteerTag> out(tokens.size());
  std::string name;
  for (const TokenRange sentence : tokens.sentences) {
    for (TokenIndex i = sentence.begin; i < sentence.end;) {
      const std::string_view first = slice(text, tokens.spans[i]);
      // A name begins with a capital, a number or a sign of ʿayn: never with a small word.
      if (!active[i] || (first[0] >= 'a' && first[0] <= 'z' && first.size() < 4)) {
        ++i;
        continue;
      }
      TokenIndex limit = i + 1;
      while (limit < sentence.end && limit < i + kLongestName && active[limit]) ++limit;
      const std::string folded = fold_name(first);
      const bool article = first.size() <= 3 && is_article(folded);
      if (limit > i + 1 && !article && !world.begins_name(folded)) limit = i + 1;
      TokenIndex found = 0;
      GazetteerClass best{};
      for (TokenIndex end = limit; end > i + article && !found; --end) {
        if (end == i + 1)
          name = folded;
        else
          name = fold_name(text.substr(tokens.spans[i].begin,
                                       tokens.spans[end - 1].end - tokens.spans[i].begin));
        const auto rows = world.named(name);
        if (rows.empty()) continue;
        best = class_of(world.at(rows.front()));
        // "BA" is a town's other name and most often something else; "UK" and "BC" are themselves.
        if (end == i + 1 && is_acronym(first) && best > GazetteerClass::kFirstLevel) continue;
        found = end;
      }
      if (!found) {
        ++i;
        continue;
      }
      for (TokenIndex k = i; k < found; ++k) out[k] = {best, k > i};
      i = found;
    }
  }
  return out;
}

}  // namespace dateline
