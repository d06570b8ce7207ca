#include "dateline/meaning/commitment.h"

#include <algorithm>
#include <optional>

#include "dateline/meaning/commitment_signs.h"

namespace dateline {
namespace {

using enum Deprel;

/// Walks from the trigger to the root of its sentence and gathers what the words on the way do.
class Commitments {
 public:
  Commitments(const Syntax& syntax, const Knowledge& knowledge, const Voices& voices,
              std::vector<CommitmentStep>* steps)
      : syntax_(syntax),
        knowledge_(knowledge),
        voices_(voices),
        signs_(syntax, knowledge),
        steps_(steps) {}

  Commitment of(TokenIndex trigger) {
    // "are not in the city": a noun with a copula is a predicate and takes a verb's words.
    const bool verb = syntax_.upos(trigger) == Upos::kVerb || syntax_.upos(trigger) == Upos::kAux ||
                      syntax_.child(trigger, {kCop}) != kNoToken;
    if (verb)
      own_verb(trigger);
    else
      own_noun(trigger);
    if (verb || !signs_.is_held_place(trigger))
      climb(trigger, verb);
    else
      ongoing_ = apart_ = true;
    TokenIndex denier = signs_.said_false(trigger);
    if (denier == kNoToken) denier = signs_.reported_falsely(trigger);
    if (denier != kNoToken) {
      const EffectRow* row = knowledge_.governor_row(syntax_.lemma(denier), "adj");
      status_ = ClaimStatus::kDenied;
      note(denier, Effect::kDenied, row ? row->line : 0);
    }
    Commitment out;
    out.negated = negated_;
    out.status = status_.value_or(ongoing_ ? ClaimStatus::kOngoing : ClaimStatus::kHappened);
    // "denied that they would talk if the army withdrew": what stands under the if is not denied.
    if (voices_.effect == Effect::kDenied && !apart_ && status_ != ClaimStatus::kConditional)
      out.status = ClaimStatus::kDenied;
    if (voices_.effect == Effect::kPossible && !status_ && !apart_)
      out.status = ClaimStatus::kPossible;
    return out;
  }

 private:
  void note(TokenIndex word, Effect effect, int line) {
    if (steps_) steps_->push_back({word, effect, line});
  }

  void apply(const EffectRow& row, TokenIndex word) {
    switch (row.effect) {
      case Effect::kNeutral:
        return note(word, row.effect, row.line);
      case Effect::kNegated:
        return negate(word, row.line);
      case Effect::kPossible:
        return settle(ClaimStatus::kPossible, word, row.line);
      case Effect::kIntended:
        return settle(ClaimStatus::kIntended, word, row.line);
      case Effect::kConditional:
        return settle(ClaimStatus::kConditional, word, row.line);
      case Effect::kHypothetical:
        return settle(ClaimStatus::kHypothetical, word, row.line);
      case Effect::kDenied:
        return settle(ClaimStatus::kDenied, word, row.line);
    }
  }

  void negate(TokenIndex word, int line = 0) {
    negated_ = !negated_;
    note(word, Effect::kNegated, line);
  }

  /// The word nearest to the event decides; a condition above it overrides, and so does a doubt
  /// about what "will" be.
  void settle(ClaimStatus status, TokenIndex word, int line = 0) {
    const bool doubt = future_ && status != ClaimStatus::kIntended;
    future_ = false;
    if (status_ && !doubt && status != ClaimStatus::kConditional) return;
    status_ = status;
    note(word, effect_of(status), line);
  }
  void settle_future(TokenIndex v, TokenIndex word) {
    if (status_) return;
    settle(signs_.asks_whether(v) ? ClaimStatus::kHypothetical
           : is_forecast(v)       ? ClaimStatus::kPossible
                                  : ClaimStatus::kIntended,
           word);
    future_ = *status_ == ClaimStatus::kIntended;
  }

  static Effect effect_of(ClaimStatus status) {
    switch (status) {
      case ClaimStatus::kPossible:
        return Effect::kPossible;
      case ClaimStatus::kIntended:
        return Effect::kIntended;
      case ClaimStatus::kConditional:
        return Effect::kConditional;
      case ClaimStatus::kHypothetical:
        return Effect::kHypothetical;
      case ClaimStatus::kDenied:
        return Effect::kDenied;
      default:
        return Effect::kNeutral;
    }
  }

