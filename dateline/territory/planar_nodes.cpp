#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <tuple>

#include "dateline/base/sort_unique.h"
#include "dateline/territory/planar.h"

namespace dateline {
namespace {

struct Segment {
  MicroPoint a, b;  ///< a < b
  std::uint32_t line;
  bool forward;
};

bool box_holds(const Segment& s, MicroPoint p) {
  return std::min(s.a.x, s.b.x) <= p.x && p.x <= std::max(s.a.x, s.b.x) &&
         std::min(s.a.y, s.b.y) <= p.y && p.y <= std::max(s.a.y, s.b.y);
}

bool boxes_meet(const Segment& s, const Segment& t) {
  return std::min(s.a.x, s.b.x) <= std::max(t.a.x, t.b.x) &&
         std::min(t.a.x, t.b.x) <= std::max(s.a.x, s.b.x) &&
         std::min(s.a.y, s.b.y) <= std::max(t.a.y, t.b.y) &&
         std::min(t.a.y, t.b.y) <= std::max(s.a.y, s.b.y);
}

/// Where two segments cross, on the raster and inside of both boxes.
MicroPoint crossing(const Segment& s, const Segment& t) {
  const double rx = double(s.b.x) - s.a.x, ry = double(s.b.y) - s.a.y;
  const double qx = double(t.b.x) - t.a.x, qy = double(t.b.y) - t.a.y;
  const double share =
      ((double(t.a.x) - s.a.x) * qy - (double(t.a.y) - s.a.y) * qx) / (rx * qy - ry * qx);
  const auto between = [](double value, std::int32_t a, std::int32_t b, std::int32_t c,
                          std::int32_t d) {
    const std::int32_t low = std::max(std::min(a, b), std::min(c, d));
    const std::int32_t high = std::min(std::max(a, b), std::max(c, d));
    return static_cast<std::int32_t>(
        std::clamp(std::llround(value), static_cast<long long>(low), static_cast<long long>(high)));
  };
  return {between(s.a.x + share * rx, s.a.x, s.b.x, t.a.x, t.b.x),
          between(s.a.y + share * ry, s.a.y, s.b.y, t.a.y, t.b.y)};
}

using Cut = std::pair<std::uint32_t, MicroPoint>;  ///< segment, where

void cut_pair(const std::vector<Segment>& all, std::uint32_t i, std::uint32_t j,
              std::vector<Cut>& cuts) {
  const Segment &s = all[i], &t = all[j];
  if (!boxes_meet(s, t)) return;
  const std::int64_t ta = turn(s.a, s.b, t.a), tb = turn(s.a, s.b, t.b);
  const std::int64_t sa = turn(t.a, t.b, s.a), sb = turn(t.a, t.b, s.b);
  const auto on = [&](std::int64_t side, const Segment& line, std::uint32_t index, MicroPoint p) {
    if (side == 0 && p != line.a && p != line.b && box_holds(line, p)) cuts.emplace_back(index, p);
  };
  on(ta, s, i, t.a);
  on(tb, s, i, t.b);
  on(sa, t, j, s.a);
  on(sb, t, j, s.b);
  if ((ta > 0) == (tb > 0) || (sa > 0) == (sb > 0) || !ta || !tb || !sa || !sb) return;
  const MicroPoint p = crossing(s, t);
  if (p != s.a && p != s.b) cuts.emplace_back(i, p);
  if (p != t.a && p != t.b) cuts.emplace_back(j, p);
}

/// Pairs of near segments by square tiles about as wide as a segment is long.
std::vector<Cut> find_cuts(const std::vector<Segment>& all) {
  double sum = 0;
  for (const Segment& s : all)
    sum += std::max(std::abs(double(s.b.x) - s.a.x), std::abs(double(s.b.y) - s.a.y));
  const auto tile = static_cast<std::int32_t>(
      std::clamp(2 * sum / static_cast<double>(std::max<std::size_t>(all.size(), 1)), 100.0, 1e7));
  std::vector<std::tuple<std::int32_t, std::int32_t, std::uint32_t>> entries;
  const auto floor_div = [&](std::int32_t v) { return v >= 0 ? v / tile : (v - tile + 1) / tile; };
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    const Segment& s = all[i];
    // A long segment enters the tiles along it, not all of its box.
    const std::int32_t x0 = floor_div(s.a.x), x1 = floor_div(s.b.x);  // a.x <= b.x
    for (std::int32_t x = x0; x <= x1; ++x) {
      double low = s.a.y, high = s.b.y;
      if (x1 > x0) {
        const double slope = (double(s.b.y) - s.a.y) / (double(s.b.x) - s.a.x);
        const double left = std::max(double(x) * tile, double(s.a.x));
        const double right = std::min((double(x) + 1) * tile, double(s.b.x));
        low = s.a.y + (left - s.a.x) * slope;
        high = s.a.y + (right - s.a.x) * slope;
      }
      if (low > high) std::swap(low, high);
      const std::int32_t y0 = floor_div(static_cast<std::int32_t>(std::floor(low)) - 1);
      const std::int32_t y1 = floor_div(static_cast<std::int32_t>(std::ceil(high)) + 1);
      for (std::int32_t y = y0; y <= y1; ++y) entries.emplace_back(x, y, i);
    }
  }
  std::sort(entries.begin(), entries.end());
  std::vector<Cut> cuts;
  for (std::size_t begin = 0, end; begin < entries.size(); begin = end) {
    for (end = begin; end < entries.size() &&
                      std::get<0>(entries[end]) == std::get<0>(entries[begin]) &&
                      std::get<1>(entries[end]) == std::get<1>(entries[begin]);)
      ++end;
    for (std::size_t i = begin; i < end; ++i)
      for (std::size_t j = i + 1; j < end; ++j)
        cut_pair(all, std::get<2>(entries[i]), std::get<2>(entries[j]), cuts);
  }
  sort_unique(cuts);
  return cuts;
}

void add_segment(MicroPoint from, MicroPoint to, std::uint32_t line, bool forward,
                 std::vector<Segment>& out) {
  if (from == to) return;
  if (from < to)
    out.push_back({from, to, line, forward});
  else
    out.push_back({to, from, line, !forward});
}

/// The segments with each cut at its points, in order along it.
std::vector<Segment> apply_cuts(const std::vector<Segment>& all, const std::vector<Cut>& cuts) {
  std::vector<Segment> out;
  out.reserve(all.size() + cuts.size());
  std::size_t next = 0;
  std::vector<std::pair<std::int64_t, MicroPoint>> along;
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    const Segment& s = all[i];
    along.clear();
    for (; next < cuts.size() && cuts[next].first == i; ++next) {
      const MicroPoint p = cuts[next].second;
      const std::int64_t way =
          std::int64_t{s.b.x - s.a.x} * (p.x - s.a.x) + std::int64_t{s.b.y - s.a.y} * (p.y - s.a.y);
      along.emplace_back(way, p);
    }
    std::sort(along.begin(), along.end());
    MicroPoint at = s.a;
    for (const auto& [way, p] : along) {
      add_segment(at, p, s.line, s.forward, out);
      at = p;
    }
    add_segment(at, s.b, s.line, s.forward, out);
  }
  return out;
}

}  // namespace

