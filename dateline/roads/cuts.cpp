#include "dateline/roads/cuts.h"

#include <algorithm>
#include <limits>

namespace dateline {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

/// Greatest flow by shortest augmenting ways (Edmonds and Karp 1972), arcs of capacity 0, 1 or
/// endless.
class Flow {
 public:
  static constexpr std::int32_t kEndless = std::numeric_limits<std::int32_t>::max() / 2;

  explicit Flow(std::size_t nodes) : first_(nodes, kNone) {}

  void add(std::uint32_t from, std::uint32_t to, std::int32_t there, std::int32_t back) {
    arcs_.push_back({to, first_[from], there});
    first_[from] = static_cast<std::uint32_t>(arcs_.size() - 1);
    arcs_.push_back({from, first_[to], back});
    first_[to] = static_cast<std::uint32_t>(arcs_.size() - 1);
  }

  /// False where the flow is endless. Afterwards reached() tells the side of `from`.
  bool run(std::uint32_t from, std::uint32_t to) {
    while (search(from, to)) {
      std::int32_t most = kEndless;
      for (std::uint32_t node = to; node != from; node = arcs_[by_[node] ^ 1].to)
        most = std::min(most, arcs_[by_[node]].room);
      if (most == kEndless) return false;
      for (std::uint32_t node = to; node != from; node = arcs_[by_[node] ^ 1].to) {
        arcs_[by_[node]].room -= most;
        arcs_[by_[node] ^ 1].room += most;
      }
    }
    return true;
  }

  bool reached(std::uint32_t node) const { return by_[node] != kNone; }

 private:
  struct Arc {
    std::uint32_t to, next;
    std::int32_t room;
  };

  bool search(std::uint32_t from, std::uint32_t to) {
    by_.assign(first_.size(), kNone);
    by_[from] = kNone - 1;
    std::vector<std::uint32_t> queue = {from};
    for (std::size_t i = 0; i < queue.size(); ++i) {
      for (std::uint32_t arc = first_[queue[i]]; arc != kNone; arc = arcs_[arc].next) {
        if (arcs_[arc].room == 0 || by_[arcs_[arc].to] != kNone) continue;
        by_[arcs_[arc].to] = arc;
        if (arcs_[arc].to == to) return true;
        queue.push_back(arcs_[arc].to);
      }
    }
    return false;
  }

  std::vector<std::uint32_t> first_;
  std::vector<Arc> arcs_;
  std::vector<std::uint32_t> by_;
};

/// Which places may be passed; the ends always may.
std::vector<bool> open_places(const RoadGraph& graph, RoadNode from,
                              const std::vector<RoadNode>& to, const RoadFilter& filter) {
  std::vector<bool> open(graph.size());
  for (RoadNode node = 0; node < graph.size(); ++node) open[node] = filter.node(node);
  open[from] = true;
  for (const RoadNode node : to) open[node] = true;
  return open;
}

}  // namespace

std::vector<RoadNode> articulation_places(const RoadGraph& graph, const RoadFilter& filter) {
  struct Frame {
    RoadNode node, parent;
    std::size_t next;
  };
  std::vector<std::uint32_t> order(graph.size(), kNone), low(graph.size(), kNone);
  std::vector<bool> open(graph.size()), parts(graph.size(), false);
  for (RoadNode node = 0; node < graph.size(); ++node) open[node] = filter.node(node);
  std::uint32_t count = 0;
  for (RoadNode root = 0; root < graph.size(); ++root) {
    if (order[root] != kNone || !open[root]) continue;
    std::vector<Frame> stack = {{root, kNone, 0}};
    order[root] = low[root] = count++;
    std::size_t children = 0;
    while (!stack.empty()) {
      Frame& frame = stack.back();
      const auto links = graph.links(frame.node);
      if (frame.next < links.size()) {
        const RoadGraph::Link link = links[frame.next++];
        if (link.to == frame.parent || !open[link.to] || !filter.road(graph.roads()[link.road]))
          continue;
        if (order[link.to] == kNone) {
          order[link.to] = low[link.to] = count++;
          stack.push_back({link.to, frame.node, 0});
        } else {
          low[frame.node] = std::min(low[frame.node], order[link.to]);
        }
        continue;
      }
      const Frame done = frame;
      stack.pop_back();
      if (stack.empty()) break;
      low[done.parent] = std::min(low[done.parent], low[done.node]);
      if (done.parent == root)
        ++children;
      else if (low[done.node] >= order[done.parent])
        parts[done.parent] = true;
    }
    if (children > 1) parts[root] = true;
  }
  std::vector<RoadNode> out;
  for (RoadNode node = 0; node < graph.size(); ++node)
    if (parts[node]) out.push_back(node);
  return out;
}

