#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "cli/situation.h"
#include "dateline/record/contradictions.h"
#include "dateline/record/event_store.h"
#include "dateline/record/record.h"

namespace dateline::cli {

/// What a record tells of events, by all documents or by those until a day.
struct Events {
  std::vector<Document> documents;
  std::vector<Claim> claims;  ///< of these documents
  std::vector<Origin> origins;
  std::vector<Happening> happenings;

  // What is printed: lists above are as they were read, these as they are shown.
  std::vector<Claim> shown_claims;
  std::unordered_map<ClaimId, const Claim*> claim;
  std::unordered_map<DocumentId, const Document*> document;
  const Document& document_of(const Claim& of) const { return *document.at(of.document); }

  Events() = default;
  Events(Events&&) = default;
  Events& operator=(Events&&) = default;
};

/// "" is no day. Fails: kDayInvalid.
Result<std::optional<Day>> parse_optional_day(const std::string& text);

/// `names` as add_names_option has it. Origins and happenings are those that the record keeps,
/// where all is drawn and all is asked for. Fails: as Record::open_existing, HappeningModel::load
/// and Redactions::load.
Result<Events> load_events(const std::string& db, std::optional<Day> known_by,
                           const std::string& names);
/// Takes documents and claims out of what was asked of that record.
Result<Events> make_events(const std::string& db, Asked& asked);
Result<Events> make_events(const Record& record, std::vector<Document> documents,
                           std::vector<Claim> claims, std::optional<Day> known_by,
                           const Redactions& redactions);

/// Those of these events.
std::vector<Contradiction> contradictions_of(const Events& events, const Parties& parties);

/// Happenings of a record as it was known by a day, found anew but for those of few days, of which
/// what bears on them is looked at alone.
Result<std::vector<Happening>> happenings_of(const Record& record, std::optional<Day> known_by,
                                             std::optional<DayInterval> days);

}  // namespace dateline::cli
