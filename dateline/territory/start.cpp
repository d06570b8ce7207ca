#include "dateline/territory/start.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <map>
#include <set>

#include <fmt/format.h>

#include "dateline/base/csv.h"

// start.csv = place,on,party,probability[,source,note]

namespace dateline {
namespace {

constexpr std::array<std::string_view, 6> kColumns = {"place",       "on",     "party",
                                                      "probability", "source", "note"};
/// Thirds and sevenths as people write them may sum to a little over 1.
constexpr double kSumSlack = 1e-6;

tl::unexpected<Error> wrong(const CsvTable& table, int line, std::string_view column,
                            std::string what) {
  Error error{ErrorCode::kTheatreInvalid, std::move(what), table.path};
  error.line = line;
  if (!column.empty()) error.column = table.column(column) + 1;
  return tl::unexpected(std::move(error));
}

}  // namespace

Result<StartingControl> load_starting_control(const std::string& theatre_dir,
                                              const Gazetteer& gazetteer) {
  const auto table = load_csv(theatre_dir + "/start.csv");
  if (!table) return tl::unexpected(table.error());
  for (const std::string& column : table->header) {
    if (std::find(kColumns.begin(), kColumns.end(), column) == kColumns.end()) {
      return wrong(*table, 1, column, fmt::format("unknown column \"{}\"", column));
    }
  }
  std::map<std::pair<PlaceId, Day>, StartRow> rows;
  for (const CsvTable::Row& row : table->rows) {
    const PlaceId place(table->cell(row, "place"));
    if (!gazetteer.find(place)) {
      return wrong(*table, row.line, "place",
                   fmt::format("expected a place or region, found \"{}\"", place.str()));
    }
    const auto on = parse_partial_day(table->cell(row, "on"));
    if (!on) {
      return wrong(*table, row.line, "on",
                   fmt::format("expected a day, found \"{}\"", table->cell(row, "on")));
    }
    const ActorId party(table->cell(row, "party"));
    if (party.empty()) return wrong(*table, row.line, "party", "expected a party or contested");
    const std::string& text = table->cell(row, "probability");
    double share = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), share);
    if (ec != std::errc{} || end != text.data() + text.size() || !(0 <= share && share <= 1)) {
      return wrong(*table, row.line, "probability",
                   fmt::format("expected a number from 0 to 1, found \"{}\"", text));
    }
    StartRow& start = rows[{place, on->begin}];
    if (start.row.empty()) {
      start.place = place;
      start.on = on->begin;
      start.row = fmt::format("start.csv:{}", row.line);
    }
    double sum = share;
    for (const auto& [known, other] : start.shares) {
      if (known == party) {
        return wrong(*table, row.line, "party", fmt::format("{} stands twice", party.str()));
      }
      sum += other;
    }
    if (sum > 1 + kSumSlack) {
      return wrong(*table, row.line, "probability",
                   fmt::format("{} on {} sums to {}, expected at most 1", place.str(),
                               to_string(start.on), sum));
    }
    start.shares.emplace_back(party, share);
  }
  StartingControl out;
  for (auto& [key, start] : rows) out.rows.push_back(std::move(start));
  return out;
}

std::vector<ActorId> StartingControl::parties() const {
  std::set<ActorId> parties;
  for (const StartRow& row : rows) {
    for (const auto& [party, share] : row.shares) {
      if (party != kContested) parties.insert(party);
    }
  }
  return {parties.begin(), parties.end()};
}

std::vector<const StartRow*> StartingControl::rows_for(const Place& place,
                                                       const Gazetteer& gazetteer) const {
  const auto rows_of = [&](const PlaceId& id) {
    std::vector<const StartRow*> found;
    auto it = std::lower_bound(rows.begin(), rows.end(), id,
                               [](const StartRow& row, const PlaceId& p) { return row.place < p; });
    for (; it != rows.end() && it->place == id; ++it) found.push_back(&*it);
    return found;
  };
  // Up the chain of places that this one is within, then up its regions. The bound is for chains
  // that bite their own tail, which theatre check reports.
  constexpr int kDeepest = 16;
  const Place* at = &place;
  for (int depth = 0; at && depth < kDeepest; ++depth) {
    if (auto found = rows_of(at->id); !found.empty()) return found;
    at = at->within.empty() ? nullptr : gazetteer.find(at->within);
  }
  at = &place;
  for (int depth = 0; at->parent.empty() && !at->within.empty() && depth < kDeepest; ++depth) {
    const Place* whole = gazetteer.find(at->within);
    if (!whole) break;
    at = whole;
  }
  const bool has_chain = !at->parent.empty();
  for (int depth = 0; !at->parent.empty() && depth < kDeepest; ++depth) {
    at = gazetteer.find(at->parent);
    if (!at) break;
    if (auto found = rows_of(at->id); !found.empty()) return found;
  }
  if (has_chain) return {};
  // No chain: the outline counts; the region that lies in the others is the narrowest.
  const Place* narrowest = nullptr;
  for (const StartRow& row : rows) {
    const Place* region = gazetteer.find(row.place);
    if (!region || !region->is_region || !gazetteer.lies_in(place, *region)) continue;
    if (!narrowest || gazetteer.lies_in(*region, *narrowest)) narrowest = region;
  }
  return narrowest ? rows_of(narrowest->id) : std::vector<const StartRow*>{};
}

}  // namespace dateline