PlanarGraph node_lines(const std::vector<MicroLine>& lines) {
  std::vector<Segment> all;
  for (std::uint32_t line = 0; line < lines.size(); ++line)
    for (std::size_t i = 1; i < lines[line].size(); ++i)
      add_segment(lines[line][i - 1], lines[line][i], line, true, all);
  for (;;) {
    const std::vector<Cut> cuts = find_cuts(all);
    if (cuts.empty()) break;
    all = apply_cuts(all, cuts);
  }
  std::sort(all.begin(), all.end(), [](const Segment& s, const Segment& t) {
    return std::tie(s.a, s.b, s.line, s.forward) < std::tie(t.a, t.b, t.line, t.forward);
  });
  PlanarGraph out;
  for (const Segment& s : all) {
    out.points.push_back(s.a);
    out.points.push_back(s.b);
  }
  sort_unique(out.points);
  const auto index = [&](MicroPoint p) {
    return static_cast<std::uint32_t>(std::lower_bound(out.points.begin(), out.points.end(), p) -
                                      out.points.begin());
  };
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i == 0 || all[i].a != all[i - 1].a || all[i].b != all[i - 1].b) {
      out.edges.push_back({index(all[i].a), index(all[i].b)});
      out.first.push_back(static_cast<std::uint32_t>(out.sources.size()));
    }
    out.sources.push_back({all[i].line, all[i].forward});
  }
  out.first.push_back(static_cast<std::uint32_t>(out.sources.size()));
  return out;
}

}  // namespace dateline
