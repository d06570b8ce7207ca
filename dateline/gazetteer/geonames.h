#pragma once

#include <cstdint>
#include <string_view>

#include "dateline/base/error.h"
#include "dateline/base/latlng.h"
#include "dateline/gazetteer/world_writer.h"

namespace dateline {

// GeoNames' own tables (readme.txt of its dump): UTF-8, a row a line, tabs between, no quoting.
//
//   row = geonameid name asciiname alternatenames latitude longitude feature_class feature_code
//         country_code cc2 admin1 admin2 admin3 admin4 population elevation dem timezone modified

/// A row of a GeoNames table, as views of its line.
struct GeoNamesRow {
  NewPlace place;
  std::string_view ascii_name;
  std::string_view other_names;  ///< with commas between
};

/// Reads a line without its newline. Fails: kDataInvalid with column, expected and found.
Result<GeoNamesRow> parse_geonames_row(std::string_view line);

/// Calls `sink(name)` for each of the names between commas that can stand in a text in English:
/// those in Latin, Arabic, Hebrew or Cyrillic letters that begin with a capital where the script
/// has them. GeoNames lists codes of airports and machine transliterations ("rfh") among names.
template <class Sink>
void each_other_name(std::string_view names, Sink sink);

/// True where each_other_name would hand it out.
bool is_name_of_text(std::string_view name);

/// Adds the row under all its names; the row that it got.
std::uint32_t add_geonames_row(const GeoNamesRow& row, WorldWriter& writer);

template <class Sink>
void each_other_name(std::string_view names, Sink sink) {
  while (!names.empty()) {
    const auto comma = names.find(',');
    if (const auto name = names.substr(0, comma); is_name_of_text(name)) sink(name);
    if (comma == std::string_view::npos) break;
    names.remove_prefix(comma + 1);
  }
}

}  // namespace dateline
