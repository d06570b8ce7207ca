#include "dateline/base/table_check.h"

#include <algorithm>

#include <fmt/format.h>

namespace dateline {

void TableCheck::tell(const std::string& file, int line, std::string_view column,
                      std::string what) {
  findings_.push_back({file, line, std::string(column), Severity::kError, std::move(what)});
}

void TableCheck::tell(const std::string& file, const Error& error) {
  const bool of_file =
      error.code == ErrorCode::kFileMissing || error.code == ErrorCode::kFileUnreadable;
  const std::string_view sentence = info(error.code).sentence;
  tell(file, error.line.value_or(0), "",
       of_file || error.detail.empty() ? fmt::format("{} {}", sentence, error.detail)
                                       : error.detail);
}

void TableCheck::load(const std::string& file, std::vector<std::string_view> columns,
                      const std::set<std::string_view>& empty) {
  std::vector<Error> misfits;
  auto table = load_csv(dir_ + "/" + file, &misfits);
  for (const Error& error : misfits) tell(file, error.line.value_or(0), "", error.detail);
  if (!table) {
    tell(file, table.error().line.value_or(0), "",
         fmt::format("{} {}", info(table.error().code).sentence, table.error().detail));
    return;
  }
  for (std::string_view column : columns)
    if (table->column(column) < 0)
      tell(file, 1, column, "expected this column, found none of that name");
  std::erase_if(columns, [&](std::string_view column) { return empty.contains(column); });
  required_[file] = std::move(columns);
  sheets_.emplace_back(file, std::move(*table));
}

const CsvTable* TableCheck::sheet(std::string_view file) const {
  for (const auto& [name, table] : sheets_)
    if (name == file) return &table;
  return nullptr;
}

void TableCheck::check_cells(const std::string& file) {
  const CsvTable* table = sheet(file);
  if (!table) return;
  for (const CsvTable::Row& row : table->rows)
    for (std::string_view column : required_[file])
      if (table->column(column) >= 0 && table->cell(row, column).empty())
        tell(file, row.line, column, "expected a value, found an empty cell");
}

void TableCheck::check_once(const std::string& file, const std::vector<std::string_view>& key) {
  const CsvTable* table = sheet(file);
  if (!table) return;
  std::map<std::string, int> seen;
  for (const CsvTable::Row& row : table->rows) {
    std::string value;
    for (std::string_view column : key)
      value += (value.empty() ? "" : ", ") + table->cell(row, column);
    if (const auto [first, fresh] = seen.emplace(value, row.line); !fresh)
      tell(file, row.line, key.front(),
           fmt::format("\"{}\" stands in line {} too", value, first->second));
  }
}

std::vector<Finding> TableCheck::take() {
  std::ranges::stable_sort(findings_, {},
                           [](const Finding& f) { return std::pair(f.file, f.line); });
  return std::move(findings_);
}

}  // namespace dateline
