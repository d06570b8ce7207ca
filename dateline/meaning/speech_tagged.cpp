#include "dateline/meaning/speech_tagged.h"

#include <algorithm>

namespace dateline {
namespace {

/// What the lexicon says of the cue's words: the first that it knows.
std::optional<Effect> effect_of(const Syntax& syntax, const Knowledge& knowledge, TokenRange cue) {
  for (TokenIndex i = cue.begin; i < cue.end; ++i) {
    if (syntax.lower(i) == "according" || syntax.form(i) == ":") return Effect::kNeutral;
    const bool verb = syntax.upos(i) == Upos::kVerb;
    for (const char* pos : {"verb", "act", "noun"})
      if (verb != (std::string_view(pos) == "noun"))
        if (const auto effect = knowledge.cue(syntax.lemma(i), pos)) return effect;
  }
  return std::nullopt;
}

bool negated(const Syntax& syntax, TokenRange cue) {
  for (TokenIndex i = cue.begin; i < cue.end; ++i)
    if (one_of(syntax.lower(i), {"not", "n't", "n’t", "never", "no", "without"})) return true;
  return false;
}

/// True where a verb of speaking has another meaning here: content without a verb behind a cue that
/// the lexicon calls weak ("claimed nine lives"), or behind a preposition ("reported to the base").
bool means_other(const Syntax& syntax, const Knowledge& knowledge, const TaggedSpeech& tagged) {
  for (const TokenRange range : tagged.content)
    for (TokenIndex i = range.begin; i < range.end; ++i)
      if (syntax.upos(i) == Upos::kVerb || syntax.upos(i) == Upos::kAux) return false;
  const std::string& lemma = syntax.lemma(tagged.head);
  if (knowledge.cue(lemma, "weak")) return true;
  return !knowledge.cue(lemma, "act") && syntax.upos(tagged.content.front().begin) == Upos::kAdp;
}

/// True where the range is a quotation of clauses. `quotes` ascend and do not overlap.
bool quoted(const std::vector<QuoteRun>& quotes, TokenRange content) {
  const auto behind =
      std::upper_bound(quotes.begin(), quotes.end(), content.begin + 1,
                       [](TokenIndex at, const QuoteRun& quote) { return at < quote.range.begin; });
  if (behind == quotes.begin()) return false;
  const QuoteRun& quote = *(behind - 1);
  return quote.speech && quote.range.end + 1 >= content.end;
}

}  // namespace

std::vector<Speech> tagged_speech(const Syntax& syntax, const Knowledge& knowledge,
                                  const std::vector<QuoteRun>& quotes,
                                  const AttributionModel& model) {
  std::vector<Speech> out;
  const AttributionFeatures features(syntax, knowledge, quotes);
  for (TaggedSpeech& tagged : tag_speech(syntax, features, model)) {
    const auto effect = effect_of(syntax, knowledge, tagged.cue);
    const bool direct = quoted(quotes, tagged.content.front());
    if (!direct && (!effect || means_other(syntax, knowledge, tagged))) continue;
    if (negated(syntax, tagged.cue) && effect != Effect::kPossible) continue;
    Speech speech;
    speech.cue = tagged.head;
    speech.effect = effect.value_or(Effect::kNeutral);
    speech.past = syntax.feats(tagged.head).tense != Feats::Tense::kPres;
    if (!tagged.source.empty()) speech.phrase = tagged.source.front();
    speech.before = tagged.content.front().begin < tagged.cue.begin;
    speech.content = std::move(tagged.content);
    out.push_back(std::move(speech));
  }
  return out;
}

std::vector<Speech> join_speech(std::vector<Speech> rules, std::span<const Speech> tagged) {
  const auto known = [&](const Speech& speech) {
    return std::any_of(rules.begin(), rules.end(),
                       [&](const Speech& rule) { return rule.cue == speech.cue; });
  };
  std::vector<Speech> more;
  for (const Speech& speech : tagged)
    if (speech.phrase.size() > 0 && !known(speech)) more.push_back(speech);
  rules.insert(rules.end(), more.begin(), more.end());
  std::stable_sort(rules.begin(), rules.end(),
                   [](const Speech& a, const Speech& b) { return a.cue < b.cue; });
  return rules;
}

}  // namespace dateline
