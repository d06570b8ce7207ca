#include <algorithm>
#include <cmath>
#include <tuple>
#include <unordered_map>

#include <nlohmann/json.hpp>

#include "dateline/web/map_marks.h"
#include "dateline/web/report.h"
#include "dateline/web/xml.h"

namespace dateline {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kContestedIndex = -1, kNoIndex = -2;

/// Rounded, so that the bytes are few and the same on every machine.
Json rounded(double value, double steps) {
  return std::isfinite(value) ? Json(std::round(value * steps) / steps) : Json(0);
}
int per_mille(double probability) {
  return std::isfinite(probability)
             ? static_cast<int>(std::lround(std::clamp(probability, 0.0, 1.0) * 1000))
             : 0;
}

/// Makes the parts of the page's data; look-ups by id are made once.
class Writer {
 public:
  explicit Writer(const ReportInput& input) : input_(input) {
    for (std::size_t i = 0; i < input.claims.size(); ++i) {
      claims_.emplace(input.claims[i].claim.id, static_cast<int>(i));
    }
    for (std::size_t i = 0; i < input.documents.size(); ++i) {
      documents_.emplace(input.documents[i].id, static_cast<int>(i));
    }
    for (std::size_t i = 0; i < input.days.size(); ++i) {
      days_.emplace(input.days[i].number(), i);
    }
  }

  Json whole() const;

 private:
  int claim_index(const ClaimId& id) const {
    const auto it = claims_.find(id);
    return it == claims_.end() ? kNoIndex : it->second;
  }
  int state_index(const ActorId& id) const {
    if (id.str() == kContestedState) return kContestedIndex;
    for (std::size_t i = 0; i < input_.parties.size(); ++i) {
      if (input_.parties[i].id == id) return static_cast<int>(i);
    }
    return kNoIndex;
  }
  /// Words of the text, where the page may have them.
  Json words(const std::string& text) const {
    return input_.text == ReportText::kNone ? Json("") : Json(text);
  }

  Json parties() const;
  Json place(const ReportPlace& place) const;
  Json place_day(const ReportPlaceDay& day, Json& why,
                 std::unordered_map<std::string, std::size_t>& known) const;
  Json document(const ReportDocument& document) const;
  Json actors(const std::vector<ActorReading>& readings) const;
  Json sources(const std::vector<SpeakerChain>& chains) const;
  Json claim(const ReportClaim& report) const;
  Json contradictions() const;
  Json ground() const;

