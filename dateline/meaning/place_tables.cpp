#include "dateline/meaning/place_tables.h"

#include <array>
#include <charconv>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "dateline/base/csv.h"

namespace dateline {
namespace {

using W = ShapeWidths;
constexpr std::array<std::pair<std::string_view, double W::*>, 41> kWidths = {{
    {"distance_share", &W::distance_share},
    {"distance_least", &W::distance_least},
    {"wind_half_deg", &W::wind_half_deg},
    {"between_wind_half_deg", &W::between_wind_half_deg},
    {"beside_far_village", &W::beside_far_village},
    {"beside_far_town", &W::beside_far_town},
    {"beside_far_city", &W::beside_far_city},
    {"beside_far_region", &W::beside_far_region},
    {"near_village", &W::near_village},
    {"near_town", &W::near_town},
    {"near_city", &W::near_city},
    {"near_region", &W::near_region},
    {"density", &W::density},
    {"built_village", &W::built_village},
    {"built_town", &W::built_town},
    {"built_city", &W::built_city},
    {"heart_share", &W::heart_share},
    {"outskirts_inner_share", &W::outskirts_inner_share},
    {"outskirts_outer_share", &W::outskirts_outer_share},
    {"suburbs_inner_share", &W::suburbs_inner_share},
    {"suburbs_outer_share", &W::suburbs_outer_share},
    {"side_inner_share", &W::side_inner_share},
    {"side_outer_share", &W::side_outer_share},
    {"countryside_inner_share", &W::countryside_inner_share},
    {"countryside_outer", &W::countryside_outer},
    {"villages_outer", &W::villages_outer},
    {"border_width", &W::border_width},
    {"coast_width", &W::coast_width},
    {"bank_far", &W::bank_far},
    {"between_width_share", &W::between_width_share},
    {"between_width_least", &W::between_width_least},
    {"road_width", &W::road_width},
    {"road_reach", &W::road_reach},
    {"part_share", &W::part_share},
    {"between_part_share", &W::between_part_share},
    {"middle_share", &W::middle_share},
    {"part_uncertainty_share", &W::part_uncertainty_share},
    {"region_uncertainty_share", &W::region_uncertainty_share},
    {"radius_country", &W::radius_country},
    {"radius_region", &W::radius_region},
    {"uncertain_share", &W::uncertain_share},
}};

constexpr std::array<std::pair<std::string_view, Zone>, 10> kZones = {
    {{"near", Zone::kNear},
     {"outskirts", Zone::kOutskirts},
     {"suburbs", Zone::kSuburbs},
     {"countryside", Zone::kCountryside},
     {"villages", Zone::kVillages},
     {"border", Zone::kBorder},
     {"coast", Zone::kCoast},
     {"bank", Zone::kBank},
     {"road", Zone::kRoad},
     {"heart", Zone::kHeart}}};

std::optional<double> number_of(const std::string& cell) {
  double value = 0;
  const auto [end, code] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (code != std::errc() || end != cell.data() + cell.size() || value < 0) return std::nullopt;
  return value;
}

/// Hands each row with its first cell on, which must be there once, and its reason too where the
/// table has that column and `reasoned`.
Status each_row(const std::string& path, bool reasoned, auto take) {
  auto table = load_csv(path);
  if (!table) return tl::unexpected(table.error());
  std::set<std::string> seen;
  for (const auto& row : table->rows) {
    const std::string& key = row.cells.front();
    if (key.empty() || !seen.insert(key).second)
      return row_error(*table, row, fmt::format("expected a key once, found \"{}\"", key));
    if (reasoned && table->cell(row, "reason").empty())
      return row_error(*table, row, "expected a reason, found none");
    if (Status ok = take(*table, row, key); !ok) return ok;
  }
  return {};
}

Status load_widths(const std::string& path, PlaceTables& tables) {
  std::size_t known = 0;
  const auto take = [&](const CsvTable& table, const CsvTable::Row& row,
                        const std::string& key) -> Status {
    const auto value = number_of(table.cell(row, "value"));
    if (!value)
      return row_error(table, row,
                       fmt::format("expected a number, found \"{}\"", table.cell(row, "value")));
    double W::*member = nullptr;
    for (const auto& [name, of] : kWidths)
      if (name == key) member = of;
    if (!member)
      return row_error(table, row, fmt::format("expected a known key, found \"{}\"", key));
    tables.widths.*member = *value;
    ++known;
    return {};
  };
  if (Status ok = each_row(path, true, take); !ok) return ok;
  if (known != kWidths.size())
    return fail(ErrorCode::kDataInvalid,
                fmt::format("expected {} keys, found {}", kWidths.size(), known), path);
  return {};
}

Status load_zones(const std::string& path, PlaceTables& tables) {
  return each_row(
      path, false,
      [&](const CsvTable& table, const CsvTable::Row& row, const std::string& key) -> Status {
        ZoneWord word;
        for (const auto& [name, zone] : kZones)
          if (name == table.cell(row, "zone")) word.zone = zone;
        if (word.zone == Zone::kNone)
          return row_error(table, row,
                           fmt::format("expected a zone, found \"{}\"", table.cell(row, "zone")));
        word.relation = table.cell(row, "relation");
        tables.zones.emplace(key, std::move(word));
        return {};
      });
}

Status load_distances(const std::string& path, PlaceTables& tables) {
  return each_row(
      path, false,
      [&](const CsvTable& table, const CsvTable::Row& row, const std::string& key) -> Status {
        const auto low = number_of(table.cell(row, "low"));
        const auto value = number_of(table.cell(row, "value"));
        const auto high = number_of(table.cell(row, "high"));
        const std::string& kind = table.cell(row, "kind");
        if (!low || !value || !high || *low > *value || *value > *high)
          return row_error(table, row, "expected low <= value <= high");
        if (kind != "unit" && kind != "amount")
          return row_error(table, row, fmt::format("expected unit or amount, found \"{}\"", kind));
        tables.distances.emplace(key, DistanceWord{kind == "unit", *low, *value, *high});
        return {};
      });
}

Status load_facilities(const std::string& path, PlaceTables& tables) {
  const auto take = [&](const CsvTable& table, const CsvTable::Row& row,
                        const std::string& key) -> Status {
    const auto extent = number_of(table.cell(row, "extent_km"));
    Facility facility{key, split_list(table.cell(row, "words")), {}, extent.value_or(0)};
    if (!extent || *extent <= 0 || facility.wordings.empty())
      return row_error(table, row, "expected words and an extent");
    for (const std::string& kind : split_list(table.cell(row, "kinds")))
      facility.kinds.insert(kind);
    for (const std::string& wording : facility.wordings) {
      auto& list = tables.facilities_by_head[wording.substr(wording.rfind(' ') + 1)];
      const std::size_t index = tables.facilities.size();
      if (list.empty() || list.back() != index) list.push_back(index);
    }
    tables.facilities.push_back(std::move(facility));
    return {};
  };
  return each_row(path, true, take);
}

Status load_anaphors(const std::string& path, PlaceTables& tables) {
  const auto take = [&](const CsvTable& table, const CsvTable::Row& row,
                        const std::string& key) -> Status {
    AnaphorWord word;
    const auto chance = number_of(table.cell(row, "chance"));
    if (!chance || *chance > 1) return row_error(table, row, "expected a chance from 0 to 1");
    word.chance = *chance;
    for (const std::string& kind : split_list(table.cell(row, "takes"))) {
      bool& flag = kind == "settlement" ? word.settlement
                   : kind == "region"   ? word.region
                   : kind == "country"  ? word.country
                                        : word.capital;
      if (&flag == &word.capital && kind != "capital")
        return row_error(
            table, row,
            fmt::format("expected settlement, region, country or capital, found \"{}\"", kind));
      flag = true;
    }
    tables.anaphors.emplace(key, word);
    return {};
  };
  return each_row(path, true, take);
}

}  // namespace

Zone PlaceTables::zone_of(const std::string& lemma) const {
  const auto it = zones.find(lemma);
  return it == zones.end() ? Zone::kNone : it->second.zone;
}

const Facility* PlaceTables::facility_of(std::string_view wording) const {
  const auto it = facilities_by_head.find(std::string(wording.substr(wording.rfind(' ') + 1)));
  if (it == facilities_by_head.end()) return nullptr;
  for (std::size_t index : it->second)
    for (const std::string& known : facilities[index].wordings)
      if (known == wording) return &facilities[index];
  return nullptr;
}

Status load_place_tables(const std::string& folder, PlaceTables& tables) {
  if (Status ok = load_widths(folder + "/shapes.csv", tables); !ok) return ok;
  if (Status ok = load_zones(folder + "/words.csv", tables); !ok) return ok;
  if (Status ok = load_distances(folder + "/distances.csv", tables); !ok) return ok;
  if (Status ok = load_facilities(folder + "/facilities.csv", tables); !ok) return ok;
  return load_anaphors(folder + "/anaphors.csv", tables);
}

PlaceSize size_of(const Place& place) {
  constexpr std::int64_t kCity = 100000, kTown = 10000;  // persons
  if (place.population >= kCity || place.kind == "city") return PlaceSize::kCity;
  if (place.kind == "village" || (place.population > 0 && place.population < kTown))
    return PlaceSize::kVillage;
  return PlaceSize::kTown;
}

bool is_facility(const Place& place) {
  static const std::unordered_set<std::string> kKinds = {
      "airport", "airbase", "base",     "crossing", "dam",      "port",  "prison",
      "bridge",  "pass",    "facility", "site",     "building", "point", "camp"};
  return kKinds.contains(place.kind);
}

}  // namespace dateline
