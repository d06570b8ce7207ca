#include "dateline/territory/projection_weights.h"

#include <array>

#include "dateline/territory/keyed_values.h"

namespace dateline {
namespace {

using W = ProjectionWeights;
constexpr std::array<ValueKey<W>, 28> kKeys = {{
    {"base_rate", &W::base_rate, 1e-6, 1},
    {"base_days", &W::base_days, 0.1, 1e4},
    {"memory_days", &W::memory_days, 0.1, 1e4},
    {"near_km", &W::near_km, 1, 500},
    {"near_days", &W::near_days, 0.1, 1e4},
    {"behind", &W::behind, 0, 1},
    {"behind_days", &W::behind_days, 0.1, 1e5},
    {"behind_km", &W::behind_km, 1, 1e4},
    {"road_minor", &W::road_minor, 0, 1},
    {"road_small", &W::road_small, 0, 1},
    {"road_km", &W::road_km, 1, 1e4},
    {"size", &W::size, 0, 10},
    {"force", &W::force, 0, 10},
    {"force_untold", &W::force_untold, 0, 1e6},
    {"resist", &W::resist, 0, 3},
    {"lend", &W::lend, 0, 1},
    {"withdraw", &W::withdraw, 0, 1},
    {"new_garrison", &W::new_garrison, 0.01, 10},
    {"battle", &W::battle, 0, 1},
    {"settle", &W::settle, 0, 1},
    {"absent", &W::absent, 0, 0.99},
    {"backing_air", &W::backing_air, 0, 3},
    {"backing_troops", &W::backing_troops, 0, 3},
    {"backing_arms", &W::backing_arms, 0, 3},
    {"backing_money", &W::backing_money, 0, 3},
    {"backing_training", &W::backing_training, 0, 3},
    {"backing_diplomacy", &W::backing_diplomacy, 0, 3},
    {"spread", &W::spread, 0, 2},
}};

}  // namespace

double ProjectionWeights::backing(std::string_view how) const {
  constexpr std::string_view kPrefix = "backing_";
  for (const auto& key : kKeys)
    if (key.name.starts_with(kPrefix) && key.name.substr(kPrefix.size()) == how)
      return this->*key.member;
  return 0;
}

Result<ProjectionWeights> load_projection_weights(const std::string& path) {
  return load_keyed_values<W>(path, kKeys);
}

std::string to_text(const ProjectionWeights& weights) { return keyed_text<W>(weights, kKeys); }

}  // namespace dateline