  const ReportInput& input_;
  std::unordered_map<ClaimId, int> claims_;
  std::unordered_map<DocumentId, int> documents_;
  std::unordered_map<int, std::size_t> days_;
};

Json Writer::parties() const {
  const std::vector<std::string> signs = party_signs(input_.parties);
  Json out = Json::array();
  for (std::size_t i = 0; i < input_.parties.size(); ++i) {
    const MapParty& party = input_.parties[i];
    out.push_back({{"id", party.id.str()},
                   {"name", party.name},
                   {"colour", safe_colour(party.colour)},
                   {"ink", ink_on(party.colour)},
                   {"sign", signs[i]}});
  }
  return out;
}

/// A day holds indices into the place's `why`: most influences last for many days.
Json Writer::place_day(const ReportPlaceDay& day, Json& why,
                       std::unordered_map<std::string, std::size_t>& known) const {
  Json shares = Json::array();
  for (const MapShare& share : by_probability(day.shares)) {
    const int state = state_index(share.party), p = per_mille(share.probability);
    if (state != kNoIndex && p > 0) shares.push_back({state, p});
  }
  Json moved = Json::array();
  for (const ReportInfluence& influence : day.influences) {
    const int claim = influence.claim.empty() ? -1 : claim_index(influence.claim);
    if (claim == kNoIndex) continue;
    Json row = {claim,
                influence.kind,
                influence.reason,
                state_index(influence.favours),
                rounded(influence.weight, 100),
                per_mille(influence.before),
                per_mille(influence.after)};
    const auto [it, added] =
        known.emplace(row.dump(-1, ' ', false, Json::error_handler_t::replace), why.size());
    if (added) why.push_back(std::move(row));
    moved.push_back(it->second);
  }
  Json out = {{"s", std::move(shares)}, {"r", day.support.reports}};
  if (day.support.days_since) out["d"] = *day.support.days_since;
  if (!day.besieged_by.empty()) out["b"] = day.besieged_by.str();
  if (!moved.empty()) out["w"] = std::move(moved);
  return out;
}

Json Writer::place(const ReportPlace& place) const {
  Json days = Json::array(), why = Json::array();
  std::unordered_map<std::string, std::size_t> known;
  if (!place.days.empty()) days = Json(std::vector<Json>(input_.days.size(), Json(nullptr)));
  for (const ReportPlaceDay& day : place.days) {
    const auto at = days_.find(day.day.number());
    if (at != days_.end()) days[at->second] = place_day(day, why, known);
  }
  return {{"id", place.id.str()},
          {"name", place.name},
          {"kind", place.kind},
          {"shape", static_cast<int>(mark_shape(place.kind))},
          {"lat", rounded(place.point.lat(), 1e5)},
          {"lng", rounded(place.point.lng(), 1e5)},
          {"pop", place.population},
          {"region", place.region},
          {"days", std::move(days)},
          {"why", std::move(why)}};
}

Json Writer::document(const ReportDocument& document) const {
  Json out = {{"id", document.id.str()},
              {"title", words(document.title)},
              {"outlet", document.outlet},
              {"url", std::string(safe_link(document.url))},
              {"published", document.published}};
  if (input_.text == ReportText::kFull) out["text"] = document.text;
  return out;
}

Json Writer::actors(const std::vector<ActorReading>& readings) const {
  Json out = Json::array();
  for (const ActorReading& actor : readings) {
    out.push_back({{"id", actor.id.str()}, {"text", words(actor.text)}});
  }
  return out;
}

Json Writer::sources(const std::vector<SpeakerChain>& chains) const {
  Json out = Json::array();
  for (const SpeakerChain& chain : chains) {
    Json speakers = Json::array();
    for (const Speaker& speaker : chain) {
      speakers.push_back({{"id", speaker.id.str()},
                          {"text", words(speaker.text)},
                          {"kind", std::string(to_string(speaker.kind))}});
    }
    out.push_back(std::move(speakers));
  }
  return out;
}

Json Writer::claim(const ReportClaim& report) const {
  const Claim& claim = report.claim;
  const auto document = documents_.find(claim.document);
  Json out = {{"id", claim.id.str()},
              {"doc", document == documents_.end() ? -1 : document->second},
              {"type", std::string(to_string(claim.type))},
              {"status", std::string(to_string(claim.status))},
              {"conf", rounded(claim.confidence, 100)}};
  if (claim.negated) out["neg"] = true;
  if (claim.background) out["bg"] = true;
  if (claim.attributive) out["attr"] = true;
  if (!claim.who.empty()) out["who"] = actors(claim.who);
  if (!claim.whom.empty()) out["whom"] = actors(claim.whom);
  Json where = Json::array();
  for (const PlaceReading& place : claim.where) {
    if (!place.is_told()) continue;
    where.push_back({{"place", place.place.str()}, {"name", place.name}, {"rel", place.relation}});
  }
  if (!where.empty()) out["where"] = std::move(where);
  if (claim.when) {
    out["when"] = {{"begin", to_string(claim.when->days.begin)},
                   {"end", to_string(claim.when->days.end)},
                   {"text", words(claim.when->text)}};
  }
  if (!claim.sources.empty()) out["src"] = sources(claim.sources);
  Json quantities = Json::array();
  for (const Quantity& quantity : claim.quantities) {
    quantities.push_back({{"value", rounded(quantity.value, 100)},
                          {"unit", quantity.unit},
                          {"of", words(quantity.of)}});
  }
  if (!quantities.empty()) out["quantities"] = std::move(quantities);
  if (input_.text != ReportText::kNone) {
    out["text"] = claim.text;
    out["sentence"] = report.sentence;
  }
  return out;
}

Json Writer::contradictions() const {
  Json out = Json::array();
  for (const ReportContradiction& pair : input_.contradictions) {
    const int a = claim_index(pair.a), b = claim_index(pair.b);
    if (a < 0 || b < 0) continue;
    out.push_back({{"a", a}, {"b", b}, {"place", pair.place.str()}, {"kind", pair.kind}});
  }
  return out;
}

/// Lines between the ground of two places, each once, so that the page can colour it for any day:
/// [left, right, east, north, step east, step north, ...] in ten-thousandths of a degree; left and
/// right are places, -1 ground of none.
Json Writer::ground() const {
  Json out = Json::array();
  if (!input_.ground) return out;
  std::unordered_map<PlaceId, std::int32_t> index;
  for (std::size_t i = 0; i < input_.places.size(); ++i)
    if (!input_.places[i].days.empty())
      index.emplace(input_.places[i].id, static_cast<std::int32_t>(i));
  std::vector<std::int32_t> place_of;
  for (const Ground::Cell& cell : input_.ground->cells) {
    const auto it = index.find(cell.place);
    place_of.push_back(it == index.end() ? -1 : it->second);
  }
  const auto coarse = [](std::int32_t micro) {
    return static_cast<int>(std::lround(micro / 100.0));
  };
  for (const GroundBorder& border : ground_borders(*input_.ground, place_of)) {
    Json line = {border.left, border.right};
    int x = 0, y = 0;
    for (const MicroPoint p : border.points) {
      const int dx = coarse(p.x) - x, dy = coarse(p.y) - y;
      const bool last = &p == &border.points.back();
      if (line.size() > 2 && !last && dx == 0 && dy == 0) continue;
      line.push_back(dx);
      line.push_back(dy);
      x += dx;
      y += dy;
    }
    out.push_back(std::move(line));
  }
  return out;
}

Json Writer::whole() const {
  Json out = {{"version", 1},
              {"title", input_.title},
              {"theatre", input_.theatre},
              {"made_with", input_.made_with}};
  out["text"] = input_.text == ReportText::kNone       ? "none"
                : input_.text == ReportText::kSentence ? "sentence"
                                                       : "full";
  Json& days = out["days"] = Json::array();
  for (const Day& day : input_.days) days.push_back(to_string(day));
  const auto start = input_.start ? days_.find(input_.start->number()) : days_.end();
  out["start"] = start != days_.end()  ? static_cast<int>(start->second)
                 : input_.days.empty() ? -1
                                       : static_cast<int>(input_.days.size()) - 1;
  out["parties"] = parties();
  Json& names = out["actors"] = Json::object();
  for (const auto& [id, name] : input_.actor_names) names[id.str()] = name;
  Json& places = out["places"] = Json::array();
  for (const ReportPlace& one : input_.places) places.push_back(place(one));
  Json& documents = out["documents"] = Json::array();
  for (const ReportDocument& one : input_.documents) documents.push_back(document(one));
  Json& claims = out["claims"] = Json::array();
  for (const ReportClaim& one : input_.claims) claims.push_back(claim(one));
  out["contradictions"] = contradictions();
  out["ground"] = ground();
  out["notes"] = input_.notes;
  return out;
}

}  // namespace

std::string report_json(const ReportInput& input) {
  return Writer(input).whole().dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace dateline
