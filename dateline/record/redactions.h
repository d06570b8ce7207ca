#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "dateline/meaning/redaction.h"
#include "dateline/record/record.h"

namespace dateline {

/// What is shown of the documents of a record. Whatever leaves a record in words passes here.
class Redactions {
 public:
  /// All is shown as it stands.
  Redactions() = default;
  /// Names of private persons are left out. Fails: as Record::private_names.
  static Result<Redactions> load(const Record& record);
  /// Those of one document alone. Fails: likewise.
  static Result<Redactions> load(const Record& record, const DocumentId& document);

  /// A document's words there.
  std::string slice(const Document& document, ByteSpan span) const;
  /// Words that tell of a document without being its own.
  std::string words(const DocumentId& document, std::string_view text) const;
  /// All words of a claim.
  void apply(Claim& claim) const;
  /// The headline; its text stays, as spans point into it.
  void apply(Document& document) const;

 private:
  static Result<Redactions> make(const Record& record, PrivateNames names);

  // Nodes stay where they are when a map moves, and redactions point to documents.
  std::unordered_map<DocumentId, Document> documents_;
  std::unordered_map<DocumentId, Redaction> redactions_;
};

}  // namespace dateline
