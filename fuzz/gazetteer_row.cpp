// Bytes as a line of a GeoNames table: refused with what was expected, or a row whose fields lie
// within the line and which a gazetteer gives back as it was.

#include <cstdint>
#include <string>
#include <string_view>

#include "dateline/gazetteer/geonames.h"
#include "fuzz/target.h"

using namespace dateline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // Fields that hold, with the bytes in the place of one or two of them.
  static constexpr std::string_view kRow[] = {
      "12",  "Hollow", "Hollow", "Höllow,Holow", "10.5",      "20.", "P",
      "PPL", "NO",     "",       "02",           "003",       "",    "",
      "300", "",       "7",      "Etc/UTC",      "2024-01-01"};
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  std::string line;
  if (size > 2 && data[0] % 4 != 0) {
    for (std::size_t i = 0; i < std::size(kRow); ++i) {
      if (i > 0) line += '\t';
      line += i == data[0] % std::size(kRow) || i == data[1] % std::size(kRow)
                  ? bytes.substr(2 + i % (size - 2), 40)
                  : kRow[i];
    }
  } else {
    line = bytes;
  }
  const auto row = parse_geonames_row(line);
  if (!row) {
    fuzz::check(row.error().code == ErrorCode::kDataInvalid && row.error().column.has_value() &&
                row.error().detail.starts_with("expected"));
    return 0;
  }
  const auto within = [&](std::string_view part) {
    return part.empty() ||
           (part.data() >= line.data() && part.data() + part.size() <= line.data() + line.size());
  };
  fuzz::check(row->place.id > 0 && !row->place.name.empty() && row->place.population >= 0);
  fuzz::check(within(row->place.name) && within(row->ascii_name) && within(row->other_names) &&
              within(row->place.admin1) && within(row->place.admin2));
  each_other_name(row->other_names, [&](std::string_view name) {
    fuzz::check(within(name) && name.find(',') == std::string_view::npos && name.size() >= 2);
  });
  return 0;
}