  /// Status and polarity at one step of the walk, to go back to.
  struct State {
    std::optional<ClaimStatus> status;
    bool negated;
    std::size_t steps;
  };
  State state() const { return {status_, negated_, steps_ ? steps_->size() : 0}; }

  /// What has negated since then does not reach the event.
  void restore_polarity(const State& before) {
    negated_ = before.negated;
    forget_since(before, [](Effect effect) { return effect == Effect::kNegated; });
  }
  void restore_status(const State& before) {
    status_ = before.status;
    forget_since(before, [](Effect effect) { return effect != Effect::kNegated; });
  }

  template <class Forgets>
  void forget_since(const State& before, Forgets forgets) {
    if (!steps_) return;
    const auto from = steps_->begin() + static_cast<std::ptrdiff_t>(before.steps);
    steps_->erase(std::remove_if(from, steps_->end(),
                                 [&](const CommitmentStep& s) { return forgets(s.effect); }),
                  steps_->end());
  }

  /// "will" of what nobody wills: "The decision will strengthen them", "It will mean war".
  bool is_forecast(TokenIndex v) const {
    if (voices_.effect == Effect::kPossible) return true;
    const TokenIndex subject = syntax_.child(v, {kNsubj, kNsubjPass, kCsubj});
    if (subject == kNoToken || (nominal_ && knowledge_.in_class(syntax_.lemma(v), "light")))
      return false;
    const std::string& lemma = syntax_.lemma(subject);
    if (lemma == "it" || lemma == "this" || lemma == "that") return true;
    return !nominal_ && syntax_.upos(subject) == Upos::kNoun && syntax_.is(subject, {kNsubj}) &&
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
          settle(ClaimStatus::kPossible, c), modal = true;
        if (w == "will" || w == "'ll" || w == "wo" || w == "shall")
          settle_future(v, c), modal = true;
        if (w == "would" || w == "'d")
          settle(voices_.effect == Effect::kPossible ? ClaimStatus::kPossible
                 : voices_.past && (!nominal_ || knowledge_.in_class(syntax_.lemma(v), "light")) &&
                         !signs_.conditioned(v)
                     ? ClaimStatus::kIntended
                     : ClaimStatus::kHypothetical,
                 c),
              modal = true;
        if (w == "should" && !signs_.has_mark(v, {"if"}))
          settle(ClaimStatus::kHypothetical, c), modal = true;
        // "Should Homs fall", "Were Hama to fall": an auxiliary before its subject is a condition.
        const TokenIndex subject = syntax_.child(v, {kNsubj, kNsubjPass});
        if ((w == "should" || w == "were" || w == "had") && subject != kNoToken && c < subject &&
            !signs_.asks(v))
          settle(ClaimStatus::kConditional, c), modal = true;
        if ((w == "is" || w == "are") && c < v && signs_.has_mark(v, {"to"}))
          settle(ClaimStatus::kIntended, c), modal = true;  // "is to leave"
        if (w == "must") settle(ClaimStatus::kHypothetical, c), modal = true;
      }
      if (syntax_.is(c, {kAdvmod}) || syntax_.is(c, {kDet}) || syntax_.is(c, {kCc, kCcPreconj})) {
        if (w == "not" || w == "n't" || w == "never" || w == "neither" || w == "nor") negate(c);
        if (const EffectRow* row = knowledge_.governor_row(w, "adv")) {
          // With a named speaker the speaker commits; a hedge of the outlet's own makes it
          // possible.
          // "nearly fell": of what stands behind the verb it may count ("displaced nearly half").
          const bool hedge = w == "reportedly" || w == "allegedly";
          if (row->effect == Effect::kNegated ? c < v : voices_.chains.empty() || !hedge)
            apply(*row, c);
        }
      }
      if (c != from_ && syntax_.is(c, {kNsubj, kNsubjPass, kObj})) {
        denied_by(c);
        if (w == "nobody" || w == "none" || w == "nothing" || w == "few") negate(c);
      }
    }
    if (signs_.conditioned(v) && (modal || syntax_.feats(v).tense != Feats::Tense::kPast))
      settle(ClaimStatus::kConditional, v);
    if (signs_.has_mark(v, {"if", "unless"})) settle(ClaimStatus::kConditional, v);
    if (signs_.has_mark(v, {"whether"})) settle(ClaimStatus::kPossible, v);
    if (signs_.has_mark(v, {"without", "instead"}) || signs_.rather_than(v)) negate(v);
    if (signs_.has_mark(v, {"lest"})) settle(ClaimStatus::kPossible, v);
  }

