#include <algorithm>

#include "dateline/meaning/mentions.h"

namespace dateline {
namespace {

constexpr int kMostSteps = 6;     ///< from pronoun to pronoun
constexpr int kPronounReach = 3;  ///< sentences that a pronoun looks back

}  // namespace

Actors::Actors(const Syntax& syntax, const Knowledge& knowledge, const Toponyms* toponyms)
    : syntax_(&syntax), knowledge_(&knowledge) {
  if (const Outlet* outlet = knowledge.parties.find_outlet(syntax.document().outlet))
    outlet_party_ = outlet->party;
  antecedent_.assign(syntax.size(), kNoToken);
  alone_.assign(syntax.size(), false);
  noun_facts_.resize(syntax.size());
  if (toponyms) {
    names_.resize(syntax.size());
    for (const Name& name : toponyms->names)
      for (TokenIndex i = name.range.begin; i < name.range.end; ++i) names_[i] = name.type;
  }
  fold_words();
  find_outlet_names();
  // Where the story is set and who speaks is read off the names that mean one party anywhere; the
  // others are read again with both.
  find_names();
  find_stories(toponyms);
  find_outlets();
  find_voices();
  find_names();
  find_outlets();
  find_persons(toponyms);
  resolve_pronouns();
}

const ActorMention* Actors::mention_at(TokenIndex i) const {
  return mention_at_[i] < 0 ? nullptr : &mentions_[static_cast<std::size_t>(mention_at_[i])];
}

TokenRange Actors::phrase(TokenIndex head) const {
  TokenRange range{head, head + 1};
  for (TokenIndex c : syntax_->children(head)) {
    using enum Deprel;
    if (!syntax_->is(c, {kDet, kAmod, kCompound, kNummod, kNmodPoss, kFlat, kAppos, kNmod, kFixed,
                         kDetPredet, kNmodDesc}))
      continue;
    const TokenRange inner = syntax_->subtree(c);
    // What follows the noun belongs to the phrase only while nothing else stands between.
    range.begin = std::min(range.begin, inner.begin);
    range.end = std::max(range.end, inner.end);
  }
  if (const ActorMention* m = mention_at(head)) {
    range.begin = std::min(range.begin, m->range.begin);
    range.end = std::max(range.end, m->range.end);
  }
  for (TokenIndex c : syntax_->children(head))
    if (syntax_->is(c, {Deprel::kCase}) && c == range.begin && c < head) ++range.begin;
  return range;
}

ActorReading Actors::reading(const ActorMention& mention, TokenRange range) const {
  return {mention.id, syntax_->text(range), syntax_->span(range)};
}

std::vector<ActorReading> Actors::at(TokenIndex head) const {
  if (const Speaker* speaker = voice_.empty() ? nullptr : voice_[head]) {
    if (speaker->id.empty()) return {};
    return {{speaker->id, speaker->text, speaker->span, speaker->probability}};
  }
  if (antecedent_[head] != kNoToken) {
    // Of strange trees a phrase may come to stand for itself: "its" of "the group" of "its".
    if (steps_ == kMostSteps) return {};
    ++steps_;
    auto out = alone_[head] ? at(antecedent_[head]) : with_conjuncts(antecedent_[head]);
    --steps_;
    for (ActorReading& one : out) one.probability *= link_chance(head);
    return out;
  }
  return direct(head);
}

std::vector<ActorReading> Actors::with_conjuncts(TokenIndex head) const {
  std::vector<ActorReading> out = at(head);
  add_conjuncts(head, out, 0);
  return out;
}

/// True where the parser takes a member of a list for an apposition: "Russia, the US and Jordan".
bool Actors::is_listed(TokenIndex apposition) const {
  if (!syntax_->is(apposition, {Deprel::kAppos}) ||
      syntax_->child(apposition, {Deprel::kConj}) == kNoToken)
    return false;
  const ActorMention* here = mention_at(apposition);
  const ActorMention* first = mention_at(syntax_->head(apposition));
  return here && first && here->is_country && first->is_country && here->id != first->id;
}

void Actors::add_conjuncts(TokenIndex head, std::vector<ActorReading>& out, int depth) const {
  constexpr int kDeepest = 8;  // parsers hang the third of a list on the second
  if (depth == kDeepest) return;
  for (TokenIndex c : syntax_->children(head)) {
    if (!syntax_->is_nominal(c) || !(syntax_->is(c, {Deprel::kConj}) || is_listed(c))) continue;
    for (auto& r : at(c))
      if (std::none_of(out.begin(), out.end(), [&](const auto& o) { return o.id == r.id; }))
        out.push_back(std::move(r));
    add_conjuncts(c, out, depth + 1);
  }
}

TokenIndex Actors::antecedent(TokenIndex i) const {
  return antecedent_[i] == kNoToken ? i : antecedent_[i];
}

bool Actors::commands(TokenIndex pronoun) const {
  const TokenIndex up = syntax_->head(pronoun);
  return up != kNoToken && syntax_->is(pronoun, {Deprel::kNmodPoss}) &&
         knowledge_->in_class(syntax_->lemma(up), "force");
}

bool Actors::fights_for_nobody(TokenIndex head) const {
  const auto who = direct(head);
  return !who.empty() && std::ranges::all_of(who, [&](const ActorReading& one) {
    const Party* party = knowledge_->parties.find(one.id);
    return one.id.str().starts_with("monitors") ||
           (party && (party->kind == "people" || party->kind == "organisation"));
  });
}

/// True for the subject of the clause in which the phrase is an object, or stands within one:
/// "rebels attacked them", "they fight the group's men" are of others.
bool Actors::is_own_subject(TokenIndex i, TokenIndex candidate) const {
  using enum Deprel;
  if (syntax_->is(i, {kNsubj, kNsubjPass})) return false;
  if (syntax_->upos(i) == Upos::kPron && syntax_->is(i, {kNmodPoss})) return false;
  for (TokenIndex up = i; up != kNoToken; up = syntax_->head(up)) {
    if (syntax_->upos(up) == Upos::kVerb) {
      if (syntax_->child(up, {kNsubj}) == candidate) return true;
      if (!syntax_->is(up, {kConj, kXcomp})) return false;
    } else if (!syntax_->is(up, {kObj, kNmodPoss, kNmod, kCompound, kConj})) {
      return false;
    }
  }
  return false;
}

/// Pronouns take the last actor that agrees in number and kind, subjects before others: simple,
/// and right often enough for "they said", "it captured", "the group".
void Actors::resolve_pronouns() {
  struct Candidate {
    TokenIndex head;
    std::size_t sentence;
    bool plural, person, subject;
  };
  std::vector<Candidate> seen;
  const auto find = [&](std::size_t sentence, TokenIndex pronoun, auto agrees) {
    for (const bool subject : {true, false}) {
      for (auto it = seen.rbegin(); it != seen.rend(); ++it) {
        if (it->sentence + kPronounReach <= sentence) break;
        // A phrase does not stand for a pronoun inside of it: that would go round for ever.
        if (it->subject >= subject && agrees(*it) && !syntax_->dominated(pronoun, it->head) &&
            !is_own_subject(pronoun, it->head))
          return it->head;
      }
    }
    return kNoToken;
  };
  for (TokenIndex i = 0; i < syntax_->size(); ++i) {
    const std::string& word = syntax_->lower(i);
    const std::size_t s = syntax_->sentence_of(i);
    if (syntax_->upos(i) == Upos::kPron) {
      if (word == "who" || word == "which" || word == "that" || word == "whom") {
        for (TokenIndex up = syntax_->head(i); up != kNoToken; up = syntax_->head(up)) {
          if (syntax_->is(up, {Deprel::kAclRelcl})) {
            antecedent_[i] = syntax_->head(up);
            // "the road near Turkey, which backs them": a name right before it is meant.
            TokenIndex before = i - 1;
            if (before > 0 && syntax_->form(before) == ",") --before;
            const ActorMention* m = i > 0 ? mention_at(before) : nullptr;
            // "towns and a state which backs them": the verb's number says which.
            const bool apart = syntax_->feats(up).number == Feats::Number::kSing &&
                               syntax_->feats(antecedent_[i]).number == Feats::Number::kPlur;
            if (m && !m->is_common && !m->is_demonym && m->range.end == before + 1 &&
                syntax_->dominated(before, antecedent_[i]) &&
                (apart || direct(antecedent_[i]).empty()))
              antecedent_[i] = m->head;
            break;
          }
        }
      } else if (word == "they" || word == "them" || word == "their" || word == "we" ||
                 word == "us" || word == "our") {
        antecedent_[i] = find(s, i, [](const Candidate& c) { return c.plural; });
      } else if (word == "he" || word == "him" || word == "his" || word == "she" || word == "her" ||
                 word == "i") {
        const bool of_fighters = commands(i);
        antecedent_[i] = find(s, i, [&](const Candidate& c) {
          return c.person && !(of_fighters && fights_for_nobody(c.head));
        });
      } else if (word == "it" || word == "its") {
        antecedent_[i] = find(s, i, [](const Candidate& c) { return !c.plural && !c.person; });
      }
      continue;
    }
    if (!syntax_->is_nominal(i)) continue;
    const bool the = syntax_->has_child_lemma(i, "the");
    if ((syntax_->lemma(i) == "group" || syntax_->lemma(i) == "organisation" ||
         syntax_->lemma(i) == "organization") &&
        the && direct(i).empty()) {
      antecedent_[i] =
          find(s, i, [&](const Candidate& c) { return !c.person && !names_state(c.head); });
      continue;
    }
    if (direct(i).empty() && !knowledge_->in_class(syntax_->lemma(i), "resident") &&
        !knowledge_->in_class(syntax_->lemma(i), "anonymous") &&
        !knowledge_->in_class(syntax_->lemma(i), "analyst"))
      continue;
    using enum Deprel;
    const ActorMention* m = mention_at(i);
    if (m && m->is_outlet) continue;
    const bool subject = syntax_->is(i, {kNsubj, kNsubjPass, kOblAgent});
    if (syntax_->is(i, {kAmod, kCompound, kFlat, kNmodPoss}) && !(m && m->is_person)) continue;
    const bool person =
        (m && m->is_person) || (knowledge_->in_class(syntax_->lemma(i), "person") ||
                                knowledge_->in_class(syntax_->lemma(i), "official") ||
                                knowledge_->in_class(syntax_->lemma(i), "anonymous") ||
                                knowledge_->in_class(syntax_->lemma(i), "analyst"));
    const bool plural = syntax_->feats(i).number == Feats::Number::kPlur ||
                        syntax_->child(i, {kConj}) != kNoToken ||
                        knowledge_->in_class(syntax_->lemma(i), "force");
    seen.push_back(
        {i, s, plural, person && syntax_->feats(i).number != Feats::Number::kPlur, subject});
  }
}

}  // namespace dateline
