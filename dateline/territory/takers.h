#pragma once

#include <map>
#include <unordered_map>
#include <vector>

#include "dateline/territory/control.h"
#include "dateline/territory/states.h"

namespace dateline {

/// The days in which a report says that its change lies. Nothing is known of days after
/// publication, whatever the reading of the time says.
struct Timing {
  Day since, day;
  bool dated = false;  ///< the text gives the time
};
Timing timing_of(const Report& report);

/// The states that a slot of a claim means.
StateMask mask_of(const std::vector<ActorReading>& actors, bool allies, const StateSpace& space,
                  const Parties& parties, Day day);

/// Who is told to take which place and when: what stands in for a new holder that a report does not
/// name.
class Takers {
 public:
  Takers(const std::vector<Report>& reports, const StateSpace& space, const Gazetteer& gazetteer,
         const Parties& parties, const ControlWeights& weights);

  /// Who takes a place of which only the fall is told: whoever is told to take or enter it, in the
  /// same document or else within the window; else whoever takes most of the document's places,
  /// else most places within the window. 0 where nobody or several equally.
  StateMask of(const Claim& claim, const PlaceId& place, Day day) const;

  /// Who may come in where `party` leaves: the `rivals` that took places of the same region within
  /// the window, else any place of the theatre, without those that took fewer than half as many as
  /// another; else those that are enemies of the party, else all.
  StateMask comers(StateMask party, StateMask rivals, const PlaceId& place, Day day) const;

 private:
  struct Taking {
    Day day;
    DocumentId document;
    StateMask mask;
    PlaceId place, region;
  };

  StateMask most(const std::vector<std::size_t>& takings, StateMask but) const;
  std::vector<std::size_t> near(Day day) const;

  const StateSpace& space_;
  const Gazetteer& gazetteer_;
  const Parties& parties_;
  const ControlWeights& weights_;
  std::vector<Taking> takings_;
  std::unordered_map<PlaceId, std::vector<std::size_t>> by_place_;
  std::unordered_map<DocumentId, std::vector<std::size_t>> by_document_;
  std::map<Day, std::vector<std::size_t>> by_day_;
};

}  // namespace dateline
