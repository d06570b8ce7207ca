#include "dateline/territory/projection_run.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace dateline {
namespace {

/// Parts of a day: a front may pass through as many places in one.
constexpr std::uint32_t kQuarters = 4;
/// The pace of a front that hardly anything is known of is within a factor of e or so.
constexpr double kMostSpread = 1;
/// A place behind the lines goes to any enemy that can reach it, though the record shows no win.
constexpr double kLeastWins = 0.02;

/// A log-normal factor with a mean of 1 where `centred`, else a median of 1.
double factor(double sigma, bool centred, const CounterDice& dice, std::uint64_t what) {
  return std::exp(sigma * dice.normal(Throw::kSpread, what, 0) -
                  (centred ? sigma * sigma / 2 : 0.0));
}

}  // namespace

ProjectionDraw draw_parameters(const ProjectionScene& scene, const CounterDice& dice) {
  const std::size_t parties = scene.parties;
  const ProjectionWeights& weights = scene.weights;
  ProjectionDraw out;
  std::uint64_t what = 0;
  out.resist = weights.resist * factor(weights.spread, false, dice, what++);
  const double backing = factor(weights.spread, false, dice, what++);
  const double behind = factor(weights.spread, false, dice, what++);
  for (std::size_t a = 0; a < parties; ++a) {
    for (std::size_t h = 0; h < parties; ++h) {
      const std::size_t pair = a * parties + h;
      // A count of n moves leaves a relative variance of 1 / n.
      const double moves = weights.base_rate * weights.base_days + scene.pace.pair_moves[pair];
      const double sigma =
          weights.spread > 0 ? std::min(kMostSpread, std::sqrt(std::log1p(1 / moves))) : 0;
      out.pair_rate.push_back(scene.pace.rate(a, h, weights) * factor(sigma, true, dice, what++));
      out.backing.push_back(std::exp(scene.ease[pair] * backing));
    }
  }
  for (std::size_t h = 0; h < parties; ++h) {
    double fastest = 0;
    for (std::size_t a = 0; a < parties; ++a)
      if (scene.at_war(a, h)) fastest = std::max(fastest, out.pair_rate[a * parties + h]);
    out.behind.push_back(weights.behind * fastest * behind);
  }
  return out;
}

ProjectionRun::ProjectionRun(const ProjectionScene& scene)
    : scene_(scene), parties_(scene.parties), parts_of_(scene.map.size()) {
  for (const FrontMap::Part& part : scene.map.parts) parts_of_[part.whole].push_back(part.place);
  const std::size_t size = scene.map.size();
  garrison_.resize(size);
  linked_.resize(size);
  expected_.resize(size);
  open_way_.resize(scene.map.ways);
  exposed_.resize(size * parties_);
  hazard_.resize(parties_);
}

void ProjectionRun::begin(const ProjectionDraw& draw, const CounterDice& dice) {
  draw_ = &draw;
  dice_ = dice;
  day_ = 0;
  const std::size_t size = scene_.map.size();
  state_.assign(scene_.now.size(), 0);
  holder_.assign(size, 0);
  challenger_.assign(size, kNobody);
  taken_.assign(size, 0);
  near_moves_ = scene_.pace.near_moves;
  near_days_ = scene_.pace.near_days;
  behind_moves_ = scene_.pace.behind_moves;
  behind_days_ = scene_.pace.behind_days;
  for (std::uint32_t way = 0; way < scene_.map.ways; ++way) open_way_[way] = 0;
  const auto sample = [&](std::uint32_t place, double at) {
    const auto& belief = scene_.now[place];
    std::uint32_t s = 0;
    for (double sum = belief[0]; sum <= at && s + 1 < belief.size(); sum += belief[++s]) {
    }
    return s;
  };
  for (std::uint32_t u = 0; u < size; ++u) {
    const std::uint32_t place = scene_.map.wholes[u];
    const double at = dice_.uniform(Throw::kStart, u, 0);
    state_[place] = sample(place, at);
    for (const std::uint32_t part : parts_of_[u]) state_[part] = sample(part, at);
    holder_[u] = state_[place];
    if (holder_[u] == parties_) {
      holder_[u] = scene_.holders[u];
      challenger_[u] = challenger_of(u);
    }
    garrison_[u] = scene_.garrison[u * parties_ + holder_[u]];
    for (const FrontWay& way : scene_.map.links[u])
      if (way.to > u) open_way_[way.way] = dice_.uniform(Throw::kRoad, way.way, 0) < way.certainty;
  }
  first_ = state_;
  changed_.assign(state_.size(), 0);
}

