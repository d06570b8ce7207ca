#include "dateline/roads/reliability.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <map>
#include <optional>
#include <random>

#include "dateline/roads/chance_core.h"

namespace dateline {
namespace {

// The frontier: places are taken one after the other; of those taken, only the ones with a
// neighbour that is not yet taken matter, and of these only which are joined. A state gives each of
// them a label: 0 not passable, 1 joined with `from`, 2 with `to`, 3... others that are joined with
// each other.
constexpr std::size_t kSlots = 14;  // 1 for `from` and 13 others: labels fit into 4 bits
constexpr std::uint8_t kDown = 0, kFrom = 1, kTo = 2, kFresh = 99;

using Labels = std::array<std::uint8_t, kSlots + 1>;

/// In which order places are taken, and how wide the frontier gets.
struct Order {
  std::vector<std::uint32_t> nodes;
  double cost = 0;  ///< about how many states
  std::size_t widest = 0;
};

/// The place next that leaves the frontier narrowest; of equal ones the one most joined with it,
/// then the neighbour of the place taken longest ago.
Order order_from(const ChanceCore& core, std::uint32_t start) {
  const std::size_t size = core.links.size();
  Order order;
  std::vector<bool> taken(size, false);
  std::vector<std::size_t> left(size), position(size, 0);
  for (std::size_t i = 0; i < size; ++i) left[i] = core.links[i].size();
  std::size_t width = 0;
  const auto take = [&](std::uint32_t node) {
    taken[node] = true;
    position[node] = order.nodes.size();
    order.nodes.push_back(node);
    width += left[node] > 0;
    for (const auto& [other, chance] : core.links[node]) {
      --left[other];
      if (taken[other] && left[other] == 0) --width;
    }
    order.cost += std::pow(2.6, static_cast<double>(width));
    order.widest = std::max(order.widest, width);
  };
  take(start);
  for (;;) {
    std::optional<std::uint32_t> best;
    std::array<long, 3> best_rank{};
    for (std::uint32_t node = 0; node < size; ++node) {
      if (taken[node] || left[node] == core.links[node].size()) continue;
      std::array<long, 3> rank = {left[node] > 0, 0, static_cast<long>(size)};
      for (const auto& [other, chance] : core.links[node]) {
        if (!taken[other]) continue;
        rank[0] -= left[other] == 1;
        --rank[1];
        rank[2] = std::min(rank[2], static_cast<long>(position[other]));
      }
      if (best && best_rank <= rank) continue;
      best = node;
      best_rank = rank;
    }
    if (!best) return order;
    take(*best);
  }
}

struct Weighed {
  std::uint64_t key;
  double chance;
};

class Frontier {
 public:
  Frontier(const ChanceCore& core, std::size_t most_states)
      : core_(core), most_states_(most_states) {}

  /// nullopt where it would cost too much.
  std::optional<double> run() {
    const Order forth = order_from(core_, core_.from), back = order_from(core_, core_.to);
    first_is_from_ = forth.cost <= back.cost;
    const Order& order = first_is_from_ ? forth : back;
    if (order.widest > kSlots) return std::nullopt;
    std::vector<std::size_t> left(core_.links.size());
    for (std::size_t i = 0; i < left.size(); ++i) left[i] = core_.links[i].size();
    states_ = {{0, 1}};
    std::size_t generated = 0;
    for (const std::uint32_t node : order.nodes) {
      next_.clear();
      meet(node, left);
      if (kept_.size() > kSlots) return std::nullopt;
      for (const Weighed& state : states_) add(node, state);
      generated += next_.size();
      if (generated > most_states_) return std::nullopt;
      slots_.push_back(node);
      std::vector<std::uint32_t> slots;
      for (const std::size_t slot : kept_) slots.push_back(slots_[slot]);
      slots_ = std::move(slots);
      merge();
    }
    return joined_;
  }

 private:
  /// Which slots the node is linked with, and which remain after it.
  void meet(std::uint32_t node, std::vector<std::size_t>& left) {
    links_.clear();
    for (const auto& [other, chance] : core_.links[node]) {
      --left[other];
      const auto slot = std::find(slots_.begin(), slots_.end(), other);
      if (slot != slots_.end())
        links_.push_back({static_cast<std::size_t>(slot - slots_.begin()), chance});
    }
    kept_.clear();
    for (std::size_t i = 0; i < slots_.size(); ++i)
      if (left[slots_[i]] > 0) kept_.push_back(i);
    if (left[node] > 0) kept_.push_back(slots_.size());
    to_taken_ = to_taken_ || node == end();
  }

  std::uint32_t end() const { return first_is_from_ ? core_.to : core_.from; }
  std::uint32_t begin() const { return first_is_from_ ? core_.from : core_.to; }

  void add(std::uint32_t node, const Weighed& state) {
    Labels labels{};
    for (std::size_t i = 0; i < slots_.size(); ++i)
      labels[i] = static_cast<std::uint8_t>(state.key >> (4 * i) & 15);
    const bool terminal = node == begin() || node == end();
    const double up = terminal ? 1 : core_.node_chance[node];
    if (up < 1) {
      labels[slots_.size()] = kDown;
      keep(labels, state.chance * (1 - up));
    }
    if (up <= 0) return;
    labels[slots_.size()] = node == begin() ? kFrom : node == end() ? kTo : kFresh;
    join(labels, state.chance * up, 0);
  }

