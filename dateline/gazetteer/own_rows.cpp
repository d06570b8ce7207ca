#include "dateline/gazetteer/own_rows.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include <fmt/format.h>

#include "dateline/base/csv.h"

namespace dateline {
namespace {

/// The class that GeoNames gives each code of regions.csv.
constexpr std::array<std::pair<std::string_view, char>, 31> kClasses = {
    {{"CONT", 'L'}, {"RGN", 'L'},  {"OCN", 'H'},  {"SEA", 'H'}, {"GULF", 'H'}, {"BAY", 'H'},
     {"STRT", 'H'}, {"CHN", 'H'},  {"STM", 'H'},  {"LK", 'H'},  {"RSV", 'H'},  {"CNL", 'H'},
     {"MTS", 'T'},  {"MT", 'T'},   {"DSRT", 'T'}, {"ISL", 'T'}, {"ISLS", 'T'}, {"PEN", 'T'},
     {"CAPE", 'T'}, {"PASS", 'T'}, {"VAL", 'T'},  {"PLN", 'T'}, {"HLLS", 'T'}, {"AIRB", 'S'},
     {"AIRP", 'S'}, {"DAM", 'S'},  {"PS", 'S'},   {"BDG", 'S'}, {"ADM1", 'A'}, {"PCLD", 'A'},
     {"PPL", 'P'}}};

char class_of(std::string_view code) {
  const auto it = std::find_if(kClasses.begin(), kClasses.end(),
                               [&](const auto& known) { return known.first == code; });
  return it == kClasses.end() ? '\0' : it->second;
}

std::optional<LatLng> point_of(const std::string& lat, const std::string& lng) {
  char *lat_end = nullptr, *lng_end = nullptr;
  const double north = std::strtod(lat.c_str(), &lat_end),
               east = std::strtod(lng.c_str(), &lng_end);
  if (lat.empty() || lng.empty() || *lat_end || *lng_end) return {};
  return LatLng::make(Latitude{north}, Longitude{east});
}

}  // namespace

void OwnNames::add(const std::string& of, std::string name, int line) {
  Names& names = by_place_[of];
  if (names.names.empty()) names.line = line;
  names.names.push_back(std::move(name));
}

std::vector<std::string> OwnNames::take(const std::string& of) {
  const auto it = by_place_.find(of);
  if (it == by_place_.end()) return {};
  it->second.used = true;
  return it->second.names;
}

std::optional<std::string> OwnNames::first_unused() const {
  for (const auto& [of, names] : by_place_)
    if (!names.used) return fmt::format("line {}: {}", names.line, of);
  return {};
}

Result<std::vector<OwnCountry>> load_own_countries(const std::string& path) {
  auto table = load_csv(path);
  if (!table) return tl::unexpected(table.error());
  std::vector<OwnCountry> out;
  for (const auto& row : table->rows) {
    const auto point = point_of(table->cell(row, "lat"), table->cell(row, "lon"));
    OwnCountry country{table->cell(row, "iso2"),
                       table->cell(row, "name"),
                       table->cell(row, "capital"),
                       split_list(table->cell(row, "official_names")),
                       point.value_or(*LatLng::make(Latitude{0}, Longitude{0})),
                       point_of(table->cell(row, "capital_lat"), table->cell(row, "capital_lon"))};
    if (country.iso2.size() != 2 || country.name.empty() || !point)
      return row_error(*table, row, "expected a code of two letters, a name and a point");
    out.push_back(std::move(country));
  }
  return out;
}

Result<std::vector<OwnRegion>> load_own_regions(const std::string& path) {
  auto table = load_csv(path);
  if (!table) return tl::unexpected(table.error());
  std::vector<OwnRegion> out;
  for (const auto& row : table->rows) {
    const auto point = point_of(table->cell(row, "lat"), table->cell(row, "lon"));
    const std::string& code = table->cell(row, "feature");
    if (table->cell(row, "name").empty() || !point || class_of(code) == '\0')
      return row_error(*table, row,
                       "expected a name, a point and a feature code that docs/formats.md lists");
    const std::string& country = table->cell(row, "country");
    if (!country.empty() && country.size() != 2)
      return row_error(*table, row,
                       fmt::format("expected a code of two letters, found \"{}\"", country));
    out.push_back({table->cell(row, "name"), code, country,
                   split_list(table->cell(row, "other_names")), *point});
  }
  return out;
}

Result<OwnNames> load_own_names(const std::string& path) {
  auto table = load_csv(path);
  if (!table) return tl::unexpected(table.error());
  OwnNames out;
  for (const auto& row : table->rows) {
    const std::string& of = table->cell(row, "of");
    const auto names = split_list(table->cell(row, "names"));
    if (of.empty() || names.empty())
      return row_error(*table, row, "expected a place and its names");
    for (const std::string& name : names) out.add(of, name, row.line);
  }
  return out;
}

std::uint32_t add_own_region(const OwnRegion& region, WorldWriter& writer) {
  NewPlace place;
  place.name = region.name;
  place.point = region.point;
  place.feature_class = class_of(region.feature_code);
  place.feature_code = region.feature_code;
  place.country = region.country;
  const std::uint32_t row = writer.add(place);
  for (const std::string& name : region.other_names) writer.add_name(row, name, NameKind::kUsual);
  return row;
}

}  // namespace dateline
