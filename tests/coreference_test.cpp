#include <gtest/gtest.h>

#include <regex>

#include "tests/run.h"

// How well chains are found in documents of all genres that nothing was trained on. They and the
// scorer lie in ../shared, beside the source tree; where they are not there, the test is skipped.

namespace dateline::tests {
namespace {

namespace fs = std::filesystem;

const fs::path kSource = DATELINE_SOURCE_DIR;
const fs::path kShared = kSource / ".." / "shared";

TEST(CoreferenceFloors, ChainsOfAllGenres) {
  const fs::path gold = kShared / "gold" / "ud" / "gum.dev.conllu";
  const fs::path scorer = kShared / "eval" / "score_coref.py";
  for (const fs::path& needed : {gold, scorer})
    if (!fs::exists(needed)) GTEST_SKIP() << "no " << needed;
  const TemporaryFolder folder;
  for (const std::string write : {"gold", "found"}) {
    const Ran ran = run_program({"env", "DATELINE_HOME=" + kSource.string(),
                                 COREFERENCE_PREDICTIONS, gold.string(), "--write", write},
                                folder.path());
    ASSERT_EQ(ran.code, 0) << ran.err;
    folder.write(write + ".jsonl", ran.out);
  }
  const auto mean = [&](std::vector<std::string> options) {
    std::vector<std::string> command{"python3",     scorer.string(), "gold.jsonl",
                                     "found.jsonl", "--kind=entity", "--level=doc"};
    command.insert(command.end(), options.begin(), options.end());
    const Ran ran = run_program(command, folder.path());
    EXPECT_EQ(ran.code, 0) << ran.err;
    std::smatch hit;
    return std::regex_search(ran.out, hit, std::regex(R"(CoNLL average F1\s+([0-9.]+))"))
               ? std::stod(hit[1])
               : 0.0;
  };
  if (run_program({"python3", "--version"}, folder.path()).code == 127)
    GTEST_SKIP() << "no python3";
  EXPECT_GE(mean({}), 0.60);
  EXPECT_GE(mean({"--no-singletons"}), 0.52);
}

}  // namespace
}  // namespace dateline::tests
