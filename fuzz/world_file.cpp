// Bytes as damage to a gazetteer under checksums that hold: refused with its byte, or every look-up
// stays within the file.

#include <array>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "dateline/base/file.h"
#include "dateline/gazetteer/world.h"
#include "dateline/gazetteer/world_format.h"
#include "dateline/gazetteer/world_writer.h"
#include "fuzz/target.h"

using namespace dateline;
using namespace dateline::world_format;

namespace {

std::string small_world() {
  const std::string path =
      (std::filesystem::temp_directory_path() / fmt::format("dateline-fuzz-{}.dlg", ::getpid()))
          .string();
  auto writer = fuzz::need(WorldWriter::create(path));
  NewPlace place;
  place.country = "NO";
  place.admin1 = "02";
  for (const char* name : {"Hollow", "Hollow Bay", "Brin", "New Brin", "Eastmark"}) {
    place.name = name;
    place.feature_code = name[0] == 'E' ? "ADM1" : "PPL";
    place.feature_class = name[0] == 'E' ? 'A' : 'P';
    writer.add(place);
  }
  fuzz::check(writer.finish().has_value());
  std::string bytes = fuzz::need(read_file(path));
  std::filesystem::remove(path);
  return bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::string whole = small_world();
  struct alignas(64) Line {
    std::array<char, 64> bytes;
  };
  static std::vector<Line> storage(whole.size() / 64 + 1);
  char* const begin = storage.front().bytes.data();
  std::memcpy(begin, whole.data(), whole.size());
  for (std::size_t n = 0; size >= 3 && n < 64; data += 3, size -= 3, ++n) {
    const std::size_t at = (std::size_t{data[0]} << 8 | data[1]) % whole.size();
    if (at >= kMagic.size() + 1) begin[at] = static_cast<char>(data[2]);
  }
  const std::uint64_t bytes = whole.size(),
                      body = XXH3_64bits(begin + kHeaderSize, whole.size() - kHeaderSize);
  std::memcpy(begin + kSizeAt, &bytes, 8);
  std::memcpy(begin + kBodyAt, &body, 8);
  std::memset(begin + kHeadAt, 0, 8);
  const std::uint64_t head = XXH3_64bits(begin, kHeaderSize);
  std::memcpy(begin + kHeadAt, &head, 8);
  const auto world = World::read({begin, whole.size()}, "fuzzed.dlg");
  if (!world) {
    fuzz::check(world.error().code == ErrorCode::kGazetteerInvalid &&
                world.error().byte.has_value());
    return 0;
  }
  std::size_t touched = 0;
  for (const char* name : {"holow", "brin", "new", "holow bay", "nothing", ""}) {
    for (const std::uint32_t row : world->named(name)) touched += world->at(row).name.size();
    for (const std::uint32_t row : world->named_loosely(name))
      touched += world->at(row).feature_code.size();
    touched += world->begins_name(name);
  }
  for (std::uint32_t row = 0; row < world->size(); ++row)
    for (const char c : world->at(row).name) touched += static_cast<unsigned char>(c);
  for (const bool loose : {false, true})
    world->each_key(loose, [&](std::string_view key, auto rows, bool) {
      for (const char c : key) touched += static_cast<unsigned char>(c);
      for (const std::uint32_t row : rows) touched += row;
    });
  touched += world->country("NO").value_or(0) + world->admin1("NO", "02").value_or(0);
  // Uses what was read, so that no compiler leaves the reading out.
  fuzz::check(touched < SIZE_MAX);
  return 0;
}
