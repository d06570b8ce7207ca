#include "dateline/base/csv.h"

#include <algorithm>

#include <fmt/format.h>

#include "dateline/base/file.h"

namespace dateline {
namespace {

/// Walks the bytes once and hands out records.
class CsvReader {
 public:
  explicit CsvReader(std::string_view bytes) : bytes_(bytes) {
    if (bytes_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  }

  bool done() {
    while (at_ < bytes_.size()) {
      if (bytes_[at_] == '\n' || bytes_[at_] == '\r') {
        line_ += bytes_[at_] == '\n';
        ++at_;
      } else if (bytes_[at_] == '#') {
        while (at_ < bytes_.size() && bytes_[at_] != '\n') ++at_;
      } else {
        return false;
      }
    }
    return true;
  }

  /// One record, or what is wrong with it.
  tl::expected<CsvTable::Row, Error> next() {
    CsvTable::Row row{line_, {}};
    for (;;) {
      std::string field;
      if (at_ < bytes_.size() && bytes_[at_] == '"') {
        if (auto ok = quoted(field); !ok) {
          ok.error().column = static_cast<int>(row.cells.size()) + 1;
          return tl::unexpected(ok.error());
        }
      } else {
        while (at_ < bytes_.size() && bytes_[at_] != ',' && bytes_[at_] != '\n') {
          if (bytes_[at_] == '"') return bad("a quote inside a field that does not begin with one", row);
          field += bytes_[at_++];
        }
        if (!field.empty() && field.back() == '\r') field.pop_back();
      }
      row.cells.push_back(std::move(field));
      if (at_ < bytes_.size() && bytes_[at_] == '\r') ++at_;
      if (at_ >= bytes_.size()) return row;
      if (bytes_[at_] == '\n') {
        ++at_, ++line_;
        return row;
      }
      if (bytes_[at_] != ',') return bad("expected a comma or the end of the line after a quoted field", row);
      ++at_;
    }
  }

 private:
  tl::unexpected<Error> bad(std::string what, const CsvTable::Row& row) const {
    Error error{ErrorCode::kDataInvalid, std::move(what), {}};
    error.line = line_;
    error.column = static_cast<int>(row.cells.size()) + 1;
    return tl::unexpected(error);
  }

  Status quoted(std::string& field) {
    const int opened = line_;
    ++at_;
    for (;; ++at_) {
      if (at_ >= bytes_.size()) {
        Error error{ErrorCode::kDataInvalid, "expected a closing quote, found the end of the file", {}};
        error.line = opened;
        return tl::unexpected(error);
      }
      if (bytes_[at_] == '"') {
        ++at_;
        if (at_ >= bytes_.size() || bytes_[at_] != '"') return {};
      }
      line_ += bytes_[at_] == '\n';
      field += bytes_[at_];
    }
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  int line_ = 1;
};

}  // namespace

int CsvTable::column(std::string_view name) const {
  auto it = std::find(header.begin(), header.end(), name);
  return it == header.end() ? -1 : static_cast<int>(it - header.begin());
}

const std::string& CsvTable::cell(const Row& row, std::string_view name) const {
  static const std::string kNone;
  const int at = column(name);
  return at < 0 ? kNone : row.cells[static_cast<std::size_t>(at)];
}

Result<CsvTable> parse_csv(std::string_view bytes, std::string path, std::vector<Error>* misfits) {
  CsvTable table;
  table.path = std::move(path);
  CsvReader reader(bytes);
  bool header = true;
  while (!reader.done()) {
    auto row = reader.next();
    if (!row) {
      row.error().path = table.path;
      return tl::unexpected(row.error());
    }
    if (header) {
      table.header = std::move(row->cells);
      header = false;
      continue;
    }
    if (row->cells.size() != table.header.size()) {
      Error error{ErrorCode::kDataInvalid,
                  fmt::format("expected {} cells, found {}", table.header.size(), row->cells.size()),
                  table.path};
      error.line = row->line;
      if (!misfits) return tl::unexpected(error);
      misfits->push_back(std::move(error));
      continue;
    }
    table.rows.push_back(std::move(*row));
  }
  if (header) return fail(ErrorCode::kDataInvalid, "expected a header line, found none", table.path);
  return table;
}

Result<CsvTable> load_csv(const std::string& path, std::vector<Error>* misfits) {
  auto bytes = read_file(path);
  if (!bytes) return tl::unexpected(bytes.error());
  return parse_csv(*bytes, path, misfits);
}

tl::unexpected<Error> row_error(const CsvTable& table, const CsvTable::Row& row, std::string what,
                                ErrorCode code) {
  Error error{code, std::move(what), table.path};
  error.line = row.line;
  return tl::unexpected(std::move(error));
}

std::vector<std::string> split_list(std::string_view cell, char separator) {
  std::vector<std::string> out;
  while (!cell.empty()) {
    const auto bar = cell.find(separator);
    std::string_view one = cell.substr(0, bar);
    while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
    while (!one.empty() && one.back() == ' ') one.remove_suffix(1);
    if (!one.empty()) out.emplace_back(one);
    if (bar == std::string_view::npos) break;
    cell.remove_prefix(bar + 1);
  }
  return out;
}

std::string csv_field(std::string_view field) {
  if (field.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(field);
  std::string out = "\"";
  for (char c : field) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

}  // namespace dateline
