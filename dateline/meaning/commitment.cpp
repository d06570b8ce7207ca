#include "dateline/meaning/commitment.h"

#include <optional>

#include "dateline/meaning/commitment_signs.h"

namespace dateline {
namespace {

using enum Deprel;

/// Walks from the trigger to the root of its sentence and gathers what the words on the way do.
class Commitments {
 public:
  Commitments(const Syntax& syntax, const Knowledge& knowledge, const Voices& voices)
      : syntax_(syntax), knowledge_(knowledge), voices_(voices), signs_(syntax, knowledge) {}

  Commitment of(TokenIndex trigger) {
    // "are not in the city": a noun with a copula is a predicate and takes a verb's words.
    const bool verb = syntax_.upos(trigger) == Upos::kVerb || syntax_.upos(trigger) == Upos::kAux ||
                      syntax_.child(trigger, {kCop}) != kNoToken;
    if (verb)
      own_verb(trigger);
    else
      own_noun(trigger);
    climb(trigger, verb);
    if (signs_.said_false(trigger) || signs_.reported_falsely(trigger))
      status_ = ClaimStatus::kDenied;
    Commitment out;
    out.negated = negated_;
    out.status = status_.value_or(ongoing_ ? ClaimStatus::kOngoing : ClaimStatus::kHappened);
    if (voices_.effect == Effect::kDenied) out.status = ClaimStatus::kDenied;
    if (voices_.effect == Effect::kPossible && !status_ && !apart_)
      out.status = ClaimStatus::kPossible;
    return out;
  }

 private:
  void apply(Effect effect) {
    switch (effect) {
      case Effect::kNeutral:
        return;
      case Effect::kNegated:
        negated_ = !negated_;
        return;
      case Effect::kPossible:
        return settle(ClaimStatus::kPossible);
      case Effect::kIntended:
        return settle(ClaimStatus::kIntended);
      case Effect::kConditional:
        return settle(ClaimStatus::kConditional);
      case Effect::kHypothetical:
        return settle(ClaimStatus::kHypothetical);
      case Effect::kDenied:
        return settle(ClaimStatus::kDenied);
    }
  }
  /// The word nearest to the event decides; a condition above it overrides, and so does a doubt
  /// about what "will" be.
  void settle(ClaimStatus status) {
    const bool doubt = future_ && status != ClaimStatus::kIntended;
    if (!status_ || doubt || status == ClaimStatus::kConditional) status_ = status;
    future_ = false;
  }
  void settle_future(TokenIndex v) {
    if (status_) return;
    status_ = signs_.asks_whether(v) ? ClaimStatus::kHypothetical
              : is_forecast(v)       ? ClaimStatus::kPossible
                                     : ClaimStatus::kIntended;
    future_ = *status_ == ClaimStatus::kIntended;
  }
  /// "will" of what nobody wills: "The decision will strengthen them", "It will mean war".
  bool is_forecast(TokenIndex v) const {
    if (voices_.effect == Effect::kPossible) return true;
    const TokenIndex subject = syntax_.child(v, {kNsubj, kNsubjPass, kCsubj});
    if (subject == kNoToken || nominal_) return false;
    const std::string& lemma = syntax_.lemma(subject);
    if (lemma == "it" || lemma == "this" || lemma == "that") return true;
    return syntax_.upos(subject) == Upos::kNoun && syntax_.is(subject, {kNsubj}) &&
           knowledge_.noun_frames.contains(lemma);
  }

