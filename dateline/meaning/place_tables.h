#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "dateline/base/error.h"
#include "dateline/gazetteer/gazetteer.h"

// What data/places says of the words around the names of places.

namespace dateline {

/// How wide vague words are: data/places/shapes.csv, a member for each key, which also says why.
struct ShapeWidths {
  double distance_share, distance_least;
  double wind_half_deg, between_wind_half_deg;
  double beside_far_village, beside_far_town, beside_far_city, beside_far_region;
  double near_village, near_town, near_city, near_region;
  double density, built_village, built_town, built_city;
  double heart_share;
  double outskirts_inner_share, outskirts_outer_share;
  double suburbs_inner_share, suburbs_outer_share;
  double side_inner_share, side_outer_share;
  double countryside_inner_share, countryside_outer, villages_outer;
  double border_width, coast_width, bank_far;
  double between_width_share, between_width_least, road_width, road_reach;
  double part_share, between_part_share, middle_share;
  double part_uncertainty_share, region_uncertainty_share;
  double radius_country, radius_region, uncertain_share;
};

/// What a word beside a name makes of the place (data/places/words.csv).
enum class Zone : std::uint8_t {
  kNone,
  kNear,
  kOutskirts,
  kSuburbs,
  kCountryside,
  kVillages,
  kBorder,
  kCoast,
  kBank,
  kRoad,
  kHeart,
};

struct ZoneWord {
  Zone zone = Zone::kNone;
  std::string relation;  ///< of a claim's place
};

/// A word of a distance: a unit in kilometres, or an amount.
struct DistanceWord {
  bool is_unit = false;
  double low = 0, value = 0, high = 0;
};

/// A kind of facility that news names.
struct Facility {
  std::string kind;
  std::vector<std::string> wordings;      ///< "air base", folded, as written
  std::unordered_set<std::string> kinds;  ///< of places of a gazetteer
  double extent_km = 0;
};

/// What a noun that points back can stand for.
struct AnaphorWord {
  bool settlement = false, region = false, country = false, capital = false;
  double chance = 0;  ///< that the last place which fits is meant
};

struct PlaceTables {
  ShapeWidths widths{};
  std::unordered_map<std::string, ZoneWord> zones;          ///< by lemma
  std::unordered_map<std::string, DistanceWord> distances;  ///< by lemma
  std::vector<Facility> facilities;
  std::unordered_map<std::string, std::vector<std::size_t>> facilities_by_head;  ///< last word
  std::unordered_map<std::string, AnaphorWord> anaphors;                         ///< by lemma

  Zone zone_of(const std::string& lemma) const;
  const Facility* facility_of(std::string_view wording) const;  ///< nullptr for none
};

/// Loads the tables of a folder. Fails: kDataInvalid with file and line for a key, zone or number
/// that is unknown, missing or twice there.
Status load_place_tables(const std::string& folder, PlaceTables& tables);

/// How large a settlement is as far as the gazetteer knows.
enum class PlaceSize : std::uint8_t { kVillage, kTown, kCity };
PlaceSize size_of(const Place& place);

/// True for kinds that "the city" and "it" cannot mean.
bool is_facility(const Place& place);

}  // namespace dateline
