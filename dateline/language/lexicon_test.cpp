#include "dateline/language/lexicon.h"

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

#include "dateline/language/feature_key.h"
#include "dateline/language/language_sample.h"

namespace dateline {
namespace {

using Class = LexiconClass;

/// A dictionary of some words, each set of classes with opinions of its own.
class LexiconTest : public testing::Test {
 protected:
  LexiconTest() {
    std::vector<std::pair<std::uint32_t, std::uint16_t>> entries;
    std::string buffer;
    for (const auto& [word, classes] : std::vector<std::pair<std::string_view, std::uint16_t>>{
             {"ferry", Class::kNoun | Class::kVerb},
             {"stop", Class::kNoun | Class::kVerb},
             {"shell", Class::kNoun | Class::kVerb},
             {"gauge", Class::kVerb},
             {"glossy", Class::kAdjective},
             {"dutchman", Class::kName},
             {"roman", Class::kName | Class::kNamedAdjective},
             {"town", Class::kCommon | Class::kNoun}})
      entries.emplace_back(word_hash(word, buffer), classes);
    std::sort(entries.begin(), entries.end());
    for (const auto& [key, classes] : entries) {
      keys_.push_back(key);
      classes_.push_back(classes);
    }
    opinions_.resize(Class::kSets * Lexicon::kCases * Lexicon::kParts);
    for (std::size_t i = 0; i < opinions_.size(); ++i) opinions_[i] = static_cast<int>(i);
    lexicon_ = Lexicon(keys_, classes_, opinions_);
  }

  int classes(std::string_view word) { return lexicon_.classes(word, buffer_); }
  /// The set and the case that an opinion is of.
  std::pair<int, int> opinion(std::string_view word, bool first) {
    const auto found = lexicon_.opinion(word, first, buffer_);
    if (found.empty()) return {-1, -1};
    EXPECT_EQ(found.size(), Lexicon::kParts);
    const int row = found[0] / static_cast<int>(Lexicon::kParts);
    const int cases = static_cast<int>(Lexicon::kCases);
    return {row / cases, row % cases};
  }

  std::vector<std::uint32_t> keys_;
  std::vector<std::uint16_t> classes_;
  std::vector<std::int32_t> opinions_;
  Lexicon lexicon_;
  std::string buffer_;
};

TEST_F(LexiconTest, WordsAndTheirRegularForms) {
  EXPECT_EQ(classes("ferry"), Class::kNoun | Class::kVerb);
  EXPECT_EQ(classes("Ferries"), Class::kNoun | Class::kVerb);
  EXPECT_EQ(classes("ferried"), Class::kVerb);
  EXPECT_EQ(classes("stopped"), Class::kVerb);
  EXPECT_EQ(classes("stopping"), Class::kVerb);
  EXPECT_EQ(classes("shelling"), Class::kVerb);
  EXPECT_EQ(classes("gauging"), Class::kVerb);
  EXPECT_EQ(classes("glossiest"), Class::kAdjective);
  EXPECT_EQ(classes("Dutchmen"), Class::kName);
  EXPECT_EQ(classes("Romans"), Class::kName);
  EXPECT_EQ(classes("towns"), Class::kNoun);
  EXPECT_EQ(classes("zzgx"), 0);
}

TEST_F(LexiconTest, AnyBytes) {
  for (const std::string& word : {std::string(), std::string("s"), std::string("\xFF\xFEs"),
                                  std::string(5000, 's'), std::string(62, 'a') + "ed"})
    EXPECT_EQ(classes(word), 0) << word.size();
}

TEST_F(LexiconTest, OpinionsAreByClassesAndCase) {
  EXPECT_EQ(opinion("ferry", false), std::pair(Class::kNoun | Class::kVerb, 0));
  EXPECT_EQ(opinion("Ferry", true), std::pair(Class::kNoun | Class::kVerb, 1));
  EXPECT_EQ(opinion("Ferry", false), std::pair(Class::kNoun | Class::kVerb, 2));
  EXPECT_EQ(opinion("FERRY", false), std::pair(Class::kNoun | Class::kVerb, 3));
  EXPECT_EQ(opinion("McFerry", false), std::pair(0, 4));
}

TEST_F(LexiconTest, NoneOfCommonWordsAndOfWhatHasNoLetters) {
  EXPECT_EQ(opinion("town", false).first, -1);
  EXPECT_EQ(opinion("12", false).first, -1);
}

// The shipped weights: a dictionary word that the treebanks do not hold, where the place alone
// leaves it open.
TEST(Lexicon, ShippedWeightsKnowWhatADictionaryKnows) {
  const std::string text = "They were prone to it.";
  const Tokens tokens =
      split(text, {0, static_cast<std::uint32_t>(text.size())}, *sample::language().splitter);
  const SyntaxLayers layers = analyse(text, tokens, sample::language());
  EXPECT_EQ(layers.tags.upos[2], Upos::kAdj);
}

}  // namespace
}  // namespace dateline
