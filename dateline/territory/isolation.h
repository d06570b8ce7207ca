#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "dateline/territory/passage.h"

namespace dateline {

/// Chances that a settlement is cut off from its party's ground and from what lets people and goods
/// in, by sampling.
struct CutOffFrom {
  std::optional<double> main;  ///< from the centre, by main roads; nullopt where none leads there
  double any = 0;              ///< from the centre, by any road of the country
  double crossings = 0;        ///< from every border crossing that is open
  double ports = 0;            ///< from every port; 1 where the party has none
  double airports = 0;         ///< from every airport for civilians
};

/// A settlement that the traveller's side holds or that is fought over.
struct Isolation {
  PlaceId place;
  std::int64_t population = 0;  ///< 0: not known
  Holding holding;              ///< before
  CutOffFrom before, after;
  /// The first of the days without a break on which the most probable world cuts it off by main
  /// roads, to the day asked; nullopt where that day does not. `or_earlier`: as far back as was
  /// looked.
  std::optional<Day> since;
  bool or_earlier = false;
};

struct IsolationOptions {
  int samples = 2'000;
  std::uint64_t seed = 1;
  int days_back = 366;
};
/// No share of so many samples has a larger standard error.
double largest_error(const IsolationOptions& options);

/// All settlements of the traveller's side that a road of the country joins with the centre,
/// whoever holds it; most populous first, then by id; before and after are drawn with the same
/// numbers, so that their difference is sharper than each. Requires: both speak of one world, day
/// and traveller. Cost: samples * roads, and a search a day looked back.
std::vector<Isolation> isolate(const Passability& before, const Passability& after, RoadNode centre,
                               const IsolationOptions& options = {});

/// Settlements that main roads lead to from `centre`, but not without passing an enemy, in the most
/// probable world; ids in order.
std::vector<PlaceId> cut_off_settlements(const Passability& passability, RoadNode centre);

}  // namespace dateline
