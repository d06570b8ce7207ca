#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "dateline/gazetteer/geonames.h"
#include "dateline/gazetteer/import.h"
#include "dateline/gazetteer/world_writer.h"

namespace dateline {

/// The rows of an import while it is made: what import.cpp and osm.cpp write to.
class Importer {
 public:
  Importer(WorldWriter writer, const ImportListener& listener)
      : writer_(std::move(writer)), listener_(listener) {}

  std::uint32_t add(const NewPlace& place);
  std::uint32_t add(const GeoNamesRow& row);
  void add_name(std::uint32_t row, std::string_view name, NameKind kind);
  /// A name for the place of that GeoNames id, where the import has it.
  void add_name_of(std::uint64_t geonames, std::string_view name, NameKind kind);

  /// Adds what the base has beside. Call once, after the places.
  Status keep(const std::string& base);
  Status finish() { return writer_.finish(); }

  void skip(Error error);
  void progress(const std::string& file, std::uint64_t done, std::uint64_t size) const {
    if (listener_.progress) listener_.progress(file, done, size);
  }
  WorldWriter& writer() { return writer_; }

  ImportCounts counts;

 private:
  std::optional<std::uint32_t> row_of(std::uint64_t geonames);

  WorldWriter writer_;
  const ImportListener& listener_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ids_;  ///< GeoNames id, row
  bool sorted_ = true;
  std::unordered_map<std::string, std::uint32_t> areas_;  ///< "UA", "UA.07"
  std::unordered_set<std::string> countries_;
};

/// Reads an extract of OpenStreetMap; with `roads` not empty, writes its roads there.
Status import_osm(const std::string& path, const ImportArguments& arguments, Importer& importer);

}  // namespace dateline
