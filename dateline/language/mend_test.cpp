#include "dateline/language/mend.h"

#include <gtest/gtest.h>

namespace dateline {
namespace {

TEST(Mend, AHyphenatedParticipleModifiesItsNoun) {
  const std::string text = "Aid reached rebel-held Idlib.";
  Tokens tokens;
  tokens.spans = {{0, 3}, {4, 11}, {12, 17}, {17, 18}, {18, 22}, {23, 28}, {28, 29}};
  tokens.sentences = {{0, 7}};
  tokens.sentence_spans = {{0, 29}};
  Tags tags;
  tags.upos = {Upos::kNoun, Upos::kVerb, Upos::kNoun, Upos::kPunct, Upos::kVerb, Upos::kPropn, Upos::kPunct};
  tags.feats.resize(7);
  Trees trees;
  trees.heads = {1, kNoToken, 5, 2, 1, 4, 1};
  trees.deprels = {Deprel::kNsubj, Deprel::kRoot, Deprel::kCompound, Deprel::kPunct,
                   Deprel::kXcomp, Deprel::kObj,  Deprel::kPunct};
  mend_trees(text, tokens, tags, trees);
  EXPECT_EQ(trees.heads, (std::vector<TokenIndex>{1, kNoToken, 4, 4, 5, 1, 1}));
  EXPECT_EQ(trees.deprels[4], Deprel::kAmod);
  EXPECT_EQ(trees.deprels[5], Deprel::kObj);
  // What is right stays.
  Trees same = trees;
  mend_trees(text, tokens, tags, same);
  EXPECT_EQ(same.heads, trees.heads);
}

}  // namespace
}  // namespace dateline
