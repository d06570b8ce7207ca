#include "dateline/gazetteer/lookup.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "dateline/gazetteer/fold.h"
#include "dateline/gazetteer/fold_loose.h"
#include "dateline/gazetteer/world_writer.h"

namespace dateline {
namespace {

/// Whoever asks for a place near another means it: ten times as far loses more than a capital's
/// rank gives to a town of the same size.
constexpr double kDistance = 5.0;
constexpr double kNearKm = 10;
/// So many namesakes are weighed; the index has the important ones first.
constexpr std::size_t kWeighed = 500;

constexpr double kOtherName = -6, kOtherSpelling = -1, kLooseName = -8;

NewPlace as_new(const WorldPlace& place) {
  NewPlace out;
  out.source = place.source;
  out.population = place.population;
  out.feature_class = place.feature_class;
  out.feature_code = place.feature_code;
  return out;
}

Candidate weigh(const WorldPlace& place, std::string_view name, bool loosely,
                std::optional<LatLng> near) {
  Candidate out;
  out.place = place;
  const auto add = [&](std::string text, double weight) {
    out.score += weight;
    out.reasons.push_back({std::move(text), weight});
  };
  NewPlace nobody = as_new(place);
  nobody.population = 0;
  const double rank = importance_of(nobody), all = importance_of(as_new(place));
  if (rank != 0) add(fmt::format("rank {}", place.feature_code), rank);
  if (all != rank) add("people", all - rank);
  const std::string folded = fold_name(name);
  if (loosely) {
    add("like its name", kLooseName);
  } else if (fold_name(place.name) != folded) {
    add("another of its names", kOtherName);
  } else if (fold_case(place.name) != fold_case(name)) {
    add("its name in another spelling", kOtherSpelling);
  }
  if (near) {
    out.km = distance_m(*near, place.point) / 1000;
    add(fmt::format("{:.0f} km away", *out.km), -kDistance * std::log1p(*out.km / kNearKm));
  }
  return out;
}

}  // namespace

std::vector<Candidate> find_candidates(const World& world, std::string_view name,
                                       std::optional<LatLng> near, std::size_t most) {
  const std::string folded = fold_name(name);
  auto rows = world.named(folded);
  const bool loosely = rows.empty();
  if (const std::string loose = fold_loose(folded); loosely && !loose.empty())
    rows = world.named_loosely(loose);
  std::vector<Candidate> out;
  for (const std::uint32_t row : rows.first(std::min(rows.size(), kWeighed)))
    if (row < world.size()) out.push_back(weigh(world.at(row), name, loosely, near));
  std::stable_sort(out.begin(), out.end(),
                   [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
  if (out.size() > most) out.erase(out.begin() + static_cast<std::ptrdiff_t>(most), out.end());
  return out;
}

std::string_view to_string(WorldSource source) {
  switch (source) {
    case WorldSource::kGeoNames:
      return "geonames";
    case WorldSource::kOpenStreetMap:
      return "osm";
    case WorldSource::kOwn:
      break;
  }
  return "dateline";
}

}  // namespace dateline
