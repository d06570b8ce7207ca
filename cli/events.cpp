#include "cli/events.h"

#include <algorithm>
#include <utility>

#include "dateline/record/record.h"

namespace dateline::cli {

Result<std::optional<Day>> parse_optional_day(const std::string& text) {
  if (text.empty()) return std::optional<Day>();
  auto day = require_day(text);
  if (!day) return tl::unexpected(day.error());
  return std::optional<Day>(*day);
}

Result<Events> make_events(const Record& record, std::vector<Document> documents,
                           std::vector<Claim> claims, std::optional<Day> known_by) {
  auto model = HappeningModel::load(home_dir() + "/data/happenings");
  if (!model) return tl::unexpected(model.error());
  auto corrections = record.corrections();
  if (!corrections) return tl::unexpected(corrections.error());
  for (const Correction& one : *corrections)
    if (one.what == "same") model->joined.emplace_back(one.key, one.value);
  Events out;
  out.documents = std::move(documents), out.claims = std::move(claims);
  if (known_by)
    std::erase_if(out.documents, [&](const Document& d) { return d.published.day > *known_by; });
  for (const Document& one : out.documents) out.document.emplace(one.id, &one);
  std::erase_if(out.claims, [&](const Claim& c) { return !out.document.contains(c.document); });
  for (const Claim& one : out.claims) out.claim.emplace(one.id, &one);
  out.origins = find_origins(out.documents);
  out.happenings = find_happenings(out.claims, out.documents, out.origins, *model);
  return out;
}

Result<Events> load_events(const std::string& db, std::optional<Day> known_by) {
  auto record = Record::open_existing(db);
  if (!record) return tl::unexpected(record.error());
  auto documents = record->documents(true);
  if (!documents) return tl::unexpected(documents.error());
  auto claims = record->claims();
  if (!claims) return tl::unexpected(claims.error());
  return make_events(*record, std::move(*documents), std::move(*claims), known_by);
}

Result<Events> make_events(const std::string& db, Situation& situation,
                           std::optional<Day> known_by) {
  auto record = Record::open_existing(db);
  if (!record) return tl::unexpected(record.error());
  return make_events(*record, std::move(situation.documents), std::move(situation.claims),
                     known_by);
}

std::vector<Contradiction> contradictions_of(const Events& events, const Parties& parties) {
  return find_contradictions(events.claims, events.documents, parties, events.origins,
                             events.happenings);
}

}  // namespace dateline::cli