  /// "unlikely if the reports were wrong and the town had not been taken": what is joined to an
  /// if-clause, or hangs beside one on the same word, is under the same condition.
  void conditioned_before(TokenIndex below, TokenIndex up) {
    if (signs_.has_mark(up, {"if", "unless"})) settle(ClaimStatus::kConditional, up);
    for (TokenIndex c : syntax_.children(up))
      if (c < below && syntax_.is(c, {kAdvcl}) && c > up && signs_.has_mark(c, {"if", "unless"}))
        settle(ClaimStatus::kConditional, c);
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
        settle(ClaimStatus::kPossible, c);
      if (syntax_.is(c, {kAux}) && (w == "will" || w == "'ll" || w == "would" || w == "shall"))
        settle(signs_.asks(up) ? ClaimStatus::kHypothetical : ClaimStatus::kIntended, c);
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
      if (!negated_) negate(v - 2);
      ongoing_ = false;
      settle(ClaimStatus::kHappened, v - 2);
      return;
    }
    verb_words(v);
    noun_before(v);
    aim_before(v);
    if (signs_.is_infinitive(v) && (syntax_.is(v, {kAdvcl}) || syntax_.head(v) == kNoToken) &&
        !completes_adjective(v, syntax_.head(v)))
      settle(ClaimStatus::kIntended, v);
  }

  /// "Their goal was to capture the town".
  void aim_before(TokenIndex v) {
    if (syntax_.child(v, {kCop}) == kNoToken || !signs_.has_mark(v, {"to"})) return;
    for (TokenIndex c : syntax_.children(v))
      if (c < v) complete(c);
  }

  /// "responded to the decision to withdraw": what stands right behind such a noun completes it,
  /// wherever the parser hangs it.
  void noun_before(TokenIndex v) {
    const TokenRange sentence = syntax_.sentence(syntax_.sentence_of(v));
    if (v < sentence.begin + 2 || syntax_.lower(v - 1) != "to") return;
    const TokenIndex noun = v - 2;
    if (syntax_.head(v) != noun) complete(noun);
  }

  /// "a failed assault" took place, "the failed capture" did not.
  void apply_to_noun(const EffectRow& row, TokenIndex adjective, TokenIndex noun) {
    if (row.effect == Effect::kNegated && signs_.is_fought(noun) &&
        syntax_.lemma(adjective).starts_with("fail"))
      return note(adjective, Effect::kNeutral, row.line);
    apply(row, adjective);
  }

  void own_noun(TokenIndex n) {
    broken_off_ = signs_.breaks_off(n);
    if (broken_off_) negate(n);
    for (TokenIndex c : syntax_.children(n)) {
      const std::string& w = syntax_.lower(c);
      if (syntax_.is(c, {kDet})) {
        if (w == "no") negate(c);
        if (w == "any") settle(ClaimStatus::kHypothetical, c);
      }
      if (syntax_.is(c, {kAmod})) {
        if (const EffectRow* row = knowledge_.governor_row(w, "adj"))
          apply_to_noun(*row, c, n);
        else if (const EffectRow* of_lemma = knowledge_.governor_row(syntax_.lemma(c), "adj"))
          apply_to_noun(*of_lemma, c, n);
      }
      if (syntax_.is(c, {kCase}) && w == "without") negate(c);
      if (syntax_.is(c, {kAclRelcl})) told_behind(c);
    }
  }

  /// "massacres that will be committed", "the attack, which they deny carrying out": the clause
  /// says whether it was.
  void told_behind(TokenIndex clause) {
    if (knowledge_.cue(syntax_.lemma(clause), "verb") == Effect::kDenied &&
        !signs_.has_not(clause) && syntax_.child(clause, {kXcomp, kCcomp}) != kNoToken)
      settle(ClaimStatus::kDenied, clause);
    const std::string& lemma = syntax_.lemma(clause);
    if (lemma == "commit" || knowledge_.in_class(lemma, "light")) {
      const State before = state();
      verb_words(clause);
      restore_polarity(before);
    }
  }

  /// The row of an adjective, or of a participle that is one: "is set to", "are bent on".
  const EffectRow* adjective_row(TokenIndex i) const {
    if (syntax_.upos(i) == Upos::kAdj) return knowledge_.governor_row(syntax_.lemma(i), "adj");
    const Feats& feats = syntax_.feats(i);
    if (syntax_.upos(i) != Upos::kVerb || feats.verb_form != Feats::VerbForm::kPart ||
        feats.tense != Feats::Tense::kPast || syntax_.child(i, {kAuxPass, kCop}) == kNoToken)
      return nullptr;
    return knowledge_.governor_row(syntax_.lower(i), "adj");
  }

  /// "keen to enter", "intent on entering", "is set to enter": wherever the parser hangs it.
  bool completes_adjective(TokenIndex below, TokenIndex up) const {
    return up != kNoToken && below > up && syntax_.is(below, {kAdvcl}) && adjective_row(up) &&
           syntax_.feats(below).verb_form != Feats::VerbForm::kFin &&
           signs_.has_mark(below, {"to", "on", "of", "about"});
  }

  /// What completes a noun that governs.
  void complete(TokenIndex noun) {
    if (const EffectRow* row = knowledge_.governor_row(syntax_.lemma(noun), "noun");
        row && syntax_.upos(noun) == Upos::kNoun)
      apply(*row, noun);
  }

  /// "did not say that they had left", "could not confirm that": nobody commits to it.
  void unsaid(TokenIndex below, TokenIndex cue) {
    if (!status_ &&
        (syntax_.has_child_lemma(cue, "not") || syntax_.has_child_lemma(cue, "n't") ||
         syntax_.has_child_lemma(cue, "never")) &&
        !signs_.has_mark(below, {"who", "when", "where", "how", "why"}))
      settle(ClaimStatus::kPossible, cue);
  }

  void aimed_at(TokenIndex up) {
    if ((syntax_.is(up, {kAdvcl}) || syntax_.head(up) == kNoToken) && signs_.is_infinitive(up))
      settle(ClaimStatus::kIntended, up);
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
      if (syntax_.is(c, {kDet}) && syntax_.lower(c) == "no") negate(c);
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
        if (signs_.asks_whether(below) && !nominal) settle(ClaimStatus::kHypothetical, below);
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
      if (nominal && below == t && signs_.fought_for(below, up)) settle(ClaimStatus::kIntended, up);
      if (nominal && signs_.only_imagined(below, up)) return settle(ClaimStatus::kHypothetical, up);
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
          (syntax_.is(below, {kAclRelcl}) && !shown)) {
        if (signs_.tells_who(below, up)) apart_ = true;
        return;
      }
      // "take back the fighters we captured and put them on trial": of what was taken back.
      if (!nominal && signs_.resumes_above(below, up)) {
        below = syntax_.head(up);
        nominal = true;
        continue;
      }
      if (syntax_.is(below, {kConj})) {
        const bool own_subject = syntax_.child(below, {kNsubj, kNsubjPass}) != kNoToken;
        if (up_verb && !nominal) {
          if (own_subject || signs_.own_modal(below)) return conditioned_before(below, up);
          // Modals reach over the second verb, negation does not unless it is bare.
          const State before = state();
          verb_words(up);
          if (syntax_.feats(below).verb_form == Feats::VerbForm::kFin)
            restore_polarity(before);
          else
            aimed_at(up);  // "to limit it and to take the town"
        }
        below = up;
        continue;
      }
      const char* pos = syntax_.upos(up) == Upos::kVerb                            ? "verb"
                        : syntax_.upos(up) == Upos::kAdj || signs_.is_distance(up) ? "adj"
                                                                                   : "noun";
      const EffectRow* row = knowledge_.governor_row(syntax_.lemma(up), pos);
      if (!row && !nominal) row = adjective_row(up);
      const bool negates = row && row->effect == Effect::kNegated;
      const bool denies = row && row->effect == Effect::kDenied;
      if (shown || syntax_.is(below, {kXcomp, kCcomp, kCsubj, kCsubjPass, kAdvcl, kObj, kObl, kNmod,
                                      kAcl, kNsubj, kNsubjPass})) {
        const bool cue_above = syntax_.is(below, {kCcomp}) &&
                               knowledge_.cue(syntax_.lemma(up), pos) && !voices_.chains.empty();
        const bool complement =
            syntax_.is(below, {kXcomp, kCcomp, kAcl}) ||
            (syntax_.is(below, {kCsubj}) && pos[0] == 'a') ||
            (nominal && syntax_.is(below, {kObj, kNmod, kNsubjPass})) ||
            (syntax_.is(below, {kObl, kAdvcl}) && syntax_.has_child_lemma(below, "from") &&
             negates) ||
            (syntax_.is(below, {kObl}) && pos[0] == 'a' && !signs_.is_distance(up)) ||
            signs_.aimed(below, up) || signs_.from_afar(below, up) ||
            completes_adjective(below, up);
        const bool taken_back = signs_.has_not(up) && (denies || syntax_.lemma(up) == "able");
        // "committed massacres" is no pledge.
        const bool done = nominal && syntax_.lemma(up) == "commit";
        if (done) {
          note(up, Effect::kNeutral, row ? row->line : 0);
        } else if (complement && row && !cue_above && taken_back) {
          if (denies) settle(ClaimStatus::kPossible, up);  // "did not deny that"
        } else if (complement && row && !cue_above) {
          // "plans to", "fear of": of a noun only the words that complete it are governed.
          if (!(pos[0] == 'n' && syntax_.is(below, {kNmod}) &&
                !syntax_.has_child_lemma(below, "of") && !syntax_.has_child_lemma(below, "to") &&
                !syntax_.has_child_lemma(below, "about")))
            apply(*row, up);
        } else if (syntax_.is(below, {kAcl}) && pos[0] == 'n' && signs_.has_mark(below, {"to"})) {
          settle(ClaimStatus::kIntended, up);
        }
        if (syntax_.is(below, {kCcomp}) && knowledge_.cue(syntax_.lemma(up), pos))
          unsaid(below, up);
        if (cue_above) return;
        if (nominal && syntax_.is(below, {kNsubj}) && signs_.collapses(up) && !broken_off_)
          negate(up);  // "the truce collapsed"
        // "no evidence that", "no sign of": what is said not to be shown is said not to be so.
        if (pos[0] == 'n' && (shown || syntax_.is(below, {kAcl, kCcomp, kNmod}))) denied_by(up);
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
          const State before = state();
          verb_words(up);
          // A clause of its own keeps its polarity: "did not say that X" is no denial of X by
          // itself.
          const bool light = nominal && knowledge_.in_class(syntax_.lemma(up), "light");
          if (!syntax_.is(below, {kXcomp}) && !light &&
              !(syntax_.is(below, {kCcomp}) && !knowledge_.cue(syntax_.lemma(up), "verb")))
            restore_polarity(before);
          if (nominal && syntax_.is(below, {kObl, kNmod}) && status_ == ClaimStatus::kIntended)
            restore_status(before);
          if (nominal && !status_) tense_of(up);
          aimed_at(up);  // "to carry out attacks"
        } else if (up_verb && syntax_.is(below, {kAdvcl}) &&
                   syntax_.feats(below).verb_form != Feats::VerbForm::kFin &&
                   !signs_.own_modal(below) && !signs_.goes_on_beside(below) &&
                   !signs_.has_mark(below, {"after", "since", "before"})) {
          const State before = state();
          verb_words(up);
          restore_polarity(before);
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
  std::vector<CommitmentStep>* steps_;
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
                      const Voices& voices, std::vector<CommitmentStep>* steps) {
  return Commitments(syntax, knowledge, voices, steps).of(trigger);
}

}  // namespace dateline
