#include "dateline/meaning/ground_places.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <unordered_map>

#include "dateline/gazetteer/fold.h"
#include "dateline/gazetteer/fold_loose.h"
#include "dateline/language/gazetteer_tags.h"

namespace dateline {
namespace {

constexpr std::size_t kMostCandidates = 24;
constexpr int kRounds = 3;

// Weights of the log-linear model; each is in nats.
constexpr double kPerTenfoldPeople = 1.1;
constexpr double kCountry = 6.0, kFirstLevel = 1.5, kCapital = 3.0, kSeat = 0.7, kNature = 4.0;
constexpr double kSecondLevel = 1.0;
constexpr double kUsualName = 1.5;    ///< the name is the place's usual one, after folding
constexpr double kSpelledSo = 0.5;    ///< and just as written
constexpr double kBesideName = 7.0;   ///< "Paris, Texas": lies in the place named behind it
constexpr double kTypeWord = 3.0;     ///< "Idlib province", "Hama city"
constexpr double kSameCountry = 3.3;  ///< share of the document's places that lie in its country
constexpr double kSameRegion = 3.0;   ///< and in its first-level region
constexpr double kNear = 1.6;         ///< and within some 150 km
constexpr double kNearKm = 150, kMostNear = 2;
constexpr double kHomeShare = 1.0 / 3;  ///< of a document's names that are of one country
constexpr double kLeastWeight = 0.02;   ///< of a reading that has a say
constexpr double kGreatShare = 0.2;     ///< of a region's people
constexpr double kCityFirst = 2.5;      ///< of a city over the region named after it
constexpr double kTheatre = 5.0;        ///< a theatre's own place, where the text is set there

struct Candidate {
  PlaceCandidate place;
  std::string_view country, admin1;
  std::uint32_t country_key = 0, region_key = 0;  ///< 0: none
  char feature_class = 'P';
  bool is_country = false, is_first = false;
  std::int64_t people = 0;
  double prior = 0, score = 0, probability = 0;
};

std::uint32_t key_of(std::string_view country, std::string_view admin1) {
  std::uint32_t key = 2166136261u;
  for (const std::string_view part : {country, std::string_view("."), admin1})
    for (const char c : part) key = (key ^ static_cast<unsigned char>(c)) * 16777619u;
  return key | 1;
}

/// Weights by key, in the order of their first use: a document speaks of few countries.
class Shares {
 public:
  void add(std::uint32_t key, double weight) {
    if (key == 0) return;
    for (auto& [known, sum] : sums_)
      if (known == key) {
        sum += weight;
        return;
      }
    sums_.emplace_back(key, weight);
  }
  double of(std::uint32_t key) const {
    for (const auto& [known, sum] : sums_)
      if (known == key) return sum;
    return 0;
  }
  void clear() { sums_.clear(); }

