#pragma once

#include <string>
#include <vector>

#include "dateline/dispatch/document.h"
#include "dateline/language/layers.h"
#include "dateline/meaning/mentions.h"

namespace dateline {

/// A time expression with its bytes: what is left of a TimeMention when the tokens are gone.
struct TimeSpan {
  ByteSpan span;
  Timex timex;
  TimeReading reading;
};

std::vector<TimeSpan> find_time_spans(const Document& document, const Tokens& tokens,
                                      const Tags& tags, const Trees& trees,
                                      const TimeKnowledge& knowledge);

/// The document's text with a TIMEX3 element around each time and one for the day of publication
/// before it. The text is not altered: without the tags it is the document's, byte for byte; "<"
/// and "&" of the text stand as they are.
std::string to_timex3(const Document& document, const TimeKnowledge& knowledge,
                      const std::vector<TimeSpan>& times);

/// One JSON object a line for each time (docs/formats.md, "Times").
std::string to_json_lines(const Document& document, const TimeKnowledge& knowledge,
                          const std::vector<TimeSpan>& times);

}  // namespace dateline
