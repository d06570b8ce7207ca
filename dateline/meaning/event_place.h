#pragma once

#include <unordered_map>
#include <vector>

#include "dateline/meaning/events.h"

namespace dateline {

/// Where events happen that name no place of their own: the place of their surroundings, each with
/// the chance that it is theirs.
class EventPlaces {
 public:
  /// Refers to both, which must outlive it.
  EventPlaces(const Reading& reading, const std::vector<Event>& events);

  /// Gives the event a place where it has none and is of a type that happens somewhere. To be
  /// called once for each event, in the order of the text.
  void settle(std::size_t index, Event& event);

 private:
  std::vector<PlaceReading> own_clause(const Event& event) const;
  TokenIndex where_of_relative(TokenIndex clause) const;
  std::vector<PlaceReading> clause_above(const Event& event) const;
  std::vector<PlaceReading> sentence(const Event& event) const;
  std::vector<PlaceReading> of_possessor(const Event& event) const;
  std::vector<PlaceReading> same_before(std::size_t index, const Event& event) const;
  std::vector<PlaceReading> story(std::size_t index, const Event& event) const;
  std::vector<PlaceReading> nationality(const Event& event) const;
  bool tells_place(const PlaceMention& mention) const;
  void find_main_place();

  const Reading& r_;
  const Syntax& s_;
  const std::vector<Event>& events_;
  std::unordered_map<TokenIndex, std::size_t> by_clause_;
  const PlaceMention* main_place_ = nullptr;    ///< what the story is about, no country
  const PlaceMention* main_country_ = nullptr;  ///< the country that it names most
  /// The last place of an event in the text so far, and its sentence.
  std::vector<PlaceReading> last_;
  std::size_t last_sentence_ = 0;
};

}  // namespace dateline