  /// Modals, negation and conditions that hang on a verb (or on an adjective with a copula).
  void verb_words(TokenIndex v) {
    bool modal = false;
    for (TokenIndex c : syntax_.children(v)) {
      const std::string& w = syntax_.lower(c);
      if (syntax_.is(c, {kAux, kAuxPass, kCop})) {
        // What one could not do was not done.
        const bool ability = (w == "could" || w == "can" || w == "ca") && signs_.has_not(v);
        if ((w == "may" || w == "might" || w == "could" || w == "can") && !ability &&
            !signs_.is_perceived(v))
          settle(ClaimStatus::kPossible), modal = true;
        if (w == "will" || w == "'ll" || w == "wo" || w == "shall") settle_future(v), modal = true;
        if (w == "would" || w == "'d")
          settle(voices_.effect == Effect::kPossible ? ClaimStatus::kPossible
                 : voices_.past && !nominal_ && !signs_.conditioned(v)
                     ? ClaimStatus::kIntended
                     : ClaimStatus::kHypothetical),
              modal = true;
        if (w == "should" && !signs_.has_mark(v, {"if"}))
          settle(ClaimStatus::kHypothetical), modal = true;
        // "Should Homs fall", "Were Hama to fall": an auxiliary before its subject is a condition.
        const TokenIndex subject = syntax_.child(v, {kNsubj, kNsubjPass});
        if ((w == "should" || w == "were" || w == "had") && subject != kNoToken && c < subject &&
            !signs_.asks(v))
          status_ = ClaimStatus::kConditional, modal = true;
        if ((w == "is" || w == "are") && c < v && signs_.has_mark(v, {"to"}))
          settle(ClaimStatus::kIntended), modal = true;  // "is to leave"
        if (w == "must") settle(ClaimStatus::kHypothetical), modal = true;
      }
      if (syntax_.is(c, {kAdvmod}) || syntax_.is(c, {kDet}) || syntax_.is(c, {kCc, kCcPreconj})) {
        if (w == "not" || w == "n't" || w == "never" || w == "neither" || w == "nor")
          negated_ = !negated_;
        if (const auto effect = knowledge_.governor(w, "adv")) {
          // With a named speaker the speaker commits; a hedge of the outlet's own makes it
          // possible.
          // "nearly fell": of what stands behind the verb it may count ("displaced nearly half").
          const bool hedge = w == "reportedly" || w == "allegedly";
          if (*effect == Effect::kNegated ? c < v : voices_.chains.empty() || !hedge)
            apply(*effect);
        }
      }
      if (c != from_ && syntax_.is(c, {kNsubj, kNsubjPass, kObj})) {
        for (TokenIndex d : syntax_.children(c))
          if (syntax_.is(d, {kDet}) && syntax_.lower(d) == "no") negated_ = !negated_;
        if (w == "nobody" || w == "none" || w == "nothing" || w == "few") negated_ = !negated_;
      }
    }
    if (signs_.conditioned(v) && (modal || syntax_.feats(v).tense != Feats::Tense::kPast))
      status_ = ClaimStatus::kConditional;
    if (signs_.has_mark(v, {"if", "unless"})) status_ = ClaimStatus::kConditional;
    if (signs_.has_mark(v, {"whether"})) settle(ClaimStatus::kPossible);
    if (signs_.has_mark(v, {"without", "instead"}) || signs_.rather_than(v)) negated_ = !negated_;
    if (signs_.has_mark(v, {"lest"})) settle(ClaimStatus::kPossible);
  }

  /// "unlikely if the reports were wrong and the town had not been taken": what is joined to an
  /// if-clause, or hangs beside one on the same word, is under the same condition.
  void conditioned_before(TokenIndex below, TokenIndex up) {
    if (signs_.has_mark(up, {"if", "unless"})) status_ = ClaimStatus::kConditional;
    for (TokenIndex c : syntax_.children(up))
      if (c < below && syntax_.is(c, {kAdvcl}) && c > up && signs_.has_mark(c, {"if", "unless"}))
        status_ = ClaimStatus::kConditional;
  }

  /// "will answer when it strikes": what has to come first has not come either.
  void time_of_what_is_to_come(TokenIndex below, TokenIndex up) {
    const Feats& feats = syntax_.feats(below);
    if (!signs_.has_mark(below, {"when", "once", "until", "before", "after", "as"}) ||
        feats.verb_form != Feats::VerbForm::kFin || feats.tense != Feats::Tense::kPres)
      return;
    for (TokenIndex c : syntax_.children(up)) {
      const std::string& w = syntax_.lower(c);
      if (syntax_.is(c, {kAux}) && (w == "may" || w == "might" || w == "could"))
        settle(ClaimStatus::kPossible);
      if (syntax_.is(c, {kAux}) && (w == "will" || w == "'ll" || w == "would" || w == "shall"))
        settle(signs_.asks(up) ? ClaimStatus::kHypothetical : ClaimStatus::kIntended);
    }
  }

