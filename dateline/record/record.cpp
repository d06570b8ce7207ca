#include "dateline/record/record.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <sqlite3.h>
#include <zlib.h>
#include <nlohmann/json.hpp>

#include "dateline/base/sha256.h"
#include "dateline/gazetteer/shape_json.h"
#include "dateline/meaning/claim_json.h"
#include "dateline/record/event_reports.h"
#include "dateline/record/facets.h"
#include "dateline/record/map_text.h"
#include "dateline/record/schema.h"
#include "dateline/record/sqlite.h"

namespace dateline {

namespace {

constexpr auto kWrite = ErrorCode::kRecordWrite;

void bind_span(Statement& row, ByteSpan span) { row.bind(span.begin).bind(span.end); }

tl::unexpected<Error> read_only(const std::string& path) {
  return fail(kWrite, "the record is open for reading only", path);
}

}  // namespace

/// What is written for every document and claim. Requires of the `write_` ones: a transaction.
struct Record::Statements {
  std::string path;
  Statement document, part, note, name, claim, actor, place, speaker, quantity, link, set_aside,
      received;

  Status run(Statement& row) { return row.run(kWrite, path); }
  Status write_document(std::int64_t number, const Document& it, Day read_as);
  Status write_parts(const Document& it);
  Status write_names(const DocumentId& of, const std::vector<ByteSpan>& names);
  Status write_claim(std::int64_t number, const Document& of, Day day, const Claim& it);
  Status write_fillers(std::int64_t number, const Claim& it);
  Status write_speakers(std::int64_t number, const Claim& it);
  Status write_quantities(std::int64_t number, const Claim& it);

