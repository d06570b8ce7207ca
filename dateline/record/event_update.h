#pragma once

#include <string>
#include <vector>

#include "dateline/record/event_closure.h"
#include "dateline/record/event_rows.h"
#include "dateline/record/event_store.h"

namespace dateline {

/// One step of EventStore::update: some documents, and what waits.
class EventStore::Update {
 public:
  Update(EventStore& store, sqlite3* db)
      : store_(store),
        record_(store.record_),
        db_(db),
        path_(path_of(store.record_)),
        pool_(record_, db, path_, store.model_, {}),
        rows_(db, path_) {}

  /// False where nothing is left to do.
  Result<bool> run();

 private:
  Status take_documents();
  Status find_origins_of(std::int64_t number);
  Status write_origins();
  Status write_keys();
  Status take_reports();
  Status regroup(EventClosure& closure);
  Status clear(const std::set<std::int64_t>& members);
  Status write_claims(const Grouping& grouping, const std::vector<std::int64_t>& numbers);
  Status write_denials(EventClosure& closure, std::vector<Happening>& happenings);
  Status write_contradictions(const std::vector<Happening>& happenings);
  Status mark_redirects();
  std::int64_t root_of(std::int64_t number);
  Result<const TextRuns*> runs_of_document(std::int64_t number);

  EventStore& store_;
  Record& record_;
  sqlite3* db_;
  std::string path_;
  EventPool pool_;
  EventRows rows_;
  std::vector<std::int64_t> documents_;  ///< drawn anew
  std::vector<std::int64_t> claims_;     ///< likewise
  std::vector<std::int64_t> waiting_;
  std::vector<std::string> old_ids_;
  std::map<std::int64_t, std::int64_t> root_;  ///< of documents of one origin
  std::unordered_map<std::int64_t, TextRuns> runs_;
};

}  // namespace dateline
