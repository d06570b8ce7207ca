#pragma once

#include <cstdint>
#include <vector>

#include "dateline/territory/planar.h"

namespace dateline {

/// A straight piece of a road on the map, with the time that it takes.
struct GroundRoad {
  MicroPoint from, to;
  double hours = 0;
};

/// What one country's ground is parted by.
struct GroundTask {
  std::vector<MicroLine> rings;   ///< of the country, the first point not repeated; even-odd
  std::vector<MicroPoint> seeds;  ///< places, in order of id
  std::vector<GroundRoad> roads;
};

/// Ground without a place within reach.
inline constexpr std::int32_t kNobodysGround = -1;

/// One country as a raster of cells, each with the seed nearest to it by travel time.
class GroundGrid {
 public:
  /// Every seed has at least the cell in which it lies, or where several lie in one the nearest
  /// free one. Deterministic. O(cells log cells). Source: Tomlin 1990, cost distance.
  explicit GroundGrid(const GroundTask& task);

  int width() const { return width_; }
  int height() const { return height_; }
  /// Seed of a cell, counted from south-west; also of cells outside of the country near its rim.
  std::int32_t owner(int x, int y) const { return owner_[index(x, y)]; }
  /// True for cells of the country and those within two cells of it.
  bool is_near(int x, int y) const { return near_[index(x, y)] != 0; }
  std::int32_t owner_at(MicroPoint point) const;
  /// A point in units of cells from the south-west corner, as a point of the Earth.
  MicroPoint point(double x, double y) const;

 private:
  struct Frame {
    double west, south, east, north;  ///< degrees
  };
  std::size_t index(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) +
           static_cast<std::size_t>(x);
  }
  std::size_t cell_of(MicroPoint point) const;
  static Frame frame_of(const GroundTask& task);
  void lay_out(const GroundTask& task);
  void fill_inside(const GroundTask& task);
  void find_near();
  void pave(const GroundTask& task);
  void plant(const GroundTask& task);
  void spread(bool inside_only);
  std::uint32_t step_ms(std::size_t from, std::size_t to, int dx, int dy) const;

  int width_ = 0, height_ = 0;
  double west_ = 0, south_ = 0;     ///< degrees
  double cell_x_ = 0, cell_y_ = 0;  ///< degrees
  std::vector<std::int32_t> owner_;
  std::vector<std::uint32_t> time_ms_;
  std::vector<std::uint32_t> pace_;  ///< milliseconds a kilometre
  std::vector<std::uint8_t> inside_, near_;
  std::vector<double> cell_km_;  ///< by row: width of a cell
};

}  // namespace dateline
