#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "dateline/record/event_reports.h"

// Which reports are set against each other: those that lie close to each other in one of the lists
// that a place, a name or a count of dead makes of all reports that tell it.

namespace dateline {

/// An entry further off in days than that ends a look.
inline constexpr int kWindowDays = 5;
/// So many reports further in the order of days each one is set against, for each value shared:
/// places and tolls, and names, of which there are many.
inline constexpr std::size_t kWindow = 48, kWindowByName = 16;

/// How far one looks in the list of a key.
inline std::size_t window_of(std::uint64_t key) { return key & 1U ? kWindowByName : kWindow; }

/// Keys of a report, ascending, each once: places, names and counts of dead, of its family. The
/// lowest bit is set for names. The same on every machine.
std::vector<std::uint64_t> keys_of(const EventReports& all, const EventReport& report);

/// True where two reports may be of one event, or one may deny the other.
bool may_be_one(const EventReport& a, const EventReport& b);

}  // namespace dateline
