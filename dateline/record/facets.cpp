#include "dateline/record/facets.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "dateline/record/claim_number.h"

namespace dateline {
namespace {

const Day kFirstDay(1800, 1, 1), kLastDay(2199, 12, 31);
/// Blocks of days: 1, 8, 64, 512 and 4096.
constexpr int kLevels = 5;
constexpr std::array<double, 6> kCellDegrees = {0.0125, 0.05, 0.2, 0.8, 3.2, 25.6};
/// A circle is asked for in the smallest cells of which so few make up the box around it.
constexpr std::int64_t kMostCells = 180;

/// Thirteen letters and digits of a hash, behind a letter that says of what.
std::string hashed(char kind, std::string_view text) {
  std::string out(1, kind);
  std::uint64_t hash = stable_hash(text);
  for (int i = 0; i < 13; ++i, hash >>= 5) out += "abcdefghijklmnopqrstuvwxyz234567"[hash & 31U];
  return out;
}

/// As NOCASE folds.
std::string folded(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return text;
}

std::string letters(char kind, std::string_view name) {
  std::string out(1, kind);
  for (const char c : name)
    if (c != '_' && c != '-') out += c;
  return out;
}

/// A block of 8^level days.
struct Block {
  int level, index;
  std::string token(char kind) const { return fmt::format("{}{}x{}", kind, level, index); }
  Block above() const { return {level + 1, index / 8}; }
};

/// The fewest blocks that the days fill.
std::vector<Block> blocks_of(const DayInterval& days) {
  const auto number = [](Day day) { return std::clamp(day, kFirstDay, kLastDay) - kFirstDay; };
  const int end = number(days.end) + 1;
  std::vector<Block> out;
  for (int at = number(days.begin); at < end;) {
    int level = 0, size = 1;
    while (level + 1 < kLevels && at % (size * 8) == 0 && at + size * 8 <= end) ++level, size *= 8;
    out.push_back({level, at / size});
    at += size;
  }
  return out;
}

void add_days(const DayInterval& days, std::set<std::string>& out) {
  for (Block block : blocks_of(days)) {
    if (block.level > 0) out.insert(block.token('d'));
    for (; block.level < kLevels; block = block.above()) out.insert(block.token('e'));
  }
}

std::int64_t row_of(double lat, std::size_t level) {
  return static_cast<std::int64_t>(std::floor((lat + 90) / kCellDegrees[level]));
}
std::int64_t column_of(double lng, std::size_t level) {
  return static_cast<std::int64_t>(std::floor((lng + 180) / kCellDegrees[level]));
}
std::string cell(std::size_t level, std::int64_t row, std::int64_t column) {
  return fmt::format("g{}x{}x{}", level, row, column);
}

/// As the record gives it back: six decimals.
double kept(double degrees) { return std::round(degrees * 1e6) / 1e6; }

void add_place(const PlaceReading& place, std::set<std::string>& out) {
  if (!place.place.empty()) out.insert(hashed('p', place.place.str()));
  out.insert(hashed('q', folded(place.name)));
  if (!place.point) return;
  const double lat = kept(place.point->lat()), lng = kept(place.point->lng());
  for (std::size_t level = 0; level < kCellDegrees.size(); ++level)
    out.insert(cell(level, row_of(lat, level), column_of(lng, level)));
}

void add_party(std::string id, std::set<std::string>& out) {
  while (!id.empty()) {
    out.insert(hashed('a', id));
    const auto dot = id.rfind('.');
    id.resize(dot == std::string::npos ? 0 : dot);
  }
}

int hundredth(double confidence) {
  return std::clamp(static_cast<int>(std::floor(confidence * 100 + 1e-9)), 0, 99);
}

/// Groups of words, one of each of which a claim has to have.
class Question {
 public:
  void any_of(const std::vector<std::string>& tokens) {
    if (tokens.empty()) return;
    std::string group;
    for (const std::string& one : tokens) group += (group.empty() ? "" : " OR ") + one;
    sql_ += (sql_.empty() ? "(" : " AND (") + group + ")";
  }
  template <class List, class Token>
  void any_of(const List& list, const Token& token) {
    std::vector<std::string> tokens;
    for (const auto& one : list) tokens.push_back(token(one));
    any_of(tokens);
  }
  const std::string& text() const { return sql_; }

