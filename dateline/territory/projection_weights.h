#pragma once

#include <string>

#include "dateline/base/error.h"

namespace dateline {

/// What the run forward assumes: data/territory/projection.csv (key,value,reason), where every key
/// is explained. The values here are those of that file, for programs without it.
struct ProjectionWeights {
  // Pace of a front.
  double base_rate = 0.003;
  double base_days = 20;
  double memory_days = 20;
  double near_km = 40;
  double near_days = 10;

  // Behind the lines.
  double behind = 0.05;
  double behind_days = 50;
  double behind_km = 100;

  // Roads.
  double road_minor = 0.7;
  double road_small = 0.5;
  double road_km = 50;

  // Garrisons.
  double size = 0.25;
  double force = 0.25;
  double force_untold = 100;
  double resist = 1;
  double lend = 0.02;
  double withdraw = 0.5;
  double new_garrison = 0.7;

  // What becomes of a place.
  double battle = 0.15;
  double settle = 0.3;
  double absent = 0.25;

  // Backing.
  double backing_air = 0.35;
  double backing_troops = 0.3;
  double backing_arms = 0.15;
  double backing_money = 0.05;
  double backing_training = 0.05;
  double backing_diplomacy = 0.01;

  double spread = 0.5;

  /// The weight of a kind of backing of backing.csv; 0 for an unknown one.
  double backing(std::string_view how) const;
};

/// Reads projection.csv over the values above. Fails: as load_control_weights.
Result<ProjectionWeights> load_projection_weights(const std::string& path);

/// "key,value" lines in the order of the file, values in full.
std::string to_text(const ProjectionWeights& weights);

}  // namespace dateline
