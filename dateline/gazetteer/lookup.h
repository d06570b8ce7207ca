#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/latlng.h"
#include "dateline/gazetteer/world.h"

namespace dateline {

/// A part of a candidate's score.
struct Reason {
  std::string text;  ///< "capital", "name as it is written", ...
  double weight;
};

/// A place that a name may mean.
struct Candidate {
  WorldPlace place;
  double score = 0;          ///< sum of the reasons; higher is likelier
  std::optional<double> km;  ///< to the place that it should be near
  std::vector<Reason> reasons;
};

/// The places of a name by itself, best first, at most `most`: those of its strict form, and where
/// there are none those of its loose one. What a text says around a name is not looked at.
std::vector<Candidate> find_candidates(const World& world, std::string_view name,
                                       std::optional<LatLng> near, std::size_t most);

/// "dateline", "geonames", "osm".
std::string_view to_string(WorldSource source);

}  // namespace dateline