 private:
  std::string sql_;
};

/// False where no point of a cell can lie within the circle. Near the poles, and for circles wider
/// than that, a cell's nearest point may lie elsewhere on its rim: there all count as near.
bool is_near(std::int64_t row, std::int64_t column, std::size_t level, LatLng centre,
             double radius_km) {
  constexpr double kFarthestLat = 70, kWidestKm = 300;
  if (radius_km > kWidestKm || std::abs(centre.lat()) > kFarthestLat) return true;
  const double size = kCellDegrees[level];
  if (column < 0 || static_cast<double>(column + 1) * size > 360) return true;
  const double south = static_cast<double>(row) * size - 90,
               west = static_cast<double>(column) * size - 180;
  const auto nearest = LatLng::make(Latitude{std::clamp(centre.lat(), south, south + size)},
                                    Longitude{std::clamp(centre.lng(), west, west + size)});
  // With a hundredth to spare: along a meridian the nearest point lies somewhat nearer the pole.
  return !nearest || distance_m(*nearest, centre) <= radius_km * 1010 + 100;
}

/// The cells of the box around the circle that may hold a point of it.
std::vector<std::string> cells_of(LatLng centre, double radius_km) {
  constexpr double kKmPerDegree = kEarthRadiusM / 1000 * std::numbers::pi / 180;
  const double north = radius_km / kKmPerDegree;
  const double farthest = std::min(90.0, std::abs(centre.lat()) + north);
  const double shrink = std::cos(farthest * std::numbers::pi / 180);
  const double east = shrink * 180 <= north ? 180 : north / shrink;
  for (std::size_t level = 0;; ++level) {
    const std::int64_t low = row_of(std::max(-90.0, centre.lat() - north), level),
                       high = row_of(std::min(90.0, centre.lat() + north), level);
    // Columns go round the earth.
    const auto around = static_cast<std::int64_t>(std::ceil(360 / kCellDegrees[level]));
    const std::int64_t west = column_of(centre.lng() - east, level);
    const std::int64_t columns = std::min(around, column_of(centre.lng() + east, level) - west + 1);
    // The last column may be cut by the line of date; the one before it begins within a cell.
    const std::int64_t more = columns < around ? 1 : 0;
    if ((high - low + 1) * (columns + more) > kMostCells && level + 1 < kCellDegrees.size())
      continue;
    std::set<std::string> out;
    for (std::int64_t row = low; row <= high; ++row)
      for (std::int64_t i = -more; i < columns; ++i)
        if (is_near(row, west + i, level, centre, radius_km))
          out.insert(cell(level, row, ((west + i) % around + around) % around));
    return {out.begin(), out.end()};
  }
}

std::vector<std::string> confident(double least) {
  std::vector<std::string> out;
  const int from = hundredth(least);
  for (int i = from; i < from / 10 * 10 + 10; ++i) out.push_back(fmt::format("f{}", i));
  for (int i = from / 10 + 1; i < 10; ++i) out.push_back(fmt::format("c{}", i));
  return out;
}

std::vector<std::string> touching(const DayInterval& days) {
  std::set<std::string> out;
  for (Block block : blocks_of(days)) {
    out.insert(block.token('e'));
    for (block = block.above(); block.level < kLevels; block = block.above())
      out.insert(block.token('d'));
  }
  return {out.begin(), out.end()};
}

}  // namespace

std::string claim_facets(const Claim& claim, Day published, std::string_view outlet) {
  std::set<std::string> out;
  out.insert(letters('t', to_string(claim.type)));
  out.insert(letters('s', to_string(claim.status)));
  out.insert(claim.negated ? "n1" : "n0");
  out.insert(claim.background || claim.attributive ? "b1" : "b0");
  out.insert(hashed('o', outlet));
  for (const SpeakerChain& chain : claim.sources)
    for (const Speaker& one : chain) out.insert(letters('k', to_string(one.kind)));
  for (const auto* slot : {&claim.who, &claim.whom})
    for (const ActorReading& one : *slot) add_party(one.id.str(), out);
  for (const PlaceReading& place : claim.where) add_place(place, out);
  add_days(claim.when ? claim.when->days : DayInterval{published, published}, out);
  const int confidence = hundredth(claim.confidence);
  out.insert(fmt::format("c{}", confidence / 10));
  out.insert(fmt::format("f{}", confidence));
  std::string text;
  for (const std::string& one : out) text += (text.empty() ? "" : " ") + one;
  return text;
}

bool tells_days(const DayInterval& days) { return days.end >= kFirstDay && days.begin <= kLastDay; }

std::string index_question(const ClaimFilter& filter) {
  Question out;
  std::vector<std::string> places;
  for (const std::string& place : filter.places) {
    places.push_back(hashed('p', place));
    places.push_back(hashed('q', folded(place)));
  }
  out.any_of(places);
  if (filter.centre) out.any_of(cells_of(*filter.centre, filter.radius_km));
  out.any_of(filter.parties, [](const ActorId& id) { return hashed('a', id.str()); });
  out.any_of(filter.types, [](ClaimType type) { return letters('t', to_string(type)); });
  out.any_of(filter.statuses, [](ClaimStatus status) { return letters('s', to_string(status)); });
  if (filter.negated) out.any_of({*filter.negated ? "n1" : "n0"});
  if (filter.without_background) out.any_of({"b0"});
  out.any_of(filter.sources, [](SpeakerKind kind) { return letters('k', to_string(kind)); });
  out.any_of(filter.outlets, [](const std::string& name) { return hashed('o', name); });
  const bool all_days =
      !filter.days || (filter.days->begin <= kFirstDay && filter.days->end >= kLastDay);
  if (!all_days) out.any_of(touching(*filter.days));
  if (filter.confidence > 0) out.any_of(confident(filter.confidence));
  std::string text = out.text().empty() ? "" : "facets : (" + out.text() + ")";
  if (!filter.words.empty())
    text += (text.empty() ? "" : " AND ") + ("sentence : (" + filter.words + ")");
  return text;
}

}  // namespace dateline
