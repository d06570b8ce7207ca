#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/error.h"

namespace dateline {

/// A table of a file: RFC 4180 quoting, comma, first record the header. A line that begins with '#'
/// outside of quotes is a comment.
///
///   file   = header *( record )
///   record = field *( "," field ) ( CRLF / LF )
///   field  = *plain / DQUOTE *( any / 2DQUOTE ) DQUOTE
struct CsvTable {
  struct Row {
    int line;  ///< 1-based line on which the record begins
    std::vector<std::string> cells;
  };
  std::string path;
  std::vector<std::string> header;
  std::vector<Row> rows;

  /// Index of the column, or -1.
  int column(std::string_view name) const;
  /// The cell, or "" where the table has no such column.
  const std::string& cell(const Row& row, std::string_view name) const;
};

/// Parses the bytes of a table. Fails: kDataInvalid with line and column for an open quote, a stray
/// quote or a record with another number of cells than the header. With `misfits`, records of
/// another width are left out and told there instead, so that a checker can go on.
Result<CsvTable> parse_csv(std::string_view bytes, std::string path,
                           std::vector<Error>* misfits = nullptr);

/// Reads and parses. Fails: as parse_csv; kFileMissing, kFileUnreadable.
Result<CsvTable> load_csv(const std::string& path, std::vector<Error>* misfits = nullptr);

/// An error of one row of the table: its path and line.
tl::unexpected<Error> row_error(const CsvTable& table, const CsvTable::Row& row, std::string what,
                                ErrorCode code = ErrorCode::kDataInvalid);

/// The elements of a list inside a cell, separated by '|'; an empty cell has none.
std::vector<std::string> split_list(std::string_view cell, char separator = '|');

/// Quotes a field where it needs it.
std::string csv_field(std::string_view field);

}  // namespace dateline
