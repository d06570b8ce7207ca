// The tables of a record and how it is told from other files. docs/formats.md says what each column
// holds; the test of this room compares the two.

#include "dateline/record/schema.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <sqlite3.h>

#include "dateline/record/sqlite.h"

namespace dateline {
namespace {

constexpr int kBusyMs = 10000;
constexpr std::string_view kMagic("SQLite format 3\0", 16);

constexpr const char* kTables = R"sql(
CREATE TABLE meta (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE documents (
  number INTEGER PRIMARY KEY,
  id TEXT UNIQUE NOT NULL,
  name TEXT NOT NULL,
  day TEXT NOT NULL,
  read_day TEXT NOT NULL,
  minute INTEGER,
  utc_offset INTEGER,
  published TEXT NOT NULL,
  evidence TEXT NOT NULL,
  published_text TEXT NOT NULL,
  title TEXT NOT NULL,
  outlet TEXT NOT NULL,
  url TEXT NOT NULL,
  external_id TEXT NOT NULL,
  origin TEXT NOT NULL,
  size INTEGER NOT NULL,
  text TEXT NOT NULL,
  map TEXT NOT NULL
);
CREATE INDEX documents_by_outlet ON documents (outlet);
CREATE INDEX documents_by_origin ON documents (origin, number);

CREATE TABLE parts (
  document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  begin INTEGER NOT NULL,
  end INTEGER NOT NULL,
  PRIMARY KEY (document, position)
) WITHOUT ROWID;

CREATE TABLE notes (
  document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (document, position)
) WITHOUT ROWID;

CREATE TABLE private_names (
  document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  begin INTEGER NOT NULL,
  end INTEGER NOT NULL,
  PRIMARY KEY (document, position)
) WITHOUT ROWID;

CREATE TABLE claims (
  number INTEGER PRIMARY KEY,
  id TEXT UNIQUE NOT NULL,
  document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  type TEXT NOT NULL,
  status TEXT NOT NULL,
  negated INTEGER NOT NULL,
  background INTEGER NOT NULL,
  attributive INTEGER NOT NULL,
  part TEXT NOT NULL,
  begin INTEGER NOT NULL,
  end INTEGER NOT NULL,
  sentence_begin INTEGER NOT NULL,
  sentence_end INTEGER NOT NULL,
  text TEXT NOT NULL,
  when_begin TEXT,
  when_end TEXT,
  when_text TEXT,
  when_rule TEXT,
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  published TEXT NOT NULL,
  confidence REAL NOT NULL,
  json TEXT NOT NULL
);
CREATE INDEX claims_by_document ON claims (document);
CREATE VIRTUAL TABLE claim_index USING fts5
  (facets, sentence, content = '', tokenize = 'unicode61 remove_diacritics 2');

CREATE TABLE claim_actors (
  claim INTEGER NOT NULL REFERENCES claims (number) ON DELETE CASCADE ON UPDATE CASCADE,
  role TEXT NOT NULL,
  position INTEGER NOT NULL,
  actor TEXT NOT NULL,
  text TEXT NOT NULL,
  begin INTEGER NOT NULL,
  end INTEGER NOT NULL,
  PRIMARY KEY (claim, role, position)
) WITHOUT ROWID;
CREATE INDEX claim_actors_by_actor ON claim_actors (actor);

CREATE TABLE claim_places (
  claim INTEGER NOT NULL REFERENCES claims (number) ON DELETE CASCADE ON UPDATE CASCADE,
  position INTEGER NOT NULL,
  place TEXT NOT NULL,
  name TEXT NOT NULL,
  lat REAL,
  lon REAL,
  relation TEXT NOT NULL,
  distance_km REAL,
  region INTEGER NOT NULL,
  shape TEXT,
  extent_km REAL,
  uncertainty_km REAL,
  probability REAL NOT NULL,
  text TEXT NOT NULL,
  begin INTEGER NOT NULL,
  end INTEGER NOT NULL,
  PRIMARY KEY (claim, position)
) WITHOUT ROWID;
CREATE INDEX claim_places_by_place ON claim_places (place);
CREATE INDEX claim_places_by_name ON claim_places (name COLLATE NOCASE, place);

CREATE TABLE claim_speakers (
  claim INTEGER NOT NULL REFERENCES claims (number) ON DELETE CASCADE ON UPDATE CASCADE,
  chain INTEGER NOT NULL,
  position INTEGER NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  begin INTEGER NOT NULL,
  end INTEGER NOT NULL,
  PRIMARY KEY (claim, chain, position)
) WITHOUT ROWID;

CREATE TABLE claim_quantities (
  claim INTEGER NOT NULL REFERENCES claims (number) ON DELETE CASCADE ON UPDATE CASCADE,
  position INTEGER NOT NULL,
  value REAL NOT NULL,
  low REAL,
  high REAL,
  unit TEXT NOT NULL,
  of TEXT NOT NULL,
  PRIMARY KEY (claim, position)
) WITHOUT ROWID;

CREATE TABLE claim_links (
  claim INTEGER NOT NULL REFERENCES claims (number) ON DELETE CASCADE ON UPDATE CASCADE,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  target TEXT NOT NULL,
  PRIMARY KEY (claim, position)
) WITHOUT ROWID;

CREATE TABLE document_runs (
  run INTEGER NOT NULL,
  document INTEGER NOT NULL,
  PRIMARY KEY (run, document)
) WITHOUT ROWID;

CREATE TABLE event_keys (
  key INTEGER NOT NULL,
  day INTEGER NOT NULL,
  claim INTEGER NOT NULL,
  PRIMARY KEY (key, day, claim)
) WITHOUT ROWID;
CREATE INDEX event_keys_by_claim ON event_keys (claim);

CREATE TABLE event_pending (claim INTEGER PRIMARY KEY);

CREATE TABLE places_pending (place TEXT PRIMARY KEY NOT NULL) WITHOUT ROWID;

CREATE TABLE happenings (
  id TEXT PRIMARY KEY NOT NULL,
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  day_told INTEGER NOT NULL,
  place TEXT NOT NULL,
  name TEXT NOT NULL,
  lat REAL,
  lon REAL,
  region INTEGER NOT NULL,
  types TEXT NOT NULL,
  who TEXT NOT NULL,
  whom TEXT NOT NULL,
  origins INTEGER NOT NULL,
  first TEXT NOT NULL,
  killed_low REAL,
  killed_best REAL,
  killed_high REAL,
  killed_origins INTEGER,
  wounded_low REAL,
  wounded_best REAL,
  wounded_high REAL,
  wounded_origins INTEGER,
  displaced_low REAL,
  displaced_best REAL,
  displaced_high REAL,
  displaced_origins INTEGER
);
CREATE INDEX happenings_by_day ON happenings (first_day, id);
CREATE INDEX happenings_by_place ON happenings (place, first_day);

CREATE TABLE happening_claims (
  claim INTEGER PRIMARY KEY,
  happening TEXT NOT NULL,
  block INTEGER NOT NULL,
  denies INTEGER
);
CREATE INDEX happening_claims_by_happening ON happening_claims (happening);
CREATE INDEX happening_claims_by_block ON happening_claims (block);
CREATE INDEX happening_claims_by_denied ON happening_claims (denies) WHERE denies IS NOT NULL;

CREATE TABLE happening_redirects (
  id TEXT PRIMARY KEY NOT NULL,
  happening TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX happening_redirects_by_happening ON happening_redirects (happening);

CREATE TABLE contradictions (
  a TEXT NOT NULL,
  b TEXT NOT NULL,
  kind TEXT NOT NULL,
  place TEXT NOT NULL,
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  since TEXT NOT NULL,
  happening TEXT NOT NULL,
  stands TEXT NOT NULL,
  settled_by TEXT NOT NULL,
  settled_on TEXT NOT NULL,
  settled_how TEXT NOT NULL,
  PRIMARY KEY (a, b, kind, place, happening)
) WITHOUT ROWID;
CREATE INDEX contradictions_by_day ON contradictions (first_day, place);
CREATE INDEX contradictions_by_place ON contradictions (place, first_day);
CREATE INDEX contradictions_by_b ON contradictions (b);
CREATE INDEX contradictions_by_happening ON contradictions (happening);

CREATE TABLE received (
  document TEXT PRIMARY KEY NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  source TEXT NOT NULL,
  received_at TEXT NOT NULL,
  bytes BLOB
) WITHOUT ROWID;

CREATE TABLE corrections (
  what TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  who TEXT NOT NULL,
  day TEXT NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (what, key, value)
) WITHOUT ROWID;

CREATE TABLE corrected_claims (
  claim TEXT PRIMARY KEY NOT NULL REFERENCES claims (id) ON DELETE CASCADE,
  wrong INTEGER NOT NULL,
  place TEXT NOT NULL,
  name TEXT NOT NULL,
  region INTEGER NOT NULL,
  lat REAL,
  lon REAL
) WITHOUT ROWID;

CREATE TABLE tombstones (
  sha256 TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL,
  forgotten_at TEXT NOT NULL,
  why TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE set_aside (
  name TEXT NOT NULL,
  code TEXT NOT NULL,
  detail TEXT NOT NULL,
  path TEXT NOT NULL,
  byte INTEGER,
  line INTEGER,
  column INTEGER,
  PRIMARY KEY (name, code, detail)
) WITHOUT ROWID;
)sql";

/// Closes what does not turn out to be a record.
struct Database {
  sqlite3* db = nullptr;
  ~Database() { sqlite3_close_v2(db); }
  sqlite3* release() { return std::exchange(db, nullptr); }
};

std::string printable(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7F)
      out += c;
    else
      out += fmt::format("\\x{:02X}", static_cast<unsigned>(byte));
  }
  return out;
}

/// What the file is, before SQLite touches it. True where there is something to open.
Result<bool> look_at(const std::string& path) {
  if (path.empty()) return fail(ErrorCode::kRecordUnreadable, "expected a path, found none", path);
  std::error_code ec;
  const auto status = std::filesystem::status(path, ec);
  if (!std::filesystem::exists(status)) return false;
  if (std::filesystem::is_directory(status))
    return fail(ErrorCode::kRecordUnreadable, "expected a file, found a folder", path);
  if (!std::filesystem::is_regular_file(status))
    return fail(ErrorCode::kRecordUnreadable, "expected a file, found a device or pipe", path);
  std::ifstream in(path, std::ios::binary);
  if (!in) return fail(ErrorCode::kRecordUnreadable, "expected a file that can be read", path);
  std::string head(kMagic.size(), '\0');
  in.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(in.gcount()));
  if (head.empty()) return false;
  if (head == kMagic) return true;
  Error error{ErrorCode::kRecordForeign,
              fmt::format("expected an SQLite file, found one that begins \"{}\"",
                          printable(head.substr(0, 8))),
              path};
  error.byte = 0;
  return tl::unexpected(std::move(error));
}

Result<std::int64_t> ask(sqlite3* db, const char* sql, const std::string& path) {
  Statement statement(db, sql);
  const std::int64_t value = statement.step() ? statement.number() : 0;
  if (auto ok = statement.status(ErrorCode::kRecordUnreadable, path); !ok)
    return tl::unexpected(ok.error());
  return value;
}

/// True where it is a record, false where it holds nothing yet.
Result<bool> is_record(sqlite3* db, const std::string& path) {
  // The first look into the file: damage and missing rights show here.
  const auto tables = ask(db, "SELECT count(*) FROM sqlite_schema", path);
  if (!tables) return tl::unexpected(tables.error());
  const auto id = ask(db, "PRAGMA application_id", path);
  if (!id) return tl::unexpected(id.error());
  const auto version = ask(db, "PRAGMA user_version", path);
  if (!version) return tl::unexpected(version.error());
  if (*tables == 0 && *id == 0 && *version == 0) return false;
  if (*id != kApplicationId) {
    return fail(ErrorCode::kRecordForeign,
                fmt::format("expected application id {:#x}, found {:#x}", kApplicationId, *id),
                path);
  }
  if (*version != kSchemaVersion) {
    return fail(ErrorCode::kRecordForeign,
                fmt::format("expected version {} of the record, found version {}", kSchemaVersion,
                            *version),
                path);
  }
  return true;
}

/// A file that ends before its last page; SQLite names no byte. Source: "Database File Format",
/// sqlite.org: page size at 16, number of pages at 28.
std::optional<Error> find_cut(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string head(32, '\0');
  in.read(head.data(), static_cast<std::streamsize>(head.size()));
  if (in.gcount() < static_cast<std::streamsize>(head.size())) return {};
  const auto number = [&](std::size_t at, std::size_t bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = at; i < at + bytes; ++i)
      value = value << 8 | static_cast<unsigned char>(head[i]);
    return value;
  };
  const std::uint64_t whole = (number(16, 2) == 1 ? 65536 : number(16, 2)) * number(28, 4);
  std::error_code ec;
  const std::uint64_t size = std::filesystem::file_size(path, ec);
  if (ec || size >= whole) return {};
  Error error{ErrorCode::kRecordUnreadable,
              fmt::format("expected {} bytes, found {}: the end is missing", whole, size), path};
  error.byte = size;
  return error;
}

