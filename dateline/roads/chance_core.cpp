#include "dateline/roads/chance_core.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace dateline {
namespace {

using Links = std::vector<std::map<std::uint32_t, double>>;

class Reducer {
 public:
  Reducer(const ChanceGraph& graph, std::uint32_t from, std::uint32_t to)
      : from_(from), to_(to), chance_(graph.node_chance), links_(graph.node_chance.size()) {
    chance_[from_] = chance_[to_] = 1;
    for (const ChanceGraph::Edge& edge : graph.edges)
      if (chance_[edge.a] > 0 && chance_[edge.b] > 0) link(edge.a, edge.b, edge.chance);
  }

  ChanceCore run() {
    // To join two places in a row can leave a dead end; to take one away, two in a row.
    do {
      keep_block();
    } while (join_all());
    ChanceCore core;
    const auto direct = links_[from_].find(to_);
    const double chance = direct == links_[from_].end() ? 0 : direct->second;
    if (links_[from_].empty() || chance >= 1 || (chance > 0 && links_[from_].size() == 1)) {
      core.answer = chance;
      return core;
    }
    std::vector<std::uint32_t> name(links_.size(), 0);
    for (std::uint32_t node = 0; node < links_.size(); ++node) {
      if (links_[node].empty()) continue;
      name[node] = static_cast<std::uint32_t>(core.node_chance.size());
      core.node_chance.push_back(chance_[node]);
    }
    core.links.resize(core.node_chance.size());
    for (std::uint32_t node = 0; node < links_.size(); ++node)
      for (const auto& [other, open] : links_[node])
        core.links[name[node]].emplace(name[other], open);
    core.from = name[from_];
    core.to = name[to_];
    return core;
  }

 private:
  void link(std::uint32_t a, std::uint32_t b, double chance) {
    if (a == b || chance <= 0) return;
    for (const auto& [one, other] : {std::pair(a, b), std::pair(b, a)}) {
      const auto [it, is_new] = links_[one].emplace(other, chance);
      if (!is_new) it->second = 1 - (1 - it->second) * (1 - chance);
    }
  }

  void unlink(std::uint32_t a, std::uint32_t b) {
    links_[a].erase(b);
    links_[b].erase(a);
  }

  /// Keeps the links on some simple way between the ends: the block of a link between them (Tarjan
  /// 1972, with a stack of our own).
  void keep_block() {
    constexpr std::uint32_t kUnseen = std::numeric_limits<std::uint32_t>::max();
    struct Frame {
      std::uint32_t node, parent;
      std::map<std::uint32_t, double>::const_iterator next;
    };
    const bool direct = links_[from_].contains(to_);
    std::vector<std::uint32_t> order(links_.size(), kUnseen), low(links_.size(), kUnseen);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;  // of the blocks not yet closed
    order[from_] = low[from_] = 0;
    order[to_] = low[to_] = 1;
    std::uint32_t count = 2;
    std::vector<Frame> stack = {{to_, from_, links_[to_].begin()}};
    while (!stack.empty()) {
      Frame& frame = stack.back();
      if (frame.next != links_[frame.node].end()) {
        const std::uint32_t node = frame.node, other = (frame.next++)->first;
        if (other == frame.parent) continue;
        if (order[other] == kUnseen) {
          order[other] = low[other] = count++;
          edges.emplace_back(node, other);
          stack.push_back({other, node, links_[other].begin()});
        } else if (order[other] < order[node]) {
          edges.emplace_back(node, other);
          low[node] = std::min(low[node], order[other]);
        }
        continue;
      }
      const Frame done = frame;
      stack.pop_back();
      if (stack.empty()) break;
      low[done.parent] = std::min(low[done.parent], low[done.node]);
      if (low[done.node] < order[done.parent]) continue;
      // A block that hangs on one place: no way between the ends leads through it.
      while (edges.back() != std::pair(done.parent, done.node)) edges.pop_back();
      edges.pop_back();
    }
    Links kept(links_.size());
    if (direct) edges.emplace_back(from_, to_);
    for (const auto& [a, b] : edges) {
      const double chance = links_[a].at(b);
      kept[a].emplace(b, chance);
      kept[b].emplace(a, chance);
    }
    links_ = std::move(kept);
  }

  /// True where something was joined.
  bool join_all() {
    bool any = false;
    std::vector<std::uint32_t> waiting(links_.size());
    for (std::uint32_t i = 0; i < waiting.size(); ++i) waiting[i] = i;
    while (!waiting.empty()) {
      const std::uint32_t node = waiting.back();
      waiting.pop_back();
      if (node == from_ || node == to_ || links_[node].empty()) continue;
      if (links_[node].size() == 1) {
        const std::uint32_t other = links_[node].begin()->first;
        unlink(node, other);
        waiting.push_back(other);
        any = true;
      } else if (links_[node].size() == 2) {
        const auto [a, first] = *links_[node].begin();
        const auto [b, second] = *links_[node].rbegin();
        unlink(node, a);
        unlink(node, b);
        link(a, b, first * chance_[node] * second);
        waiting.push_back(a);
        waiting.push_back(b);
        any = true;
      } else if (chance_[node] >= 1) {
        any = join_sure(node, waiting) || any;
      }
    }
    return any;
  }

  /// Joins a sure place with a sure neighbour by a sure way.
  bool join_sure(std::uint32_t node, std::vector<std::uint32_t>& waiting) {
    for (const auto& [other, chance] : links_[node]) {
      if (chance < 1 || chance_[other] < 1) continue;
      const std::uint32_t into = other;
      const auto links = links_[node];
      for (const auto& [third, open] : links) {
        unlink(node, third);
        link(into, third, open);
        waiting.push_back(third);
      }
      return true;
    }
    return false;
  }

  const std::uint32_t from_, to_;
  std::vector<double> chance_;
  Links links_;
};

}  // namespace

ChanceCore reduce(const ChanceGraph& graph, std::uint32_t from, std::uint32_t to) {
  return Reducer(graph, from, to).run();
}

}  // namespace dateline
