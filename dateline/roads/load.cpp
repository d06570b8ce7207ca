#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>

#include "dateline/base/csv.h"
#include "dateline/base/sort_unique.h"
#include "dateline/roads/roads.h"

// roads.csv     = from,to,km,name,class,country,certainty,since,until[,source,note]
// crossings.csv = place,countries,status,since,until[,source,note]

namespace dateline {
namespace {

/// What a road is longer than the great circle where nobody measured it: an assumption, the same
/// that stands behind most rows of the Syrian theatre (its surveyed motorway gives 1.06).
constexpr double kRoadPerGreatCircle = 1.2;

constexpr std::array<std::string_view, 11> kRoadColumns = {"from",  "to",      "km",        "name",
                                                           "class", "country", "certainty", "since",
                                                           "until", "source",  "note"};
constexpr std::array<std::string_view, 7> kCrossingColumns = {
    "place", "countries", "status", "since", "until", "source", "note"};
constexpr std::array<std::string_view, 4> kStatuses = {"open", "closed", "aid_only", "military"};

/// A table with the row that is being read: makes errors that say where.
struct RowReader {
  const CsvTable& table;
  const CsvTable::Row& row;

  const std::string& cell(std::string_view column) const { return table.cell(row, column); }

  tl::unexpected<Error> wrong(std::string_view column, std::string what) const {
    Error error{ErrorCode::kTheatreInvalid, std::move(what), table.path};
    error.line = row.line;
    error.column = table.column(column) + 1;
    return tl::unexpected(std::move(error));
  }
  std::string name() const {
    return fmt::format("{}:{}", std::filesystem::path(table.path).filename().string(), row.line);
  }
  /// The cell's number inside of [low, high]; `otherwise` where it is empty.
  Result<double> number(std::string_view column, double low, double high, double otherwise) const {
    const std::string& text = cell(column);
    if (text.empty()) return otherwise;
    double value = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (ec != std::errc{} || end != text.data() + text.size() || !(low <= value && value <= high)) {
      return wrong(column,
                   fmt::format("expected a number from {} to {}, found \"{}\"", low, high, text));
    }
    return value;
  }
  Result<std::optional<DayInterval>> days(std::string_view column) const {
    const std::string& text = cell(column);
    if (text.empty()) return std::optional<DayInterval>{};
    const auto days = parse_partial_day(text);
    if (!days)
      return wrong(column, fmt::format("expected a day, month or year, found \"{}\"", text));
    return days;
  }
};

template <std::size_t N>
Status check_columns(const CsvTable& table, const std::array<std::string_view, N>& known) {
  for (std::size_t i = 0; i < table.header.size(); ++i) {
    if (std::find(known.begin(), known.end(), table.header[i]) != known.end()) continue;
    Error error{ErrorCode::kTheatreInvalid, fmt::format("unknown column \"{}\"", table.header[i]),
                table.path};
    error.line = 1;
    error.column = static_cast<int>(i) + 1;
    return tl::unexpected(std::move(error));
  }
  return {};
}

/// Reads since and until into `out`, which has members of these names.
template <class Row>
Status read_range(const RowReader& in, Row& out) {
  const auto since = in.days("since");
  if (!since) return tl::unexpected(since.error());
  const auto until = in.days("until");
  if (!until) return tl::unexpected(until.error());
  if (*since) out.since = (*since)->begin;
  if (*until) out.until = (*until)->end;
  return {};
}

struct Ends {
  const Place* from;
  const Place* to;
};

Result<Ends> read_ends(const RowReader& in, const Gazetteer& gazetteer) {
  Ends ends{};
  for (const std::string_view column : {"from", "to"}) {
    const Place* place = gazetteer.find(PlaceId(in.cell(column)));
    if (!place) {
      return in.wrong(column, fmt::format("expected a place's id, found \"{}\"", in.cell(column)));
    }
    (column == "from" ? ends.from : ends.to) = place;
  }
  if (ends.from == ends.to) return in.wrong("to", "a road from a place to itself");
  return ends;
}

Result<Road> read_road(const RowReader& in, const Ends& ends) {
  Road road;
  road.name = in.cell("name");
  road.row = in.name();
  road.countries = split_list(in.cell("country"));
  const auto road_class = parse_road_class(in.cell("class"));
  if (!road_class) {
    return in.wrong("class",
                    fmt::format("expected motorway, trunk, primary, secondary, tertiary or "
                                "track, found \"{}\"",
                                in.cell("class")));
  }
  road.road_class = *road_class;
  const auto km = in.number("km", 0, 20'000, -1);
  if (!km) return tl::unexpected(km.error());
  const auto certainty = in.number("certainty", 0, 1, 1);
  if (!certainty) return tl::unexpected(certainty.error());
  road.certainty = *certainty;
  if (*km >= 0) {
    road.length_m = *km * 1000;
  } else if (ends.from->point && ends.to->point) {
    road.length_m = distance_m(*ends.from->point, *ends.to->point) * kRoadPerGreatCircle;
  } else {
    return in.wrong("km", "expected kilometres, for one end has no point");
  }
  if (auto status = read_range(in, road); !status) return tl::unexpected(status.error());
  return road;
}

Result<std::vector<Crossing>> load_crossings(const std::string& path, const Gazetteer& gazetteer) {
  std::vector<Crossing> crossings;
  if (!std::filesystem::exists(path)) return crossings;
  const auto table = load_csv(path);
  if (!table) return tl::unexpected(table.error());
  if (auto status = check_columns(*table, kCrossingColumns); !status) {
    return tl::unexpected(status.error());
  }
  for (const CsvTable::Row& row : table->rows) {
    const RowReader in{*table, row};
    Crossing crossing;
    crossing.place = PlaceId(in.cell("place"));
    crossing.row = in.name();
    if (!gazetteer.find(crossing.place)) {
      return in.wrong("place",
                      fmt::format("expected a place's id, found \"{}\"", in.cell("place")));
    }
    crossing.countries = split_list(in.cell("countries"));
    if (crossing.countries.size() != 2) {
      return in.wrong("countries",
                      fmt::format("expected two ISO codes, found \"{}\"", in.cell("countries")));
    }
    crossing.status = in.cell("status");
    if (!crossing.status.empty() &&
        std::find(kStatuses.begin(), kStatuses.end(), crossing.status) == kStatuses.end()) {
      return in.wrong("status", fmt::format("expected open, closed, aid_only or military, found "
                                            "\"{}\"",
                                            crossing.status));
    }
    if (auto status = read_range(in, crossing); !status) return tl::unexpected(status.error());
    crossings.push_back(std::move(crossing));
  }
  return crossings;
}

}  // namespace

Result<RoadGraph> load_theatre_roads(const std::string& theatre_dir, const Gazetteer& gazetteer) {
  auto crossings = load_crossings(theatre_dir + "/crossings.csv", gazetteer);
  if (!crossings) return tl::unexpected(crossings.error());
  const std::string path = theatre_dir + "/roads.csv";
  if (!std::filesystem::exists(path)) return RoadGraph({}, {}, std::move(*crossings));
  const auto table = load_csv(path);
  if (!table) return tl::unexpected(table.error());
  if (auto status = check_columns(*table, kRoadColumns); !status) {
    return tl::unexpected(status.error());
  }
  std::vector<Road> roads;
  std::vector<std::pair<PlaceId, PlaceId>> ends_of;
  std::vector<PlaceId> places;
  for (const CsvTable::Row& row : table->rows) {
    const RowReader in{*table, row};
    const auto ends = read_ends(in, gazetteer);
    if (!ends) return tl::unexpected(ends.error());
    auto road = read_road(in, *ends);
    if (!road) return tl::unexpected(road.error());
    roads.push_back(std::move(*road));
    ends_of.emplace_back(ends->from->id, ends->to->id);
    places.push_back(ends->from->id);
    places.push_back(ends->to->id);
  }
  // Nodes in order of id, so that an index does not depend on the order of the rows.
  sort_unique(places);
  const auto node_of = [&](const PlaceId& id) {
    return static_cast<RoadNode>(std::lower_bound(places.begin(), places.end(), id) -
                                 places.begin());
  };
  for (std::size_t i = 0; i < roads.size(); ++i) {
    roads[i].from = node_of(ends_of[i].first);
    roads[i].to = node_of(ends_of[i].second);
  }
  return RoadGraph(std::move(places), std::move(roads), std::move(*crossings));
}

}  // namespace dateline
