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
  constexpr double kGap = 3;
  std::vector<std::size_t> order(wishes.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (wishes[a].rank != wishes[b].rank) return wishes[a].rank < wishes[b].rank;
    return wishes[a].weight > wishes[b].weight;
  });
  std::vector<MapRect> taken = obstacles;
  for (const LabelWish& wish : wishes) {
    taken.push_back({wish.point.x - wish.radius, wish.point.y - wish.radius,
                     wish.point.x + wish.radius, wish.point.y + wish.radius});
  }
  std::vector<PlacedLabel> placed;
  for (const std::size_t index : order) {
    const LabelWish& wish = wishes[index];
    const double size = label_size(wish.rank), width = text_width(wish.text, size);
    const double room = kRoom[static_cast<std::size_t>(clamp_rank(wish.rank))];
    for (const Spot& spot : kSpots) {
      const double reach = wish.radius + kGap;
      const MapXY at{wish.point.x + spot.dx * reach,
                     wish.point.y + spot.dy * reach + spot.rise * size};
      const MapRect box = text_box(at, spot.anchor, width, size);
      // The mark itself is nearer than the room asked for; its own gap keeps it free.
      const MapRect roomy{box.x0 - room, box.y0 - room / 2, box.x1 + room, box.y1 + room / 2};
      const MapRect own{wish.point.x - wish.radius, wish.point.y - wish.radius,
                        wish.point.x + wish.radius, wish.point.y + wish.radius};
      const bool free = frame.contains(box) &&
                        std::none_of(taken.begin(), taken.end(), [&](const MapRect& other) {
                          const bool is_own = other.x0 == own.x0 && other.y0 == own.y0 &&
                                              other.x1 == own.x1 && other.y1 == own.y1;
                          return other.overlaps(is_own ? box : roomy);
                        });
      if (!free) continue;
      taken.push_back(box);
      obstacles.push_back(box);
      placed.push_back({index, at, spot.anchor});
      break;
    }
  }
  return placed;
}

}  // namespace dateline
