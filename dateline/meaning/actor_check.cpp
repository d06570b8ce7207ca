#include "dateline/meaning/actor_check.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "dateline/base/day.h"
#include "dateline/base/table_check.h"
#include "dateline/gazetteer/fold.h"

namespace dateline {
namespace {

/// A name as it is compared: "parties.csv:12" says where it stands.
struct NamedRow {
  std::string party, stories, said_by, where;
  std::optional<DayInterval> since, until;
};

class ActorChecker {
 public:
  explicit ActorChecker(const std::string& data_dir) : check_(data_dir) {}

  std::vector<Finding> run() {
    load("world/countries.csv", {"iso2", "actor"});
    load("actors/parties.csv", {"id", "name", "kind", "example"});
    load("actors/names.csv", {"party", "name", "example"});
    load("actors/leaders.csv", {"person", "names", "role", "since", "example"});
    load("actors/roles.csv", {"role", "words", "at_war", "abroad", "example"});
    load("actors/offices.csv", {"office", "words", "example"});
    load("actors/peoples.csv", {"people", "party", "example"});
    load("actors/wars.csv", {"country", "actor", "since", "example"});
    load("outlets/outlets.csv", {"outlet", "names", "kind", "country", "example"}, {"country"});
    collect();
    for (const auto& [file, table] : check_.sheets())
      if (file != "world/countries.csv") check_rows(file, table);
    check_parents();
    check_names();
    return check_.take();
  }

 private:
  using Row = CsvTable::Row;

  void tell(const std::string& file, int line, std::string_view column, std::string what) {
    check_.tell(file, line, column, std::move(what));
  }
  void load(const std::string& file, std::vector<std::string_view> columns,
            const std::set<std::string_view>& empty = {}) {
    check_.load(file, std::move(columns), empty);
  }
  const CsvTable* sheet(std::string_view file) const { return check_.sheet(file); }

  /// What ids and countries there are.
  void collect() {
    if (const CsvTable* table = sheet("world/countries.csv"))
      for (const Row& row : table->rows) {
        countries_.insert(table->cell(row, "iso2"));
        ids_.insert(root(table->cell(row, "actor")));
        ids_.insert(table->cell(row, "actor"));
      }
    if (const CsvTable* table = sheet("actors/wars.csv"))
      for (const Row& row : table->rows)
        for (const char* below : {".government", ".government.army", ".opposition"})
          ids_.insert(table->cell(row, "actor") + below);
    if (const CsvTable* table = sheet("actors/parties.csv"))
      for (const Row& row : table->rows) {
        const std::string& id = table->cell(row, "id");
        if (!parties_.insert(id).second)
          tell("actors/parties.csv", row.line, "id", fmt::format("\"{}\" stands twice", id));
        ids_.insert(id);
      }
  }

  static std::string root(const std::string& id) { return id.substr(0, id.find('.')); }

  void check_rows(const std::string& file, const CsvTable& table) {
    check_.check_cells(file);
    for (const Row& row : table.rows) {
      check_days(file, table, row);
      for (const std::string& country : split_list(table.cell(row, "country"))) {
        if (!countries_.contains(country) && country != "EH" && country != "HK")
          tell(file, row.line, "country",
               fmt::format("expected a country of world/countries.csv, found \"{}\"", country));
      }
      for (const std::string& country : split_list(table.cell(row, "countries")))
        if (!countries_.contains(country) && country != "EH")
          tell(file, row.line, "countries",
               fmt::format("expected a country of world/countries.csv, found \"{}\"", country));
      for (const char* column : {"party", "said_by"}) {
        const std::string& id = table.cell(row, column);
        // What a country's own table makes of its parts needs no row: "nigeria.fulani_herders".
        if (!id.empty() && !ids_.contains(id) && !ids_.contains(root(id)))
          tell(file, row.line, column, fmt::format("expected a known party, found \"{}\"", id));
      }
      if (file == "actors/leaders.csv" &&
          table.cell(row, "country").empty() == table.cell(row, "party").empty())
        tell(file, row.line, "party", "expected a country or a party, found both or neither");
    }
  }