  Statements(sqlite3* db, std::string path_of_record)
      : path(std::move(path_of_record)),
        document(db, "INSERT INTO documents VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,'',?,?,?)"),
        part(db, "INSERT INTO parts VALUES (?,?,?,?,?)"),
        note(db, "INSERT INTO notes VALUES (?,?,?)"),
        name(db, "INSERT INTO private_names VALUES (?,?,?,?)"),
        claim(db, "INSERT INTO claims VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"),
        actor(db, "INSERT INTO claim_actors VALUES (?,?,?,?,?,?,?)"),
        place(db, "INSERT INTO claim_places VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"),
        speaker(db, "INSERT INTO claim_speakers VALUES (?,?,?,?,?,?,?,?)"),
        quantity(db, "INSERT INTO claim_quantities VALUES (?,?,?,?,?,?,?)"),
        link(db, "INSERT INTO claim_links VALUES (?,?,?,?)"),
        set_aside(db, "INSERT OR IGNORE INTO set_aside VALUES (?,?,?,?,?,?,?)"),
        received(db, "INSERT INTO received VALUES (?,?,?,?,?,?)") {}
};

Status Record::Statements::write_document(std::int64_t number, const Document& it, Day read_as) {
  const Published& published = it.published;
  const std::string day = to_string(published.day), iso = published.iso();
  const std::string map = write_map(it.map), read_day = to_string(read_as);
  document.bind(number)
      .bind(it.id.str())
      .bind(it.name)
      .bind(day)
      .bind(read_day)
      .bind(published.minute);
  document.bind(published.utc_offset_minutes).bind(iso).bind(to_string(published.evidence));
  document.bind(published.text).bind(it.title).bind(it.outlet).bind(it.url);
  document.bind(it.external_id).bind(static_cast<std::int64_t>(it.text.size()));
  return run(document.bind(it.text).bind(map));
}

Status Record::Statements::write_parts(const Document& it) {
  int position = 0;
  for (const Part& one : it.parts) {
    part.bind(it.id.str()).bind(position++).bind(to_string(one.kind));
    bind_span(part, one.span);
    if (auto ok = run(part); !ok) return ok;
  }
  position = 0;
  for (const std::string& text : it.notes)
    if (auto ok = run(note.bind(it.id.str()).bind(position++).bind(text)); !ok) return ok;
  return {};
}

Status Record::Statements::write_names(const DocumentId& of, const std::vector<ByteSpan>& names) {
  int position = 0;
  for (const ByteSpan span : names) {
    name.bind(of.str()).bind(position++);
    bind_span(name, span);
    if (auto ok = run(name); !ok) return ok;
  }
  return {};
}

Status Record::Statements::write_claim(std::int64_t number, const Document& of, Day day,
                                       const Claim& it) {
  const std::string json = to_json(it);
  std::optional<std::string> begin, end, words_of_day, rule;
  if (it.when) {
    begin = to_string(it.when->days.begin), end = to_string(it.when->days.end);
    words_of_day = it.when->text, rule = it.when->rule;
  }
  claim.bind(number)
      .bind(it.id.str())
      .bind(of.id.str())
      .bind(to_string(it.type))
      .bind(to_string(it.status));
  claim.bind(it.negated).bind(it.background).bind(it.attributive).bind(to_string(it.part));
  bind_span(claim, it.span);
  bind_span(claim, it.sentence);
  const DayInterval days = it.when ? it.when->days : DayInterval{day, day};
  const std::string first = to_string(days.begin), last = to_string(days.end);
  const std::string published = to_string(of.published.day);
  claim.bind(it.text).bind(begin).bind(end).bind(words_of_day).bind(rule);
  claim.bind(first).bind(last).bind(published).bind(it.confidence);
  if (auto ok = run(claim.bind(json)); !ok) return ok;
  if (auto ok = write_fillers(number, it); !ok) return ok;
  if (auto ok = write_speakers(number, it); !ok) return ok;
  return write_quantities(number, it);
}

Status Record::Statements::write_fillers(std::int64_t number, const Claim& it) {
  for (const auto* slot : {&it.who, &it.whom}) {
    int position = 0;
    for (const ActorReading& one : *slot) {
      actor.bind(number).bind(slot == &it.who ? "who" : "whom").bind(position++);
      actor.bind(one.id.str()).bind(one.text);
      bind_span(actor, one.span);
      if (auto ok = run(actor); !ok) return ok;
    }
  }
  int position = 0;
  for (const PlaceReading& one : it.where) {
    std::optional<double> lat, lon;
    if (one.point) lat = one.point->lat(), lon = one.point->lng();
    place.bind(number).bind(position++).bind(one.place.str()).bind(one.name);
    place.bind(lat).bind(lon).bind(one.relation).bind(one.distance_km).bind(one.is_region);
    std::optional<std::string> outline;
    std::optional<double> extent, uncertainty;
    if (one.shape) {
      outline = shape_geometry(*one.shape).dump();
      extent = one.shape->extent_km, uncertainty = one.shape->uncertainty_km;
    }
    place.bind(outline).bind(extent).bind(uncertainty).bind(one.probability).bind(one.text);
    bind_span(place, one.span);
    if (auto ok = run(place); !ok) return ok;
  }
  return {};
}

Status Record::Statements::write_speakers(std::int64_t number, const Claim& it) {
  int chain = 0;
  for (const SpeakerChain& speakers : it.sources) {
    int position = 0;
    for (const Speaker& one : speakers) {
      speaker.bind(number).bind(chain).bind(position++).bind(one.id.str());
      speaker.bind(to_string(one.kind)).bind(one.text);
      bind_span(speaker, one.span);
      if (auto ok = run(speaker); !ok) return ok;
    }
    ++chain;
  }
  return {};
}

Status Record::Statements::write_quantities(std::int64_t number, const Claim& it) {
  int position = 0;
  for (const Quantity& one : it.quantities) {
    quantity.bind(number).bind(position++).bind(one.value).bind(one.low).bind(one.high);
    if (auto ok = run(quantity.bind(one.unit).bind(one.of)); !ok) return ok;
  }
  position = 0;
  for (const ClaimLink& one : it.links) {
    link.bind(number).bind(position++).bind(one.kind).bind(one.claim.str());
    if (auto ok = run(link); !ok) return ok;
  }
  return {};
}

Record::Record(sqlite3* db, std::string path) : db_(db), path_(std::move(path)) {}

Record::Record(Record&& other) noexcept { *this = std::move(other); }

Record& Record::operator=(Record&& other) noexcept {
  std::swap(db_, other.db_);
  std::swap(path_, other.path_);
  std::swap(statements_, other.statements_);
  std::swap(pending_, other.pending_);
  std::swap(in_batch_, other.in_batch_);
  return *this;
}

Record::~Record() {
  statements_.reset();
  sqlite3_close_v2(db_);
}

Result<Record> Record::open(const std::string& path) {
  auto db = open_to_write(path);
  if (!db) return tl::unexpected(db.error());
  Record record(*db, path);
  record.statements_ = std::make_unique<Statements>(*db, path);
  return record;
}

Result<Record> Record::open_existing(const std::string& path) {
  auto db = open_to_read(path);
  if (!db) return tl::unexpected(db.error());
  return Record(*db, path);
}

Status Record::begin_batch() {
  if (!statements_) return read_only(path_);
  if (in_batch_) return {};
  Status out = execute(db_, "BEGIN IMMEDIATE", kWrite, path_);
  in_batch_ = out.has_value();
  return out;
}

Status Record::end_batch() {
  if (!statements_) return read_only(path_);
  if (!in_batch_) return {};
  Status out = flush_index();
  if (out) out = execute(db_, "COMMIT", kWrite, path_);
  // A batch that could not be written (a full disk) is given up as a whole.
  if (!out) sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr);
  pending_.clear();
  in_batch_ = false;
  return out;
}

