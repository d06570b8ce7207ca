#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "dateline/base/span.h"

namespace dateline {

/// One code for each kind of thing that goes wrong. The table in error.cpp holds its name, sentence,
/// exit code and HTTP status; docs/errors.md is tested against that table.
enum class ErrorCode {
  kFileMissing,
  kFileUnreadable,
  kFileTooLarge,
  kDocumentEmpty,
  kDocumentBinary,
  kDocumentEncoding,
  kDocumentNoDate,
  kDocumentBadDate,
  kDocumentBadJson,
  kTheatreMissing,
  kTheatreInvalid,
  kDataInvalid,
  kModelInvalid,
  kGazetteerInvalid,
  kRecordUnreadable,
  kRecordForeign,
  kRecordWrite,
  kPlaceUnknown,
  kControlUnknown,
  kPartyUnknown,
  kDayInvalid,
  kArgumentInvalid,
  kOutputUnwritable,
};

struct ErrorInfo {
  ErrorCode code;
  std::string_view name;      ///< as printed and stored: "document-no-date"
  std::string_view sentence;  ///< what it means, one sentence
  int exit_code;              ///< 1: this input is set aside; 2: the program could not run
  int http_status;
};

/// The whole table, in the order of the codes.
std::span<const ErrorInfo> error_table();
const ErrorInfo& info(ErrorCode code);

/// What went wrong, and where: file, byte, expected and found.
struct Error {
  ErrorCode code;
  std::string detail;                   ///< "expected a date (YYYY-MM-DD), found \"soon\""
  std::string path;                     ///< file or record that it is about; empty where none is
  std::optional<std::uint64_t> byte{};  ///< offset in the bytes as received
  std::optional<int> line{};            ///< 1-based, where the file has lines
  std::optional<int> column{};          ///< 1-based column of a table
};

/// "PATH: byte 17: document-no-date: SENTENCE (DETAIL)" with what is known.
std::string to_string(const Error& error);

template <class T>
using Result = tl::expected<T, Error>;
using Status = tl::expected<void, Error>;

inline tl::unexpected<Error> fail(ErrorCode code, std::string detail, std::string path = {}) {
  return tl::unexpected<Error>(Error{code, std::move(detail), std::move(path)});
}

}  // namespace dateline