  void tense_of(TokenIndex v) {
    bool be = false, past_be = false, have = false;
    for (TokenIndex c : syntax_.children(v)) {
      if (!syntax_.is(c, {kAux, kAuxPass, kCop})) continue;
      const std::string& w = syntax_.lower(c);
      be |= w == "is" || w == "are" || w == "been" || w == "being" || w == "'s" || w == "'re";
      past_be |= w == "was" || w == "were" || w == "had";
      have |= w == "has" || w == "have" || w == "'ve";
    }
    const Feats& f = syntax_.feats(v);
    const bool ing = f.verb_form == Feats::VerbForm::kGer ||
                     (f.verb_form == Feats::VerbForm::kPart && f.tense == Feats::Tense::kPres);
    const bool present = f.verb_form == Feats::VerbForm::kFin && f.tense == Feats::Tense::kPres;
    ongoing_ = !past_be && (present || (ing && (be || syntax_.is(v, {kAcl}))) ||
                            (be && !have && f.tense != Feats::Tense::kPast));
  }

  void own_verb(TokenIndex v) {
    tense_of(v);
    if (signs_.yet_to(v)) {
      negated_ = true;
      ongoing_ = false;
      settle(ClaimStatus::kHappened);
      return;
    }
    verb_words(v);
    noun_before(v);
    aim_before(v);
    if (signs_.is_infinitive(v) && (syntax_.is(v, {kAdvcl}) || syntax_.head(v) == kNoToken))
      settle(ClaimStatus::kIntended);
  }

  /// "Their goal was to capture the town".
  void aim_before(TokenIndex v) {
    if (syntax_.child(v, {kCop}) == kNoToken || !signs_.has_mark(v, {"to"})) return;
    for (TokenIndex c : syntax_.children(v))
      if (c < v && syntax_.upos(c) == Upos::kNoun)
        if (const auto effect = knowledge_.governor(syntax_.lemma(c), "noun")) apply(*effect);
  }

  /// "responded to the decision to withdraw": what stands right behind such a noun completes it,
  /// wherever the parser hangs it.
  void noun_before(TokenIndex v) {
    const TokenRange sentence = syntax_.sentence(syntax_.sentence_of(v));
    if (v < sentence.begin + 2 || syntax_.lower(v - 1) != "to") return;
    const TokenIndex noun = v - 2;
    if (syntax_.upos(noun) != Upos::kNoun || syntax_.head(v) == noun) return;
    if (const auto effect = knowledge_.governor(syntax_.lemma(noun), "noun")) apply(*effect);
  }

  void own_noun(TokenIndex n) {
    broken_off_ = signs_.breaks_off(n);
    if (broken_off_) negated_ = !negated_;
    for (TokenIndex c : syntax_.children(n)) {
      const std::string& w = syntax_.lower(c);
      if (syntax_.is(c, {kDet})) {
        if (w == "no") negated_ = !negated_;
        if (w == "any") settle(ClaimStatus::kHypothetical);
      }
      if (syntax_.is(c, {kAmod})) {
        if (const auto effect = knowledge_.governor(w, "adj"))
          apply(*effect);
        else if (const auto of_lemma = knowledge_.governor(syntax_.lemma(c), "adj"))
          apply(*of_lemma);
      }
      if (syntax_.is(c, {kCase}) && w == "without") negated_ = !negated_;
      if (syntax_.is(c, {kAclRelcl})) told_behind(c);
    }
  }

  /// "massacres that will be committed", "the attack, which they deny carrying out": the clause
  /// says whether it was.
  void told_behind(TokenIndex clause) {
    if (knowledge_.cue(syntax_.lemma(clause), "verb") == Effect::kDenied &&
        !signs_.has_not(clause) && syntax_.child(clause, {kXcomp, kCcomp}) != kNoToken)
      settle(ClaimStatus::kDenied);
    const std::string& lemma = syntax_.lemma(clause);
    if (lemma == "commit" || knowledge_.in_class(lemma, "light")) {
      const bool before = negated_;
      verb_words(clause);
      negated_ = before;
    }
  }

  /// What completes a noun that governs.
  void complete(TokenIndex noun) {
    if (const auto effect = knowledge_.governor(syntax_.lemma(noun), "noun");
        effect && syntax_.upos(noun) == Upos::kNoun)
      apply(*effect);
  }

  /// "did not say that they had left", "could not confirm that": nobody commits to it.
  void unsaid(TokenIndex below, TokenIndex cue) {
    if (!status_ &&
        (syntax_.has_child_lemma(cue, "not") || syntax_.has_child_lemma(cue, "n't") ||
         syntax_.has_child_lemma(cue, "never")) &&
        !signs_.has_mark(below, {"who", "when", "where", "how", "why"}))
      status_ = ClaimStatus::kPossible;
  }

