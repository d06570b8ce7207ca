#include <algorithm>
#include <string>

#include "dateline/meaning/event_finder.h"

namespace dateline {
namespace {

using enum Deprel;

bool is_strike(ClaimType type) {
  return type == ClaimType::kAirstrike || type == ClaimType::kShell || type == ClaimType::kBomb ||
         type == ClaimType::kChemical || type == ClaimType::kAttack;
}

/// "shelling and air raids on Sarmada": what follows the second noun holds for the first.
void share_coordinated(const Syntax& syntax, std::vector<Event>& events) {
  for (Event& a : events) {
    if (!a.is_noun || a.attributive || !a.where.empty() || !a.where_list.empty()) continue;
    for (const Event& b : events) {
      if (!b.is_noun || b.attributive || syntax.head(b.trigger) != a.trigger ||
          !syntax.is(b.trigger, {kConj}))
        continue;
      a.where = b.where;
      a.where_list = b.where_list;
      if (a.who.empty()) a.who = b.who;
      if (a.whom.empty()) a.whom = b.whom;
    }
  }
}

/// "airstrikes pummelled", "used drones to hit": the noun says how the verb attacked. True where it
/// has gone into the verb's event.
bool take_strike(const Syntax& syntax, Event& verb, const Event& noun) {
  if (verb.type != ClaimType::kAttack || !is_strike(noun.type)) return false;
  const TokenIndex up = syntax.head(noun.trigger);
  const bool below =
      up == verb.trigger && syntax.is(noun.trigger, {kNsubj, kObl, kOblAgent, kObj, kNmod});
  const bool used = up != kNoToken && syntax.lemma(up) == "use" && syntax.head(verb.trigger) == up;
  if (!below && !used) return false;
  verb.type = noun.type;
  if (verb.who.empty() || syntax.is(noun.trigger, {kNsubj, kOblAgent}))
    add_actors(verb.who, noun.who);
  add_places(verb.where, noun.where);
  if (used) {
    verb.clause = up;
    verb.trigger = noun.trigger;
    verb.is_noun = true;
    add_actors(verb.who, noun.who);
  }
  return true;
}

/// One happening told by a verb and a noun of one clause is one event. True where the noun's has
/// gone into the verb's.
bool take_noun(const Syntax& syntax, Event& verb, const Event& noun) {
  if (std::ranges::find(verb.trigger_tokens, noun.trigger) != verb.trigger_tokens.end())
    return true;
  if (take_strike(syntax, verb, noun)) return true;
  if (syntax.head(noun.trigger) != verb.trigger || verb.type != noun.type) return false;
  add_actors(verb.who, noun.who);
  add_actors(verb.whom, noun.whom);
  add_places(verb.where, noun.where);
  return true;
}

/// "killed 10 and wounded 45" is one claim with two quantities.
bool take_wounded(const Syntax& syntax, Event& killed, const Event& wounded) {
  if (killed.type != ClaimType::kKill || wounded.type != ClaimType::kKill) return false;
  if (syntax.head(wounded.trigger) != killed.trigger ||
      !syntax.is(wounded.trigger, {kConj, kAdvcl, kParataxis}))
    return false;
  const std::string& lemma = syntax.lemma(wounded.trigger);
  if (lemma != "wound" && lemma != "injure") return false;
  for (const auto& q : wounded.quantities) {
    const auto same = [&](const Quantity& k) { return k.value == q.value; };
    if (std::ranges::none_of(killed.quantities, same)) killed.quantities.push_back(q);
  }
  return true;
}

/// "remained outside their control": the predicate says more than that it remained.
bool says_less(const Event& verb, const Event& predicate) {
  return verb.type == ClaimType::kPresent && !predicate.is_noun &&
         predicate.type != ClaimType::kPresent && predicate.clause == verb.trigger &&
         predicate.trigger != verb.trigger;
}

bool take(const Syntax& syntax, Event& verb, const Event& other) {
  if (says_less(other, verb)) return true;
  if (verb.is_noun) return false;
  if (other.is_noun) return !other.attributive && take_noun(syntax, verb, other);
  return take_wounded(syntax, verb, other);
}

}  // namespace

std::vector<bool> merge_events(const Syntax& syntax, std::vector<Event>& events) {
  share_coordinated(syntax, events);
  std::vector<bool> dropped(events.size(), false);
  for (std::size_t a = 0; a < events.size(); ++a) {
    for (std::size_t b = 0; b < events.size(); ++b) {
      if (a != b && !dropped[a] && !dropped[b]) dropped[b] = take(syntax, events[a], events[b]);
    }
  }
  std::vector<Event> out;
  for (std::size_t i = 0; i < events.size(); ++i)
    if (!dropped[i]) out.push_back(std::move(events[i]));
  events = std::move(out);
  dropped.flip();
  return dropped;
}

}  // namespace dateline
