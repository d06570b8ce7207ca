#include <algorithm>

#include "dateline/meaning/event_finder.h"

namespace dateline {
namespace {

using enum Deprel;

/// A place before the noun is where, unless it is a country that acts: "Israel airstrikes".
void bind_compound(const Slots& slots, RoleSlot owner, TokenIndex word, Draft& draft) {
  const Reading& r = slots.reading();
  const PlaceMention* place = r.places.mention_at(word);
  const ActorMention* actor = r.actors.mention_at(word);
  if (!place || (actor && !actor->is_country)) return;
  const bool acts = actor && owner == RoleSlot::kWho && !place->candidates.empty() &&
                    place->candidates.front()->kind == "country";
  if (acts)
    slots.fill(draft, owner, word);
  else
    add_places(draft.event.where, {r.places.reading(*place)});
  draft.event.heads.push_back(word);
}

/// Possessors and nationalities before the noun: "Turkey's offensive", "Israeli airstrikes".
void bind_modifiers(const Slots& slots, const Frame& frame, Draft& draft) {
  const Reading& r = slots.reading();
  Event& event = draft.event;
  const auto poss = frame.prepositions.find("poss");
  const RoleSlot owner = poss == frame.prepositions.end() ? RoleSlot::kWho : poss->second;
  for (TokenIndex c : r.syntax.children(event.trigger)) {
    if (r.syntax.is(c, {kNmodPoss})) slots.fill(draft, owner, c);
    const bool in_trigger =
        std::ranges::find(event.trigger_tokens, c) != event.trigger_tokens.end();
    if (r.syntax.is(c, {kCompound}) && !in_trigger) bind_compound(slots, owner, c, draft);
  }
  if (owner != RoleSlot::kWho || !event.who.empty()) return;
  // "the Syrian war" is that of a country, not of its government.
  if (r.knowledge.in_class(r.syntax.lemma(event.trigger), "strife")) return;
  for (auto& reading : r.actors.modifiers(event.trigger)) {
    const auto same = [&](const PlaceReading& p) { return p.span == reading.span; };
    if (std::ranges::none_of(event.where, same)) add_actors(event.who, {reading});
  }
}

/// The verb that the noun hangs on gives agent, place and time: "rebels launched an attack in X".
void bind_verb_around(const Slots& slots, Draft& draft) {
  const Syntax& s = slots.reading().syntax;
  Event& event = draft.event;
  const TokenIndex n = event.trigger, up = s.head(n);
  if (up == kNoToken || s.upos(up) != Upos::kVerb) return;
  const bool object = s.is(n, {kObj}) || (s.is(n, {kObl}) && s.has_child_lemma(n, "with"));
  const bool subject = s.is(n, {kNsubj, kNsubjPass});
  const Knowledge& k = slots.reading().knowledge;
  // "threatened an offensive": who means to do it is who would.
  const bool means = k.governor(s.lemma(up), "verb") == Effect::kIntended ||
                     k.governor(s.lemma(up), "verb") == Effect::kPossible;
  const bool light = k.in_class(s.lemma(up), "light") || means;
  if (!subject && !(object && light)) return;
  event.clause = up;
  const Arguments args = arguments_of(s, slots.reading().actors, up);
  if (args.subject != kNoToken && event.who.empty() && !bystander(slots.reading(), event)) {
    if (object && args.subject != n) {
      add_actors(event.who, slots.actors_of(args.subject));
      event.heads.push_back(args.subject);
    } else if (subject && args.passive) {
      add_actors(event.who, slots.actors_of(args.subject));
    }
  }
  if (draft.has_where()) return;
  for (const auto& o : args.obliques) slots.fill_places(event, o.head);
}

Event bind_noun(const Slots& slots, const Frame& frame, std::vector<TokenIndex> tokens) {
  Draft draft;
  Event& event = draft.event;
  event.frame = &frame;
  event.type = frame.type;
  event.trigger = event.clause = tokens.front();
  event.trigger_tokens = std::move(tokens);
  event.is_noun = true;
  Arguments args;
  args.obliques = slots.nominal_obliques(event.trigger);
  // "the deployment of tanks by the army": who does it stands behind "by", whatever "of" brings.
  const auto by = std::ranges::find(args.obliques, "by", &Arguments::Oblique::preposition);
  if (by != args.obliques.end()) slots.fill(draft, RoleSlot::kWho, by->head);
  const bool done_by = !event.who.empty();
  for (const auto& o : args.obliques) {
    const auto mapped = frame.prepositions.find(o.preposition);
    if (mapped == frame.prepositions.end() || o.preposition == "by") continue;
    if (done_by && mapped->second == RoleSlot::kWho) continue;
    slots.fill_mapped(draft, mapped->second, o.head);
  }
  bind_modifiers(slots, frame, draft);
  bind_verb_around(slots, draft);
  slots.add_quantities(event);
  slots.fill_phrase_places(draft);
  event.needs_met = needs_met(slots, draft, args);
  return std::move(draft.event);
}

}  // namespace

std::vector<Event> noun_readings(const Slots& slots, TokenIndex noun) {
  const Syntax& s = slots.reading().syntax;
  const Knowledge& k = slots.reading().knowledge;
  const auto it = k.noun_frames.find(s.lemma(noun));
  if (it == k.noun_frames.end()) return {};
  const ActorMention* named = slots.reading().actors.mention_at(noun);
  if (named && named->head == noun && s.upos(noun) == Upos::kPropn) return {};
  // A noun that only modifies another ("ceasefire deal", "war crimes") names no event of its own.
  if (s.is(noun, {kCompound}) && s.head(noun) > noun) return {};
  // "told a rally that": those who listen.
  if (s.is(noun, {kObj, kIobj}) && s.head(noun) != kNoToken &&
      k.in_class(s.lemma(s.head(noun)), "addressing"))
    return {};
  std::vector<Event> out;
  for (std::size_t f : it->second) {
    auto tokens = match_noun(s, k.frames[f], noun);
    if (tokens) add_reading(out, bind_noun(slots, k.frames[f], std::move(*tokens)));
  }
  return out;
}

}  // namespace dateline
