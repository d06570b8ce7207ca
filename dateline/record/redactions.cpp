#include "dateline/record/redactions.h"

#include <utility>

namespace dateline {

Result<Redactions> Redactions::load(const Record& record) {
  auto names = record.private_names();
  if (!names) return tl::unexpected(names.error());
  return make(record, std::move(*names));
}

Result<Redactions> Redactions::load(const Record& record, const DocumentId& document) {
  auto names = record.private_names(document);
  if (!names) return tl::unexpected(names.error());
  return make(record, std::move(*names));
}

Result<Redactions> Redactions::make(const Record& record, PrivateNames names) {
  Redactions out;
  for (auto& [id, spans] : names) {
    auto document = record.document(id);
    if (!document) return tl::unexpected(document.error());
    if (!*document) continue;
    const auto at = out.documents_.emplace(id, std::move(**document)).first;
    out.redactions_.emplace(id, Redaction(at->second, std::move(spans)));
  }
  return out;
}

std::string Redactions::slice(const Document& document, ByteSpan span) const {
  const auto one = redactions_.find(document.id);
  return one == redactions_.end() ? std::string(document.slice(span)) : one->second.slice(span);
}

std::string Redactions::words(const DocumentId& document, std::string_view text) const {
  const auto one = redactions_.find(document);
  return one == redactions_.end() ? std::string(text) : one->second.words(text);
}

void Redactions::apply(Claim& claim) const {
  if (const auto one = redactions_.find(claim.document); one != redactions_.end())
    one->second.apply(claim);
}

void Redactions::apply(Document& document) const {
  document.title = words(document.id, document.title);
}

}  // namespace dateline
