#include <algorithm>
#include <string>
#include <string_view>

#include "dateline/meaning/event_finder.h"

// Who did it and to whom, where the event's own words leave it to others of the sentence, or of the
// sentences before.

namespace dateline {
namespace {

using enum Deprel;

constexpr std::size_t kSentencesBack = 2;  ///< that an unnamed agent may stand before

bool is_fire(ClaimType type) {
  return type == ClaimType::kAttack || type == ClaimType::kAirstrike || type == ClaimType::kShell ||
         type == ClaimType::kBomb || type == ClaimType::kChemical;
}

bool is_two_sided(ClaimType type) {
  return type == ClaimType::kClash || type == ClaimType::kMeet || type == ClaimType::kAgree ||
         type == ClaimType::kCeasefire;
}

bool is_harm(ClaimType type) { return type == ClaimType::kKill || type == ClaimType::kDestroy; }

bool is_people(const ActorId& id) {
  const std::string& name = id.str();
  return name == "civilians" || name == "protesters" || name == "journalists" ||
         name == "refugees" || name == "medics" || name.starts_with("aid_groups") ||
         name.starts_with("monitors");
}

bool acts(const std::vector<ActorReading>& who) {
  return !who.empty() &&
         std::ranges::none_of(who, [](const auto& one) { return is_people(one.id); });
}

class Agents {
 public:
  explicit Agents(const Slots& slots)
      : slots_(slots), r_(slots.reading()), s_(r_.syntax), k_(r_.knowledge) {}

  void settle(std::vector<Event>& events) const {
    for (Event& event : events) {
      if (event.attributive) continue;
      if (event.who.empty() && event.is_noun) own_subject(event);
      if (is_two_sided(event.type) && event.is_noun) other_side(event);
      if (event.whom.empty() && !event.who.empty()) holders(event);
      if (event.who.empty() && is_harm(event.type)) strike_below(event);
      counted_people(event);
    }
    // Those of the same sentence first: they may themselves stand for the sentences behind.
    for (Event& event : events)
      if (event.who.empty() && is_harm(event.type)) fire_beside(event, events);
    for (std::size_t e = 0; e < events.size(); ++e)
      if (events[e].who.empty() && is_fire(events[e].type)) fire_before(e, events);
    for (Event& event : events)
      if (event.who.empty() && is_harm(event.type)) fire_beside(event, events);
  }

 private:
  bool apart(const std::vector<ActorReading>& who, const std::vector<ActorReading>& whom) const {
    return std::ranges::none_of(who, [&](const auto& a) {
      return std::ranges::any_of(
          whom, [&](const auto& b) { return is_within(a.id, b.id) || is_within(b.id, a.id); });
    });
  }

  void lend(Event& event, const std::vector<ActorReading>& who) const {
    event.who = who;
    event.borrowed_agent = true;
  }

  /// Nouns that the parser takes for verbs: "as the army advance".
  void own_subject(Event& event) const {
    const TokenIndex subject = s_.child(event.trigger, {kNsubj});
    if (subject == kNoToken || s_.child(event.trigger, {kCop}) != kNoToken) return;
    if (auto who = r_.actors.with_conjuncts(subject); acts(who)) event.who = std::move(who);
  }

  /// "the minister held talks with envoys of X", "risks a clash with X": one side stands behind
  /// "with", of the noun or of its verb, the other is who does so.
  void other_side(Event& event) const {
    TokenIndex verb = event.trigger;
    for (int steps = 0; verb != kNoToken && steps < 4 && s_.upos(verb) != Upos::kVerb; ++steps)
      verb = s_.is(verb, {kObj, kObl, kNmod, kConj, kXcomp}) ? s_.head(verb) : kNoToken;
    if (verb == kNoToken || s_.upos(verb) != Upos::kVerb || event.who.size() > 1) return;
    const Arguments args = arguments_of(s_, r_.actors, verb);
    const bool object = s_.is(event.trigger, {kObj}) && s_.head(event.trigger) == verb;
    if (event.who.empty() && object) {
      for (const auto& o : args.obliques)
        if (o.preposition == "with" && event.who.empty())
          if (auto with = r_.actors.with_conjuncts(o.head); acts(with)) event.who = std::move(with);
    }
    const bool with = s_.is(event.trigger, {kObj, kObl, kNmod}) && !event.who.empty();
    if (!with || args.subject == kNoToken || args.subject == event.trigger) return;
    auto subject = r_.actors.with_conjuncts(args.subject);
    if (subject.empty()) subject = r_.actors.modifiers(slots_.resolved(args.subject));
    if (acts(subject) && apart(subject, event.who)) add_actors(event.who, std::move(subject));
  }

  /// "killed in Syrian air strikes", "wounded by shelling of the army": a bare noun is no event of
  /// its own, but says whose the fire was.
  void strike_below(Event& event) const {
    for (TokenIndex c : s_.children(event.clause)) {
      if (!s_.is(c, {kObl, kOblAgent, kNmod, kNsubj, kNsubjPass})) continue;
      if (!k_.in_class(s_.lemma(c), "strike") && !k_.in_class(s_.lemma(c), "attack")) continue;
      auto who = r_.actors.modifiers(c);
      if (who.empty())
        for (const auto& o : slots_.nominal_obliques(c))
          if (o.preposition == "by" || o.preposition == "of") {
            who = r_.actors.with_conjuncts(o.head);
            if (!who.empty()) break;
          }
      if (acts(who) && apart(who, event.whom)) return lend(event, who);
    }
  }

