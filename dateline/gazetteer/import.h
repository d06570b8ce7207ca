#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "dateline/base/error.h"

namespace dateline {

/// What an import reads and where it goes.
struct ImportArguments {
  std::vector<std::string> places{};  ///< GeoNames tables or .osm.pbf; the bytes tell which
  std::string alternate_names{};      ///< alternateNamesV2.txt of GeoNames; empty: none
  std::string admin1_codes{};         ///< admin1CodesASCII.txt of GeoNames; empty: none
  std::string country_info{};         ///< countryInfo.txt of GeoNames; empty: none
  std::string base{};                 ///< a gazetteer whose other countries are kept; empty: none
  std::string country{};  ///< two letters for rows that say none (OpenStreetMap's); may be empty
  std::string roads{};    ///< table of roads to write; empty: none
  std::string out{};
};

struct ImportCounts {
  std::uint64_t places = 0;  ///< rows of the new file
  std::uint64_t kept = 0;    ///< of them, from the base
  std::uint64_t names = 0;   ///< other names added
  std::uint64_t roads = 0;
  std::uint64_t skipped = 0;  ///< rows that broke their format
};

/// What an import says while it goes on.
struct ImportListener {
  std::function<void(const Error&)> skipped;  ///< a row, with file and line
  /// Bytes read of the file, and its size.
  std::function<void(const std::string& file, std::uint64_t done, std::uint64_t size)> progress;
};

/// Reads GeoNames' dumps and OpenStreetMap extracts into one gazetteer. Where a base is given, the
/// rows of its countries that the import has places of give way to the imported ones, and their
/// names go over to the country, region or town of the same code or id. Needs memory of some
/// tens of bytes a place; the rest lies on disk beside the output. Fails: kFileMissing,
/// kFileUnreadable, kGazetteerInvalid for the base, kDataInvalid for a file of another form,
/// kOutputUnwritable.
Result<ImportCounts> import_places(const ImportArguments& arguments,
                                   const ImportListener& listener);

}  // namespace dateline
