#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "cli/situation.h"
#include "dateline/record/contradictions.h"
#include "dateline/record/record.h"

namespace dateline::cli {

/// What a record tells of events, by all documents or by those until a day.
struct Events {
  std::vector<Document> documents;
  std::vector<Claim> claims;  ///< of these documents
  std::vector<Origin> origins;
  std::vector<Happening> happenings;

  std::unordered_map<ClaimId, const Claim*> claim;
  std::unordered_map<DocumentId, const Document*> document;
  const Document& document_of(const Claim& of) const { return *document.at(of.document); }

  Events() = default;
  Events(Events&&) = default;
  Events& operator=(Events&&) = default;
};

/// "" is no day. Fails: kDayInvalid.
Result<std::optional<Day>> parse_optional_day(const std::string& text);

/// Fails: as Record::open_existing and HappeningModel::load.
Result<Events> load_events(const std::string& db, std::optional<Day> known_by);
/// Takes documents and claims out of the situation of that record.
Result<Events> make_events(const std::string& db, Situation& situation,
                           std::optional<Day> known_by);
Result<Events> make_events(const Record& record, std::vector<Document> documents,
                           std::vector<Claim> claims, std::optional<Day> known_by);

/// Those of these events.
std::vector<Contradiction> contradictions_of(const Events& events, const Parties& parties);

}  // namespace dateline::cli
