#include "dateline/territory/neighbours.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <queue>
#include <tuple>

#include <fmt/format.h>

namespace dateline {
namespace {

constexpr double kDetour = 1.3;          ///< of ways that no road tells, over the great circle
constexpr double kReach = 3;             ///< in neighbour_km
constexpr std::size_t kMostNear = 6;     ///< neighbours of one place
constexpr double kLeastMove = 0.02;      ///< of a belief in one day, summed over states
constexpr double kLeastOpening = 0.002;  ///< less is left out
constexpr std::size_t kMostNamed = 3;    ///< neighbours that the reason names

/// Kilometres along roads to every place within reach.
std::map<RoadNode, double> ways_from(const RoadGraph& graph, RoadNode from, double reach) {
  std::map<RoadNode, double> done;
  using Entry = std::pair<double, RoadNode>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
  open.emplace(0.0, from);
  while (!open.empty()) {
    const auto [km, node] = open.top();
    open.pop();
    if (km > reach || !done.emplace(node, km).second) continue;
    for (const auto& link : graph.links(node))
      if (!done.contains(link.to))
        open.emplace(km + graph.roads()[link.road].length_m / 1000, link.to);
  }
  return done;
}

/// The days on which the belief of a place moved by what is told of itself: what is told of a
/// region is told of its neighbours too.
std::vector<Move> moves_of(Chain chain) {
  std::vector<Move> out;
  std::erase_if(chain.steps, [](const Step& step) { return !step.through.empty(); });
  if (chain.steps.empty()) return out;
  const DayInterval days{chain.begin, chain.steps.back().day};
  const std::vector<Belief> beliefs = smooth(chain, days);
  for (std::size_t i = 1; i < beliefs.size(); ++i) {
    Move move{days.begin + static_cast<int>(i), std::vector<double>(beliefs[i].size())};
    double sum = 0;
    for (std::size_t s = 0; s < move.gain.size(); ++s) {
      move.gain[s] = beliefs[i][s] - beliefs[i - 1][s];
      sum += std::abs(move.gain[s]);
    }
    // A later starting row is no change.
    const bool reset = std::ranges::any_of(chain.steps, [&](const Step& step) {
      return step.kind == Step::Kind::kReset && step.day == move.day;
    });
    if (sum > kLeastMove && !reset) out.push_back(std::move(move));
  }
  return out;
}

/// The steps of one place by its neighbours' moves.
class Coupler {
 public:
  Coupler(const ControlWeights& weights, const Gazetteer& gazetteer, const ControlTable::Data& data,
          const std::vector<std::vector<Move>>& moves)
      : weights_(weights), gazetteer_(gazetteer), data_(data), moves_(moves) {}

  std::vector<Step> steps_of(const std::vector<Neighbour>& neighbours, Day begin) const {
    struct Sum {
      std::vector<double> gain;
      std::vector<std::pair<double, std::uint32_t>> by;  ///< moved share, place
    };
    std::map<Day, Sum> days;
    for (const Neighbour& one : neighbours) {
      for (const Move& move : moves_[one.place]) {
        if (move.day <= begin) continue;
        Sum& sum = days[move.day];
        sum.gain.resize(move.gain.size());
        double moved = 0;
        for (std::size_t s = 0; s < move.gain.size(); ++s) {
          sum.gain[s] += one.share * move.gain[s];
          moved += one.share * std::max(0.0, move.gain[s]);
        }
        sum.by.emplace_back(-moved, one.place);
      }
    }
    std::vector<Step> out;
    for (auto& [day, sum] : days)
      if (auto step = step_of(day, sum.gain); step.share >= kLeastOpening) {
        std::ranges::sort(sum.by);
        step.row = reason(sum.by);
        out.push_back(std::move(step));
      }
    return out;
  }

 private:
  Step step_of(Day day, const std::vector<double>& gain) const {
    Step step;
    step.kind = Step::Kind::kNeighbours;
    step.day = day;
    step.values.assign(gain.size(), 0.0);
    double won = 0;
    for (std::size_t s = 0; s < gain.size(); ++s) {
      // Fighting in one town is none in the next.
      if (gain[s] > 0 && s != data_.space.contested()) step.values[s] = gain[s], won += gain[s];
      if (gain[s] < 0) step.from |= StateMask{1} << s;
    }
    if (won <= 0) return step;
    for (double& value : step.values) value /= won;
    step.share = weights_.neighbours * std::min(won, 1.0);
    return step;
  }

  std::string reason(const std::vector<std::pair<double, std::uint32_t>>& by) const {
    std::string names;
    for (std::size_t i = 0; i < by.size() && i < kMostNamed; ++i) {
      const Place* place = gazetteer_.find(data_.index.places[by[i].second]);
      names += (i > 0 ? ", " : "") + (place ? place->name : data_.index.places[by[i].second].str());
    }
    return fmt::format("near places changed hands: {}{}", names,
                       by.size() > kMostNamed ? " and others" : "");
  }

