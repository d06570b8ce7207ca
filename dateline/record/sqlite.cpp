#include "dateline/record/sqlite.h"

#include <utility>

#include <sqlite3.h>

namespace dateline {

Statement::Statement(sqlite3* db, std::string_view sql) : db_(db) {
  check(sqlite3_prepare_v3(db, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                           &statement_, nullptr));
}

Statement::Statement(Statement&& other) noexcept { *this = std::move(other); }

Statement& Statement::operator=(Statement&& other) noexcept {
  std::swap(db_, other.db_);
  std::swap(statement_, other.statement_);
  std::swap(parameter_, other.parameter_);
  std::swap(column_, other.column_);
  std::swap(wrong_, other.wrong_);
  return *this;
}

Statement::~Statement() { sqlite3_finalize(statement_); }

void Statement::check(int result) {
  if (result == SQLITE_OK || result == SQLITE_ROW || result == SQLITE_DONE) return;
  if (wrong_.empty()) wrong_ = sqlite3_errmsg(db_);
}

// The caller's bytes live until the statement has run, but a statement that is kept must not lead
// to them afterwards: `reset` clears the bindings.
Statement& Statement::bind(std::string_view text) {
  // An empty view may have no address, which SQLite takes for NULL.
  const char* data = text.empty() ? "" : text.data();
  check(
      sqlite3_bind_text64(statement_, ++parameter_, data, text.size(), SQLITE_STATIC, SQLITE_UTF8));
  return *this;
}

Statement& Statement::bind(std::int64_t value) {
  check(sqlite3_bind_int64(statement_, ++parameter_, value));
  return *this;
}

Statement& Statement::bind(double value) {
  check(sqlite3_bind_double(statement_, ++parameter_, value));
  return *this;
}

Statement& Statement::bind_bytes(std::string_view bytes) {
  const char* data = bytes.empty() ? "" : bytes.data();
  check(sqlite3_bind_blob64(statement_, ++parameter_, data, bytes.size(), SQLITE_STATIC));
  return *this;
}

Statement& Statement::bind_null() {
  check(sqlite3_bind_null(statement_, ++parameter_));
  return *this;
}

bool Statement::step() {
  column_ = 0;
  if (!wrong_.empty() || statement_ == nullptr) return false;
  const int result = sqlite3_step(statement_);
  check(result);
  return result == SQLITE_ROW;
}

Status Statement::run(ErrorCode code, const std::string& path) {
  while (step()) {
  }
  Status out = status(code, path);
  reset();
  return out;
}

void Statement::reset() {
  if (statement_ == nullptr) return;  // what could not be prepared stays wrong
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
  parameter_ = 0;
  wrong_.clear();
}

Status Statement::status(ErrorCode code, const std::string& path) const {
  if (wrong_.empty()) return {};
  return fail(code, wrong_, path);
}

std::string Statement::text() {
  const int column = column_++;
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_blob(statement_, column));
  const int size = sqlite3_column_bytes(statement_, column);
  return data == nullptr ? std::string() : std::string(data, static_cast<std::size_t>(size));
}

std::int64_t Statement::number() { return sqlite3_column_int64(statement_, column_++); }

double Statement::real() { return sqlite3_column_double(statement_, column_++); }

std::optional<std::int64_t> Statement::maybe_number() {
  if (sqlite3_column_type(statement_, column_) == SQLITE_NULL) {
    ++column_;
    return std::nullopt;
  }
  return number();
}

Status execute(sqlite3* db, const char* sql, ErrorCode code, const std::string& path) {
  if (sqlite3_exec(db, sql, nullptr, nullptr, nullptr) == SQLITE_OK) return {};
  return fail(code, sqlite3_errmsg(db), path);
}

}  // namespace dateline
