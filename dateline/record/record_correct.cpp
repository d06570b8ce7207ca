// Corrections: what people found wrong, and what is read back because of it.

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "dateline/base/csv.h"
#include "dateline/base/sort_unique.h"
#include "dateline/record/claim_number.h"
#include "dateline/record/record.h"
#include "dateline/record/sqlite.h"

namespace dateline {
namespace {

constexpr auto kRead = ErrorCode::kRecordUnreadable;
constexpr auto kWrite = ErrorCode::kRecordWrite;
constexpr std::array<std::string_view, 5> kKinds = {"wrong", "place", "same", "different", "day"};

/// The columns from `wrong` on.
CorrectedClaim read_corrected(Statement& row) {
  CorrectedClaim out;
  const bool is_wrong = row.number() != 0;
  PlaceReading place;
  place.place = PlaceId(row.text()), place.name = row.text();
  place.is_region = row.number() != 0;
  const double lat = row.real(), lng = row.real();
  if (is_wrong) return out;
  place.point = LatLng::make(Latitude{lat}, Longitude{lng});
  out.place = std::move(place);
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
  // Those that match only now: what they speak of was read after them.
  auto late = corrected_documents(std::vector<Correction>(after.begin(), after.end()), true);
  if (!late) return tl::unexpected(late.error());
  touched->insert(touched->end(), late->begin(), late->end());
  sort_unique(*touched);
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
    if (auto ok = correct_claims(id); !ok) return ok;
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

/// With `late`, only those of claims that are not read back as these say.
Result<std::vector<DocumentId>> Record::corrected_documents(const std::vector<Correction>& list,
                                                            bool late) const {
  Statement row(db_,
                "SELECT id FROM documents WHERE id = ?1 AND ?2 UNION"
                " SELECT document FROM claims WHERE id = ?1 AND NOT ?2");
  Statement kept(db_, "SELECT 1 FROM corrected_claims WHERE claim = ?");
  std::set<DocumentId> out;
  for (const Correction& one : list) {
    if (one.what == "same" || one.what == "different") continue;  // they are of no document
    if (late) {
      if (one.what == "day") continue;
      const bool is_kept = kept.bind(one.key).step();
      kept.reset();
      if (is_kept) continue;
    }
    for (row.bind(one.key).bind(one.what == "day"); row.step();) out.emplace(row.text());
    if (auto ok = row.status(kRead, path_); !ok) return tl::unexpected(ok.error());
    row.reset();
  }
  return std::vector<DocumentId>(out.begin(), out.end());
}

/// Claims of a document as corrections say.
Status Record::correct_claims(const DocumentId& id) {
  Statement erase(db_,
                  "DELETE FROM corrected_claims WHERE claim IN (SELECT id FROM claims WHERE"
                  " document = ?)");
  if (auto ok = erase.bind(id.str()).run(kWrite, path_); !ok) return ok;
  Statement rows(db_,
                 "SELECT DISTINCT c.id FROM claims c JOIN corrections x ON x.key = c.id AND x.what"
                 " IN ('wrong', 'place') WHERE c.document = ?");
  std::vector<ClaimId> claims;
  for (rows.bind(id.str()); rows.step();) claims.emplace_back(rows.text());
  if (auto ok = rows.status(kRead, path_); !ok) return ok;
  for (const ClaimId& claim : claims) {
    const auto said = find_correction(claim);
    if (!said) return tl::unexpected(said.error());
    if (*said)
      if (auto ok = write_correction(claim, **said); !ok) return ok;
  }
  return {};
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

void CorrectedClaim::apply(Claim& claim) const {
  PlaceReading right = *place;
  right.relation = claim.where.empty() ? "in" : claim.where.front().relation;
  claim.where = {std::move(right)};
}

Result<CorrectedClaims> Record::corrected_claims() const {
  Statement rows(db_, "SELECT * FROM corrected_claims");
  CorrectedClaims out;
  while (rows.step()) {
    std::string id = rows.text();
    out.emplace(std::move(id), read_corrected(rows));
  }
  if (auto ok = rows.status(kRead, path_); !ok) return tl::unexpected(ok.error());
  return out;
}

/// What corrections say of a claim that is there. A place that the record does not know yet says
/// nothing.
Result<std::optional<CorrectedClaim>> Record::find_correction(const ClaimId& id) const {
  Statement said(db_,
                 "SELECT what, value FROM corrections WHERE what IN ('wrong', 'place') AND key = ?"
                 " ORDER BY what DESC, value");
  Statement place(db_,
                  "SELECT claim, 0, place, name, region, lat, lon FROM claim_places WHERE place = ?"
                  " AND lat IS NOT NULL ORDER BY shape IS NOT NULL, claim, position LIMIT 1");
  std::optional<CorrectedClaim> out;
  for (said.bind(id.str()); !out && said.step();) {
    if (said.text() == "wrong") {
      out.emplace();
    } else if (const std::string value = said.text(); place.bind(value).step()) {
      place.text();
      out = read_corrected(place);
    }
    if (auto ok = place.status(kRead, path_); !ok) return tl::unexpected(ok.error());
    place.reset();
  }
  if (auto ok = said.status(kRead, path_); !ok) return tl::unexpected(ok.error());
  return out;
}

Status Record::write_correction(const ClaimId& id, const CorrectedClaim& one) {
  Statement row(db_, "INSERT OR REPLACE INTO corrected_claims VALUES (?,?,?,?,?,?,?)");
  const PlaceReading none, &place = one.place ? *one.place : none;
  row.bind(id.str()).bind(!one.place).bind(place.place.str()).bind(place.name);
  row.bind(place.is_region);
  if (place.point)
    row.bind(place.point->lat()).bind(place.point->lng());
  else
    row.bind_null().bind_null();
  return row.run(kWrite, path_);
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
