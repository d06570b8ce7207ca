#pragma once

#include <array>
#include <string>
#include <unordered_map>
#include <vector>

#include "dateline/meaning/attribution.h"
#include "dateline/meaning/event_choice.h"
#include "dateline/meaning/events.h"

namespace dateline {

/// A slot of an event that a party fills.
enum class PartyRole { kWho, kWhom };

/// A phrase that may fill such a slot, or what the rules filled it with, or nobody.
struct RoleCandidate {
  TokenIndex head = kNoToken;  ///< kNoToken for nobody, and for rules that took no phrase of these
  bool modifies = false;       ///< stands before the head: "Russian" of "Russian jets"
  bool by_rules = false;       ///< the rules filled the slot with these parties
  std::vector<ActorReading> readings;  ///< empty for nobody
};

/// Who acted in the events before, for those to come.
struct RoleHistory {
  std::array<std::vector<ActorReading>, kClaimTypes> who, whom;  ///< of the last of each type
  std::vector<ActorReading> last_who, last_whom;                 ///< of the last event of all
  std::size_t last_sentence = SIZE_MAX;
};

/// What tells whether the candidate fills the role.
void role_features(const Reading& reading, const Event& event, PartyRole role,
                   const RoleCandidate& candidate, const Voices& voices, const RoleHistory& history,
                   FeatureList& out);

/// One choice among candidates with what spoke for each.
struct RoleTrace {
  Event event;
  PartyRole role;
  std::vector<ByteSpan> clauses;  ///< of the event: one, or one for each place of a list
  std::vector<RoleCandidate> candidates;
  std::vector<std::vector<std::string>> features;  ///< of each candidate
};

/// The weights decide which phrase of the sentence, or of the one before, fills `who` and `whom`:
/// mostly the one that the rules of the tree took. Events come in the order of the text.
class RoleChoice {
 public:
  /// `trace`: receives each choice, unless nullptr. Refers to its arguments.
  RoleChoice(const Reading& reading, const std::vector<Attribution>& attributions,
             std::vector<RoleTrace>* trace)
      : r_(reading), attributions_(attributions), trace_(trace), features_(trace != nullptr) {}

  /// Fills the two slots anew. Without weights nothing changes.
  void settle(Event& event);

 private:
  void choose(Event& event, PartyRole role, const Voices& voices);
  std::vector<RoleCandidate> candidates(const Event& event, PartyRole role, const Voices& voices);
  TokenIndex own_object(const Event& event) const;
  /// Nobody takes a town from itself, and civilians take none.
  bool fits(const Event& event, PartyRole role, const std::vector<ActorReading>& readings) const;
  bool is_of(TokenIndex phrase, TokenIndex head) const;
  const std::vector<RoleCandidate>& phrases(std::size_t sentence);

  const Reading& r_;
  const std::vector<Attribution>& attributions_;
  std::vector<RoleTrace>* trace_;
  FeatureList features_;
  std::unordered_map<std::size_t, std::vector<RoleCandidate>> phrases_;  ///< by sentence
  RoleHistory history_;
};

}  // namespace dateline
