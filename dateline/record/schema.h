#pragma once

#include <cstdint>
#include <string>

#include "dateline/base/error.h"

struct sqlite3;

namespace dateline {

/// "dtln": what SQLite files of dateline carry in their header.
inline constexpr std::int64_t kApplicationId = 0x64746C6E;
/// Raised with every change of the tables.
inline constexpr std::int64_t kSchemaVersion = 7;

/// Opens a record to write to; makes it where there is none. Fails: kRecordUnreadable,
/// kRecordForeign.
Result<sqlite3*> open_to_write(const std::string& path);

/// Opens one that exists, to read. Fails: likewise.
Result<sqlite3*> open_to_read(const std::string& path);

}  // namespace dateline
