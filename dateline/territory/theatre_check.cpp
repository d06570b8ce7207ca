#include "dateline/territory/theatre_check.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>

#include <fmt/format.h>

#include "dateline/base/csv.h"
#include "dateline/base/id.h"
#include "dateline/base/latlng.h"
#include "dateline/base/utf8.h"
#include "dateline/territory/theatre_cells.h"

namespace dateline {
namespace {

/// A road may be measured from edge to edge of its towns: a tenth shorter than the great circle
/// between the centres is no mistake, within these bounds.
constexpr double kShorterByShare = 0.1;
constexpr double kShorterAnyKm = 1, kShorterByKm = 3;
constexpr double kSumSlack = 1e-6;

struct Sheet {
  const FileSchema* schema;
  CsvTable table;
};

class Checker {
 public:
  Checker(const std::string& dir, const std::string& data_dir) : dir_(dir), data_dir_(data_dir) {
    if (!data_dir.empty()) ids_.general = general_parties(data_dir);
  }

  std::vector<Finding> run() {
    std::error_code ignored;
    if (!std::filesystem::is_directory(dir_, ignored)) {
      tell("", 0, "", Severity::kError, fmt::format("expected a folder, found none at {}", dir_));
      return std::move(findings_);
    }
    for (const FileSchema& schema : theatre_schema()) load(schema);
    collect_ids();
    for (const Sheet& sheet : sheets_) check_cells(sheet);
    check_keys();
    check_chains();
    check_start();
    check_sides();
    check_roads();
    std::stable_sort(findings_.begin(), findings_.end(), [&](const Finding& a, const Finding& b) {
      return std::pair(order_of(a.file), a.line) < std::pair(order_of(b.file), b.line);
    });
    return std::move(findings_);
  }

 private:
  void tell(std::string_view file, int line, std::string_view column, Severity severity,
            std::string what) {
    findings_.push_back({std::string(file), line, std::string(column), severity, std::move(what)});
  }
  void error(const Sheet& sheet, const CsvTable::Row& row, std::string_view column,
             std::string what) {
    tell(sheet.schema->file, row.line, column, Severity::kError, std::move(what));
  }
  void note(const Sheet& sheet, const CsvTable::Row& row, std::string_view column,
            std::string what) {
    tell(sheet.schema->file, row.line, column, Severity::kNote, std::move(what));
  }

  static std::size_t order_of(std::string_view file) {
    const auto schema = theatre_schema();
    for (std::size_t i = 0; i < schema.size(); ++i) {
      if (schema[i].file == file) return i;
    }
    return 0;
  }

  const Sheet* sheet(std::string_view file) const {
    for (const Sheet& sheet : sheets_) {
      if (sheet.schema->file == file) return &sheet;
    }
    return nullptr;
  }

  void load(const FileSchema& schema) {
    const std::string path = dir_ + "/" + std::string(schema.file);
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored)) {
      if (schema.required) {
        tell(schema.file, 0, "", Severity::kError, "expected the file, found none");
      }
      return;
    }
    std::vector<Error> misfits;
    auto table = load_csv(path, &misfits);
    for (const Error& misfit : misfits) {
      tell(schema.file, misfit.line.value_or(0), "", Severity::kError, misfit.detail);
    }
    if (!table) {
      tell(schema.file, table.error().line.value_or(0), "", Severity::kError, table.error().detail);
      return;
    }
    std::set<std::string> seen;
    for (const std::string& column : table->header) {
      const bool known = column == "source" || column == "note" ||
                         std::any_of(schema.columns.begin(), schema.columns.end(),
                                     [&](const ColumnSchema& c) { return c.name == column; });
      if (!known) tell(schema.file, 1, column, Severity::kError, "unknown column");
      if (!seen.insert(column).second) {
        tell(schema.file, 1, column, Severity::kError, "the column stands twice");
      }
    }
    for (const ColumnSchema& column : schema.columns) {
      if (column.filled && !seen.contains(std::string(column.name))) {
        tell(schema.file, 1, column.name, Severity::kError, "expected the column, found none");
      }
    }
    sheets_.push_back({&schema, std::move(*table)});
  }

  void collect_ids() {
    for (const char* file : {"places.csv", "regions.csv"}) {
      const Sheet* all = sheet(file);
      if (!all) continue;
      for (const CsvTable::Row& row : all->table.rows) {
        const std::string& id = all->table.cell(row, "id");
        if (id.empty()) continue;
        const auto where = fmt::format("{}:{}", file, row.line);
        const auto [it, fresh] = ids_.areas.try_emplace(id, where);
        if (!fresh) error(*all, row, "id", fmt::format("\"{}\" is {} too", id, it->second));
        if (all->schema->file != "places.csv") continue;
        ids_.places.insert(id);
        const auto lat = parse_number(all->table.cell(row, "lat"));
        const auto lon = parse_number(all->table.cell(row, "lon"));
        if (!lat || !lon) continue;
        if (const auto point = LatLng::make(Latitude{*lat}, Longitude{*lon})) {
          points_.emplace(id, *point);
        }
      }
    }
    if (const Sheet* all = sheet("parties.csv")) {
      for (const CsvTable::Row& row : all->table.rows) {
        ids_.parties.insert(all->table.cell(row, "id"));
      }
    }
  }

