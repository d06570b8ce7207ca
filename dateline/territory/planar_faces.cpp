#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

#include "dateline/territory/planar.h"

// Half-edge 2e runs from a to b of edge e, 2e + 1 back. Each has a face on its left. Going on at a
// point by the first half-edge with the clock from where one came leaves that face on the left, and
// closes a cycle. Cycles against the clock bound a face from outside; the one other cycle of a
// connected part bounds the face around it from inside.

namespace dateline {
namespace {

constexpr std::uint32_t kNone = 0xffffffffu;
using Half = std::uint32_t;

class FaceFinder {
 public:
  FaceFinder(const std::vector<MicroPoint>& points, const std::vector<PlanarEdge>& edges)
      : points_(points), edges_(edges) {}

  PlanarFaces run() {
    order_around_points();
    walk_cycles();
    PlanarFaces out;
    out.rings.emplace_back();
    std::vector<std::uint32_t> face(area_.size(), kNone);
    for (std::uint32_t c = 0; c < area_.size(); ++c) {
      if (area_[c] <= 0) continue;
      face[c] = static_cast<std::uint32_t>(out.rings.size());
      out.rings.emplace_back();
      for (auto& ring : simple_rings(c)) {
        auto& rings = out.rings.back();
        // The outer ring first, whatever holes touch it.
        rings.insert(ring_area(ring) > 0 ? rings.begin() : rings.end(), std::move(ring));
      }
    }
    index_rows();
    for (std::uint32_t c = 0; c < area_.size(); ++c) {
      if (area_[c] > 0) continue;
      face[c] = face_around(c, face);
      for (auto& ring : simple_rings(c)) out.rings[face[c]].push_back(std::move(ring));
    }
    out.of.resize(cycle_.size());
    for (Half h = 0; h < cycle_.size(); ++h) out.of[h] = face[cycle_[h]];
    return out;
  }

 private:
  std::uint32_t from(Half h) const { return h & 1 ? edges_[h / 2].b : edges_[h / 2].a; }
  std::uint32_t to(Half h) const { return from(h ^ 1); }

  void order_around_points() {
    std::vector<std::uint32_t> first(points_.size() + 1, 0);
    const auto halves = static_cast<Half>(2 * edges_.size());
    for (Half h = 0; h < halves; ++h) ++first[from(h) + 1];
    std::partial_sum(first.begin(), first.end(), first.begin());
    std::vector<Half> around(halves);
    std::vector<std::uint32_t> fill(first.begin(), first.end() - 1);
    for (Half h = 0; h < halves; ++h) around[fill[from(h)]++] = h;
    next_.resize(halves);
    for (std::size_t p = 0; p < points_.size(); ++p) {
      const auto begin = around.begin() + first[p], end = around.begin() + first[p + 1];
      const MicroPoint at = points_[p];
      std::sort(begin, end, [&](Half g, Half h) {
        const MicroPoint q = points_[to(g)], r = points_[to(h)];
        const bool up_q = q.y > at.y || (q.y == at.y && q.x > at.x);
        const bool up_r = r.y > at.y || (r.y == at.y && r.x > at.x);
        return up_q != up_r ? up_q : turn(at, q, r) > 0;
      });
      for (auto it = begin; it != end; ++it) next_[*it ^ 1] = it == begin ? *(end - 1) : *(it - 1);
    }
  }

  void walk_cycles() {
    cycle_.assign(next_.size(), kNone);
    for (Half start = 0; start < next_.size(); ++start) {
      if (cycle_[start] != kNone) continue;
      const auto c = static_cast<std::uint32_t>(area_.size());
      std::int64_t twice = 0;
      for (Half h = start; cycle_[h] == kNone; h = next_[h]) {
        cycle_[h] = c;
        twice += turn(points_[from(start)], points_[from(h)], points_[to(h)]);
      }
      area_.push_back(twice);
      start_.push_back(start);
    }
  }

  std::int64_t ring_area(const PlanarFaces::Ring& ring) const {
    std::int64_t twice = 0;
    for (std::size_t i = 2; i < ring.size(); ++i)
      twice += turn(points_[ring[0]], points_[ring[i - 1]], points_[ring[i]]);
    return twice;
  }

