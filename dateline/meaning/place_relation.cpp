#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "dateline/meaning/mentions.h"
#include "dateline/meaning/place_distance.h"
#include "dateline/meaning/place_words.h"

// How the text places an event to a name: "in", "near", "30 km north of", "the eastern outskirts
// of".

namespace dateline {
namespace {

constexpr int kWordsBetween = 5;          ///< that may stand between a preposition and its name
constexpr TokenIndex kDistanceReach = 9;  ///< words before a name in which its distance stands

/// The relation that a preposition alone tells.
std::string plain_relation(const std::string& preposition) {
  static const std::unordered_map<std::string, std::string> kRelations = {
      {"near", "near"},        {"around", "near"}, {"outside", "near"}, {"toward", "toward"},
      {"towards", "toward"},   {"to", "toward"},   {"from", "from"},    {"except", "except"},
      {"excluding", "except"}, {"besides", "in"},  {"past", "past"},    {"between", "between"},
      {"across", "in"},        {"beyond", "past"}, {"along", "near"},   {"beside", "near"}};
  const auto it = kRelations.find(preposition);
  return it == kRelations.end() ? "in" : it->second;
}

/// "part" in "the northern part of": a noun that only carries the direction.
bool is_part_noun(const std::string& lemma) {
  static const std::unordered_set<std::string> kWords = {
      "part",    "half", "side",    "section",      "portion",       "area",  "district",
      "quarter", "zone", "quarter", "neighborhood", "neighbourhood", "flank", "region",
      "reach",   "tip",  "corner",  "sector",       "front",         "city"};
  return kWords.contains(lemma);
}

/// A direction that says which side, not the noun of "north of".
bool is_adjective_direction(const std::string& word) { return word.find("ern") != word.npos; }

/// Reads the words before a name and behind it.
class WordingReader {
 public:
  WordingReader(const Syntax& syntax, const Knowledge& knowledge, const Places& places,
                const PlaceMention& mention)
      : s_(syntax),
        k_(knowledge),
        places_(places),
        mention_(mention),
        before_(syntax, mention.range.begin) {}

  PlaceWording run() {
    behind();
    if (!walk()) at_preposition();
    return std::move(out_);
  }

 private:
  Zone zone_at(TokenIndex back) const {
    return back <= before_.room() ? k_.place_tables.zone_of(s_.lemma(before_.token() - back))
                                  : Zone::kNone;
  }
  const std::string& lemma_at(TokenIndex back) const {
    static const std::string kNone;
    return back <= before_.room() ? s_.lemma(before_.token() - back) : kNone;
  }

  /// Articles, type words and adjectives between the preposition and the name. True where they say
  /// the relation themselves.
  bool walk() {
    bool past_of = false;
    for (int skip = 0; skip < kWordsBetween && !before_.at_start(); ++skip) {
      const std::string& word = before_(1);
      const Upos pos = s_.upos(before_.token() - 1);
      const auto bearing = bearing_of_word(word);
      const Zone zone = zone_at(1);
      const bool goes_on = word == "the" || word == "of" || word == "'s" || word == "a" ||
                           bearing || pos == Upos::kAdj || pos == Upos::kPropn ||
                           k_.in_class(lemma_at(1), "place");
      if (!goes_on) break;
      if (word == "of") {
        if (before_of()) return true;
        past_of = true;
      } else if (!past_of && bearing) {
        if (!out_.part_bearing) out_.part_bearing = bearing;
      } else if (!past_of && zone != Zone::kNone && pos == Upos::kAdj) {
        out_.zone = zone;
      }
      before_.step();
    }
    return false;
  }

  /// "30 km north of", "on the outskirts of", where the word before is the "of". True where that is
  /// the relation.
  bool before_of() {
    const std::string& word = before_(2);
    const auto bearing = bearing_of_word(word);
    if (bearing && !is_adjective_direction(word)) {
      if (before_(3) == "the" || before_(3) == "far") {
        out_.part_bearing = bearing;
        return false;
      }
      out_.from_bearing = bearing;
      out_.distance = distance_before(before_, 3, 3, s_, k_.place_tables);
      std::string direction = word;
      std::erase(direction, '-');
      out_.relation = direction + "_of";
      return true;
    }
    const TokenIndex unit = word == ")" ? 3 : 2;  // "within 10 km (6 miles) of"
    if (auto distance = distance_before(before_, unit, unit, s_, k_.place_tables)) {
      out_.distance = distance;
      out_.at_most = before_.says_at_most(kDistanceReach);
      out_.relation = "near";
      return true;
    }
    if (word == "outside") {
      out_.relation = "near";
      out_.zone = Zone::kNear;
      return true;
    }
    const Zone zone = zone_at(2);
    const bool carries = zone != Zone::kNone || is_part_noun(lemma_at(2));
    if (const auto side = bearing_of_word(before_(3)); side && carries && lemma_at(2) != "city")
      out_.part_bearing = side;
    if (zone == Zone::kNone || zone == Zone::kNear) return false;
    if (zone == Zone::kVillages) return false;  // "the village of X" is X
    out_.zone = zone;
    if (zone != Zone::kOutskirts && zone != Zone::kSuburbs) return false;
    out_.relation = k_.place_tables.zones.at(lemma_at(2)).relation;
    return true;
  }

