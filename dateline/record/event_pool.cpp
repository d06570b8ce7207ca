#include "dateline/record/event_pool.h"

#include <algorithm>
#include <limits>

#include "dateline/base/sort_unique.h"
#include "dateline/record/claim_number.h"
#include "dateline/record/sqlite.h"

namespace dateline {
namespace {

constexpr auto kRead = ErrorCode::kRecordUnreadable;
/// Days read at once on both sides of what is asked for, since neighbours are asked for next.
constexpr std::int32_t kAhead = 10;

}  // namespace

EventPool::EventPool(const Record& record, sqlite3* db, std::string path,
                     const HappeningModel& model, std::optional<std::int64_t> before)
    : record_(record),
      path_(std::move(path)),
      model_(model),
      before_(before),
      document_of_(db,
                   "SELECT d.number FROM claims c JOIN documents d ON d.id = c.document"
                   " WHERE c.number = ?"),
      id_of_(db, "SELECT id FROM documents WHERE number = ?"),
      group_of_(db,
                "SELECT o.number, o.origin FROM documents d JOIN documents o ON o.origin ="
                " d.origin WHERE d.number = ? AND (d.origin <> '' OR o.number = d.number)"),
      numbers_of_(db, "SELECT id, number FROM claims WHERE document = ?") {}

Status EventPool::load(const std::vector<std::int64_t>& claims) {
  std::vector<std::int64_t> documents;
  for (const std::int64_t claim : claims) {
    if (at_.contains(claim)) continue;
    // A document's number is its first claim's, but for documents of very many.
    const std::int64_t likely = claim & ~(kDocumentStep - 1);
    if (loaded_.contains(likely)) continue;
    if (document_of_.bind(claim).step()) documents.push_back(document_of_.number());
    if (auto ok = document_of_.status(kRead, path_); !ok) return ok;
    document_of_.reset();
  }
  return load_documents(documents);
}

Status EventPool::load_documents(const std::vector<std::int64_t>& documents) {
  std::vector<std::int64_t> wanted = documents;
  sort_unique(wanted);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (loaded_.contains(wanted[i]) || (before_ && wanted[i] >= *before_)) continue;
    const bool is_there = id_of_.bind(wanted[i]).step();
    const DocumentId id(is_there ? id_of_.text() : "");
    if (auto ok = id_of_.status(kRead, path_); !ok) return ok;
    id_of_.reset();
    if (!is_there) continue;
    if (auto ok = load_document(wanted[i], id); !ok) return ok;
    if (auto ok = find_group(wanted[i], wanted); !ok) return ok;
  }
  group_documents();
  return {};
}

/// Adds the other documents of its origin to those that are wanted.
Status EventPool::find_group(std::int64_t number, std::vector<std::int64_t>& more) {
  std::string origin;
  for (group_of_.bind(number); group_of_.step();) {
    more.push_back(group_of_.number());
    origin = group_of_.text();
  }
  if (origin.empty()) origin = documents_.back().id.str();
  of_origin_[origin].push_back(documents_.size() - 1);
  const Status ok = group_of_.status(kRead, path_);
  group_of_.reset();
  return ok;
}

Status EventPool::load_document(std::int64_t number, const DocumentId& id) {
  loaded_.insert(number);
  auto document = record_.document(id);
  if (!document) return tl::unexpected(document.error());
  if (!*document) return {};
  documents_.push_back(std::move(**document));
  ClaimFilter filter;
  filter.document = id;
  auto claims = record_.claims(filter);
  if (!claims) return tl::unexpected(claims.error());
  claims_.push_back(std::move(*claims));
  std::unordered_map<ClaimId, std::int64_t> number_of;
  for (numbers_of_.bind(id.str()); numbers_of_.step();) {
    ClaimId claim(numbers_of_.text());
    number_of.emplace(std::move(claim), numbers_of_.number());
  }
  if (auto ok = numbers_of_.status(kRead, path_); !ok) return ok;
  numbers_of_.reset();
  EventReports own =
      make_event_reports(claims_.back(), documents_.back(), model_.words, is_told_event);
  for (EventReport& one : own.reports) {
    one.context += all_.contexts.size(), one.lead += all_.leads.size();
    numbers_.push_back(number_of.at(one.claim->id));
    at_.emplace(numbers_.back(), static_cast<std::uint32_t>(all_.reports.size()));
    all_.reports.push_back(std::move(one));
  }
  std::move(own.contexts.begin(), own.contexts.end(), std::back_inserter(all_.contexts));
  std::move(own.leads.begin(), own.leads.end(), std::back_inserter(all_.leads));
  return {};
}

