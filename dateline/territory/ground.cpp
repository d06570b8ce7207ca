#include "dateline/territory/ground.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <optional>

#include "dateline/base/sort_unique.h"
#include "dateline/territory/ground_lines.h"

namespace dateline {
namespace {

constexpr double kMicro = 1e6;
constexpr std::size_t kMostCountries = 64;
/// A road below this is not surely there, and no ground goes by it.
constexpr double kLeastCertainty = 0.7;

MicroPoint micro(LatLng point) {
  return {static_cast<std::int32_t>(std::lround(point.lng() * kMicro)),
          static_cast<std::int32_t>(std::lround(point.lat() * kMicro))};
}

bool contains(const CountryOutline& country, MicroPoint p) {
  bool in = false;
  for (const MicroLine& ring : country.rings)
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
      const MicroPoint a = ring[i], b = ring[j];
      if ((a.y > p.y) == (b.y > p.y)) continue;
      if (p.x < a.x + (double(b.x) - a.x) * (double(p.y) - a.y) / (double(b.y) - a.y)) in = !in;
    }
  return in;
}

/// Kilometres to the nearest line of the outline, flat around the point.
double km_to(const CountryOutline& country, MicroPoint p) {
  constexpr double kMicroKm = kEarthRadiusM / 1000 * std::numbers::pi / 180 / kMicro;
  const double wide = kMicroKm * std::cos(p.y / kMicro * std::numbers::pi / 180);
  double least = 1e9;
  for (const MicroLine& ring : country.rings)
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
      const double ax = (double(ring[j].x) - p.x) * wide, ay = (double(ring[j].y) - p.y) * kMicroKm;
      const double dx = (double(ring[i].x) - p.x) * wide - ax;
      const double dy = (double(ring[i].y) - p.y) * kMicroKm - ay;
      const double square = dx * dx + dy * dy;
      const double share = square > 0 ? std::clamp(-(ax * dx + ay * dy) / square, 0.0, 1.0) : 0.0;
      least = std::min(least, std::hypot(ax + share * dx, ay + share * dy));
    }
  return least;
}

/// True where the place is said to be of the country, by its code or by a region that it lies in.
bool is_of(const Place& place, const CountryOutline& country, const Gazetteer& gazetteer) {
  constexpr int kMostParents = 16;
  const Place* at = &place;
  for (int i = 0; at && i < kMostParents; ++i) {
    if (!at->country.empty()) return at->country == country.code;
    if (at->is_region && at->name == country.name) return true;
    at = at->parent.empty() ? nullptr : gazetteer.find(at->parent);
  }
  return false;
}

/// What a place is said to be of goes before where it lies: outlines are coarse, and a crossing
/// drawn a kilometre beyond the border would have the neighbour's ground.
std::optional<std::size_t> country_of(const Place& place, const Gazetteer& gazetteer,
                                      const std::vector<CountryOutline>& countries) {
  constexpr double kCoarseKm = 6, kNearKm = 25;
  const MicroPoint at = micro(*place.point);
  std::optional<std::size_t> own, home, near;
  double least = kNearKm;
  for (std::size_t c = 0; c < countries.size(); ++c) {
    if (!own && is_of(place, countries[c], gazetteer)) own = c;
    if (!home && contains(countries[c], at)) home = c;
    if (const double km = km_to(countries[c], at); km < least) {
      near = c;
      least = km;
    }
  }
  if (own && (own == home || !home || km_to(countries[*own], at) < kCoarseKm)) return own;
  return home ? home : near;
}

std::vector<GroundRoad> roads_of(const GroundInputs& inputs) {
  std::vector<GroundRoad> out;
  if (!inputs.roads) return out;
  for (const Road& road : inputs.roads->roads()) {
    const Place* from = inputs.gazetteer->find(inputs.roads->place(road.from));
    const Place* to = inputs.gazetteer->find(inputs.roads->place(road.to));
    if (!from || !to || !from->point || !to->point || !road.stands_on(inputs.day) ||
        road.certainty < kLeastCertainty)
      continue;
    out.push_back(
        {micro(*from->point), micro(*to->point), road.length_m / 1000 / road_kmh(road.road_class)});
  }
  return out;
}

