#pragma once

#include <string>
#include <string_view>

#include "dateline/record/record.h"

namespace dateline {

/// The words under which a claim stands in the index of facets (claim_index.facets), with blanks
/// between:
///
///   tTYPE, sSTATUS, n0 affirmed / n1 negated, b0 neither history nor adjective / b1, oHASH outlet,
///   kKIND of a speaker, aHASH a party of who or whom and each one above it, pHASH a place's id,
///   qHASH its name, gLxIxJ the cell of its point (L 0 to 3: 0.05, 0.4, 3.2, 25.6 degrees),
///   cN tenth and fN hundredth of confidence, eLxN: some of its days lie in block N of 8^L days,
///   dLxN: its days fill that block.
///
/// Depends on nothing but the arguments.
std::string claim_facets(const Claim& claim, Day published, std::string_view outlet);

/// The same question as the filter's, in FTS5's grammar; "" where the filter asks for nothing that
/// the index tells. What is near, and how confident a reading is, it tells to a cell and a
/// hundredth only; days before 1800 and after 2199 it tells from no other. Requires: `words` hold
/// by themselves.
std::string index_question(const ClaimFilter& filter);

/// True where days that the index tells apart are asked for.
bool tells_days(const DayInterval& days);

}  // namespace dateline