  void join(Labels labels, double chance, std::size_t link) {
    for (; link < links_.size(); ++link) {
      const std::uint8_t mine = labels[slots_.size()], other = labels[links_[link].first];
      if (other == kDown || other == mine) continue;
      const double open = links_[link].second;
      if (open < 1) join(labels, chance * (1 - open), link + 1);
      if (open <= 0) return;
      chance *= open;
      const std::uint8_t low = std::min(mine, other), high = std::max(mine, other);
      if (low == kFrom && high == kTo) {
        joined_ += chance;
        return;
      }
      for (std::size_t i = 0; i <= slots_.size(); ++i)
        if (labels[i] == high) labels[i] = low;
    }
    keep(labels, chance);
  }

  /// Drops the slots that are done with, and the state where an end can no longer be reached.
  void keep(const Labels& labels, double chance) {
    std::array<std::uint8_t, 100> renamed{};
    renamed[kFrom] = kFrom;
    renamed[kTo] = kTo;
    std::uint8_t next = kTo + 1;
    std::uint64_t key = 0;
    bool has_from = false, has_to = !to_taken_;
    for (std::size_t i = 0; i < kept_.size(); ++i) {
      const std::uint8_t label = labels[kept_[i]];
      if (label == kDown) continue;
      if (renamed[label] == 0) renamed[label] = next++;
      has_from = has_from || label == kFrom;
      has_to = has_to || label == kTo;
      key |= static_cast<std::uint64_t>(renamed[label]) << (4 * i);
    }
    if (has_from && has_to) next_.push_back({key, chance});
  }

  void merge() {
    std::sort(next_.begin(), next_.end(), [](const Weighed& a, const Weighed& b) {
      return a.key != b.key ? a.key < b.key : a.chance < b.chance;
    });
    states_.clear();
    for (const Weighed& one : next_) {
      if (!states_.empty() && states_.back().key == one.key)
        states_.back().chance += one.chance;
      else
        states_.push_back(one);
    }
  }

  const ChanceCore& core_;
  const std::size_t most_states_;
  bool first_is_from_ = true, to_taken_ = false;
  double joined_ = 0;
  std::vector<std::uint32_t> slots_;
  std::vector<std::size_t> kept_;  ///< slots that remain, the new node's last
  std::vector<std::pair<std::size_t, double>> links_;
  std::vector<Weighed> states_, next_;
};

/// Draws only what the search meets.
Chance sample(const ChanceCore& core, const ReliabilityOptions& options) {
  std::mt19937_64 random(options.seed);
  const std::size_t size = core.links.size();
  std::vector<int> drawn(size, -1);
  std::vector<char> passable(size, 0), reached(size, 0);
  std::vector<std::uint32_t> stack;
  std::size_t links = 0;
  for (const auto& all : core.links) links += all.size();
  const int samples =
      std::clamp(static_cast<int>(options.most_steps / std::max<std::size_t>(1, links)),
                 std::min(1'000, options.samples), options.samples);
  std::uint64_t hits = 0;
  for (int round = 0; round < samples; ++round) {
    stack.assign(1, core.from);
    std::fill(reached.begin(), reached.end(), 0);
    reached[core.from] = 1;
    while (!stack.empty() && !reached[core.to]) {
      const std::uint32_t node = stack.back();
      stack.pop_back();
      for (const auto& [other, chance] : core.links[node]) {
        if (reached[other]) continue;
        if (chance < 1 && unit_of(random()) >= chance) continue;
        if (other != core.to) {
          if (drawn[other] != round) {
            drawn[other] = round;
            passable[other] =
                core.node_chance[other] >= 1 || unit_of(random()) < core.node_chance[other];
          }
          if (!passable[other]) continue;
        }
        reached[other] = 1;
        stack.push_back(other);
      }
    }
    hits += reached[core.to] != 0;
  }
  const auto drawn_worlds = static_cast<std::uint64_t>(samples);
  return {static_cast<double>(hits) / static_cast<double>(samples),
          standard_error(hits, drawn_worlds), false};
}

}  // namespace

double standard_error(std::uint64_t hits, std::uint64_t samples) {
  const double share = static_cast<double>(hits + 1) / static_cast<double>(samples + 2);
  return std::sqrt(share * (1 - share) / static_cast<double>(samples + 2));
}

Chance joined_chance(const ChanceGraph& graph, std::uint32_t from, std::uint32_t to,
                     const ReliabilityOptions& options) {
  assert(from < graph.node_chance.size() && to < graph.node_chance.size());
  if (from == to) return {1, 0, true};
  const ChanceCore core = reduce(graph, from, to);
  if (core.answer) return {*core.answer, 0, true};
  if (options.most_states > 0) {
    if (const auto exact = Frontier(core, options.most_states).run())
      return {std::clamp(*exact, 0.0, 1.0), 0, true};
  }
  return sample(core, options);
}

}  // namespace dateline
