#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/meaning/claim.h"
#include "dateline/meaning/ground_places.h"
#include "dateline/meaning/knowledge.h"
#include "dateline/meaning/syntax.h"

namespace dateline {

enum class MentionKind : std::uint8_t { kPlace, kActor, kTime, kQuantity };
std::string_view to_string(MentionKind kind);

/// An actor that words may mean.
struct ActorChoice {
  ActorId id;
  std::string name;  ///< of the party, "" where nobody listed it
  double probability = 1;
};

/// Words that name or point back to something, with what they may mean. One of the last four is
/// filled, by the kind; all of them empty: found, but not grounded.
struct TextMention {
  MentionKind kind = MentionKind::kPlace;
  std::string form;  ///< name, anaphor, facility, metonym, embedded, demonym; name, person,
                     ///< country, demonym; expression
  ByteSpan span;
  std::string text;
  std::vector<PlaceReading> places;  ///< best first
  std::vector<ActorChoice> actors;   ///< best first
  std::optional<TimeReading> time;
  std::optional<Quantity> quantity;
};

/// All mentions of a text, in its order; of two that begin at one byte the longer first. They may
/// overlap: a country is a place and an actor.
std::vector<TextMention> find_mentions(const Syntax& syntax, const Toponyms& toponyms,
                                       const Knowledge& knowledge);

/// One line of docs/formats.md, "Mentions", without the end of the line.
std::string to_json(const TextMention& mention, const Document& document);

}  // namespace dateline
