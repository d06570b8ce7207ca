#include <filesystem>

#include <fmt/format.h>

#include "dateline/base/csv.h"
#include "dateline/territory/theatre_check.h"

// theatre.csv = key,value ; format 1, name, title, countries, timezone, from[, to, languages]

namespace dateline {

Result<TheatreInfo> load_theatre_info(const std::string& theatre_dir) {
  const std::string path = theatre_dir + "/theatre.csv";
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) {
    return fail(ErrorCode::kTheatreMissing, "expected theatre.csv, found none", path);
  }
  const auto table = load_csv(path);
  if (!table) return tl::unexpected(table.error());
  TheatreInfo info;
  bool format = false;
  for (const CsvTable::Row& row : table->rows) {
    const std::string& key = table->cell(row, "key");
    const std::string& value = table->cell(row, "value");
    const auto wrong = [&](std::string_view expected) {
      return row_error(*table, row,
                       fmt::format("{}: expected {}, found \"{}\"", key, expected, value),
                       ErrorCode::kTheatreInvalid);
    };
    if (key == "format") {
      if (value != "1") return wrong("1");
      format = true;
    } else if (key == "name") {
      info.name = value;
    } else if (key == "title") {
      info.title = value;
    } else if (key == "countries") {
      info.countries = split_list(value);
    } else if (key == "timezone") {
      info.timezone = value;
    } else if (key == "languages") {
      info.languages = split_list(value);
    } else if (key == "from" || key == "to") {
      if (value.empty()) continue;
      const auto days = parse_partial_day(value);
      if (!days) return wrong("a day");
      if (key == "from") {
        info.from = days->begin;
      } else {
        info.to = days->end;
      }
    } else {
      return wrong("a key of the format");
    }
  }
  if (!format || info.name.empty() || info.countries.empty()) {
    return fail(ErrorCode::kTheatreInvalid, "expected the keys format, name and countries", path);
  }
  return info;
}

}  // namespace dateline
