// What was drawn from a document's claims is undone before they change; event_store.cpp draws it
// anew.

#include <string>
#include <vector>

#include "dateline/record/event_windows.h"
#include "dateline/record/origins.h"
#include "dateline/record/record.h"
#include "dateline/record/sqlite.h"

namespace dateline {
namespace {

constexpr auto kWrite = ErrorCode::kRecordWrite;

/// In the order given; each has the document's id as ?1. Those whose windows reach over the place
/// that is left are marked by mark_around.
constexpr const char* kSteps[] = {
    // Those that bear on them, or deny them.
    "INSERT OR IGNORE INTO event_pending SELECT h.claim FROM happening_claims h WHERE h.block IN"
    " (SELECT block FROM happening_claims WHERE claim IN"
    " (SELECT number FROM claims WHERE document = ?1))",
    "INSERT OR IGNORE INTO event_pending SELECT h.claim FROM happening_claims h WHERE h.denies IN"
    " (SELECT number FROM claims WHERE document = ?1)",
    "INSERT OR IGNORE INTO places_pending SELECT place FROM claim_places WHERE place <> '' AND "
    "claim"
    " IN (SELECT number FROM claims WHERE document = ?1)",
    "DELETE FROM event_keys WHERE claim IN (SELECT number FROM claims WHERE document = ?1)",
    "DELETE FROM event_pending WHERE claim IN (SELECT number FROM claims WHERE document = ?1)",
    // Happenings that nobody else tells, and what speaks against them.
    "CREATE TEMP TABLE IF NOT EXISTS left_happenings (id TEXT PRIMARY KEY)",
    "DELETE FROM left_happenings",
    "INSERT OR IGNORE INTO left_happenings SELECT happening FROM happening_claims WHERE claim IN"
    " (SELECT number FROM claims WHERE document = ?1)",
    // Where their ids lead to is looked at when all is drawn anew.
    "UPDATE happening_redirects SET happening = '' WHERE happening IN"
    " (SELECT id FROM left_happenings)",
    "INSERT OR REPLACE INTO happening_redirects SELECT id, '' FROM left_happenings",
    "DELETE FROM happening_claims WHERE claim IN (SELECT number FROM claims WHERE document = ?1)",
    "DELETE FROM left_happenings WHERE id IN (SELECT h.happening FROM happening_claims h"
    " JOIN left_happenings l ON l.id = h.happening WHERE h.denies IS NULL)",
    "DELETE FROM happenings WHERE id IN (SELECT id FROM left_happenings)",
    "DELETE FROM contradictions WHERE happening IN (SELECT id FROM left_happenings)",
    "DELETE FROM contradictions WHERE a IN (SELECT id FROM claims WHERE document = ?1)",
    "DELETE FROM contradictions WHERE b IN (SELECT id FROM claims WHERE document = ?1)",
    "UPDATE happening_redirects SET happening = '' WHERE id IN"
    " (SELECT id FROM claims WHERE document = ?1)",
    "DELETE FROM document_runs WHERE document = (SELECT number FROM documents WHERE id = ?1)"
    " AND run IN (SELECT value FROM sampled_runs)",
    "UPDATE documents SET origin = '' WHERE id = ?1",
};

/// Marks the reports up to a window before and behind each of the document's entries.
Status mark_around(sqlite3* db, const DocumentId& id, const std::string& path) {
  Statement entries(db,
                    "SELECT key, day, claim FROM event_keys WHERE claim IN"
                    " (SELECT number FROM claims WHERE document = ?)");
  Statement before(db,
                   "INSERT OR IGNORE INTO event_pending SELECT claim FROM (SELECT claim FROM"
                   " event_keys WHERE key = ?1 AND (day, claim) < (?2, ?3) AND day >= ?2 - ?4"
                   " ORDER BY day DESC, claim DESC LIMIT ?5)");
  Statement behind(db,
                   "INSERT OR IGNORE INTO event_pending SELECT claim FROM (SELECT claim FROM"
                   " event_keys WHERE key = ?1 AND (day, claim) > (?2, ?3) AND day <= ?2 + ?4"
                   " ORDER BY day, claim LIMIT ?5)");
  for (entries.bind(id.str()); entries.step();) {
    const std::int64_t key = entries.number(), day = entries.number(), claim = entries.number();
    const auto most = static_cast<std::int64_t>(window_of(static_cast<std::uint64_t>(key)));
    for (Statement* side : {&before, &behind}) {
      side->bind(key).bind(day).bind(claim).bind(kWindowDays).bind(most);
      if (auto ok = side->run(kWrite, path); !ok) return ok;
    }
  }
  return entries.status(kWrite, path);
}

/// The runs under which the document's text stands, in a table of this connection.
Status find_runs(sqlite3* db, const std::string& text, const std::string& path) {
  if (auto ok = execute(db,
                        "CREATE TEMP TABLE IF NOT EXISTS sampled_runs (value INTEGER PRIMARY KEY);"
                        "DELETE FROM sampled_runs",
                        kWrite, path);
      !ok)
    return ok;
  Statement row(db, "INSERT OR IGNORE INTO sampled_runs VALUES (?)");
  for (const std::uint64_t run : sampled_of(runs_of(text)))
    if (auto ok = row.bind(static_cast<std::int64_t>(run)).run(kWrite, path); !ok) return ok;
  return {};
}

}  // namespace

Status Record::detach_events(const DocumentId& id) {
  Statement group(db_,
                  "SELECT id, text FROM documents WHERE origin <> '' AND origin ="
                  " (SELECT origin FROM documents WHERE id = ?) ORDER BY number");
  std::vector<std::pair<std::string, std::string>> documents;
  for (group.bind(id.str()); group.step();) {
    std::string one = group.text();
    documents.emplace_back(std::move(one), group.text());
  }
  if (auto ok = group.status(kWrite, path_); !ok) return ok;
  for (const auto& [one, text] : documents) {
    if (auto ok = find_runs(db_, text, path_); !ok) return ok;
    if (auto ok = mark_around(db_, DocumentId(one), path_); !ok) return ok;
    for (const char* sql : kSteps) {
      Statement step(db_, sql);
      if (std::string_view(sql).find("?1") != std::string_view::npos) step.bind(one);
      if (auto ok = step.run(kWrite, path_); !ok) return ok;
    }
  }
  return {};
}

}  // namespace dateline
