#include "dateline/record/event_store.h"

#include <algorithm>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "dateline/record/claim_number.h"
#include "dateline/record/event_closure.h"
#include "dateline/record/event_rows.h"
#include "dateline/record/event_update.h"

namespace dateline {
namespace {

constexpr auto kRead = ErrorCode::kRecordUnreadable;
constexpr auto kWrite = ErrorCode::kRecordWrite;
/// No event is told of more days, and reports of one lie near each other.
constexpr int kLongest = 31, kNear = 45;

/// An id that stands no more leads to the happening that its claim is in; one that stands again
/// leads nowhere.
constexpr const char* kRedirect =
    "INSERT OR REPLACE INTO happening_redirects SELECT r.id, h.happening FROM happening_redirects r"
    " JOIN claims c ON c.id = r.id JOIN happening_claims h ON h.claim = c.number"
    " WHERE r.happening = '' AND h.denies IS NULL AND h.happening <> r.id;"
    "DELETE FROM happening_redirects WHERE happening = ''";

/// What is asked of a row alone; the rest is asked of the happening.
std::string condition_of(const HappeningFilter& filter, std::vector<std::string>& values) {
  std::string out;
  const auto add = [&](const std::string& sql, std::initializer_list<std::string> list) {
    out += (out.empty() ? " WHERE " : " AND ") + sql;
    values.insert(values.end(), list);
  };
  if (filter.days) {
    const std::string end = to_string(filter.days->end), begin = to_string(filter.days->begin);
    if (filter.days->begin > Day(1, 12, 31))
      add("first_day BETWEEN ? AND ? AND last_day >= ?",
          {to_string(filter.days->begin - kLongest), end, begin});
    else
      add("first_day <= ?", {end});
  }
  if (!filter.place.empty()) add("(place = ? OR name = ?)", {filter.place, filter.place});
  if (!filter.id.empty())
    add("id IN (SELECT h.happening FROM claims c JOIN happening_claims h ON h.claim = c.number"
        " WHERE c.id = ?)",
        {filter.id});
  if (filter.origins > 1) add(fmt::format("origins >= {}", filter.origins), {});
  if (filter.with_toll)
    add("(killed_origins IS NOT NULL OR wounded_origins IS NOT NULL OR displaced_origins IS NOT"
        " NULL)",
        {});
  return out;
}

/// Claims of a happening in the order in which they were told.
class Members {
 public:
  Members(sqlite3* db, const std::string& path)
      : rows_(db,
              "SELECT c.id, h.denies IS NOT NULL FROM happening_claims h JOIN claims c ON c.number"
              " = h.claim JOIN documents d ON d.id = c.document WHERE h.happening = ?"
              " ORDER BY d.number >> 45, coalesce(d.minute, 1440), d.id, c.begin, c.id"),
        path_(path) {}

  Status fill(Happening& out) {
    for (rows_.bind(out.id.str()); rows_.step();) {
      ClaimId id(rows_.text());
      (rows_.number() != 0 ? out.dissent : out.claims).push_back(std::move(id));
    }
    const Status ok = rows_.status(kRead, path_);
    rows_.reset();
    return ok;
  }

