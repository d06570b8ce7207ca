#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/territory/isolation.h"

namespace dateline {

/// A sentence that speaks for or against a part of a siege.
struct SiegeEvidence {
  ClaimId claim;
  DocumentId document;
  Day published;
  std::string outlet, sentence;
};

/// One of the three things that make a siege.
struct SiegePart {
  std::vector<SiegeEvidence> supporting, opposing;  ///< by day, then id

  bool has_evidence() const { return supporting.size() > opposing.size(); }
};

/// The parts of OCHA's definition for one settlement: "an area surrounded by armed actors with the
/// sustained effect that humanitarian assistance cannot regularly enter, and civilians, the sick
/// and wounded cannot regularly exit the area". A part has evidence where more sentences say so
/// than say otherwise; the first part also where the roads do: enclosed with kEnclosed or more. It
/// is a list of what is known, no finding of law.
struct SiegeTest {
  PlaceId place;
  std::int64_t population = 0;
  Holding holding;
  double enclosed = 0;  ///< chance that no road leads to the party's ground
  SiegePart surrounded, aid, leaving;

  static constexpr double kEnclosed = 0.5;
  bool is_surrounded() const { return enclosed >= kEnclosed || surrounded.has_evidence(); }
  /// How many of the three have evidence.
  int parts() const { return is_surrounded() + aid.has_evidence() + leaving.has_evidence(); }
};

/// Tests each settlement that is more likely enclosed than not, or of which a siege, aid kept out
/// or people kept in is told in the days before; most parts first, then as `isolation`. Reports
/// count that speak of the last `days` days to `on`, or without a day are published in them.
/// O(reports).
std::vector<SiegeTest> test_sieges(const RoadWorld& world, const std::vector<Report>& reports,
                                   const std::vector<Isolation>& isolation, Day on, int days = 30);

}  // namespace dateline