 private:
  std::vector<std::pair<std::uint32_t, double>> sums_;
};

/// How near two points are: 1 in one place, falling to 0 at some 600 km. Flat between parallels,
/// which is right to a few percent at such distances.
double nearness(LatLng a, LatLng b) {
  constexpr double kKmPerDegree = 111.2, kFarDegrees = 5.5;
  const double north = std::abs(a.lat() - b.lat());
  if (north > kFarDegrees) return 0;
  const double east = std::abs(std::remainder(a.lng() - b.lng(), 360.0));
  if (east > 4 * kFarDegrees) return 0;
  const double x = east * std::cos((a.lat() + b.lat()) * std::numbers::pi / 360);
  return std::exp(-std::sqrt(north * north + x * x) * kKmPerDegree / kNearKm);
}

/// All mentions of one name: they mean one place.
struct Group {
  std::vector<std::size_t> mentions;
  std::vector<Candidate> candidates;
  double weight = 1;   ///< in the document's choice of countries
  bool loose = false;  ///< the candidates' names are only like this one
};

/// A quick test that spares folding: other letters at the front are no spelling of the same name.
bool may_fold_to(std::string_view name, std::string_view folded) {
  const auto letter = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  const bool plain = !name.empty() && static_cast<unsigned char>(name[0]) < 0x80 && name[0] != '\'';
  const bool article = name.size() > 2 &&
                       (letter(name[0]) == 'a' || letter(name[0]) == 'e' || letter(name[0]) == 'u');
  return !plain || article || letter(name[0]) == folded[0];
}

double importance(const WorldPlace& p) {
  double out = kPerTenfoldPeople * std::log10(static_cast<double>(p.population) + 100);
  const std::string_view code = p.feature_code;
  if (code.starts_with("PCL")) return 7 * kPerTenfoldPeople + kCountry;
  if (code == "ADM1") return out + kFirstLevel;
  if (code == "ADM2") return out + kSecondLevel;
  if (code == "OCN" || code == "SEA" || code == "CONT") return 7 * kPerTenfoldPeople + kNature;
  if (p.feature_class != 'P' && p.feature_class != 'A') return 5 * kPerTenfoldPeople + kNature;
  if (code == "PPLC") return out + kCapital;
  if (code == "PPLA") return out + kSeat;
  return out;
}

class Grounder {
 public:
  Grounder(const NameInput& input, std::vector<Toponym> toponyms, const World& world,
           const Gazetteer* theatre)
      : input_(input), toponyms_(std::move(toponyms)), world_(world), theatre_(theatre) {}

  std::vector<GroundedToponym> run() {
    make_groups();
    keep_loose_at_home();
    for (Group& group : groups_) {
      for (Candidate& c : group.candidates) c.score = c.prior;
      settle(group);
    }
    for (int round = 0; round < kRounds; ++round) one_round();
    return results();
  }

 private:
  std::string text(TokenRange range) const {
    return std::string(input_.text.substr(
        input_.tokens.spans[range.begin].begin,
        input_.tokens.spans[range.end - 1].end - input_.tokens.spans[range.begin].begin));
  }
  std::string lower(TokenIndex i) const {
    return i < input_.tokens.size() ? fold_case(slice(input_.text, input_.tokens.spans[i]))
                                    : std::string();
  }

  void make_groups() {
    std::unordered_map<std::string, std::size_t> by_name;
    group_of_.resize(toponyms_.size());
    for (std::size_t m = 0; m < toponyms_.size(); ++m) {
      const std::string folded = fold_name(toponyms_[m].name);
      const auto [it, fresh] = by_name.try_emplace(folded, groups_.size());
      if (fresh) {
        groups_.emplace_back();
        find_candidates(toponyms_[m].name, folded, groups_.back());
      }
      groups_[it->second].mentions.push_back(m);
      group_of_[m] = it->second;
    }
    for (Group& group : groups_) {
      group.weight = 1 + std::log(static_cast<double>(group.mentions.size()));
      for (const std::size_t m : group.mentions) read_type_words(toponyms_[m], group);
    }
    for (std::size_t m = 0; m + 1 < toponyms_.size(); ++m) read_beside(m);
  }

