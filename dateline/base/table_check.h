#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dateline/base/csv.h"
#include "dateline/base/finding.h"

namespace dateline {

/// The tables of a folder, and what is found wrong with them. Never stops at the first and never
/// fails: a missing table is a finding.
class TableCheck {
 public:
  explicit TableCheck(std::string dir) : dir_(std::move(dir)) {}

  /// Loads a table that must have these columns; with `empty` those of them whose cells may be
  /// empty.
  void load(const std::string& file, std::vector<std::string_view> columns,
            const std::set<std::string_view>& empty = {});
  /// The table, or nullptr where it could not be loaded.
  const CsvTable* sheet(std::string_view file) const;
  const std::vector<std::pair<std::string, CsvTable>>& sheets() const { return sheets_; }
  const std::string& dir() const { return dir_; }

  void tell(const std::string& file, int line, std::string_view column, std::string what);
  /// The same for an error that names its own line.
  void tell(const std::string& file, const Error& error);
  /// Tells of cells of the columns of load() that are empty and may not be.
  void check_cells(const std::string& file);
  /// Tells of rows whose cells of these columns stand in an earlier row too.
  void check_once(const std::string& file, const std::vector<std::string_view>& key);

  /// All that was told, by file, then line.
  std::vector<Finding> take();

 private:
  std::string dir_;
  std::vector<std::pair<std::string, CsvTable>> sheets_;
  std::map<std::string, std::vector<std::string_view>> required_;
  std::vector<Finding> findings_;
};

}  // namespace dateline
