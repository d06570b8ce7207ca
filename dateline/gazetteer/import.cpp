#include "dateline/gazetteer/import.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

#include <fmt/format.h>

#include "dateline/gazetteer/importer.h"
#include "dateline/gazetteer/line_reader.h"

namespace dateline {
namespace {

constexpr int kLinesBetweenProgress = 4096;

/// Calls `sink(fields)` for each row of a table with tabs; a row that `sink` refuses, or with less
/// than `least` fields, is told and left out.
template <std::size_t most, class Sink>
Status each_row(const std::string& path, std::size_t least, Importer& importer, Sink sink) {
  auto reader = LineReader::open(path);
  if (!reader) return tl::unexpected(reader.error());
  std::string_view line;
  while (reader->next(line)) {
    if (reader->line() % kLinesBetweenProgress == 0)
      importer.progress(path, reader->read(), reader->size());
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    std::array<std::string_view, most> fields;
    std::size_t count = 0;
    for (std::string_view rest = line; count < most; ++count) {
      const auto tab = rest.find('\t');
      fields[count] = rest.substr(0, tab);
      if (tab == std::string_view::npos) {
        ++count;
        break;
      }
      rest.remove_prefix(tab + 1);
    }
    Status ok;
    if (count < least)
      ok = fail(ErrorCode::kDataInvalid,
                fmt::format("expected {} fields with tabs between, found {}", least, count));
    else
      ok = sink(fields);
    if (ok) continue;
    ok.error().path = path;
    ok.error().line = reader->line();
    importer.skip(std::move(ok.error()));
  }
  if (reader->failed()) return fail(ErrorCode::kFileUnreadable, "reading stopped", path);
  return {};
}

Result<std::uint64_t> id_of(std::string_view field) {
  std::uint64_t id = 0;
  const auto [end, ec] = std::from_chars(field.data(), field.data() + field.size(), id);
  if (ec == std::errc() && end == field.data() + field.size() && id != 0) return id;
  return fail(ErrorCode::kDataInvalid, fmt::format("expected a GeoNames id, found \"{}\"", field));
}

Status import_geonames(const std::string& path, Importer& importer) {
  auto reader = LineReader::open(path);
  if (!reader) return tl::unexpected(reader.error());
  std::string_view line;
  while (reader->next(line)) {
    if (reader->line() % kLinesBetweenProgress == 0)
      importer.progress(path, reader->read(), reader->size());
    if (line.empty() || line.front() == '#') continue;
    auto row = parse_geonames_row(line);
    if (row) {
      importer.add(*row);
      continue;
    }
    row.error().path = path;
    row.error().line = reader->line();
    importer.skip(std::move(row.error()));
  }
  if (reader->failed()) return fail(ErrorCode::kFileUnreadable, "reading stopped", path);
  return {};
}

/// alternateNamesV2: alternateNameId geonameid isolanguage name isPreferred isShort isColloquial
/// isHistoric from to. What is no language (link, post, iata, wkdt, ...) is left out.
Status import_alternate_names(const std::string& path, Importer& importer) {
  return each_row<10>(path, 4, importer, [&](const auto& fields) -> Status {
    const auto id = id_of(fields[1]);
    if (!id) return tl::unexpected(id.error());
    const std::string_view language = fields[2], name = fields[3];
    const bool abbreviation = language == "abbr";
    if (language.size() > 3 && !abbreviation && language.find('-') == std::string_view::npos)
      return {};
    if (!abbreviation && !is_name_of_text(name)) return {};
    importer.add_name_of(*id, name, language == "en" ? NameKind::kUsual : NameKind::kOther);
    return {};
  });
}

/// admin1CodesASCII: code name asciiname geonameid.
Status import_admin1_codes(const std::string& path, Importer& importer) {
  return each_row<4>(path, 4, importer, [&](const auto& fields) -> Status {
    const auto id = id_of(fields[3]);
    if (!id) return tl::unexpected(id.error());
    for (const std::string_view name : {fields[1], fields[2]})
      importer.add_name_of(*id, name, NameKind::kUsual);
    return {};
  });
}

/// countryInfo: ISO ISO3 number fips Country Capital Area Population Continent ... geonameid.
Status import_country_info(const std::string& path, Importer& importer) {
  return each_row<17>(path, 17, importer, [&](const auto& fields) -> Status {
    const auto id = id_of(fields[16]);
    if (!id) return tl::unexpected(id.error());
    importer.add_name_of(*id, fields[4], NameKind::kUsual);
    return {};
  });
}

/// A pbf begins with the length of a block's head, then its kind.
Result<bool> is_pbf(const std::string& path) {
  auto reader = LineReader::open(path);
  if (!reader) return tl::unexpected(reader.error());
  std::FILE* file = std::fopen(path.c_str(), "rb");
  std::array<char, 32> head{};
  const std::size_t size = file ? std::fread(head.data(), 1, head.size(), file) : 0;
  if (file) std::fclose(file);
  return std::string_view(head.data(), size).find("OSMHeader") != std::string_view::npos;
}

}  // namespace

Result<ImportCounts> import_places(const ImportArguments& arguments,
                                   const ImportListener& listener) {
  auto writer = WorldWriter::create(arguments.out);
  if (!writer) return tl::unexpected(writer.error());
  Importer importer(std::move(*writer), listener);
  for (const std::string& path : arguments.places) {
    const auto osm = is_pbf(path);
    if (!osm) return tl::unexpected(osm.error());
    const std::uint64_t before = importer.counts.places;
    if (auto ok = *osm ? import_osm(path, arguments, importer) : import_geonames(path, importer);
        !ok)
      return tl::unexpected(ok.error());
    if (importer.counts.places == before && importer.counts.skipped > 0)
      return fail(ErrorCode::kDataInvalid,
                  "expected a table of GeoNames or an .osm.pbf, found no place in it", path);
    importer.writer().add_source(
        *osm ? "Places: (c) OpenStreetMap contributors (https://www.openstreetmap.org), ODbL 1.0"
             : "Places: GeoNames (https://www.geonames.org), CC BY 4.0");
  }
  using Read = Status (*)(const std::string&, Importer&);
  const std::pair<const std::string&, Read> tables[] = {
      {arguments.alternate_names, import_alternate_names},
      {arguments.admin1_codes, import_admin1_codes},
      {arguments.country_info, import_country_info}};
  for (const auto& [path, read] : tables)
    if (!path.empty())
      if (auto ok = read(path, importer); !ok) return tl::unexpected(ok.error());
  if (!arguments.base.empty())
    if (auto ok = importer.keep(arguments.base); !ok) return tl::unexpected(ok.error());
  if (auto ok = importer.finish(); !ok) return tl::unexpected(ok.error());
  return importer.counts;
}

}  // namespace dateline
