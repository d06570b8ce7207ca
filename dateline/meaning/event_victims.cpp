#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "dateline/meaning/event_finder.h"

// Whom it was done to, where the frame's own phrases do not name them but what stands below or
// beside these does.

namespace dateline {
namespace {

using enum Deprel;

bool is_against(std::string_view preposition) {
  return preposition == "on" || preposition == "against" || preposition == "at";
}

class Victims {
 public:
  explicit Victims(const Slots& slots)
      : slots_(slots), r_(slots.reading()), s_(r_.syntax), k_(r_.knowledge) {}

  void settle(Event& event) const {
    if (event.attributive || !event.whom.empty()) return;
    if (const auto one = bystander(r_, event); one && one->bears) take(event, parties(one->head));
    if (event.type == ClaimType::kKill) event.is_noun ? told_by_count(event) : fallen(event);
    if (event.type == ClaimType::kDemand) asked_to(event);
    if (is_fire(event.type) || event.type == ClaimType::kClash ||
        event.type == ClaimType::kThreaten)
      aimed_at(event);
    if (is_fire(event.type) && event.is_noun) behind_means(event);
    if (event.type == ClaimType::kCapture) taken_from(event);
    if (event.type == ClaimType::kAccuse) blamed(event);
    if (event.type == ClaimType::kSupport && event.is_noun) receiver(event);
  }

 private:
  bool take(Event& event, std::vector<ActorReading> whom) const {
    if (!event.whom.empty() || whom.empty() || !are_apart(event.who, whom)) return false;
    event.whom = std::move(whom);
    return true;
  }

  std::vector<ActorReading> parties(TokenIndex head) const {
    if (head == kNoToken) return {};
    const TokenIndex target = slots_.resolved(head);
    const ActorMention* named = r_.actors.mention_at(target);
    if (r_.places.mention_at(target) && !(named && named->is_country)) return {};
    auto out = r_.actors.with_conjuncts(slots_.counted(head));
    return out.empty() ? r_.actors.modifiers(slots_.counted(head)) : out;
  }

  /// "One civilian killed in rocket fire": headlines leave the auxiliary out.
  void fallen(Event& event) const {
    const Arguments args = arguments_of(s_, r_.actors, event.clause);
    if (args.passive || args.object != kNoToken || args.subject == kNoToken || event.who.empty() ||
        !std::ranges::all_of(event.who, [](const auto& one) { return is_people(one.id); }))
      return;
    event.whom = std::move(event.who);
    event.who.clear();
  }

  /// "The demand that Germany take them back": who is asked to.
  void asked_to(Event& event) const {
    for (TokenIndex c : s_.children(event.trigger)) {
      if (c < event.trigger || !s_.is(c, {kCcomp, kAcl, kXcomp})) continue;
      const TokenIndex subject = s_.child(c, {kNsubj, kNsubjPass});
      if (subject != kNoToken && take(event, parties(subject))) return;
    }
  }

  /// "The death toll rose to eight civilians", "civilian casualties", "executions of soldiers".
  void told_by_count(Event& event) const {
    const ByteSpan own = s_.span(s_.subtree(event.trigger));
    if (!event.who.empty() && std::ranges::all_of(event.who, [&](const auto& one) {
          return is_people(one.id) && own.contains(one.span);
        }))
      event.whom = std::exchange(event.who, {});
    for (const auto& o : slots_.nominal_obliques(event.trigger))
      if ((o.preposition == "against" || o.preposition == "among") && take(event, parties(o.head)))
        return;
    const TokenIndex up = s_.head(event.trigger);
    if (up == kNoToken || s_.upos(up) != Upos::kVerb) return;
    for (const auto& o : arguments_of(s_, r_.actors, up).obliques)
      if ((o.preposition == "to" || o.preposition == "at") && take(event, parties(o.head))) return;
  }

  /// True for a verb that is done against its object: "to drive out", "to dismantle".
  bool is_hostile(TokenIndex verb) const {
    if (k_.in_class(s_.lemma(verb), "defeat")) return true;
    const auto it = k_.verb_frames.find(s_.lemma(verb));
    if (it == k_.verb_frames.end()) return false;
    return std::ranges::any_of(it->second, [&](std::size_t f) {
      const Frame& frame = k_.frames[f];
      return frame.type == ClaimType::kCapture || frame.type == ClaimType::kKill ||
             frame.type == ClaimType::kDestroy || is_fire(frame.type);
    });
  }

