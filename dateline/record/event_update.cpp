// Origins, happenings and contradictions that a record keeps, drawn anew where something is new.

#include "dateline/record/event_update.h"

#include <algorithm>

#include "dateline/base/sort_unique.h"
#include "dateline/record/claim_number.h"
#include "dateline/record/event_rows.h"
#include "dateline/record/sqlite.h"

namespace dateline {
namespace {

constexpr auto kRead = ErrorCode::kRecordUnreadable;
constexpr auto kWrite = ErrorCode::kRecordWrite;
/// So many documents at once: what is held in memory.
constexpr int kDocuments = 1000, kWaiting = 4000;

}  // namespace

Result<bool> EventStore::Update::run() {
  Status ok = take_documents();
  if (ok) ok = take_reports();
  if (ok && documents_.empty() && waiting_.empty()) return false;
  if (ok) ok = write_origins();
  if (ok) ok = pool_.load_documents(documents_);
  if (ok) ok = write_keys();
  if (!ok) return tl::unexpected(ok.error());
  EventClosure closure(pool_, db_, path_, store_.model_, {});
  std::vector<std::int64_t> todo = waiting_;
  todo.insert(todo.end(), claims_.begin(), claims_.end());
  ok = closure.pushed_apart(claims_, todo);
  if (ok) ok = closure.add(std::move(todo));
  if (ok) ok = regroup(closure);
  if (!ok) return tl::unexpected(ok.error());
  return true;
}

Status EventStore::Update::take_documents() {
  Statement rows(db_, "SELECT number FROM documents WHERE origin = '' ORDER BY number LIMIT ?");
  for (rows.bind(kDocuments); rows.step();) documents_.push_back(rows.number());
  if (auto ok = rows.status(kRead, path_); !ok) return ok;
  std::vector<std::pair<std::int64_t, std::int64_t>> runs;
  for (const std::int64_t one : documents_) {
    const auto own = runs_of_document(one);
    if (!own) return tl::unexpected(own.error());
    for (const std::uint64_t run : sampled_of(**own))
      runs.emplace_back(static_cast<std::int64_t>(run), one);
    root_.emplace(one, one);
  }
  // In the order of the table, so that each of its pages is touched once.
  std::sort(runs.begin(), runs.end());
  Statement row(db_, "INSERT OR IGNORE INTO document_runs VALUES (?,?)");
  for (const auto& [run, document] : runs)
    if (auto ok = row.bind(run).bind(document).run(kWrite, path_); !ok) return ok;
  const std::vector<std::int64_t> fresh = documents_;
  for (const std::int64_t one : fresh)
    if (auto ok = find_origins_of(one); !ok) return ok;
  return {};
}

Status EventStore::Update::take_reports() {
  Statement rows(db_, "SELECT claim FROM event_pending ORDER BY claim LIMIT ?");
  for (rows.bind(kWaiting); rows.step();) waiting_.push_back(rows.number());
  if (auto ok = rows.status(kRead, path_); !ok) return ok;
  Statement done(db_, "DELETE FROM event_pending WHERE claim = ?");
  for (const std::int64_t one : waiting_)
    if (auto ok = done.bind(one).run(kWrite, path_); !ok) return ok;
  return {};
}

std::int64_t EventStore::Update::root_of(std::int64_t number) {
  std::int64_t at = number;
  while (root_.at(at) != at) at = root_.at(at);
  return root_[number] = at;
}

Result<const TextRuns*> EventStore::Update::runs_of_document(std::int64_t number) {
  if (const auto known = runs_.find(number); known != runs_.end()) return &known->second;
  Statement row(db_, "SELECT text FROM documents WHERE number = ?");
  if (!row.bind(number).step()) {
    if (auto ok = row.status(kRead, path_); !ok) return tl::unexpected(ok.error());
    return fail(kRead, "a document of document_runs is not there", path_);
  }
  return &runs_.emplace(number, runs_of(row.text())).first->second;
}

/// Joins a document with those whose text it carries, and with all that are of one origin with
/// them.
Status EventStore::Update::find_origins_of(std::int64_t number) {
  const auto own = runs_of_document(number);
  if (!own) return tl::unexpected(own.error());
  const auto day_of = [](std::int64_t of) {
    return Day::of_number(static_cast<int>(of >> (kDocumentBits + kClaimBits)));
  };
  const Day day = day_of(number);
  Statement rows(db_,
                 "SELECT document FROM document_runs WHERE run = ? AND document >= ? AND document"
                 " < ?");
  std::vector<std::int64_t> others;
  for (const std::uint64_t run : sampled_of(**own)) {
    rows.bind(static_cast<std::int64_t>(run)).bind(first_number(day - kCopyDays));
    for (rows.bind(first_number(day + kCopyDays + 1)); rows.step();)
      others.push_back(rows.number());
    if (auto ok = rows.status(kRead, path_); !ok) return ok;
    rows.reset();
  }
  sort_unique(others);
  Statement group(db_,
                  "SELECT number FROM documents WHERE origin <> '' AND origin ="
                  " (SELECT origin FROM documents WHERE number = ?)");
  for (const std::int64_t other : others) {
    if (other == number || (root_.contains(other) && root_of(other) == root_of(number))) continue;
    const auto theirs = runs_of_document(other);
    if (!theirs) return tl::unexpected(theirs.error());
    if (!are_copies(runs_.at(number), runs_.at(other), day - day_of(other))) continue;
    root_.emplace(other, other);
    for (group.bind(other); group.step();) {
      const std::int64_t member = group.number();
      if (root_.emplace(member, member).second || root_of(member) != root_of(other))
        root_[root_of(member)] = root_of(other);
    }
    if (auto ok = group.status(kRead, path_); !ok) return ok;
    group.reset();
    root_[root_of(other)] = root_of(number);
  }
  return {};
}

/// Of an origin that has grown all documents are drawn anew: what they told first may be a copy
/// now.
Status EventStore::Update::write_origins() {
  std::map<std::int64_t, std::vector<std::int64_t>> groups;
  for (const auto& [number, root] : root_) groups[root_of(number)].push_back(number);
  Statement known(db_, "SELECT id, origin FROM documents WHERE number = ?");
  std::vector<std::pair<std::int64_t, DocumentId>> drawn;
  for (const auto& [root, members] : groups)
    for (const std::int64_t one : members) {
      if (!known.bind(one).step()) return known.status(kRead, path_);
      const DocumentId id(known.text());
      // All of them first: taking one out takes out those of one origin with it.
      if (!known.text().empty()) drawn.emplace_back(one, id);
      known.reset();
    }
  for (const auto& [one, id] : drawn) {
    if (auto ok = record_.detach_events(id); !ok) return ok;
    documents_.push_back(one);
  }
  // Those that wait now are drawn here, and their runs stand again.
  Statement row(db_, "INSERT OR IGNORE INTO document_runs VALUES (?,?)");
  Statement oldest(db_, "SELECT id FROM documents WHERE number = ?");
  Statement write(db_, "UPDATE documents SET origin = ? WHERE number = ?");
  for (const auto& [root, members] : groups) {
    std::optional<std::tuple<Day, int, DocumentId>> first;
    for (const std::int64_t one : members) {
      if (!oldest.bind(one).step()) return oldest.status(kRead, path_);
      auto document = record_.document(DocumentId(oldest.text()), false);
      oldest.reset();
      if (!document) return tl::unexpected(document.error());
      if (const auto age = age_of(**document); !first || age < *first) first = age;
    }
    for (const std::int64_t one : members) {
      const std::string& id = std::get<2>(*first).str();
      if (auto ok = write.bind(id).bind(one).run(kWrite, path_); !ok) return ok;
      if (members.size() == 1) continue;
      const auto own = runs_of_document(one);
      if (!own) return tl::unexpected(own.error());
      for (const std::uint64_t run : sampled_of(**own))
        if (auto ok = row.bind(static_cast<std::int64_t>(run)).bind(one).run(kWrite, path_); !ok)
          return ok;
    }
  }
  runs_.clear();
  sort_unique(documents_);
  return {};
}

Status EventStore::Update::write_keys() {
  std::vector<std::tuple<std::int64_t, std::int64_t, std::int64_t>> rows;
  Statement claims(db_,
                   "SELECT c.number FROM claims c JOIN documents d ON d.id = c.document"
                   " WHERE d.number = ? ORDER BY c.number");
  Statement places(db_,
                   "INSERT OR IGNORE INTO places_pending SELECT p.place FROM claims c JOIN"
                   " claim_places p ON p.claim = c.number WHERE c.document = (SELECT id FROM"
                   " documents WHERE number = ?) AND p.place <> '' AND NOT p.region AND c.type IN"
                   " ('capture', 'enter', 'advance', 'withdraw', 'hold')");
  for (const std::int64_t document : documents_) {
    for (claims.bind(document); claims.step();) {
      const std::int64_t number = claims.number();
      const auto report = pool_.find(number);
      if (!report) continue;
      claims_.push_back(number);
      const EventReport& one = pool_.all().reports[*report];
      if (one.copy_of) continue;
      for (const std::uint64_t key : keys_of(pool_.all(), one))
        rows.emplace_back(static_cast<std::int64_t>(key), one.days.begin.number(), number);
    }
    if (auto ok = claims.status(kRead, path_); !ok) return ok;
    claims.reset();
    if (auto ok = places.bind(document).run(kWrite, path_); !ok) return ok;
  }
  std::sort(claims_.begin(), claims_.end());
  std::sort(rows.begin(), rows.end());
  Statement row(db_, "INSERT INTO event_keys VALUES (?,?,?)");
  for (const auto& [key, day, claim] : rows)
    if (auto ok = row.bind(key).bind(day).bind(claim).run(kWrite, path_); !ok) return ok;
  return {};
}

Status EventStore::Update::regroup(EventClosure& closure) {
  std::vector<std::int64_t> numbers;
  auto grouping = closure.group(numbers);
  if (!grouping) return tl::unexpected(grouping.error());
  if (auto ok = clear(closure.members()); !ok) return ok;
  for (const Happening& one : grouping->happenings)
    if (auto ok = rows_.write(one); !ok) return ok;
  if (auto ok = write_claims(*grouping, numbers); !ok) return ok;
  if (auto ok = write_denials(closure, grouping->happenings); !ok) return ok;
  if (auto ok = write_contradictions(grouping->happenings); !ok) return ok;
  return mark_redirects();
}

/// Takes out what was drawn of the members; the ids of their happenings are kept.
Status EventStore::Update::clear(const std::set<std::int64_t>& members) {
  std::set<std::string> ids;
  Statement row(db_, "SELECT happening FROM happening_claims WHERE claim = ? AND denies IS NULL");
  Statement erase(db_, "DELETE FROM happening_claims WHERE claim = ?");
  for (const std::int64_t one : members) {
    if (row.bind(one).step()) ids.insert(row.text());
    row.reset();
    if (auto ok = erase.bind(one).run(kWrite, path_); !ok) return ok;
  }
  Statement happening(db_, "DELETE FROM happenings WHERE id = ?");
  Statement contradiction(db_, "DELETE FROM contradictions WHERE happening = ?");
  for (const std::string& id : ids) {
    if (auto ok = happening.bind(id).run(kWrite, path_); !ok) return ok;
    if (auto ok = contradiction.bind(id).run(kWrite, path_); !ok) return ok;
  }
  old_ids_.assign(ids.begin(), ids.end());
  return {};
}

Status EventStore::Update::write_claims(const Grouping& grouping,
                                        const std::vector<std::int64_t>& numbers) {
  Statement row(db_, "INSERT INTO happening_claims VALUES (?,?,?,NULL)");
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const std::string& id = grouping.happenings[grouping.happening[i]].id.str();
    row.bind(numbers[i]).bind(id).bind(numbers[grouping.block[i]]);
    if (auto ok = row.run(kWrite, path_); !ok) return ok;
  }
  return {};
}