/// Origins and copies of the documents that have come since the last call.
void EventPool::group_documents() {
  std::vector<Origin> found;
  for (const auto& [origin, indices] : of_origin_) {
    std::vector<const Document*> group;
    for (const std::size_t i : indices) group.push_back(&documents_[i]);
    std::sort(group.begin(), group.end(),
              [](const Document* a, const Document* b) { return age_of(*a) < age_of(*b); });
    if (before_ && group.size() > 1) {
      // Later documents may have led from one to another.
      std::vector<Document> texts;
      for (const Document* one : group) texts.push_back(*one);
      for (Origin& one : find_origins(texts)) found.push_back(std::move(one));
      continue;
    }
    Origin one{group.front()->id, {}};
    for (const Document* document : group) one.documents.push_back(document->id);
    found.push_back(std::move(one));
  }
  of_origin_.clear();
  const std::size_t before = all_.reports.size();
  mark_copies(found, model_, all_, marked_);
  for (Origin& one : found) {
    for (const DocumentId& id : one.documents)
      origin_of_[id] = static_cast<std::uint32_t>(origins_.size());
    origins_.push_back(std::move(one));
  }
  for (std::uint32_t i = marked_; i < before; ++i)
    if (const auto original = all_.reports[i].copy_of) copies_[*original].push_back(i);
  marked_ = static_cast<std::uint32_t>(before);
}

std::optional<std::uint32_t> EventPool::find(std::int64_t claim) const {
  const auto at = at_.find(claim);
  if (at == at_.end()) return {};
  return at->second;
}

const std::vector<std::uint32_t>& EventPool::copies_of(std::uint32_t report) const {
  static const std::vector<std::uint32_t> kNone;
  const auto at = copies_.find(report);
  return at == copies_.end() ? kNone : at->second;
}

KeyLists::KeyLists(sqlite3* db, std::string path, std::optional<std::int64_t> before)
    : path_(std::move(path)),
      before_(before.value_or(std::numeric_limits<std::int64_t>::max())),
      rows_(db,
            "SELECT day, claim FROM event_keys WHERE key = ? AND day BETWEEN ? AND ?"
            " ORDER BY day, claim") {}

KeyLists::~KeyLists() = default;

Result<const KeyLists::List*> KeyLists::stretch(std::uint64_t key, std::int32_t from,
                                                std::int32_t to) {
  const auto known = lists_.find(key);
  if (known != lists_.end() && known->second.from <= from && to <= known->second.to)
    return &known->second;
  List list{from - kAhead, to + kAhead, {}};
  if (known != lists_.end())
    list.from = std::min(list.from, known->second.from),
    list.to = std::max(list.to, known->second.to);
  rows_.bind(static_cast<std::int64_t>(key)).bind(list.from).bind(list.to);
  while (rows_.step()) {
    const auto day = static_cast<std::int32_t>(rows_.number());
    const std::int64_t claim = rows_.number();
    if (claim < before_) list.entries.emplace_back(day, claim);
  }
  if (auto ok = rows_.status(kRead, path_); !ok) return tl::unexpected(ok.error());
  rows_.reset();
  return &(lists_[key] = std::move(list));
}

Status KeyLists::around(std::uint64_t key, Entry entry, std::vector<std::int64_t>& out) {
  const auto list = stretch(key, entry.first - kWindowDays, entry.first + kWindowDays);
  if (!list) return tl::unexpected(list.error());
  const auto& entries = (*list)->entries;
  const std::size_t most = window_of(key);
  const auto at = std::lower_bound(entries.begin(), entries.end(), entry);
  const auto behind = at != entries.end() && *at == entry ? at + 1 : at;
  for (auto one = behind; one != entries.end() && one - behind < static_cast<long>(most) &&
                          one->first - entry.first <= kWindowDays;
       ++one)
    out.push_back(one->second);
  for (auto one = at; one != entries.begin() && at - one < static_cast<long>(most);) {
    --one;
    if (entry.first - one->first > kWindowDays) break;
    out.push_back(one->second);
  }
  return {};
}

}  // namespace dateline
