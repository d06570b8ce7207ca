#pragma once

#include <string>

#include "dateline/record/contradictions.h"
#include "dateline/record/happenings.h"
#include "dateline/record/sqlite.h"

namespace dateline {

/// Writes happenings and contradictions as rows of a record. Keeps: the database must outlive it.
class EventRows {
 public:
  EventRows(sqlite3* db, std::string path);
  /// Without `claims` and `dissent`, which are rows of their own. Fails: kRecordWrite.
  Status write(const Happening& one);
  /// One that is there already stays. Fails: likewise.
  Status write(const Contradiction& one);

 private:
  Statement happening_, contradiction_;
  std::string path_;
};

/// A row of "SELECT * FROM happenings", without `claims` and `dissent`. Fails: kRecordUnreadable.
Result<Happening> read_happening_row(Statement& row, const std::string& path);
/// A row of "SELECT * FROM contradictions". Fails: likewise.
Result<Contradiction> read_contradiction_row(Statement& row, const std::string& path);

}  // namespace dateline