  void aimed_at(TokenIndex up) {
    if ((syntax_.is(up, {kAdvcl}) || syntax_.head(up) == kNoToken) && signs_.is_infinitive(up))
      settle(ClaimStatus::kIntended);
  }

  bool would(TokenIndex v) const {
    for (TokenIndex c : syntax_.children(v))
      if (const std::string& w = syntax_.lower(c);
          syntax_.is(c, {kAux}) && (w == "would" || w == "'d" || w == "will" || w == "'ll"))
        return true;
    return false;
  }

  /// "no troops stationed there"
  void denied_by(TokenIndex noun) {
    for (TokenIndex c : syntax_.children(noun))
      if (syntax_.is(c, {kDet}) && syntax_.lower(c) == "no") negated_ = !negated_;
  }

  /// From the event upwards: each step asks what the governing word does to its dependent.
  void climb(TokenIndex t, bool verb) {
    bool& nominal = nominal_;
    nominal = !verb;
    TokenIndex below = t;
    for (int steps = 0; steps < 12; ++steps) {
      const TokenIndex up = syntax_.head(below);
      from_ = below;
      if (up == kNoToken) {
        if (signs_.asks_whether(below) && !nominal) settle(ClaimStatus::kHypothetical);
        return;
      }
      const bool up_verb = syntax_.upos(up) == Upos::kVerb || syntax_.child(up, {kCop}) != kNoToken;
      if (signs_.stands_apart(below, up, nominal)) {
        apart_ = true;
        return denied_by(up);
      }
      if (nominal && signs_.is_to_be_ended(below, up)) {
        ongoing_ = apart_ = true;
        return;
      }
      if (nominal && signs_.only_imagined(below, up)) return settle(ClaimStatus::kHypothetical);
      const bool shown =
          syntax_.is(below, {kAclRelcl}) && knowledge_.in_class(syntax_.lemma(up), "evidence");
      if (syntax_.is(below, {kAclRelcl}) && !shown && signs_.has_mark(below, {"whereby"}))
        return complete(up);  // "a deal whereby X leaves"
      if (syntax_.is(below, {kAppos}) && nominal)
        return complete(up);  // "one fear, a new attack, ..."
      // "One thing could change it: another attack".
      if (syntax_.is(below, {kParataxis}) && nominal && signs_.is_indefinite(below))
        return verb_words(up);
      if (syntax_.is(below, {kAdvclRelcl, kParataxis, kAppos}) ||
          (syntax_.is(below, {kAclRelcl}) && !shown))
        return;
      if (syntax_.is(below, {kConj})) {
        const bool own_subject = syntax_.child(below, {kNsubj, kNsubjPass}) != kNoToken;
        if (up_verb && !nominal) {
          if (own_subject || signs_.own_modal(below)) return conditioned_before(below, up);
          // Modals reach over the second verb, negation does not unless it is bare.
          const bool before = negated_;
          verb_words(up);
          if (syntax_.feats(below).verb_form == Feats::VerbForm::kFin)
            negated_ = before;
          else
            aimed_at(up);  // "to limit it and to take the town"
        }
        below = up;
        continue;
      }
      const char* pos = syntax_.upos(up) == Upos::kVerb                            ? "verb"
                        : syntax_.upos(up) == Upos::kAdj || signs_.is_distance(up) ? "adj"
                                                                                   : "noun";
      const auto effect = knowledge_.governor(syntax_.lemma(up), pos);
      if (shown || syntax_.is(below, {kXcomp, kCcomp, kCsubj, kCsubjPass, kAdvcl, kObj, kObl, kNmod,
                                      kAcl, kNsubj, kNsubjPass})) {
        const bool cue_above = syntax_.is(below, {kCcomp}) &&
                               knowledge_.cue(syntax_.lemma(up), pos) && !voices_.chains.empty();
        const bool complement =
            syntax_.is(below, {kXcomp, kCcomp, kAcl}) ||
            (syntax_.is(below, {kCsubj}) && pos[0] == 'a') ||
            (nominal && syntax_.is(below, {kObj, kNmod, kNsubjPass})) ||
            (syntax_.is(below, {kObl, kAdvcl}) && syntax_.has_child_lemma(below, "from") &&
             effect == Effect::kNegated) ||
            (syntax_.is(below, {kObl}) && pos[0] == 'a' && !signs_.is_distance(up)) ||
            signs_.aimed(below, up) || signs_.from_afar(below, up);
        const bool taken_back =
            signs_.has_not(up) && (effect == Effect::kDenied || syntax_.lemma(up) == "able");
        if (complement && effect && !cue_above && taken_back) {
          if (effect == Effect::kDenied) settle(ClaimStatus::kPossible);  // "did not deny that"
        } else if (complement && effect && !cue_above) {
          // "plans to", "fear of": of a noun only the words that complete it are governed.
          if (!(pos[0] == 'n' && syntax_.is(below, {kNmod}) &&
                !syntax_.has_child_lemma(below, "of") && !syntax_.has_child_lemma(below, "to")))
            apply(*effect);
        } else if (syntax_.is(below, {kAcl}) && pos[0] == 'n' && signs_.has_mark(below, {"to"})) {
          settle(ClaimStatus::kIntended);
        }
        if (syntax_.is(below, {kCcomp}) && knowledge_.cue(syntax_.lemma(up), pos))
          unsaid(below, up);
        if (cue_above) return;
        if (nominal && syntax_.is(below, {kNsubj}) && signs_.collapses(up) && !broken_off_)
          negated_ = !negated_;  // "the truce collapsed"
        // "no evidence that", "no sign of": what is said not to be shown is said not to be so.
        if (pos[0] == 'n' && (shown || syntax_.is(below, {kAcl, kCcomp, kNmod}))) {
          for (TokenIndex c : syntax_.children(up))
            if (syntax_.is(c, {kDet}) && syntax_.lower(c) == "no") negated_ = !negated_;
        }
        const bool passes =
            syntax_.is(below, {kXcomp}) ||
            (nominal && syntax_.is(below, {kObj, kNsubj, kNsubjPass, kNmod, kObl})) ||
            syntax_.is(below, {kCcomp, kCsubj, kAcl});
        // "The decision may have opened a road", "The army's advances could cut it off".
        const bool told = nominal && syntax_.is(below, {kNsubj}) && !status_ &&
                          !knowledge_.in_class(syntax_.lemma(up), "light") &&
                          syntax_.upos(up) == Upos::kVerb && !signs_.is_indefinite(below) &&
                          syntax_.child(below, {kNmodPoss}) != kNoToken && !signs_.has_not(up) &&
                          !would(up);
        if (told) return tense_of(up);
        if (up_verb && passes) {
          const bool before = negated_;
          const auto status_before = status_;
          verb_words(up);
          // A clause of its own keeps its polarity: "did not say that X" is no denial of X by
          // itself.
          const bool light = nominal && knowledge_.in_class(syntax_.lemma(up), "light");
          if (!syntax_.is(below, {kXcomp}) && !light &&
              !(syntax_.is(below, {kCcomp}) && !knowledge_.cue(syntax_.lemma(up), "verb")))
            negated_ = before;
          if (nominal && syntax_.is(below, {kObl, kNmod}) && status_ == ClaimStatus::kIntended)
            status_ = status_before;
          if (nominal && !status_) tense_of(up);
          aimed_at(up);  // "to carry out attacks"
        } else if (up_verb && syntax_.is(below, {kAdvcl}) &&
                   syntax_.feats(below).verb_form != Feats::VerbForm::kFin &&
                   !signs_.own_modal(below) &&
                   !signs_.has_mark(below, {"after", "since", "before"})) {
          const bool before = negated_;
          verb_words(up);
          negated_ = before;
          aimed_at(up);  // "to curb it by seizing the road"
        } else if (syntax_.is(below, {kAdvcl})) {
          return time_of_what_is_to_come(below, up);
        }
      }
      nominal = !up_verb;
      below = up;
    }
  }

  const Syntax& syntax_;
  const Knowledge& knowledge_;
  const Voices& voices_;
  const CommitmentSigns signs_;
  std::optional<ClaimStatus> status_;
  bool negated_ = false;
  bool future_ = false;      ///< the status is that of "will" alone
  bool broken_off_ = false;  ///< a truce that is told to have collapsed
  bool apart_ = false;       ///< what the words above do does not touch it
  bool ongoing_ = false;
  TokenIndex from_ =
      kNoToken;           ///< the dependent that the walk came from: its own "no" has been heard
  bool nominal_ = false;  ///< the step reached stands for the event as a noun
};

}  // namespace

Commitment commitment(const Syntax& syntax, const Knowledge& knowledge, TokenIndex trigger,
                      const Voices& voices) {
  return Commitments(syntax, knowledge, voices).of(trigger);
}

}  // namespace dateline
