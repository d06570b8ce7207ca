#include "dateline/meaning/lexicon_check.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

#include "dateline/base/csv.h"
#include "dateline/base/file.h"
#include "dateline/meaning/reading_sample.h"

namespace dateline {
namespace {

namespace fs = std::filesystem;

const fs::path kData = fs::path(DATELINE_SOURCE_DIR) / "data";

std::string joined(const std::vector<Finding>& findings) {
  std::string out;
  for (const Finding& finding : findings) out += to_string(finding) + "\n";
  return out;
}

/// A copy of data/ with small tables of claims, to whose rows a test adds.
class LexiconCheck : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string test = ::testing::UnitTest::GetInstance()->current_test_info()->name();
    dir_ = fs::temp_directory_path() / ("lexicon_check_" + test + std::to_string(::getpid()));
    for (const char* room : {"actors", "claims", "nouns", "outlets", "places", "times", "world"})
      if (fs::exists(kData / room)) {
        fs::create_directories(dir_);
        fs::copy(kData / room, dir_ / room, fs::copy_options::recursive);
      }
    write("claims/frames.csv",
          "trigger,pos,type,subj,obj,preps,need,example\n"
          "seize,verb,capture,who,target,from=whom,where_obj,Rebels seized Goma.\n");
    write("claims/governors.csv",
          "lemma,pos,effect,example\nplan,verb,intended,Rebels planned to seize Goma.\n");
    write("claims/cues.csv",
          "lemma,pos,effect,example\nsay,verb,neutral,The mayor said that rebels seized Goma.\n");
  }
  void TearDown() override { fs::remove_all(dir_); }

  void write(const std::string& file, const std::string& text) {
    std::ofstream(dir_ / file) << text;
  }
  void add(const std::string& file, const std::string& line) {
    std::ofstream(dir_ / file, std::ios::app) << line << "\n";
  }
  std::string tables() const { return joined(check_lexicon_tables(dir_.string())); }
  std::string examples() const {
    Knowledge known = sample::must(load_knowledge(dir_.string(), ""));
    known.world = sample::general_knowledge().world;
    known.coreference = sample::general_knowledge().coreference;
    return joined(check_lexicon_examples(dir_.string(), sample::language(), known));
  }

  fs::path dir_;
};

TEST(Lexicon, NothingIsWrongWithTheBundledTables) {
  EXPECT_EQ(joined(check_lexicon_tables(kData.string())), "");
}

TEST(Lexicon, EachBundledExampleIsReadByItsRow) {
  EXPECT_EQ(joined(check_lexicon_examples(kData.string(), sample::language(),
                                          sample::general_knowledge())),
            "");
}

TEST(Lexicon, EachClassThatTheCodeAsksForHasWords) {
  const Knowledge& known = sample::knowledge();
  const std::regex pattern("in_class\\([^;\"]*\"([a-z_]+)\"\\)");
  std::set<std::string> asked;
  for (const auto& entry :
       fs::directory_iterator(fs::path(DATELINE_SOURCE_DIR) / "dateline/meaning")) {
    const std::string text = sample::must(read_file(entry.path().string()));
    for (std::sregex_iterator it(text.begin(), text.end(), pattern), end; it != end; ++it)
      asked.insert((*it)[1]);
  }
  EXPECT_GT(asked.size(), 15u);
  for (const std::string& one : asked) EXPECT_TRUE(known.classes.contains(one)) << one;
}

TEST_F(LexiconCheck, NothingIsWrongWithTheSmallTables) {
  EXPECT_EQ(tables(), "");
  EXPECT_EQ(examples(), "");
}

TEST_F(LexiconCheck, WhatNobodyKnowsIsToldWithItsLine) {
  add("claims/frames.csv",
      "grab,adverb,capturing,whose,target,from=whence|in=where|in=who,loud_subj,");
  add("claims/governors.csv", "Hope,verbs,hopeful,");
  add("claims/cues.csv", "mutter,weak,neutral,");
  add("claims/words.csv", "widget,gadget");
  const std::string found = tables();
  for (const char* what :
       {"claims/frames.csv:3: pos: error: expected one of verb, noun, adj, found \"adverb\"",
        "claims/frames.csv:3: type: error: expected a claim type, found \"capturing\"",
        "claims/frames.csv:3: subj: error: expected one of who,",
        "claims/frames.csv:3: preps: error: expected PREPOSITION=SLOT, found \"from=whence\"",
        "claims/frames.csv:3: preps: error: \"in\" stands twice",
        "claims/frames.csv:3: need: error: \"loud_subj\" is never so",
        "claims/governors.csv:3: lemma: error: expected lower case, found \"Hope\"",
        "claims/governors.csv:3: pos: error: expected one of",
        "claims/governors.csv:3: effect: error: expected one of",
        "claims/cues.csv:3: pos: error: expected a row of \"mutter\" as verb or act too, found "
        "none",
        "class: error: expected one of agency,"})
    EXPECT_NE(found.find(what), std::string::npos) << what << " is not in\n" << found;
}

TEST_F(LexiconCheck, RowsThatNeverCountAreTold) {
  add("claims/frames.csv", "seize,verb,capture,who,target,,where_obj&who,");
  add("claims/frames.csv", "seize,verb,capture,who,target,,who,");
  add("claims/governors.csv", "plan,verb,possible,");
  const std::string found = tables();
  EXPECT_NE(found.find("frames.csv:3: trigger: error: never counts: line 2 is taken"),
            std::string::npos)
      << found;
  EXPECT_EQ(found.find("frames.csv:4: trigger"), std::string::npos) << found;
  EXPECT_NE(found.find("governors.csv:3: lemma: error: \"plan, verb\" stands in line 2 too"),
            std::string::npos)
      << found;
}

TEST_F(LexiconCheck, ExamplesThatDoNotWorkAreTold) {
  add("claims/frames.csv", "grab,verb,capture,who,target,,where_obj,Rebels grabbed a bag.");
  add("claims/frames.csv", "take,verb,capture,who,target,,where_obj,Rebels sat down.");
  add("claims/governors.csv", "hope,verb,intended,Rebels sang of hope and seized Goma.");
  add("claims/cues.csv", "mutter,verb,neutral,Rebels seized Goma.");
  const std::string found = examples();
  for (const char* what :
       {"frames.csv:3: example: error: its need is not met in this example",
        "frames.csv:4: example: error: nothing is read in this example",
        "governors.csv:3: example: error: does not govern in this example, which reads capture",
        "cues.csv:3: example: error: nobody speaks in this example"})
    EXPECT_NE(found.find(what), std::string::npos) << what << " is not in\n" << found;
}

TEST_F(LexiconCheck, StrictTablesAreFindingsToo) {
  add("times/feasts.csv", "a,b");
  write("nouns/more.csv", "kind,nouns\nghost,spectre\n");
  fs::remove(dir_ / "claims" / "types.csv");
  const std::string found = tables();
  EXPECT_NE(found.find("times/feasts.csv:"), std::string::npos) << found;
  EXPECT_NE(found.find("nouns/more.csv"), std::string::npos) << found;
  EXPECT_NE(found.find("claims/types.csv: error:"), std::string::npos) << found;
}

}  // namespace
}  // namespace dateline
