#include <gtest/gtest.h>

#include <map>

#include "tests/run.h"

// `dateline parse` as a user runs it; and what the language layers must not fall below on the
// treebanks' dev sets, which lie in ../shared beside the source tree. Where they are not there,
// that test is skipped.

namespace dateline::tests {
namespace {

namespace fs = std::filesystem;
const fs::path kShared = kSource / ".." / "shared";

TEST(ParseCommand, ThreadsChangeNothing) {
  TemporaryFolder folder;
  std::string text;
  for (int i = 0; i < 30; ++i)
    for (const std::string& path : example_dispatches()) text += bytes_of(path) + "\n\n";
  folder.write("all.txt", text);
  const Ran one = run_dateline({"parse", "all.txt", "--threads", "1"}, folder.path());
  ASSERT_EQ(one.code, 0) << one.err;
  EXPECT_GT(one.out.size(), text.size());
  const Ran three = run_dateline({"parse", "all.txt", "--threads", "3"}, folder.path());
  EXPECT_TRUE(one.out == three.out) << "the output depends on the number of threads";
}

TEST(ParseCommand, OffsetsAreOfTheInput) {
  TemporaryFolder folder;
  const std::string text = "Rebels can't hold Hama.\n\n“It’s ours,” he said.\n";
  folder.write("a.txt", text);
  const Ran ran = run_dateline({"parse", "a.txt"}, folder.path());
  ASSERT_EQ(ran.code, 0) << ran.err;
  int words = 0;
  for (const std::string& line : lines_of(ran.out)) {
    const std::size_t at = line.find("TokenRange=");
    if (at == std::string::npos) continue;
    const std::size_t colon = line.find(':', at);
    const std::size_t begin = std::stoul(line.substr(at + 11)),
                      end = std::stoul(line.substr(colon + 1));
    const std::size_t first = line.find('\t') + 1;
    EXPECT_EQ(text.substr(begin, end - begin), line.substr(first, line.find('\t', first) - first));
    ++words;
  }
  EXPECT_GT(words, 14);
}

TEST(ParseCommand, AMissingFileIsToldAndTheNextIsRead) {
  TemporaryFolder folder;
  folder.write("a.txt", "Rebels seized Hama.\n");
  const Ran ran = run_dateline({"parse", "none.txt", "a.txt"}, folder.path());
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("none.txt"), std::string::npos);
  EXPECT_NE(ran.out.find("# newdoc id = a.txt\n"), std::string::npos);
  EXPECT_NE(ran.out.find("\tseized\tseize\tVERB\t"), std::string::npos) << ran.out;
  const Ran large = run_dateline({"parse", "a.txt", "--max-mb", "1"}, folder.path());
  EXPECT_EQ(large.code, 0);
}

/// Metric -> percent of the scorer's lines "UPOS       94.09".
std::map<std::string, double> scores_of(const std::string& bank) {
  TemporaryFolder folder;
  const fs::path gold = kShared / "gold" / "ud";
  const Ran parsed = run_dateline({"parse", (gold / (bank + ".dev.txt")).string()}, folder.path());
  EXPECT_EQ(parsed.code, 0) << parsed.err;
  folder.write("system.conllu", parsed.out);
  const Ran ran = run_program({"python3", (kShared / "eval" / "score_conllu.py").string(),
                               (gold / (bank + ".dev.conllu")).string(), "system.conllu"},
                              folder.path());
  EXPECT_EQ(ran.code, 0) << ran.err;
  std::map<std::string, double> scores;
  for (const std::string& line : lines_of(ran.out))
    if (const std::size_t space = line.find(' '); space != std::string::npos)
      scores[line.substr(0, space)] = std::stod(line.substr(space));
  return scores;
}

TEST(LanguageFloors, DevSets) {
  for (const char* needed :
       {"gold/ud/ewt.dev.txt", "gold/ud/gum.dev.conllu", "eval/score_conllu.py"})
    if (!fs::exists(kShared / needed)) GTEST_SKIP() << "no ../shared/" << needed;
  if (run_program({"python3", "--version"}, fs::temp_directory_path()).code == 127)
    GTEST_SKIP() << "no python3";
  struct Floor {
    const char* metric;
    double ewt, gum;
  };
  const Floor floors[] = {{"Tokens", 99.4, 99.7},
                          {"Sentences", 89.5, 95.6},
                          {"UPOS", 95.05, 96.7},
                          {"Lemmas", 96.3, 97.95},
                          {"LAS", 83.4, 83.9}};
  auto ewt = scores_of("ewt"), gum = scores_of("gum");
  for (const Floor& floor : floors) {
    EXPECT_GE(ewt[floor.metric], floor.ewt) << "EWT " << floor.metric;
    EXPECT_GE(gum[floor.metric], floor.gum) << "GUM " << floor.metric;
  }
}

}  // namespace
}  // namespace dateline::tests
