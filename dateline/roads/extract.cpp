#include "dateline/roads/extract.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <queue>
#include <tuple>

#include "dateline/base/sort_unique.h"

namespace dateline {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

LatLng point_of(const RoadExtract::Node& node) {
  return *LatLng::make(Latitude{node.lat_e7 / 1e7}, Longitude{node.lng_e7 / 1e7});
}

/// Junctions by square of a tenth of a degree.
class Squares {
 public:
  Squares(const RoadExtract& extract, const std::vector<bool>& used) : extract_(extract) {
    for (std::uint32_t node = 0; node < extract.nodes.size(); ++node)
      if (used[node]) order_.emplace_back(square(extract.nodes[node]), node);
    std::sort(order_.begin(), order_.end());
  }

  std::uint32_t nearest(LatLng point, double within_m) const {
    std::uint32_t best = kNone;
    const auto lat = static_cast<std::int64_t>(std::floor(point.lat() * 10));
    const auto lng = static_cast<std::int64_t>(std::floor(point.lng() * 10));
    // A tenth of a degree of longitude is 5 km at 63 degrees: two squares to each side.
    for (std::int64_t y = lat - 1; y <= lat + 1; ++y) {
      for (std::int64_t x = lng - 2; x <= lng + 2; ++x) {
        auto it = std::lower_bound(order_.begin(), order_.end(), std::pair(key(y, x), 0u));
        for (; it != order_.end() && it->first == key(y, x); ++it) {
          const double away = distance_m(point, point_of(extract_.nodes[it->second]));
          if (away > within_m) continue;
          within_m = away;
          best = it->second;
        }
      }
    }
    return best;
  }

 private:
  static std::int64_t key(std::int64_t y, std::int64_t x) { return y * 10'000 + x; }
  static std::int64_t square(const RoadExtract::Node& node) {
    return key(static_cast<std::int64_t>(std::floor(node.lat_e7 / 1e6)),
               static_cast<std::int64_t>(std::floor(node.lng_e7 / 1e6)));
  }
  const RoadExtract& extract_;
  std::vector<std::pair<std::int64_t, std::uint32_t>> order_;
};

/// What is known of a way from a place to a junction of its ground.
struct Way {
  std::uint32_t place = kNone;
  double length_m = std::numeric_limits<double>::infinity();
  std::uint8_t lowest = 0;      ///< class
  std::uint32_t countries = 0;  ///< a bit each; those beyond 31 are not told
};

struct Joint {
  double length_m = std::numeric_limits<double>::infinity();
  std::uint8_t lowest = 0;
  std::uint32_t countries = 0;
};
using Joints = std::map<std::pair<std::uint32_t, std::uint32_t>, Joint>;

class Drawer {
 public:
  /// `places` by id.
  Drawer(const RoadExtract& extract, const std::vector<const Place*>& places, double snap_km)
      : extract_(extract), places_(places), snap_m_(snap_km * 1000) {
    // Of places at one junction the most populous has it.
    for (std::uint32_t place = 0; place < places.size(); ++place) order_.push_back(place);
    std::stable_sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
      return places[a]->population > places[b]->population;
    });
    first_.assign(extract.nodes.size() + 1, 0);
    for (std::size_t i = 0; i < extract.size(); ++i) {
      ++first_[extract.from[i] + 1];
      ++first_[extract.to[i] + 1];
    }
    for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
    links_.resize(2 * extract.size());
    std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
    for (std::uint32_t i = 0; i < extract.size(); ++i) {
      links_[next[extract.from[i]]++] = i;
      links_[next[extract.to[i]]++] = i;
    }
  }

  Joints draw(RoadClass lowest) const {
    const auto most = static_cast<std::uint8_t>(lowest);
    std::vector<bool> used(extract_.nodes.size(), false);
    for (std::size_t i = 0; i < extract_.size(); ++i)
      if (extract_.road_class[i] <= most) used[extract_.from[i]] = used[extract_.to[i]] = true;
    const std::vector<Way> ways = spread(used, most);
    Joints out;
    for (std::uint32_t i = 0; i < extract_.size(); ++i) {
      const Way &a = ways[extract_.from[i]], &b = ways[extract_.to[i]];
      if (extract_.road_class[i] > most || a.place == b.place || a.place == kNone ||
          b.place == kNone)
        continue;
      Joint& joint = out[std::minmax(a.place, b.place)];
      const double length = a.length_m + static_cast<double>(extract_.length_m[i]) + b.length_m;
      if (length >= joint.length_m) continue;
      joint = {length, std::max({a.lowest, b.lowest, extract_.road_class[i]}),
               a.countries | b.countries | bit(i)};
    }
    return out;
  }

