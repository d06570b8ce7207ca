// What people do to a record: forget and check it; record_correct.cpp corrects it.

#include <array>
#include <utility>

#include <fmt/format.h>
#include <zlib.h>

#include "dateline/base/sha256.h"
#include "dateline/record/record.h"
#include "dateline/record/sqlite.h"

namespace dateline {
namespace {

constexpr auto kRead = ErrorCode::kRecordUnreadable;
constexpr auto kWrite = ErrorCode::kRecordWrite;

/// The index keeps the words of rows that are gone until all its parts are made one.
constexpr const char* kForgotten =
    "INSERT INTO claim_index (claim_index) VALUES ('optimize'); RELEASE forget; VACUUM";

/// Every column with words of a document.
constexpr std::array<std::pair<const char*, const char*>, 11> kTexts = {{
    {"documents", "text"},
    {"documents", "title"},
    {"documents", "name"},
    {"documents", "url"},
    {"notes", "text"},
    {"claims", "text"},
    {"claims", "json"},
    {"claims", "when_text"},
    {"claim_actors", "text"},
    {"claim_places", "text"},
    {"claim_speakers", "text"},
}};

}  // namespace

Result<bool> Record::is_forgotten(const DocumentId& id) const {
  Statement row(db_, "SELECT 1 FROM tombstones WHERE sha256 = ?");
  const std::string hash = sha256(id.str());
  const bool out = row.bind(hash).step();
  if (auto ok = row.status(kRead, path_); !ok) return tl::unexpected(ok.error());
  return out;
}

Result<bool> Record::forget(const DocumentId& id, const std::string& at, const std::string& why) {
  if (!statements_) return fail(kWrite, "the record is open for reading only", path_);
  const std::string hash = sha256(id.str());
  Status ok = execute(db_, "PRAGMA secure_delete = ON; SAVEPOINT forget", kWrite, path_);
  Statement document(db_, "DELETE FROM documents WHERE id = ?");
  Statement changes(db_, "SELECT changes()");
  Statement stone(db_, "INSERT OR IGNORE INTO tombstones VALUES (?,'document',?,?)");
  bool found = false;
  if (ok) ok = take_out({id});
  if (ok) ok = document.bind(id.str()).run(kWrite, path_);
  if (ok) found = changes.step() && changes.number() > 0;
  changes.reset();
  if (ok && found) ok = stone.bind(hash).bind(at).bind(why).run(kWrite, path_);
  if (ok) ok = execute(db_, kForgotten, kWrite, path_);
  if (ok) return found;
  const Error error = ok.error();
  (void)execute(db_, "ROLLBACK TO forget; RELEASE forget", kWrite, path_);
  return tl::unexpected(error);
}

Status Record::documents_with(const std::string& words, std::vector<DocumentId>& out) const {
  Statement rows(db_,
                 "SELECT id FROM documents WHERE instr(text, ?) UNION"
                 " SELECT document FROM claims WHERE instr(json, ?)");
  for (rows.bind(words).bind(words); rows.step();) out.emplace_back(rows.text());
  return rows.status(kWrite, path_);
}

Result<int> Record::forget_words(const std::string& words, const std::string& at,
                                 const std::string& why) {
  if (!statements_) return fail(kWrite, "the record is open for reading only", path_);
  if (words.size() < 3)
    return fail(ErrorCode::kArgumentInvalid,
                fmt::format("expected at least three characters to forget, found \"{}\"", words));
  const std::string stars(words.size(), '*'), hash = sha256(words);
  Status ok = execute(db_, "PRAGMA secure_delete = ON; SAVEPOINT forget", kWrite, path_);
  Statement count(db_, "SELECT count(*) FROM documents WHERE instr(text, ?)");
  int documents = 0;
  if (ok && count.bind(words).step()) documents = static_cast<int>(count.number());
  count.reset();
  Statement bytes(db_,
                  "UPDATE received SET bytes = NULL WHERE document IN"
                  " (SELECT id FROM documents WHERE instr(text, ?))");
  if (ok) ok = bytes.bind(words).run(kWrite, path_);
  // Claims may have the words from elsewhere than their text: an index tells of what is read back.
  std::vector<DocumentId> touched;
  if (ok) ok = documents_with(words, touched);
  if (ok) ok = take_out(touched);
  for (const auto& [table, column] : kTexts) {
    if (!ok) break;
    Statement update(db_, fmt::format("UPDATE {0} SET {1} = replace({1}, ?, ?) WHERE instr({1}, ?)",
                                      table, column));
    ok = update.bind(words).bind(stars).bind(words).run(kWrite, path_);
  }
  std::vector<IndexRow> indexed;
  for (const DocumentId& id : touched)
    if (ok) ok = collect_index(id, indexed);
  if (ok) ok = write_index(std::move(indexed));
  Statement stone(db_, "INSERT OR IGNORE INTO tombstones VALUES (?,'words',?,?)");
  if (ok) ok = stone.bind(hash).bind(at).bind(why).run(kWrite, path_);
  if (ok) ok = execute(db_, kForgotten, kWrite, path_);
  if (ok) return documents;
  const Error error = ok.error();
  (void)execute(db_, "ROLLBACK TO forget; RELEASE forget", kWrite, path_);
  return tl::unexpected(error);
}

Result<std::vector<std::string>> Record::verify(int& checked) const {
  std::vector<std::string> out;
  checked = 0;
  Statement whole(db_, "PRAGMA integrity_check");
  while (whole.step())
    if (const std::string found = whole.text(); found != "ok") out.push_back(found);
  if (auto ok = whole.status(kRead, path_); !ok) return tl::unexpected(ok.error());
  Statement rows(db_,
                 "SELECT document, sha256, size, bytes FROM received WHERE bytes IS NOT NULL"
                 " ORDER BY document");
  while (rows.step()) {
    const std::string id = rows.text(), hash = rows.text();
    const auto size = static_cast<std::uint64_t>(rows.number());
    const std::string packed = rows.text();
    // A size that no such bytes can unpack to is damage too; zlib packs at most 1,032 to 1.
    const bool is_likely = size <= 1100 * (packed.size() + 1);
    std::string bytes(is_likely ? size : 0, '\0');
    uLongf unpacked = bytes.size();
    const bool opens =
        is_likely &&
        uncompress(reinterpret_cast<Bytef*>(bytes.data()), &unpacked,
                   reinterpret_cast<const Bytef*>(packed.data()), packed.size()) == Z_OK &&
        unpacked == size;
    if (!opens)
      out.push_back(fmt::format("document {}: its bytes as received do not unpack", id));
    else if (sha256(bytes) != hash)
      out.push_back(
          fmt::format("document {}: expected SHA-256 {}, found {}", id, hash, sha256(bytes)));
    ++checked;
  }
  if (auto ok = rows.status(kRead, path_); !ok) return tl::unexpected(ok.error());
  return out;
}

}  // namespace dateline
