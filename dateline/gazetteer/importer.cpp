#include "dateline/gazetteer/importer.h"

#include <algorithm>

#include "dateline/gazetteer/fold.h"
#include "dateline/gazetteer/world.h"

namespace dateline {
namespace {

constexpr std::uint32_t kGone = UINT32_MAX;

std::string code_of(std::string_view country, std::string_view admin1) {
  std::string out(country);
  if (!admin1.empty()) out.append(".").append(admin1);
  return out;
}

}  // namespace

std::uint32_t Importer::add(const NewPlace& place) {
  const std::uint32_t row = writer_.add(place);
  ++counts.places;
  if (place.source == WorldSource::kGeoNames && place.id != 0 && place.id <= UINT32_MAX) {
    const auto id = static_cast<std::uint32_t>(place.id);
    sorted_ = sorted_ && (ids_.empty() || ids_.back().first < id);
    ids_.emplace_back(id, row);
  }
  if (place.country.empty()) return row;
  if (countries_.empty() || !countries_.contains(std::string(place.country)))
    countries_.insert(std::string(place.country));
  if (is_country(place.feature_class, place.feature_code)) {
    areas_.try_emplace(std::string(place.country), row);
  } else if (is_first_level(place.feature_class, place.feature_code)) {
    areas_.try_emplace(code_of(place.country, place.admin1), row);
  }
  return row;
}

std::uint32_t Importer::add(const GeoNamesRow& row) {
  const std::uint32_t at = add(row.place);
  if (row.ascii_name != row.place.name) writer_.add_name(at, row.ascii_name, NameKind::kUsual);
  each_other_name(row.other_names,
                  [&](std::string_view name) { add_name(at, name, NameKind::kOther); });
  return at;
}

void Importer::add_name(std::uint32_t row, std::string_view name, NameKind kind) {
  writer_.add_name(row, name, kind);
  ++counts.names;
}

std::optional<std::uint32_t> Importer::row_of(std::uint64_t geonames) {
  if (!sorted_) std::sort(ids_.begin(), ids_.end());
  sorted_ = true;
  const auto it =
      std::lower_bound(ids_.begin(), ids_.end(), geonames,
                       [](const auto& entry, std::uint64_t id) { return entry.first < id; });
  if (it == ids_.end() || it->first != geonames) return {};
  return it->second;
}

void Importer::add_name_of(std::uint64_t geonames, std::string_view name, NameKind kind) {
  if (const auto row = row_of(geonames)) add_name(*row, name, kind);
}

void Importer::skip(Error error) {
  ++counts.skipped;
  if (listener_.skipped) listener_.skipped(error);
}

Status Importer::keep(const std::string& base) {
  const auto world = World::open(base);
  if (!world) return tl::unexpected(world.error());
  std::vector<std::uint32_t> rows(world->size(), kGone);
  for (std::uint32_t old = 0; old < world->size(); ++old) {
    const WorldPlace place = world->at(old);
    const bool replaced = countries_.contains(std::string(place.country));
    const bool listed = place.source == WorldSource::kOwn && place.feature_class != 'A';
    if (replaced && !listed) {
      // A row that gives way leaves its names to the one that stands for it.
      const bool area = is_country(place.feature_class, place.feature_code) ||
                        is_first_level(place.feature_class, place.feature_code);
      const auto same = areas_.find(code_of(place.country, place.admin1));
      if (area && same != areas_.end()) {
        rows[old] = same->second;
        continue;
      }
      if (const auto row = place.geonames() ? row_of(place.geonames()) : std::nullopt) {
        rows[old] = *row;
        continue;
      }
      if (!is_country(place.feature_class, place.feature_code)) continue;
    }
    NewPlace kept;
    kept.id = place.id;
    kept.source = place.source;
    kept.name = place.name;
    kept.point = place.point;
    kept.population = place.population;
    kept.feature_class = place.feature_class;
    kept.feature_code = place.feature_code;
    kept.country = place.country;
    kept.admin1 = place.admin1;
    kept.admin2 = place.admin2;
    rows[old] = writer_.add(kept);
    ++counts.places;
    ++counts.kept;
  }
  world->each_key(false, [&](std::string_view key, std::span<const std::uint32_t> olds, bool) {
    for (const std::uint32_t old : olds) {
      if (old >= rows.size() || rows[old] == kGone) continue;
      const bool usual = fold_name(world->at(old).name) == key;
      writer_.add_folded(rows[old], key, usual ? NameKind::kUsual : NameKind::kOther);
    }
  });
  std::string_view sources = world->sources();
  while (!sources.empty()) {
    const auto end = std::min(sources.find('\n'), sources.size());
    writer_.add_source(sources.substr(0, end));
    sources.remove_prefix(std::min(sources.size(), end + 1));
  }
  return {};
}

}  // namespace dateline
