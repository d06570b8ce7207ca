#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "dateline/base/day.h"
#include "dateline/base/error.h"
#include "dateline/gazetteer/world.h"

namespace dateline {

/// What a new theatre is to be of.
struct NewTheatre {
  std::string name;      ///< of the folder; also the key `name`
  std::string country;   ///< ISO 3166 code of the main one
  std::string timezone;  ///< of the tz database
  Day from;
  std::int64_t population = 10'000;  ///< towns of fewer people are left out, seats of regions not
};

/// A file of the theatre and its bytes.
using NewFile = std::pair<std::string, std::string>;

/// The files of a theatre to begin with: theatre.csv, places.csv and regions.csv from the
/// gazetteer, and every other file with its columns and comments that say what goes in.
/// `check_theatre` finds no error in them. Places are in order of population. Fails:
/// kArgumentInvalid where the gazetteer has no such country. O(places of the world).
Result<std::vector<NewFile>> make_theatre(const World& world, const NewTheatre& theatre);

}  // namespace dateline
