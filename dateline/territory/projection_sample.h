#pragma once

#include <string>
#include <vector>

#include "dateline/territory/control_sample.h"
#include "dateline/territory/projection.h"

// For tests and benches alone: a line of towns joined by one road, held by reb in the north and by
// gov in the south.

namespace dateline::sample {

/// Towns t0000, t0001, ... each `km` of primary road from the next; the first `rebels` held by reb,
/// the others by gov, surely, from 1 January 2024; none lies within another.
struct Line {
  World world;
  RoadGraph roads;

  Line(int towns, int rebels, double km = 10) : world(0) {
    std::vector<PlaceId> ids;
    for (int i = 0; i < towns; ++i) {
      Place place;
      place.id = PlaceId(fmt::format("t{:04}", i));
      place.name = place.id.str();
      place.kind = "town";
      place.point = LatLng::make(Latitude{60 - 0.09 * i}, Longitude{36});
      place.row = fmt::format("places.csv:{}", i + 2);
      ids.push_back(place.id);
      world.gazetteer.add(place);
      world.start.rows.push_back({place.id,
                                  Day(2024, 1, 1),
                                  {{ActorId(i < rebels ? "reb" : "gov"), 1.0}},
                                  fmt::format("start.csv:{}", i + 2)});
    }
    std::vector<Road> all;
    for (int i = 0; i + 1 < towns; ++i) {
      Road road;
      road.from = static_cast<RoadNode>(i);
      road.to = static_cast<RoadNode>(i + 1);
      road.length_m = km * 1000;
      road.road_class = RoadClass::kPrimary;
      all.push_back(road);
    }
    roads = RoadGraph(ids, all, {});
  }

  /// Beliefs from 1 January to `until` by what was published by then.
  ControlTable control(Day until) const {
    ControlInputs inputs = world.inputs();
    inputs.days = {Day(2024, 1, 1), until};
    inputs.known_by = until;
    inputs.weights.neighbours = 0;
    inputs.weights.drift = 0;
    return infer_control(inputs);
  }

  ProjectionInputs inputs(const ControlTable& control) const {
    ProjectionInputs out;
    out.control = &control;
    out.gazetteer = &world.gazetteer;
    out.parties = &world.parties;
    out.roads = &roads;
    return out;
  }
};

/// The chances of one place.
inline const PlaceProjection& at(const Projection& projection, const std::string& place) {
  return *std::ranges::find(projection.places, PlaceId(place), &PlaceProjection::place);
}

/// The chance that a party holds a place on the day that many days after the start.
inline double held(const Projection& projection, const std::string& place, int day,
                   const std::string& party) {
  const auto it = std::ranges::find(projection.states, ActorId(party));
  return at(projection, place)
      .held[static_cast<std::size_t>(day - 1)]
           [static_cast<std::size_t>(it - projection.states.begin())]
      .p;
}

}  // namespace dateline::sample