/// The error with the byte at which a file was cut off, where it was.
Error with_damage(Error error, const std::string& path) {
  if (error.code != ErrorCode::kRecordUnreadable) return error;
  return find_cut(path).value_or(std::move(error));
}

Result<sqlite3*> connect(const std::string& path, int flags) {
  Database database;
  if (sqlite3_open_v2(path.c_str(), &database.db, flags | SQLITE_OPEN_NOMUTEX, nullptr) !=
      SQLITE_OK) {
    const char* why = database.db != nullptr ? sqlite3_errmsg(database.db) : "out of memory";
    return fail(ErrorCode::kRecordUnreadable, why, path);
  }
  sqlite3_busy_timeout(database.db, kBusyMs);
  // Of pages 64 MB; the log is written back every 16,384 of them, since what is inserted in the
  // order of ids touches most pages of a large index again and again.
  sqlite3_exec(database.db, "PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 16384",
               nullptr, nullptr, nullptr);
  // So that a crafted file cannot call functions from views and triggers of its own.
  sqlite3_db_config(database.db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  return database.release();
}

/// Makes the tables, unless another process made them in the meantime.
Status make_tables(sqlite3* db, const std::string& path) {
  constexpr auto kCode = ErrorCode::kRecordUnreadable;
  if (auto ok = execute(db, "PRAGMA journal_mode = WAL; BEGIN IMMEDIATE", kCode, path); !ok)
    return ok;
  const auto made = is_record(db, path);
  if (!made) return tl::unexpected(made.error());
  if (!*made) {
    const std::string stamp = fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}",
                                          kApplicationId, kSchemaVersion);
    if (auto ok = execute(db, kTables, kCode, path); !ok) return ok;
    if (auto ok = execute(db, stamp.c_str(), kCode, path); !ok) return ok;
  }
  return execute(db, "COMMIT", kCode, path);
}

