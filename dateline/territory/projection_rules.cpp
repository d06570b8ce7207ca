#include "dateline/territory/projection_rules.h"

#include <algorithm>
#include <limits>

namespace dateline {
namespace {

constexpr double kLeastMoves = 0.05;  ///< a day; less is no front that moves

/// Moves the belief of places as a rule says.
class Rule {
 public:
  Rule(const ProjectionScene& scene, bool evenly)
      : scene_(scene), evenly_(evenly), belief_(scene.now), holder_(scene.holders) {
    gained_.assign(scene.parties, {});
    for (std::uint32_t u = 0; u < scene.map.size(); ++u)
      for (std::size_t a = 0; a < scene.parties; ++a)
        if (scene.pace.last_day_gain[u][a] > kLeastMoves) gained_[a].push_back(u);
  }

  void pass_day() {
    const auto before = holder_;
    for (std::size_t a = 0; a < scene_.parties; ++a)
      for (std::size_t h = 0; h < scene_.parties; ++h)
        if (const double moves = scene_.pace.last_day_moves[a * scene_.parties + h];
            a != h && moves > kLeastMoves)
          advance(a, h, moves, before);
    for (std::uint32_t u = 0; u < holder_.size(); ++u) {
      const auto& belief = belief_[scene_.map.wholes[u]];
      for (std::uint32_t a = 0; a < scene_.parties; ++a)
        if (belief[a] > 0.5) holder_[u] = a;
    }
  }

  const std::vector<std::vector<double>>& belief() const { return belief_; }

 private:
  void advance(std::size_t a, std::size_t h, double moves,
               const std::vector<std::uint32_t>& before) {
    std::vector<std::pair<double, std::uint32_t>> front;
    for (std::uint32_t u = 0; u < before.size(); ++u) {
      if (before[u] != h) continue;
      const bool near = std::ranges::any_of(
          scene_.map.links[u], [&](const FrontWay& way) { return before[way.to] == a; });
      if (near) front.emplace_back(evenly_ ? 0.0 : distance(u, a), u);
    }
    std::ranges::sort(front);
    const double each = evenly_ ? std::min(1.0, moves / static_cast<double>(front.size())) : 1;
    for (const auto& [km, u] : front) {
      const double share = evenly_ ? each : std::min(1.0, moves);
      if (share <= 0) break;
      if (!evenly_) moves -= share;
      move(scene_.map.wholes[u], a, h, share);
      for (const FrontMap::Part& part : scene_.map.parts)
        if (part.whole == u) move(part.place, a, h, share);
    }
  }

  void move(std::uint32_t place, std::size_t a, std::size_t h, double share) {
    auto& belief = belief_[place];
    belief[a] += share * belief[h];
    belief[h] *= 1 - share;
  }

  double distance(std::uint32_t u, std::size_t a) const {
    double km = std::numeric_limits<double>::infinity();
    for (const auto& near : scene_.map.near[u])
      if (std::ranges::binary_search(gained_[a], near.place)) km = std::min(km, near.km);
    return km;
  }

  const ProjectionScene& scene_;
  const bool evenly_;
  std::vector<std::vector<double>> belief_;
  std::vector<std::uint32_t> holder_;
  std::vector<std::vector<std::uint32_t>> gained_;  ///< by party: where it won yesterday
};

}  // namespace

BeliefsAhead rule_ahead(const ProjectionScene& scene, ProjectionModel model) {
  BeliefsAhead out;
  Rule rule(scene, model == ProjectionModel::kEvenly);
  for (int day = 0; day < scene.days; ++day) {
    if (model != ProjectionModel::kSame) rule.pass_day();
    out.push_back(rule.belief());
  }
  return out;
}

}  // namespace dateline
