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
  tags.upos = {Upos::kNoun, Upos::kVerb,  Upos::kNoun, Upos::kPunct,
               Upos::kVerb, Upos::kPropn, Upos::kPunct};
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

TEST(Mend, ANounBehindAVerbIsItsObject) {
  const std::string text = "Shells killed 10 men and wounded 45 others.";
  Tokens tokens;
  tokens.spans = {{0, 6},   {7, 13},  {14, 16}, {17, 20}, {21, 24},
                  {25, 32}, {33, 35}, {36, 42}, {42, 43}};
  tokens.sentences = {{0, 9}};
  tokens.sentence_spans = {{0, 43}};
  Tags tags;
  tags.upos = {Upos::kNoun, Upos::kVerb, Upos::kNum,  Upos::kNoun, Upos::kCconj,
               Upos::kVerb, Upos::kNum,  Upos::kNoun, Upos::kPunct};
  tags.feats.resize(9);
  Trees trees;
  trees.heads = {1, kNoToken, 3, 1, 5, 1, 7, 3, 1};
  trees.deprels = {Deprel::kNsubj, Deprel::kRoot,   Deprel::kNummod, Deprel::kObj,  Deprel::kCc,
                   Deprel::kConj,  Deprel::kNummod, Deprel::kConj,   Deprel::kPunct};
  mend_trees(text, tokens, tags, trees);
  EXPECT_EQ(trees.heads[7], 5u);
  EXPECT_EQ(trees.deprels[7], Deprel::kObj);
}

TEST(Mend, TheFirstOfTwoSubjectsIsOfWhatIsSaid) {
  const std::string text = "Rebels took Hama, sources said.";
  Tokens tokens;
  tokens.spans = {{0, 6}, {7, 11}, {12, 16}, {16, 17}, {18, 25}, {26, 30}, {30, 31}};
  tokens.sentences = {{0, 7}};
  tokens.sentence_spans = {{0, 31}};
  Tags tags;
  tags.upos = {Upos::kNoun, Upos::kVerb, Upos::kPropn, Upos::kPunct,
               Upos::kNoun, Upos::kVerb, Upos::kPunct};
  tags.feats.resize(7);
  Trees trees;
  trees.heads = {5, 5, 1, 1, 5, kNoToken, 5};
  trees.deprels = {Deprel::kNsubj, Deprel::kCcomp, Deprel::kObj,  Deprel::kPunct,
                   Deprel::kNsubj, Deprel::kRoot,  Deprel::kPunct};
  mend_trees(text, tokens, tags, trees);
  EXPECT_EQ(trees.heads, (std::vector<TokenIndex>{1, 5, 1, 1, 5, kNoToken, 5}));
}

}  // namespace
}  // namespace dateline
