#pragma once

#include <string>
#include <unordered_map>

#include "cli/cli.h"
#include "cli/names.h"
#include "dateline/record/event_store.h"

namespace dateline::cli {

/// A claim with its document, as they are shown.
struct ShownReport {
  const Claim* claim;
  const Document* document;
};

/// Claims and documents of a record as they are shown, fetched one by one and kept. Keeps: the
/// record must outlive it.
class Shown {
 public:
  /// `names` as add_names_option has it.
  Shown(const Record& record, std::string names) : record_(record), names_(std::move(names)) {}

  /// Requires: an id of the record. Fails: kRecordUnreadable, where it is not there too. Good until
  /// clear().
  Result<const Claim*> claim(const ClaimId& id);
  Result<const Document*> document(const DocumentId& id);
  Result<ShownReport> report(const ClaimId& id);
  /// Gives up what was fetched.
  void clear() { claims_.clear(), documents_.clear(), redactions_.clear(); }

  /// Takes the place away where none of the claims tells it as they are shown.
  Status hide_place(Happening& one);
  Status hide_place(Contradiction& one);

 private:
  Result<bool> tells_place(const std::vector<ClaimId>& claims, const PlaceId& place);

  const Record& record_;
  std::string names_;
  std::unordered_map<ClaimId, Claim> claims_;
  std::unordered_map<DocumentId, Document> documents_;
  std::unordered_map<DocumentId, Redactions> redactions_;
};

/// True where all that the record keeps of origins, happenings and contradictions is drawn: else it
/// is found anew, among all documents.
Result<bool> is_drawn(const Record& record);

/// Draws what is missing, with the parties of the record's theatre. Fails: as load_knowledge,
/// HappeningModel::load and EventStore::update.
Status update_events(Record& record);

/// The model of happenings with what corrections of the record say.
Result<HappeningModel> happening_model(const Record& record);

}  // namespace dateline::cli
