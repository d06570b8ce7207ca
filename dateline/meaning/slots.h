#pragma once

#include <optional>
#include <vector>

#include "dateline/meaning/events.h"

namespace dateline {

/// An event whose slots are being filled.
struct Draft {
  Event event;
  std::vector<TokenIndex> phrase_places;  ///< phrases whose inner place may be the event's
  bool mapped_place = false;              ///< a preposition of the frame brought a place

  bool has_where() const { return !event.where.empty() || !event.where_list.empty(); }
};

/// Appends the readings that the slot has not: actors by id, places by id and name.
void add_actors(std::vector<ActorReading>& slot, std::vector<ActorReading> more);
void add_places(std::vector<PlaceReading>& slot, std::vector<PlaceReading> more);

/// Fills the slots of events with what phrases of one document denote. Refers to the reading.
class Slots {
 public:
  explicit Slots(const Reading& reading) : r_(reading), s_(reading.syntax), k_(reading.knowledge) {}

  const Reading& reading() const { return r_; }

  /// What a pronoun stands for, or the token itself.
  TokenIndex resolved(TokenIndex head) const;
  /// "a string of cities", "most of the town": the noun that is meant.
  TokenIndex counted(TokenIndex head) const;
  /// True where the phrase is one of a place without a name: "the city".
  bool is_place_noun(TokenIndex head) const;
  /// Whom the phrase with this head denotes; a party that nobody listed keeps its name as its id.
  std::vector<ActorReading> actors_of(TokenIndex head) const;
  /// The phrases below a noun that a preposition brings.
  std::vector<Arguments::Oblique> nominal_obliques(TokenIndex noun) const;

  /// Puts what the phrase denotes into the slot.
  void fill(Draft& draft, RoleSlot slot, TokenIndex head) const;
  /// The same for a phrase behind a preposition of the frame: its place is the frame's own.
  void fill_mapped(Draft& draft, RoleSlot slot, TokenIndex head) const;
  /// Places of a phrase; several coordinated ones make a claim each.
  void fill_places(Event& event, TokenIndex head) const;
  /// Takes the places inside of the phrases of people where the event has no place yet.
  void fill_phrase_places(Draft& draft) const;
  void add_quantities(Event& event) const;

 private:
  bool add_foes(Event& event, TokenIndex head) const;
  void add_owners(Event& event, TokenIndex head) const;
  std::optional<ActorReading> own_name(TokenIndex head) const;
  TokenRange name_range(TokenIndex head) const;
  bool counts(const QuantityMention& quantity, const Event& event) const;
  bool beside(const QuantityMention& quantity, TokenIndex verb) const;
  bool is_reached(const QuantityMention& quantity, TokenIndex noun) const;
  bool is_means(const QuantityMention& quantity, const Event& event) const;
  bool goes_on(const QuantityMention& a, const QuantityMention& b) const;

  const Reading& r_;
  const Syntax& s_;
  const Knowledge& k_;
};

}  // namespace dateline
