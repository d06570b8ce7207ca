// Corrections: what people found wrong, and what is read back because of it.

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "dateline/base/csv.h"
#include "dateline/record/claim_number.h"
#include "dateline/record/record.h"
#include "dateline/record/sqlite.h"

namespace dateline {
namespace {

constexpr auto kRead = ErrorCode::kRecordUnreadable;
constexpr auto kWrite = ErrorCode::kRecordWrite;
constexpr std::array<std::string_view, 5> kKinds = {"wrong", "place", "same", "different", "day"};

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
          !is_known
              ? fmt::format("expected wrong, place, same, different or day, found \"{}\"", one.what)
              : "expected a key, and a value that fits what is corrected");
    out.push_back(std::move(one));
  }
  return out;
}

Result<std::vector<Correction>> Record::set_corrections(
    const std::vector<Correction>& corrections) {
  if (!statements_) return fail(kWrite, "the record is open for reading only", path_);
  if (auto ok = execute(db_, "SAVEPOINT corrections", kWrite, path_); !ok)
    return tl::unexpected(ok.error());
  std::vector<Correction> unmatched;
  if (auto ok = replace_corrections(corrections, unmatched); !ok) {
    (void)execute(db_, "ROLLBACK TO corrections; RELEASE corrections", kWrite, path_);
    return tl::unexpected(ok.error());
  }
  if (auto ok = execute(db_, "RELEASE corrections", kWrite, path_); !ok)
    return tl::unexpected(ok.error());
  return unmatched;
}

Status Record::replace_corrections(const std::vector<Correction>& corrections,
                                   std::vector<Correction>& unmatched) {
  auto before = this->corrections();
  if (!before) return tl::unexpected(before.error());
  // What is said as it was said before changes nothing.
  std::vector<Correction> changed;
  std::set<Correction> after(corrections.begin(), corrections.end());
  std::set_symmetric_difference(before->begin(), before->end(), after.begin(), after.end(),
                                std::back_inserter(changed));
  auto touched = corrected_documents(changed);
  if (!touched) return tl::unexpected(touched.error());
  if (auto ok = take_out(*touched); !ok) return ok;
  Statement group(
      db_, "INSERT OR IGNORE INTO event_pending SELECT number FROM claims WHERE id IN (?,?)");
  for (const Correction& one : changed)
    if (one.what == "same" || one.what == "different")
      if (auto ok = group.bind(one.key).bind(one.value).run(kWrite, path_); !ok) return ok;
  if (auto ok = execute(db_, "DELETE FROM corrections", kWrite, path_); !ok) return ok;
  Statement row(db_, "INSERT OR REPLACE INTO corrections VALUES (?,?,?,?,?,?)");
  for (const Correction& one : corrections) {
    row.bind(one.what).bind(one.key).bind(one.value).bind(one.who).bind(one.day).bind(one.why);
    if (auto ok = row.run(kWrite, path_); !ok) return ok;
    const auto matched = is_matched(one);
    if (!matched) return tl::unexpected(matched.error());
    if (!*matched) unmatched.push_back(one);
  }
  std::vector<IndexRow> indexed;
  for (const DocumentId& id : *touched) {
    if (auto ok = move_document(id); !ok) return ok;
    if (auto ok = collect_index(id, indexed); !ok) return ok;
  }
  return write_index(std::move(indexed));
}

Result<bool> Record::is_matched(const Correction& one) const {
  const auto has = [&](const char* sql, const std::string& key) -> Result<bool> {
    Statement row(db_, sql);
    const bool out = row.bind(key).step();
    if (auto ok = row.status(kRead, path_); !ok) return tl::unexpected(ok.error());
    return out;
  };
  constexpr const char* kClaim = "SELECT 1 FROM claims WHERE id = ?";
  auto out = has(one.what == "day" ? "SELECT 1 FROM documents WHERE id = ?" : kClaim, one.key);
  if (!out || !*out || one.what == "wrong" || one.what == "day") return out;
  return has(one.what == "place" ? "SELECT 1 FROM claim_places WHERE place = ?" : kClaim,
             one.value);
}

Result<std::vector<DocumentId>> Record::corrected_documents(
    const std::vector<Correction>& list) const {
  Statement row(db_,
                "SELECT id FROM documents WHERE id = ?1 AND ?2 UNION"
                " SELECT document FROM claims WHERE id = ?1 AND NOT ?2");
  std::set<DocumentId> out;
  for (const Correction& one : list) {
    if (one.what == "same" || one.what == "different") continue;  // they are of no document
    for (row.bind(one.key).bind(one.what == "day"); row.step();) out.emplace(row.text());
    if (auto ok = row.status(kRead, path_); !ok) return tl::unexpected(ok.error());
    row.reset();
  }
  return std::vector<DocumentId>(out.begin(), out.end());
}

/// Numbers follow the day of publication, as corrected.
Status Record::move_document(const DocumentId& id) {
  Statement row(db_, "SELECT number, day FROM documents WHERE id = ?");
  if (!row.bind(id.str()).step()) return row.status(kRead, path_);
  const std::int64_t number = row.number();
  const auto own = parse_day(row.text());
  if (!own) return fail(kRead, fmt::format("the day of document {} is none", id.str()), path_);
  const auto day = day_of(id, *own);
  if (!day) return tl::unexpected(day.error());
  if (first_number(*day) <= number && number < first_number(*day + 1)) return {};
  const auto to = free_number(id, *own);
  if (!to) return tl::unexpected(to.error());
  row.reset();
  Statement claims(db_, "UPDATE claims SET number = number + ? WHERE document = ?");
  if (auto ok = claims.bind(*to - number).bind(id.str()).run(kWrite, path_); !ok) return ok;
  Statement document(db_, "UPDATE documents SET number = ? WHERE id = ?");
  return document.bind(*to).bind(id.str()).run(kWrite, path_);
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

Result<std::unordered_set<std::string>> Record::wrong_claims() const {
  Statement rows(db_, "SELECT key FROM corrections WHERE what = 'wrong'");
  std::unordered_set<std::string> out;
  while (rows.step()) out.insert(rows.text());
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
                 " claim_places p ON (p.claim, p.position) = (SELECT claim, position FROM"
                 " claim_places WHERE place = c.value AND lat IS NOT NULL LIMIT 1)"
                 " WHERE c.what = 'place'");
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

Result<std::optional<Day>> Record::corrected_day(const DocumentId& id) const {
  Statement row(db_, "SELECT value FROM corrections WHERE what = 'day' AND key = ?");
  const auto corrected = row.bind(id.str()).step() ? parse_day(row.text()) : std::nullopt;
  if (auto ok = row.status(kRead, path_); !ok) return tl::unexpected(ok.error());
  return corrected;
}

Result<Day> Record::day_of(const DocumentId& id, Day own) const {
  const auto corrected = corrected_day(id);
  if (!corrected) return tl::unexpected(corrected.error());
  return corrected->value_or(own);
}

}  // namespace dateline