Status EventStore::Update::write_denials(EventClosure& closure,
                                         std::vector<Happening>& happenings) {
  std::unordered_map<std::string, Happening*> by_id;
  for (Happening& one : happenings) by_id.emplace(one.id.str(), &one);
  Statement at(db_, "SELECT happening FROM happening_claims WHERE claim = ?");
  Statement row(db_, "INSERT INTO happening_claims VALUES (?,?,?,?)");
  for (const std::int64_t one : closure.members()) {
    if (!pool_.all().reports[*pool_.find(one)].dissents) continue;
    const auto target = closure.denied_by(one);
    if (!target) return tl::unexpected(target.error());
    if (!*target) continue;
    std::string happening;
    if (at.bind(**target).step()) happening = at.text();
    at.reset();
    if (happening.empty()) continue;
    if (auto ok = row.bind(one).bind(happening).bind(one).bind(**target).run(kWrite, path_); !ok)
      return ok;
    if (const auto own = by_id.find(happening); own != by_id.end())
      own->second->dissent.push_back(pool_.all().reports[*pool_.find(one)].claim->id);
  }
  return {};
}

Status EventStore::Update::write_contradictions(const std::vector<Happening>& happenings) {
  std::unordered_set<std::string> wanted;
  for (const Happening& one : happenings)
    for (const auto* list : {&one.claims, &one.dissent})
      for (const ClaimId& id : *list) wanted.insert(id.str());
  std::vector<Claim> claims;
  std::vector<Document> documents;
  for (std::size_t i = 0; i < pool_.documents().size(); ++i) {
    const std::size_t before = claims.size();
    for (const Claim& claim : pool_.claims()[i])
      if (wanted.contains(claim.id.str())) claims.push_back(claim);
    if (claims.size() == before) continue;
    Document bare;
    bare.id = pool_.documents()[i].id, bare.published = pool_.documents()[i].published;
    documents.push_back(std::move(bare));
  }
  for (const Contradiction& one : find_event_contradictions(claims, documents, store_.parties_,
                                                            pool_.origin_list(), happenings))
    if (auto ok = rows_.write(one); !ok) return ok;
  return {};
}

/// Ids that stood, and those that lead to them, are to be looked at when all is drawn.
Status EventStore::Update::mark_redirects() {
  Statement moved(db_, "UPDATE happening_redirects SET happening = '' WHERE happening = ?");
  Statement write(db_, "INSERT OR REPLACE INTO happening_redirects VALUES (?,'')");
  for (const std::string& old : old_ids_) {
    if (auto ok = moved.bind(old).run(kWrite, path_); !ok) return ok;
    if (auto ok = write.bind(old).run(kWrite, path_); !ok) return ok;
  }
  return {};
}

}  // namespace dateline
