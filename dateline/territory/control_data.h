#pragma once

#include <string>
#include <vector>

#include "dateline/territory/chain.h"
#include "dateline/territory/control.h"
#include "dateline/territory/evidence.h"
#include "dateline/territory/states.h"

namespace dateline {

/// One place's chain and what follows from it.
struct PlaceBelief {
  Chain chain;
  std::vector<Belief> beliefs;   ///< by day asked
  std::vector<Day> first_heard;  ///< one an independent voice, ascending
  std::vector<Day> heard;        ///< one a piece of evidence, ascending
};

/// What a ControlTable holds.
struct ControlTable::Data {
  struct ClaimKey {
    ClaimId claim;
    DocumentId document;
  };
  StateSpace space;
  PlaceIndex index;
  DayInterval days;
  std::vector<PlaceBelief> places;  ///< parallel to index.places
  std::vector<std::vector<SiegeNews>> sieges;
  std::vector<std::string> reasons;
  std::vector<ClaimKey> claims;  ///< by Step::report
  int siege_days = 30;
};

}  // namespace dateline
