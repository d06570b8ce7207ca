#include "dateline/territory/isolation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <random>
#include <set>

namespace dateline {
namespace {

/// What a set of joined places has.
enum Reach : unsigned { kCentre = 1, kCrossing = 2, kPort = 4, kAirport = 8 };

/// Union and find with halving of ways.
class Sets {
 public:
  explicit Sets(std::size_t size) : parent_(size) { clear(); }
  void clear() { std::iota(parent_.begin(), parent_.end(), 0u); }
  std::uint32_t find(std::uint32_t one) {
    while (parent_[one] != one) one = parent_[one] = parent_[parent_[one]];
    return one;
  }
  void join(std::uint32_t a, std::uint32_t b) { parent_[find(a)] = find(b); }

 private:
  std::vector<std::uint32_t> parent_;
};

enum class Kind {
  kMain,
  kCountry,
  kBorder
};  ///< the narrowest network; kBorder leads to a crossing

struct Way {
  RoadNode from, to;
  double chance;
  Kind kind;
};

struct Counts {
  std::uint64_t main = 0, any = 0, crossings = 0, ports = 0, airports = 0;
};

/// What roads lead to, whoever holds them.
std::vector<bool> joined_at_all(const Passability& world, RoadNode centre, RoadNetwork network) {
  RoadFilter filter = world.filter(network, true);
  filter.node = [](RoadNode) { return true; };
  return connected_set(world.graph(), centre, filter);
}

class Sampler {
 public:
  Sampler(const Passability& before, const Passability& after, RoadNode centre)
      : before_(before), after_(after), graph_(before.graph()), centre_(centre) {
    for (std::uint32_t i = 0; i < graph_.roads().size(); ++i) {
      const Road& road = graph_.roads()[i];
      // A road to a crossing bears both countries' codes.
      const bool touches = road.countries.empty() || before.world().main_country.empty() ||
                           std::find(road.countries.begin(), road.countries.end(),
                                     before.world().main_country) != road.countries.end();
      const double chance = before.road(i, RoadNetwork::kAbroad);
      if (!touches || chance <= 0) continue;
      const Kind kind = before.road(i, RoadNetwork::kMain) > 0      ? Kind::kMain
                        : before.road(i, RoadNetwork::kCountry) > 0 ? Kind::kCountry
                                                                    : Kind::kBorder;
      ways_.push_back({road.from, road.to, chance, kind});
    }
    std::stable_sort(ways_.begin(), ways_.end(),
                     [](const Way& a, const Way& b) { return a.kind < b.kind; });
    has_.assign(graph_.size(), 0);
    for (const Place& place : before.world().gazetteer->places()) mark(place);
    has_[centre] |= kCentre;
    for (RoadNode node = 0; node < graph_.size(); ++node)
      if (has_[node]) marked_.push_back(node);
    const std::vector<bool> joined = joined_at_all(before, centre, RoadNetwork::kCountry);
    for (RoadNode node = 0; node < graph_.size(); ++node) {
      const Place* place = before.world().gazetteer->find(graph_.place(node));
      if (place && joined[node] && is_settlement(*place) && before.own(before.holding(node).party))
        settlements_.push_back(node);
    }
    links_.resize(graph_.size());
    for (std::uint32_t i = 0; i < ways_.size(); ++i) {
      links_[ways_[i].from].push_back(i);
      links_[ways_[i].to].push_back(i);
    }
  }

  const std::vector<RoadNode>& settlements() const { return settlements_; }
  const std::vector<Counts>& counts(bool after) const { return counts_[after]; }

  void run(const IsolationOptions& options) {
    std::mt19937_64 random(options.seed);
    for (auto& counts : counts_) counts.assign(settlements_.size(), {});
    std::vector<double> draw(graph_.size());
    std::vector<char> up(graph_.size()), up_after(graph_.size());
    open_.resize(ways_.size());
    for (int round = 0; round < options.samples; ++round) {
      for (double& one : draw) one = unit_of(random());
      for (std::size_t i = 0; i < ways_.size(); ++i) open_[i] = unit_of(random()) < ways_[i].chance;
      for (RoadNode node = 0; node < graph_.size(); ++node) {
        up[node] = node == centre_ || draw[node] < before_.node(node);
        up_after[node] = node == centre_ || draw[node] < after_.node(node);
      }
      search(up);
      add(counts_[0]);
      if (up != up_after) search(up_after);
      add(counts_[1]);
    }
  }

 private:
  void mark(const Place& place) {
    auto node = graph_.find(place.id);
    if (!node && !place.within.empty()) node = graph_.find(place.within);
    if (!node) return;
    if (place.kind == "port") has_[*node] |= kPort;
    if (place.kind == "airport") has_[*node] |= kAirport;
    if (place.kind == "crossing" && graph_.place(*node) == place.id) has_[*node] |= kCrossing;
  }

  /// What each settlement is cut off from in one drawn world. Ways stand with main roads first,
  /// then those of the country, then those to crossings: sets only grow.
  void search(const std::vector<char>& up) {
    sets_.clear();
    cut_.assign(settlements_.size(), 0);
    std::size_t way = 0;
    for (const Kind kind : {Kind::kMain, Kind::kCountry, Kind::kBorder}) {
      for (; way < ways_.size() && ways_[way].kind == kind; ++way)
        if (open_[way] && up[ways_[way].from] && up[ways_[way].to])
          sets_.join(ways_[way].from, ways_[way].to);
      reach_.assign(graph_.size(), 0);
      for (const RoadNode node : marked_)
        if (up[node]) reach_[sets_.find(node)] |= has_[node];
      for (std::size_t i = 0; i < settlements_.size(); ++i)
        cut_[i] |= missing(kind, reach_of(up, settlements_[i], kind));
    }
  }