  /// "an offensive to dismantle the militias", "fought to push the rebels out".
  void aimed_at(Event& event) const {
    std::vector<TokenIndex> above = {event.trigger, event.clause};
    if (event.type == ClaimType::kThreaten && !event.is_noun)
      above.push_back(s_.child(event.trigger, {kObj}));
    for (TokenIndex word : above) {
      if (word == kNoToken) continue;
      for (TokenIndex c : s_.children(word)) {
        if (c < word || !s_.is(c, {kAcl, kAdvcl, kXcomp}) || !s_.has_child_lemma(c, "to") ||
            !is_hostile(c))
          continue;
        if (take(event, parties(s_.child(c, {kObj})))) return;
      }
    }
  }

  /// "attacks with rockets on the army".
  void behind_means(Event& event) const {
    for (const auto& o : slots_.nominal_obliques(event.trigger)) {
      if (o.preposition != "with" && o.preposition != "by" && o.preposition != "of") continue;
      for (const auto& below : slots_.nominal_obliques(o.head))
        if (is_against(below.preposition) && take(event, parties(below.head))) return;
    }
  }

  /// "captured large areas of land from the group".
  void taken_from(Event& event) const {
    for (TokenIndex head : event.heads) {
      if (s_.sentence_of(head) != s_.sentence_of(event.trigger)) continue;
      for (const auto& o : slots_.nominal_obliques(head)) {
        if (o.preposition == "from" && take(event, parties(o.head))) return;
        for (const auto& below : slots_.nominal_obliques(o.head))
          if (below.preposition == "from" && take(event, parties(below.head))) return;
      }
    }
  }

  /// "condemned the crimes that the militias commit", "condemned the attack by the group".
  void blamed(Event& event) const {
    for (TokenIndex head : event.heads) {
      if (s_.sentence_of(head) != s_.sentence_of(event.trigger)) continue;
      for (const auto& o : slots_.nominal_obliques(head))
        if (o.preposition == "by" && take(event, parties(o.head))) return;
      for (TokenIndex c : s_.children(head)) {
        if (!s_.is(c, {kAclRelcl})) continue;
        const Arguments args = arguments_of(s_, r_.actors, c);
        if (args.subject != kNoToken && take(event, parties(args.subject))) return;
      }
    }
  }

  /// "the group has enjoyed its backing": who gets the support is the verb's subject.
  void receiver(Event& event) const {
    const TokenIndex up = s_.head(event.trigger);
    if (up == kNoToken || !s_.is(event.trigger, {kObj}) || !k_.in_class(s_.lemma(up), "gain"))
      return;
    const Arguments args = arguments_of(s_, r_.actors, up);
    auto subject = args.subject == kNoToken ? std::vector<ActorReading>() : parties(args.subject);
    // Nouns take the subject of such verbs for their own: the giver stands behind "from".
    if (!are_apart(event.who, subject)) {
      event.who.clear();
      for (const auto& o : args.obliques)
        if (o.preposition == "from" && event.who.empty()) event.who = parties(o.head);
    }
    take(event, std::move(subject));
  }

  const Slots& slots_;
  const Reading& r_;
  const Syntax& s_;
  const Knowledge& k_;
};

}  // namespace

bool is_fire(ClaimType type) {
  return type == ClaimType::kAttack || type == ClaimType::kAirstrike || type == ClaimType::kShell ||
         type == ClaimType::kBomb || type == ClaimType::kChemical;
}

bool is_people(const ActorId& id) {
  const std::string& name = id.str();
  return name == "civilians" || name == "protesters" || name == "journalists" ||
         name == "refugees" || name == "medics" || name.starts_with("aid_groups") ||
         name.starts_with("monitors");
}

bool are_apart(const std::vector<ActorReading>& who, const std::vector<ActorReading>& whom) {
  return !share_party(who, whom);
}

void settle_victims(const Slots& slots, std::vector<Event>& events) {
  const Victims victims(slots);
  for (Event& event : events) victims.settle(event);
}

}  // namespace dateline
