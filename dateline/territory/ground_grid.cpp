#include "dateline/territory/ground_grid.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numbers>
#include <queue>
#include <utility>

#include "dateline/territory/ground.h"

namespace dateline {
namespace {

constexpr double kDegreeKm = 111.195;  ///< of latitude, on the sphere of kEarthRadiusM
constexpr double kMicro = 1e6;
constexpr double kHourMs = 3.6e6;
constexpr std::uint32_t kNever = 0xffffffffu;
/// As many cells as one grid has at most, about; no cell is narrower than kLeastCellKm.
constexpr double kMostCells = 400'000, kLeastCellKm = 0.5;
constexpr int kRim = 3;  ///< cells around the country

double cosine(double degrees) { return std::cos(degrees * std::numbers::pi / 180); }

}  // namespace

GroundGrid::Frame GroundGrid::frame_of(const GroundTask& task) {
  constexpr double kReachDegrees = kGroundReachHours * kOffRoadKmh / kDegreeKm;
  Frame seeds{1e9, 1e9, -1e9, -1e9}, land = seeds;
  const auto widen = [](Frame& frame, MicroPoint p) {
    frame.west = std::min(frame.west, p.x / kMicro);
    frame.east = std::max(frame.east, p.x / kMicro);
    frame.south = std::min(frame.south, p.y / kMicro);
    frame.north = std::max(frame.north, p.y / kMicro);
  };
  for (const MicroPoint p : task.seeds) widen(seeds, p);
  for (const MicroLine& ring : task.rings)
    for (const MicroPoint p : ring) widen(land, p);
  const double wide = kReachDegrees / std::max(0.2, cosine((seeds.south + seeds.north) / 2));
  Frame out{
      std::max(land.west, seeds.west - wide), std::max(land.south, seeds.south - kReachDegrees),
      std::min(land.east, seeds.east + wide), std::min(land.north, seeds.north + kReachDegrees)};
  // Places that lie off the country's outline have their frame all the same.
  widen(out, task.seeds.front());
  return out;
}

void GroundGrid::lay_out(const GroundTask& task) {
  const Frame frame = frame_of(task);
  const double shrink = std::max(0.05, cosine((frame.south + frame.north) / 2));
  const double wide_km = (frame.east - frame.west) * kDegreeKm * shrink;
  const double high_km = (frame.north - frame.south) * kDegreeKm;
  const double side = std::max(kLeastCellKm, std::sqrt(wide_km * high_km / kMostCells));
  cell_y_ = side / kDegreeKm;
  cell_x_ = cell_y_ / shrink;
  west_ = frame.west - kRim * cell_x_;
  south_ = frame.south - kRim * cell_y_;
  width_ = static_cast<int>(std::ceil((frame.east - frame.west) / cell_x_)) + 2 * kRim;
  height_ = static_cast<int>(std::ceil((frame.north - frame.south) / cell_y_)) + 2 * kRim;
  for (int y = 0; y < height_; ++y)
    cell_km_.push_back(cell_x_ * kDegreeKm * std::max(0.01, cosine(south_ + (y + 0.5) * cell_y_)));
}

MicroPoint GroundGrid::point(double x, double y) const {
  return {static_cast<std::int32_t>(std::lround((west_ + x * cell_x_) * kMicro)),
          static_cast<std::int32_t>(std::lround((south_ + y * cell_y_) * kMicro))};
}

std::size_t GroundGrid::cell_of(MicroPoint p) const {
  const auto cell = [](double value, int most) {
    return std::clamp(static_cast<int>(std::floor(value)), 0, most - 1);
  };
  return index(cell((p.x / kMicro - west_) / cell_x_, width_),
               cell((p.y / kMicro - south_) / cell_y_, height_));
}

std::int32_t GroundGrid::owner_at(MicroPoint p) const {
  const double x = (p.x / kMicro - west_) / cell_x_, y = (p.y / kMicro - south_) / cell_y_;
  // Beyond the frame no place is within reach.
  if (x < 0 || y < 0 || x >= width_ || y >= height_) return kNobodysGround;
  return owner_[cell_of(p)];
}

/// Cells whose middle lies in the country.
void GroundGrid::fill_inside(const GroundTask& task) {
  std::vector<std::vector<double>> cuts(static_cast<std::size_t>(height_));
  for (const MicroLine& ring : task.rings)
    for (std::size_t i = 0; i < ring.size(); ++i) {
      MicroPoint a = ring[i], b = ring[(i + 1) % ring.size()];
      if (a.y > b.y) std::swap(a, b);
      const double low = (a.y / kMicro - south_) / cell_y_,
                   high = (b.y / kMicro - south_) / cell_y_;
      const int first = static_cast<int>(std::ceil(std::max(low - 0.5, 0.0)));
      for (int y = first; y < height_ && y + 0.5 < high; ++y) {
        const double share = (y + 0.5 - low) / (high - low);
        const double lng = (a.x + share * (double(b.x) - a.x)) / kMicro;
        cuts[static_cast<std::size_t>(y)].push_back((lng - west_) / cell_x_);
      }
    }
  inside_.assign(owner_.size(), 0);
  for (int y = 0; y < height_; ++y) {
    auto& row = cuts[static_cast<std::size_t>(y)];
    std::sort(row.begin(), row.end());
    for (std::size_t i = 0; i + 1 < row.size(); i += 2) {
      const int end = static_cast<int>(std::min(std::ceil(row[i + 1] - 0.5), double(width_)));
      for (int x = static_cast<int>(std::max(std::ceil(row[i] - 0.5), 0.0)); x < end; ++x)
        inside_[index(x, y)] = 1;
    }
  }
}

void GroundGrid::find_near() {
  near_ = inside_;
  constexpr int kCells = 2;
  for (int y = 0; y < height_; ++y)
    for (int x = 0; x < width_; ++x) {
      if (!inside_[index(x, y)]) continue;
      for (int v = std::max(0, y - kCells); v <= std::min(height_ - 1, y + kCells); ++v)
        for (int u = std::max(0, x - kCells); u <= std::min(width_ - 1, x + kCells); ++u)
          near_[index(u, v)] = 1;
    }
}

/// Cells along a road are as quick as the road.
void GroundGrid::pave(const GroundTask& task) {
  pace_.assign(owner_.size(), static_cast<std::uint32_t>(std::lround(kHourMs / kOffRoadKmh)));
  for (const GroundRoad& road : task.roads) {
    const double x0 = (road.from.x / kMicro - west_) / cell_x_;
    const double y0 = (road.from.y / kMicro - south_) / cell_y_;
    const double dx = (road.to.x / kMicro - west_) / cell_x_ - x0;
    const double dy = (road.to.y / kMicro - south_) / cell_y_ - y0;
    const double row = std::clamp(y0 + dy / 2, 0.0, double(height_ - 1));
    const double km =
        std::hypot(dx * cell_km_[static_cast<std::size_t>(row)], dy * cell_y_ * kDegreeKm);
    if (km <= 0) continue;
    const auto pace = static_cast<std::uint32_t>(std::lround(road.hours * kHourMs / km));
    const int steps = 1 + static_cast<int>(2 * std::max(std::abs(dx), std::abs(dy)));
    for (int i = 0; i <= steps; ++i) {
      const double x = std::floor(x0 + dx * i / steps), y = std::floor(y0 + dy * i / steps);
      if (x < 0 || y < 0 || x >= width_ || y >= height_) continue;
      std::uint32_t& cell = pace_[index(static_cast<int>(x), static_cast<int>(y))];
      cell = std::min(cell, pace);
    }
  }
}

/// Gives each seed the nearest cell of the country that no other one has.
void GroundGrid::plant(const GroundTask& task) {
  for (std::size_t s = 0; s < task.seeds.size(); ++s) {
    const std::size_t home = cell_of(task.seeds[s]);
    const int x = static_cast<int>(home % static_cast<std::size_t>(width_));
    const int y = static_cast<int>(home / static_cast<std::size_t>(width_));
    std::size_t best = home;
    int least = -1;
    // Rings of cells, farther and farther; a ring beyond the best distance holds nothing nearer.
    for (int r = 0; r < std::max(width_, height_) && (least < 0 || r * r <= least); ++r)
      for (int v = std::max(0, y - r); v <= std::min(height_ - 1, y + r); ++v)
        for (int u = x - r; u <= x + r; u += std::abs(v - y) == r ? 1 : std::max(1, 2 * r)) {
          if (u < 0 || u >= width_) continue;
          const std::size_t cell = index(u, v);
          const int far = (u - x) * (u - x) + (v - y) * (v - y);
          if (!inside_[cell] || owner_[cell] >= 0 || (least >= 0 && far >= least)) continue;
          best = cell;
          least = far;
        }
    if (least < 0 && owner_[best] >= 0) continue;
    owner_[best] = static_cast<std::int32_t>(s);
    time_ms_[best] = 0;
  }
}

std::uint32_t GroundGrid::step_ms(std::size_t from, std::size_t to, int dx, int dy) const {
  const double wide = dx == 0 ? 0 : cell_km_[from / static_cast<std::size_t>(width_)];
  const double high = dy == 0 ? 0 : cell_y_ * kDegreeKm;
  const double km = dx == 0 ? high : dy == 0 ? wide : std::sqrt(wide * wide + high * high);
  return 1 + static_cast<std::uint32_t>(km * (double(pace_[from]) + pace_[to]) / 2);
}

/// Dijkstra 1959 from all cells that have a seed; of equal times the lower seed.
void GroundGrid::spread(bool inside_only) {
  constexpr auto kReachMs = static_cast<std::uint32_t>(kGroundReachHours * kHourMs);
  constexpr std::array<std::pair<int, int>, 8> kSteps = {
      {{-1, -1}, {0, -1}, {1, -1}, {-1, 0}, {1, 0}, {-1, 1}, {0, 1}, {1, 1}}};
  using Entry = std::pair<std::uint32_t, std::uint32_t>;  // time, cell
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
  std::vector<std::uint8_t> fixed(owner_.size(), 0);
  for (std::uint32_t cell = 0; cell < owner_.size(); ++cell) {
    if (owner_[cell] < 0) continue;
    fixed[cell] = !inside_only;
    open.emplace(time_ms_[cell], cell);
  }
  while (!open.empty()) {
    const auto [time, cell] = open.top();
    open.pop();
    if (time != time_ms_[cell]) continue;
    const int x = static_cast<int>(cell % static_cast<std::uint32_t>(width_));
    const int y = static_cast<int>(cell / static_cast<std::uint32_t>(width_));
    for (const auto& [dx, dy] : kSteps) {
      const int u = x + dx, v = y + dy;
      if (u < 0 || v < 0 || u >= width_ || v >= height_) continue;
      const std::size_t to = index(u, v);
      if (fixed[to] || (inside_only ? !inside_[to] : !near_[to])) continue;
      const std::uint32_t then = time + step_ms(cell, to, dx, dy);
      if (then > kReachMs || then > time_ms_[to] ||
          (then == time_ms_[to] && owner_[cell] >= owner_[to]))
        continue;
      time_ms_[to] = then;
      owner_[to] = owner_[cell];
      open.emplace(then, static_cast<std::uint32_t>(to));
    }
  }
}

GroundGrid::GroundGrid(const GroundTask& task) {
  if (task.seeds.empty()) return;
  lay_out(task);
  const std::size_t cells = static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_);
  owner_.assign(cells, kNobodysGround);
  time_ms_.assign(cells, kNever);
  fill_inside(task);
  find_near();
  pave(task);
  plant(task);
  spread(true);
  // Then over water and beyond the rim, so that lines between places reach the outline.
  spread(false);
}

}  // namespace dateline
