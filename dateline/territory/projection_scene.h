#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "dateline/territory/front_map.h"
#include "dateline/territory/pace.h"
#include "dateline/territory/projection.h"

namespace dateline {

/// All that runs share: the map, how fast fronts move, who is at war and how strong each place is.
/// Immutable while runs go on.
struct ProjectionScene {
  FrontMap map;
  Pace pace;
  ProjectionWeights weights;
  Day start;
  int days = 0;
  std::size_t parties = 0;               ///< the states without contested
  std::vector<std::vector<double>> now;  ///< belief of the start, by place of the table
  std::vector<std::uint32_t> holders;    ///< most probable party of each whole
  std::vector<double> garrison;          ///< [whole * parties + holder]
  std::vector<double> behind_share;      ///< [whole * parties + party]: exp(-km / behind_km)
  std::vector<char> allied, absent;      ///< pairs of parties; parties
  std::vector<double> ease;              ///< by pair: log of the factor that missing backing brings
  double pace_factor = 1;
  std::vector<std::string> facts;  ///< what was assumed of this situation, for people

  bool at_war(std::size_t a, std::size_t h) const { return pace.at_war[a * parties + h]; }
};

/// Fails: as project.
Result<ProjectionScene> make_scene(const ProjectionInputs& inputs,
                                   const ProjectionQuestion& question);

}  // namespace dateline
