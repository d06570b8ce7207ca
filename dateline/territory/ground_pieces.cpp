#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <numeric>
#include <tuple>

#include "dateline/base/sort_unique.h"
#include "dateline/territory/ground.h"

namespace dateline {
namespace {

constexpr double kRadians = std::numbers::pi / 180 / 1e6;

std::int32_t class_at(const std::vector<std::int32_t>& class_of, std::int32_t cell) {
  return cell < 0 ? -1 : class_of[static_cast<std::size_t>(cell)];
}

/// Says of each piece whose ground it is: cells are parts of a piece where no edge between classes
/// stands between them.
void find_cells(const Ground& ground, const std::vector<std::int32_t>& class_of,
                const PlanarFaces& joined, const std::vector<std::int32_t>& piece_of,
                std::vector<GroundPiece>& pieces) {
  std::vector<PlanarEdge> edges;
  for (const Ground::Edge& edge : ground.edges) edges.push_back({edge.a, edge.b});
  const PlanarFaces fine = find_faces(ground.points, edges);
  std::vector<std::uint32_t> parts(fine.rings.size());
  std::iota(parts.begin(), parts.end(), 0u);
  const auto root = [&](std::uint32_t f) {
    while (parts[f] != f) f = parts[f] = parts[parts[f]];
    return f;
  };
  std::vector<std::int32_t> cell_of(parts.size(), Ground::kOutside);
  for (std::size_t e = 0; e < edges.size(); ++e) {
    const Ground::Edge& edge = ground.edges[e];
    cell_of[fine.of[2 * e]] = edge.left;
    cell_of[fine.of[2 * e + 1]] = edge.right;
    if (class_at(class_of, edge.left) == class_at(class_of, edge.right))
      parts[root(fine.of[2 * e])] = root(fine.of[2 * e + 1]);
  }
  std::vector<std::int32_t> piece(parts.size(), -1);
  std::size_t kept = 0;
  for (std::size_t e = 0; e < edges.size(); ++e) {
    const Ground::Edge& edge = ground.edges[e];
    if (class_at(class_of, edge.left) == class_at(class_of, edge.right)) continue;
    piece[root(fine.of[2 * e])] = piece_of[joined.of[2 * kept]];
    piece[root(fine.of[2 * e + 1])] = piece_of[joined.of[2 * kept + 1]];
    ++kept;
  }
  for (std::uint32_t f = 1; f < parts.size(); ++f) {
    const std::int32_t p = piece[root(f)];
    if (p >= 0 && cell_of[f] >= 0)
      pieces[static_cast<std::size_t>(p)].cells.push_back(static_cast<std::uint32_t>(cell_of[f]));
  }
  for (GroundPiece& one : pieces) {
    sort_unique(one.cells);
  }
}

}  // namespace

double ring_area_m2(const MicroLine& ring) {
  // The area below an edge is the mean of the sine of its latitude times its width.
  double sum = 0;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    const double width = (double(ring[i].x) - ring[j].x) * kRadians;
    const double low = ring[j].y * kRadians, high = ring[i].y * kRadians;
    const double half = (high - low) / 2;
    const double sinc = std::abs(half) < 1e-9 ? 1 : std::sin(half) / half;
    sum -= width * std::sin((low + high) / 2) * sinc;
  }
  return sum * kEarthRadiusM * kEarthRadiusM;
}

double line_length_m(const MicroLine& line) {
  double sum = 0;
  for (std::size_t i = 1; i < line.size(); ++i) {
    const double middle = (double(line[i].y) + line[i - 1].y) / 2 * kRadians;
    const double dx = (double(line[i].x) - line[i - 1].x) * kRadians * std::cos(middle);
    const double dy = (double(line[i].y) - line[i - 1].y) * kRadians;
    sum += std::sqrt(dx * dx + dy * dy);
  }
  return sum * kEarthRadiusM;
}

