#include <algorithm>

#include "dateline/meaning/coreference.h"
#include "dateline/meaning/mentions.h"

// What coreference adds to the actors: pronouns and phrases that point back.

namespace dateline {
namespace {

/// Chances from which a link decides who is meant: of pronouns, which mean somebody in any case,
/// and of phrases, which may be new.
constexpr double kLeastPronoun = 0.4;
constexpr double kLeastPhrase = 0.5;
/// The same of pronouns whose chain names nobody that is known: else they mean the last actor that
/// agrees with them.
constexpr double kLeastNobody = 0.75;

/// True where following the phrase from within could come back to it for ever: all that is below
/// it but, where it is meant alone, what it is coordinated with.
bool is_inside(const Syntax& syntax, TokenIndex i, const Referent& referent) {
  const TokenIndex phrase = referent.head;
  if (referent.list) return syntax.dominated(i, phrase);
  for (TokenIndex up = i; up != kNoToken && up != phrase; up = syntax.head(up))
    if (syntax.head(up) == phrase && syntax.is(up, {Deprel::kConj})) return false;
  return syntax.dominated(i, phrase);
}

/// "which launched its own war", "the army began their own push": the subject of the clause.
TokenIndex owner_of(const Syntax& syntax, TokenIndex pronoun) {
  using enum Deprel;
  const TokenIndex noun = syntax.head(pronoun);
  if (noun == kNoToken || !syntax.is(pronoun, {kNmodPoss}) || !syntax.has_child_lemma(noun, "own"))
    return kNoToken;
  for (TokenIndex up = noun; up != kNoToken; up = syntax.head(up)) {
    const TokenIndex subject = syntax.child(up, {kNsubj});
    if (subject != kNoToken && subject < pronoun && !syntax.dominated(pronoun, subject))
      return subject;
  }
  return kNoToken;
}

}  // namespace

/// "the group", "the militants": no state is called so.
bool Actors::is_band(TokenIndex head) const {
  return knowledge_->in_class(syntax_->lemma(head), "band");
}

bool Actors::names_state(TokenIndex head) const {
  const auto who = direct(head);
  return !who.empty() && std::ranges::all_of(who, [&](const ActorReading& one) {
    const Party* party = knowledge_->parties.find(one.id);
    return party && (party->kind == "state" || party->kind == "army" || party->kind == "police" ||
                     party->kind == "international");
  });
}

void Actors::follow(const Coreference& coreference) {
  chain_.assign(syntax_->size(), kNoChain);
  chance_.assign(syntax_->size(), 1);
  name_.assign(syntax_->size(), kNoToken);
  // What each chain was last called that names somebody, and that is no pronoun.
  struct Called {
    const Referent* actor = nullptr;
    const Referent* noun = nullptr;
  };
  std::vector<Called> called(coreference.chain_sizes.size());
  for (std::size_t i = 0; i < coreference.referents.size(); ++i) {
    const Referent& referent = coreference.referents[i];
    const Link& link = coreference.links[i];
    Called& chain = called[link.chain];
    const TokenIndex head = referent.head;
    const bool pronoun = referent.form == ReferentForm::kPronoun;
    if (!referent.list) {
      chain_[head] = link.chain;
      if (link.antecedent != Link::kNew) chance_[head] = static_cast<float>(link.probability);
    }
    if (pronoun && chain.noun && chain.noun->form == ReferentForm::kName &&
        link.antecedent != Link::kNew)
      name_[head] = chain.noun->head;
    // "the extremists" are whoever the text has called so, before they are anybody's.
    const bool vague = chain.actor && knowledge_->in_class(syntax_->lemma(head), "vague") &&
                       referent.form == ReferentForm::kDefinite &&
                       chain.actor->form == ReferentForm::kName;
    const bool names = !pronoun && !vague && !direct(head).empty();
    const Referent* to = chain.actor ? chain.actor : chain.noun;
    const PronounSort sort = pronoun ? pronoun_sort(syntax_->lower(head)) : PronounSort::kNone;
    // "none", "some": of whom, not who.
    const bool part = sort == PronounSort::kOther && syntax_->lower(head) != "both";
    const double least = !chain.actor ? kLeastNobody : pronoun ? kLeastPronoun : kLeastPhrase;
    const bool follows = !part && link.antecedent != Link::kNew && to && !names && !referent.list &&
                         (pronoun || chain.actor) && link.probability >= least;
    if (pronoun && to && commands(head) && fights_for_nobody(to->head)) continue;
    if (follows && is_band(head) && names_state(to->head)) continue;
    if (follows && is_own_subject(head, to->head)) continue;
    if (follows && !is_inside(*syntax_, head, *to) && antecedent_[to->head] == kNoToken) {
      antecedent_[head] = to->head;
      alone_[head] = !to->list;
    }
    if (names) chain.actor = &referent;
    // A name tells more than what its bearer is called between.
    const bool worse = chain.noun && chain.noun->form == ReferentForm::kName &&
                       referent.form != ReferentForm::kName;
    if (!pronoun && !worse) chain.noun = &referent;
  }
  for (TokenIndex i = 0; i < syntax_->size(); ++i) {
    if (syntax_->upos(i) != Upos::kPron) continue;
    if (const TokenIndex owner = owner_of(*syntax_, i); owner != kNoToken) {
      antecedent_[i] = owner;
      alone_[i] = false;
    }
  }
}

}  // namespace dateline
