#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "dateline/base/error.h"

struct sqlite3;
struct sqlite3_stmt;

namespace dateline {

/// One prepared statement. Errors are kept until `status` asks for them, so that binding and
/// stepping read as one line each. Keeps: the database must outlive it.
class Statement {
 public:
  Statement() = default;
  Statement(sqlite3* db, std::string_view sql);
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&& other) noexcept;
  ~Statement();

  /// Binds the next parameter, from the first on.
  Statement& bind(std::string_view text);
  Statement& bind(std::int64_t value);
  Statement& bind(int value) { return bind(std::int64_t{value}); }
  Statement& bind(std::uint32_t value) { return bind(std::int64_t{value}); }
  Statement& bind(bool value) { return bind(std::int64_t{value}); }
  Statement& bind(double value);
  Statement& bind_bytes(std::string_view bytes);
  Statement& bind_null();
  template <class T>
  Statement& bind(const std::optional<T>& value) {
    return value ? bind(*value) : bind_null();
  }
  // A string literal would become a bool.
  Statement& bind(const char* text) { return bind(std::string_view(text)); }
  Statement& bind(const std::string& text) { return bind(std::string_view(text)); }

  /// The next row; false at the end or after an error.
  bool step();
  /// Runs to the end and makes it ready for the next use.
  Status run(ErrorCode code, const std::string& path);
  void reset();

  /// The error so far, as `code`. Fails: with the words of SQLite.
  Status status(ErrorCode code, const std::string& path) const;

  // The next column of the row, from the first on.
  std::string text();  ///< or bytes
  std::int64_t number();
  double real();
  std::uint32_t u32() { return static_cast<std::uint32_t>(number()); }
  std::optional<std::int64_t> maybe_number();

 private:
  void check(int result);

  sqlite3* db_ = nullptr;
  sqlite3_stmt* statement_ = nullptr;
  int parameter_ = 0;
  int column_ = 0;
  std::string wrong_;
};

/// Runs statements without rows. Fails: `code` with the words of SQLite.
Status execute(sqlite3* db, const char* sql, ErrorCode code, const std::string& path);

}  // namespace dateline
