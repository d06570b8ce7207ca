#include "cli/shown.h"

#include <algorithm>

#include <fmt/format.h>

#include "dateline/pipeline.h"

namespace dateline::cli {

Result<const Document*> Shown::document(const DocumentId& id) {
  if (const auto known = documents_.find(id); known != documents_.end()) return &known->second;
  auto document = record_.document(id, false);
  if (!document) return tl::unexpected(document.error());
  if (!*document)
    return fail(ErrorCode::kRecordUnreadable, fmt::format("document {} is not there", id.str()));
  auto redactions = redactions_for(names_, record_, id);
  if (!redactions) return tl::unexpected(redactions.error());
  redactions->apply(**document);
  redactions_.emplace(id, std::move(*redactions));
  return &documents_.emplace(id, std::move(**document)).first->second;
}

Result<const Claim*> Shown::claim(const ClaimId& id) {
  if (const auto known = claims_.find(id); known != claims_.end()) return &known->second;
  auto claim = record_.claim(id);
  if (!claim) return tl::unexpected(claim.error());
  if (!*claim)
    return fail(ErrorCode::kRecordUnreadable, fmt::format("claim {} is not there", id.str()));
  auto document = this->document((*claim)->document);
  if (!document) return tl::unexpected(document.error());
  redactions_.at((*claim)->document).apply(**claim);
  return &claims_.emplace(id, std::move(**claim)).first->second;
}

Result<ShownReport> Shown::report(const ClaimId& id) {
  const auto claim = this->claim(id);
  if (!claim) return tl::unexpected(claim.error());
  const auto document = this->document((*claim)->document);
  if (!document) return tl::unexpected(document.error());
  return ShownReport{*claim, *document};
}

Result<bool> Shown::tells_place(const std::vector<ClaimId>& claims, const PlaceId& place) {
  for (const ClaimId& id : claims) {
    const auto one = claim(id);
    if (!one) return tl::unexpected(one.error());
    if (std::ranges::any_of((*one)->where, [&](const auto& it) { return it.place == place; }))
      return true;
  }
  return false;
}

Status Shown::hide_place(Happening& one) {
  if (!one.place || names_ == "keep") return {};
  const auto tells = tells_place(one.claims, one.place->place);
  if (!tells) return tl::unexpected(tells.error());
  if (!*tells) one.place.reset();
  return {};
}

Status Shown::hide_place(Contradiction& one) {
  if (one.place.empty() || names_ == "keep") return {};
  auto tells = tells_place({one.a, one.b}, one.place);
  if (tells && !*tells && !one.happening.empty()) {
    HappeningFilter filter;
    filter.id = one.happening.str();
    const auto of = EventStore::happenings(record_, filter);
    if (!of) return tl::unexpected(of.error());
    if (!of->empty()) tells = tells_place(of->front().claims, one.place);
  }
  if (!tells) return tl::unexpected(tells.error());
  if (!*tells) one.place = {};
  return {};
}

Result<bool> is_drawn(const Record& record) {
  const auto waiting = EventStore::waiting(record);
  if (!waiting) return tl::unexpected(waiting.error());
  return *waiting == 0;
}

Result<HappeningModel> happening_model(const Record& record) {
  auto model = HappeningModel::load(home_dir() + "/data/happenings");
  if (!model) return tl::unexpected(model.error());
  if (auto ok = EventStore::add_corrections(record, *model); !ok) return tl::unexpected(ok.error());
  return model;
}

Status update_events(Record& record) {
  const auto drawn = is_drawn(record);
  if (!drawn) return tl::unexpected(drawn.error());
  if (*drawn) return {};
  auto theatre = record.meta("theatre");
  if (!theatre) return tl::unexpected(theatre.error());
  auto folder = theatre_dir(theatre->value_or("none"));
  if (!folder) return tl::unexpected(folder.error());
  const auto knowledge = load_knowledge(home_dir() + "/data", *folder);
  if (!knowledge) return tl::unexpected(knowledge.error());
  auto model = HappeningModel::load(home_dir() + "/data/happenings");
  if (!model) return tl::unexpected(model.error());
  return EventStore(record, std::move(*model), knowledge->parties).update();
}

}  // namespace dateline::cli
