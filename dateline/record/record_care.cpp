// What people do to a record: correct, forget and check it.

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <zlib.h>

#include "dateline/base/csv.h"
#include "dateline/base/sha256.h"
#include "dateline/record/record.h"
#include "dateline/record/sqlite.h"

namespace dateline {
namespace {

constexpr auto kRead = ErrorCode::kRecordUnreadable;
constexpr auto kWrite = ErrorCode::kRecordWrite;
constexpr std::array<std::string_view, 4> kKinds = {"wrong", "place", "same", "day"};

/// The index of words keeps those of rows that are gone until it is made anew.
constexpr const char* kForgotten =
    "INSERT INTO claim_words (claim_words) VALUES ('rebuild'); RELEASE forget; VACUUM";

/// Every column with words of a document.
constexpr std::array<std::pair<const char*, const char*>, 12> kTexts = {{
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
    {"claim_words", "sentence"},
}};

/// True where the record holds what the statement asks for.
Result<bool> finds(Statement& statement, const std::string& path) {
  const bool out = statement.step();
  if (auto ok = statement.status(kRead, path); !ok) return tl::unexpected(ok.error());
  statement.reset();
  return out;
}

}  // namespace

Result<std::vector<Correction>> load_corrections(const std::string& path) {
  auto table = load_csv(path);
  if (!table) return tl::unexpected(table.error());
  std::vector<Correction> out;
  for (const auto& row : table->rows) {
    const auto cell = [&](const char* name) { return table->cell(row, name); };
    Correction one{cell("what"), cell("key"), cell("value"), cell("who"), cell("day"), cell("why")};
    const bool is_known = std::find(kKinds.begin(), kKinds.end(), one.what) != kKinds.end();
    if (!is_known || one.key.empty() || (one.what != "wrong" && one.value.empty()) ||
        (one.what == "day" && !parse_day(one.value)))
      return row_error(
          *table, row,
          !is_known ? fmt::format("expected wrong, place, same or day, found \"{}\"", one.what)
                    : "expected a key, and a value that fits what is corrected");
    out.push_back(std::move(one));
  }
  return out;
}

Result<std::vector<Correction>> Record::set_corrections(
    const std::vector<Correction>& corrections) {
  if (!statements_) return fail(kWrite, "the record is open for reading only", path_);
  if (auto ok = execute(db_, "SAVEPOINT corrections; DELETE FROM corrections", kWrite, path_); !ok)
    return tl::unexpected(ok.error());
  Statement row(db_, "INSERT OR REPLACE INTO corrections VALUES (?,?,?,?,?,?)");
  Statement claim(db_, "SELECT 1 FROM claims WHERE id = ?");
  Statement document(db_, "SELECT 1 FROM documents WHERE id = ?");
  Statement place(db_, "SELECT 1 FROM claim_places WHERE place = ?");
  std::vector<Correction> unmatched;
  Status ok;
  for (const Correction& one : corrections) {
    row.bind(one.what).bind(one.key).bind(one.value).bind(one.who).bind(one.day).bind(one.why);
    ok = row.run(kWrite, path_);
    if (!ok) break;
    auto has_key = finds((one.what == "day" ? document : claim).bind(one.key), path_);
    Statement* second = one.what == "same" ? &claim : one.what == "place" ? &place : nullptr;
    auto has_value = second ? finds(second->bind(one.value), path_) : Result<bool>(true);
    if (!has_key || !has_value) {
      ok = tl::unexpected((!has_key ? has_key : has_value).error());
      break;
    }
    if (!*has_key || !*has_value) unmatched.push_back(one);
  }
  if (ok) ok = execute(db_, "RELEASE corrections", kWrite, path_);
  if (!ok) {
    const Error error = ok.error();
    (void)execute(db_, "ROLLBACK TO corrections; RELEASE corrections", kWrite, path_);
    return tl::unexpected(error);
  }
  return unmatched;
}

Result<std::vector<Correction>> Record::corrections() const {
  Statement rows(db_, "SELECT what, key, value, who, day, why FROM corrections ORDER BY 1, 2, 3");
  std::vector<Correction> out;
  while (rows.step()) {
    Correction one;
    for (std::string* cell : {&one.what, &one.key, &one.value, &one.who, &one.day, &one.why})
      *cell = rows.text();
    out.push_back(std::move(one));
  }
  if (auto ok = rows.status(kRead, path_); !ok) return tl::unexpected(ok.error());
  return out;
}

Result<std::unordered_map<std::string, Day>> Record::corrected_days() const {
  Statement rows(db_, "SELECT key, value FROM corrections WHERE what = 'day'");
  std::unordered_map<std::string, Day> out;
  while (rows.step()) {
    std::string key = rows.text();
    if (const auto day = parse_day(rows.text())) out.emplace(std::move(key), *day);
  }
  if (auto ok = rows.status(kRead, path_); !ok) return tl::unexpected(ok.error());
  return out;
}

Result<std::unordered_map<std::string, PlaceReading>> Record::corrected_places() const {
  Statement rows(db_,
                 "SELECT c.key, p.place, p.name, p.region, p.lat, p.lon FROM corrections c JOIN"
                 " claim_places p ON p.place = c.value WHERE c.what = 'place' AND p.lat IS NOT NULL"
                 " GROUP BY c.key");
  std::unordered_map<std::string, PlaceReading> out;
  while (rows.step()) {
    PlaceReading one;
    std::string key = rows.text();
    one.place = PlaceId(rows.text());
    one.name = rows.text();
    one.is_region = rows.number() != 0;
    const double lat = rows.real(), lng = rows.real();
    one.point = LatLng::make(Latitude{lat}, Longitude{lng});
    out.emplace(std::move(key), std::move(one));
  }
  if (auto ok = rows.status(kRead, path_); !ok) return tl::unexpected(ok.error());
  return out;
}

Result<bool> Record::is_forgotten(const DocumentId& id) const {
  Statement row(db_, "SELECT 1 FROM tombstones WHERE sha256 = ?");
  const std::string hash = sha256(id.str());
  return finds(row.bind(hash), path_);
}

Result<bool> Record::forget(const DocumentId& id, const std::string& at, const std::string& why) {
  if (!statements_) return fail(kWrite, "the record is open for reading only", path_);
  const std::string hash = sha256(id.str());
  Status ok = execute(db_, "PRAGMA secure_delete = ON; SAVEPOINT forget", kWrite, path_);
  Statement words(
      db_, "DELETE FROM claim_words WHERE claim IN (SELECT id FROM claims WHERE document = ?)");
  Statement document(db_, "DELETE FROM documents WHERE id = ?");
  Statement changes(db_, "SELECT changes()");
  Statement stone(db_, "INSERT OR IGNORE INTO tombstones VALUES (?,'document',?,?)");
  bool found = false;
  if (ok) ok = words.bind(id.str()).run(kWrite, path_);
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
  for (const auto& [table, column] : kTexts) {
    if (!ok) break;
    Statement update(db_, fmt::format("UPDATE {0} SET {1} = replace({1}, ?, ?) WHERE instr({1}, ?)",
                                      table, column));
    ok = update.bind(words).bind(stars).bind(words).run(kWrite, path_);
  }
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
