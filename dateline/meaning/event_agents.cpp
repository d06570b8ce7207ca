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

bool is_two_sided(ClaimType type) {
  return type == ClaimType::kClash || type == ClaimType::kMeet || type == ClaimType::kAgree ||
         type == ClaimType::kCeasefire;
}

bool is_harm(ClaimType type) { return type == ClaimType::kKill || type == ClaimType::kDestroy; }

bool is_fire_or_harm(ClaimType type) { return is_fire(type) || is_harm(type); }

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
      if (event.who.empty() && event.is_noun) doer_around(event);
      if (event.who.empty() && event.is_noun && is_fire(event.type)) fired_by(event);
      if (event.who.empty() && event.type == ClaimType::kPresent) placed(event);
      if (event.is_noun && is_fire_or_harm(event.type)) nation_that_acts(event);
      if (is_two_sided(event.type) && event.who.empty()) between(event);
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

  /// "use of such weapons by the army"; "is involved in the offensive", "accused of attacks".
  void doer_around(Event& event) const {
    for (const auto& o : slots_.nominal_obliques(event.trigger))
      for (const auto& below : slots_.nominal_obliques(o.head))
        if (o.preposition == "of" && below.preposition == "by" && event.who.empty())
          if (auto who = r_.actors.with_conjuncts(below.head); acts(who))
            event.who = std::move(who);
    TokenIndex up = event.trigger;
    for (int steps = 0; steps < 4 && up != kNoToken && s_.is(up, {kNmod, kConj, kObj}) &&
                        s_.lemma(up) != "responsibility";
         ++steps)
      up = s_.head(up);
    if (up == kNoToken || !event.who.empty()) return;
    if (claims_it(event, up)) return;
    if (!s_.is(up, {kObl})) return;
    const std::string preposition = preposition_before(up);
    up = s_.head(up);
    const bool part = (preposition == "in" || preposition == "for" || preposition == "from" ||
                       preposition == "of") &&
                      k_.in_class(s_.lemma(up), "doer");
    if (!part) return;
    const Arguments args = arguments_of(s_, r_.actors, up);
    const TokenIndex doer = args.passive ? args.object : args.subject;
    if (doer == kNoToken) return;
    if (auto who = slots_.actors_of(doer); acts(who) && are_apart(who, event.whom))
      event.who = std::move(who);
  }

  /// "claimed responsibility for the attack": who takes it on.
  bool claims_it(Event& event, TokenIndex noun) const {
    const TokenIndex verb = s_.head(noun);
    if (s_.lemma(noun) != "responsibility" || verb == kNoToken || !s_.is(noun, {kObj}) ||
        s_.upos(verb) != Upos::kVerb || s_.lemma(verb) == "deny" || s_.lemma(verb) == "reject")
      return false;
    const Arguments args = arguments_of(s_, r_.actors, verb);
    if (args.subject == kNoToken) return false;
    if (auto who = slots_.actors_of(args.subject); acts(who) && are_apart(who, event.whom))
      event.who = std::move(who);
    return !event.who.empty();
  }

  /// "shelling from army posts", "used car bombs", "unleashed a salvo of rockets and car bombs",
  /// "targeted the town with shells": whose the fire is.
  void fired_by(Event& event) const {
    for (const auto& o : slots_.nominal_obliques(event.trigger)) {
      if (o.preposition != "from") continue;
      auto who = r_.actors.with_conjuncts(o.head);
      if (who.empty()) who = r_.actors.modifiers(o.head);
      if (acts(who) && are_apart(who, event.whom)) return void(event.who = std::move(who));
    }
    TokenIndex up = event.trigger;
    bool means = false;
    for (int steps = 0; steps < 4 && up != kNoToken && s_.upos(up) != Upos::kVerb; ++steps) {
      const std::string preposition = preposition_before(up);
      const bool of = s_.is(up, {kNmod}) && preposition == "of";
      means = s_.is(up, {kObj}) || (s_.is(up, {kObl}) && preposition == "with");
      if (!means && !of && !s_.is(up, {kConj})) return;
      up = s_.head(up);
    }
    if (!means || up == kNoToken || s_.upos(up) != Upos::kVerb) return;
    const auto type = k_.verb_type(s_.lemma(up));
    const bool fires = k_.in_class(s_.lemma(up), "light") || (type && is_fire(*type));
    const Arguments args = arguments_of(s_, r_.actors, up);
    if (!fires || args.passive || args.subject == kNoToken || bystander(r_, event)) return;
    auto who = slots_.actors_of(args.subject);
    if (acts(who) && are_apart(who, event.whom)) event.who = std::move(who);
  }

  std::string preposition_before(TokenIndex head) const {
    const TokenIndex preposition = s_.child(head, {kCase});
    return preposition == kNoToken ? std::string() : s_.lower(preposition);
  }

  /// "terrorists positioned in the old town fired": where the tree has them as who positions.
  void placed(Event& event) const {
    if (event.is_noun || s_.upos(event.clause) != Upos::kVerb) return;
    const Arguments args = arguments_of(s_, r_.actors, event.clause);
    TokenIndex noun = args.object != kNoToken ? args.object : args.subject;
    if (noun == kNoToken && s_.is(event.clause, {kAcl, kAmod})) noun = s_.head(event.clause);
    if (noun != kNoToken) event.who = slots_.actors_of(noun);
  }

  /// "massacres committed by the Turks": the nation, not its people.
  void nation_that_acts(Event& event) const {
    if (event.who.size() != 1 || !is_people(event.who.front().id)) return;
    const TokenIndex up = s_.head(event.trigger);
    if (up == kNoToken || s_.upos(up) != Upos::kVerb) return;
    const Arguments args = arguments_of(s_, r_.actors, up);
    if (args.subject == kNoToken) return;
    if (auto nation = r_.actors.acting_nation(slots_.resolved(args.subject)))
      event.who = {*std::move(nation)};
  }

  /// "clashes resumed between army units and rebels": by words, for parsers hang it anywhere.
  void between(Event& event) const {
    constexpr TokenIndex kNear = 8;
    const TokenIndex end = s_.sentence(s_.sentence_of(event.trigger)).end;
    for (TokenIndex i = event.trigger + 1; i < end && i < event.trigger + kNear; ++i) {
      if (s_.lower(i) != "between" || s_.head(i) == kNoToken) continue;
      if (auto both = r_.actors.with_conjuncts(s_.head(i)); acts(both)) event.who = std::move(both);
      return;
    }
  }

  /// "the minister held talks with envoys of X", "risks a clash with X": one side stands behind
  /// "with", of the noun or of its verb, the other is who does so.
  void other_side(Event& event) const {
    TokenIndex verb = event.trigger;
    for (int steps = 0; verb != kNoToken && steps < 4 && s_.upos(verb) != Upos::kVerb; ++steps)
      verb = s_.is(verb, {kObj, kNsubj, kNsubjPass, kObl, kNmod, kConj, kXcomp}) ? s_.head(verb)
                                                                                 : kNoToken;
    if (verb == kNoToken || s_.upos(verb) != Upos::kVerb) return;
    const Arguments args = arguments_of(s_, r_.actors, verb);
    const bool object = s_.is(event.trigger, {kObj}) && s_.head(event.trigger) == verb;
    // "hosts a summit with A and B"; who hosts talks between them is a third.
    const auto below = slots_.nominal_obliques(event.trigger);
    const bool joins =
        object && std::ranges::any_of(below, [](const auto& o) { return o.preposition == "with"; });
    if (event.who.size() > 1 && !joins) return;
    if (object) {
      for (const auto& o : args.obliques)
        if (o.preposition == "with" && event.who.size() < 2)
          if (auto with = r_.actors.with_conjuncts(o.head);
              acts(with) && are_apart(with, event.who))
            add_actors(event.who, std::move(with));
    }
    const bool with = s_.is(event.trigger, {kObj, kObl, kNmod}) && !event.who.empty();
    if (!with || args.subject == kNoToken || args.subject == event.trigger) return;
    auto subject = r_.actors.with_conjuncts(args.subject);
    if (subject.empty()) subject = r_.actors.modifiers(slots_.resolved(args.subject));
    if (acts(subject) && are_apart(subject, event.who)) add_actors(event.who, std::move(subject));
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
      if (acts(who) && are_apart(who, event.whom)) return lend(event, who);
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
          !are_apart(other.who, event.whom))
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
      if (!same || !are_apart(other.who, event.whom)) continue;
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
        if (!acts(who) || !are_apart(event.who, who)) continue;
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

void settle_agents(const Slots& slots, std::vector<Event>& events) {
  settle_victims(slots, events);
  Agents(slots).settle(events);
}

}  // namespace dateline
