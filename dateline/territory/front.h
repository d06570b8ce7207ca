#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dateline/meaning/parties.h"
#include "dateline/territory/control.h"
#include "dateline/territory/ground.h"

namespace dateline {

/// What is said of ground, by the belief about its place.
enum class GroundStatus : std::uint8_t {
  kHeld,      ///< one party is the most probable state, and as probable as not
  kDisputed,  ///< contested is the most probable state
  kUnclear,   ///< no state is as probable as not
  kNobody,    ///< no place of the table is within reach
};
std::string_view to_string(GroundStatus status);

/// Who has a place's ground on a day.
struct GroundHolder {
  GroundStatus status = GroundStatus::kNobody;
  ActorId party;      ///< where held; where contested the more probable party
  ActorId other;      ///< where contested: the second most probable party
  bool thin = false;  ///< ControlSupport::is_thin
  friend auto operator<=>(const GroundHolder&, const GroundHolder&) = default;
};
GroundHolder ground_holder(const ControlTable& control, const PlaceId& place, Day day);

/// One connected piece of ground with one holder.
struct FrontGround {
  GroundHolder holder;
  std::optional<GroundHolder> was;  ///< on the day compared with
  std::vector<MicroLine> rings;     ///< as GroundPiece
  std::string country;              ///< ISO code
  std::vector<PlaceId> places;      ///< whose ground it is, in order of id
  double area_m2 = 0;
  double probability = 0;  ///< of the holder's state: mean over the places
  double least = 0;        ///< and its least
  int reports = 0;         ///< of the places together
  int days_since_last = -1;

  /// Held by another than on the day compared with.
  bool changed() const {
    return was && (was->status != holder.status || was->party != holder.party);
  }
};

/// Where two holders meet, as lines.
struct FrontLine {
  ActorId a, b;  ///< parties or kContested, in order of id
  std::vector<MicroLine> lines;
  double length_m = 0;
};

struct Fronts {
  Day on;
  std::optional<Day> from;
  std::vector<FrontGround> ground;  ///< covers the countries without gap or overlap
  std::vector<FrontLine> lines;     ///< of day `on`
};

/// Puts together ground of one holder and support. Lines stand between ground held or contested.
/// Requires: `on` and `from` are days of the table. Deterministic.
Fronts draw_fronts(const Ground& ground, const ControlTable& control, Day on,
                   std::optional<Day> from = {});

/// GeoJSON (RFC 7946) with a newline at its end; docs/formats.md has the grammar.
std::string to_geojson(const Fronts& fronts, const Parties& parties);
/// For people; lines end in '\n'.
std::string to_text(const Fronts& fronts, const Gazetteer& gazetteer, const Parties& parties);

}  // namespace dateline
