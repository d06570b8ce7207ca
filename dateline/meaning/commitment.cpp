#include "dateline/meaning/commitment.h"

#include <optional>

namespace dateline {
namespace {

using enum Deprel;

/// Walks from the trigger to the root of its sentence and gathers what the words on the way do.
class Commitments {
 public:
  Commitments(const Syntax& syntax, const Knowledge& knowledge, const Voices& voices)
      : syntax_(syntax), knowledge_(knowledge), voices_(voices) {}

  Commitment of(TokenIndex trigger) {
    // "are not in the city": a noun with a copula is a predicate and takes a verb's words.
    const bool verb = syntax_.upos(trigger) == Upos::kVerb || syntax_.upos(trigger) == Upos::kAux ||
                      syntax_.child(trigger, {kCop}) != kNoToken;
    if (verb)
      own_verb(trigger);
    else
      own_noun(trigger);
    climb(trigger, verb);
    if (said_false(trigger) || reported_falsely(trigger)) status_ = ClaimStatus::kDenied;
    Commitment out;
    out.negated = negated_;
    out.status = status_.value_or(ongoing_ ? ClaimStatus::kOngoing : ClaimStatus::kHappened);
    if (voices_.effect == Effect::kDenied) out.status = ClaimStatus::kDenied;
    if (voices_.effect == Effect::kPossible && !status_) out.status = ClaimStatus::kPossible;
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
  /// The word nearest to the event decides; a condition above it overrides.
  void settle(ClaimStatus status) {
    if (!status_ || status == ClaimStatus::kConditional) status_ = status;
  }

  bool has_mark(TokenIndex i, std::initializer_list<std::string_view> words) const {
    for (TokenIndex c : syntax_.children(i)) {
      if (!syntax_.is(c, {kMark, kAdvmod, kCase})) continue;
      for (std::string_view w : words)
        if (syntax_.lower(c) == w) return true;
    }
    return false;
  }

  /// Modals, negation and conditions that hang on a verb (or on an adjective with a copula).
  void verb_words(TokenIndex v) {
    bool modal = false;
    for (TokenIndex c : syntax_.children(v)) {
      const std::string& w = syntax_.lower(c);
      if (syntax_.is(c, {kAux, kAuxPass, kCop})) {
        if (w == "may" || w == "might" || w == "could" || w == "can")
          settle(ClaimStatus::kPossible), modal = true;
        if (w == "will" || w == "'ll" || w == "wo" || w == "shall")
          settle(ClaimStatus::kIntended), modal = true;
        if (w == "would" || w == "'d")
          settle(voices_.effect == Effect::kPossible            ? ClaimStatus::kPossible
                 : voices_.past && !nominal_ && !conditioned(v) ? ClaimStatus::kIntended
                                                                : ClaimStatus::kHypothetical),
              modal = true;
        if (w == "should" && !has_mark(v, {"if"})) settle(ClaimStatus::kHypothetical), modal = true;
        // "Should Homs fall", "Were Hama to fall": an auxiliary before its subject is a condition.
        const TokenIndex subject = syntax_.child(v, {kNsubj, kNsubjPass});
        if ((w == "should" || w == "were" || w == "had") && subject != kNoToken && c < subject &&
            !asks(v))
          status_ = ClaimStatus::kConditional, modal = true;
        if ((w == "is" || w == "are") && c < v && has_mark(v, {"to"}))
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
    if (conditioned(v) && (modal || syntax_.feats(v).tense != Feats::Tense::kPast))
      status_ = ClaimStatus::kConditional;
    if (has_mark(v, {"if", "unless"})) status_ = ClaimStatus::kConditional;
    if (has_mark(v, {"whether"})) settle(ClaimStatus::kPossible);
    if (has_mark(v, {"without", "instead"}) || rather_than(v)) negated_ = !negated_;
    if (has_mark(v, {"lest"})) settle(ClaimStatus::kPossible);
  }

  /// "rather than storm the town"
  bool rather_than(TokenIndex v) const {
    for (TokenIndex c : syntax_.children(v))
      if (c < v && syntax_.lower(c) == "rather" && c + 1 < v && syntax_.lower(c + 1) == "than")
        return true;
    return false;
  }

  /// "..., which is false": the text itself rejects what it has just told.
  bool said_false(TokenIndex trigger) const {
    const TokenRange sentence = syntax_.sentence(syntax_.sentence_of(trigger));
    for (TokenIndex i = trigger + 1; i + 2 < sentence.end; ++i) {
      if (syntax_.lower(i) != "which" ||
          (syntax_.lower(i + 1) != "is" && syntax_.lower(i + 1) != "was"))
        continue;
      if (knowledge_.governor(syntax_.lemma(i + 2), "adj") == Effect::kDenied) return true;
    }
    return false;
  }

  /// "denied reports that the army had left", "Reports that it has left appear to be unfounded": by
  /// words, for the clause often hangs elsewhere in the tree.
  bool reported_falsely(TokenIndex trigger) const {
    const TokenRange sentence = syntax_.sentence(syntax_.sentence_of(trigger));
    TokenIndex report = kNoToken;
    bool that = false;
    for (TokenIndex i = sentence.begin; i < trigger; ++i) {
      if (knowledge_.in_class(syntax_.lemma(i), "report") && syntax_.upos(i) == Upos::kNoun)
        report = i, that = false;
      that |= report != kNoToken && (syntax_.lower(i) == "that" || syntax_.lower(i) == "of");
    }
    if (report == kNoToken || !that) return false;
    constexpr TokenIndex kNear = 4;
    for (TokenIndex i = report; i > sentence.begin && i + kNear > report; --i)
      if (syntax_.upos(i - 1) == Upos::kVerb &&
          knowledge_.cue(syntax_.lemma(i - 1), "verb") == Effect::kDenied)
        return true;
    for (TokenIndex i = trigger + 1; i < sentence.end; ++i)
      if (knowledge_.governor(syntax_.lemma(i), "adj") == Effect::kDenied &&
          syntax_.child(report, {kCase}) == kNoToken)
        return true;
    return false;
  }

  bool asks(TokenIndex v) const {
    const TokenRange sentence = syntax_.sentence(syntax_.sentence_of(v));
    return syntax_.form(sentence.end - 1) == "?";
  }

  /// True where an if-clause hangs on the verb.
  bool conditioned(TokenIndex v) const {
    for (TokenIndex c : syntax_.children(v))
      if (syntax_.is(c, {kAdvcl}) && has_mark(c, {"if", "unless"})) return true;
    return false;
  }

  /// "unlikely if the reports were wrong and the town had not been taken": what is joined to an
  /// if-clause, or hangs beside one on the same word, is under the same condition.
  void conditioned_before(TokenIndex below, TokenIndex up) {
    if (has_mark(up, {"if", "unless"})) status_ = ClaimStatus::kConditional;
    for (TokenIndex c : syntax_.children(up))
      if (c < below && syntax_.is(c, {kAdvcl}) && c > up && has_mark(c, {"if", "unless"}))
        status_ = ClaimStatus::kConditional;
  }

  /// "will answer when it strikes": what has to come first has not come either.
  void time_of_what_is_to_come(TokenIndex below, TokenIndex up) {
    const Feats& feats = syntax_.feats(below);
    if (!has_mark(below, {"when", "once", "until", "before", "after", "as"}) ||
        feats.verb_form != Feats::VerbForm::kFin || feats.tense != Feats::Tense::kPres)
      return;
    for (TokenIndex c : syntax_.children(up)) {
      const std::string& w = syntax_.lower(c);
      if (syntax_.is(c, {kAux}) && (w == "will" || w == "'ll" || w == "would" || w == "shall"))
        settle(asks(up) ? ClaimStatus::kHypothetical : ClaimStatus::kIntended);
    }
  }

  bool own_modal(TokenIndex v) const {
    for (TokenIndex c : syntax_.children(v))
      if (syntax_.is(c, {kAux})) return true;
    return false;
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

  /// "has yet to withdraw": not so far.
  bool yet_to(TokenIndex v) const {
    const TokenRange sentence = syntax_.sentence(syntax_.sentence_of(v));
    return v >= sentence.begin + 2 && syntax_.lower(v - 1) == "to" && syntax_.lower(v - 2) == "yet";
  }

  void own_verb(TokenIndex v) {
    tense_of(v);
    if (yet_to(v)) {
      negated_ = true;
      ongoing_ = false;
      settle(ClaimStatus::kHappened);
      return;
    }
    verb_words(v);
    noun_before(v);
    if (syntax_.feats(v).verb_form == Feats::VerbForm::kInf && syntax_.is(v, {kAdvcl}) &&
        has_mark(v, {"to"}))
      settle(ClaimStatus::kIntended);
    // "Seizing Homs would cut off ...": a gerund as the subject of what would be.
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
    }
  }

  /// "talks of recalling", "calls for an attack", "warns against strikes": a preposition that makes
  /// what follows the aim or content of the word above.
  bool aimed(TokenIndex below, TokenIndex up) const {
    if (!syntax_.is(below, {kObl, kAdvcl, kNmod})) return false;
    const bool warns = syntax_.lemma(up) == "warn" || syntax_.lemma(up) == "warning";
    for (TokenIndex c : syntax_.children(below)) {
      if (!syntax_.is(c, {kCase, kMark})) continue;
      const std::string& w = syntax_.lower(c);
      if (w == "for" || w == "of" || w == "about" || (w == "against" && warns) ||
          (w == "at" && syntax_.lemma(up) == "aim"))
        return true;
    }
    return false;
  }

  bool is_distance(TokenIndex i) const { return knowledge_.in_class(syntax_.lemma(i), "distance"); }

  /// "weeks away from capturing", "close to seizing"
  bool from_afar(TokenIndex below, TokenIndex up) const {
    return is_distance(up) && syntax_.upos(below) == Upos::kVerb && has_mark(below, {"from", "to"});
  }

  bool breaks_down(TokenIndex v) const {
    return (syntax_.lemma(v) == "break" && syntax_.has_child_lemma(v, "down")) ||
           (syntax_.lemma(v) == "fall" && syntax_.has_child_lemma(v, "apart"));
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
        !has_mark(below, {"who", "when", "where", "how", "why"}))
      status_ = ClaimStatus::kPossible;
  }

  /// From the event upwards: each step asks what the governing word does to its dependent.
  void climb(TokenIndex t, bool verb) {
    bool& nominal = nominal_;
    nominal = !verb;
    TokenIndex below = t;
    for (int steps = 0; steps < 12; ++steps) {
      const TokenIndex up = syntax_.head(below);
      from_ = below;
      if (up == kNoToken) return;
      const bool up_verb = syntax_.upos(up) == Upos::kVerb || syntax_.child(up, {kCop}) != kNoToken;
      const bool shown =
          syntax_.is(below, {kAclRelcl}) && knowledge_.in_class(syntax_.lemma(up), "evidence");
      if (syntax_.is(below, {kAclRelcl}) && !shown && has_mark(below, {"whereby"}))
        return complete(up);  // "a deal whereby X leaves"
      if (syntax_.is(below, {kAppos}) && nominal)
        return complete(up);  // "one fear, a new attack, ..."
      if (syntax_.is(below, {kAdvclRelcl, kParataxis, kAppos}) ||
          (syntax_.is(below, {kAclRelcl}) && !shown))
        return;
      if (syntax_.is(below, {kConj})) {
        const bool own_subject = syntax_.child(below, {kNsubj, kNsubjPass}) != kNoToken;
        if (up_verb && !nominal) {
          if (own_subject || own_modal(below)) return conditioned_before(below, up);
          // Modals reach over the second verb, negation does not unless it is bare.
          const bool before = negated_;
          verb_words(up);
          if (syntax_.feats(below).verb_form == Feats::VerbForm::kFin) negated_ = before;
        }
        below = up;
        continue;
      }
      const char* pos = syntax_.upos(up) == Upos::kVerb                     ? "verb"
                        : syntax_.upos(up) == Upos::kAdj || is_distance(up) ? "adj"
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
            (syntax_.is(below, {kObl}) && pos[0] == 'a' && !is_distance(up)) || aimed(below, up) ||
            from_afar(below, up);
        if (complement && effect && !cue_above) {
          // "plans to", "fear of": of a noun only the words that complete it are governed.
          if (!(pos[0] == 'n' && syntax_.is(below, {kNmod}) &&
                !syntax_.has_child_lemma(below, "of") && !syntax_.has_child_lemma(below, "to")))
            apply(*effect);
        } else if (syntax_.is(below, {kAcl}) && pos[0] == 'n' && has_mark(below, {"to"})) {
          settle(ClaimStatus::kIntended);
        }
        if (syntax_.is(below, {kCcomp}) && knowledge_.cue(syntax_.lemma(up), pos))
          unsaid(below, up);
        if (cue_above) return;
        if (nominal && syntax_.is(below, {kNsubj}) &&
            (knowledge_.in_class(syntax_.lemma(up), "collapsing") || breaks_down(up)))
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
          if (syntax_.is(up, {kAdvcl}) && has_mark(up, {"to"}) &&
              syntax_.feats(up).verb_form == Feats::VerbForm::kInf)
            settle(ClaimStatus::kIntended);  // "to carry out attacks"
        } else if (up_verb && syntax_.is(below, {kAdvcl}) &&
                   syntax_.feats(below).verb_form != Feats::VerbForm::kFin && !own_modal(below) &&
                   !has_mark(below, {"after", "since", "before"})) {
          const bool before = negated_;
          verb_words(up);
          negated_ = before;
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
  std::optional<ClaimStatus> status_;
  bool negated_ = false;
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
