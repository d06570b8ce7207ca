#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "dateline/meaning/attribution.h"
#include "dateline/meaning/mentions.h"

namespace dateline {

/// The grammatical places around a verb or an event noun, with control and coordination resolved.
struct Arguments {
  TokenIndex subject = kNoToken;  ///< who does it, also in the passive ("by X")
  TokenIndex object = kNoToken;   ///< what it is done to
  bool passive = false;
  struct Oblique {
    std::string preposition;
    TokenIndex head;
  };
  std::vector<Oblique> obliques;
};
Arguments arguments_of(const Syntax& syntax, const Actors& actors, TokenIndex verb);

/// An event that the text names: a frame whose slots are bound to words.
struct Event {
  const Frame* frame = nullptr;  ///< nullptr for adjectives of control and backing
  ClaimType type = ClaimType::kStatement;
  TokenIndex trigger = kNoToken;
  std::vector<TokenIndex> trigger_tokens;
  TokenIndex clause = kNoToken;  ///< the verb whose time and place it shares
  std::vector<ActorReading> who, whom;
  std::vector<PlaceReading> where;       ///< of the clause as a whole
  std::vector<PlaceReading> where_list;  ///< coordinated places: a claim each
  std::vector<TokenIndex> heads;         ///< of the phrases that fill slots: they span the clause
  std::vector<Quantity> quantities;
  bool attributive = false;
  bool reversed = false;  ///< the words of the trigger negate it: "outside their control"
  bool is_noun = false;
  bool borrowed_agent = false;  ///< the agent stands elsewhere in the sentence
  bool borrowed_place = false;  ///< the place stands elsewhere in the sentence
  bool needs_met = true;        ///< the frame's `need` holds
  double log_odds = 0;          ///< that a careful reader takes it; 0 where nothing was weighed
};

/// True for wordings from the loser's side: who took the place is not the one of whom they are.
bool tells_loss(const Syntax& syntax, const Event& event);

/// What the look-ups of one document need.
struct Reading {
  const Syntax& syntax;
  const Knowledge& knowledge;
  const Actors& actors;
  const Places& places;
  const std::vector<QuantityMention>& quantities;
};

/// Who stands at the verb above an event and does not do it.
struct Bystander {
  TokenIndex head = kNoToken;
  bool bears = false;  ///< it is done to them
};
/// "condemned the shelling", "repelled an attack", "suffered heavy fire": the subject of
/// such a verb (classes `apart` and `bearing` of words.csv). Nothing where the event is
/// no fight, or the verb another.
std::optional<Bystander> bystander(const Reading& reading, const Event& event);

/// What is less likely is left. The claims carry how likely they are, and what is left is lost: so
/// less is asked than even odds.
inline constexpr double kLeastLogOdds = -1.2;

/// What became of a reading of words as an event.
enum class Fate {
  kTaken,
  kMerged,    ///< another event of the clause tells the same
  kOutvoted,  ///< another reading of the same words is likelier
  kUnlikely,  ///< words like these seldom tell of such an event
  kUnmet,     ///< by frames alone: what the frame needs is not there
  kUsed,      ///< the word is part of another event's trigger
};
std::string_view to_string(Fate fate);

/// One reading of words as an event, with what spoke for and against it.
struct EventTrace {
  Event event;
  std::vector<ByteSpan> clauses;  ///< one, or one for each place of a list
  std::vector<std::string> features;
  Fate fate = Fate::kTaken;
};

/// All events of the document in the order of their triggers, with those that tell one happening in
/// one clause merged ("airstrikes pummelled", "launched an attack"). Of the readings of one trigger
/// the likeliest is taken where it is likely enough; where no weights were loaded, the longest
/// frame whose needs are met. `trace`: receives every reading, unless nullptr.
std::vector<Event> find_events(const Reading& reading, std::vector<EventTrace>* trace = nullptr);

/// The words of the event, from its trigger to the phrases that fill its slots; of a list of places
/// those up to `item`, unless nullptr.
ByteSpan clause_span(const Reading& reading, const Event& event, const PlaceReading* item);
/// The same for the claims that the event may make: one, or one for each place of a list.
std::vector<ByteSpan> clauses_of(const Reading& reading, const Event& event);

}  // namespace dateline
