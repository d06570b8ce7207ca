#include <algorithm>
#include <array>
#include <functional>
#include <string>

#include "dateline/meaning/event_finder.h"

namespace dateline {
namespace {

using enum Deprel;

/// What an atom of a `need` is asked of.
struct Asked {
  const Slots& slots;
  const Draft& draft;
  const Arguments& args;

  const Reading& reading() const { return slots.reading(); }
  const Syntax& syntax() const { return slots.reading().syntax; }
  const Event& event() const { return draft.event; }
  TokenIndex trigger() const { return draft.event.trigger; }
  /// The word that governs the trigger, or kNoToken.
  TokenIndex above() const { return syntax().head(trigger()); }

  bool is_lemma(TokenIndex i, std::initializer_list<std::string_view> words) const {
    return std::ranges::find(words, syntax().lemma(i)) != words.end();
  }
  bool in_class(TokenIndex i, const char* word_class) const {
    return reading().knowledge.in_class(syntax().lemma(i), word_class);
  }
  bool any_oblique(const std::function<bool(const Arguments::Oblique&)>& holds) const {
    return std::ranges::any_of(args.obliques, holds);
  }
};

bool has_place_noun(const Asked& a) {
  return std::ranges::any_of(a.event().heads, [&](TokenIndex head) {
    return head != a.args.subject && a.slots.is_place_noun(head);
  });
}

bool has_place_on(const Asked& a) {
  return a.any_oblique([&](const auto& o) {
    return o.preposition == "on" && !a.reading().places.under(o.head).empty();
  });
}

bool calls_for(const Asked& a) {
  return a.any_oblique(
      [](const auto& o) { return o.preposition == "for" || o.preposition == "on"; });
}

bool is_military(const Asked& a) {
  return std::ranges::any_of(a.syntax().children(a.trigger()),
                             [&](TokenIndex c) { return a.in_class(c, "military"); });
}

bool is_subject(const Asked& a) {
  const TokenIndex up = a.above();
  return up != kNoToken && a.syntax().is(a.trigger(), {kNsubj, kNsubjPass}) &&
         a.syntax().lemma(up) != "kill" && a.syntax().upos(up) == Upos::kVerb;
}

bool is_under_light_verb(const Asked& a) {
  return a.above() != kNoToken && a.syntax().is(a.trigger(), {kObj, kNsubj, kNsubjPass, kObl}) &&
         a.in_class(a.above(), "light");
}

bool is_under_strike_verb(const Asked& a) {
  return a.above() != kNoToken && a.syntax().is(a.trigger(), {kNsubj, kObj, kNsubjPass}) &&
         a.is_lemma(a.above(), {"fire", "hit", "strike", "land", "fall", "launch"});
}

bool is_used(const Asked& a) {
  return a.above() != kNoToken &&
         (a.is_lemma(a.above(), {"use", "possess"}) || a.syntax().is(a.trigger(), {kNmod}));
}

bool is_held(const Asked& a) {
  return (!a.event().who.empty() || a.draft.has_where()) && a.above() != kNoToken &&
         !a.syntax().is(a.trigger(), {kObj});
}

/// "fighting for control of": what the struggle is for.
bool is_fought_for(const Asked& a) {
  return a.above() != kNoToken && a.syntax().is(a.trigger(), {kObl, kNmod}) &&
         a.syntax().has_child_lemma(a.trigger(), "for") && a.in_class(a.above(), "struggle");
}

bool has_person_of(const Asked& a) {
  return a.any_oblique(
      [&](const auto& o) { return o.preposition == "of" && a.in_class(o.head, "person"); });
}

struct Need {
  std::string_view name;
  bool (*holds)(const Asked&);
};

/// The atoms by name; docs/formats.md says what each asks.
constexpr std::array kNeeds = {
    Need{"who", [](const Asked& a) { return !a.event().who.empty(); }},
    Need{"whom", [](const Asked& a) { return !a.event().whom.empty(); }},
    Need{"where", [](const Asked& a) { return a.draft.has_where(); }},
    Need{"mapped", [](const Asked& a) { return a.draft.mapped_place; }},
    Need{"number", [](const Asked& a) { return !a.event().quantities.empty(); }},
    Need{"passive", [](const Asked& a) { return a.args.passive; }},
    Need{"agent", [](const Asked& a) { return a.args.passive && a.args.subject != kNoToken; }},
    Need{"place_noun", has_place_noun},
    Need{"where_on", has_place_on},
    Need{"call_for", calls_for},
    Need{"military", is_military},
    Need{"poss",
         [](const Asked& a) { return a.syntax().child(a.trigger(), {kNmodPoss}) != kNoToken; }},
    Need{"negated",
         [](const Asked& a) {
           return std::ranges::any_of(a.syntax().children(a.trigger()), [&](TokenIndex c) {
             return a.is_lemma(c, {"no", "not", "n't"});
           });
         }},
    Need{"not_of",
         [](const Asked& a) {
           return !a.any_oblique([](const auto& o) { return o.preposition == "of"; });
         }},
    Need{"between",
         [](const Asked& a) {
           return a.any_oblique([](const auto& o) { return o.preposition == "between"; });
         }},
    Need{"subject", is_subject},
    Need{"light", is_under_light_verb},
    Need{"strike_verb", is_under_strike_verb},
    Need{"use_context", is_used},
    Need{"hold_context", is_held},
    Need{"fought_for", is_fought_for},
    Need{"deal_of",
         [](const Asked& a) {
           return a.any_oblique([&](const auto& o) { return a.in_class(o.head, "deal"); });
         }},
    Need{"person_of", has_person_of},
};

/// "where_subj": a place by name, or an "it" that can only be one.
bool names_place(const Asked& a, TokenIndex head) {
  const Reading& r = a.reading();
  if (!r.places.under(a.slots.resolved(head)).empty()) return true;
  return r.syntax.lower(a.slots.counted(head)) == "it" && r.actors.at(head).empty() &&
         r.places.last_before(head) != nullptr;
}

bool is_reflexive(const std::string& word) {
  return word == "himself" || word == "herself" || word == "itself" || word == "themselves";
}

/// True where the subject is known as a force by who it is, whatever its noun.
bool is_acting_force(const Event& event) {
  if (event.who.empty()) return false;
  const std::string_view id = event.who.front().id.str();
  return id != "civilians" && id != "protesters";
}

/// "CLASS_subj", "CLASS_obj": what the subject or object is.
bool slot_is(const Asked& a, const std::string& need) {
  const auto bar = need.rfind('_');
  if (bar == std::string::npos) return false;
  const std::string word_class = need.substr(0, bar);
  const bool subject = need.substr(bar + 1) == "subj";
  const TokenIndex head = subject ? a.args.subject : a.args.object;
  if (head == kNoToken) return false;
  const Syntax& s = a.syntax();
  const Knowledge& k = a.reading().knowledge;
  if (word_class == "place" && !subject) return a.slots.is_place_noun(a.slots.resolved(head));
  if (word_class == "where") return names_place(a, head);
  if (word_class == "self") return is_reflexive(s.lower(head));
  const TokenIndex target = a.slots.counted(a.slots.resolved(head));
  const auto readings = a.reading().actors.at(target);
  if (word_class == "party") return !readings.empty();
  const bool listed = !readings.empty() && readings.front().id.str() != "civilians";
  if (word_class == "force" && !subject && listed)
    return !a.reading().places.mention_at(target) || k.in_class(s.lemma(target), "force");
  if (word_class == "force" && subject && is_acting_force(a.event())) return true;
  if (k.in_class(s.lemma(target), word_class)) return true;
  const bool of_people = word_class == "person" || word_class == "civilian" ||
                         word_class == "people" || word_class == "refugee";
  if (of_people && !readings.empty()) return !listed;
  // "a main supply route": the class may stand in a modifier.
  return std::ranges::any_of(s.children(target), [&](TokenIndex c) {
    return s.is(c, {kCompound, kAmod}) && k.in_class(s.lemma(c), word_class);
  });
}

bool holds(const Asked& asked, const std::string& need) {
  const auto it = std::ranges::find(kNeeds, need, &Need::name);
  return it != kNeeds.end() ? it->holds(asked) : slot_is(asked, need);
}

}  // namespace

bool needs_met(const Slots& slots, const Draft& draft, const Arguments& arguments) {
  const Asked asked{slots, draft, arguments};
  const auto& needs = draft.event.frame->need;
  return needs.empty() || std::ranges::any_of(needs, [&](const auto& all) {
           return std::ranges::all_of(all, [&](const auto& one) { return holds(asked, one); });
         });
}

std::vector<std::string_view> told_classes() { return {"place", "where", "self", "party"}; }

std::vector<std::string_view> need_names() {
  std::vector<std::string_view> out;
  for (const Need& need : kNeeds) out.push_back(need.name);
  return out;
}

}  // namespace dateline
