#include <cstdint>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "dateline/base/file.h"
#include "dateline/language/language_sample.h"

namespace dateline {
namespace {

const LanguageModel& model() { return sample::language(); }

struct Analysis {
  std::string text;
  Tokens tokens;
  Tags tags;
  Trees trees;

  explicit Analysis(std::string of) : text(std::move(of)) {
    tokens = split(text, {0, static_cast<std::uint32_t>(text.size())}, *model().splitter);
    SyntaxLayers syntax = analyse(text, tokens, model());
    tags = std::move(syntax.tags);
    trees = std::move(syntax.trees);
  }
  std::string word(TokenIndex i) const { return std::string(slice(text, tokens.spans[i])); }
  TokenIndex find(std::string_view surface) const {
    for (TokenIndex i = 0; i < tokens.size(); ++i)
      if (word(i) == surface) return i;
    ADD_FAILURE() << "no word " << surface;
    return 0;
  }
  /// "nsubj(seized)" of a word.
  std::string arc(std::string_view surface) const {
    const TokenIndex i = find(surface);
    const std::string head = trees.heads[i] == kNoToken ? "" : word(trees.heads[i]);
    return std::string(to_string(trees.deprels[i])) + "(" + head + ")";
  }
};

TEST(Parse, WhoDidWhatToWhom) {
  const Analysis a("Rebels seized Homs on Saturday.");
  EXPECT_EQ(a.arc("seized"), "root()");
  EXPECT_EQ(a.arc("Rebels"), "nsubj(seized)");
  EXPECT_EQ(a.arc("Homs"), "obj(seized)");
  EXPECT_EQ(a.arc("Saturday"), "obl(seized)");
  EXPECT_EQ(a.arc("on"), "case(Saturday)");
  EXPECT_EQ(a.tags.upos[a.find("seized")], Upos::kVerb);
  EXPECT_EQ(a.tags.feats[a.find("seized")].tense, Feats::Tense::kPast);
  EXPECT_EQ(a.tags.lemma(a.find("seized")), "seize");
  EXPECT_EQ(a.tags.lemma(a.find("Rebels")), "rebel");
}

TEST(Parse, PassiveAndAgent) {
  const Analysis a("The town was captured by government forces.");
  EXPECT_EQ(a.arc("town"), "nsubj:pass(captured)");
  EXPECT_EQ(a.arc("was"), "aux:pass(captured)");
  EXPECT_EQ(a.tags.feats[a.find("captured")].voice, Feats::Voice::kPass);
  EXPECT_EQ(a.arc("government"), "compound(forces)");
}

TEST(Parse, ReportedSpeechAndNegation) {
  const Analysis a("The army said that it had not lost the city.");
  EXPECT_EQ(a.arc("army"), "nsubj(said)");
  EXPECT_EQ(a.arc("lost"), "ccomp(said)");
  EXPECT_EQ(a.arc("not"), "advmod(lost)");
  EXPECT_EQ(a.arc("city"), "obj(lost)");
}

/// One root in each sentence, heads inside of it, no cycle.
void check_trees(const Analysis& a) {
  ASSERT_EQ(a.trees.heads.size(), a.tokens.size());
  ASSERT_EQ(a.trees.deprels.size(), a.tokens.size());
  ASSERT_EQ(a.tags.upos.size(), a.tokens.size());
  ASSERT_EQ(a.tags.feats.size(), a.tokens.size());
  ASSERT_EQ(a.tags.lemma_ids.size(), a.tokens.size());
  for (const TokenRange range : a.tokens.sentences) {
    int roots = 0;
    for (TokenIndex i = range.begin; i < range.end; ++i) {
      ASSERT_LT(a.tags.lemma_ids[i], a.tags.lemma_pool.size());
      const bool root = a.trees.heads[i] == kNoToken;
      roots += root;
      ASSERT_EQ(root, a.trees.deprels[i] == Deprel::kRoot);
      ASSERT_TRUE(root || range.contains(a.trees.heads[i]));
      TokenIndex steps = 0;
      for (TokenIndex at = i; at != kNoToken; at = a.trees.heads[at])
        ASSERT_LE(++steps, range.size());
    }
    ASSERT_EQ(roots, 1);
  }
}

TEST(Parse, AnyBytesGiveTrees) {
  std::uint64_t state = 3;
  const std::string letters = "abc XYZ .,\"'-19\xE2\x80\x99\xFF\n ";
  for (int round = 0; round < 200; ++round) {
    std::string text;
    for (int i = 0; i < 5 * (round % 50); ++i) {
      state = state * 6364136223846793005u + 1442695040888963407u;
      text += letters[(state >> 33) % letters.size()];
    }
    check_trees(Analysis(text));
    if (HasFatalFailure()) FAIL() << testing::PrintToString(text);
  }
}

TEST(Parse, SentencesBeyondAnyLength) {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "rebels and ";
  check_trees(Analysis(text));
}

TEST(Tag, CapitalsAndHeadlines) {
  const Analysis a("SYRIAN REBELS TAKE CITY OF HOMS");
  EXPECT_EQ(a.tags.upos[a.find("TAKE")], Upos::kVerb);
  EXPECT_EQ(a.tags.upos[a.find("CITY")], Upos::kNoun);
}

TEST(Tag, Lemmas) {
  const Analysis a("The men were fighting in cities that Russian troops had taken.");
  EXPECT_EQ(a.tags.lemma(a.find("men")), "man");
  EXPECT_EQ(a.tags.lemma(a.find("were")), "be");
  EXPECT_EQ(a.tags.lemma(a.find("fighting")), "fight");
  EXPECT_EQ(a.tags.lemma(a.find("cities")), "city");
  EXPECT_EQ(a.tags.lemma(a.find("Russian")), "Russian");
  EXPECT_EQ(a.tags.lemma(a.find("taken")), "take");
}

TEST(Deprel, NamesAndOlderNames) {
  EXPECT_EQ(parse_deprel("nsubj:pass"), Deprel::kNsubjPass);
  EXPECT_EQ(parse_deprel("obl:tmod"), Deprel::kOblUnmarked);
  EXPECT_EQ(parse_deprel("nmod:npmod"), Deprel::kNmodUnmarked);
  EXPECT_EQ(parse_deprel("obl:somewhere"), Deprel::kObl);
  EXPECT_EQ(parse_deprel("foo"), Deprel::kDep);
  for (unsigned i = 0; i <= static_cast<unsigned>(Deprel::kDep); ++i)
    EXPECT_EQ(parse_deprel(to_string(static_cast<Deprel>(i))), static_cast<Deprel>(i));
}

TEST(Conllu, ContractionsAreRangesWithOffsets) {
  const Analysis a("They can't.");
  const std::string table = to_conllu(a.text, a.tokens, a.tags, a.trees);
  EXPECT_NE(table.find("# text = They can't.\n"), std::string::npos);
  EXPECT_NE(table.find("2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No|TokenRange=5:10\n"),
            std::string::npos)
      << table;
  EXPECT_NE(table.find("3\tn't\tnot\tPART\t"), std::string::npos) << table;
}

}  // namespace
}  // namespace dateline
