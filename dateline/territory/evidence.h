#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "dateline/territory/control.h"
#include "dateline/territory/stance.h"
#include "dateline/territory/states.h"

namespace dateline {

/// What a piece of evidence speaks for. Evidence of one place that favours the same is one
/// statement, told by one or several voices.
enum class Favours : std::uint8_t { kParty, kNotParty, kFighting, kNoFighting };

/// Where an opened change leads.
enum class Opens : std::uint8_t {
  kNothing,
  kToParty,      ///< from anybody else to the party (a share to contested)
  kToContested,  ///< from a rival of the party to contested (a share to the party)
  kAway,         ///< from the party to anybody else
};

/// What one voice says of one place by one claim.
struct Evidence {
  std::uint32_t place = 0;   ///< index in the table's places
  Day day;                   ///< by that day it is so
  Day since;                 ///< the change lies in [since, day]
  bool dated = false;        ///< the text gives the time
  std::uint32_t report = 0;  ///< index in the sorted reports
  std::uint32_t voice = 0;   ///< index of the reason
  std::uint32_t origin = 0;  ///< equal for voices that are not independent
  StateMask party = 0;
  StateMask rivals = 0;  ///< states that the party fights or that are not its allies
  Favours favours = Favours::kParty;
  Opens opens = Opens::kNothing;
  bool change = false;      ///< a capture: ends the news that other parties made here
  double weight = 0;        ///< log likelihood ratio, before counting other voices
  double open = 0;          ///< chance of a change
  double party_factor = 0;  ///< the likelihood of the party's states is exp(weight * this)
  double contested_factor = 0;
  PlaceId through;  ///< the region or place named, where it is another one

  /// Fighting is one statement, whoever is told to fight.
  StateMask party_of_statement() const {
    return favours == Favours::kFighting || favours == Favours::kNoFighting ? 0 : party;
  }
};

/// Begin or end of a siege.
struct SiegeNews {
  Day day;
  ActorId by;  ///< empty: it ended
};

/// All evidence of a set of reports.
struct EvidenceSet {
  std::vector<std::vector<Evidence>> of_place;  ///< by place, in order of day, weight, claim
  std::vector<std::vector<SiegeNews>> sieges;   ///< by place, in order of day
  std::vector<std::string> reasons;             ///< by Evidence::voice
};

/// Which places a table has, and how to find them.
struct PlaceIndex {
  std::vector<PlaceId> places;  ///< sorted
  std::unordered_map<PlaceId, std::uint32_t> of;
};

/// Turns reports into evidence. Requires: reports in order of publication and claim id, no claim
/// twice. Only claims that assert move anything as if it had happened; a denied or negated capture,
/// entry, withdrawal or hold speaks weakly against it; everything else moves nothing. What a
/// headline, standfirst or caption says and the body says again counts once. `forces`: as
/// ControlInputs. `silent`: an origin that says nothing.
EvidenceSet weigh_reports(const std::vector<Report>& reports, const PlaceIndex& index,
                          const StateSpace& space, const Gazetteer& gazetteer,
                          const Parties& parties, const ControlWeights& weights,
                          const std::unordered_set<std::string>* forces = nullptr,
                          const std::string& silent = {});

/// A text as copies share it: lower case, single spaces; empty where it is too short to tell.
std::string copy_key(std::string_view text);

}  // namespace dateline
