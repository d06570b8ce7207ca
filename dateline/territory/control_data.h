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

/// Another place near by and how much of what becomes of it bears on this one; the shares of one
/// place's neighbours sum to at most 1.
struct Neighbour {
  std::uint32_t place;  ///< index
  double share;
};

/// By how much each state gained on one day; sums to 0.
struct Move {
  Day day;
  std::vector<double> gain;
};

/// How many places without news a change passes through.
inline constexpr int kNeighbourRounds = 2;

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
  /// True where there is a belief.
  bool has(std::uint32_t place, Day day) const {
    return days.contains(day) && !places[place].beliefs.empty();
  }
  int siege_days = 30;
  // What the next table of more reports starts from.
  ControlModel model = ControlModel::kBelief;
  std::optional<Day> since;
  std::vector<PlaceId> focus;
  std::vector<std::vector<Evidence>> evidence;     ///< by place
  std::vector<std::vector<Neighbour>> neighbours;  ///< by place
  /// By round and place: the moves of its belief before the steps of that round are added.
  std::vector<std::vector<std::vector<Move>>> moves;
};

}  // namespace dateline