  /// A cycle cut where it comes by a point again; what goes there and back is left out.
  std::vector<PlanarFaces::Ring> simple_rings(std::uint32_t cycle) {
    std::vector<PlanarFaces::Ring> out;
    PlanarFaces::Ring open;
    at_.resize(points_.size(), kNone);
    const auto close = [&](std::uint32_t depth) {
      PlanarFaces::Ring ring(open.begin() + depth, open.end());
      for (const std::uint32_t p : ring) at_[p] = kNone;
      open.resize(depth);
      if (ring.size() > 2) out.push_back(std::move(ring));
    };
    Half h = start_[cycle];
    do {
      const std::uint32_t p = from(h);
      if (at_[p] != kNone) close(at_[p]);
      at_[p] = static_cast<std::uint32_t>(open.size());
      open.push_back(p);
      h = next_[h];
    } while (h != start_[cycle]);
    close(0);
    return out;
  }

  /// Edges by the rows of the map that they span, to look west from a point.
  void index_rows() {
    if (points_.empty()) return;
    const auto [low, high] = std::minmax_element(
        points_.begin(), points_.end(), [](MicroPoint a, MicroPoint b) { return a.y < b.y; });
    south_ = low->y;
    row_height_ = std::max<std::int64_t>(1, (std::int64_t{high->y} - south_) / 512 + 1);
    rows_.assign(static_cast<std::size_t>((std::int64_t{high->y} - south_) / row_height_ + 1), {});
    for (std::uint32_t e = 0; e < edges_.size(); ++e) {
      const auto [y0, y1] = std::minmax(points_[edges_[e].a].y, points_[edges_[e].b].y);
      for (std::size_t r = row_of(y0); r <= row_of(y1); ++r) rows_[r].push_back(e);
    }
  }
  std::size_t row_of(std::int32_t y) const {
    return static_cast<std::size_t>((std::int64_t{y} - south_) / row_height_);
  }

  /// The half-edge that looks east and lies next to the west of the point, of another part.
  std::optional<Half> west_of(std::uint32_t point) {
    const MicroPoint p = points_[point];
    std::optional<Half> best;
    double best_x = 0, best_slope = 0;
    for (const std::uint32_t e : rows_[row_of(p.y)]) {
      MicroPoint low = points_[edges_[e].a], high = points_[edges_[e].b];
      Half east = 2 * e;  // the face left of it lies east where it runs down
      if (low.y > high.y)
        std::swap(low, high);
      else
        east = 2 * e + 1;
      // The line of sight lies a hair above the point, so that no end of an edge is on it.
      if (!(low.y <= p.y && p.y < high.y) || part(edges_[e].a) == part(point)) continue;
      const double slope = (double(high.x) - low.x) / (double(high.y) - low.y);
      const double x = low.x + (double(p.y) - low.y) * slope;
      if (x > p.x || (best && std::pair(x, slope) <= std::pair(best_x, best_slope))) continue;
      best = east;
      best_x = x;
      best_slope = slope;
    }
    return best;
  }

  std::uint32_t part(std::uint32_t point) {
    if (parts_.empty()) {
      parts_.resize(points_.size());
      std::iota(parts_.begin(), parts_.end(), 0u);
      for (const PlanarEdge& edge : edges_) parts_[root(edge.a)] = root(edge.b);
    }
    return root(point);
  }
  std::uint32_t root(std::uint32_t p) {
    while (parts_[p] != p) p = parts_[p] = parts_[parts_[p]];
    return p;
  }

  /// The face around a connected part: looked for to the west, from its westernmost point, so that
  /// each look leads farther west.
  std::uint32_t face_around(std::uint32_t cycle, const std::vector<std::uint32_t>& face) {
    for (;;) {
      std::uint32_t westernmost = from(start_[cycle]);
      Half h = start_[cycle];
      do {
        if (points_[from(h)] < points_[westernmost]) westernmost = from(h);
        h = next_[h];
      } while (h != start_[cycle]);
      const auto seen = west_of(westernmost);
      if (!seen) return 0;
      cycle = cycle_[*seen];
      if (face[cycle] != kNone) return face[cycle];
    }
  }

  const std::vector<MicroPoint>& points_;
  const std::vector<PlanarEdge>& edges_;
  std::vector<Half> next_;
  std::vector<std::uint32_t> cycle_;  ///< by half-edge
  std::vector<std::int64_t> area_;    ///< by cycle, twice
  std::vector<Half> start_;           ///< by cycle
  std::vector<std::uint32_t> at_;     ///< by point: its place in the open ring
  std::vector<std::uint32_t> parts_;  ///< by point: union-find
  std::vector<std::vector<std::uint32_t>> rows_;
  std::int64_t row_height_ = 1;
  std::int32_t south_ = 0;
};

}  // namespace

PlanarFaces find_faces(const std::vector<MicroPoint>& points,
                       const std::vector<PlanarEdge>& edges) {
  return FaceFinder(points, edges).run();
}

}  // namespace dateline
