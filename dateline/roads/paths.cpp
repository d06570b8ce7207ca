#include <algorithm>
#include <limits>
#include <queue>
#include <tuple>

#include "dateline/roads/roads.h"

namespace dateline {
namespace {

constexpr std::uint32_t kNoRoad = std::numeric_limits<std::uint32_t>::max();

Route trace_back(const RoadGraph& graph, RoadNode from, RoadNode to, double length_m,
                 const std::vector<std::uint32_t>& arrived_by) {
  Route route;
  route.length_m = length_m;
  RoadNode at = to;
  while (at != from) {
    const Road& road = graph.roads()[arrived_by[at]];
    route.nodes.push_back(at);
    route.roads.push_back(arrived_by[at]);
    at = road.from == at ? road.to : road.from;
  }
  route.nodes.push_back(from);
  std::reverse(route.nodes.begin(), route.nodes.end());
  std::reverse(route.roads.begin(), route.roads.end());
  return route;
}

}  // namespace

std::optional<Route> shortest_path(const RoadGraph& graph, RoadNode from, RoadNode to,
                                   const RoadFilter& filter) {
  std::vector<double> length_m(graph.size(), std::numeric_limits<double>::infinity());
  std::vector<std::uint32_t> arrived_by(graph.size(), kNoRoad);
  std::vector<bool> settled(graph.size(), false);
  // The node's index breaks ties, so that the way does not depend on the heap.
  using Entry = std::pair<double, RoadNode>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  length_m[from] = 0;
  queue.push({0, from});
  while (!queue.empty()) {
    const auto [length, node] = queue.top();
    queue.pop();
    if (settled[node]) continue;
    settled[node] = true;
    if (node == to) return trace_back(graph, from, to, length, arrived_by);
    if (node != from && !filter.node(node)) continue;
    for (const RoadGraph::Link& link : graph.links(node)) {
      const Road& road = graph.roads()[link.road];
      if (settled[link.to] || !filter.road(road)) continue;
      const double next = length + road.length_m;
      if (next < length_m[link.to]) {
        length_m[link.to] = next;
        arrived_by[link.to] = link.road;
        queue.push({next, link.to});
      }
    }
  }
  return std::nullopt;
}

std::vector<bool> connected_set(const RoadGraph& graph, RoadNode from, const RoadFilter& filter) {
  std::vector<bool> reached(graph.size(), false);
  std::vector<RoadNode> stack = {from};
  reached[from] = true;
  while (!stack.empty()) {
    const RoadNode node = stack.back();
    stack.pop_back();
    if (node != from && !filter.node(node)) continue;
    for (const RoadGraph::Link& link : graph.links(node)) {
      if (reached[link.to] || !filter.road(graph.roads()[link.road])) continue;
      reached[link.to] = true;
      stack.push_back(link.to);
    }
  }
  return reached;
}

std::vector<std::uint32_t> bridges(const RoadGraph& graph, const RoadFilter& filter) {
  // Tarjan's low links with a stack of our own: a long chain of towns must not be able to exhaust
  // the call stack.
  struct Frame {
    RoadNode node;
    std::uint32_t by;  // the road that led here; a parallel road back is no tree edge
    std::size_t next;
  };
  constexpr std::uint32_t kUnseen = std::numeric_limits<std::uint32_t>::max();
  std::vector<std::uint32_t> order(graph.size(), kUnseen);
  std::vector<std::uint32_t> low(graph.size(), kUnseen);
  std::vector<bool> open(graph.size());
  for (RoadNode node = 0; node < graph.size(); ++node) open[node] = filter.node(node);
  std::vector<std::uint32_t> cuts;
  std::uint32_t count = 0;
  for (RoadNode root = 0; root < graph.size(); ++root) {
    if (order[root] != kUnseen || !open[root]) continue;
    std::vector<Frame> stack = {{root, kNoRoad, 0}};
    order[root] = low[root] = count++;
    while (!stack.empty()) {
      Frame& frame = stack.back();
      const auto links = graph.links(frame.node);
      if (frame.next < links.size()) {
        const RoadGraph::Link link = links[frame.next++];
        if (link.road == frame.by || !open[link.to] || !filter.road(graph.roads()[link.road])) {
          continue;
        }
        if (order[link.to] == kUnseen) {
          order[link.to] = low[link.to] = count++;
          stack.push_back({link.to, link.road, 0});
        } else {
          low[frame.node] = std::min(low[frame.node], order[link.to]);
        }
        continue;
      }
      const Frame done = frame;
      stack.pop_back();
      if (stack.empty()) continue;
      low[stack.back().node] = std::min(low[stack.back().node], low[done.node]);
      if (low[done.node] > order[stack.back().node]) cuts.push_back(done.by);
    }
  }
  std::sort(cuts.begin(), cuts.end());
  return cuts;
}

}  // namespace dateline