/// Who fights for a contested place beside its most probable party: the next one, or where the
/// belief knows none, the fastest of its enemies near by.
std::uint32_t ProjectionRun::challenger_of(std::uint32_t u) const {
  constexpr double kTie = 1e-6;
  const std::uint32_t h = holder_[u];
  std::uint32_t best = h == 0 && parties_ > 1 ? 1 : 0;
  double most = -1;
  for (std::uint32_t p = 0; p < parties_; ++p) {
    const double score =
        scene_.now[scene_.map.wholes[u]][p] +
        kTie * draw_->pair_rate[p * parties_ + h] * scene_.behind_share[u * parties_ + p];
    if (p != h && score > most) best = p, most = score;
  }
  return best;
}

void ProjectionRun::pass_day() {
  find_linked();
  send_reserves();
  std::ranges::fill(exposed_, 0.0);
  moved_.clear();
  for (std::uint32_t quarter = 0; quarter < kQuarters; ++quarter) quarter_day(quarter);
  remember();
  ++day_;
}

/// A place that only the throw of the start gave to a side, far from its ground, is no base of it.
void ProjectionRun::find_linked() {
  std::vector<std::uint32_t> open;
  for (std::uint32_t u = 0; u < holder_.size(); ++u) {
    linked_[u] =
        !is_contested(u) && (taken_[u] || scene_.allied[holder_[u] * parties_ + scene_.holders[u]]);
    if (linked_[u]) open.push_back(u);
  }
  while (!open.empty()) {
    const std::uint32_t u = open.back();
    open.pop_back();
    for (const FrontWay& way : scene_.map.links[u]) {
      if (linked_[way.to] || !open_way_[way.way] || is_contested(way.to) ||
          !scene_.allied[holder_[u] * parties_ + holder_[way.to]])
        continue;
      linked_[way.to] = 1;
      open.push_back(way.to);
    }
  }
}

double ProjectionRun::ease_of(std::uint32_t u) const {
  return std::pow(garrison_[u], -draw_->resist);
}

/// Fills hazard_ with the moves a day that each party's ground near by makes, exposed_ by a quarter
/// day, and returns their sum.
double ProjectionRun::press(std::uint32_t u, double ease) {
  std::ranges::fill(hazard_, 0.0);
  const std::uint32_t h = holder_[u];
  bool any = false;
  for (const FrontWay& way : scene_.map.links[u]) {
    const std::uint32_t a = holder_[way.to];
    if (a == h || !open_way_[way.way] || is_contested(way.to) || !linked_[way.to] ||
        !scene_.at_war(a, h) || scene_.absent[a])
      continue;
    hazard_[a] += way.pressure;
    any = true;
  }
  if (!any) return 0;
  const ProjectionWeights& weights = scene_.weights;
  double sum = 0;
  for (std::size_t a = 0; a < parties_; ++a) {
    if (hazard_[a] <= 0) continue;
    const std::size_t near = u * parties_ + a, pair = a * parties_ + h;
    const double pressure = hazard_[a] * ease;
    exposed_[near] += pressure / kQuarters;
    hazard_[a] = scene_.pace_factor * draw_->backing[pair] * pressure *
                 (weights.near_days * draw_->pair_rate[pair] + near_moves_[near]) /
                 (weights.near_days + near_days_[near]);
    sum += hazard_[a];
  }
  return sum;
}

