#include "cli/events.h"

#include <algorithm>
#include <utility>

#include "cli/shown.h"
#include "dateline/record/record.h"

namespace dateline::cli {

Result<std::optional<Day>> parse_optional_day(const std::string& text) {
  if (text.empty()) return std::optional<Day>();
  auto day = require_day(text);
  if (!day) return tl::unexpected(day.error());
  return std::optional<Day>(*day);
}

namespace {

/// True where a place is told by none of these claims as they are shown.
bool is_hidden(const PlaceId& place, const std::vector<ClaimId>& claims, const Events& events) {
  return std::ranges::none_of(claims, [&](const ClaimId& id) {
    return std::ranges::any_of(events.claim.at(id)->where,
                               [&](const PlaceReading& one) { return one.place == place; });
  });
}

}  // namespace

Result<Events> make_events(const Record& record, std::vector<Document> documents,
                           std::vector<Claim> claims, std::optional<Day> known_by,
                           const Redactions& redactions) {
  auto model = happening_model(record);
  if (!model) return tl::unexpected(model.error());
  const auto drawn = is_drawn(record);
  if (!drawn) return tl::unexpected(drawn.error());
  Events out;
  out.documents = std::move(documents), out.claims = std::move(claims);
  if (known_by)
    std::erase_if(out.documents, [&](const Document& d) { return d.published.day > *known_by; });
  for (const Document& one : out.documents) out.document.emplace(one.id, &one);
  std::erase_if(out.claims, [&](const Claim& c) { return !out.document.contains(c.document); });
  out.shown_claims = out.claims;
  for (Claim& one : out.shown_claims) {
    redactions.apply(one);
    out.claim.emplace(one.id, &one);
  }
  if (*drawn && !known_by) {
    auto origins = EventStore::origins(record);
    if (!origins) return tl::unexpected(origins.error());
    auto happenings = EventStore::happenings(record, {});
    if (!happenings) return tl::unexpected(happenings.error());
    out.origins = std::move(*origins), out.happenings = std::move(*happenings);
  } else {
    out.origins = find_origins(out.documents);
    out.happenings = find_happenings(out.claims, out.documents, out.origins, *model);
  }
  for (Happening& one : out.happenings)
    if (one.place && is_hidden(one.place->place, one.claims, out)) one.place.reset();
  return out;
}

Result<Events> load_events(const std::string& db, std::optional<Day> known_by,
                           const std::string& names) {
  auto record = Record::open_existing(db);
  if (!record) return tl::unexpected(record.error());
  auto documents = record->documents(true);
  if (!documents) return tl::unexpected(documents.error());
  auto claims = record->claims();
  if (!claims) return tl::unexpected(claims.error());
  auto redactions = redactions_for(names, *record);
  if (!redactions) return tl::unexpected(redactions.error());
  return make_events(*record, std::move(*documents), std::move(*claims), known_by, *redactions);
}

Result<Events> make_events(const std::string& db, Asked& asked) {
  auto record = Record::open_existing(db);
  if (!record) return tl::unexpected(record.error());
  return make_events(*record, std::move(asked.situation.documents),
                     std::move(asked.situation.claims), asked.known_by, asked.redactions);
}

Result<std::vector<Happening>> happenings_of(const Record& record, std::optional<Day> known_by,
                                             std::optional<DayInterval> days) {
  constexpr int kFewDays = 92;
  const auto drawn = is_drawn(record);
  if (!drawn) return tl::unexpected(drawn.error());
  auto model = happening_model(record);
  if (!model) return tl::unexpected(model.error());
  if (*drawn && known_by && days && days->length() <= kFewDays)
    return EventStore::happenings_known_by(record, *model, *known_by, *days);
  auto documents = record.documents(true);
  if (!documents) return tl::unexpected(documents.error());
  if (known_by)
    std::erase_if(*documents, [&](const Document& d) { return d.published.day > *known_by; });
  ClaimFilter filter;
  filter.known_by = known_by;
  auto claims = record.claims(filter);
  if (!claims) return tl::unexpected(claims.error());
  return find_happenings(*claims, *documents, find_origins(*documents), *model);
}

std::vector<Contradiction> contradictions_of(const Events& events, const Parties& parties) {
  auto out = find_contradictions(events.claims, events.documents, parties, events.origins,
                                 events.happenings);
  for (Contradiction& one : out)  // where there is a happening, the place is its
    if (one.happening.empty() && is_hidden(one.place, {one.a, one.b}, events)) one.place = {};
  return out;
}

}  // namespace dateline::cli
