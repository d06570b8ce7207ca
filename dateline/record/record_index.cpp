// The index of words and facets: contentless, so that what it holds of a claim has to be said again
// to take it out.

#include <algorithm>
#include <utility>

#include "dateline/record/claim_number.h"
#include "dateline/record/facets.h"
#include "dateline/record/record.h"
#include "dateline/record/sqlite.h"

namespace dateline {
namespace {

constexpr auto kRead = ErrorCode::kRecordUnreadable;
constexpr auto kWrite = ErrorCode::kRecordWrite;

}  // namespace

Result<std::int64_t> Record::free_number(const DocumentId& id, Day published) const {
  const auto day = day_of(id, published);
  if (!day) return tl::unexpected(day.error());
  Statement taken(db_, "SELECT 1 FROM documents WHERE number = ?");
  std::int64_t out = document_number(*day, id);
  for (; taken.bind(out).step(); out += kDocumentStep) taken.reset();
  if (auto ok = taken.status(kRead, path_); !ok) return tl::unexpected(ok.error());
  return out;
}

Status Record::collect_index(const DocumentId& id, std::vector<IndexRow>& out) const {
  auto document = this->document(id);
  if (!document) return tl::unexpected(document.error());
  if (!*document) return {};
  ClaimFilter filter;
  filter.document = id;
  return visit_claims(filter, [&](std::int64_t number, Claim&& claim) {
    out.push_back({number, claim_facets(claim, (*document)->published.day, (*document)->outlet),
                   std::string((*document)->slice(claim.sentence))});
    return Status();
  });
}

Status Record::take_out(const std::vector<DocumentId>& documents) {
  std::vector<IndexRow> indexed;
  for (const DocumentId& id : documents)
    if (auto ok = collect_index(id, indexed); !ok) return ok;
  if (auto ok = erase_index(indexed); !ok) return ok;
  for (const DocumentId& id : documents)
    if (auto ok = detach_events(id); !ok) return ok;
  return {};
}

Status Record::write_index(std::vector<IndexRow> rows) {
  // In their order: a number below the one before makes FTS5 write out what it has.
  std::sort(rows.begin(), rows.end(),
            [](const IndexRow& a, const IndexRow& b) { return a.number < b.number; });
  Statement row(db_, "INSERT INTO claim_index (rowid, facets, sentence) VALUES (?,?,?)");
  for (const IndexRow& one : rows)
    if (auto ok = row.bind(one.number).bind(one.facets).bind(one.sentence).run(kWrite, path_); !ok)
      return ok;
  return {};
}

Status Record::erase_index(const std::vector<IndexRow>& rows) {
  Statement row(db_,
                "INSERT INTO claim_index (claim_index, rowid, facets, sentence)"
                " VALUES ('delete',?,?,?)");
  for (const IndexRow& one : rows)
    if (auto ok = row.bind(one.number).bind(one.facets).bind(one.sentence).run(kWrite, path_); !ok)
      return ok;
  return {};
}

Status Record::flush_index() { return write_index(std::exchange(pending_, {})); }

}  // namespace dateline