  /// A place of the theatre.
  void add_own(const Place& place, Group& group) const {
    Candidate c;
    c.place = {&place, {}, place.name, place.point, 0};
    c.country = place.country;
    c.country_key = c.country.empty() ? 0 : key_of(c.country, "");
    c.is_country = place.kind == "country";
    c.is_first = place.is_region && !c.is_country;
    c.feature_class = place.is_region ? 'A' : 'P';
    c.prior =
        kPerTenfoldPeople * std::log10(static_cast<double>(place.population) + 10'000) + kTheatre;
    if (c.is_country) c.prior += kCountry;
    group.candidates.push_back(std::move(c));
  }

  void find_candidates(const std::string& name, const std::string& folded, Group& group) {
    if (theatre_)
      for (const Place* place : theatre_->by_name(name)) add_own(*place, group);
    std::string key = folded;
    auto rows = world_.named(key);
    if (rows.empty()) rows = without_type_word(key);
    // Other spellings meet by the loose key, where the strict one knows nothing.
    if (rows.empty()) {
      rows = world_.named_loosely(fold_loose(folded));
      group.loose = true;
    }
    for (const std::uint32_t row : rows.first(std::min(rows.size(), kMostCandidates))) {
      const WorldPlace place = world_.at(row);
      // A spelling that the theatre does not list, of a place that it has.
      if (const Place* own =
              theatre_ && place.geonames() ? theatre_->find_geonames(place.geonames()) : nullptr) {
        if (std::ranges::none_of(group.candidates,
                                 [&](const Candidate& c) { return c.place.theatre == own; }))
          add_own(*own, group);
        continue;
      }
      const bool known =
          std::any_of(group.candidates.begin(), group.candidates.end(), [&](const Candidate& c) {
            return c.place.theatre && c.place.point &&
                   distance_m(*c.place.point, place.point) < 25'000;
          });
      if (known) continue;
      Candidate c;
      c.place = {nullptr, row, std::string(place.name), place.point, 0};
      c.country = place.country;
      c.admin1 = place.admin1;
      c.country_key = c.country.empty() ? 0 : key_of(c.country, "");
      c.region_key = c.admin1.empty() ? 0 : key_of(c.country, c.admin1);
      c.feature_class = place.feature_class;
      c.is_country = place.feature_code.starts_with("PCL");
      c.is_first = place.feature_code == "ADM1";
      c.people = place.population;
      c.prior = importance(place);
      if (may_fold_to(place.name, folded) && fold_name(place.name) == folded) c.prior += kUsualName;
      if (place.name == name) c.prior += kSpelledSo;
      group.candidates.push_back(std::move(c));
    }
    prefer_great_city(group);
  }

  /// Where a district is named after its town, or a region after a city that holds much of its
  /// people, the city is meant unless a word says otherwise ("Kharkiv").
  static void prefer_great_city(Group& group) {
    for (Candidate& city : group.candidates) {
      if (city.feature_class != 'P') continue;
      for (const Candidate& area : group.candidates)
        if (area.feature_class == 'A' && !area.is_country && area.country == city.country &&
            area.admin1 == city.admin1 &&
            (!area.is_first ||
             static_cast<double>(city.people) > kGreatShare * static_cast<double>(area.people)))
          city.prior = std::max(city.prior, area.prior + kCityFirst);
    }
  }

  /// "Idlib Province", "Hama City", "northern Mali": the name within. Changes `key`.
  std::span<const std::uint32_t> without_type_word(std::string& key) const {
    static const std::vector<std::string> kWords = {
        "city",         "province",    "county",       "district",     "state",
        "region",       "governorate", "oblast",       "island",       "town",
        "village",      "township",    "parish",       "municipality", "prefecture",
        "department",   "area",        "northern",     "southern",     "eastern",
        "western",      "central",     "north",        "south",        "east",
        "west",         "greater",     "northeastern", "northwestern", "southeastern",
        "southwestern", "upper",       "lower",        "downtown",     "mount",
        "lake",         "river",       "islands"};
    for (const std::string& word : kWords) {
      std::string shorter;
      if (key.ends_with(" " + word)) shorter = key.substr(0, key.size() - word.size() - 1);
      if (key.starts_with(word + " ")) shorter = key.substr(word.size() + 1);
      if (shorter.empty()) continue;
      if (shorter.starts_with("of ")) shorter = shorter.substr(3);
      if (const auto rows = world_.named(shorter); !rows.empty()) {
        key = shorter;
        return rows;
      }
    }
    return {};
  }

  /// A name that is only like another ("Zablatani", "Zaboloteni") means it at most in a country
  /// that a third of the document's other names are of.
  void keep_loose_at_home() {
    Shares spoken_of;
    double all = 0;
    for (const Group& group : groups_) {
      if (group.loose || group.candidates.empty()) continue;
      const auto best = std::ranges::max_element(group.candidates, {}, &Candidate::prior);
      spoken_of.add(best->country_key, 1);
      ++all;
    }
    const double least = std::max(all * kHomeShare, 1.0);
    for (Group& group : groups_)
      if (group.loose)
        std::erase_if(group.candidates,
                      [&](const Candidate& c) { return spoken_of.of(c.country_key) < least; });
  }

  /// "Idlib province", "the city of Homs".
  void read_type_words(const Toponym& t, Group& group) {
    static const std::unordered_map<std::string, char> kKinds = {
        {"province", '1'}, {"governorate", '1'}, {"state", '1'},  {"region", '1'},
        {"oblast", '1'},   {"countryside", '1'}, {"county", '2'}, {"district", '2'},
        {"parish", '2'},   {"city", 'P'},        {"town", 'P'},   {"village", 'P'},
        {"suburb", 'P'},   {"river", 'H'},       {"lake", 'H'},   {"sea", 'H'}};
    const std::string after = lower(t.range.end);
    std::string before;
    if (t.range.begin >= 2 && lower(t.range.begin - 1) == "of") before = lower(t.range.begin - 2);
    std::string own = lower(t.range.end - 1);
    if (t.range.size() == 1) own.clear();
    for (const std::string& word : {after, before, own}) {
      const auto it = kKinds.find(word);
      if (it == kKinds.end()) continue;
      for (Candidate& c : group.candidates) {
        const bool fits =
            it->second == '1'   ? c.is_first || (c.feature_class == 'A' && !c.is_country)
            : it->second == '2' ? c.feature_class == 'A' && !c.is_first && !c.is_country
                                : c.feature_class == it->second;
        if (fits) c.prior += kTypeWord / static_cast<double>(group.mentions.size());
      }
    }
  }

  /// "Paris, Texas"; "Homs in Syria" is weaker and left to the country's share.
  void read_beside(std::size_t m) {
    const Toponym &a = toponyms_[m], &b = toponyms_[m + 1];
    if (b.use == ToponymUse::kDemonym || group_of_[m] == group_of_[m + 1]) return;
    const bool comma = b.range.begin == a.range.end + 1 && lower(a.range.end) == ",";
    const bool next = b.range.begin == a.range.end;
    if (!comma && !next) return;
    Group &inner = groups_[group_of_[m]], &outer = groups_[group_of_[m + 1]];
    for (Candidate& c : inner.candidates)
      for (Candidate& o : outer.candidates) {
        const bool in =
            (o.is_country && !o.country.empty() && o.country == c.country && !c.is_country) ||
            (o.is_first && o.country == c.country && !o.admin1.empty() && o.admin1 == c.admin1 &&
             !c.is_first);
        if (!in) continue;
        c.prior += kBesideName;
        o.prior += 2;
        break;
      }
  }

  static void settle(Group& group) {
    double top = -1e9, sum = 0;
    for (const Candidate& c : group.candidates) top = std::max(top, c.score);
    for (Candidate& c : group.candidates) sum += c.probability = std::exp(c.score - top);
    for (Candidate& c : group.candidates) c.probability /= sum;
  }

  /// A place of the document that is no country, with the weight that it has there.
  struct Spot {
    LatLng point;
    double weight;
    std::size_t group;
  };

  void one_round() {
    // What the document speaks of: shares of countries and regions, and points with their weight.
    Shares countries, regions, own_countries, own_regions;
    std::vector<Spot> spots;
    double all = 0;
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      const Group& group = groups_[g];
      if (group.candidates.empty()) continue;
      all += group.weight;
      for (const Candidate& c : group.candidates) {
        const double weight = group.weight * c.probability;
        if (weight < kLeastWeight) continue;
        countries.add(c.country_key, weight);
        regions.add(c.region_key, weight);
        if (c.place.point && !c.is_country) spots.push_back({*c.place.point, weight, g});
      }
    }
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      Group& group = groups_[g];
      if (group.candidates.size() < 2) continue;
      own_countries.clear();
      own_regions.clear();
      for (const Candidate& c : group.candidates) {
        own_countries.add(c.country_key, group.weight * c.probability);
        own_regions.add(c.region_key, group.weight * c.probability);
      }
      const double rest = std::max(all - group.weight, 0.5);
      for (Candidate& c : group.candidates) {
        const double in_country =
            std::max(0.0, countries.of(c.country_key) - own_countries.of(c.country_key));
        const double in_region =
            std::max(0.0, regions.of(c.region_key) - own_regions.of(c.region_key));
        c.score = c.prior + in_context(c, in_country, in_region, rest, spots, g);
      }
      settle(group);
    }
  }

