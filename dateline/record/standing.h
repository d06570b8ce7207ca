#pragma once

#include <string>
#include <vector>

#include "dateline/record/contradictions.h"
#include "dateline/record/happenings.h"

namespace dateline {

/// What became of the claims of one outlet or speaker.
struct Standing {
  bool is_outlet = true;
  std::string name;      ///< the outlet's; a speaker's party, or the words where it has none
  int claims = 0;        ///< reports of events
  int confirmed = 0;     ///< later told by an independent document too
  int contradicted = 0;  ///< one of two of which not both can be, the other not settled against
  int refuted = 0;       ///< of those: settled against it
  int open = 0;          ///< neither
  double lag_days = 0;   ///< median of days until a claim was confirmed
};

/// How the claims of each outlet (in its own voice or through speakers) and of each innermost
/// speaker stand. A claim that was both confirmed and contradicted counts in both. Sorted: outlets
/// first, then most claims, then name.
std::vector<Standing> find_standings(const std::vector<Claim>& claims,
                                     const std::vector<Document>& documents,
                                     const std::vector<Origin>& origins,
                                     const std::vector<Happening>& happenings,
                                     const std::vector<Contradiction>& contradictions);

}  // namespace dateline
