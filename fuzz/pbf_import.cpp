// Bytes as damage to an extract of OpenStreetMap: refused as data that is invalid, or a gazetteer
// that opens.

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>

#include <fmt/format.h>
#include <unistd.h>
#include <osmium/builder/attr.hpp>
#include <osmium/io/pbf_output.hpp>
#include <osmium/io/writer.hpp>

#include "dateline/base/file.h"
#include "dateline/gazetteer/import.h"
#include "dateline/gazetteer/world.h"
#include "fuzz/target.h"

using namespace dateline;

namespace {

std::string small_extract(const std::string& path) {
  using namespace osmium::builder::attr;
  osmium::memory::Buffer buffer(4096, osmium::memory::Buffer::auto_grow::yes);
  for (int i = 1; i <= 9; ++i)
    osmium::builder::add_node(buffer, _id(i), _version(1), _location(10 + i * 0.1, 60.0),
                              _tag("place", "town"), _tag("name", "Hollow"),
                              _tag("population", "1200"));
  osmium::builder::add_way(buffer, _id(11), _version(1), _nodes({1, 2, 3, 4}),
                           _tag("highway", "primary"));
  osmium::builder::add_way(buffer, _id(12), _version(1), _nodes({3, 7}), _tag("highway", "trunk"));
  osmium::builder::add_relation(
      buffer, _id(21), _version(1), _member(osmium::item_type::node, 5, "label"),
      _tag("boundary", "administrative"), _tag("name", "Eastmark"), _tag("admin_level", "4"));
  osmium::io::Writer writer(osmium::io::File(path, "pbf,pbf_compression=none"),
                            osmium::io::overwrite::allow);
  writer(std::move(buffer));
  writer.close();
  return fuzz::need(read_file(path));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::string base =
      (std::filesystem::temp_directory_path() / fmt::format("dateline-fuzz-{}", ::getpid()))
          .string();
  static const std::string whole = small_extract(base + ".osm.pbf");
  [[maybe_unused]] static const bool at_end = std::atexit([] {
                                                for (const char* end : {".osm.pbf", ".dlg", ".csv"})
                                                  std::filesystem::remove(base + end);
                                              }) == 0;
  std::string bytes = whole;
  for (std::size_t n = 0; size >= 3 && n < 8; data += 3, size -= 3, ++n) {
    const std::size_t at = (std::size_t{data[0]} << 8 | data[1]) % bytes.size();
    // The head that says what it is stays, or it would be a table of GeoNames.
    if (at >= 16) bytes[at] = static_cast<char>(data[2]);
  }
  if (size > 0 && data[0] < 64) bytes.resize(16 + bytes.size() * data[0] / 64);
  if (!write_file(base + ".osm.pbf", bytes)) return 0;
  const auto counts = import_places(
      {.places = {base + ".osm.pbf"}, .roads = base + ".csv", .out = base + ".dlg"}, {});
  if (counts)
    fuzz::check(World::open(base + ".dlg").has_value());
  else
    fuzz::check(counts.error().code == ErrorCode::kDataInvalid);
  return 0;
}
