#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "dateline/meaning/redaction.h"
#include "dateline/record/redactions.h"

namespace dateline::cli {

/// Adds --names, which says whether names of private persons are shown: "redact" (default) or
/// "keep".
void add_names_option(CLI::App& sub, std::string& names);

/// What is shown of a document whose private names these are.
Redaction redaction_for(const std::string& names, const Document& document,
                        const std::vector<ByteSpan>& private_names);

/// What is shown of the documents of a record. Fails: as Redactions::load.
Result<Redactions> redactions_for(const std::string& names, const Record& record);
/// Of one of them alone.
Result<Redactions> redactions_for(const std::string& names, const Record& record,
                                  const DocumentId& document);

}  // namespace dateline::cli
