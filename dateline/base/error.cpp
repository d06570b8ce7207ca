#include "dateline/base/error.h"

#include <array>

#include <fmt/format.h>

namespace dateline {
namespace {

using enum ErrorCode;

constexpr std::array kTable = {
    ErrorInfo{kFileMissing, "file-missing", "There is no file of that name.", 1, 404},
    ErrorInfo{kFileUnreadable, "file-unreadable", "The file could not be read.", 1, 500},
    ErrorInfo{kFileTooLarge, "file-too-large",
              "The text is larger than the limit; --max-mb raises it.", 1, 413},
    ErrorInfo{kDocumentEmpty, "document-empty", "There is no text in it.", 1, 422},
    ErrorInfo{kDocumentBinary, "document-binary", "It is not a text.", 1, 415},
    ErrorInfo{kDocumentEncoding, "document-encoding",
              "Most of its bytes are not text in an encoding that dateline knows.", 1, 415},
    ErrorInfo{kDocumentNoDate, "document-no-date",
              "It does not say when it was published; --date gives a day for such files.", 1, 422},
    ErrorInfo{kDocumentBadDate, "document-bad-date", "Its date is not a day of the calendar.", 1,
              422},
    ErrorInfo{kDocumentBadJson, "document-bad-json", "The line is not a JSON object with a text.",
              1, 422},
    ErrorInfo{kTheatreMissing, "theatre-missing", "There is no theatre of that name.", 2, 404},
    ErrorInfo{kTheatreInvalid, "theatre-invalid", "A file of the theatre breaks its format.", 2,
              500},
    ErrorInfo{kDataInvalid, "data-invalid", "A file of the program's own data breaks its format.",
              2, 500},
    ErrorInfo{kModelInvalid, "model-invalid", "A weights file is damaged or of another version.", 2,
              500},
    ErrorInfo{kGazetteerInvalid, "gazetteer-invalid",
              "A gazetteer file is missing, damaged or of another version.", 2, 500},
    ErrorInfo{kRecordUnreadable, "record-unreadable", "The record could not be opened.", 2, 500},
    ErrorInfo{kRecordForeign, "record-foreign", "The file is not a dateline record.", 2, 500},
    ErrorInfo{kRecordWrite, "record-write", "The record could not be written.", 2, 500},
    ErrorInfo{kPlaceUnknown, "place-unknown", "No place of that name is known.", 2, 404},
    ErrorInfo{kControlUnknown, "control-unknown", "Nothing is told of who controls that place.", 2,
              404},
    ErrorInfo{kPartyUnknown, "party-unknown", "No party of that id or name is known.", 2, 404},
    ErrorInfo{kDayInvalid, "day-invalid", "It is not a day of the calendar (YYYY-MM-DD).", 2, 400},
    ErrorInfo{kArgumentInvalid, "argument-invalid", "An argument cannot be used.", 2, 400},
    ErrorInfo{kOutputUnwritable, "output-unwritable", "The output could not be written.", 2, 500},
};

constexpr bool in_order() {
  for (std::size_t i = 0; i < kTable.size(); ++i)
    if (static_cast<std::size_t>(kTable[i].code) != i) return false;
  return true;
}
static_assert(in_order(), "the error table must stand in the order of the codes");
static_assert(kTable.size() == static_cast<std::size_t>(kOutputUnwritable) + 1);

}  // namespace

std::span<const ErrorInfo> error_table() { return kTable; }

const ErrorInfo& info(ErrorCode code) { return kTable[static_cast<std::size_t>(code)]; }

std::string to_string(const Error& error) {
  std::string out;
  if (!error.path.empty()) out += error.path + ": ";
  if (error.line) out += fmt::format("line {}: ", *error.line);
  if (error.column) out += fmt::format("column {}: ", *error.column);
  if (error.byte) out += fmt::format("byte {}: ", *error.byte);
  const ErrorInfo& row = info(error.code);
  out += fmt::format("{}: {}", row.name, row.sentence);
  if (!error.detail.empty()) out += fmt::format(" ({})", error.detail);
  return out;
}

}  // namespace dateline
