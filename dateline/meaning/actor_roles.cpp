#include <algorithm>
#include <array>

#include "dateline/base/csv.h"
#include "dateline/meaning/mentions.h"

// Who a noun phrase denotes: the party that it names, or what nationality, role and story make of
// it.

namespace dateline {
namespace {

using enum Deprel;

/// The part of an id that names the country.
std::string root_of(const ActorId& id) { return id.str().substr(0, id.str().find('.')); }

bool is_in(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

/// "the local branch of X" is X.
bool is_part(std::string_view word) {
  return is_in(word, {"branch", "wing", "affiliate", "offshoot", "arm", "part"});
}

/// What stands behind a name and a hyphen: "Turkish-backed" is not Turkey, "IS-linked" is of IS.
enum class Tie { kNone, kApart, kOf };

Tie tie_behind(const Syntax& syntax, TokenIndex end) {
  if (end + 1 >= syntax.size()) return Tie::kNone;
  const std::string_view hyphen = syntax.form(end);
  if (hyphen != "-" && hyphen != "‑" && hyphen != "–") return Tie::kNone;
  if (is_in(syntax.lower(end + 1),
            {"linked", "affiliated", "aligned", "dominated", "run", "led", "born"}))
    return Tie::kOf;
  return Tie::kApart;
}

}  // namespace

/// Mentions among the words before the noun, in the order of the text; "Turkish" of
/// "Turkish-backed" is backing, not the one who acts, and "anti-Isis" is who is not meant.
std::vector<const ActorMention*> Actors::modifying(TokenIndex noun) const {
  std::vector<const ActorMention*> out;
  for (TokenIndex c : syntax_->children(noun)) {
    if (!syntax_->is(c, {kAmod, kCompound, kNmodPoss, kFlat, kNmodDesc, kDet})) continue;
    // "rebel civil and military officials": parsers hang the first word on the second.
    std::vector<TokenIndex> before;
    if (syntax_->is(c, {kAmod}))
      if (const TokenIndex d = syntax_->child(c, {kCompound}); d != kNoToken && d < c)
        before.push_back(d);
    for (TokenIndex i = c; i != kNoToken; i = syntax_->child(i, {kConj})) before.push_back(i);
    for (TokenIndex i : before) {
      const ActorMention* m = mention_at(i);
      if (!m && i > 1 && syntax_->form(i - 1) == "-") m = mention_at(i - 2);  // "IS-linked"
      if (!m || (m->range.end > noun && m->range.begin <= noun)) continue;
      if (tie_behind(*syntax_, m->range.end) == Tie::kApart) continue;
      // "a military offensive" says how, not who.
      if (m->is_common && m->range.size() == 1 && syntax_->upos(i) == Upos::kAdj &&
          knowledge_->in_class(syntax_->lemma(i), "military"))
        continue;
      // "civilian officials" are so by what they do, not by whose they are.
      if (m->is_common && m->id.str() == "civilians" && syntax_->is(i, {kAmod}) &&
          knowledge_->in_class(syntax_->lemma(noun), "official"))
        continue;
      const TokenIndex begin = m->range.begin;
      const bool hyphen = begin > 1 && syntax_->form(begin - 1) == "-";
      const std::string& word = hyphen ? syntax_->lower(begin - 2) : syntax_->lower(begin);
      if (word.starts_with("anti") && (hyphen || word.starts_with("anti-"))) continue;
      // "pro-Assad militiamen" are his; "pro-Russian fighters" of another country are not Russia.
      const bool pro = word == "pro" || word.starts_with("pro-");
      if (pro && !m->is_common &&
          root_of(m->id) != root_of(government_of(*knowledge_, story(syntax_->sentence_of(noun)),
                                                  syntax_->document().published.day)))
        continue;
      if (std::ranges::find(out, m) == out.end()) out.push_back(m);
    }
  }
  return out;
}

std::vector<ActorReading> Actors::modifiers(TokenIndex noun) const {
  std::vector<ActorReading> out;
  // "its allies", "the rebels' enemies", "our brothers" are others than who is named before.
  if (knowledge_->in_class(syntax_->lemma(noun), "bound") ||
      knowledge_->in_class(syntax_->lemma(noun), "kin"))
    return out;
  const auto named = modifying(noun);
  for (TokenIndex c : syntax_->children(noun)) {
    if (!syntax_->is(c, {kAmod, kCompound, kNmodPoss, kFlat, kNmodDesc, kDet})) continue;
    for (TokenIndex i = c; i != kNoToken; i = syntax_->child(i, {kConj})) {
      const ActorMention* m = mention_at(i);
      if (m) {
        if (std::ranges::find(named, m) != named.end()) out.push_back(reading(*m, m->range));
      } else if (syntax_->is(i, {kNmodPoss, kCompound})) {
        for (auto& r : at(i)) out.push_back(std::move(r));
      }
    }
  }
  // "an extremist-led attack": below the participle.
  if (out.empty())
    for (const ActorMention* m : named) out.push_back(reading(*m, m->range));
  return out;
}

const ActorRole* Actors::role_at(TokenIndex head) const {
  std::optional<const ActorRole*>& known = noun_facts_[head].role;
  if (!known) known = find_role(head);
  return *known;
}

const ActorRole* Actors::find_role(TokenIndex head) const {
  const auto& index = knowledge_->actor_tables.role_words;
  const auto same = [&](TokenIndex i, const std::string& word) {
    return syntax_->lemma(i) == word || syntax_->lower(i) == word ||
           singular_word(syntax_->lower(i)) == word;
  };
  const auto find = [&](TokenIndex last) -> const RoleWords* {
    for (const std::string& key : {syntax_->lemma(last), singular_word(syntax_->lower(last))}) {
      const auto it = index.find(key);
      if (it == index.end()) continue;
      for (const RoleWords& words : it->second) {
        // Hyphens are tokens of their own in some texts: "anti-junta fighters".
        std::size_t k = words.words.size() - 1;
        TokenIndex i = last;
        bool fits = true;
        while (k > 0 && fits) {
          if (i == 0)
            fits = false;
          else if (syntax_->form(--i) == "-")
            continue;
          else if (auto parts = split_list(syntax_->lower(i), '-'); parts.size() > 1)
            for (; fits && !parts.empty(); parts.pop_back())
              fits = k > 0 && parts.back() == words.words[--k];
          else
            fits = same(i, words.words[--k]);
        }
        if (fits && syntax_->sentence_of(i) == syntax_->sentence_of(last)) return &words;
      }
    }
    return nullptr;
  };
  const RoleWords* found = find(head);
  if (!found) return nullptr;
  const ActorRole* role = &knowledge_->actor_tables.roles[found->role];
  if (!role->of_people) return role;
  // "rebel commanders", "army spokesman": people of whom the words before them name.
  TokenIndex before = head;
  for (std::size_t steps = found->words.size(); steps > 0 && before > 0; --steps) --before;
  for (int steps = 0; steps < 2 && before > 0; ++steps, --before) {
    if (!syntax_->is_nominal(before) && syntax_->upos(before) != Upos::kAdj) break;
    if (const RoleWords* inner = find(before); inner && syntax_->dominated(before, head))
      if (const ActorRole* other = &knowledge_->actor_tables.roles[inner->role]; !other->of_people)
        return other;
  }
  return role;
}

bool Actors::is_actor_noun(TokenIndex head) const {
  if (syntax_->upos(head) == Upos::kPropn) return true;
  static const std::vector<std::string> classes = {
      "force", "official", "person",           "anonymous",    "agency",
      "media", "strike",   "military_speaker", "party_speaker"};
  std::optional<bool>& known = noun_facts_[head].is_actor;
  if (!known)
    known = std::ranges::any_of(classes, [&](const std::string& one) {
      return knowledge_->in_class(syntax_->lemma(head), one);
    });
  return *known;
}

/// The party of a nation's people with this role: "Chadian troops", "Iraqi Shia militias".
ActorId Actors::composed(const ActorMention& nation, TokenIndex head,
                         const ActorMention* own) const {
  if (nation.country.empty()) return nation.id;
  const Day day = syntax_->document().published.day;
  // "Yemeni rebels", "Syrian soldiers": the list says who they are in their own country.
  if (own && !own->id.empty() && own->id.str() != "civilians") {
    const std::string& story_here = story(syntax_->sentence_of(head));
    if (root_of(own->id) == root_of(nation.id) || story_here == nation.country) return own->id;
  }
  const ActorRole* role = role_at(head);
  return role ? party_of_role(*knowledge_, nation.country, *role, day) : nation.id;
}

/// "Kurdish", "Tigrayan" before a noun of people who act, where the story is set.
const PeopleName* Actors::people_at(TokenIndex head) const {
  const auto& peoples = knowledge_->actor_tables.peoples;
  const std::string& here = story(syntax_->sentence_of(head));
  const Day day = syntax_->document().published.day;
  for (TokenIndex c : syntax_->children(head)) {
    if (!syntax_->is(c, {kAmod, kCompound, kNmodPoss, kNmodDesc}) || mention_at(c)) continue;
    const auto it = peoples.find(name_word(syntax_->form(c)));
    if (it == peoples.end() || !syntax_->is_capitalised(c)) continue;
    for (const PeopleName& one : it->second)
      if ((one.country.empty() || one.country == here) && is_between(day, one.since, one.until))
        return &one;
  }
  return nullptr;
}

/// Whose they are by what stands behind the noun: "fighters of X", "a soldier from X", "forces
/// loyal to X", "an alliance led by X", "extremists fighting for X".
std::vector<ActorReading> Actors::belonging(TokenIndex head) const {
  const std::string& lemma = syntax_->lemma(head);
  const ActorMention* own = mention_at(head);
  const bool people = knowledge_->in_class(lemma, "force") ||
                      knowledge_->in_class(lemma, "person") || (own && own->is_common);
  const bool bound =
      people || knowledge_->in_class(lemma, "official") || role_at(head) || is_part(lemma);
  const auto whole = [&](std::vector<ActorReading> found) {
    for (auto& one : found)
      one = {one.id, syntax_->text(phrase(head)), syntax_->span(phrase(head))};
    return found;
  };
  const auto parties = [&](TokenIndex i, bool with_countries) -> std::vector<ActorReading> {
    const ActorMention* m = mention_at(i);
    if (m && m->is_country) {
      if (!with_countries) return {};
      return {{composed(*m, head, nullptr), "", {}}};
    }
    auto found = with_conjuncts(i);
    // "fighters from the local branch of X".
    if (found.empty() && is_part(syntax_->lemma(i))) found = belonging(i);
    if (!found.empty() && found.front().id.str() == "civilians") return {};
    return found;
  };
  const auto named_at = [&](TokenIndex i) -> std::vector<ActorReading> {
    if (i < syntax_->size() && syntax_->upos(i) == Upos::kDet) ++i;
    const ActorMention* m = i < syntax_->size() ? mention_at(i) : nullptr;
    if (!m) return {};
    return {{m->is_country ? composed(*m, head, nullptr) : m->id, "", {}}};
  };
  // By the words right behind the noun: parsers hang what follows "loyal to" on the verb.
  if (bound && head + 3 < syntax_->size() &&
      is_in(syntax_->lower(head + 1), {"loyal", "allied", "linked", "affiliated", "belonging"}) &&
      is_in(syntax_->lower(head + 2), {"to", "with"})) {
    if (auto found = named_at(head + 3); !found.empty()) return whole(std::move(found));
  }
  // "forces fighting for X", "fighting on behalf of X": the same.
  if (people && head + 4 < syntax_->size() && syntax_->lower(head + 1) == "fighting") {
    TokenIndex at = syntax_->lower(head + 2) == "for" ? head + 3 : kNoToken;
    if (syntax_->lower(head + 3) == "behalf" && syntax_->lower(head + 4) == "of") at = head + 5;
    if (auto found = named_at(at); !found.empty()) return whole(std::move(found));
  }
  for (TokenIndex c : syntax_->children(head)) {
    if (syntax_->is(c, {kAppos})) {
      if (auto found = with_conjuncts(c); !found.empty() && found.front().id.str() != "civilians")
        return whole(std::move(found));
    } else if (bound && syntax_->is(c, {kNmod}) && c > head) {
      if (syntax_->has_child_lemma(c, "of") || (people && syntax_->has_child_lemma(c, "from")))
        if (auto found = parties(c, true); !found.empty()) return whole(std::move(found));
    } else if (people && syntax_->is(c, {kAmod, kAcl, kAclRelcl}) && c > head) {
      const std::string& tie = syntax_->lemma(c);
      for (TokenIndex to : syntax_->children(c)) {
        if (!syntax_->is(to, {kObl, kNmod, kOblAgent})) continue;
        const bool fits =
            (is_in(tie, {"loyal", "belong", "affiliate", "link", "tie", "allied", "ally"}) &&
             (syntax_->has_child_lemma(to, "to") || syntax_->has_child_lemma(to, "with"))) ||
            (is_in(tie, {"fight", "serve", "work", "act"}) &&
             syntax_->has_child_lemma(to, "for")) ||
            (is_in(tie, {"lead", "command", "run"}) && syntax_->has_child_lemma(to, "by"));
        if (fits)
          if (auto found = parties(to, true); !found.empty()) return whole(std::move(found));
      }
      // "groups that include X and Y".
      if (const TokenIndex member = syntax_->child(c, {kObj});
          member != kNoToken && is_in(tie, {"include", "comprise", "unite"}))
        if (auto found = parties(member, false); !found.empty()) return found;
    }
  }
  return {};
}

/// "the general staff" after "the Russian general staff": whose it was when its name of several
/// words was last told with a nation; empty where it was not.
ActorId Actors::office_told(TokenIndex head, const ActorRole& role) const {
  constexpr TokenIndex kReach = 1500;
  if (head == 0 || !syntax_->has_child_lemma(head, "the")) return {};
  const TokenIndex before = head - 1;
  if (!syntax_->is(before, {kCompound, kAmod}) || syntax_->head(before) != head ||
      mention_at(before))
    return {};
  for (TokenIndex i = before; i > 1 && i + kReach > head; --i) {
    if (syntax_->lemma(i) != syntax_->lemma(head) ||
        syntax_->lower(i - 1) != syntax_->lower(before) || role_at(i) != &role)
      continue;
    for (const ActorMention* m : modifying(i))
      if (m->is_demonym || m->is_country) return composed(*m, i, nullptr);
  }
  return {};
}

/// A role without a nationality: "government forces" are the story's, where it is set in a country
/// at war; "the rebels" its opposition.
std::optional<ActorReading> Actors::of_role(TokenIndex head, const ActorMention* own) const {
  const ActorRole* role = role_at(head);
  if (own || !role || !role->alone || syntax_->upos(head) == Upos::kPropn) return {};
  if (knowledge_->in_class(syntax_->lemma(head), "single") &&
      syntax_->feats(head).number == Feats::Number::kPlur)
    return {};
  const std::string& here = story(syntax_->sentence_of(head));
  const Day day = syntax_->document().published.day;
  const TokenRange range = phrase(head);
  if (const ActorId told = office_told(head, *role); !told.empty())
    return ActorReading{told, syntax_->text(range), syntax_->span(range)};
  if (here.empty() || !knowledge_->actor_tables.war(here, day)) return {};
  return ActorReading{party_of_role(*knowledge_, here, *role, day), syntax_->text(range),
                      syntax_->span(range)};
}

/// A name of its own; with what is coordinated before it: "Russian and Syrian forces".
std::vector<ActorReading> Actors::named(const ActorMention& own, TokenIndex head) const {
  std::vector<ActorReading> out;
  const TokenRange range = phrase(head);
  TokenIndex at = own.range.begin;
  while (at > 1) {
    const std::string& tie = syntax_->lower(at - 1);
    const ActorMention* other = mention_at(at - 2);
    if ((tie != "and" && tie != ",") || !other || !(other->is_demonym || other->is_country) ||
        other->country.empty() || own.is_person ||
        syntax_->sentence_of(at - 2) != syntax_->sentence_of(head))
      break;
    // A country by name is a member of a list, not half of a phrase.
    if (!other->is_demonym || (out.empty() && tie == ",")) break;
    const ActorId id = composed(*other, head, nullptr);
    out.insert(out.begin(), {id, syntax_->text(range), syntax_->span(range)});
    at = other->range.begin;
  }
  out.push_back(reading(own, range));
  return out;
}

/// Who a common noun denotes: by its modifiers, what stands behind it, its own listed meaning, or
/// its role in the story.
std::vector<ActorReading> Actors::common(const ActorMention* own, TokenIndex head) const {
  const TokenRange range = phrase(head);
  const auto as_phrase = [&](const ActorId& id) {
    return ActorReading{id, syntax_->text(range), syntax_->span(range)};
  };
  // "the party, a group that fought the state": the apposition is the party.
  if (syntax_->is(head, {kAppos}) && syntax_->head(head) < head) {
    const ActorMention* other = mention_at(syntax_->head(head));
    if (other && other->head == syntax_->head(head) && !other->is_common && !other->is_country &&
        !other->is_demonym && !other->is_person)
      return {as_phrase(other->id)};
  }
  const bool generic = own && own->is_common;
  std::vector<ActorReading> parties, nations;
  const bool civil = generic && (own->id.str() == "civilians" || own->id.str() == "protesters" ||
                                 own->id.str() == "journalists" || own->id.str() == "medics" ||
                                 own->id.str() == "refugees");
  if (civil) return {as_phrase(own->id)};
  if (knowledge_->in_class(syntax_->lemma(head), "bound")) return belonging(head);  // "its allies"
  for (const ActorMention* m : modifying(head)) {
    if (own == m) continue;
    if (m->is_demonym || m->is_country)
      nations.push_back(as_phrase(composed(*m, head, generic ? own : nullptr)));
    else
      parties.push_back(as_phrase(m->id));
  }
  if (const PeopleName* people = people_at(head)) parties.push_back(as_phrase(people->party));
  if (!parties.empty()) return parties;
  // "government forces" as one role, before "government" is asked whose it is.
  if (nations.empty() && syntax_->child(head, {kNmodPoss}) == kNoToken)
    if (auto role = of_role(head, own)) return {*role};
  // "Isis's fighters", "its fighters", and names of names: by their own heads.
  if (nations.empty()) {
    for (auto& one : modifiers(head)) {
      if (one.id.str() == "civilians") continue;
      one.text = syntax_->text(range), one.span = syntax_->span(range);
      nations.push_back(std::move(one));
    }
  }
  // "a British member of the group": whose member says more than whence.
  auto behind = belonging(head);
  // "a coalition of groups" is none that is known as the coalition.
  if (own && behind.empty() && syntax_->has_child_lemma(head, "a") && own->range.size() == 1 &&
      std::ranges::any_of(syntax_->children(head), [&](TokenIndex c) {
        return syntax_->is(c, {kNmod}) && syntax_->has_child_lemma(c, "of");
      }))
    return nations;
  const auto is_state = [&](const ActorReading& one) {
    const Party* party = knowledge_->parties.find(one.id);
    return party && party->kind == "state";
  };
  if (!nations.empty() && (behind.empty() || is_state(behind.front()))) return nations;
  if (!behind.empty()) return behind;
  if (own) return named(*own, head);
  if (auto role = of_role(head, own)) return {*role};
  return {};
}

/// The readings that the phrase's own words give.
std::vector<ActorReading> Actors::direct(TokenIndex head) const {
  const ActorMention* own = mention_at(head);
  if (own && own->head != head) own = nullptr;
  if (own && own->is_demonym) {
    if (!syntax_->is_nominal(head)) return {};
    ActorReading people = reading(*own, phrase(head));
    if (syntax_->feats(head).number == Feats::Number::kPlur) people.id = ActorId("civilians");
    return {people};
  }
  if (own && !own->is_common) return named(*own, head);
  // "the state" is the story's own, "Western states" are others.
  if (own && knowledge_->in_class(syntax_->lemma(head), "single") &&
      syntax_->feats(head).number == Feats::Number::kPlur)
    own = nullptr;
  const bool place_noun = knowledge_->in_class(syntax_->lemma(head), "place") ||
                          knowledge_->in_class(syntax_->lemma(head), "road");
  if (!own && !is_actor_noun(head) && !place_noun && !role_at(head) &&
      !knowledge_->in_class(syntax_->lemma(head), "bound"))
    return {};
  return common(own, head);
}

}  // namespace dateline
