#pragma once

#include <optional>
#include <vector>

#include "dateline/meaning/mentions.h"

namespace dateline {

/// One act of speaking: who, by which cue, and what of the text is said.
struct Attribution {
  TokenIndex cue = kNoToken;
  std::vector<Speaker> speakers;     ///< several for "army and rebel sources said"
  std::vector<TokenRange> content;   ///< tokens that are said
  Effect effect = Effect::kNeutral;  ///< denied, possible: the speaker does not commit
  bool past = false;                 ///< the cue is in the past: "would" tells of the future
  bool inner = false;     ///< cited by the speaker of the same content: "citing officials"
  bool performs = false;  ///< the cue itself makes a claim: "declared victory"
  bool before = false;    ///< the content stands before the cue
  bool contains(TokenIndex i) const;
  TokenIndex size() const;
};

/// All attributions, in the order of their cues. A sentence of a quotation that goes on without a
/// cue belongs to the last speaker.
std::vector<Attribution> attribute(const Syntax& syntax, const Knowledge& knowledge,
                                   const Actors& actors);

/// The chains of speakers of what stands at the token, outermost first, and what they do to it.
struct Voices {
  std::vector<SpeakerChain> chains;
  Effect effect = Effect::kNeutral;
  bool past = false;
};
Voices voices_at(const std::vector<Attribution>& attributions, TokenIndex i);

/// What kind of speaker the words name.
SpeakerKind speaker_kind(const Syntax& syntax, const Knowledge& knowledge, const Actors& actors,
                         TokenIndex head);

}  // namespace dateline