  /// The fire that killed is told in the same sentence: "jets hit the market, killing ten".
  void fire_beside(Event& event, const std::vector<Event>& events) const {
    const Event* best = nullptr;
    const auto far = [&](const Event& other) {
      return other.trigger > event.trigger ? other.trigger - event.trigger
                                           : event.trigger - other.trigger;
    };
    for (const Event& other : events) {
      if (!is_fire(other.type) || !acts(other.who) || &other == &event ||
          s_.sentence_of(other.trigger) != s_.sentence_of(event.trigger) ||
          !apart(other.who, event.whom))
        continue;
      if (!best || far(other) < far(*best)) best = &other;
    }
    if (best) lend(event, best->who);
  }

  /// A further fire of the same kind: "Other strikes hit the market".
  void fire_before(std::size_t e, std::vector<Event>& events) const {
    Event& event = events[e];
    const bool told = event.is_noun && s_.has_child_lemma(event.trigger, "the");
    if (event.where.empty() && event.where_list.empty() && event.whom.empty() && !told) return;
    if (const Arguments args = arguments_of(s_, r_.actors, event.clause);
        !event.is_noun && !args.passive && args.subject != kNoToken &&
        !k_.in_class(s_.lemma(args.subject), "strike") && s_.upos(args.subject) != Upos::kPron)
      return;
    const std::size_t sentence = s_.sentence_of(event.trigger);
    const Event* best = nullptr;
    for (const Event& other : events) {
      if (&other == &event || other.trigger >= event.trigger || !acts(other.who) ||
          s_.sentence_of(other.trigger) + kSentencesBack < sentence || other.attributive)
        continue;
      const bool same = other.type == event.type ||
                        (is_fire(other.type) && is_fire(event.type) &&
                         (other.type == ClaimType::kAttack || event.type == ClaimType::kAttack));
      if (!same || !apart(other.who, event.whom)) continue;
      if (!best || other.trigger > best->trigger) best = &other;
    }
    if (best) lend(event, best->who);
  }

  /// "attacked rebel-held towns": the holders are the ones attacked.
  void holders(Event& event) const {
    if (event.type != ClaimType::kAttack && event.type != ClaimType::kAirstrike &&
        event.type != ClaimType::kShell && event.type != ClaimType::kCapture &&
        event.type != ClaimType::kAdvance && event.type != ClaimType::kBesiege &&
        event.type != ClaimType::kEnter)
      return;
    const std::size_t sentence = s_.sentence_of(event.trigger);
    for (TokenIndex head : event.heads) {
      if (s_.sentence_of(head) != sentence) continue;
      for (TokenIndex c : s_.children(slots_.counted(head))) {
        if (!s_.is(c, {kAmod, kCompound, kAcl})) continue;
        std::vector<ActorReading> who;
        if (c >= 2 && s_.form(c - 1) == "-" && is_held(s_.lower(c))) {
          if (const ActorMention* m = r_.actors.mention_at(c - 2))
            who = {{m->id, s_.text(m->range), s_.span(m->range)}};
        } else if (s_.is(c, {kAcl}) && is_held(s_.lower(c))) {
          for (TokenIndex by : s_.children(c))
            if (s_.has_child_lemma(by, "by")) who = r_.actors.with_conjuncts(by);
        }
        if (!acts(who) || !apart(event.who, who)) continue;
        event.whom = std::move(who);
        return;
      }
    }
  }

  static bool is_held(std::string_view word) {
    return word == "held" || word == "controlled" || word == "occupied" || word == "run";
  }

  /// "Dozens were killed", "thousands fled": numbers of people without a noun are civilians where
  /// nothing else is said of them.
  void counted_people(Event& event) const {
    const bool harmed = event.type == ClaimType::kKill && event.whom.empty();
    const bool fled = event.type == ClaimType::kFlee && event.who.empty();
    if (!harmed && !fled) return;
    if (event.is_noun) return;
    const Arguments args = arguments_of(s_, r_.actors, event.clause);
    // People die and flee as subjects too.
    TokenIndex counted = fled ? (args.passive ? args.object : args.subject) : args.object;
    if (counted == kNoToken && harmed && !args.passive) counted = args.subject;
    if (counted == kNoToken) return;
    if (s_.upos(counted) == Upos::kPron) counted = r_.actors.antecedent(counted);
    TokenIndex noun = slots_.counted(counted);
    const bool number = s_.upos(noun) == Upos::kNum || k_.in_class(s_.lemma(noun), "partitive");
    const bool person =
        k_.in_class(s_.lemma(noun), "resident") || k_.in_class(s_.lemma(noun), "refugee") ||
        k_.in_class(s_.lemma(noun), "civilian") || k_.in_class(s_.lemma(noun), "kin");
    if ((!number && !person) || !r_.actors.at(noun).empty()) return;
    const TokenRange phrase = r_.actors.phrase(counted);
    const ActorReading people{ActorId("civilians"), s_.text(phrase), s_.span(phrase)};
    (harmed ? event.whom : event.who) = {people};
    if (harmed && event.who.size() == 1 && event.who.front().span == people.span) event.who.clear();
  }

  const Slots& slots_;
  const Reading& r_;
  const Syntax& s_;
  const Knowledge& k_;
};

}  // namespace

void settle_agents(const Slots& slots, std::vector<Event>& events) { Agents(slots).settle(events); }

}  // namespace dateline