  void check_days(const std::string& file, const CsvTable& table, const Row& row) {
    std::optional<DayInterval> days[2];
    const char* const columns[] = {"since", "until"};
    for (int i = 0; i < 2; ++i) {
      const std::string& cell = table.cell(row, columns[i]);
      if (cell.empty()) continue;
      days[i] = parse_partial_day(cell);
      if (!days[i])
        tell(file, row.line, columns[i],
             fmt::format("expected YYYY, YYYY-MM or YYYY-MM-DD, found \"{}\"", cell));
    }
    if (days[0] && days[1] && days[1]->end < days[0]->begin)
      tell(file, row.line, "until",
           fmt::format("expected a day from {} on, found \"{}\"", table.cell(row, "since"),
                       table.cell(row, "until")));
  }

  /// The path above an id is a party, a country or the top of a theatre's ("syria.opposition").
  void check_parents() {
    const CsvTable* table = sheet("actors/parties.csv");
    if (!table) return;
    for (const Row& row : table->rows) {
      const std::string& id = table->cell(row, "id");
      const auto dot = id.rfind('.');
      if (dot == std::string::npos) continue;
      const std::string above = id.substr(0, dot);
      if (!ids_.contains(above))
        tell("actors/parties.csv", row.line, "id",
             fmt::format("expected a party \"{}\" above \"{}\", found none", above, id));
    }
  }

  void add_name(const std::string& name, NamedRow row) {
    const std::string key = fold_case(name);
    for (const NamedRow& other : names_[key]) {
      if (other.party == row.party || other.said_by != row.said_by) continue;
      const bool one_story = other.stories == row.stories ||
                             (!other.stories.empty() && !row.stories.empty() && shares(other, row));
      if (!one_story || !overlap(other, row)) continue;
      const auto colon = row.where.find(':');
      tell(row.where.substr(0, colon), std::stoi(row.where.substr(colon + 1)), "",
           fmt::format("\"{}\" means {} and, in {}, {} at one time", name, row.party, other.where,
                       other.party));
    }
    names_[key].push_back(std::move(row));
  }

  static bool shares(const NamedRow& a, const NamedRow& b) {
    const auto countries = split_list(b.stories);
    return std::ranges::any_of(split_list(a.stories), [&](const std::string& one) {
      return std::ranges::find(countries, one) != countries.end();
    });
  }

  static bool overlap(const NamedRow& a, const NamedRow& b) {
    const bool a_first = a.until && b.since && a.until->end < b.since->begin;
    const bool b_first = b.until && a.since && b.until->end < a.since->begin;
    return !a_first && !b_first;
  }

  /// No name means two parties at once, in one mouth and one story.
  void check_names() {
    const struct {
      const char *file, *party, *names;
    } files[] = {{"actors/parties.csv", "id", "name"},
                 {"actors/parties.csv", "id", "names"},
                 {"actors/names.csv", "party", "name"},
                 {"actors/leaders.csv", "party", "names"}};
    for (const auto& one : files) {
      const CsvTable* table = sheet(one.file);
      if (!table) continue;
      const bool leaders = std::string_view(one.file) == "actors/leaders.csv";
      for (const Row& row : table->rows) {
        NamedRow named;
        named.party = table->cell(row, one.party);
        if (leaders && named.party.empty()) named.party = table->cell(row, "country");
        if (!leaders && std::string_view(one.file) == "actors/names.csv") {
          named.stories = table->cell(row, "country");
          named.said_by = table->cell(row, "said_by");
        }
        named.since = parse_partial_day(table->cell(row, "since"));
        named.until = parse_partial_day(table->cell(row, "until"));
        named.where = fmt::format("{}:{}", one.file, row.line);
        for (const std::string& name : split_list(table->cell(row, one.names)))
          add_name(name, named);
      }
    }
    check_outlet_names();
  }

  void check_outlet_names() {
    const CsvTable* table = sheet("outlets/outlets.csv");
    if (!table) return;
    std::map<std::string, int> seen;
    for (const Row& row : table->rows) {
      std::set<std::string> own;
      for (const std::string& name : split_list(table->cell(row, "names")))
        own.insert(fold_name(name));
      for (const std::string& name : own)
        if (const auto [first, fresh] = seen.emplace(name, row.line); !fresh)
          tell("outlets/outlets.csv", row.line, "names",
               fmt::format("\"{}\" is the outlet of line {} too", name, first->second));
    }
  }

  TableCheck check_;
  std::set<std::string> countries_, ids_, parties_;
  std::map<std::string, std::vector<NamedRow>> names_;
};

}  // namespace

std::vector<Finding> check_actors(const std::string& data_dir) {
  return ActorChecker(data_dir).run();
}

}  // namespace dateline
