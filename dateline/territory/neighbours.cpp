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
constexpr int kRounds = 2;               ///< how many places without news a change passes through
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

/// By how much each state gained on one day; sums to 0.
struct Move {
  Day day;
  std::vector<double> gain;
};

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

}  // namespace

std::vector<std::vector<Neighbour>> find_neighbours(const PlaceIndex& index,
                                                    const Gazetteer& gazetteer,
                                                    const RoadGraph* roads,
                                                    const ControlWeights& weights) {
  const std::size_t count = index.places.size();
  std::vector<std::vector<Neighbour>> out(count);
  if (weights.neighbours <= 0) return out;
  const double reach = weights.neighbour_km * kReach;
  std::vector<const Place*> places;
  for (const PlaceId& id : index.places) places.push_back(gazetteer.find(id));
  for (std::uint32_t i = 0; i < count; ++i) {
    if (!places[i] || !places[i]->point) continue;
    std::map<RoadNode, double> ways;
    const auto node = roads ? roads->find(index.places[i]) : std::nullopt;
    if (node) ways = ways_from(*roads, *node, reach);
    std::vector<std::pair<double, std::uint32_t>> near;
    for (std::uint32_t j = 0; j < count; ++j) {
      if (i == j || !places[j] || !places[j]->point) continue;
      const auto other = node ? roads->find(index.places[j]) : std::nullopt;
      double km = reach + 1;
      if (other) {
        if (const auto it = ways.find(*other); it != ways.end()) km = it->second;
      } else {
        constexpr double kDegreeKm = 111;
        if (std::abs(places[i]->point->lat() - places[j]->point->lat()) * kDegreeKm > reach)
          continue;
        km = kDetour * distance_m(*places[i]->point, *places[j]->point) / 1000;
      }
      if (km <= reach) near.emplace_back(km, j);
    }
    std::ranges::sort(near);
    if (near.size() > kMostNear) near.resize(kMostNear);
    double sum = 0;
    for (const auto& [km, j] : near) sum += std::exp(-km / weights.neighbour_km);
    for (const auto& [km, j] : near)
      out[i].push_back({j, std::exp(-km / weights.neighbour_km) / std::max(1.0, sum)});
  }
  return out;
}

void couple_neighbours(const std::vector<std::vector<Neighbour>>& neighbours,
                       const ControlWeights& weights, const Gazetteer& gazetteer,
                       ControlTable::Data& data) {
  if (weights.neighbours <= 0) return;
  for (int round = 0; round < kRounds; ++round) {
    std::vector<std::vector<Move>> moves;
    for (const PlaceBelief& place : data.places) moves.push_back(moves_of(place.chain));
    const Coupler coupler(weights, gazetteer, data, moves);
    for (std::size_t i = 0; i < data.places.size(); ++i) {
      Chain& chain = data.places[i].chain;
      std::erase_if(chain.steps,
                    [](const Step& step) { return step.kind == Step::Kind::kNeighbours; });
      auto more = coupler.steps_of(neighbours[i], chain.begin);
      chain.steps.insert(chain.steps.end(), std::make_move_iterator(more.begin()),
                         std::make_move_iterator(more.end()));
      sort_steps(chain.steps);
    }
  }
}

}  // namespace dateline
