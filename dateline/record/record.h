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
  std::string name;  ///< as messages call it; not empty
  Error error;
};

/// Claims on disk: one SQLite file (WAL). The schema is documented in docs/formats.md, "The
/// record". Adding a document that is there already changes nothing. Not thread-safe; one writer at
/// a time (others wait up to ten seconds), any number of readers beside it. Numbers of places and
/// quantities come back with six decimals; all else comes back as it was.
class Record {
 public:
  /// Opens or makes the record. Fails: kRecordUnreadable, kRecordForeign (a file that is something
  /// else or of a later version), naming path, expected and found.
  static Result<Record> open(const std::string& path);
  /// Opens one that must exist; nothing is written to it, and no right to write is needed. Fails:
  /// as open; kRecordUnreadable where it is missing.
  static Result<Record> open_existing(const std::string& path);

  Record(Record&&) noexcept;
  Record& operator=(Record&&) noexcept;
  ~Record();

  /// True where the document was new. All or nothing. Requires: the claims' ids differ from each
  /// other. Fails: kRecordWrite (an id that another claim has, a full disk, a file open for
  /// reading).
  Result<bool> add(const Document& document, const std::vector<Claim>& claims);
  /// Says nothing twice: one row for each name, code and detail. Fails: kRecordWrite.
  Status add(const SetAside& set_aside);

  /// What is added between the two is written at once, which is many times quicker. What was begun
  /// and not ended is lost. A second begin_batch and an end_batch without one change nothing.
  /// Fails: kRecordWrite.
  Status begin_batch();
  Status end_batch();

  /// "theatre", "program_version", ...: what the record was made with.
  Status set_meta(const std::string& key, const std::string& value);
  Result<std::optional<std::string>> meta(const std::string& key) const;

  // Reading fails with kRecordUnreadable where the file is damaged.

  /// All documents, by day, then id. `with_text` false leaves `text`, `map` and `parts` empty.
  Result<std::vector<Document>> documents(bool with_text) const;
  /// One document with its text.
  Result<std::optional<Document>> document(const DocumentId& id) const;
  /// All claims, ordered by document's day, document id, span, id. Independent of the order in
  /// which they were added.
  Result<std::vector<Claim>> claims() const;
  /// All that was set aside, by name, line, code, detail.
  Result<std::vector<SetAside>> set_aside() const;

 private:
  struct Statements;
  Record(sqlite3* db, std::string path);
  Result<std::vector<Document>> read_documents(const DocumentId* id, bool with_text) const;

  sqlite3* db_ = nullptr;
  std::string path_;
  std::unique_ptr<Statements> statements_;  ///< prepared once; gone before db_ is closed
  bool in_batch_ = false;
};

}  // namespace dateline