 private:
  Statement rows_;
  std::string path_;
};
static_assert(kClaimBits + kDocumentBits == 45);

}  // namespace

Status EventStore::add_corrections(const Record& record, HappeningModel& model) {
  auto corrections = record.corrections();
  if (!corrections) return tl::unexpected(corrections.error());
  for (const Correction& one : *corrections) {
    if (one.what == "same") model.joined.emplace_back(one.key, one.value);
    if (one.what == "different") model.parted.emplace_back(one.key, one.value);
  }
  return {};
}

Status EventStore::update() {
  sqlite3* db = db_of(record_);
  const std::string& path = path_of(record_);
  model_.joined.clear(), model_.parted.clear();
  if (auto ok = add_corrections(record_, model_); !ok) return ok;
  if (auto ok = execute(db, "SAVEPOINT events", kWrite, path); !ok) return ok;
  Status ok;
  for (bool more = true; more && ok;) {
    auto done = Update(*this, db).run();
    if (!done) ok = tl::unexpected(done.error());
    more = done && *done;
  }
  if (ok) ok = update_places();
  if (ok) ok = execute(db, kRedirect, kWrite, path);
  if (ok) return execute(db, "RELEASE events", kWrite, path);
  (void)execute(db, "ROLLBACK TO events; RELEASE events", kWrite, path);
  return ok;
}

/// Who held, took or left the places of which something new was told.
Status EventStore::update_places() {
  sqlite3* db = db_of(record_);
  const std::string& path = path_of(record_);
  std::vector<std::string> places;
  Statement pending(db, "SELECT place FROM places_pending");
  while (pending.step()) places.push_back(pending.text());
  if (auto ok = pending.status(kRead, path); !ok) return ok;
  Statement erase(db, "DELETE FROM contradictions WHERE place = ? AND happening = ''");
  Statement origin(db, "SELECT origin FROM documents WHERE id = ?");
  EventRows rows(db, path);
  for (const std::string& place : places) {
    if (auto ok = erase.bind(place).run(kWrite, path); !ok) return ok;
    ClaimFilter filter;
    filter.places = {place};
    filter.types = {ClaimType::kCapture, ClaimType::kEnter, ClaimType::kAdvance,
                    ClaimType::kWithdraw, ClaimType::kHold};
    auto claims = record_.claims(filter);
    if (!claims) return tl::unexpected(claims.error());
    std::vector<Document> documents;
    std::map<std::string, Origin> origins;
    for (const Claim& claim : *claims) {
      if (!documents.empty() && documents.back().id == claim.document) continue;
      auto document = record_.document(claim.document, false);
      if (!document) return tl::unexpected(document.error());
      documents.push_back(std::move(**document));
      if (!origin.bind(claim.document.str()).step()) return origin.status(kRead, path);
      origins[origin.text()].documents.push_back(claim.document);
      origin.reset();
    }
    std::vector<Origin> list;
    for (auto& [id, one] : origins) list.push_back(std::move(one));
    for (const Contradiction& one : find_place_contradictions(*claims, documents, parties_, list))
      if (one.place.str() == place)
        if (auto ok = rows.write(one); !ok) return ok;
  }
  return execute(db, "DELETE FROM places_pending", kWrite, path);
}

Result<std::int64_t> EventStore::waiting(const Record& record) {
  Statement row(db_of(record),
                "SELECT (SELECT count(*) FROM documents WHERE origin = '') +"
                " (SELECT count(*) FROM event_pending) + (SELECT count(*) FROM places_pending)");
  const std::int64_t out = row.step() ? row.number() : 0;
  if (auto ok = row.status(kRead, path_of(record)); !ok) return tl::unexpected(ok.error());
  return out;
}

Status EventStore::each_happening(const Record& record, const HappeningFilter& filter,
                                  const std::function<Status(Happening&&)>& take) {
  const std::string& path = path_of(record);
  std::vector<std::string> values;
  const std::string where = condition_of(filter, values);
  Statement rows(db_of(record), "SELECT * FROM happenings" + where + " ORDER BY first_day, id");
  for (const std::string& one : values) rows.bind(one);
  Members members(db_of(record), path);
  const ActorId party(filter.party);
  for (std::size_t taken = 0; (!filter.most || taken < *filter.most) && rows.step();) {
    auto one = read_happening_row(rows, path);
    if (!one) return tl::unexpected(one.error());
    if (!filter.party.empty() && std::none_of(one->who.begin(), one->who.end(),
                                              [&](const auto& id) { return is_within(id, party); }))
      continue;
    if (auto ok = members.fill(*one); !ok) return ok;
    if (auto ok = take(std::move(*one)); !ok) return ok;
    ++taken;
  }
  return rows.status(kRead, path);
}

Result<std::vector<Happening>> EventStore::happenings(const Record& record,
                                                      const HappeningFilter& filter) {
  std::vector<Happening> out;
  auto ok = each_happening(record, filter, [&](Happening&& one) {
    out.push_back(std::move(one));
    return Status();
  });
  if (!ok) return tl::unexpected(ok.error());
  return out;
}

Result<std::vector<Happening>> EventStore::happenings_known_by(const Record& record,
                                                               const HappeningModel& model,
                                                               Day known_by, DayInterval days) {
  sqlite3* db = db_of(record);
  const std::string& path = path_of(record);
  const std::int64_t before = first_number(known_by + 1);
  EventPool pool(record, db, path, model, before);
  EventClosure closure(pool, db, path, model, before);
  Statement rows(db,
                 "SELECT h.claim FROM happenings x JOIN happening_claims h ON h.happening = x.id"
                 " WHERE x.first_day BETWEEN ? AND ? AND h.claim < ?");
  const std::string from = to_string(days.begin - kLongest - kNear),
                    to = to_string(days.end + kNear);
  std::vector<std::int64_t> seeds;
  for (rows.bind(from).bind(to).bind(before); rows.step();) seeds.push_back(rows.number());
  if (auto ok = rows.status(kRead, path); !ok) return tl::unexpected(ok.error());
  if (auto ok = closure.add(std::move(seeds)); !ok) return tl::unexpected(ok.error());
  std::vector<std::int64_t> numbers;
  auto grouping = closure.group(numbers);
  if (!grouping) return tl::unexpected(grouping.error());
  std::unordered_map<std::int64_t, std::uint32_t> at;
  for (std::size_t i = 0; i < numbers.size(); ++i) at.emplace(numbers[i], grouping->happening[i]);
  const std::set<std::int64_t> members = closure.members();
  std::vector<std::vector<std::uint32_t>> dissent(grouping->happenings.size());
  for (const std::int64_t one : members) {
    const std::uint32_t report = *pool.find(one);
    if (!pool.all().reports[report].dissents) continue;
    const auto target = closure.denied_by(one);
    if (!target) return tl::unexpected(target.error());
    if (*target) dissent[at.at(**target)].push_back(report);
  }
  std::vector<Happening> out;
  for (std::size_t i = 0; i < grouping->happenings.size(); ++i) {
    Happening& one = grouping->happenings[i];
    if (!one.days.overlaps(days)) continue;
    std::sort(dissent[i].begin(), dissent[i].end(), [&](std::uint32_t a, std::uint32_t b) {
      return age_of(pool.all().reports[a]) < age_of(pool.all().reports[b]);
    });
    for (const std::uint32_t report : dissent[i])
      one.dissent.push_back(pool.all().reports[report].claim->id);
    out.push_back(std::move(one));
  }
  std::sort(out.begin(), out.end(), [](const Happening& a, const Happening& b) {
    return std::tie(a.days.begin, a.id) < std::tie(b.days.begin, b.id);
  });
  return out;
}

Result<std::vector<Contradiction>> EventStore::contradictions(const Record& record,
                                                              const ContradictionFilter& filter) {
  std::string where;
  std::vector<std::string> values;
  const auto add = [&](const char* sql, std::initializer_list<std::string> list) {
    where += (where.empty() ? " WHERE " : " AND ") + std::string(sql);
    values.insert(values.end(), list);
  };
  if (filter.on)
    add("x.first_day <= ? AND x.last_day >= ?", {to_string(*filter.on), to_string(*filter.on)});
  if (filter.since) add("x.since > ?", {to_string(*filter.since)});
  if (!filter.place.empty()) add("x.place = ?", {filter.place.str()});
  // Two texts under several mastheads contradict each other once.
  Statement rows(
      db_of(record),
      "SELECT x.*, cb.type, min(da.origin, db.origin), max(da.origin, db.origin)"
      " FROM contradictions x JOIN claims ca ON ca.id = x.a JOIN claims cb ON cb.id = x.b"
      " JOIN documents da ON da.id = ca.document JOIN documents db ON db.id ="
      " cb.document" +
          where + " ORDER BY x.first_day, x.place, x.a, x.b");
  for (const std::string& one : values) rows.bind(one);
  using Key = std::tuple<PlaceId, ContradictionKind, std::string, std::string, std::string>;
  std::vector<std::pair<Contradiction, Key>> all;
  while (rows.step()) {
    auto one = read_contradiction_row(rows, path_of(record));
    if (!one) return tl::unexpected(one.error());
    const std::string type = rows.text(), first = rows.text(), second = rows.text();
    Key key(one->place, one->kind, type, first, second);
    all.emplace_back(std::move(*one), std::move(key));
  }
  if (auto ok = rows.status(kRead, path_of(record)); !ok) return tl::unexpected(ok.error());
  std::sort(all.begin(), all.end(),
            [](const auto& x, const auto& y) { return come_before(x.first, y.first); });
  std::set<Key> seen;
  std::vector<Contradiction> out;
  for (auto& [one, key] : all)
    if (seen.insert(std::move(key)).second) out.push_back(std::move(one));
  return out;
}

Result<std::vector<Origin>> EventStore::origins(const Record& record) {
  Statement rows(db_of(record),
                 "SELECT origin, id FROM documents WHERE origin <> ''"
                 " ORDER BY number >> 45, coalesce(minute, 1440), id");
  std::vector<Origin> out;
  std::unordered_map<std::string, std::size_t> at;
  while (rows.step()) {
    std::string origin = rows.text();
    DocumentId id(rows.text());
    const auto [one, is_new] = at.emplace(std::move(origin), out.size());
    if (is_new) out.push_back({id, {}});
    out[one->second].documents.push_back(std::move(id));
  }
  if (auto ok = rows.status(kRead, path_of(record)); !ok) return tl::unexpected(ok.error());
  return out;
}

}  // namespace dateline
