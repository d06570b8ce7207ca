#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dateline/gazetteer/gazetteer.h"
#include "dateline/gazetteer/world.h"
#include "dateline/meaning/knowledge.h"
#include "dateline/meaning/toponyms.h"

namespace dateline {

/// A place that a toponym may mean. Of a theatre's places, or of the world's.
struct PlaceCandidate {
  const Place* theatre = nullptr;
  std::optional<std::uint32_t> world;  ///< row
  std::string name;
  std::optional<LatLng> point;
  double probability = 0;  ///< of all candidates of a toponym: sums to at most 1
};

/// A toponym with what it may mean, likeliest first. Empty where no gazetteer knows the name;
/// then `about` is where the places around it lie, if any do.
struct GroundedToponym {
  Toponym toponym;
  std::vector<PlaceCandidate> candidates;
  std::optional<LatLng> about;
};

/// Decides jointly over a document what its toponyms mean: importance, what stands beside the name
/// ("Paris, Texas", "Idlib province"), the countries the text speaks of, and nearness to its other
/// places. One name means one place throughout. `theatre`: its own places, or nullptr. Never fails.
/// Cost: toponyms x candidates (at most 24 each) x distinct names.
std::vector<GroundedToponym> ground_places(const NameInput& input, std::vector<Toponym> toponyms,
                                           const World& world, const Gazetteer* theatre);

/// What a document names: its proper names, and its toponyms with what they may mean.
struct Toponyms {
  std::vector<Name> names;
  std::vector<GroundedToponym> places;
};

/// Finds and grounds the toponyms of a document. Without a world gazetteer: none. Never fails.
Toponyms read_toponyms(std::string_view text, const Tokens& tokens, const Tags& tags,
                       const Trees& trees, const LanguageModel& language,
                       const Knowledge& knowledge);

}  // namespace dateline