  void check_cells(const Sheet& sheet) {
    for (const CsvTable::Row& row : sheet.table.rows) {
      for (const ColumnSchema& column : sheet.schema->columns) {
        if (sheet.table.column(column.name) < 0) continue;
        const std::string& cell = sheet.table.cell(row, column.name);
        if (const auto byte = find_invalid_utf8(cell)) {
          error(sheet, row, column.name,
                fmt::format("expected UTF-8, found the byte {:#04x} at {} of the cell",
                            static_cast<unsigned char>(cell[*byte]), *byte));
        } else if (!cell.empty()) {
          const CellVerdict verdict = judge_cell(column, cell, ids_);
          if (!verdict.what.empty()) {
            tell(sheet.schema->file, row.line, column.name, verdict.severity, verdict.what);
          }
        } else if (column.filled) {
          error(sheet, row, column.name, "expected something, found an empty cell");
        }
      }
      check_range(sheet, row);
    }
  }

  void check_range(const Sheet& sheet, const CsvTable::Row& row) {
    const auto since = parse_partial_day(sheet.table.cell(row, "since"));
    const auto until = parse_partial_day(sheet.table.cell(row, "until"));
    if (since && until && until->end < since->begin) {
      error(sheet, row, "until", "the row ends before it begins");
    }
    const auto low = parse_number(sheet.table.cell(row, "size_low"));
    const auto high = parse_number(sheet.table.cell(row, "size_high"));
    if (low && high && *high < *low) error(sheet, row, "size_high", "is below size_low");
  }

  void check_keys() {
    const Sheet* theatre = sheet("theatre.csv");
    if (!theatre) return;
    static constexpr std::array<std::string_view, 8> kKeys = {
        "format", "name", "title", "countries", "timezone", "from", "to", "languages"};
    static constexpr std::array<std::string_view, 2> kOptional = {"to", "languages"};
    std::map<std::string, std::string> values;
    for (const CsvTable::Row& row : theatre->table.rows) {
      const std::string& key = theatre->table.cell(row, "key");
      const std::string& value = theatre->table.cell(row, "value");
      if (std::find(kKeys.begin(), kKeys.end(), key) == kKeys.end()) {
        error(*theatre, row, "key", fmt::format("unknown key \"{}\"", key));
      } else if (!values.emplace(key, value).second) {
        error(*theatre, row, "key", fmt::format("{} stands twice", key));
      }
      if (key == "format" && value != "1") {
        error(*theatre, row, "value", fmt::format("expected format 1, found \"{}\"", value));
      }
      if ((key == "from" || (key == "to" && !value.empty())) && !parse_partial_day(value)) {
        error(*theatre, row, "value", fmt::format("expected a day, found \"{}\"", value));
      }
      if (key == "timezone") check_zone(*theatre, row, value);
      const auto codes = split_list(value);
      if (key == "countries" &&
          (codes.empty() || !std::all_of(codes.begin(), codes.end(), is_country_code))) {
        error(*theatre, row, "value", fmt::format("expected ISO 3166 codes, found \"{}\"", value));
      }
    }
    for (const std::string_view key : kKeys) {
      if (std::find(kOptional.begin(), kOptional.end(), key) != kOptional.end()) continue;
      const auto it = values.find(std::string(key));
      if (it == values.end() || it->second.empty()) {
        tell("theatre.csv", 0, key, Severity::kError, "expected the key with a value, found none");
      }
    }
  }

  /// The zone is looked up in times/zones.csv; one that is not there is passed over.
  void check_zone(const Sheet& theatre, const CsvTable::Row& row, const std::string& zone) {
    if (data_dir_.empty() || zone.empty()) return;
    const auto zones = load_csv(data_dir_ + "/times/zones.csv");
    if (!zones) return;
    const bool known = std::ranges::any_of(
        zones->rows, [&](const CsvTable::Row& one) { return zones->cell(one, "zone") == zone; });
    if (!known)
      note(theatre, row, "value",
           fmt::format("\"{}\" is not in data/times/zones.csv: days stay those of UTC", zone));
  }

  /// Who holds a place has enemies: without a side, own or of a party above, a party has none.
  void check_sides() {
    const Sheet* parties = sheet("parties.csv");
    const Sheet* start = sheet("start.csv");
    if (!parties || !start) return;
    if (start->table.rows.empty())
      tell("start.csv", 0, "", Severity::kNote, "no rows: every place starts evenly");
    std::set<std::string> with_side, told;
    for (const CsvTable::Row& row : parties->table.rows)
      if (!parties->table.cell(row, "side").empty())
        with_side.insert(parties->table.cell(row, "id"));
    for (const CsvTable::Row& row : start->table.rows) {
      const std::string& party = start->table.cell(row, "party");
      const bool sided = std::ranges::any_of(with_side, [&](const std::string& one) {
        return is_within(ActorId(party), ActorId(one));
      });
      if (party.empty() || party == "contested" || sided || !told.insert(party).second) continue;
      note(*start, row, "party",
           fmt::format("{} has no side in parties.csv: nobody is its ally or enemy", party));
    }
  }

