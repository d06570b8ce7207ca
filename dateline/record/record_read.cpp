// What is read back from a record; record.cpp writes it.

#include <fmt/format.h>

#include "dateline/record/map_text.h"
#include "dateline/record/record.h"
#include "dateline/record/sqlite.h"

namespace dateline {
namespace {

constexpr auto kRead = ErrorCode::kRecordUnreadable;

tl::unexpected<Error> damaged(std::string what, const std::string& path) {
  return fail(kRead, std::move(what), path);
}

std::optional<ErrorCode> parse_error_code(std::string_view name) {
  for (const ErrorInfo& row : error_table())
    if (row.name == name) return row.code;
  return std::nullopt;
}

template <class To>
std::optional<To> narrow(std::optional<std::int64_t> value) {
  if (!value) return std::nullopt;
  return static_cast<To>(*value);
}

/// A span that lies inside of a text.
bool is_inside(ByteSpan span, const std::string& text) {
  return span.begin <= span.end && span.end <= text.size();
}

/// The columns of a document in the order of kDocumentColumns.
Result<Document> read_document_row(Statement& row, bool with_text, const std::string& path) {
  Document out;
  out.id = DocumentId(row.text());
  out.name = row.text();
  const auto day = parse_day(row.text());
  out.published.minute = narrow<int>(row.maybe_number());
  out.published.utc_offset_minutes = narrow<int>(row.maybe_number());
  const auto evidence = parse_published_evidence(row.text());
  if (!day || !evidence)
    return damaged(fmt::format("the day or evidence of document {} is none", out.id.str()), path);
  out.published.day = *day;
  out.published.evidence = *evidence;
  out.published.text = row.text();
  out.title = row.text();
  out.outlet = row.text();
  out.url = row.text();
  out.external_id = row.text();
  if (!with_text) return out;
  out.text = row.text();
  auto map = parse_map(row.text());
  if (!map || map->text_size() != out.text.size())
    return damaged(fmt::format("the span map of document {} is broken", out.id.str()), path);
  out.map = std::move(*map);
  return out;
}

constexpr std::string_view kDocumentColumns =
    "id, name, day, minute, utc_offset, evidence, published_text, title, outlet, url, external_id";

}  // namespace

Result<std::vector<Document>> Record::read_documents(const DocumentId* id, bool with_text) const {
  Statement rows(db_,
                 fmt::format("SELECT {}{} FROM documents {} ORDER BY number", kDocumentColumns,
                             with_text ? ", text, map" : "", id != nullptr ? "WHERE id = ?" : ""));
  Statement parts(db_, "SELECT kind, begin, end FROM parts WHERE document = ? ORDER BY position");
  auto days = corrected_days();
  if (!days) return tl::unexpected(days.error());
  Statement notes(db_, "SELECT text FROM notes WHERE document = ? ORDER BY position");
  if (id != nullptr) rows.bind(id->str());
  std::vector<Document> out;
  while (rows.step()) {
    auto document = read_document_row(rows, with_text, path_);
    if (!document) return tl::unexpected(document.error());
    const std::string& key = document->id.str();
    if (const auto day = days->find(key); day != days->end()) document->published.day = day->second;
    for (notes.bind(key); notes.step();) document->notes.push_back(notes.text());
    if (auto ok = notes.status(kRead, path_); !ok) return tl::unexpected(ok.error());
    notes.reset();
    if (with_text) {
      for (parts.bind(key); parts.step();) {
        const auto kind = parse_part_kind(parts.text());
        const std::uint32_t begin = parts.u32(), end = parts.u32();
        if (!kind || !is_inside({begin, end}, document->text))
          return damaged(fmt::format("a part of document {} is broken", key), path_);
        document->parts.push_back({*kind, {begin, end}});
      }
      if (auto ok = parts.status(kRead, path_); !ok) return tl::unexpected(ok.error());
      parts.reset();
    }
    out.push_back(std::move(*document));
  }
  if (auto ok = rows.status(kRead, path_); !ok) return tl::unexpected(ok.error());
  return out;
}

Result<std::vector<Document>> Record::documents(bool with_text) const {
  return read_documents(nullptr, with_text);
}

Result<std::optional<Document>> Record::document(const DocumentId& id, bool with_text) const {
  auto found = read_documents(&id, with_text);
  if (!found) return tl::unexpected(found.error());
  if (found->empty()) return std::nullopt;
  return std::optional<Document>(std::move(found->front()));
}

Result<PrivateNames> Record::read_private_names(const DocumentId* of) const {
  Statement rows(db_, std::string("SELECT n.document, n.begin, n.end, d.size"
                                  " FROM private_names n JOIN documents d ON d.id = n.document") +
                          (of != nullptr ? " WHERE n.document = ?" : "") +
                          " ORDER BY n.document, n.position");
  if (of != nullptr) rows.bind(of->str());
  PrivateNames out;
  while (rows.step()) {
    const std::string document = rows.text();
    const std::uint32_t begin = rows.u32(), end = rows.u32();
    std::vector<ByteSpan>& names = out[DocumentId(document)];
    // What reads them cuts the text there: overlapping ones would be cut twice.
    if (begin > end || end > rows.number() || (!names.empty() && begin < names.back().end))
      return damaged(fmt::format("a name of document {} is broken", document), path_);
    names.push_back({begin, end});
  }
  if (auto ok = rows.status(kRead, path_); !ok) return tl::unexpected(ok.error());
  return out;
}

Result<std::vector<SetAside>> Record::set_aside() const {
  Statement rows(db_,
                 "SELECT name, code, detail, path, byte, line, column FROM set_aside"
                 " ORDER BY name, line, code, detail");
  std::vector<SetAside> out;
  while (rows.step()) {
    SetAside one{rows.text(), {}};
    const std::string code = rows.text();
    const auto parsed = parse_error_code(code);
    if (!parsed) return damaged(fmt::format("\"{}\" is no code of an error", code), path_);
    one.error.code = *parsed;
    one.error.detail = rows.text();
    one.error.path = rows.text();
    one.error.byte = narrow<std::uint64_t>(rows.maybe_number());
    one.error.line = narrow<int>(rows.maybe_number());
    one.error.column = narrow<int>(rows.maybe_number());
    out.push_back(std::move(one));
  }
  if (auto ok = rows.status(kRead, path_); !ok) return tl::unexpected(ok.error());
  return out;
}

Result<std::optional<std::string>> Record::meta(const std::string& key) const {
  Statement row(db_, "SELECT value FROM meta WHERE key = ?");
  std::optional<std::string> out;
  if (row.bind(key).step()) out = row.text();
  if (auto ok = row.status(kRead, path_); !ok) return tl::unexpected(ok.error());
  return out;
}

}  // namespace dateline
