#include <algorithm>

#include "dateline/meaning/speech.h"

namespace dateline {
using enum Deprel;

/// "said the minister", with the speaker behind the verb.
std::optional<SpeechFinder::Subject> SpeechFinder::inverted_subject(const Cue& cue,
                                                                    TokenRange sentence) const {
  if (cue.verb + 1 >= sentence.end || cue.act || cue.participle) return std::nullopt;
  const Upos next = syntax_.upos(cue.verb + 1);
  if (next != Upos::kDet && next != Upos::kNoun && next != Upos::kPropn && next != Upos::kAdj &&
      next != Upos::kPron && next != Upos::kNum)
    return std::nullopt;
  if (phrases_.is_time_word(cue.verb + 1)) return std::nullopt;
  Subject subject;
  subject.inverted = true;
  subject.phrase = phrases_.beginning_at(cue.verb + 1, sentence.end);
  if (!phrases_.can_speak(subject.phrase)) return std::nullopt;
  // "said the army had left" is the content, not the speaker.
  const TokenIndex end = subject.phrase.end;
  if (end < sentence.end && (syntax_.upos(end) == Upos::kAux || syntax_.upos(end) == Upos::kVerb) &&
      !syntax_.lower(end).ends_with("ing"))
    return std::nullopt;
  return subject;
}

/// The subject of "Jane Doe, a doctor there, said" or "the group, which holds the town, said".
TokenRange SpeechFinder::interrupted_subject(const Cue& cue, TokenRange sentence,
                                             TokenIndex tree) const {
  const TokenIndex close = cue.left - 1;
  if (tree != kNoToken && tree < close) {
    TokenIndex name = tree;
    while (name + 1 < close &&
           (syntax_.is(name + 1, {kFlat}) || syntax_.upos(name + 1) == Upos::kPropn))
      ++name;
    TokenRange head = phrases_.ending_at(name, sentence.begin, tree);
    if (head.size() > 0) {
      // The apposition stays, a relative clause goes.
      TokenIndex end = head.end;
      while (end < close && syntax_.form(end) != ",") ++end;
      if (end < close && !one_of(syntax_.lower(end + 1), {"who", "which", "whose", "whom"}) &&
          !(syntax_.upos(end + 1) == Upos::kVerb && syntax_.lower(end + 1).ends_with("ing")) &&
          !has_finite_verb({end, close}) && close - head.begin < 24)
        head.end = close;
      return head;
    }
  }
  for (TokenIndex k = close; k > sentence.begin + 1 && close - k < 24; --k) {
    if (k == close || syntax_.form(k) != syntax_.form(close)) continue;
    const TokenRange head = phrases_.ending_at(k - 1, sentence.begin, kNoToken);
    if (!phrases_.can_speak(head)) return {close, close};
    const bool tells =
        one_of(syntax_.lower(k + 1), {"who", "which", "whose"}) || has_finite_verb({k, close});
    return tells ? head : TokenRange{head.begin, close};
  }
  return {close, close};
}

/// The subject that ends right before the verb, or further left where words that describe it stand
/// between: "fighters holding the town said", "Jane Doe who runs it said", "Jane Doe, a doctor
/// said".
TokenRange SpeechFinder::described_subject(TokenIndex last, TokenRange sentence,
                                           TokenIndex tree) const {
  TokenRange phrase = phrases_.ending_at(last, sentence.begin, tree);
  if (phrase.size() == 0) return phrase;
  if (tree != kNoToken && tree < phrase.begin) {
    TokenIndex next = tree + 1;
    while (next < phrase.begin && syntax_.is(next, {kFlat})) ++next;
    const bool described =
        (syntax_.upos(next) == Upos::kVerb && syntax_.is(next, {kAcl, kAclRelcl})) ||
        syntax_.lower(next) == "who" || syntax_.lower(next) == "which";
    const TokenRange far = phrases_.ending_at(next - 1, sentence.begin, tree);
    if (described && phrases_.can_speak(far)) return far;
  }
  // A name, then an apposition whose closing comma is missing.
  if (phrase.begin < sentence.begin + 3 || syntax_.form(phrase.begin - 1) != ",") return phrase;
  if (!one_of(syntax_.lower(phrase.begin), {"a", "an", "the"})) return phrase;
  TokenIndex name = phrase.begin - 1;
  while (name > sentence.begin && syntax_.upos(name - 1) == Upos::kPropn) --name;
  const bool apart = name == sentence.begin || syntax_.upos(name - 1) == Upos::kPunct;
  if (apart && phrase.begin - 1 - name >= 2 && phrases_.person_noun(phrases_.head_of(phrase)) &&
      syntax_.feats(phrases_.head_of(phrase)).number != Feats::Number::kPlur)
    phrase.begin = name;
  return phrase;
}

std::optional<SpeechFinder::Subject> SpeechFinder::subject_of(const Cue& cue,
                                                              TokenRange sentence) const {
  Subject subject;
  TokenIndex tree = syntax_.child(cue.verb, {kNsubj});
  if (tree != kNoToken && phrases_.is_time_word(tree)) tree = kNoToken;
  if (tree != kNoToken && tree > cue.verb) {
    if (auto inverted = inverted_subject(cue, sentence)) return inverted;
  }
  if (cue.left == sentence.begin) {
    if (cue.participle) return Subject{{}, true, false, false};
    return inverted_subject(cue, sentence);
  }
  const TokenIndex last = cue.left - 1;
  const std::string& word = syntax_.lower(last);
  const bool punct = syntax_.upos(last) == Upos::kPunct && syntax_.form(last) != ")";
  if (word == "who" || word == "which" || word == "that") {
    const TokenIndex target = actors_.antecedent(last);
    if (target == last || target > last) return std::nullopt;
    subject.phrase = phrases_.ending_at(target, sentence.begin, kNoToken);
    subject.relative = true;
    return subject.phrase.size() > 0 ? std::optional(subject) : std::nullopt;
  }
  if (cue.participle) {
    // "..., saying": whoever the sentence speaks of; "sources saying": the noun before.
    if (punct || word == "and" || word == "while" || word == "but" ||
        syntax_.is(cue.verb, {kAdvcl})) {
      subject.inherits = true;
      return subject;
    }
    subject.phrase = phrases_.ending_at(last, sentence.begin, tree);
    if (phrases_.can_speak(subject.phrase) && phrases_.speaks(phrases_.head_of(subject.phrase)))
      return subject;
    subject.phrase = {};
    subject.inherits = true;
    return subject;
  }
  if (word == "and" || word == "but" || word == "or" || word == "then" || word == "yet") {
    subject.inherits = true;
    return subject;
  }
  if (punct || is_quote_mark(syntax_, last)) {
    if (auto inverted = inverted_subject(cue, sentence);
        inverted && (tree == kNoToken || tree > cue.verb))
      return inverted;
    subject.phrase = interrupted_subject(cue, sentence, tree);
    if (subject.phrase.size() > 0) return subject;
    return inverted_subject(cue, sentence);
  }
  subject.phrase = described_subject(last, sentence, tree < last ? tree : kNoToken);
  const bool able = phrases_.can_speak(subject.phrase);
  const TokenIndex begin = subject.phrase.begin;
  const bool governed =
      able && begin > sentence.begin &&
      (syntax_.upos(begin - 1) == Upos::kAdp || syntax_.lower(begin - 1) == "and");
  if (governed && cue.weak && tree == kNoToken) return std::nullopt;
  const bool unsure = tree == kNoToken || tree < begin || tree > last ||
                      (begin > sentence.begin && syntax_.upos(begin - 1) == Upos::kAdp) ||
                      !phrases_.speaks(phrases_.head_of(subject.phrase));
  if (governed && syntax_.lemma(cue.verb) == "say" && unsure)
    if (auto inverted = inverted_subject(cue, sentence);
        inverted && (phrases_.speaks(phrases_.head_of(inverted->phrase)) ||
                     (cue.verb + 1 < sentence.end && syntax_.upos(cue.verb + 1) == Upos::kPropn)))
      return inverted;
  // Without commas: "battles raged in Ratain said the group".
  if (!able || !phrases_.speaks(phrases_.head_of(subject.phrase))) {
    if (syntax_.lemma(cue.verb) == "say" || syntax_.lower(cue.verb) == "said")
      if (auto inverted = inverted_subject(cue, sentence);
          inverted && phrases_.speaks(phrases_.head_of(inverted->phrase)) &&
          (!able || tree == kNoToken || tree > last))
        return inverted;
  }
  return subject.phrase.size() > 0 ? std::optional(subject) : std::nullopt;
}

}  // namespace dateline
