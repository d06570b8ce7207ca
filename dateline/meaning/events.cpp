#include "dateline/meaning/events.h"

#include <algorithm>
#include <array>

#include "dateline/meaning/event_finder.h"

namespace dateline {
namespace {

/// The events of one document, the words that tell them, and how they were chosen.
class Finder {
 public:
  Finder(const Reading& reading, std::vector<EventTrace>* trace)
      : reading_(reading),
        choice_(reading.knowledge.choice),
        trace_(trace),
        features_(trace != nullptr),
        used_(reading.syntax.size(), false) {}

  bool uses(TokenIndex i) const { return used_[i]; }

  /// Takes the best of the readings of one trigger, if any is good enough. `keeps`: no other event
  /// is told by the words of its trigger.
  void choose(std::vector<Event> readings, bool keeps) {
    if (readings.empty()) return;
    const std::string_view rival =
        readings.front().needs_met ? to_string(readings.front().type) : "none";
    std::size_t best = 0;
    std::vector<std::vector<std::string>> names;
    for (std::size_t i = 0; i < readings.size(); ++i) {
      if (choice_.empty() && !trace_) break;
      event_features(reading_, readings[i], rival, features_);
      readings[i].log_odds = choice_.log_odds(features_);
      if (readings[i].log_odds > readings[best].log_odds) best = i;
      if (trace_) names.push_back(features_.names());
    }
    const bool taken =
        choice_.empty() ? readings.front().needs_met : readings[best].log_odds > kLeastLogOdds;
    for (std::size_t i = 0; trace_ && i < readings.size(); ++i)
      trace_->push_back({readings[i], clauses_of(reading_, readings[i]), std::move(names[i]),
                         fate(readings[i], i == best, taken)});
    if (!taken) return;
    take(std::move(readings[best]), keeps);
  }

  /// Takes what is told by its form alone.
  void take(Event event, bool keeps) {
    if (keeps)
      for (TokenIndex t : event.trigger_tokens) used_[t] = true;
    events_.push_back(std::move(event));
  }

  void reject(const std::vector<Event>& readings) {
    for (std::size_t i = 0; trace_ && i < readings.size(); ++i)
      trace_->push_back({readings[i], clauses_of(reading_, readings[i]), {}, Fate::kUsed});
  }

  std::vector<Event> merged() {
    std::vector<std::pair<TokenIndex, ClaimType>> keys;
    for (const Event& e : events_) keys.emplace_back(e.trigger, e.type);
    const std::vector<bool> left = merge_events(reading_.syntax, events_);
    for (std::size_t i = 0; trace_ && i < keys.size(); ++i)
      for (EventTrace& t : *trace_)
        if (!left[i] && t.fate == Fate::kTaken && t.event.trigger == keys[i].first &&
            t.event.type == keys[i].second)
          t.fate = Fate::kMerged;
    std::ranges::stable_sort(events_, {}, &Event::trigger);
    return std::move(events_);
  }

 private:
  Fate fate(const Event& event, bool best, bool taken) const {
    if (best) return taken ? Fate::kTaken : choice_.empty() ? Fate::kUnmet : Fate::kUnlikely;
    return choice_.empty() && !event.needs_met ? Fate::kUnmet : Fate::kOutvoted;
  }

  const Reading& reading_;
  const FeatureWeights& choice_;
  std::vector<EventTrace>* trace_;
  FeatureList features_;
  std::vector<bool> used_;  ///< a word of a verb's trigger or a predicate tells no second event
  std::vector<Event> events_;
};

}  // namespace

std::string_view to_string(Fate fate) {
  static constexpr std::array<std::string_view, 6> kNames = {"taken",    "merged", "outvoted",
                                                             "unlikely", "unmet",  "used"};
  return kNames[static_cast<std::size_t>(fate)];
}

bool tells_loss(const Syntax& syntax, const Event& event) {
  const std::string& lemma = syntax.lemma(event.trigger);
  return lemma == "lose" || lemma == "loss" || lemma == "fall" || lemma == "surrender" ||
         lemma == "give";
}

std::vector<ByteSpan> clauses_of(const Reading& reading, const Event& event) {
  if (event.where_list.size() < 2) return {clause_span(reading, event, nullptr)};
  std::vector<ByteSpan> out;
  for (const PlaceReading& item : event.where_list)
    out.push_back(clause_span(reading, event, &item));
  return out;
}

std::vector<Event> find_events(const Reading& reading, std::vector<EventTrace>* trace) {
  const Syntax& syntax = reading.syntax;
  const Slots slots(reading);
  Finder found(reading, trace);
  for (TokenIndex i = 0; i < syntax.size(); ++i) {
    const Upos pos = syntax.upos(i);
    if (pos == Upos::kVerb || pos == Upos::kAux ||
        (pos == Upos::kAdj && syntax.child(i, {Deprel::kCop}) != kNoToken))
      found.choose(verb_readings(slots, i), true);
    if (auto event = obligation_event(slots, i)) found.choose({std::move(*event)}, true);
    if (auto event = adjective_event(slots, i)) found.take(std::move(*event), false);
  }
  for (TokenIndex i = 0; i < syntax.size(); ++i) {
    if (!syntax.is_nominal(i) || found.uses(i)) continue;
    if (auto event = predicate_event(slots, i)) found.choose({std::move(*event)}, true);
  }
  for (TokenIndex i = 0; i < syntax.size(); ++i) {
    const Upos pos = syntax.upos(i);
    if (pos != Upos::kNoun && pos != Upos::kPropn) continue;
    if (!found.uses(i))
      found.choose(noun_readings(slots, i), false);
    else if (trace)
      found.reject(noun_readings(slots, i));
  }
  std::vector<Event> events = found.merged();
  settle_agents(slots, events);
  return events;
}

}  // namespace dateline
