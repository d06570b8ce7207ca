#include "dateline/record/event_rows.h"

#include <fmt/format.h>

#include "dateline/base/csv.h"

namespace dateline {
namespace {

constexpr auto kRead = ErrorCode::kRecordUnreadable;
constexpr auto kWrite = ErrorCode::kRecordWrite;

template <class List, class Name>
std::string listed(const List& list, const Name& name) {
  std::string out;
  for (const auto& one : list) out += (out.empty() ? "" : ",") + std::string(name(one));
  return out;
}

void bind_toll(Statement& row, const std::optional<Toll>& toll) {
  if (toll)
    row.bind(toll->low).bind(toll->best).bind(toll->high).bind(toll->origins);
  else
    row.bind_null().bind_null().bind_null().bind_null();
}

std::optional<Toll> read_toll(Statement& row) {
  Toll out;
  out.low = row.real(), out.best = row.real(), out.high = row.real();
  const auto origins = row.maybe_number();
  if (!origins) return {};
  out.origins = static_cast<int>(*origins);
  return out;
}

}  // namespace

EventRows::EventRows(sqlite3* db, std::string path)
    : happening_(db,
                 "INSERT INTO happenings VALUES"
                 " (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"),
      contradiction_(db, "INSERT OR IGNORE INTO contradictions VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"),
      path_(std::move(path)) {}

Status EventRows::write(const Happening& one) {
  Statement& row = happening_;
  const std::string first = to_string(one.days.begin), last = to_string(one.days.end);
  const auto id = [](const ActorId& actor) { return actor.str(); };
  const std::string types = listed(one.types, [](ClaimType type) { return to_string(type); });
  const std::string who = listed(one.who, id), whom = listed(one.whom, id);
  row.bind(one.id.str()).bind(first).bind(last).bind(one.has_day);
  const PlaceReading none, &place = one.place ? *one.place : none;
  row.bind(place.place.str()).bind(place.name);
  if (place.point)
    row.bind(place.point->lat()).bind(place.point->lng());
  else
    row.bind_null().bind_null();
  row.bind(place.is_region).bind(types).bind(who).bind(whom).bind(one.origins);
  row.bind(one.first.str());
  bind_toll(row, one.killed), bind_toll(row, one.wounded), bind_toll(row, one.displaced);
  return row.run(kWrite, path_);
}

Status EventRows::write(const Contradiction& one) {
  Statement& row = contradiction_;
  const std::string first = to_string(one.days.begin), last = to_string(one.days.end),
                    since = to_string(one.since),
                    settled = one.resolved ? to_string(one.resolved->day) : "";
  const Resolution none, &how = one.resolved ? *one.resolved : none;
  row.bind(one.a.str()).bind(one.b.str()).bind(to_string(one.kind)).bind(one.place.str());
  row.bind(first).bind(last).bind(since).bind(one.happening.str());
  row.bind(how.stands.str()).bind(how.by.str()).bind(settled).bind(how.how);
  return row.run(kWrite, path_);
}

Result<Happening> read_happening_row(Statement& row, const std::string& path) {
  Happening out;
  out.id = HappeningId(row.text());
  const auto first = parse_day(row.text()), last = parse_day(row.text());
  if (!first || !last)
    return fail(kRead, fmt::format("the days of happening {} are none", out.id.str()), path);
  out.days = {*first, *last};
  out.has_day = row.number() != 0;
  PlaceReading place;
  place.place = PlaceId(row.text()), place.name = row.text();
  const double lat = row.real(), lng = row.real();
  place.is_region = row.number() != 0;
  if (!place.place.empty()) {
    place.point = LatLng::make(Latitude{lat}, Longitude{lng});
    out.place = std::move(place);
  }
  for (const std::string& name : split_list(row.text(), ','))
    if (const auto type = parse_claim_type(name)) out.types.push_back(*type);
  for (const std::string& id : split_list(row.text(), ',')) out.who.emplace_back(id);
  for (const std::string& id : split_list(row.text(), ',')) out.whom.emplace_back(id);
  out.origins = static_cast<int>(row.number());
  out.first = DocumentId(row.text());
  out.killed = read_toll(row), out.wounded = read_toll(row), out.displaced = read_toll(row);
  return out;
}

Result<Contradiction> read_contradiction_row(Statement& row, const std::string& path) {
  Contradiction out;
  out.a = ClaimId(row.text()), out.b = ClaimId(row.text());
  const auto kind = parse_contradiction_kind(row.text());
  out.place = PlaceId(row.text());
  const auto first = parse_day(row.text()), last = parse_day(row.text()),
             since = parse_day(row.text());
  if (!kind || !first || !last || !since)
    return fail(kRead, fmt::format("the contradiction of {} is broken", out.a.str()), path);
  out.kind = *kind, out.days = {*first, *last}, out.since = *since;
  out.happening = HappeningId(row.text());
  Resolution how;
  how.stands = ClaimId(row.text()), how.by = ClaimId(row.text());
  const auto day = parse_day(row.text());
  how.how = row.text();
  if (day) how.day = *day, out.resolved = std::move(how);
  return out;
}

}  // namespace dateline
