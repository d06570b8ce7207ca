// Questions to the claims of a record; record_read.cpp reads the rest of it.

#include <cmath>
#include <numbers>
#include <variant>

#include <fmt/format.h>

#include "dateline/meaning/claim_json.h"
#include "dateline/record/record.h"
#include "dateline/record/sqlite.h"

namespace dateline {
namespace {

constexpr auto kRead = ErrorCode::kRecordUnreadable;

/// A condition in SQL, and the values that stand for its question marks.
class Condition {
 public:
  Condition& add(std::string sql) {
    sql_ += (sql_.empty() ? " WHERE " : " AND ") + std::move(sql);
    return *this;
  }
  Condition& value(std::string text) {
    values_.emplace_back(std::move(text));
    return *this;
  }
  Condition& value(double number) {
    values_.emplace_back(number);
    return *this;
  }
  /// `what` is one of the values.
  template <class List, class Text>
  void any_of(const std::string& what, const List& list, const Text& text) {
    if (list.empty()) return;
    std::string marks;
    for (const auto& one : list) {
      marks += marks.empty() ? "?" : ",?";
      values_.emplace_back(std::string(text(one)));
    }
    add(what + " IN (" + marks + ")");
  }

  const std::string& sql() const { return sql_; }
  void bind(Statement& statement) const {
    for (const auto& one : values_) std::visit([&](const auto& it) { statement.bind(it); }, one);
  }

