#include "dateline/language/mend.h"

namespace dateline {
namespace {

bool is_noun(Upos upos) { return upos == Upos::kNoun || upos == Upos::kPropn; }

class Mender {
 public:
  Mender(const Tags& tags, Trees& trees)
      : tags_(tags), trees_(trees) {}

  /// "X - held Y" from its hyphen on.
  void hyphenated(const TokenRange& sentence, TokenIndex hyphen) {
    const TokenIndex participle = hyphen + 1, next = hyphen + 2;
    if (tags_.upos[participle] != Upos::kVerb || tags_.feats[participle].verb_form == Feats::VerbForm::kGer) return;
    if (!is_noun(tags_.upos[hyphen - 1]) && tags_.upos[hyphen - 1] != Upos::kAdj) return;
    if (!is_noun(tags_.upos[next]) || trees_.deprels[participle] == Deprel::kAmod) return;
    // The noun that the words behind the participle make together.
    TokenIndex noun = next;
    while (trees_.heads[noun] != kNoToken && trees_.heads[noun] > noun && is_noun(tags_.upos[trees_.heads[noun]]) &&
           trees_.deprels[noun] == Deprel::kCompound)
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
    if (was == Deprel::kConj || was == Deprel::kAppos || was == Deprel::kParataxis || was == Deprel::kObl ||
        was == Deprel::kNmod || was == Deprel::kNsubj || was == Deprel::kObj)
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
    for (TokenIndex i = sentence.begin + 1; i + 2 < sentence.end; ++i) {
      const ByteSpan span = tokens.spans[i];
      const bool glued = tokens.spans[i - 1].end == span.begin && span.end == tokens.spans[i + 1].begin;
      if (glued && slice(text, span) == "-") mender.hyphenated(sentence, i);
    }
  }
}

}  // namespace dateline