/// Outlines and the lines between places, with what lies beside each.
struct Lines {
  std::vector<MicroLine> lines;
  struct Side {
    std::uint32_t country;
    bool outline;
    std::int32_t left, right;  ///< cells, of lines between places
  };
  std::vector<Side> sides;
};

/// Makes cells of the pieces into which the lines part the plane.
class Labeller {
 public:
  Labeller(const Lines& lines, const std::vector<GroundGrid>& grids,
           const std::vector<std::vector<std::int32_t>>& cells_of_grid, std::size_t places)
      : lines_(lines), grids_(grids), cells_of_grid_(cells_of_grid), places_(places) {}

  void run(Ground& ground) {
    graph_ = node_lines(lines_.lines);
    faces_ = find_faces(graph_.points, graph_.edges);
    find_countries();
    count_votes();
    std::vector<std::int32_t> cell(faces_.rings.size());
    for (std::uint32_t f = 0; f < cell.size(); ++f) cell[f] = cell_of(f);
    ground.points = std::move(graph_.points);
    for (std::uint32_t e = 0; e < graph_.edges.size(); ++e) {
      const std::int32_t left = cell[faces_.of[2 * e]], right = cell[faces_.of[2 * e + 1]];
      if (left != right)
        ground.edges.push_back({graph_.edges[e].a, graph_.edges[e].b, left, right});
    }
  }

 private:
  /// Countries whose outlines run along an edge; twice along it is not at all.
  std::uint64_t outlines(std::uint32_t e) const {
    std::uint64_t mask = 0;
    for (std::uint32_t s = graph_.first[e]; s < graph_.first[e + 1]; ++s) {
      const Lines::Side& side = lines_.sides[graph_.sources[s].line];
      if (side.outline) mask ^= std::uint64_t{1} << side.country;
    }
    return mask;
  }

  /// Who crosses an outline leaves the country or enters it.
  void find_countries() {
    const std::size_t count = faces_.rings.size();
    std::vector<std::vector<std::pair<std::uint32_t, std::uint64_t>>> next(count);
    for (std::uint32_t e = 0; e < graph_.edges.size(); ++e) {
      const std::uint32_t left = faces_.of[2 * e], right = faces_.of[2 * e + 1];
      if (left == right) continue;
      const std::uint64_t mask = outlines(e);
      next[left].emplace_back(right, mask);
      next[right].emplace_back(left, mask);
    }
    countries_.assign(count, 0);
    std::vector<bool> seen(count, false);
    std::vector<std::uint32_t> open{0};
    seen[0] = true;
    while (!open.empty()) {
      const std::uint32_t face = open.back();
      open.pop_back();
      for (const auto& [to, mask] : next[face]) {
        if (seen[to]) continue;
        seen[to] = true;
        countries_[to] = countries_[face] ^ mask;
        open.push_back(to);
      }
    }
  }

  std::uint32_t country(std::uint32_t face) const {
    return static_cast<std::uint32_t>(std::countr_zero(countries_[face]));
  }

  /// By face, how long the lines are on whose side lies a place.
  void count_votes() {
    votes_.resize(faces_.rings.size());
    for (std::uint32_t e = 0; e < graph_.edges.size(); ++e) {
      const MicroPoint a = graph_.points[graph_.edges[e].a], b = graph_.points[graph_.edges[e].b];
      const double length = std::hypot(double(b.x) - a.x, double(b.y) - a.y);
      for (std::uint32_t s = graph_.first[e]; s < graph_.first[e + 1]; ++s) {
        const PlanarGraph::Source& source = graph_.sources[s];
        const Lines::Side& side = lines_.sides[source.line];
        if (side.outline) continue;
        for (const bool left : {true, false}) {
          const std::uint32_t face = faces_.of[2 * e + (left ? 0 : 1)];
          if (countries_[face] && country(face) == side.country)
            votes_[face][left == source.forward ? side.left : side.right] += length;
        }
      }
    }
  }

