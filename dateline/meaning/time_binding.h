#pragma once

#include <optional>
#include <vector>

#include "dateline/meaning/events.h"

namespace dateline {

/// The time that each event takes, in the order of the events; none where the text gives no hint.
///
/// A time belongs to the clause that it stands in. A day of speaking dates the speech: of what is
/// said it dates only events that are the speech itself (accusing, demanding). Coordinated verbs,
/// the nouns of a clause that name events, and what follows as a participle ("killing three") share
/// the clause's time. "Since the siege began in March" dates both: the beginning, and what has gone
/// on since.
std::vector<std::optional<TimeReading>> bind_times(const Syntax& syntax, const Knowledge& knowledge,
                                                   const std::vector<TimeMention>& times,
                                                   const std::vector<Event>& events);

}  // namespace dateline
