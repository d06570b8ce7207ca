#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "dateline/record/happenings.h"
#include "dateline/record/record.h"
#include "dateline/record/sqlite.h"

struct sqlite3;

namespace dateline {

/// Reports of a record's documents, by the numbers of their claims, made when they are asked for.
/// With `before`, nothing of that number or above is there: the record as it was known then.
/// Keeps: record and model must outlive it.
class EventPool {
 public:
  EventPool(const Record& record, sqlite3* db, std::string path, const HappeningModel& model,
            std::optional<std::int64_t> before);

  /// Makes the reports of these claims' documents, and of all documents of one origin with them.
  Status load(const std::vector<std::int64_t>& claims);
  Status load_documents(const std::vector<std::int64_t>& documents);

  /// Index into all().reports; nullopt for what is no report, or was not loaded.
  std::optional<std::uint32_t> find(std::int64_t claim) const;
  std::int64_t number(std::uint32_t report) const { return numbers_[report]; }
  const EventReports& all() const { return all_; }
  EventReports& all() { return all_; }
  /// Reports that carry on this one.
  const std::vector<std::uint32_t>& copies_of(std::uint32_t report) const;
  const std::deque<Document>& documents() const { return documents_; }
  std::uint32_t origin_of(const DocumentId& document) const { return origin_of_.at(document); }
  const OriginOf& origins() const { return origin_of_; }
  /// Each origin with those of its documents that are loaded, which are all.
  const std::vector<Origin>& origin_list() const { return origins_; }
  /// All claims of the documents, events or not.
  const std::deque<std::vector<Claim>>& claims() const { return claims_; }

 private:
  Status load_document(std::int64_t number, const DocumentId& id);
  Status find_group(std::int64_t number, std::vector<std::int64_t>& more);
  void group_documents();

  const Record& record_;
  std::string path_;
  const HappeningModel& model_;
  std::optional<std::int64_t> before_;
  Statement document_of_, id_of_, group_of_, numbers_of_;
  std::deque<Document> documents_;
  std::deque<std::vector<Claim>> claims_;
  std::unordered_map<std::string, std::vector<std::size_t>> of_origin_;  ///< not grouped yet
  std::unordered_set<std::int64_t> loaded_;
  EventReports all_;
  std::vector<std::int64_t> numbers_;
  std::uint32_t marked_ = 0;  ///< reports of which it is known whether they are copies
  std::unordered_map<std::int64_t, std::uint32_t> at_;
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> copies_;
  std::vector<Origin> origins_;
  OriginOf origin_of_;
};

/// The lists of keys, stretch by stretch, as they stand in the record.
class KeyLists {
 public:
  using Entry = std::pair<std::int32_t, std::int64_t>;  ///< day, claim
  KeyLists(sqlite3* db, std::string path, std::optional<std::int64_t> before);
  ~KeyLists();

  struct List {
    std::int32_t from, to;  ///< days that are there
    std::vector<Entry> entries;
  };
  /// The entries of these days, and of some around them. Good until the next call.
  Result<const List*> stretch(std::uint64_t key, std::int32_t from, std::int32_t to);
  /// Claims up to a window before and behind an entry. The entry itself is left out.
  Status around(std::uint64_t key, Entry entry, std::vector<std::int64_t>& out);
  void clear() { lists_.clear(); }

 private:
  std::string path_;
  std::int64_t before_;
  Statement rows_;
  std::unordered_map<std::uint64_t, List> lists_;
};

}  // namespace dateline
