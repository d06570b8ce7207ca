#include <algorithm>
#include <string>
#include <unordered_set>

#include "dateline/meaning/event_finder.h"

namespace dateline {
namespace {

using enum Deprel;

/// Prepositions after which a name is not where the event is.
bool is_aside(const std::string& preposition) {
  static const std::unordered_set<std::string> kWords = {
      "before", "after",   "despite", "since", "until", "like", "unlike",
      "except", "without", "besides", "about", "than",  "as",   "because"};
  return kWords.contains(preposition);
}

bool is_in_trigger(const Event& event, TokenIndex i) {
  return std::ranges::find(event.trigger_tokens, i) != event.trigger_tokens.end();
}

/// What prepositions bring, behind the verb and behind the nouns of its trigger.
std::vector<Arguments::Oblique> obliques_of(const Slots& slots, const Event& event,
                                            const Arguments& args) {
  std::vector<Arguments::Oblique> out = args.obliques;
  for (TokenIndex t : event.trigger_tokens) {
    const Syntax& s = slots.reading().syntax;
    if (t == event.trigger || !(s.is_nominal(t) || s.upos(t) == Upos::kAdj)) continue;
    for (const auto& more : slots.nominal_obliques(t)) out.push_back(more);
  }
  return out;
}

void fill_obliques(const Slots& slots, const Frame& frame, const Arguments& args, Draft& draft) {
  Event& event = draft.event;
  for (const auto& o : obliques_of(slots, event, args)) {
    if (is_in_trigger(event, o.head) || (args.passive && o.head == args.subject)) continue;
    const auto mapped = frame.prepositions.find(o.preposition);
    if (mapped != frame.prepositions.end()) {
      slots.fill_mapped(draft, mapped->second, o.head);
    } else if (!is_aside(o.preposition) &&
               (o.preposition != "of" || event.type == ClaimType::kCapture)) {
      if (!slots.reading().places.under(o.head).empty()) event.heads.push_back(o.head);
      slots.fill_places(event, o.head);
    }
  }
}

Event bind_verb(const Slots& slots, const Frame& frame, const Arguments& args,
                std::vector<TokenIndex> tokens) {
  Draft draft;
  Event& event = draft.event;
  event.frame = &frame;
  event.type = frame.type;
  event.trigger = event.clause = tokens.front();
  event.trigger_tokens = std::move(tokens);
  slots.fill(draft, frame.subject, args.subject);
  if (args.object != kNoToken && !is_in_trigger(event, args.object)) {
    slots.fill(draft, frame.object, args.object);
    if (frame.object == RoleSlot::kNone) event.heads.push_back(args.object);
  }
  fill_obliques(slots, frame, args, draft);
  slots.add_quantities(event);
  const Syntax& s = slots.reading().syntax;
  for (TokenIndex c : s.children(event.trigger))
    if (s.is(c, {kAdvmod}) && s.lower(c) == "there" && !draft.has_where())
      slots.fill_places(event, c);
  slots.fill_phrase_places(draft);
  event.needs_met = needs_met(slots, draft, args);
  // "were driven out of Hama": without the one that drove them, it tells of those who left.
  if (event.type == ClaimType::kCapture && frame.object == RoleSlot::kWhom && args.passive &&
      args.subject == kNoToken && event.who.empty()) {
    event.type = ClaimType::kWithdraw;
    event.who = std::move(event.whom);
    event.whom.clear();
  }
  return std::move(draft.event);
}

/// True where the words around the verb rule the frame out, whatever its needs.
bool is_excluded(const Slots& slots, const Frame& frame, const Arguments& args, TokenIndex verb) {
  const Syntax& s = slots.reading().syntax;
  const Knowledge& k = slots.reading().knowledge;
  if (frame.trigger.size() > 1) return false;
  // "wherever we chase them down", "took them up": another verb, which has rows of its own.
  const TokenIndex particle = s.child(verb, {kCompoundPrt});
  if (frame.type <= ClaimType::kHold && particle != kNoToken &&
      (s.lower(particle) == "down" || s.lower(particle) == "up"))
    return true;
  const TokenIndex complement = s.child(verb, {kXcomp});
  // "has left the capital caught in the middle", "left them exposed"
  if (frame.type == ClaimType::kWithdraw && s.lemma(verb) == "leave" && args.object != kNoToken &&
      complement != kNoToken && !s.has_child_lemma(complement, "to"))
    return true;
  // "declined to confirm": whoever says nothing rejects nothing.
  return frame.type == ClaimType::kReject && complement != kNoToken &&
         (k.cue(s.lemma(complement), "verb") || k.in_class(s.lemma(complement), "telling"));
}

/// "militants have been captured": of people it is no place that is taken.
bool takes_people(const Slots& slots, const Event& event, const Arguments& args) {
  if (event.type != ClaimType::kCapture || event.needs_met) return false;
  if (args.object == kNoToken) return args.passive;  // of no place that the tree has
  const TokenIndex object = slots.counted(args.object);
  return !slots.is_place_noun(object) && !slots.reading().places.mention_at(object) &&
         !slots.actors_of(object).empty();
}

}  // namespace

void add_reading(std::vector<Event>& readings, Event event) {
  // By length among those whose needs are met; behind them the others.
  const auto before = [](const Event& a, const Event& b) {
    if (a.needs_met != b.needs_met) return a.needs_met;
    return a.trigger_tokens.size() > b.trigger_tokens.size();
  };
  const auto same = std::ranges::find(readings, event.type, &Event::type);
  if (same != readings.end()) {
    if (!before(event, *same)) return;
    readings.erase(same);
  }
  const auto at = std::ranges::find_if(readings, [&](const Event& e) { return before(event, e); });
  readings.insert(at, std::move(event));
}

std::vector<Event> verb_readings(const Slots& slots, TokenIndex verb) {
  const Syntax& s = slots.reading().syntax;
  const Knowledge& k = slots.reading().knowledge;
  const auto& frames = s.upos(verb) == Upos::kAdj ? k.adj_frames : k.verb_frames;
  const auto it = frames.find(s.lemma(verb));
  if (it == frames.end()) return {};
  const Arguments args = arguments_of(s, slots.reading().actors, verb);
  std::vector<Event> out;
  for (std::size_t f : it->second) {
    auto tokens = match_verb(s, k.frames[f], verb);
    if (!tokens || is_excluded(slots, k.frames[f], args, verb)) continue;
    Event event = bind_verb(slots, k.frames[f], args, std::move(*tokens));
    if (s.lemma(verb) == "capture" && takes_people(slots, event, args)) continue;
    // What is said of an adjective hangs on it alone: "free of mines" is not "free".
    if (event.needs_met || s.upos(verb) != Upos::kAdj) add_reading(out, std::move(event));
  }
  // "the faction, backed by Ankara" tells of the faction in passing.
  for (Event& event : out)
    if (event.type == ClaimType::kSupport && s.is(verb, {kAcl}) && args.passive)
      event.attributive = true;
  return out;
}

}  // namespace dateline
