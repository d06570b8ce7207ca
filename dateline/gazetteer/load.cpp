#include <charconv>
#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>

#include "dateline/base/csv.h"
#include "dateline/gazetteer/gazetteer.h"
#include "dateline/gazetteer/wkt.h"

namespace dateline {
namespace {

std::optional<double> to_double(const std::string& text) {
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0') return {};
  return value;
}

std::optional<LatLng> to_point(const CsvTable& table, const CsvTable::Row& row,
                               std::string_view lat_column, std::string_view lng_column) {
  const auto lat = to_double(table.cell(row, lat_column));
  const auto lng = to_double(table.cell(row, lng_column));
  if (!lat || !lng) return {};
  return LatLng::make(Latitude{*lat}, Longitude{*lng});
}

std::string row_name(const CsvTable& table, const CsvTable::Row& row) {
  return fmt::format("{}:{}", std::filesystem::path(table.path).filename().string(), row.line);
}

/// The names of each place, from aliases.csv.
Result<std::unordered_map<PlaceId, std::vector<std::string>>> load_aliases(const std::string& dir) {
  std::unordered_map<PlaceId, std::vector<std::string>> out;
  const std::string path = dir + "/aliases.csv";
  if (!std::filesystem::exists(path)) return out;
  auto table = load_csv(path);
  if (!table) return tl::unexpected(table.error());
  for (const auto& row : table->rows)
    out[PlaceId(table->cell(row, "place"))].push_back(table->cell(row, "name"));
  return out;
}

}  // namespace

Status load_theatre_places(const std::string& theatre_dir, Gazetteer& gazetteer) {
  auto aliases = load_aliases(theatre_dir);
  if (!aliases) return tl::unexpected(aliases.error());
  const std::string places_path = theatre_dir + "/places.csv";
  if (std::filesystem::exists(places_path)) {
    auto table = load_csv(places_path);
    if (!table) return tl::unexpected(table.error());
    for (const auto& row : table->rows) {
      Place place;
      place.id = PlaceId(table->cell(row, "id"));
      place.name = table->cell(row, "name");
      place.point = to_point(*table, row, "lat", "lon");
      if (place.id.empty() || place.name.empty() || !place.point)
        return row_error(*table, row, "expected id, name, lat and lon", ErrorCode::kTheatreInvalid);
      if (gazetteer.find(place.id))
        return row_error(*table, row,
                         fmt::format("the id \"{}\" stands there twice", place.id.str()),
                         ErrorCode::kTheatreInvalid);
      place.kind = table->cell(row, "kind");
      place.is_region = place.kind == "region";
      place.parent = PlaceId(table->cell(row, "parent"));
      place.within = PlaceId(table->cell(row, "within"));
      const std::string& population = table->cell(row, "population");
      std::from_chars(population.data(), population.data() + population.size(), place.population);
      const std::string& geonames = table->cell(row, "geonames");
      std::from_chars(geonames.data(), geonames.data() + geonames.size(), place.geonames);
      place.row = row_name(*table, row);
      if (auto it = aliases->find(place.id); it != aliases->end()) place.other_names = it->second;
      gazetteer.add(std::move(place));
    }
  }
  const std::string regions_path = theatre_dir + "/regions.csv";
  if (!std::filesystem::exists(regions_path)) return {};
  auto table = load_csv(regions_path);
  if (!table) return tl::unexpected(table.error());
  for (const auto& row : table->rows) {
    Place region;
    region.id = PlaceId(table->cell(row, "id"));
    region.name = table->cell(row, "name");
    region.kind = "region";
    region.is_region = true;
    region.parent = PlaceId(table->cell(row, "parent"));
    region.row = row_name(*table, row);
    if (region.id.empty() || region.name.empty() || gazetteer.find(region.id))
      return row_error(*table, row, "expected an id of its own and a name",
                       ErrorCode::kTheatreInvalid);
    if (const std::string& wkt = table->cell(row, "wkt"); !wkt.empty()) {
      auto outline = parse_wkt(wkt);
      if (!outline)
        return row_error(*table, row, outline.error().detail, ErrorCode::kTheatreInvalid);
      region.outline = std::move(*outline);
      region.point = centroid(region.outline.front());
    }
    if (auto it = aliases->find(region.id); it != aliases->end()) region.other_names = it->second;
    gazetteer.add(std::move(region));
  }
  return {};
}

Status load_countries(const std::string& data_dir, Gazetteer& gazetteer) {
  auto table = load_csv(data_dir + "/world/countries.csv");
  if (!table) return tl::unexpected(table.error());
  // Two passes, so that a name shared by a country and a capital means the country.
  for (const bool capitals : {false, true}) {
    for (const auto& row : table->rows) {
      const std::string& iso = table->cell(row, "iso2");
      Place place;
      place.country = iso;
      place.row = row_name(*table, row);
      place.name = table->cell(row, capitals ? "capital" : "name");
      place.point =
          to_point(*table, row, capitals ? "capital_lat" : "lat", capitals ? "capital_lon" : "lon");
      if (place.name.empty()) continue;
      if (!place.point) return row_error(*table, row, "expected a latitude and a longitude");
      const auto same = gazetteer.by_name(place.name);
      const bool known = std::any_of(same.begin(), same.end(), [&](const Place* other) {
        return other->point && (distance_m(*other->point, *place.point) < 25'000 ||
                                (!capitals && other->is_region));
      });
      if (known) continue;
      if (capitals) {
        place.id = PlaceId("capital:" + fold_case(iso));
        place.kind = "city";
        place.parent = PlaceId("country:" + fold_case(iso));
        if (!gazetteer.find(place.parent)) place.parent = {};
      } else {
        place.id = PlaceId("country:" + fold_case(iso));
        place.kind = "country";
        place.is_region = true;
        place.other_names = split_list(table->cell(row, "official_names"));
      }
      gazetteer.add(std::move(place));
    }
  }
  return {};
}

}  // namespace dateline
