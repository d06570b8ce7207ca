#pragma once

#include <vector>

#include "dateline/meaning/attribution_features.h"

namespace dateline {

/// One act of speaking, thinking or showing as the trained weights see it.
struct TaggedSpeech {
  TokenIndex head = kNoToken;       ///< the word of the cue that the others hang on
  TokenRange cue;                   ///< "has said in a statement"
  std::vector<TokenRange> source;   ///< who; empty where the sentence does not say
  std::vector<TokenRange> content;  ///< what
};

/// The best labels of the words around a cue, one for each word of its window.
std::vector<SpanLabel> label_spans(const AttributionFeatures::Around& around, TokenIndex cue,
                                   const AttributionModel& model);

/// All that the document's words attribute to somebody, in the order of the cues. Never fails.
std::vector<TaggedSpeech> tag_speech(const Syntax& syntax, const AttributionFeatures& features,
                                     const AttributionModel& model);

}  // namespace dateline
