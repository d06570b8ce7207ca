#include "dateline/meaning/events.h"

#include <algorithm>

#include "dateline/meaning/event_finder.h"

namespace dateline {
namespace {

/// The events of one document and the words that tell them.
class Found {
 public:
  explicit Found(TokenIndex tokens) : used_(tokens, false) {}

  bool uses(TokenIndex i) const { return used_[i]; }
  void add(std::optional<Event> event, bool uses_trigger = false) {
    if (!event) return;
    if (uses_trigger)
      for (TokenIndex t : event->trigger_tokens) used_[t] = true;
    events.push_back(std::move(*event));
  }

  std::vector<Event> events;

 private:
  std::vector<bool> used_;  ///< a word of a verb's trigger or a predicate tells no second event
};

}  // namespace

std::vector<Event> find_events(const Reading& reading) {
  const Syntax& syntax = reading.syntax;
  const Slots slots(reading);
  Found found(syntax.size());
  for (TokenIndex i = 0; i < syntax.size(); ++i) {
    const Upos pos = syntax.upos(i);
    if (pos == Upos::kVerb || pos == Upos::kAux) found.add(verb_event(slots, i), true);
    if (pos == Upos::kAdj && syntax.child(i, {Deprel::kCop}) != kNoToken)
      found.add(verb_event(slots, i), true);
    found.add(adjective_event(slots, i));
  }
  for (TokenIndex i = 0; i < syntax.size(); ++i)
    if (syntax.is_nominal(i) && !found.uses(i)) found.add(predicate_event(slots, i), true);
  for (TokenIndex i = 0; i < syntax.size(); ++i) {
    const Upos pos = syntax.upos(i);
    if ((pos == Upos::kNoun || pos == Upos::kPropn) && !found.uses(i))
      found.add(noun_event(slots, i));
  }
  merge_events(syntax, found.events);
  std::ranges::stable_sort(found.events, {}, &Event::trigger);
  settle_agents(slots, found.events);
  return std::move(found.events);
}

}  // namespace dateline
