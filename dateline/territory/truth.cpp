#include "dateline/territory/truth.h"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "dateline/base/csv.h"

// truth =
// place,[id,][lat,lon,]date,controller_before,controller_after[,precision][,preferred][,...]

namespace dateline {
namespace {

std::optional<TruthPrecision> precision_of(const std::string& word) {
  if (word.empty() || word == "day") return TruthPrecision::kDay;
  if (word == "day_approx") return TruthPrecision::kDayApprox;
  if (word == "by" || word == "month") return TruthPrecision::kBy;
  return {};
}

std::optional<double> number(const std::string& text) {
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0') return {};
  return value;
}

}  // namespace

Result<std::vector<TruthChange>> load_truth(const std::string& path) {
  const auto table = load_csv(path);
  if (!table) return tl::unexpected(table.error());
  for (const char* column : {"place", "date", "controller_before", "controller_after"})
    if (table->column(column) < 0)
      return fail(ErrorCode::kDataInvalid, fmt::format("expected the column {}", column), path);
  std::vector<TruthChange> out;
  for (const CsvTable::Row& row : table->rows) {
    if (table->cell(row, "preferred") == "no") continue;
    TruthChange change;
    change.name = table->cell(row, "place");
    change.place = PlaceId(table->cell(row, "id"));
    change.line = row.line;
    const auto lat = number(table->cell(row, "lat")), lon = number(table->cell(row, "lon"));
    if (lat && lon)
      if (const auto point = LatLng::make(Latitude{*lat}, Longitude{*lon})) change.point = *point;
    if (change.place.empty() && !change.point)
      return row_error(*table, row, "expected an id, or lat and lon");
    const auto day = parse_partial_day(table->cell(row, "date"));
    if (!day)
      return row_error(*table, row,
                       fmt::format("expected a day, found \"{}\"", table->cell(row, "date")));
    change.day = day->end;
    const auto precision = precision_of(table->cell(row, "precision"));
    if (!precision)
      return row_error(*table, row,
                       fmt::format("expected day, day_approx, by or month, found \"{}\"",
                                   table->cell(row, "precision")));
    change.precision = day->length() > 1 ? TruthPrecision::kBy : *precision;
    change.before = ActorId(table->cell(row, "controller_before"));
    change.after = ActorId(table->cell(row, "controller_after"));
    if (change.before.empty() || change.after.empty())
      return row_error(*table, row, "expected who held the place before and after");
    out.push_back(std::move(change));
  }
  std::ranges::stable_sort(out, {}, [](const TruthChange& one) { return one.day; });
  return out;
}

}  // namespace dateline
