#include "dateline/web/map_labels.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "dateline/base/utf8.h"

namespace dateline {
namespace {

constexpr std::array<double, 4> kSizes = {14.5, 12.5, 11.5, 10.5};
/// Free room that a name of a rank asks for, pixels.
constexpr std::array<double, 4> kRoom = {0, 1, 3, 5};

int clamp_rank(int rank) { return std::clamp(rank, 0, 3); }

/// Width of a character over the size of the letters, as in Helvetica.
double character_width(char32_t c) {
  constexpr std::u32string_view kNarrow = U"iIjlt.,'|!()[]f -";
  constexpr std::u32string_view kWide = U"mwMWQO@%";
  if (kNarrow.find(c) != kNarrow.npos) return 0.3;
  if (kWide.find(c) != kWide.npos) return 0.83;
  if (c >= U'A' && c <= U'Z') return 0.68;
  if (c >= 0x300 && c < 0x370) return 0;  // combining marks
  if (c >= 0x2E80) return 1;
  return 0.55;
}

struct Spot {
  double dx, dy;  ///< of the radius and a gap
  const char* anchor;
  double rise;  ///< base line below the spot, of the size of the letters
};
constexpr std::array<Spot, 8> kSpots = {{{1, 0, "start", 0.35},
                                         {-1, 0, "end", 0.35},
                                         {0, -1, "middle", 0},
                                         {0, 1, "middle", 0.8},
                                         {0.75, -0.75, "start", 0.05},
                                         {0.75, 0.75, "start", 0.7},
                                         {-0.75, -0.75, "end", 0.05},
                                         {-0.75, 0.75, "end", 0.7}}};

MapRect text_box(MapXY at, std::string_view anchor, double width, double size) {
  const double left = anchor == "start" ? 0 : anchor == "end" ? width : width / 2;
  return {at.x - left, at.y - size * 0.78, at.x - left + width, at.y + size * 0.24};
}

MapRect mark_box(const LabelWish& wish) {
  return {wish.point.x - wish.radius, wish.point.y - wish.radius, wish.point.x + wish.radius,
          wish.point.y + wish.radius};
}

constexpr double kGap = 3;
constexpr int kNoRoom = 1 << 20;

/// What names must not cover.
struct Room {
  const std::vector<LabelWish>& wishes;
  const MapRect& frame;
  std::vector<MapRect> taken;

  /// What the box of that wish's name would cover: 1 for a minor mark, 3 for another that it may
  /// cover; kNoRoom where it may not stand.
  int cost(std::size_t index, const MapRect& box) const {
    const int rank = clamp_rank(wishes[index].rank);
    const double room = kRoom[static_cast<std::size_t>(rank)];
    const MapRect roomy{box.x0 - room, box.y0 - room / 2, box.x1 + room, box.y1 + room / 2};
    if (!frame.contains(box)) return kNoRoom;
    for (const MapRect& other : taken) {
      if (other.overlaps(roomy)) return kNoRoom;
    }
    int covered = 0;
    for (std::size_t i = 0; i < wishes.size(); ++i) {
      // The mark itself is nearer than the room asked for; its own gap keeps it free.
      if (!mark_box(wishes[i]).overlaps(i == index ? box : roomy)) continue;
      const bool may = i != index && rank <= 1 && (wishes[i].minor || wishes[i].rank >= rank + 2);
      if (!may) return kNoRoom;
      covered += wishes[i].minor ? 1 : 3;
    }
    return covered;
  }
};

}  // namespace

double label_size(int rank) { return kSizes[static_cast<std::size_t>(clamp_rank(rank))]; }

double text_width(std::string_view text, double size) {
  double width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Char c = utf8_at(text, at);
    at += c.length;
    width += character_width(c.code);
  }
  return width * size;
}

std::vector<PlacedLabel> place_labels(const std::vector<LabelWish>& wishes, const MapRect& frame,
                                      std::vector<MapRect>& obstacles) {
  std::vector<std::size_t> order(wishes.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (wishes[a].rank != wishes[b].rank) return wishes[a].rank < wishes[b].rank;
    return wishes[a].weight > wishes[b].weight;
  });
  Room room{wishes, frame, obstacles};
  std::vector<PlacedLabel> placed;
  for (const std::size_t index : order) {
    const LabelWish& wish = wishes[index];
    const double size = label_size(wish.rank), width = text_width(wish.text, size);
    int least = kNoRoom;
    PlacedLabel best{index, {}, ""};
    MapRect best_box{};
    for (const Spot& spot : kSpots) {
      const double reach = wish.radius + kGap;
      const MapXY at{wish.point.x + spot.dx * reach,
                     wish.point.y + spot.dy * reach + spot.rise * size};
      const MapRect box = text_box(at, spot.anchor, width, size);
      const int cost = room.cost(index, box);
      if (cost >= least) continue;
      least = cost;
      best = {index, at, spot.anchor};
      best_box = box;
    }
    if (least == kNoRoom) continue;
    room.taken.push_back(best_box);
    placed.push_back(best);
  }
  obstacles = std::move(room.taken);
  return placed;
}

}  // namespace dateline