std::optional<std::vector<RoadNode>> smallest_place_cut(const RoadGraph& graph, RoadNode from,
                                                        const std::vector<RoadNode>& to,
                                                        const RoadFilter& filter) {
  // Place n is arrived at as 2n and left as 2n + 1; one more node is the end of all of `to`.
  const std::vector<bool> open = open_places(graph, from, to, filter);
  const auto end = static_cast<std::uint32_t>(2 * graph.size());
  std::vector<bool> is_end(graph.size(), false);
  for (const RoadNode node : to) is_end[node] = true;
  if (is_end[from]) return std::nullopt;
  Flow flow(end + 1);
  for (RoadNode node = 0; node < graph.size(); ++node) {
    if (!open[node]) continue;
    flow.add(2 * node, 2 * node + 1, node == from || is_end[node] ? Flow::kEndless : 1, 0);
    if (is_end[node]) flow.add(2 * node + 1, end, Flow::kEndless, 0);
  }
  for (const Road& road : graph.roads()) {
    if (!open[road.from] || !open[road.to] || !filter.road(road)) continue;
    flow.add(2 * road.from + 1, 2 * road.to, Flow::kEndless, 0);
    flow.add(2 * road.to + 1, 2 * road.from, Flow::kEndless, 0);
  }
  if (!flow.run(2 * from, end)) return std::nullopt;
  std::vector<RoadNode> cut;
  for (RoadNode node = 0; node < graph.size(); ++node)
    if (open[node] && flow.reached(2 * node) && !flow.reached(2 * node + 1)) cut.push_back(node);
  return cut;
}

std::vector<std::uint32_t> smallest_road_cut(const RoadGraph& graph, RoadNode from,
                                             const std::vector<RoadNode>& to,
                                             const RoadFilter& filter) {
  const std::vector<bool> open = open_places(graph, from, to, filter);
  const auto end = static_cast<std::uint32_t>(graph.size());
  Flow flow(end + 1);
  for (const Road& road : graph.roads())
    if (open[road.from] && open[road.to] && filter.road(road)) flow.add(road.from, road.to, 1, 1);
  for (const RoadNode node : to) flow.add(node, end, Flow::kEndless, 0);
  flow.run(from, end);
  std::vector<std::uint32_t> cut;
  for (std::uint32_t i = 0; i < graph.roads().size(); ++i) {
    const Road& road = graph.roads()[i];
    if (open[road.from] && open[road.to] && filter.road(road) &&
        flow.reached(road.from) != flow.reached(road.to))
      cut.push_back(i);
  }
  return cut;
}

Bottlenecks bottlenecks(const RoadGraph& graph, const Route& route, const std::vector<RoadNode>& to,
                        const RoadFilter& filter) {
  const RoadNode from = route.nodes.front();
  const auto joined_without = [&](const RoadFilter& without) {
    const std::vector<bool> reached = connected_set(graph, from, without);
    return std::any_of(to.begin(), to.end(), [&](RoadNode node) { return reached[node]; });
  };
  Bottlenecks out;
  RoadFilter without = filter;
  for (std::size_t i = 1; i + 1 < route.nodes.size(); ++i) {
    const RoadNode missing = route.nodes[i];
    without.node = [&filter, missing](RoadNode node) {
      return node != missing && filter.node(node);
    };
    // A closed place can be arrived at: that must not count where it is an end itself.
    if (std::find(to.begin(), to.end(), missing) == to.end() && !joined_without(without))
      out.places.push_back(missing);
  }
  without.node = filter.node;
  for (const std::uint32_t missing : route.roads) {
    const Road* road = &graph.roads()[missing];
    without.road = [&filter, road](const Road& one) { return &one != road && filter.road(one); };
    if (!joined_without(without)) out.roads.push_back(missing);
  }
  return out;
}

}  // namespace dateline