  std::int32_t cell_of(std::uint32_t face) const {
    if (!countries_[face]) return Ground::kOutside;
    std::int32_t best = -1;
    double most = 0;
    for (const auto& [cell, length] : votes_[face])
      if (length > most) {
        best = cell;
        most = length;
      }
    if (best >= 0) return best;
    // No line between places touches it: any of its points tells.
    const auto c = country(face);
    const auto& ring = faces_.rings[face].front();
    const std::int32_t seed =
        grids_[c].width() ? grids_[c].owner_at(graph_.points[ring.front()]) : kNobodysGround;
    return seed < 0 ? static_cast<std::int32_t>(places_ + c)
                    : cells_of_grid_[c][static_cast<std::size_t>(seed)];
  }

  const Lines& lines_;
  const std::vector<GroundGrid>& grids_;
  const std::vector<std::vector<std::int32_t>>& cells_of_grid_;
  std::size_t places_;
  PlanarGraph graph_;
  PlanarFaces faces_;
  std::vector<std::uint64_t> countries_;  ///< by face
  std::vector<std::map<std::int32_t, double>> votes_;
};

void add_outline(const CountryOutline& country, std::uint32_t index, Lines& out) {
  for (const MicroLine& ring : country.rings) {
    if (ring.size() < 3) continue;
    out.lines.push_back(ring);
    out.lines.back().push_back(ring.front());
    out.sides.push_back({index, true, 0, 0});
  }
}

}  // namespace

double road_kmh(RoadClass road_class) {
  switch (road_class) {
    case RoadClass::kMotorway:
      return 80;
    case RoadClass::kTrunk:
      return 70;
    case RoadClass::kPrimary:
      return 60;
    case RoadClass::kSecondary:
      return 50;
    case RoadClass::kTertiary:
      return 40;
    case RoadClass::kTrack:
      return 25;
  }
  return kOffRoadKmh;
}

Ground divide_ground(const GroundInputs& inputs) {
  Ground out;
  std::vector<CountryOutline> countries = inputs.countries;
  if (countries.size() > kMostCountries) countries.resize(kMostCountries);
  std::vector<PlaceId> places = inputs.places;
  sort_unique(places);
  std::vector<GroundTask> tasks(countries.size());
  std::vector<std::vector<std::int32_t>> cells_of_grid(countries.size());
  for (const PlaceId& id : places) {
    const Place* place = inputs.gazetteer->find(id);
    if (!place || !place->point) continue;
    const auto country = country_of(*place, *inputs.gazetteer, countries);
    if (!country) continue;
    tasks[*country].seeds.push_back(micro(*place->point));
    cells_of_grid[*country].push_back(static_cast<std::int32_t>(out.cells.size()));
    out.cells.push_back({id, static_cast<std::uint32_t>(*country)});
  }
  const std::size_t count = out.cells.size();
  const std::vector<GroundRoad> roads = roads_of(inputs);
  std::vector<GroundGrid> grids;
  Lines lines;
  for (std::uint32_t c = 0; c < countries.size(); ++c) {
    const auto nobody = static_cast<std::int32_t>(out.cells.size());
    out.countries.push_back({countries[c].code, countries[c].name});
    out.cells.push_back({{}, c});
    tasks[c].rings = countries[c].rings;
    tasks[c].roads = roads;
    add_outline(countries[c], c, lines);
    grids.emplace_back(tasks[c]);
    const auto cell = [&](std::int32_t seed) {
      return seed < 0 ? nobody : cells_of_grid[c][static_cast<std::size_t>(seed)];
    };
    for (GroundLine& line : find_ground_lines(grids.back())) {
      lines.lines.push_back(std::move(line.points));
      lines.sides.push_back({c, false, cell(line.left), cell(line.right)});
    }
  }
  Labeller(lines, grids, cells_of_grid, count).run(out);
  return out;
}

}  // namespace dateline