 private:
  std::string sql_;
  std::vector<std::variant<std::string, double>> values_;
};

void ask_places(const ClaimFilter& filter, Condition& out) {
  if (!filter.places.empty()) {
    std::string each;
    for (std::size_t i = 0; i < filter.places.size(); ++i)
      each += std::string(i ? " UNION " : "") +
              "SELECT claim FROM claim_places WHERE place = ? UNION "
              "SELECT claim FROM claim_places WHERE name = ? COLLATE NOCASE";
    out.add("c.id IN (" + each + ")");
    for (const std::string& place : filter.places) out.value(place).value(place);
  }
  if (!filter.centre) return;
  // A box around the circle first, which the index finds; the circle is looked at claim by claim.
  constexpr double kKmPerDegree = kEarthRadiusM / 1000 * std::numbers::pi / 180;
  const double north = filter.radius_km / kKmPerDegree;
  const double shrink = std::cos(filter.centre->lat() * std::numbers::pi / 180);
  const double east = shrink < 0.01 ? 360 : north / shrink;
  out.add(
      "c.id IN (SELECT claim FROM claim_places WHERE lat BETWEEN ? AND ? AND lon BETWEEN ? AND "
      "?)");
  out.value(filter.centre->lat() - north).value(filter.centre->lat() + north);
  out.value(filter.centre->lng() - east).value(filter.centre->lng() + east);
}

void ask_parties(const ClaimFilter& filter, Condition& out) {
  if (filter.parties.empty()) return;
  std::string each;
  for (std::size_t i = 0; i < filter.parties.size(); ++i)
    // Ids below a party begin with its own and a dot; the slash is the character behind the dot.
    each += std::string(i ? " UNION " : "") +
            "SELECT claim FROM claim_actors WHERE actor = ? UNION "
            "SELECT claim FROM claim_actors WHERE actor > ? AND actor < ?";
  out.add("c.id IN (" + each + ")");
  for (const ActorId& party : filter.parties)
    out.value(party.str()).value(party.str() + ".").value(party.str() + "/");
}

void ask_days(const ClaimFilter& filter, Condition& out) {
  if (filter.known_by)
    out.add(
           "coalesce((SELECT value FROM corrections WHERE what = 'day' AND key = c.document),"
           " c.published) <= ?")
        .value(to_string(*filter.known_by));
  if (!filter.days) return;
  const std::string from = to_string(filter.days->begin), to = to_string(filter.days->end);
  out.add(
      "c.id IN (SELECT id FROM claims WHERE first_day BETWEEN ? AND ? AND last_day >= ? UNION ALL"
      " SELECT id FROM claims WHERE lasting AND first_day <= ? AND last_day >= ?)");
  out.value(to_string(filter.days->begin - kLastingDays)).value(to).value(from);
  out.value(to).value(from);
}

Condition condition_of(const ClaimFilter& filter) {
  Condition out;
  out.add("NOT EXISTS (SELECT 1 FROM corrections WHERE what = 'wrong' AND key = c.id)");
  const auto name = [](const auto& one) { return to_string(one); };
  ask_places(filter, out);
  ask_parties(filter, out);
  ask_days(filter, out);
  out.any_of("c.type", filter.types, name);
  out.any_of("c.status", filter.statuses, name);
  out.any_of("d.outlet", filter.outlets, [](const auto& one) { return one; });
  if (filter.negated) out.add(*filter.negated ? "c.negated" : "NOT c.negated");
  if (filter.without_background) out.add("NOT c.background AND NOT c.attributive");
  if (filter.confidence > 0) out.add("c.confidence >= ?").value(filter.confidence);
  if (!filter.sources.empty()) {
    Condition kinds;
    kinds.any_of("kind", filter.sources, name);
    out.add("c.id IN (SELECT claim FROM claim_speakers" + kinds.sql() + ")");
    for (const SpeakerKind kind : filter.sources) out.value(std::string(to_string(kind)));
  }
  if (!filter.words.empty())
    out.add("c.id IN (SELECT claim FROM claim_words WHERE claim_words MATCH ?)")
        .value(filter.words);
  return out;
}

bool is_near(const Claim& claim, const ClaimFilter& filter) {
  if (!filter.centre) return true;
  for (const PlaceReading& place : claim.where)
    if (place.point && distance_m(*place.point, *filter.centre) <= filter.radius_km * 1000)
      return true;
  return false;
}

}  // namespace

Result<std::vector<Claim>> Record::claims(const ClaimFilter& filter) const {
  const Condition condition = condition_of(filter);
  Statement rows(
      db_,
      "SELECT c.json, c.text, c.confidence, c.id, c.document, length(CAST(d.text AS BLOB))"
      " FROM claims c JOIN documents d ON d.id = c.document" +
          condition.sql() + " ORDER BY c.published, c.document, c.begin, c.end, c.id");
  condition.bind(rows);
  auto places = corrected_places();
  if (!places) return tl::unexpected(places.error());
  std::vector<Claim> out;
  while ((!filter.most || out.size() < *filter.most) && rows.step()) {
    auto claim = parse_claim_json(rows.text());
    // JSON shows U+FFFD for bytes that are no UTF-8, and four decimals of the confidence; the
    // columns have them as they were.
    std::string text = rows.text();
    const double confidence = rows.real();
    ClaimId id(rows.text());
    DocumentId document(rows.text());
    const std::int64_t size = rows.number();
    if (!claim || claim->span.end > size || claim->sentence.end > size)
      return fail(kRead,
                  fmt::format("claim {}: {}", id.str(),
                              claim ? "its span lies outside of the text" : claim.error().detail),
                  path_);
    claim->text = std::move(text);
    claim->confidence = confidence;
    claim->id = std::move(id);
    claim->document = std::move(document);
    if (const auto place = places->find(claim->id.str()); place != places->end()) {
      PlaceReading corrected = place->second;
      corrected.relation = claim->where.empty() ? "in" : claim->where.front().relation;
      claim->where = {std::move(corrected)};
    }
    if (is_near(*claim, filter)) out.push_back(std::move(*claim));
  }
  const auto code = filter.words.empty() ? kRead : ErrorCode::kArgumentInvalid;
  if (auto ok = rows.status(code, path_); !ok) return tl::unexpected(ok.error());
  return out;
}

Result<std::optional<LatLng>> Record::find_point(const std::string& place) const {
  Statement row(
      db_,
      "SELECT lat, lon FROM (SELECT place, lat, lon FROM claim_places WHERE place = ? UNION"
      " ALL SELECT place, lat, lon FROM claim_places WHERE name = ? COLLATE NOCASE)"
      " WHERE lat IS NOT NULL GROUP BY place ORDER BY count(*) DESC, place LIMIT 1");
  std::optional<LatLng> out;
  if (row.bind(place).bind(place).step()) {
    const double lat = row.real(), lng = row.real();
    out = LatLng::make(Latitude{lat}, Longitude{lng});
  }
  if (auto ok = row.status(kRead, path_); !ok) return tl::unexpected(ok.error());
  return out;
}

}  // namespace dateline
