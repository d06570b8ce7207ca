#include <algorithm>

#include "dateline/meaning/attribution.h"
#include "dateline/meaning/referents.h"

// Pronouns of who speaks: "we" within somebody's words, and the subject of "the army said it had".

namespace dateline {
namespace {

using enum Deprel;

/// The clause that is said by the cue's verb, or the verb on which the cue hangs, or kNoToken.
TokenIndex said_clause(const Syntax& syntax, const Attribution& speech) {
  for (TokenIndex c : syntax.children(speech.cue))
    if (syntax.is(c, {kCcomp}) && c > speech.cue && speech.contains(c)) return c;
  return kNoToken;
}

/// Single persons are "he" or "she", bodies "it", several "they".
bool agrees(const Syntax& syntax, PronounSort sort, const Speaker& speaker, TokenIndex subject) {
  if (subject == kNoToken || syntax.upos(subject) == Upos::kPron) return false;
  const bool plural = syntax.feats(subject).number == Feats::Number::kPlur;
  if (sort == PronounSort::kThey) return plural;
  const bool body = speaker.kind == SpeakerKind::kStateMedia ||
                    speaker.kind == SpeakerKind::kAgency || speaker.kind == SpeakerKind::kMonitor ||
                    speaker.kind == SpeakerKind::kParty || speaker.kind == SpeakerKind::kMilitary ||
                    speaker.kind == SpeakerKind::kOfficial;
  return sort == PronounSort::kIt && !plural && body;
}

}  // namespace

void Actors::hear(const std::vector<Attribution>& attributions) {
  voice_.assign(syntax_->size(), nullptr);
  // The narrowest words that hold a pronoun are those of who says it.
  std::vector<TokenIndex> width(syntax_->size(), kNoToken);
  for (const Attribution& speech : attributions) {
    if (speech.speakers.empty()) continue;
    const Speaker* speaker = &speech.speakers.front();
    for (const TokenRange range : speech.content)
      for (TokenIndex i = range.begin; i < range.end; ++i) {
        if (syntax_->upos(i) != Upos::kPron || speech.size() > width[i]) continue;
        const PronounSort sort = pronoun_sort(syntax_->lower(i));
        if (sort != PronounSort::kWe && sort != PronounSort::kI) continue;
        width[i] = speech.size();
        voice_[i] = speaker;
      }
    const TokenIndex clause = said_clause(*syntax_, speech);
    if (clause == kNoToken || speech.speakers.size() > 1) continue;
    const TokenIndex pronoun = syntax_->child(clause, {kNsubj, kNsubjPass});
    if (pronoun == kNoToken || syntax_->upos(pronoun) != Upos::kPron || pronoun > clause) continue;
    const PronounSort sort = pronoun_sort(syntax_->lower(pronoun));
    // "warned the group that it": what they are told of themselves.
    const TokenIndex told = syntax_->child(speech.cue, {kObj, kIobj});
    if (syntax_->lemma(speech.cue) == "warn" && told != kNoToken) {
      if (!direct(told).empty() && told < pronoun) antecedent_[pronoun] = told;
    } else if (agrees(*syntax_, sort, *speaker, syntax_->child(speech.cue, {kNsubj}))) {
      voice_[pronoun] = speaker;
    }
  }
}

}  // namespace dateline
