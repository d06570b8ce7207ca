#pragma once

#include <span>
#include <vector>

#include "dateline/meaning/attribution_tagger.h"
#include "dateline/meaning/speech.h"

namespace dateline {

/// What the trained weights found, as speech. The weights find thinking, wanting and seeming as
/// well; what is left are words that commit a speaker to what is said: by cues.csv, by a colon or
/// by a quotation of whole clauses.
std::vector<Speech> tagged_speech(const Syntax& syntax, const Knowledge& knowledge,
                                  const std::vector<QuoteRun>& quotes,
                                  const AttributionModel& model);

/// The speech of a sentence that the rules found, and with it what the weights found behind other
/// cues with a speaker of its own. Where both know the cue, the rules have the say: they know
/// chains, and where a clause turns to the next speaker. In the order of the cues.
std::vector<Speech> join_speech(std::vector<Speech> rules, std::span<const Speech> tagged);

}  // namespace dateline
