#include "dateline/meaning/event_finder.h"

// Who is named with a fight without fighting it: who condemns, fears, withstands or suffers it.

namespace dateline {
namespace {

using enum Deprel;

/// The verb whose object the event is, also in a list or as what something is made of: "suffered
/// shelling and airstrikes", "condemned a series of attacks"; or kNoToken.
TokenIndex verb_over(const Syntax& s, const Event& event) {
  if (!event.is_noun) return event.trigger;
  constexpr int kSteps = 4;
  TokenIndex i = event.trigger;
  for (int step = 0; step < kSteps && i != kNoToken; ++step) {
    const TokenIndex up = s.head(i);
    if (up == kNoToken) return kNoToken;
    if (s.is(i, {kObj, kNsubjPass}) && s.upos(up) == Upos::kVerb) return up;
    const bool part = s.is(i, {kNmod}) && s.has_child_lemma(i, "of");
    if (!part && !s.is(i, {kConj})) return kNoToken;
    i = up;
  }
  return kNoToken;
}

}  // namespace

namespace {

/// "The offensive drove the army out", "an attack that killed soldiers": whom the event itself, as
/// the subject of the verb or of a clause about it, is done to; or kNoToken.
TokenIndex hit_by(const Reading& reading, const Event& event) {
  const Syntax& s = reading.syntax;
  const Knowledge& k = reading.knowledge;
  const auto object = [&](TokenIndex verb) {
    const auto type = k.verb_type(s.lemma(verb));
    const bool harms = type && (*type == ClaimType::kKill || *type == ClaimType::kDestroy ||
                                *type == ClaimType::kCapture || is_fire(*type));
    if (!harms && !k.in_class(s.lemma(verb), "defeat")) return kNoToken;
    return s.child(verb, {kObj});
  };
  if (!event.is_noun) return kNoToken;
  const TokenIndex up = s.head(event.trigger);
  if (up != kNoToken && s.is(event.trigger, {kNsubj}) && s.upos(up) == Upos::kVerb)
    return object(up);
  for (TokenIndex c : s.children(event.trigger)) {
    if (!s.is(c, {kAclRelcl})) continue;
    const TokenIndex subject = s.child(c, {kNsubj});
    if (subject != kNoToken && s.upos(subject) == Upos::kPron &&
        (s.lower(subject) == "that" || s.lower(subject) == "which"))
      return object(c);
  }
  return kNoToken;
}

}  // namespace

std::optional<Bystander> bystander(const Reading& reading, const Event& event) {
  const Syntax& s = reading.syntax;
  const Knowledge& k = reading.knowledge;
  if (event.attributive || event.type > ClaimType::kDestroy) return {};
  // "thwarted an attack": its own words are those of the verb and of what it took.
  if (!event.is_noun && (!event.frame || event.frame->subject != RoleSlot::kNone)) return {};
  if (const TokenIndex hit = hit_by(reading, event); hit != kNoToken) return Bystander{hit, true};
  const TokenIndex verb = verb_over(s, event);
  if (verb == kNoToken) return {};
  const bool bears = k.in_class(s.lemma(verb), "bearing");
  if (!bears && !k.in_class(s.lemma(verb), "apart")) return {};
  const Arguments args = arguments_of(s, reading.actors, verb);
  if (args.subject == kNoToken || args.subject == event.trigger) return {};
  return Bystander{args.subject, bears};
}

}  // namespace dateline