  const ControlWeights& weights_;
  const Gazetteer& gazetteer_;
  const ControlTable::Data& data_;
  const std::vector<std::vector<Move>>& moves_;
};

/// Finds the neighbours of one place after the other.
class Finder {
 public:
  Finder(const PlaceIndex& index, const Gazetteer& gazetteer, const RoadGraph* roads,
         const ControlWeights& weights)
      : roads_(roads), weights_(weights) {
    for (const PlaceId& id : index.places) {
      places_.push_back(gazetteer.find(id));
      nodes_.push_back(roads ? roads->find(id) : std::nullopt);
    }
  }

  std::vector<Neighbour> of(std::uint32_t i) const {
    std::vector<Neighbour> out;
    if (!places_[i] || !places_[i]->point) return out;
    const double reach = weights_.neighbour_km * kReach;
    std::map<RoadNode, double> ways;
    if (nodes_[i]) ways = ways_from(*roads_, *nodes_[i], reach);
    std::vector<std::pair<double, std::uint32_t>> near;
    for (std::uint32_t j = 0; j < places_.size(); ++j) {
      if (i == j || !places_[j] || !places_[j]->point) continue;
      double km = reach + 1;
      if (nodes_[i] && nodes_[j]) {
        if (const auto it = ways.find(*nodes_[j]); it != ways.end()) km = it->second;
      } else {
        constexpr double kDegreeKm = 111;
        if (std::abs(places_[i]->point->lat() - places_[j]->point->lat()) * kDegreeKm > reach)
          continue;
        km = kDetour * distance_m(*places_[i]->point, *places_[j]->point) / 1000;
      }
      if (km <= reach) near.emplace_back(km, j);
    }
    std::ranges::sort(near);
    if (near.size() > kMostNear) near.resize(kMostNear);
    double sum = 0;
    for (const auto& [km, j] : near) sum += std::exp(-km / weights_.neighbour_km);
    for (const auto& [km, j] : near)
      out.push_back({j, std::exp(-km / weights_.neighbour_km) / std::max(1.0, sum)});
    return out;
  }

 private:
  const RoadGraph* roads_;
  const ControlWeights& weights_;
  std::vector<const Place*> places_;
  std::vector<std::optional<RoadNode>> nodes_;
};

}  // namespace

std::vector<std::vector<Neighbour>> find_neighbours(
    const PlaceIndex& index, const Gazetteer& gazetteer, const RoadGraph* roads,
    const ControlWeights& weights, const std::vector<PlaceId>& focus, std::vector<bool>& needed) {
  const std::size_t count = index.places.size();
  std::vector<std::vector<Neighbour>> out(count);
  needed.assign(count, focus.empty());
  for (const PlaceId& id : focus)
    if (const auto it = index.of.find(id); it != index.of.end()) needed[it->second] = true;
  if (weights.neighbours <= 0) return out;
  const Finder finder(index, gazetteer, roads, weights);
  std::vector<bool> found(count, false);
  for (int round = 0; round < kNeighbourRounds; ++round) {
    std::vector<bool> next = needed;
    for (std::uint32_t i = 0; i < count; ++i) {
      if (!needed[i] || found[i]) continue;
      found[i] = true;
      out[i] = finder.of(i);
      for (const Neighbour& one : out[i]) next[one.place] = true;
    }
    needed = std::move(next);
  }
  return out;
}

void couple_neighbours(const ControlWeights& weights, const Gazetteer& gazetteer,
                       ControlTable::Data& data, std::vector<bool>& changed) {
  if (weights.neighbours <= 0) return;
  const std::size_t count = data.places.size();
  data.moves.resize(kNeighbourRounds);
  for (auto& moves : data.moves) moves.resize(count);
  for (int round = 0; round < kNeighbourRounds; ++round) {
    std::vector<std::vector<Move>>& moves = data.moves[static_cast<std::size_t>(round)];
    for (std::size_t i = 0; i < count; ++i)
      if (changed[i]) moves[i] = moves_of(data.places[i].chain);
    std::vector<bool> next = changed;
    for (std::size_t i = 0; i < count; ++i)
      for (const Neighbour& one : data.neighbours[i])
        if (changed[one.place]) next[i] = true;
    changed = std::move(next);
    const Coupler coupler(weights, gazetteer, data, moves);
    for (std::size_t i = 0; i < count; ++i) {
      if (!changed[i]) continue;
      Chain& chain = data.places[i].chain;
      std::erase_if(chain.steps,
                    [](const Step& step) { return step.kind == Step::Kind::kNeighbours; });
      auto more = coupler.steps_of(data.neighbours[i], chain.begin);
      chain.steps.insert(chain.steps.end(), std::make_move_iterator(more.begin()),
                         std::make_move_iterator(more.end()));
      sort_steps(chain.steps);
    }
  }
}

}  // namespace dateline
