#include "dateline/meaning/claim_json.h"

#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "dateline/gazetteer/shape_json.h"
#include "dateline/meaning/text_mentions.h"

namespace dateline {
namespace {

using Json = nlohmann::ordered_json;

Json span_json(ByteSpan span) { return {{"begin", span.begin}, {"end", span.end}}; }

/// Six decimals are a tenth of a metre, and print the same everywhere.
double rounded(double value) { return std::round(value * 1e6) / 1e6; }

double rounded_chance(double chance) { return std::round(chance * 1e4) / 1e4; }

Json actor_json(const ActorReading& actor) {
  return {{"id", actor.id.str()},
          {"text", actor.text},
          {"probability", rounded_chance(actor.probability)},
          {"begin", actor.span.begin},
          {"end", actor.span.end}};
}

Json place_json(const PlaceReading& place) {
  Json out = {{"place", place.place.str()}, {"name", place.name}};
  out["lat"] = place.point ? Json(rounded(place.point->lat())) : Json();
  out["lon"] = place.point ? Json(rounded(place.point->lng())) : Json();
  out["relation"] = place.relation;
  out["distance_km"] = place.distance_km ? Json(rounded(*place.distance_km)) : Json();
  out["facility"] = place.facility.empty() ? Json() : Json(place.facility);
  out["region"] = place.is_region;
  out["shape"] = place.shape ? shape_json(*place.shape) : Json();
  out["probability"] = rounded_chance(place.probability);
  out["text"] = place.text;
  out["begin"] = place.span.begin;
  out["end"] = place.span.end;
  return out;
}

Json actor_choice_json(const ActorChoice& actor) {
  return {{"id", actor.id.str()},
          {"name", actor.name},
          {"probability", rounded_chance(actor.probability)}};
}

Json speaker_json(const Speaker& speaker) {
  return {{"id", speaker.id.str()},          {"text", speaker.text},
          {"kind", to_string(speaker.kind)}, {"probability", rounded_chance(speaker.probability)},
          {"begin", speaker.span.begin},     {"end", speaker.span.end}};
}

Json optional_number(const std::optional<double>& value) {
  return value ? Json(rounded(*value)) : Json();
}

Json time_json(const TimeReading& time) {
  return {{"begin", to_string(time.days.begin)},
          {"end", to_string(time.days.end)},
          {"text", time.text},
          {"rule", time.rule}};
}

Json quantity_json(const Quantity& q) {
  return {{"value", rounded(q.value)},
          {"low", optional_number(q.low)},
          {"high", optional_number(q.high)},
          {"unit", q.unit},
          {"of", q.of}};
}

Json slots_json(const Claim& claim) {
  Json out;
  out["type"] = to_string(claim.type);
  for (const auto* slot : {&claim.who, &claim.whom}) {
    Json& list = out[slot == &claim.who ? "who" : "whom"] = Json::array();
    for (const auto& actor : *slot) list.push_back(actor_json(actor));
  }
  Json& where = out["where"] = Json::array();
  for (const auto& place : claim.where) where.push_back(place_json(place));
  out["when"] = claim.when ? time_json(*claim.when) : Json();
  Json& sources = out["sources"] = Json::array();
  for (const auto& chain : claim.sources) {
    Json list = Json::array();
    for (const auto& speaker : chain) list.push_back(speaker_json(speaker));
    sources.push_back(std::move(list));
  }
  out["polarity"] = claim.negated ? "negated" : "affirmed";
  out["status"] = to_string(claim.status);
  out["background"] = claim.background;
  Json& quantities = out["quantities"] = Json::array();
  for (const auto& q : claim.quantities) quantities.push_back(quantity_json(q));
  Json& links = out["links"] = Json::array();
  for (const auto& link : claim.links)
    links.push_back({{"kind", link.kind}, {"claim", link.claim.str()}});
  out["span"] = span_json(claim.span);
  out["sentence"] = span_json(claim.sentence);
  out["text"] = claim.text;
  out["part"] = to_string(claim.part);
  out["attributive"] = claim.attributive;
  out["confidence"] = std::round(claim.confidence * 1e4) / 1e4;
  return out;
}

std::string dump(const Json& json) {
  // Bytes that are no UTF-8 are kept in the text and read as U+FFFD wherever it is shown.
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// Reads members with a default and remembers whether anything had the wrong type.
class Reader {
 public:
  bool ok = true;
  std::string wrong;

  const Json& member(const Json& object, const char* key) {
    static const Json kNull;
    if (!object.is_object()) return bad(key), kNull;
    const auto it = object.find(key);
    return it == object.end() ? kNull : *it;
  }
  std::string text(const Json& object, const char* key) {
    const Json& j = member(object, key);
    if (j.is_string()) return j.get<std::string>();
    return bad(key), "";
  }
  bool flag(const Json& object, const char* key) {
    const Json& j = member(object, key);
    if (j.is_boolean()) return j.get<bool>();
    return bad(key), false;
  }
  std::optional<double> number(const Json& object, const char* key) {
    const Json& j = member(object, key);
    if (j.is_number()) return j.get<double>();
    if (!j.is_null()) bad(key);
    return {};
  }
  ByteSpan span(const Json& object) {
    const auto begin = number(object, "begin"), end = number(object, "end");
    if (!begin || !end || *begin < 0 || *end < *begin || *end > UINT32_MAX)
      return bad("span"), ByteSpan{};
    return {static_cast<std::uint32_t>(*begin), static_cast<std::uint32_t>(*end)};
  }
  Day day(const Json& object, const char* key) {
    if (const auto day = parse_day(text(object, key))) return *day;
    return bad(key), Day{};
  }
  template <class T>
  T named(std::optional<T> value, const char* key) {
    if (!value) bad(key);
    return value.value_or(T{});
  }
  void bad(const char* key) {
    if (ok) wrong = key;
    ok = false;
  }
};

std::optional<PartKind> parse_part(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(PartKind::kBody); ++i)
    if (to_string(static_cast<PartKind>(i)) == name) return static_cast<PartKind>(i);
  return {};
}

void read_fillers(const Json& json, Reader& r, Claim& claim) {
  for (const char* key : {"who", "whom"}) {
    auto& slot = key[3] == '\0' ? claim.who : claim.whom;
    for (const Json& j : r.member(json, key))
      slot.push_back({ActorId(r.text(j, "id")), r.text(j, "text"), r.span(j),
                      r.number(j, "probability").value_or(1)});
  }
  for (const Json& j : r.member(json, "where")) {
    PlaceReading place;
    place.place = PlaceId(r.text(j, "place"));
    place.name = r.text(j, "name");
    const auto lat = r.number(j, "lat"), lon = r.number(j, "lon");
    if (lat && lon) place.point = LatLng::make(Latitude{*lat}, Longitude{*lon});
    place.relation = r.text(j, "relation");
    place.distance_km = r.number(j, "distance_km");
    if (const Json& facility = r.member(j, "facility"); !facility.is_null())
      place.facility = r.text(j, "facility");
    place.is_region = r.flag(j, "region");
    if (const Json& shape = r.member(j, "shape"); !shape.is_null()) {
      auto parsed = parse_shape_json(shape);
      if (!parsed)
        r.bad("shape");
      else
        place.shape = std::make_shared<const Shape>(std::move(*parsed));
    }
    place.probability = r.number(j, "probability").value_or(1);
    place.text = r.text(j, "text");
    place.span = r.span(j);
    claim.where.push_back(std::move(place));
  }
  for (const Json& chain : r.member(json, "sources")) {
    auto& out = claim.sources.emplace_back();
    for (const Json& j : chain) {
      out.push_back({ActorId(r.text(j, "id")), r.text(j, "text"),
                     r.named(parse_speaker_kind(r.text(j, "kind")), "kind"), r.span(j),
                     r.number(j, "probability").value_or(1)});
    }
  }
}

}  // namespace

std::string to_json(const Claim& claim, const Document& document, const TypeMapping& mapping) {
  Json out;
  out["id"] = claim.id.str();
  out["document"] = {{"id", document.id.str()},
                     {"title", document.title},
                     {"outlet", document.outlet},
                     {"published", document.published.iso()}};
  out.update(slots_json(claim));
  out["acled"] = mapping.acled;
  out["plover"] = mapping.plover;
  return dump(out);
}

std::string to_json(const Claim& claim) {
  Json out;
  out["id"] = claim.id.str();
  out["document"] = claim.document.str();
  out.update(slots_json(claim));
  return dump(out);
}

std::string to_json(const TextMention& mention, const Document& document) {
  Json out = {{"document", {{"id", document.id.str()}, {"external_id", document.external_id}}},
              {"kind", to_string(mention.kind)},
              {"form", mention.form},
              {"begin", mention.span.begin},
              {"end", mention.span.end},
              {"text", mention.text}};
  Json& readings = out["readings"] = Json::array();
  for (const PlaceReading& place : mention.places) {
    if (place.place.empty()) continue;  // found, but not grounded
    Json reading = place_json(place);
    for (const char* key : {"text", "begin", "end"}) reading.erase(key);
    readings.push_back(std::move(reading));
  }
  for (const ActorChoice& actor : mention.actors) readings.push_back(actor_choice_json(actor));
  if (mention.time) readings.push_back(time_json(*mention.time));
  if (mention.quantity) readings.push_back(quantity_json(*mention.quantity));
  if (const auto& chain = mention.chain)
    readings.push_back({{"chain", chain->chain},
                        {"size", chain->size},
                        {"is", to_string(chain->is)},
                        {"name", chain->name},
                        {"actor", chain->actor.empty() ? Json() : Json(chain->actor.str())},
                        {"probability", rounded_chance(chain->probability)}});
  for (Json& reading : readings)
    if (!reading.contains("probability")) reading["probability"] = 1.0;
  return dump(out);
}

Result<Claim> parse_claim_json(std::string_view line) {
  const Json json = Json::parse(line.begin(), line.end(), nullptr, false);
  if (!json.is_object()) return fail(ErrorCode::kDataInvalid, "expected a claim as a JSON object");
  Reader r;
  Claim claim;
  claim.id = ClaimId(r.text(json, "id"));
  const Json& document = r.member(json, "document");
  claim.document =
      DocumentId(document.is_object() ? r.text(document, "id") : r.text(json, "document"));
  claim.type = r.named(parse_claim_type(r.text(json, "type")), "type");
  read_fillers(json, r, claim);
  if (const Json& when = r.member(json, "when"); !when.is_null()) {
    claim.when = TimeReading{
        {r.day(when, "begin"), r.day(when, "end")}, r.text(when, "text"), r.text(when, "rule")};
  }
  claim.negated = r.text(json, "polarity") == "negated";
  claim.status = r.named(parse_claim_status(r.text(json, "status")), "status");
  claim.background = r.flag(json, "background");
  for (const Json& j : r.member(json, "quantities")) {
    claim.quantities.push_back({r.number(j, "value").value_or(0), r.number(j, "low"),
                                r.number(j, "high"), r.text(j, "unit"), r.text(j, "of")});
  }
  for (const Json& j : r.member(json, "links"))
    claim.links.push_back({r.text(j, "kind"), ClaimId(r.text(j, "claim"))});
  claim.span = r.span(r.member(json, "span"));
  claim.sentence = r.span(r.member(json, "sentence"));
  claim.text = r.text(json, "text");
  claim.part = r.named(parse_part(r.text(json, "part")), "part");
  claim.attributive = r.flag(json, "attributive");
  claim.confidence = r.number(json, "confidence").value_or(0);
  if (!r.ok)
    return fail(ErrorCode::kDataInvalid, fmt::format("member \"{}\" of the claim", r.wrong));
  return claim;
}

}  // namespace dateline
