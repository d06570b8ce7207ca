#pragma once

#include <string>
#include <vector>

#include "dateline/dispatch/document.h"
#include "dateline/meaning/claim.h"
#include "dateline/meaning/parties.h"

namespace dateline {

/// Two claims that cannot both be true.
struct Contradiction {
  ClaimId a, b;  ///< a's document is the earlier one; of equals the smaller id
  PlaceId place;
  DayInterval days;  ///< days that both speak of
  std::string kind;  ///< "control": two enemies hold one place; "denial": told as fact and denied
};

/// All pairs of claims of which not both can be true: two parties of different sides said to take
/// or hold one place in days that overlap, and one event told as a fact by one and denied or
/// negated by another. Vague places, background and adjectives of control are left out. Sorted by
/// first day, place and ids; independent of the order of the claims. O(n log n + pairs of one
/// place).
std::vector<Contradiction> find_contradictions(const std::vector<Claim>& claims,
                                               const std::vector<Document>& documents,
                                               const Parties& parties);

}  // namespace dateline