/// Each side's garrisons behind its lines send some of theirs along open roads to where most is
/// expected to fall.
void ProjectionRun::send_reserves() {
  const std::size_t size = holder_.size();
  std::vector<char> done(size);
  std::vector<std::uint32_t> open, all;
  for (std::uint32_t u = 0; u < size; ++u)
    expected_[u] = is_contested(u) || scene_.map.links[u].empty() ? 0.0 : press(u, ease_of(u));
  for (std::uint32_t start = 0; start < size; ++start) {
    if (done[start] || is_contested(start) || !linked_[start]) continue;
    open.assign(1, start);
    all.clear();
    done[start] = 1;
    double expected = 0, rear = 0;
    while (!open.empty()) {
      const std::uint32_t u = open.back();
      open.pop_back();
      all.push_back(u);
      expected += expected_[u];
      if (expected_[u] <= 0) rear += garrison_[u];
      for (const FrontWay& way : scene_.map.links[u])
        if (!done[way.to] && open_way_[way.way] && !is_contested(way.to) &&
            holder_[way.to] == holder_[u])
          done[way.to] = 1, open.push_back(way.to);
    }
    if (expected <= 0 || rear <= 0) continue;
    const double share = 1 - std::exp(-scene_.weights.lend * expected);
    for (const std::uint32_t u : all) {
      if (expected_[u] > 0)
        garrison_[u] += share * rear * expected_[u] / expected;
      else
        garrison_[u] *= 1 - share;
    }
  }
}

void ProjectionRun::quarter_day(std::uint32_t quarter) {
  const std::uint64_t time = static_cast<std::uint64_t>(day_) * kQuarters + quarter;
  falls_.clear();
  for (std::uint32_t u = 0; u < holder_.size(); ++u) {
    if (scene_.map.links[u].empty()) continue;
    if (is_contested(u))
      settle(u, time);
    else
      attack(u, time);
  }
  for (const Fall& fall : falls_) take(fall);
}

/// Street fighting ends for one or the other, as the pace between the two is.
void ProjectionRun::settle(std::uint32_t u, std::uint64_t time) {
  const double chance = 1 - std::pow(1 - scene_.weights.settle, scene_.pace_factor / kQuarters);
  if (dice_.uniform(Throw::kSettle, u, time) >= chance) return;
  const std::uint32_t h = holder_[u], c = challenger_[u];
  double gains = draw_->pair_rate[c * parties_ + h] * draw_->backing[c * parties_ + h];
  double holds = draw_->pair_rate[h * parties_ + c] * draw_->backing[h * parties_ + c];
  if (scene_.absent[c]) gains = 0;
  if (scene_.absent[h]) holds = 0;
  const double share = gains + holds > 0 ? gains / (gains + holds) : 0.5;
  falls_.push_back({u, dice_.uniform(Throw::kWinner, u, time) < share ? c : h, false, true});
}

void ProjectionRun::attack(std::uint32_t u, std::uint64_t time) {
  const double ease = ease_of(u);
  double hazard = press(u, ease);
  if (hazard <= 0) return fall_behind(u, ease, time);
  const double gone = -std::log(1 - scene_.weights.absent);
  if (scene_.absent[holder_[u]] && hazard < gone) {
    for (double& one : hazard_) one *= gone / hazard;
    hazard = gone;
  }
  fall_to(u, hazard, true, time);
}