 private:
  std::uint32_t bit(std::uint32_t road) const {
    const std::uint8_t country = extract_.country[road];
    return country == 0 || country > 31 ? 0 : std::uint32_t{1} << country;
  }

  /// Dijkstra from all places at once.
  std::vector<Way> spread(const std::vector<bool>& used, std::uint8_t most) const {
    std::vector<Way> ways(extract_.nodes.size());
    using Entry = std::tuple<double, std::uint32_t, std::uint32_t>;  // length, place, junction
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
    const Squares squares(extract_, used);
    for (const std::uint32_t place : order_) {
      const std::uint32_t node = squares.nearest(*places_[place]->point, snap_m_);
      if (node == kNone || ways[node].place != kNone) continue;
      ways[node] = {place, 0, 0, 0};
      queue.push({0, place, node});
    }
    while (!queue.empty()) {
      const auto [length, place, node] = queue.top();
      queue.pop();
      if (length > ways[node].length_m || place != ways[node].place) continue;
      for (std::uint32_t i = first_[node]; i < first_[node + 1]; ++i) {
        const std::uint32_t road = links_[i];
        if (extract_.road_class[road] > most) continue;
        const std::uint32_t other =
            extract_.from[road] == node ? extract_.to[road] : extract_.from[road];
        const double next = length + static_cast<double>(extract_.length_m[road]);
        Way& way = ways[other];
        if (next > way.length_m || (next == way.length_m && place >= way.place)) continue;
        way = {place, next, std::max(ways[node].lowest, extract_.road_class[road]),
               ways[node].countries | bit(road)};
        queue.push({next, place, other});
      }
    }
    return ways;
  }

  const RoadExtract& extract_;
  const std::vector<const Place*>& places_;
  std::vector<std::uint32_t> order_;  ///< most populous first
  const double snap_m_;
  std::vector<std::uint32_t> first_, links_;
};

}  // namespace

RoadGraph draw_together(const RoadExtract& extract, const Gazetteer& gazetteer,
                        std::vector<Crossing> crossings, double snap_km) {
  std::vector<const Place*> places;
  for (const Place& place : gazetteer.places())
    if (!place.is_region && place.point) places.push_back(&place);
  std::sort(places.begin(), places.end(),
            [](const Place* a, const Place* b) { return a->id < b->id; });
  const Drawer drawer(extract, places, snap_km);
  const Joints main = drawer.draw(RoadClass::kPrimary), any = drawer.draw(RoadClass::kTrack);
  std::vector<Road> roads;
  std::vector<std::uint32_t> used;
  const auto add = [&](const Joints::value_type& joint) {
    Road road;
    road.from = joint.first.first;
    road.to = joint.first.second;
    road.length_m = joint.second.length_m;
    road.road_class = static_cast<RoadClass>(joint.second.lowest);
    for (std::size_t i = 1; i < std::min<std::size_t>(32, extract.countries.size()); ++i)
      if (joint.second.countries >> i & 1) road.countries.push_back(extract.countries[i]);
    road.row = "OpenStreetMap";
    used.push_back(road.from);
    used.push_back(road.to);
    roads.push_back(std::move(road));
  };
  for (const auto& joint : main) add(joint);
  for (const auto& joint : any) {
    const auto known = main.find(joint.first);
    if (known == main.end() || joint.second.length_m < known->second.length_m) add(joint);
  }
  sort_unique(used);
  std::vector<PlaceId> ids;
  for (const std::uint32_t place : used) ids.push_back(places[place]->id);
  for (Road& road : roads)
    for (RoadNode* end : {&road.from, &road.to})
      *end = static_cast<RoadNode>(std::lower_bound(used.begin(), used.end(), *end) - used.begin());
  return RoadGraph(std::move(ids), std::move(roads), std::move(crossings));
}

}  // namespace dateline