Result<bool> Record::add(const Document& document, const std::vector<Claim>& claims,
                         const std::vector<ByteSpan>& private_names, const Received* received,
                         std::optional<Day> read_as) {
  if (!statements_) return read_only(path_);
  auto forgotten = is_forgotten(document.id);
  if (!forgotten) return tl::unexpected(forgotten.error());
  if (*forgotten) return false;
  const Day read_day = read_as.value_or(document.published.day);
  Statement known(db_, "SELECT number, read_day FROM documents WHERE id = ?");
  const bool is_new = !known.bind(document.id.str()).step();
  if (!is_new) {
    const auto day = day_of(document.id, document.published.day);
    if (!day) return tl::unexpected(day.error());
    known.number();
    if (known.text() == to_string(read_day) || read_day != *day) return false;
  }
  if (auto ok = known.status(kWrite, path_); !ok) return tl::unexpected(ok.error());
  known.reset();
  // A savepoint outside of a batch is a transaction, inside of one a part that can be taken back.
  if (auto ok = execute(db_, "SAVEPOINT one", kWrite, path_); !ok)
    return tl::unexpected(ok.error());
  const std::size_t pending = pending_.size();
  Status written = is_new ? write_all(document, claims, private_names, received, read_day)
                          : write_again(document, claims, read_day);
  if (written && !in_batch_) written = flush_index();
  if (written) written = execute(db_, "RELEASE one", kWrite, path_);
  if (!written) {
    pending_.resize(std::min(pending, pending_.size()));
    sqlite3_exec(db_, "ROLLBACK TO one; RELEASE one", nullptr, nullptr, nullptr);
    return tl::unexpected(written.error());
  }
  return is_new;
}

Status Record::write_all(const Document& document, const std::vector<Claim>& claims,
                         const std::vector<ByteSpan>& private_names, const Received* received,
                         Day read_as) {
  Statements& s = *statements_;
  const auto number = free_number(document.id, document.published.day);
  if (!number) return tl::unexpected(number.error());
  Status written = s.write_document(*number, document, read_as);
  if (written) written = s.write_parts(document);
  if (written) written = s.write_names(document.id, private_names);
  if (written && received != nullptr) written = write_received(document.id, *received);
  return written ? write_claims(document, *number, claims) : written;
}

Status Record::write_claims(const Document& document, std::int64_t number,
                            const std::vector<Claim>& claims) {
  const auto day = day_of(document.id, document.published.day);
  if (!day) return tl::unexpected(day.error());
  std::vector<const Claim*> ordered;
  for (const Claim& one : claims) ordered.push_back(&one);
  std::sort(ordered.begin(), ordered.end(),
            [](const Claim* a, const Claim* b) { return stands_before(*a, *b); });
  for (const Claim* one : ordered) {
    if (auto ok = statements_->write_claim(number, document, *day, *one); !ok) return ok;
    pending_.push_back({number++, claim_facets(*one, *day, document.outlet),
                        std::string(document.slice(one->sentence))});
  }
  Statement any(db_, "SELECT 1 FROM corrections WHERE what IN ('wrong', 'place') LIMIT 1");
  if (!any.step()) return any.status(kWrite, path_);
  // What people said of these claims before they came.
  if (auto ok = correct_claims(document.id); !ok) return ok;
  pending_.resize(pending_.size() - ordered.size());
  return collect_index(document.id, pending_);
}

Status Record::write_again(const Document& document, const std::vector<Claim>& claims,
                           Day read_as) {
  const std::string& id = document.id.str();
  if (auto ok = flush_index(); !ok) return ok;
  if (auto ok = take_out({document.id}); !ok) return ok;
  Statement old(db_, "DELETE FROM claims WHERE document = ?");
  if (auto ok = old.bind(id).run(kWrite, path_); !ok) return ok;
  const std::string day = to_string(read_as);
  Statement row(db_, "UPDATE documents SET read_day = ? WHERE id = ?");
  if (auto ok = row.bind(day).bind(id).run(kWrite, path_); !ok) return ok;
  Statement at(db_, "SELECT number FROM documents WHERE id = ?");
  if (!at.bind(id).step()) return at.status(kWrite, path_);
  return write_claims(document, at.number(), claims);
}

Status Record::write_received(const DocumentId& id, const Received& received) {
  uLongf size = compressBound(received.bytes.size());
  std::string packed(size, '\0');
  if (compress2(reinterpret_cast<Bytef*>(packed.data()), &size,
                reinterpret_cast<const Bytef*>(received.bytes.data()), received.bytes.size(),
                Z_BEST_SPEED) != Z_OK)
    return fail(kWrite, "the bytes as received could not be compressed", path_);
  packed.resize(size);
  const std::string hash = sha256(received.bytes);
  Statement& row = statements_->received;
  row.bind(id.str()).bind(hash).bind(static_cast<std::int64_t>(received.bytes.size()));
  row.bind(received.source).bind(received.at).bind_bytes(packed);
  return row.run(kWrite, path_);
}

Status Record::add(const SetAside& set_aside) {
  if (!statements_) return read_only(path_);
  const Error& error = set_aside.error;
  auto& row = statements_->set_aside;
  row.bind(set_aside.name).bind(info(error.code).name).bind(error.detail).bind(error.path);
  if (error.byte)
    row.bind(static_cast<std::int64_t>(*error.byte));
  else
    row.bind_null();
  return row.bind(error.line).bind(error.column).run(kWrite, path_);
}

Status Record::set_meta(const std::string& key, const std::string& value) {
  if (!statements_) return read_only(path_);
  Statement row(db_, "INSERT OR REPLACE INTO meta VALUES (?,?)");
  return row.bind(key).bind(value).run(kWrite, path_);
}

}  // namespace dateline
