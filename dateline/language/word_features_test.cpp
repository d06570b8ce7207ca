#include "dateline/language/word_features.h"

#include <gtest/gtest.h>

namespace dateline {
namespace {

WordFeatures features(std::string_view word) {
  std::string buffer;
  return word_features(word, buffer);
}

TEST(WordFeatures, CaseIsShapeAndNotWord) {
  const WordFeatures lower = features("homs"), capital = features("Homs"), upper = features("HOMS");
  EXPECT_EQ(lower.word, upper.word);
  EXPECT_EQ(lower.affixes, capital.affixes);
  EXPECT_NE(lower.shape, capital.shape);
  EXPECT_NE(capital.shape, upper.shape);
  EXPECT_NE(features("al-Zor").shape, features("Zor").shape);
}

TEST(WordFeatures, DigitsAndQuotesAreOne) {
  EXPECT_EQ(features("2014").word, features("1999").word);
  EXPECT_NE(features("2014").word, features("199").word);
  EXPECT_EQ(features("don’t").word, features("don't").word);
}

TEST(WordFeatures, TheHashAloneIsTheSame) {
  std::string buffer;
  for (const char* word : {"Homs", "2014", "don’t", ""})
    EXPECT_EQ(word_hash(word, buffer), features(word).word) << word;
}

TEST(WordFeatures, AffixesAreOfCharacters) {
  const WordFeatures a = features("sécurité"), b = features("identité");
  EXPECT_EQ(a.affixes[5], b.affixes[5]);  // é
  EXPECT_EQ(a.affixes[7], b.affixes[7]);  // ité
  EXPECT_NE(a.affixes[0], b.affixes[0]);
}

TEST(WordFeatures, AnyBytes) {
  for (const std::string& word :
       {std::string(), std::string("\xFF\xFE"), std::string("\x80\x80\x80"), std::string(5000, 'a'),
        std::string(3000, '\xBF')}) {
    std::string used(70, 'x');
    EXPECT_EQ(word_features(word, used).affixes, features(word).affixes);
  }
}

}  // namespace
}  // namespace dateline
