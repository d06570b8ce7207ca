#include "cli/names.h"

namespace dateline::cli {

void add_names_option(CLI::App& sub, std::string& names) {
  names = "redact";
  sub.add_option("--names", names,
                 "Names of private persons: redact (shown as [name]) or keep; docs/use.md says "
                 "who is private")
      ->check(CLI::IsMember({"redact", "keep"}))
      ->capture_default_str();
}

Redaction redaction_for(const std::string& names, const Document& document,
                        const std::vector<ByteSpan>& private_names) {
  return {document, names == "keep" ? std::vector<ByteSpan>{} : private_names};
}

Result<Redactions> redactions_for(const std::string& names, const Record& record) {
  return names == "keep" ? Result<Redactions>(Redactions()) : Redactions::load(record);
}

Result<Redactions> redactions_for(const std::string& names, const Record& record,
                                  const DocumentId& document) {
  return names == "keep" ? Result<Redactions>(Redactions()) : Redactions::load(record, document);
}

}  // namespace dateline::cli