std::vector<GroundPiece> join_ground(const Ground& ground,
                                     const std::vector<std::int32_t>& class_of) {
  std::vector<PlanarEdge> edges;
  std::vector<const Ground::Edge*> of_edge;
  for (const Ground::Edge& edge : ground.edges) {
    if (class_at(class_of, edge.left) == class_at(class_of, edge.right)) continue;
    edges.push_back({edge.a, edge.b});
    of_edge.push_back(&edge);
  }
  const PlanarFaces faces = find_faces(ground.points, edges);
  std::vector<GroundPiece> all(faces.rings.size());
  for (GroundPiece& piece : all) piece.ground_class = -1;
  for (std::size_t e = 0; e < edges.size(); ++e) {
    all[faces.of[2 * e]].ground_class = class_at(class_of, of_edge[e]->left);
    all[faces.of[2 * e + 1]].ground_class = class_at(class_of, of_edge[e]->right);
  }
  std::vector<GroundPiece> out;
  std::vector<std::int32_t> out_of(all.size(), -1);
  for (std::size_t f = 1; f < all.size(); ++f) {
    if (all[f].ground_class < 0) continue;
    for (const PlanarFaces::Ring& ring : faces.rings[f]) {
      MicroLine line;
      for (const std::uint32_t p : ring) line.push_back(ground.points[p]);
      std::rotate(line.begin(), std::min_element(line.begin(), line.end()), line.end());
      all[f].area_m2 += ring_area_m2(line);
      all[f].rings.push_back(std::move(line));
    }
    out_of[f] = static_cast<std::int32_t>(out.size());
    out.push_back(std::move(all[f]));
  }
  find_cells(ground, class_of, faces, out_of, out);
  std::sort(out.begin(), out.end(), [](const GroundPiece& a, const GroundPiece& b) {
    return std::tie(a.ground_class, a.rings) < std::tie(b.ground_class, b.rings);
  });
  return out;
}

std::vector<GroundBorder> ground_borders(const Ground& ground,
                                         const std::vector<std::int32_t>& class_of) {
  /// An edge run so that the lower class is on its left.
  struct Run {
    std::int32_t left, right;
    std::uint32_t from, to;
    bool done = false;
  };
  std::vector<Run> runs;
  for (const Ground::Edge& edge : ground.edges) {
    const std::int32_t left = class_at(class_of, edge.left), right = class_at(class_of, edge.right);
    if (left < right) runs.push_back({left, right, edge.a, edge.b});
    if (left > right) runs.push_back({right, left, edge.b, edge.a});
  }
  const auto key = [](const Run& run) { return std::tie(run.left, run.right, run.from, run.to); };
  std::sort(runs.begin(), runs.end(), [&](const Run& a, const Run& b) { return key(a) < key(b); });
  const auto leaving = [&](const Run& like, std::uint32_t point) {
    const auto before = [&](const Run& run, std::uint32_t p) {
      return std::tie(run.left, run.right, run.from) < std::tie(like.left, like.right, p);
    };
    const auto begin = std::lower_bound(runs.begin(), runs.end(), point, before);
    const auto end = std::lower_bound(begin, runs.end(), point + 1, before);
    return std::pair(begin, end);
  };
  std::map<std::tuple<std::int32_t, std::int32_t, std::uint32_t>, int> arriving;
  for (const Run& run : runs) ++arriving[{run.left, run.right, run.to}];
  const auto goes_on = [&](const Run& run, std::uint32_t point) {
    const auto [begin, end] = leaving(run, point);
    const auto in = arriving.find({run.left, run.right, point});
    return end - begin == 1 && in != arriving.end() && in->second == 1;
  };
  std::vector<GroundBorder> out;
  for (const bool rings : {false, true})
    for (Run& start : runs) {
      if (start.done || (!rings && goes_on(start, start.from))) continue;
      GroundBorder border{start.left, start.right, {ground.points[start.from]}};
      for (Run* run = &start; !run->done;) {
        run->done = true;
        border.points.push_back(ground.points[run->to]);
        if (!goes_on(*run, run->to)) break;
        run = &*leaving(*run, run->to).first;
      }
      out.push_back(std::move(border));
    }
  std::sort(out.begin(), out.end(), [](const GroundBorder& a, const GroundBorder& b) {
    return std::tie(a.left, a.right, a.points) < std::tie(b.left, b.right, b.points);
  });
  return out;
}

}  // namespace dateline
