#pragma once

#include <string>
#include <string_view>

#include "dateline/base/error.h"

namespace dateline {

/// What each kind of evidence weighs: data/territory/weights.csv (key,value,reason), where every
/// key is explained. The values here are those of that file, for programs without it. Weights are
/// log likelihood ratios (natural), openings and factors are between 0 and 1 unless said otherwise.
struct ControlWeights {
  // Passing time.
  double drift = 0.004;

  // Of places near by.
  double neighbours = 1;
  double neighbour_km = 30;

  // By type: the weight of one neutral report, and the chance of a change that it opens.
  double capture = 1.5, capture_open = 0.55;
  double withdraw = 2, withdraw_open = 0.5;
  double hold = 1.25, hold_open = 0.4;
  double attributive = 1.0, attributive_open = 0.25;
  double enter = 1.2, enter_open = 0.5;
  double clash = 0.7, clash_open = 0.2;
  double attack = 0.35, attack_open = 0.05;
  double present = 0.45, present_open = 0.08;
  double present_armed = 0.9, present_armed_open = 0.25;
  double strike = 0.25;
  double advance = 0.12;
  double besiege = 0.35;
  double cut = 0.05;
  double reinforce = 0.15;
  double against = 0.5;
  double against_own = 0.15;
  double contested_share = 0.35;
  double inside_share = 0.5;
  double open_to_contested = 0.15;
  double open_again = 0.15;

  // By speaker.
  double own_gain = 0.5;
  double admission = 1.6;
  double monitor = 1.1;
  double official = 0.75;
  double anonymous = 0.75;
  double resident = 0.85;
  double analyst = 0.6;
  double outlet_floor = 0.7;
  double relay = 0.9;
  double several = 0.5;
  double repeat = 0.08;
  double window_days = 10;

  // By place and time.
  double suburb = 0.6;
  double edge = 0.25;
  double edge_control = 0.08;
  double region = 0.4;
  double region_fight = 0.08;
  double region_places = 12;
  double region_limit = 60;
  double within = 0.6;
  double background = 0.25;
  double day_before = 0.4;
  double siege_days = 30;
  double confidence_floor = 0.5;
};

/// Reads weights.csv over the values above. Fails: kDataInvalid with line for an unknown or doubled
/// key, a value out of range or an empty reason; kFileMissing, kFileUnreadable.
Result<ControlWeights> load_control_weights(const std::string& path);

/// "key,value" lines in the order of the file, values in full: for tests and for `why`.
std::string to_text(const ControlWeights& weights);

}  // namespace dateline
