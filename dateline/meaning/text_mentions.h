#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/meaning/claim.h"
#include "dateline/meaning/ground_places.h"
#include "dateline/meaning/knowledge.h"
#include "dateline/meaning/noun_kinds.h"
#include "dateline/meaning/syntax.h"

namespace dateline {

enum class MentionKind : std::uint8_t { kPlace, kActor, kTime, kQuantity, kReferent };
std::string_view to_string(MentionKind kind);

/// An actor that words may mean.
struct ActorChoice {
  ActorId id;
  std::string name;  ///< of the party, "" where nobody listed it
  double probability = 1;
};

/// The chain that a phrase is of: everything of the text that is one with it.
struct ChainChoice {
  std::uint32_t chain = 0;  ///< numbered in the order of the text
  std::uint32_t size = 1;   ///< phrases of the chain
  ReferentKind is = ReferentKind::kThing;
  std::string name;  ///< the longest name, else the first words, by which the chain goes
  ByteSpan name_span;
  ActorId actor;  ///< the party that it stands for, empty for none
  double probability = 1;
};

/// Words that name or point back to something, with what they may mean. One of the last five is
/// filled, by the kind; all of them empty: found, but not grounded.
struct TextMention {
  MentionKind kind = MentionKind::kPlace;
  std::string form;  ///< name, anaphor, facility, metonym, embedded, demonym; name, person,
                     ///< country, demonym; expression; pronoun, name, definite, indefinite
  ByteSpan span;
  std::string text;
  ByteSpan head;                     ///< of a referent: the word that the phrase is about
  bool plural = false;               ///< of a referent
  std::vector<PlaceReading> places;  ///< best first
  std::vector<ActorChoice> actors;   ///< best first
  std::optional<TimeReading> time;
  std::optional<Quantity> quantity;
  std::optional<ChainChoice> chain;
};

/// All that a text names.
struct Mentions {
  std::vector<TextMention> mentions;
  std::vector<ByteSpan> private_names;  ///< as find_private_names gives them
};

/// Mentions in the order of the text; of two that begin at one byte the longer first. They may
/// overlap: a country is a place, an actor and a referent. Of referents those that are told more
/// than once, and those that name a person, a group, a weapon or the like.
Mentions find_mentions(const Syntax& syntax, const Toponyms& toponyms, const Knowledge& knowledge);

/// One line of docs/formats.md, "Mentions", without the end of the line.
std::string to_json(const TextMention& mention, const Document& document);

}  // namespace dateline
