#pragma once

#include <string>

#include "dateline/record/contradictions.h"
#include "dateline/record/happenings.h"
#include "dateline/record/sqlite.h"

namespace dateline {

/// Happenings and contradictions as rows of a record.
Status write_row(sqlite3* db, const Happening& one, const std::string& path);
Status write_row(sqlite3* db, const Contradiction& one, const std::string& path);

/// A row of "SELECT * FROM happenings", without `claims` and `dissent`. Fails: kRecordUnreadable.
Result<Happening> read_happening_row(Statement& row, const std::string& path);
/// A row of "SELECT * FROM contradictions". Fails: likewise.
Result<Contradiction> read_contradiction_row(Statement& row, const std::string& path);

}  // namespace dateline
