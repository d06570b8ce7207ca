#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "dateline/base/error.h"
#include "dateline/base/latlng.h"
#include "dateline/gazetteer/world_writer.h"

namespace dateline {

/// A row of data/world/countries.csv, as far as places go.
struct OwnCountry {
  std::string iso2, name, capital_name;
  std::vector<std::string> other_names;
  LatLng point;
  std::optional<LatLng> capital;
};

/// A row of data/world/regions.csv: what no list of towns and provinces has.
struct OwnRegion {
  std::string name, feature_code, country;
  std::vector<std::string> other_names;
  LatLng point;
};

/// data/world/names.csv: names by which news calls places that the sources spell otherwise.
class OwnNames {
 public:
  /// "UA", "UA.07", "US.CA.037" or "geonames:703448".
  void add(const std::string& of, std::string name, int line);
  /// The names of that place; counts as used.
  std::vector<std::string> take(const std::string& of);
  /// "line 12: UA.99", where a row's place was never asked for.
  std::optional<std::string> first_unused() const;

 private:
  struct Names {
    std::vector<std::string> names;
    int line = 0;
    bool used = false;
  };
  std::map<std::string, Names> by_place_;
};

/// Fail: kDataInvalid with path and line; kFileMissing.
Result<std::vector<OwnCountry>> load_own_countries(const std::string& path);
Result<std::vector<OwnRegion>> load_own_regions(const std::string& path);
Result<OwnNames> load_own_names(const std::string& path);

/// The row that it got.
std::uint32_t add_own_region(const OwnRegion& region, WorldWriter& writer);

}  // namespace dateline