  /// The settlement itself is not asked about.
  unsigned reach_of(const std::vector<char>& up, RoadNode node, Kind kind) {
    if (up[node]) return reach_[sets_.find(node)];
    unsigned out = has_[node];
    for (const std::uint32_t way : links_[node]) {
      const RoadNode other = ways_[way].from == node ? ways_[way].to : ways_[way].from;
      if (open_[way] && ways_[way].kind <= kind && up[other]) out |= reach_[sets_.find(other)];
    }
    return out;
  }

  static constexpr unsigned kMainBit = 16;

  static unsigned missing(Kind kind, unsigned reach) {
    if (kind == Kind::kMain) return reach & kCentre ? 0 : kMainBit;
    if (kind == Kind::kBorder) return ~reach & kCrossing;
    return ~reach & (kCentre | kPort | kAirport);
  }

  void add(std::vector<Counts>& counts) const {
    for (std::size_t i = 0; i < counts.size(); ++i) {
      counts[i].main += (cut_[i] & kMainBit) != 0;
      counts[i].any += (cut_[i] & kCentre) != 0;
      counts[i].crossings += (cut_[i] & kCrossing) != 0;
      counts[i].ports += (cut_[i] & kPort) != 0;
      counts[i].airports += (cut_[i] & kAirport) != 0;
    }
  }

  const Passability &before_, &after_;
  const RoadGraph& graph_;
  const RoadNode centre_;
  std::vector<Way> ways_;
  std::vector<std::vector<std::uint32_t>> links_;
  std::vector<unsigned> has_, reach_, cut_;
  std::vector<RoadNode> settlements_, marked_;
  std::vector<char> open_;
  Sets sets_{graph_.size()};
  std::array<std::vector<Counts>, 2> counts_;
};

CutOffFrom shares(const Counts& counts, int samples) {
  const auto share = [&](std::uint64_t count) { return static_cast<double>(count) / samples; };
  return {share(counts.main), share(counts.any), share(counts.crossings), share(counts.ports),
          share(counts.airports)};
}

void find_since(const Passability& on, RoadNode centre, const IsolationOptions& options,
                std::vector<Isolation>& out) {
  const std::vector<PlaceId> now = cut_off_settlements(on, centre);
  std::set<PlaceId> still(now.begin(), now.end());
  const DayInterval days = on.world().control->days();
  for (Day day = on.day(); !still.empty(); day = day - 1) {
    std::vector<PlaceId> then = now;
    if (day != on.day()) {
      const bool seen = days.contains(day) && on.day() - day <= options.days_back;
      if (!seen) {
        for (Isolation& one : out) one.or_earlier = still.contains(one.place);
        return;
      }
      then = cut_off_settlements(Passability(on.world(), day, on.traveller(), {}), centre);
    }
    for (auto it = still.begin(); it != still.end();)
      it = std::binary_search(then.begin(), then.end(), *it) ? std::next(it) : still.erase(it);
    for (Isolation& one : out)
      if (still.contains(one.place)) one.since = day;
  }
}

}  // namespace

double largest_error(const IsolationOptions& options) { return 0.5 / std::sqrt(options.samples); }

std::vector<PlaceId> cut_off_settlements(const Passability& passability, RoadNode centre) {
  const RoadGraph& graph = passability.graph();
  const std::vector<bool> reached =
      connected_set(graph, centre, passability.filter(RoadNetwork::kMain, true));
  // A village that no main road leads to is not cut off by anybody.
  const std::vector<bool> joined = joined_at_all(passability, centre, RoadNetwork::kMain);
  std::vector<PlaceId> out;
  for (RoadNode node = 0; node < graph.size(); ++node) {
    if (!joined[node] || reached[node]) continue;
    const Place* place = passability.world().gazetteer->find(graph.place(node));
    if (place && is_settlement(*place) && passability.own(passability.holding(node).party))
      out.push_back(place->id);
  }
  return out;  // nodes stand in order of id
}

std::vector<Isolation> isolate(const Passability& before, const Passability& after, RoadNode centre,
                               const IsolationOptions& options) {
  Sampler sampler(before, after, centre);
  sampler.run(options);
  const std::vector<bool> on_main = joined_at_all(before, centre, RoadNetwork::kMain);
  std::vector<Isolation> out;
  for (std::size_t i = 0; i < sampler.settlements().size(); ++i) {
    const RoadNode node = sampler.settlements()[i];
    Isolation one;
    one.place = before.graph().place(node);
    one.population = before.world().gazetteer->at(one.place).population;
    one.holding = before.holding(node);
    one.before = shares(sampler.counts(false)[i], options.samples);
    one.after = shares(sampler.counts(true)[i], options.samples);
    if (!on_main[node]) one.before.main = one.after.main = std::nullopt;
    out.push_back(std::move(one));
  }
  std::sort(out.begin(), out.end(), [](const Isolation& a, const Isolation& b) {
    return std::pair(b.population, a.place) < std::pair(a.population, b.place);
  });
  find_since(before, centre, options, out);
  return out;
}

}  // namespace dateline
