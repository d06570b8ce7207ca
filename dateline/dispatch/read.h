#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "dateline/base/day.h"
#include "dateline/base/error.h"
#include "dateline/dispatch/document.h"

namespace dateline {

struct ReadOptions {
  std::optional<Day> date;                ///< of documents that do not give their own
  std::string outlet;                     ///< likewise
  std::uint64_t max_bytes = 64ULL << 20;  ///< of one document; more than 1 GiB counts as 1 GiB
  /// Called with the bytes of each document as received, before what was made of them is handed
  /// over.
  std::function<void(std::string_view)> on_bytes = {};
};

using DocumentSink = std::function<void(Result<Document>)>;

/// Hands the documents of a file to `sink` in their order, or what is wrong with each; a bad one
/// does not stop the others. The form is told by content, never by name (docs/formats.md, "Input
/// forms"): JSON Lines hold many documents and are read line by line, every other form is one.
/// Fails for the file itself: kFileMissing, kFileUnreadable (a folder too), kFileTooLarge. Handed
/// to the sink: kDocumentEmpty, kDocumentBinary, kDocumentEncoding, kDocumentNoDate,
/// kDocumentBadDate, kDocumentBadJson and, for one line of many, kFileTooLarge; with path, byte as
/// received, and line for JSON Lines. Keeps at most a few times `max_bytes` in memory.
Status read_dispatches(const std::string& path, const ReadOptions& options,
                       const DocumentSink& sink);

/// The document of bytes that are not JSON Lines. `name` is used in messages. Fails: as above.
Result<Document> read_document(std::string bytes, const std::string& name,
                               const ReadOptions& options);

/// The document of one line of JSON that begins at byte `offset` of `path`. Fails: as above.
Result<Document> read_json_document(std::string_view line, const std::string& path, int line_number,
                                    std::uint64_t offset, const ReadOptions& options);

}  // namespace dateline
