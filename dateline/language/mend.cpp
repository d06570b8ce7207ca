#include "dateline/language/mend.h"

namespace dateline {
namespace {

bool is_noun(Upos upos) { return upos == Upos::kNoun || upos == Upos::kPropn; }

class Mender {
 public:
  Mender(const Tags& tags, Trees& trees) : tags_(tags), trees_(trees) {}

  /// "killed N1 and wounded N2" from its second verb on, where N2 was hung on N1.
  void second_object(const TokenRange& sentence, TokenIndex verb) {
    if (tags_.upos[verb] != Upos::kVerb || trees_.deprels[verb] != Deprel::kConj ||
        trees_.heads[verb] > verb)
      return;
    TokenIndex noun = verb + 1;
    while (noun < sentence.end && trees_.heads[noun] != kNoToken && trees_.heads[noun] > noun &&
           (trees_.deprels[noun] == Deprel::kNummod || trees_.deprels[noun] == Deprel::kDet ||
            trees_.deprels[noun] == Deprel::kAmod || trees_.deprels[noun] == Deprel::kAdvmod))
      ++noun;
    if (noun >= sentence.end || trees_.deprels[noun] != Deprel::kConj) return;
    // The list would have to reach over the verb, from below the verb that it belongs to.
    const TokenIndex first = trees_.heads[noun];
    if (first <= trees_.heads[verb] || first >= verb || !is_noun(tags_.upos[first])) return;
    for (TokenIndex i = sentence.begin; i < sentence.end; ++i)
      if (trees_.heads[i] == verb && trees_.deprels[i] == Deprel::kObj) return;
    trees_.heads[noun] = verb;
    trees_.deprels[noun] = Deprel::kObj;
  }

  /// "X took Y, sources said" or "..., said sources" where both X and the sources were made
  /// subjects of the saying: the first is the subject of what is said, which may have been hung on
  /// it (a finite verb is no acl).
  void two_subjects(const TokenRange& sentence, TokenIndex verb) {
    TokenIndex first = kNoToken, said = kNoToken, second = kNoToken;
    for (TokenIndex i = sentence.begin; i < sentence.end; ++i) {
      if (trees_.heads[i] == verb && trees_.deprels[i] == Deprel::kNsubj)
        (first == kNoToken ? first : second) = i;
      if (trees_.heads[i] == verb && trees_.deprels[i] == Deprel::kCcomp && i < verb) said = i;
      if (said == kNoToken && first != kNoToken && trees_.heads[i] == first &&
          trees_.deprels[i] == Deprel::kAcl && tags_.feats[i].verb_form == Feats::VerbForm::kFin &&
          i < verb)
        said = i;
    }
    if (first == kNoToken || said == kNoToken || second == kNoToken || first > said ||
        second < said)
      return;
    for (TokenIndex i = sentence.begin; i < said; ++i)
      if (trees_.heads[i] == said &&
          (trees_.deprels[i] == Deprel::kNsubj || trees_.deprels[i] == Deprel::kNsubjPass))
        return;
    trees_.heads[said] = verb;
    trees_.deprels[said] = Deprel::kCcomp;
    trees_.heads[first] = said;
  }

  /// "X - held Y" from its hyphen on.
  void hyphenated(const TokenRange& sentence, TokenIndex hyphen) {
    const TokenIndex participle = hyphen + 1, next = hyphen + 2;
    if (tags_.upos[participle] != Upos::kVerb ||
        tags_.feats[participle].verb_form == Feats::VerbForm::kGer)
      return;
    if (!is_noun(tags_.upos[hyphen - 1]) && tags_.upos[hyphen - 1] != Upos::kAdj) return;
    if (!is_noun(tags_.upos[next]) || trees_.deprels[participle] == Deprel::kAmod) return;
    // The noun that the words behind the participle make together.
    TokenIndex noun = next;
    while (trees_.heads[noun] != kNoToken && trees_.heads[noun] > noun &&
           is_noun(tags_.upos[trees_.heads[noun]]) && trees_.deprels[noun] == Deprel::kCompound)
      noun = trees_.heads[noun];
    if (trees_.heads[noun] == participle) {
      const TokenIndex above = trees_.heads[participle];
      trees_.heads[noun] = above;
      trees_.deprels[noun] = above == kNoToken ? Deprel::kRoot : relation(participle, above);
    } else if (below(noun, participle)) {
      return;
    }
    trees_.heads[participle] = noun;
    trees_.deprels[participle] = Deprel::kAmod;
    for (TokenIndex i = sentence.begin; i < sentence.end; ++i) {
      if (i == noun || i == hyphen || i == hyphen - 1 || trees_.heads[i] != participle) continue;
      trees_.heads[i] = noun;
    }
    for (const TokenIndex i : {hyphen - 1, hyphen}) {
      if (below(participle, i)) continue;
      trees_.heads[i] = participle;
      trees_.deprels[i] = i == hyphen ? Deprel::kPunct : Deprel::kCompound;
    }
  }

 private:
  /// What a noun is to the word that the participle hung on.
  Deprel relation(TokenIndex participle, TokenIndex above) const {
    const Deprel was = trees_.deprels[participle];
    if (was == Deprel::kConj || was == Deprel::kAppos || was == Deprel::kParataxis ||
        was == Deprel::kObl || was == Deprel::kNmod || was == Deprel::kNsubj || was == Deprel::kObj)
      return was;
    if (tags_.upos[above] != Upos::kVerb) return Deprel::kNmod;
    return above < participle ? Deprel::kObj : Deprel::kNsubj;
  }
  /// Whether `word` is `top` or hangs below it.
  bool below(TokenIndex word, TokenIndex top) const {
    for (; word != kNoToken; word = trees_.heads[word])
      if (word == top) return true;
    return false;
  }

  const Tags& tags_;
  Trees& trees_;
};

}  // namespace

void mend_trees(std::string_view text, const Tokens& tokens, const Tags& tags, Trees& trees) {
  Mender mender(tags, trees);
  for (const TokenRange& sentence : tokens.sentences) {
    for (TokenIndex i = sentence.begin + 1; i + 1 < sentence.end; ++i) {
      mender.second_object(sentence, i);
      if (trees.deprels[i] == Deprel::kNsubj && trees.heads[i] != kNoToken && trees.heads[i] > i)
        mender.two_subjects(sentence, trees.heads[i]);
      if (i + 2 >= sentence.end) continue;
      const ByteSpan span = tokens.spans[i];
      const bool glued =
          tokens.spans[i - 1].end == span.begin && span.end == tokens.spans[i + 1].begin;
      if (glued && slice(text, span) == "-") mender.hyphenated(sentence, i);
    }
  }
}

}  // namespace dateline