  /// What the document's other places say for a candidate. A first mention of a country says much
  /// already, so that shares count by their root.
  static double in_context(const Candidate& c, double in_country, double in_region, double rest,
                           const std::vector<Spot>& spots, std::size_t group) {
    const double country_share = std::sqrt(in_country / rest),
                 region_share = std::sqrt(in_region / rest);
    double score = kSameCountry * country_share;
    // What holds the others is as near as it could be.
    double near = 0;
    if (c.is_country) {
      score += kSameRegion * country_share;
      near = in_country;
    } else {
      score += kSameRegion * region_share;
      if (c.is_first) near = in_region;
      double beside = 0;
      if (c.place.point)
        for (const Spot& spot : spots)
          if (spot.group != group) beside += spot.weight * nearness(spot.point, *c.place.point);
      near = std::max(near, beside);
    }
    return score + kNear * std::min(std::sqrt(near), kMostNear);
  }

  std::vector<GroundedToponym> results() {
    std::vector<GroundedToponym> out;
    for (std::size_t m = 0; m < toponyms_.size(); ++m) {
      GroundedToponym g{toponyms_[m], {}, {}};
      for (const Candidate& c : groups_[group_of_[m]].candidates) {
        g.candidates.push_back(c.place);
        g.candidates.back().probability = c.probability;
      }
      std::stable_sort(g.candidates.begin(), g.candidates.end(),
                       [](const PlaceCandidate& a, const PlaceCandidate& b) {
                         return a.probability > b.probability;
                       });
      out.push_back(std::move(g));
    }
    // A name that nobody knows lies about where the nearest known one of the text does.
    for (std::size_t m = 0; m < out.size(); ++m) {
      if (!out[m].candidates.empty()) continue;
      std::size_t best = out.size();
      double least = 1e18;
      for (std::size_t k = 0; k < out.size(); ++k) {
        if (out[k].candidates.empty() || !out[k].candidates.front().point) continue;
        const double away = std::abs(static_cast<double>(out[k].toponym.range.begin) -
                                     static_cast<double>(out[m].toponym.range.begin));
        // What stands behind usually holds it ("Nothing, Arizona").
        const double cost = k > m ? away : away + 3;
        if (cost < least) least = cost, best = k;
      }
      if (best < out.size()) out[m].about = out[best].candidates.front().point;
    }
    return out;
  }

  const NameInput& input_;
  std::vector<Toponym> toponyms_;
  const World& world_;
  const Gazetteer* theatre_;
  std::vector<Group> groups_;
  std::vector<std::size_t> group_of_;
};

}  // namespace

std::vector<GroundedToponym> ground_places(const NameInput& input, std::vector<Toponym> toponyms,
                                           const World& world, const Gazetteer* theatre) {
  return Grounder(input, std::move(toponyms), world, theatre).run();
}

Toponyms read_toponyms(std::string_view text, const Tokens& tokens, const Tags& tags,
                       const Trees& trees, const LanguageModel& language,
                       const Knowledge& knowledge) {
  if (!knowledge.world) return {};
  const std::vector<bool> active = name_words(text, tokens);
  const auto gazetteer = gazetteer_tags(text, tokens, active, *knowledge.world);
  const NameInput input{text, tokens, tags, trees, gazetteer};
  NamesAndToponyms found = find_toponyms(input, active, language, knowledge.demonyms);
  return {std::move(found.names),
          ground_places(input, std::move(found.toponyms), *knowledge.world, &knowledge.gazetteer)};
}

}  // namespace dateline