/// Away from the front: risings, deals and garrisons that go home.
void ProjectionRun::fall_behind(std::uint32_t u, double ease, std::uint64_t time) {
  const std::uint32_t h = holder_[u];
  const ProjectionWeights& weights = scene_.weights;
  double reach = 0;
  for (std::uint32_t a = 0; a < parties_; ++a) {
    hazard_[a] = 0;
    if (a == h || scene_.absent[a] || !scene_.at_war(a, h)) continue;
    hazard_[a] =
        (scene_.pace.wins[a * parties_ + h] + kLeastWins) * scene_.behind_share[u * parties_ + a];
    reach += hazard_[a];
  }
  if (reach <= 0) return;
  double hazard = scene_.pace_factor * ease *
                  (weights.behind_days * draw_->behind[h] + behind_moves_[h]) /
                  (weights.behind_days + behind_days_[h]);
  behind_days_[h] += ease / kQuarters;
  double backing = 0;
  for (std::uint32_t a = 0; a < parties_; ++a)
    backing += hazard_[a] / reach * draw_->backing[a * parties_ + h];
  hazard *= backing;
  if (scene_.absent[h]) hazard = std::max(hazard, -std::log(1 - weights.absent));
  for (double& one : hazard_) one *= hazard / reach;
  const std::size_t before = falls_.size();
  fall_to(u, hazard, false, time);
  if (falls_.size() > before) behind_moves_[h] += 1;
}

/// Throws for one quarter of a day; hazard_ sums to `hazard`.
void ProjectionRun::fall_to(std::uint32_t u, double hazard, bool front, std::uint64_t time) {
  if (dice_.uniform(Throw::kFall, u, time) >= -std::expm1(-hazard / kQuarters)) return;
  double at = dice_.uniform(Throw::kWinner, u, time) * hazard;
  std::uint32_t winner = 0;
  for (std::uint32_t a = 0; a < parties_; ++a) {
    if (hazard_[a] <= 0) continue;
    winner = a;
    if ((at -= hazard_[a]) < 0) break;
  }
  const bool battle =
      !scene_.absent[holder_[u]] && dice_.uniform(Throw::kBattle, u, time) < scene_.weights.battle;
  falls_.push_back({u, winner, battle, front});
}

/// Whoever gets away goes to the nearest places of the side.
void ProjectionRun::withdraw(std::uint32_t u) {
  std::vector<std::uint32_t> to;
  for (const FrontWay& way : scene_.map.links[u])
    if (open_way_[way.way] && !is_contested(way.to) && holder_[way.to] == holder_[u])
      to.push_back(way.to);
  for (const std::uint32_t v : to)
    garrison_[v] += scene_.weights.withdraw * garrison_[u] / static_cast<double>(to.size());
}

void ProjectionRun::take(const Fall& fall) {
  const std::uint32_t u = fall.place, place = scene_.map.wholes[u];
  if (fall.battle) {
    challenger_[u] = fall.winner;
    state_[place] = static_cast<std::uint32_t>(parties_);
    return;
  }
  challenger_[u] = kNobody;
  state_[place] = fall.winner;
  if (fall.winner == holder_[u]) return;
  withdraw(u);
  moved_.push_back(fall);
  holder_[u] = fall.winner;
  garrison_[u] = scene_.weights.new_garrison;
  linked_[u] = 1;
  taken_[u] = 1;
  changed_[place] |= fall.winner != first_[place];
  for (const std::uint32_t part : parts_of_[u]) {
    state_[part] = fall.winner;
    changed_[part] |= fall.winner != first_[part];
  }
}

/// What happened this day counts for the pace of the next ones, what lies longer back less.
void ProjectionRun::remember() {
  const double kept = std::exp(-1 / scene_.weights.memory_days);
  for (auto* counts : {&near_moves_, &near_days_, &behind_moves_, &behind_days_})
    for (double& one : *counts) one *= kept;
  for (std::uint32_t u = 0; u < holder_.size(); ++u)
    for (std::size_t a = 0; a < parties_; ++a)
      if (const double exposed = exposed_[u * parties_ + a]; exposed > 0)
        for (const auto& near : scene_.map.near[u])
          near_days_[near.place * parties_ + a] += exposed * near.share;
  for (const Fall& fall : moved_)
    if (fall.front)
      for (const auto& near : scene_.map.near[fall.place])
        near_moves_[near.place * parties_ + fall.winner] += near.share;
}

}  // namespace dateline
