#include <algorithm>
#include <string>
#include <unordered_set>

#include "dateline/meaning/events.h"

namespace dateline {
namespace {

using enum Deprel;

std::string preposition_of(const Syntax& syntax, TokenIndex head) {
  for (TokenIndex c : syntax.children(head))
    if (syntax.is(c, {kCase}) || (syntax.is(c, {kMark}) && syntax.upos(c) == Upos::kAdp))
      return syntax.lower(c);
  return {};
}

bool is_relative(const Syntax& syntax, TokenIndex i) {
  const std::string& word = syntax.lower(i);
  return syntax.upos(i) == Upos::kPron && (word == "which" || word == "who" || word == "that");
}

bool is_participle(const Syntax& syntax, TokenIndex v) {
  return syntax.feats(v).verb_form == Feats::VerbForm::kPart &&
         syntax.feats(v).tense == Feats::Tense::kPast;
}

/// "Forces and militias across the border seized the town": where the parser takes the only verb of
/// a sentence for a participle of its last noun, the noun at the root is the subject.
TokenIndex misled_subject(const Syntax& syntax, TokenIndex v) {
  if (!syntax.is(v, {kAmod, kAcl}) || !is_participle(syntax, v)) return kNoToken;
  TokenIndex noun = syntax.head(v);
  if (noun == kNoToken || noun > v) return kNoToken;
  bool governs = false;
  for (TokenIndex c : syntax.children(v)) governs |= c > v && syntax.is(c, {kObj, kObl, kIobj});
  if (!governs || (!syntax.is(v, {kAmod}) && syntax.child(v, {kObj}) == kNoToken)) return kNoToken;
  while (syntax.head(noun) != kNoToken) {
    if (!syntax.is(noun, {kConj, kNmod, kAppos})) return kNoToken;
    noun = syntax.head(noun);
  }
  if (!syntax.is_nominal(noun) || syntax.child(noun, {kCop, kNsubj}) != kNoToken) return kNoToken;
  return noun;
}

/// "Rebels led by clans began an offensive": where the parser takes the noun for the subject of its
/// own participle.
TokenIndex participle_subject(const Syntax& syntax, TokenIndex v) {
  for (TokenIndex c : syntax.children(v)) {
    if (c > v || !syntax.is(c, {kAdvcl, kAcl}) || !is_participle(syntax, c) ||
        syntax.child(c, {kAux, kAuxPass, kMark}) != kNoToken)
      continue;
    const TokenIndex subject = syntax.child(c, {kNsubj, kNsubjPass});
    const TokenIndex agent = syntax.child(c, {kOblAgent});
    if (subject != kNoToken && subject < c && agent != kNoToken) return subject;
  }
  return kNoToken;
}

bool is_finite(const Syntax& syntax, TokenIndex v) {
  const Feats& feats = syntax.feats(v);
  if (feats.verb_form == Feats::VerbForm::kFin) return true;
  if (feats.verb_form == Feats::VerbForm::kInf || feats.verb_form == Feats::VerbForm::kGer)
    return false;
  for (TokenIndex c : syntax.children(v))
    if (c < v && syntax.is(c, {kAux, kAuxPass}) &&
        syntax.feats(c).verb_form == Feats::VerbForm::kFin)
      return true;
  return false;
}

/// The subject of a finite verb for which the parser found none, by where subjects stand: behind
/// the verb that brings what is said ("a monitor said troops near X had taken it"), or right before
/// the auxiliaries.
TokenIndex standing_subject(const Syntax& syntax, const Actors& actors, TokenIndex v) {
  TokenIndex begin = v;
  for (TokenIndex c : syntax.children(v)) {
    if (c > v || !syntax.is(c, {kAux, kAuxPass, kCop})) continue;
    // "IS has attacked": a name that the tagger takes for an auxiliary.
    const ActorMention* named = actors.mention_at(c);
    if (named && !named->is_common && syntax.is_capitalised(c)) return c;
    begin = std::min(begin, c);
  }
  const TokenIndex up = syntax.head(v);
  if (up == kNoToken || !syntax.is(v, {kCcomp, kAdvcl})) return kNoToken;
  const auto form = syntax.feats(v).verb_form;
  if (syntax.is(v, {kCcomp}) && up < v && form != Feats::VerbForm::kInf)
    for (TokenIndex c : syntax.children(up))
      if (syntax.is(c, {kNsubj}) && c > up && c < v) return c;
  if (!is_finite(syntax, v)) return kNoToken;
  if (begin == v || begin == 0 || syntax.child(v, {kMark, kAdvmod}) == begin - 1) return kNoToken;
  const TokenIndex before = begin - 1;
  if (!syntax.is_nominal(before) || syntax.sentence_of(before) != syntax.sentence_of(v) ||
      syntax.child(before, {kCase}) != kNoToken || syntax.dominated(before, v))
    return kNoToken;
  return before;
}

/// "backed and later armed the group": the object of both stands behind the second.
TokenIndex shared_object(const Syntax& syntax, TokenIndex v) {
  constexpr TokenIndex kNear = 3;
  const TokenIndex other = syntax.child(v, {kConj});
  if (other == kNoToken || other < v || other - v > kNear || syntax.upos(other) != Upos::kVerb ||
      syntax.child(other, {kNsubj, kNsubjPass}) != kNoToken ||
      syntax.child(v, {kObl, kCcomp, kXcomp}) != kNoToken)
    return kNoToken;
  return syntax.child(other, {kObj});
}

/// The subject of a verb that has none of its own, from the verb or noun that it hangs on.
void borrow_subject(const Syntax& syntax, const Actors& actors, TokenIndex v, int depth,
                    Arguments& out);

Arguments arguments(const Syntax& syntax, const Actors& actors, TokenIndex v, int depth) {
  Arguments out;
  TokenIndex agent = kNoToken, passive_subject = kNoToken, active_subject = kNoToken;
  for (TokenIndex c : syntax.children(v)) {
    if (syntax.is(c, {kAuxPass})) out.passive = true;
    if (syntax.is(c, {kNsubjPass})) passive_subject = c, out.passive = true;
    // "X spoke, a spokesman said": parsers hang the second subject on the first verb as well.
    // "X, which backs Y, does": they may hang the subject of the outer verb on the inner one.
    if (syntax.is(c, {kNsubj, kNsubjOuter}) &&
        (active_subject == kNoToken || (c < v && !is_relative(syntax, c))))
      active_subject = c;
    if (syntax.is(c, {kObj}) && out.object == kNoToken) out.object = c;
    if (syntax.is(c, {kIobj}) && out.object == kNoToken) out.object = c;
    if (syntax.is(c, {kObl, kOblAgent, kNmod, kOblUnmarked, kAdvcl, kXcomp})) {
      if (syntax.is(c, {kAdvcl, kXcomp}) && !syntax.is_nominal(c)) continue;
      const std::string preposition = preposition_of(syntax, c);
      // Parsers hang bare objects as obliques when a word stands between.
      if (preposition.empty() && syntax.is(c, {kObl}) && c > v && out.object == kNoToken &&
          syntax.is_nominal(c))
        out.object = c;
      if (preposition == "by" || syntax.is(c, {kOblAgent})) agent = c;
      if (!preposition.empty()) out.obliques.push_back({preposition, c});
    }
  }
  // "leaving 17 soldiers dead": the noun may hang below the adjective.
  if (const TokenIndex state = syntax.child(v, {kXcomp});
      out.object == kNoToken && state != kNoToken && syntax.upos(state) == Upos::kAdj) {
    const TokenIndex noun = syntax.child(state, {kObj, kNsubj});
    if (noun != kNoToken && v < noun && noun < state) out.object = noun;
  }
  // A noun that the parser took for a clause: "stormed X gatherings killing two".
  if (const TokenIndex clause = syntax.child(v, {kCcomp});
      out.object == kNoToken && clause != kNoToken && clause > v && syntax.is_nominal(clause) &&
      syntax.child(clause, {kCop, kMark, kAux}) == kNoToken && !actors.is_speech(v))
    out.object = clause;
  // "positions north of Homs": the place hangs below the adverb.
  for (TokenIndex c : syntax.children(v)) {
    if (!syntax.is(c, {kAdvmod})) continue;
    for (TokenIndex d : syntax.children(c))
      if (syntax.is(d, {kObl, kNmod}) && !preposition_of(syntax, d).empty())
        out.obliques.push_back({preposition_of(syntax, d), d});
  }
  if (active_subject == kNoToken && !out.passive && agent == kNoToken)
    active_subject = misled_subject(syntax, v);
  if (active_subject == kNoToken && passive_subject == kNoToken)
    active_subject = participle_subject(syntax, v);
  if (active_subject == kNoToken && passive_subject == kNoToken)
    active_subject = standing_subject(syntax, actors, v);
  if (!out.passive && is_participle(syntax, v) && active_subject == kNoToken &&
      out.object == kNoToken && syntax.child(v, {kAux}) == kNoToken &&
      (syntax.is(v, {kAcl}) || agent != kNoToken ||
       (syntax.is(v, {kXcomp, kAdvcl}) && syntax.has_child_lemma(v, "as"))))
    out.passive = true;  // also "listed four towns as taken"
  if (out.passive) {
    out.subject = agent;
    out.object = passive_subject != kNoToken  ? passive_subject
                 : active_subject != kNoToken ? active_subject
                                              : out.object;
  } else {
    out.subject = active_subject;
  }
  if (!out.passive && out.object == kNoToken) out.object = shared_object(syntax, v);
  const bool lacks = out.passive ? out.object == kNoToken : out.subject == kNoToken;
  if (lacks && depth < 6) borrow_subject(syntax, actors, v, depth, out);
  // "the town that rebels seized": the noun is the object.
  if (!out.passive && out.object == kNoToken && syntax.is(v, {kAclRelcl}) &&
      out.subject != kNoToken && syntax.head(v) != kNoToken &&
      actors.antecedent(out.subject) != syntax.head(v))
    out.object = syntax.head(v);
  return out;
}

/// The subject of the verb whose object a participle of harm was hung on, or kNoToken.
TokenIndex doer_of_harm(const Syntax& syntax, const Actors& actors, TokenIndex v, int depth) {
  static const std::unordered_set<std::string> kHarm = {
      "kill", "wound", "injure", "maim", "destroy", "damage", "displace", "cause", "leave"};
  const TokenIndex noun = syntax.head(v), verb = syntax.head(noun);
  if (!kHarm.contains(syntax.lemma(v)) || !syntax.lower(v).ends_with("ing") || verb == kNoToken ||
      syntax.upos(verb) != Upos::kVerb || !syntax.is(noun, {kObj, kObl}))
    return kNoToken;
  const Arguments above = arguments(syntax, actors, verb, depth + 1);
  return above.passive ? kNoToken : above.subject;
}

void borrow_subject(const Syntax& syntax, const Actors& actors, TokenIndex v, int depth,
                    Arguments& out) {
  const TokenIndex up = syntax.head(v);
  if (up == kNoToken) return;
  TokenIndex borrowed = kNoToken;
  const bool up_verb = syntax.upos(up) == Upos::kVerb || syntax.upos(up) == Upos::kAux;
  if (syntax.is(v, {kAcl})) {
    const bool infinitive = syntax.feats(v).verb_form == Feats::VerbForm::kInf;
    borrowed = up;
    // "shelled a market on Friday killing ten": not what was hit, but who hit it.
    if (const TokenIndex doer = doer_of_harm(syntax, actors, v, depth); doer != kNoToken) {
      out.subject = doer;
      return;
    }
    // "since Friday with government forces reinforcing": the noun beside the participle acts,
    // however far up the parser hung it.
    if (!infinitive && !out.passive && v > 0 && v - 1 != up && syntax.is_nominal(v - 1) &&
        syntax.sentence_of(v - 1) == syntax.sentence_of(v))
      borrowed = v - 1;
    if (infinitive && syntax.head(up) != kNoToken && syntax.upos(syntax.head(up)) == Upos::kVerb)
      borrowed =
          arguments(syntax, actors, syntax.head(up), depth + 1).subject;  // "has a plan to attack"
  } else if (syntax.is(v, {kConj, kXcomp, kAdvcl, kCcomp, kParataxis, kDep})) {
    // A clause that is said has a subject of its own, found or not; parsers take it for the object
    // of the saying.
    const bool said = syntax.is(v, {kCcomp}) && actors.is_speech(up) &&
                      (is_finite(syntax, v) || syntax.has_child_lemma(v, "that") ||
                       !(syntax.has_child_lemma(v, "to") || syntax.lower(v).ends_with("ing")));
    if (said) {
      const TokenIndex object = syntax.child(up, {kObj});
      if (!out.passive && object != kNoToken && up < object && object < v) out.subject = object;
      return;
    }
    // "are responsible for killing", where the adjective's own subject is its verb's.
    const bool adjective = syntax.upos(up) == Upos::kAdj && syntax.child(up, {kCop}) != kNoToken;
    if (up_verb || adjective || syntax.child(up, {kNsubj, kNsubjPass}) != kNoToken) {
      const Arguments above = arguments(syntax, actors, up, depth + 1);
      const bool controls = syntax.is(v, {kXcomp, kAdvcl, kCcomp}) && above.object != kNoToken &&
                            above.object < v && !above.passive &&
                            (syntax.is(v, {kXcomp}) || syntax.lemma(up) == "accuse" ||
                             syntax.lemma(up) == "blame" || syntax.lemma(up) == "suspect");
      borrowed =
          controls                                  ? above.object
          : above.passive && !syntax.is(v, {kConj}) ? above.object
          : above.passive && syntax.is(v, {kConj}) && !out.passive && is_participle(syntax, v)
              ? kNoToken
              : above.subject;
      if (syntax.is(v, {kConj}) && above.passive && is_participle(syntax, v)) {
        out.passive = true;
        out.object = out.object == kNoToken ? above.object : out.object;
        return;
      }
      if (borrowed == kNoToken && above.passive) borrowed = above.object;
    } else if (syntax.is_nominal(up) && syntax.is(v, {kAdvcl, kXcomp})) {
      borrowed = up;
    } else if (syntax.is(v, {kXcomp}) && syntax.upos(up) == Upos::kAdj &&
               syntax.head(up) != kNoToken && syntax.is_nominal(syntax.head(up))) {
      borrowed = syntax.head(up);  // "fighters ready to deploy"
    }
  }
  if (borrowed == kNoToken || borrowed == v) return;
  if (out.passive)
    out.object = borrowed;
  else
    out.subject = borrowed;
}

}  // namespace

Arguments arguments_of(const Syntax& syntax, const Actors& actors, TokenIndex verb) {
  return arguments(syntax, actors, verb, 0);
}

}  // namespace dateline
