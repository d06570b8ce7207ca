#pragma once

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
};

/// What the look-ups of one document need.
struct Reading {
  const Syntax& syntax;
  const Knowledge& knowledge;
  const Actors& actors;
  const Places& places;
  const std::vector<QuantityMention>& quantities;
};

/// All events of the document in the order of their triggers, with those that tell one happening in
/// one clause merged ("airstrikes pummelled", "launched an attack").
std::vector<Event> find_events(const Reading& reading);

}  // namespace dateline
