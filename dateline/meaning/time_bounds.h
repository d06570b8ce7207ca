#pragma once

#include <initializer_list>
#include <optional>
#include <unordered_map>
#include <vector>

#include "dateline/meaning/events.h"

namespace dateline {

/// A time that an event has taken.
struct TimeBound {
  TimeReading reading;
  TokenIndex steps;      ///< between the words and the event: the nearest time wins
  TokenIndex head;       ///< of the expression
  bool clausal = false;  ///< came out of a relative or participle clause: goes no higher
};

/// The times of the events of one document while they are found, with the questions to the syntax
/// that finding them asks. Refers to all that it is given.
class TimeBounds {
 public:
  TimeBounds(const Syntax& syntax, const Knowledge& knowledge, const std::vector<Event>& events);

  /// Lets the events with this trigger or clause take the time, where they have none that is
  /// nearer.
  void give(TokenIndex at, const TimeBound& bound);
  /// Hands times on between events of one happening: coordinated verbs, the nouns of a clause, what
  /// follows as a participle. One step a call.
  void share();

  const std::vector<Event>& events() const { return events_; }
  std::optional<TimeBound>& of(std::size_t event) { return bound_[event]; }

  bool has_events(TokenIndex i) const { return at_.contains(i); }
  bool has_noun_event(TokenIndex i) const;
  /// A noun of holding a place ("stronghold").
  bool is_state(TokenIndex i) const;
  /// A verb of speaking with a speaker.
  bool is_cue(TokenIndex i) const;
  /// Whether the clause begins with one of the words ("after", "to").
  bool marked(TokenIndex i, std::initializer_list<std::string_view> words) const;
  bool has_subject(TokenIndex verb) const;

 private:
  bool is_participle(TokenIndex verb) const;
  bool of_one_time(TokenIndex from, TokenIndex to) const;
  TokenIndex above(TokenIndex i, bool& through_clause) const;
  bool hands_down(const Event& lower, const TimeBound& bound) const;
  bool hands_up(const Event& lower, const TimeBound& bound, bool through_clause) const;

  const Syntax& s_;
  const Knowledge& k_;
  const std::vector<Event>& events_;
  std::vector<std::optional<TimeBound>> bound_;
  std::unordered_map<TokenIndex, std::vector<std::size_t>> at_;
};

}  // namespace dateline
