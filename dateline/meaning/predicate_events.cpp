#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>

#include "dateline/meaning/event_finder.h"

namespace dateline {
namespace {

using enum Deprel;

bool is_one_of(const std::string& word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

/// A noun that is said of its subject: "is in rebel hands", "fell under siege".
struct Predicate {
  TokenIndex noun;
  TokenIndex verb;     ///< of motion or change that it hangs on, or kNoToken
  bool copular;        ///< a form of "be" links it to its subject
  TokenIndex subject;  ///< of whom it is said
  std::string preposition;
  bool outside = false;  ///< "outside", "beyond", "out of"
};

std::optional<Predicate> predicate_at(const Reading& r, TokenIndex noun) {
  const Syntax& s = r.syntax;
  const TokenIndex up = s.head(noun);
  const bool copular = s.child(noun, {kCop}) != kNoToken;
  const bool verbal = up != kNoToken && s.is(noun, {kObl, kXcomp, kNmod}) &&
                      is_one_of(s.lemma(up), {"come", "fall", "remain", "stay", "pass", "be",
                                              "bring", "put", "lie", "slip"});
  if (!copular && !verbal) return {};
  Predicate out{noun, verbal ? up : kNoToken, copular, kNoToken, {}};
  for (TokenIndex c : s.children(noun)) {
    if (!s.is(c, {kCase}) || c > noun) continue;
    out.preposition = s.lower(c);
    const bool out_of = out.preposition == "of" && c > 0 && s.lower(c - 1) == "out";
    out.outside |= out_of || is_one_of(out.preposition, {"outside", "beyond", "out"});
  }
  if (out.preposition.empty()) return {};
  const Arguments args = arguments_of(s, r.actors, copular ? noun : up);
  const bool of_object = args.passive || (verbal && args.object != kNoToken);
  out.subject = of_object ? args.object : args.subject;
  if (out.subject == kNoToken) return {};
  return out;
}

/// "is under government control", "fell into rebel hands".
bool bind_control(const Slots& slots, const Predicate& p, bool changes, Draft& draft) {
  const Syntax& s = slots.reading().syntax;
  Event& event = draft.event;
  event.type = changes ? ClaimType::kCapture : ClaimType::kHold;
  // "fell out of their control" is a loss, "remained outside it" a hold that is not so.
  const bool loses = p.outside && changes;
  event.reversed = p.outside && !changes;
  const RoleSlot holder = loses ? RoleSlot::kWhom : RoleSlot::kWho;
  slots.fill(draft, RoleSlot::kWhere, p.subject);
  for (const auto& o : slots.nominal_obliques(p.noun)) slots.fill(draft, holder, o.head);
  for (TokenIndex c : s.children(p.noun))
    if (s.is(c, {kNmodPoss})) slots.fill(draft, holder, c);
  std::vector<ActorReading>& held_by = loses ? event.whom : event.who;
  if (held_by.empty()) add_actors(held_by, slots.reading().actors.modifiers(p.noun));
  if (draft.has_where()) return true;
  return !held_by.empty() && slots.is_place_noun(p.subject);
}

/// "is in charge of the city", "is in control there".
bool bind_charge(const Slots& slots, const Predicate& p, Draft& draft) {
  Event& event = draft.event;
  event.type = ClaimType::kHold;
  slots.fill(draft, RoleSlot::kWho, p.subject);
  for (const auto& o : slots.nominal_obliques(p.noun)) slots.fill(draft, RoleSlot::kWhere, o.head);
  return !event.who.empty() && draft.has_where();
}

/// "is in negotiations with the government".
bool bind_talks(const Slots& slots, const Predicate& p, Draft& draft) {
  Event& event = draft.event;
  event.type = ClaimType::kMeet;
  slots.fill(draft, RoleSlot::kWho, p.subject);
  for (const auto& o : slots.nominal_obliques(p.noun))
    if (o.preposition == "with") slots.fill(draft, RoleSlot::kWho, o.head);
  return !event.who.empty();
}

/// "is under siege by", "came under fire from".
void bind_suffered(const Slots& slots, const Predicate& p, ClaimType type, Draft& draft) {
  draft.event.type = type;
  slots.fill(draft, RoleSlot::kTarget, p.subject);
  for (const auto& o : slots.nominal_obliques(p.noun))
    if (o.preposition == "by" || o.preposition == "from") slots.fill(draft, RoleSlot::kWho, o.head);
}

/// "are inside the city".
bool bind_presence(const Slots& slots, const Predicate& p, Draft& draft) {
  const Reading& r = slots.reading();
  const TokenIndex subject = slots.resolved(p.subject);
  const bool force = r.knowledge.in_class(r.syntax.lemma(subject), "force");
  Event& event = draft.event;
  event.type = p.preposition == "inside" && force ? ClaimType::kEnter : ClaimType::kPresent;
  slots.fill(draft, RoleSlot::kWho, p.subject);
  add_places(event.where, r.places.under(p.noun));
  return !event.who.empty() && !event.where.empty() && !r.places.mention_at(subject);
}

bool bind_predicate(const Slots& slots, const Predicate& p, Draft& draft) {
  const Syntax& s = slots.reading().syntax;
  const std::string& noun = s.lemma(p.noun);
  const bool under = p.preposition == "under";
  const bool within = under || is_one_of(p.preposition, {"in", "into", "within"});
  if ((noun == "control" && (under || p.outside)) || (noun == "hand" && (within || p.outside))) {
    const bool changes =
        p.verb != kNoToken && !is_one_of(s.lemma(p.verb), {"remain", "stay", "be", "lie"});
    return bind_control(slots, p, changes, draft);
  }
  if (p.preposition == "in" && is_one_of(noun, {"charge", "control"}))
    return bind_charge(slots, p, draft);
  if (p.preposition == "in" && slots.reading().knowledge.in_class(noun, "talk"))
    return bind_talks(slots, p, draft);
  if (under && noun == "siege") {
    bind_suffered(slots, p, ClaimType::kBesiege, draft);
    return true;
  }
  if (under && is_one_of(noun, {"attack", "fire", "bombardment", "assault", "shelling"})) {
    const bool shells = noun == "shelling" || noun == "bombardment";
    bind_suffered(slots, p, shells ? ClaimType::kShell : ClaimType::kAttack, draft);
    return true;
  }
  if (p.copular && is_one_of(p.preposition, {"in", "inside", "at", "near", "within"}))
    return bind_presence(slots, p, draft);
  return false;
}

/// True for a participle of a verb of sieges: taggers give "besieged" either lemma.
bool is_of_siege(const Knowledge& knowledge, const std::string& lower, const std::string& lemma) {
  const auto besieges = [&](const std::string& verb) {
    return knowledge.verb_type(verb) == ClaimType::kBesiege;
  };
  if (lemma != lower) return besieges(lemma);
  return besieges(lower.substr(0, lower.size() - 1)) || besieges(lower.substr(0, lower.size() - 2));
}

/// "The base is theirs": who speaks holds it.
std::optional<Event> owned_event(const Slots& slots, TokenIndex owner) {
  const Reading& r = slots.reading();
  const Syntax& s = r.syntax;
  const Arguments args = arguments_of(s, r.actors, owner);
  if (args.subject == kNoToken) return {};
  Draft draft;
  Event& event = draft.event;
  event.trigger = event.clause = owner;
  event.trigger_tokens = {owner};
  event.type = ClaimType::kHold;
  slots.fill(draft, RoleSlot::kWhere, args.subject);
  if (!draft.has_where()) return {};
  for (TokenIndex up = s.head(owner); up != kNoToken && event.who.empty(); up = s.head(up)) {
    const TokenIndex subject = s.child(up, {kNsubj});
    if (subject != kNoToken && subject != args.subject)
      add_actors(event.who, r.actors.with_conjuncts(subject));
  }
  return std::move(draft.event);
}

}  // namespace

std::optional<Event> predicate_event(const Slots& slots, TokenIndex noun) {
  const Reading& r = slots.reading();
  const bool copular = r.syntax.child(noun, {kCop}) != kNoToken;
  if (copular && is_one_of(r.syntax.lower(noun), {"theirs", "ours"}))
    return owned_event(slots, noun);
  const auto predicate = predicate_at(r, noun);
  if (!predicate) return {};
  Draft draft;
  Event& event = draft.event;
  event.trigger = noun;
  event.clause = predicate->copular ? noun : predicate->verb;
  event.trigger_tokens = {noun};
  if (!bind_predicate(slots, *predicate, draft)) return {};
  event.heads.push_back(noun);
  slots.add_quantities(event);
  return std::move(draft.event);
}

/// "the besieged town of Fuaa", "encircled Bakhmut".
std::optional<Event> besieged_event(const Slots& slots, TokenIndex i) {
  const Reading& r = slots.reading();
  const Syntax& s = r.syntax;
  const TokenIndex noun = s.head(i);
  if (!s.is(i, {kAmod}) || noun == kNoToken || noun < i || !s.lower(i).ends_with("ed")) return {};
  if (!is_of_siege(r.knowledge, s.lower(i), s.lemma(i))) return {};
  Event event;
  event.trigger = event.clause = i;
  event.trigger_tokens = {i};
  event.type = ClaimType::kBesiege;
  event.attributive = event.is_noun = true;
  event.heads = {noun};
  event.where = r.places.under(noun);
  if (event.where.empty()) return {};
  return event;
}

std::optional<Event> obligation_event(const Slots& slots, TokenIndex auxiliary) {
  const Reading& r = slots.reading();
  const Syntax& s = r.syntax;
  const std::string& word = s.lower(auxiliary);
  const TokenIndex verb = s.head(auxiliary);
  if ((word != "should" && word != "must") || !s.is(auxiliary, {kAux}) || verb == kNoToken ||
      verb < auxiliary)
    return {};
  const TokenIndex subject = s.child(verb, {kNsubj, kNsubjPass});
  if (subject == kNoToken || subject > auxiliary) return {};
  Event event;
  event.trigger = auxiliary;
  event.trigger_tokens = {auxiliary};
  event.clause = verb;
  event.type = ClaimType::kDemand;
  event.whom = slots.actors_of(subject);
  event.heads = {subject, verb};
  if (event.whom.empty()) return {};
  return event;
}

std::optional<Event> adjective_event(const Slots& slots, TokenIndex adjective) {
  const Reading& r = slots.reading();
  const Syntax& s = r.syntax;
  const TokenIndex i = adjective;
  if (auto besieged = besieged_event(slots, i)) return besieged;
  const bool held = is_one_of(s.lower(i), {"held", "controlled", "occupied", "run"});
  const bool backed = is_one_of(s.lower(i), {"backed", "supported", "aligned", "funded"});
  if ((!held && !backed) || i < 2 || s.form(i - 1) != "-") return {};
  const ActorMention* actor = r.actors.mention_at(i - 2);
  if (!actor || s.sentence_of(i - 2) != s.sentence_of(i)) return {};
  // "US-backed alliance" may be listed as a whole: then the backer is the word's own nation.
  std::optional<ActorReading> nation;
  if (actor->range.end > i - 1) {
    nation = r.actors.nation_of(i - 2);
  }
  TokenIndex noun = s.head(i);
  if (noun == kNoToken || noun < i) noun = i + 1 < s.size() ? i + 1 : i;
  Event event;
  event.trigger = event.clause = i;
  event.trigger_tokens = {i};
  event.attributive = true;
  event.is_noun = true;
  event.who = {nation ? *nation
                      : ActorReading{actor->id, s.text(actor->range), s.span(actor->range)}};
  event.heads = {actor->head, noun};
  if (backed && actor->range.end > i - 1 && !nation) event.who.clear();
  if (held) {
    event.type = ClaimType::kHold;
    event.where = r.places.under(noun);
    if (event.where.empty() && !r.knowledge.in_class(s.lemma(noun), "place")) return {};
  } else {
    event.type = ClaimType::kSupport;
    event.whom = r.actors.at(noun);
  }
  return event;
}

}  // namespace dateline