/// A path as a URI, in which '?', '#' and '%' have meanings.
std::string as_uri(const std::string& path) {
  std::error_code ec;
  const std::string whole = std::filesystem::absolute(path, ec).string();
  std::string out = "file:";
  for (const char c : whole) {
    if (c == '?' || c == '#' || c == '%') {
      out += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    } else {
      out += c;
    }
  }
  return out + "?immutable=1";
}

}  // namespace

Result<sqlite3*> open_to_write(const std::string& path) {
  if (auto there = look_at(path); !there) return tl::unexpected(there.error());
  auto db = connect(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  if (!db) return db;
  Database database{*db};
  if (sqlite3_db_readonly(database.db, "main") == 1)
    return fail(ErrorCode::kRecordUnreadable, "expected a file that can be written to", path);
  const auto made = is_record(database.db, path);
  if (!made) return tl::unexpected(with_damage(made.error(), path));
  if (!*made) {
    if (auto ok = make_tables(database.db, path); !ok) return tl::unexpected(ok.error());
  }
  // NORMAL: after a power cut the last additions may be missing, the file is whole.
  if (auto ok = execute(database.db, "PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL",
                        ErrorCode::kRecordUnreadable, path);
      !ok)
    return tl::unexpected(ok.error());
  return database.release();
}

Result<sqlite3*> open_to_read(const std::string& path) {
  const auto there = look_at(path);
  if (!there) return tl::unexpected(there.error());
  if (!*there)
    return fail(ErrorCode::kRecordUnreadable, "expected a record, found no file or an empty one",
                path);
  // A connection that may not write leaves the files of WAL behind; one that may, but never does,
  // clears them away. SQLite falls back by itself where the file is closed to writing.
  auto db = connect(path, SQLITE_OPEN_READWRITE);
  if (!db) return db;
  Database database{*db};
  sqlite3_exec(database.db, "PRAGMA query_only = ON", nullptr, nullptr, nullptr);
  auto made = is_record(database.db, path);
  std::error_code ec;
  const bool pending = std::filesystem::file_size(path + "-wal", ec) > 0 && !ec;
  if (!made && made.error().code == ErrorCode::kRecordUnreadable && !pending) {
    // In a folder that is closed to writing SQLite cannot set up the shared memory of WAL. Without
    // a log beside it the file is whole, and is read as it lies.
    auto as_it_lies = connect(as_uri(path), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
    if (!as_it_lies) return as_it_lies;
    sqlite3_close_v2(std::exchange(database.db, *as_it_lies));
    made = is_record(database.db, path);
  }
  if (!made) return tl::unexpected(with_damage(made.error(), path));
  if (!*made) return fail(ErrorCode::kRecordForeign, "expected a record, found no tables", path);
  return database.release();
}

}  // namespace dateline