  void at_preposition() {
    std::string preposition = before_(1);
    const Zone zone = zone_at(2);
    find_other(preposition, zone);
    if (preposition == "for" && before_(2) == "except") preposition = "except";
    if (preposition == "from" && before_(2) == "apart") preposition = "except";
    const bool way = zone == Zone::kRoad || before_(2) == "way";
    if (way && (preposition == "to" || preposition == "between" || preposition == "from" ||
                preposition == "into" || preposition == "towards"))
      out_.zone = Zone::kRoad;
    if (zone == Zone::kVillages && (preposition == "around" || preposition == "near" ||
                                    preposition == "outside" || preposition == "surrounding"))
      out_.zone = Zone::kVillages;
    if (zone == Zone::kBorder && (preposition == "with" || preposition == "to")) {
      out_.zone = Zone::kBorder;
      out_.relation = "near";
      return;
    }
    if (preposition == "from" || preposition == "of" || preposition == "off") {
      out_.distance = distance_before(before_, 2, kDistanceReach, s_, k_.place_tables);
      if (out_.distance) {
        out_.relation = "near";
        out_.at_most = before_.says_at_most(kDistanceReach);
        return;
      }
    }
    out_.relation = plain_relation(preposition);
    if (out_.relation == "near" && out_.zone == Zone::kNone) out_.zone = Zone::kNear;
  }

  /// The other end of "between Hama and Homs" and of "the road from Hama to Homs".
  void find_other(std::string& preposition, Zone zone) {
    const TokenIndex end = mention_.range.end;
    const TokenRange sentence = s_.sentence(s_.sentence_of(mention_.range.begin));
    if (end + 1 < sentence.end) {
      const std::string& link = s_.lower(end);
      if ((preposition == "between" && link == "and") ||
          (preposition == "from" && link == "to" && zone == Zone::kRoad))
        out_.other = places_.mention_at(end + 1);
    }
    if (before_.room() < 3 || (preposition != "and" && preposition != "to")) return;
    const PlaceMention* first = places_.mention_at(before_.token() - 2);
    if (!first || first->range.begin <= sentence.begin) return;
    const std::string& led = s_.lower(first->range.begin - 1);
    if (preposition == "and" && led == "between") {
      preposition = "between";
      out_.other = first;
    } else if (preposition == "to" && led == "from" && first->range.begin >= sentence.begin + 2 &&
               k_.place_tables.zone_of(s_.lemma(first->range.begin - 2)) == Zone::kRoad) {
      out_.other = first;
      out_.zone = Zone::kRoad;
    }
  }

  /// "Aleppo's northern districts", "Homs countryside", "the city's east".
  void behind() {
    const TokenRange sentence = s_.sentence(s_.sentence_of(mention_.range.begin));
    TokenIndex i = mention_.range.end;
    const auto word = [&](TokenIndex k) -> const std::string& {
      static const std::string kNone;
      return k < sentence.end ? s_.lower(k) : kNone;
    };
    if (word(i) == "'s" || word(i) == "’s") ++i;
    if (word(i) == "-" && is_part_noun(word(i + 1))) return;
    if (const auto bearing = bearing_of_word(word(i)); bearing && i < sentence.end) {
      const bool adjective = is_adjective_direction(word(i));
      const bool carried =
          i + 1 < sentence.end && (is_part_noun(s_.lemma(i + 1)) || zone_of(i + 1) != Zone::kNone ||
                                   is_region_word(word(i + 1)));
      // "Homs north of the river": the noun begins another phrase.
      if (adjective ? !carried : word(i + 1) == "of" || i == mention_.range.end) return;
      out_.part_bearing = bearing;
      ++i;
    }
    if (i >= sentence.end) return;
    const Zone zone = zone_of(i);
    // "the Damascus suburb of Daraya" is Daraya.
    if (zone == Zone::kNone || zone == Zone::kRoad || zone == Zone::kVillages ||
        word(i + 1) == "of")
      return;
    out_.zone = zone;
  }

  Zone zone_of(TokenIndex i) const { return k_.place_tables.zone_of(s_.lemma(i)); }

  const Syntax& s_;
  const Knowledge& k_;
  const Places& places_;
  const PlaceMention& mention_;
  WordsBefore before_;
  PlaceWording out_;
};

}  // namespace

PlaceWording Places::wording(const PlaceMention& mention) const {
  return WordingReader(*syntax_, *knowledge_, *this, mention).run();
}

}  // namespace dateline
