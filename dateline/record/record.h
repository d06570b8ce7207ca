#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dateline/base/day.h"
#include "dateline/base/error.h"
#include "dateline/dispatch/document.h"
#include "dateline/meaning/claim.h"

struct sqlite3;

namespace dateline {

/// A document that was set aside, and why.
struct SetAside {
  std::string name;
  Error error;
};

/// Claims on disk: one SQLite file (WAL). The schema is documented in docs/formats.md. Adding a
/// document that is there already changes nothing. Not thread-safe; one writer at a time.
class Record {
 public:
  /// Opens or makes the record. Fails: kRecordUnreadable, kRecordForeign (a file that is something
  /// else or of a later version), naming path, expected and found.
  static Result<Record> open(const std::string& path);
  /// Opens one that must exist; nothing is written to it. Fails: as open; kRecordUnreadable where
  /// it is missing.
  static Result<Record> open_existing(const std::string& path);

  Record(Record&&) noexcept;
  Record& operator=(Record&&) noexcept;
  ~Record();

  /// True where the document was new. All or nothing. Fails: kRecordWrite.
  Result<bool> add(const Document& document, const std::vector<Claim>& claims);
  Status add(const SetAside& set_aside);

  /// "theatre", "program_version", ...: what the record was made with.
  Status set_meta(const std::string& key, const std::string& value);
  Result<std::optional<std::string>> meta(const std::string& key) const;

  /// All documents, by day, then id. `with_text` false leaves `text`, `map` and `parts` empty.
  Result<std::vector<Document>> documents(bool with_text) const;
  /// One document with its text.
  Result<std::optional<Document>> document(const DocumentId& id) const;
  /// All claims, ordered by document's day, document id, span, id. Independent of the order in which
  /// they were added.
  Result<std::vector<Claim>> claims() const;
  Result<std::vector<SetAside>> set_aside() const;

 private:
  explicit Record(sqlite3* db, std::string path);
  sqlite3* db_ = nullptr;
  std::string path_;
};

}  // namespace dateline
