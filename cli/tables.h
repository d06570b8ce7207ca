#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/dispatch/document.h"
#include "dateline/meaning/claim.h"

namespace dateline::cli {

/// Prints claims to standard output in one of the formats of docs/formats.md.
class ClaimPrinter {
 public:
  virtual ~ClaimPrinter() = default;
  virtual void print(const Claim& claim, const Document& document, const TypeMapping& mapping) = 0;
  virtual void finish() {}
};

/// Requires: table, jsonl, csv, geojson, kml or acled. `with_texts`: JSON tells each document's
/// whole text.
std::unique_ptr<ClaimPrinter> make_claim_printer(const std::string& format,
                                                 bool with_texts = false);

/// The text on one line, cut to at most so many characters, "…" at a cut.
std::string shortened(std::string_view text, std::size_t most);

/// "2024-12-07", or "2024-12-01..2024-12-07".
std::string days_text(const DayInterval& days);

/// What `name` calls the elements, with commas between.
template <class List, class Name>
std::string joined(const List& list, const Name& name) {
  std::string out;
  for (const auto& one : list) out += (out.empty() ? "" : ", ") + std::string(name(one));
  return out;
}

/// Columns padded to their widest cell, counted in characters; the last column is not padded.
std::string to_table(const std::vector<std::vector<std::string>>& rows);

/// "rebels, army source": the innermost speakers in the text's words, or "" for the outlet's voice.
std::string speakers_text(const Claim& claim);

}  // namespace dateline::cli