  /// No place is its own parent, however far up, nor within itself.
  void check_chains() {
    for (const std::string_view column : {"parent", "within"}) {
      std::map<std::string, std::string> up;
      for (const char* file : {"places.csv", "regions.csv"}) {
        const Sheet* all = sheet(file);
        if (!all) continue;
        for (const CsvTable::Row& row : all->table.rows) {
          up.emplace(all->table.cell(row, "id"), all->table.cell(row, column));
        }
      }
      for (const char* file : {"places.csv", "regions.csv"}) {
        const Sheet* all = sheet(file);
        if (!all) continue;
        for (const CsvTable::Row& row : all->table.rows) {
          std::set<std::string> seen;
          std::string at = all->table.cell(row, "id");
          while (!at.empty() && seen.insert(at).second) at = up.contains(at) ? up[at] : "";
          if (!at.empty() && at == all->table.cell(row, "id")) {
            error(*all, row, column, fmt::format("\"{}\" lies in itself by this chain", at));
          }
        }
      }
    }
  }

  void check_start() {
    const Sheet* start = sheet("start.csv");
    if (!start) return;
    std::map<std::pair<std::string, std::string>, double> sums;
    std::set<std::array<std::string, 3>> seen;
    for (const CsvTable::Row& row : start->table.rows) {
      const std::string& place = start->table.cell(row, "place");
      const std::string& on = start->table.cell(row, "on");
      const std::string& party = start->table.cell(row, "party");
      if (!seen.insert({place, on, party}).second) {
        error(*start, row, "party", fmt::format("{} stands twice for {} on {}", party, place, on));
        continue;
      }
      const auto share = parse_number(start->table.cell(row, "probability"));
      if (!share) continue;
      double& sum = sums[{place, on}];
      const bool was_fine = sum <= 1 + kSumSlack;
      sum += *share;
      if (was_fine && sum > 1 + kSumSlack) {
        error(*start, row, "probability",
              fmt::format("{} on {} sums to {:.4g}, expected at most 1", place, on, sum));
      }
    }
  }

  void check_roads() {
    const Sheet* roads = sheet("roads.csv");
    if (!roads) return;
    std::map<std::string, std::string> part;  // union of places by road; the root stands for itself
    const auto root = [&](std::string at) {
      while (part[at] != at) at = part[at] = part[part[at]];
      return at;
    };
    for (const CsvTable::Row& row : roads->table.rows) {
      const std::string& from = roads->table.cell(row, "from");
      const std::string& to = roads->table.cell(row, "to");
      if (!ids_.places.contains(from) || !ids_.places.contains(to)) continue;
      if (from == to) {
        error(*roads, row, "to", "a road from a place to itself");
        continue;
      }
      part.try_emplace(from, from);
      part.try_emplace(to, to);
      part[root(from)] = root(to);
      const auto a = points_.find(from);
      const auto b = points_.find(to);
      const auto km = parse_number(roads->table.cell(row, "km"));
      if (!km || a == points_.end() || b == points_.end()) continue;
      const double circle_km = distance_m(a->second, b->second) / 1000;
      const double slack_km =
          std::min(kShorterByKm, std::max(kShorterAnyKm, kShorterByShare * circle_km));
      if (*km < circle_km - slack_km) {
        note(*roads, row, "km",
             fmt::format("{} km, but the great circle from {} to {} is {:.1f}", *km, from, to,
                         circle_km));
      }
    }
    std::map<std::string, std::vector<std::string>> members;
    for (const auto& [place, unused] : part) members[root(place)].push_back(place);
    if (members.size() < 2) return;
    std::vector<const std::vector<std::string>*> parts;
    for (const auto& [key, places] : members) parts.push_back(&places);
    std::stable_sort(parts.begin(), parts.end(),
                     [](const auto* a, const auto* b) { return a->size() > b->size(); });
    for (std::size_t i = 1; i < parts.size(); ++i) {
      tell("roads.csv", 0, "", Severity::kNote,
           fmt::format("a part of {} places is not joined with the rest: {}{}", parts[i]->size(),
                       parts[i]->front(), parts[i]->size() > 1 ? ", ..." : ""));
    }
  }

  std::string dir_, data_dir_;
  std::vector<Sheet> sheets_;
  TheatreIds ids_;
  std::map<std::string, LatLng> points_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> check_theatre(const std::string& theatre_dir, const std::string& data_dir) {
  return Checker(theatre_dir, data_dir).run();
}

}  // namespace dateline
