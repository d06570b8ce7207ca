#include "dateline/territory/ground_lines.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <tuple>
#include <utility>

namespace dateline {
namespace {

struct XY {
  double x, y;
};
using Path = std::vector<XY>;

constexpr int kRounds = 8;          ///< of smoothing; a deviation of two cells
constexpr double kMostMove = 0.8;   ///< cells
constexpr double kThinning = 0.12;  ///< cells

/// Corners of cells and the unit edges between them that part two owners.
class Tracer {
 public:
  explicit Tracer(const GroundGrid& grid)
      : grid_(grid), columns_(grid.width() + 1), rows_(grid.height() + 1) {
    done_.assign(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_), {});
  }

  struct Trace {
    Path corners;
    std::int32_t left, right;
    bool ring;  ///< comes back to where it began, and no other line does
  };

  std::vector<Trace> run() {
    std::vector<Trace> out;
    // From every junction first; what is left then are rings.
    for (const bool rings : {false, true})
      for (int y = 0; y < rows_; ++y)
        for (int x = 0; x < columns_; ++x)
          if (rings || is_junction(x, y))
            for (int d = 0; d < 4; ++d)
              if (has(x, y, d) && !done(x, y, d)) out.push_back(walk(x, y, d, rings));
    return out;
  }

 private:
  // Directions: east, north, west, south.
  static constexpr std::array<int, 4> kX = {1, 0, -1, 0}, kY = {0, 1, 0, -1};

  std::int32_t owner(int x, int y) const {
    if (x < 0 || y < 0 || x >= grid_.width() || y >= grid_.height()) return kNobodysGround;
    return grid_.owner(x, y);
  }
  bool near(int x, int y) const {
    return x >= 0 && y >= 0 && x < grid_.width() && y < grid_.height() && grid_.is_near(x, y);
  }
  /// Cells left and right of the edge that leaves a corner.
  std::array<std::pair<int, int>, 2> sides(int x, int y, int d) const {
    switch (d) {
      case 0:
        return {{{x, y}, {x, y - 1}}};
      case 1:
        return {{{x - 1, y}, {x, y}}};
      case 2:
        return {{{x - 1, y - 1}, {x - 1, y}}};
      default:
        return {{{x, y - 1}, {x - 1, y - 1}}};
    }
  }
  std::pair<std::int32_t, std::int32_t> owners(int x, int y, int d) const {
    const auto s = sides(x, y, d);
    return {owner(s[0].first, s[0].second), owner(s[1].first, s[1].second)};
  }
  bool has(int x, int y, int d) const {
    const auto s = sides(x, y, d);
    if (!near(s[0].first, s[0].second) && !near(s[1].first, s[1].second)) return false;
    const auto [left, right] = owners(x, y, d);
    return left != right;
  }
  bool is_junction(int x, int y) const {
    int count = 0;
    for (int d = 0; d < 4; ++d) count += has(x, y, d);
    return count != 0 && count != 2;
  }
  bool done(int x, int y, int d) const { return done_[at(x, y)][static_cast<std::size_t>(d)]; }
  std::size_t at(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(columns_) +
           static_cast<std::size_t>(x);
  }

  Trace walk(int x, int y, int d, bool ring) {
    Trace out;
    std::tie(out.left, out.right) = owners(x, y, d);
    out.ring = false;
    out.corners.push_back({double(x), double(y)});
    const int x0 = x, y0 = y;
    for (;;) {
      done_[at(x, y)][static_cast<std::size_t>(d)] = true;
      x += kX[static_cast<std::size_t>(d)];
      y += kY[static_cast<std::size_t>(d)];
      done_[at(x, y)][static_cast<std::size_t>((d + 2) % 4)] = true;
      out.corners.push_back({double(x), double(y)});
      if (x == x0 && y == y0) {
        out.ring = ring;
        return out;
      }
      if (is_junction(x, y)) return out;
      int next = -1;
      for (int e = 0; e < 4; ++e)
        if (e != (d + 2) % 4 && has(x, y, e)) next = e;
      // Beyond the rim a line may change sides where an edge was left out.
      if (next < 0 || done(x, y, next) || owners(x, y, next) != std::pair(out.left, out.right))
        return out;
      d = next;
    }
  }

  const GroundGrid& grid_;
  int columns_, rows_;
  std::vector<std::array<bool, 4>> done_;
};

/// Middles of the steps, with the ends where the line is open.
Path middles(const Path& corners, bool ring) {
  Path out;
  if (!ring) out.push_back(corners.front());
  for (std::size_t i = 1; i < corners.size(); ++i)
    out.push_back({(corners[i - 1].x + corners[i].x) / 2, (corners[i - 1].y + corners[i].y) / 2});
  if (!ring) out.push_back(corners.back());
  return out;
}

/// Weights 1 2 1, again and again; ends of open lines stay, and nothing moves by more than
/// kMostMove. Small rings are smoothed less: they would shrink.
void smooth_path(Path& path, bool ring) {
  const std::size_t n = path.size();
  const int rounds = std::min(kRounds, static_cast<int>(n) / 6);
  const Path start = path;
  Path before;
  for (int round = 0; round < rounds; ++round) {
    before = path;
    for (std::size_t i = ring ? 0 : 1; i < (ring ? n : n - 1); ++i) {
      const XY &a = before[(i + n - 1) % n], &b = before[i], &c = before[(i + 1) % n];
      path[i] = {(a.x + 2 * b.x + c.x) / 4, (a.y + 2 * b.y + c.y) / 4};
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    const double dx = path[i].x - start[i].x, dy = path[i].y - start[i].y;
    const double far = std::sqrt(dx * dx + dy * dy);
    if (far > kMostMove)
      path[i] = {start[i].x + dx * kMostMove / far, start[i].y + dy * kMostMove / far};
  }
}

double off_line(XY p, XY a, XY b) {
  const double dx = b.x - a.x, dy = b.y - a.y, length = std::sqrt(dx * dx + dy * dy);
  const double x = p.x - a.x, y = p.y - a.y;
  return length > 0 ? std::abs(x * dy - y * dx) / length : std::sqrt(x * x + y * y);
}

Path thin_path(const Path& path) {
  std::vector<bool> keep(path.size(), false);
  keep.front() = keep.back() = true;
  std::vector<std::pair<std::size_t, std::size_t>> open{{0, path.size() - 1}};
  while (!open.empty()) {
    const auto [first, last] = open.back();
    open.pop_back();
    double most = kThinning;
    std::size_t far = 0;
    for (std::size_t i = first + 1; i < last; ++i)
      if (const double off = off_line(path[i], path[first], path[last]); off > most) {
        most = off;
        far = i;
      }
    if (far == 0) continue;
    keep[far] = true;
    open.emplace_back(first, far);
    open.emplace_back(far, last);
  }
  Path out;
  for (std::size_t i = 0; i < path.size(); ++i)
    if (keep[i]) out.push_back(path[i]);
  return out;
}

}  // namespace

std::vector<GroundLine> find_ground_lines(const GroundGrid& grid) {
  std::vector<GroundLine> out;
  if (grid.width() == 0) return out;
  for (const Tracer::Trace& trace : Tracer(grid).run()) {
    Path path = middles(trace.corners, trace.ring);
    smooth_path(path, trace.ring);
    if (trace.ring) path.push_back(path.front());
    GroundLine line{{}, trace.left, trace.right};
    for (const XY& p : thin_path(path)) line.points.push_back(grid.point(p.x, p.y));
    out.push_back(std::move(line));
  }
  return out;
}

}  // namespace dateline
