#include <gtest/gtest.h>

#include <regex>

#include "tests/run.h"

// How well persons, organisations, places, times, numbers, weapons and vehicles of war are found
// together. The corpus is one that the shipped weights of names learnt from, so the test trains its
// own without it. Corpus and scorer lie in ../shared; where they are not there, it is skipped.

namespace dateline::tests {
namespace {

namespace fs = std::filesystem;

const fs::path kShared = kSource / ".." / "shared";

TEST(EntityFloors, Re3dWithNamesThatNeverSawIt) {
  const fs::path gold = kShared / "gold" / "relations" / "re3d.dev.jsonl";
  const fs::path scorer = kShared / "eval" / "score_relations.py";
  for (const fs::path& needed : {gold, scorer})
    if (!fs::exists(needed)) GTEST_SKIP() << "no " << needed;
  const TemporaryFolder folder;
  if (run_program({"python3", "--version"}, folder.path()).code == 127)
    GTEST_SKIP() << "no python3";
  const Ran trained = run_program({TRAIN_NAMES, "--gold", (kShared / "gold").string(), "--models",
                                   (kSource / "models").string(), "--world",
                                   (fs::path(DATELINE_BINARY).parent_path() / "world.dlg").string(),
                                   "--without", "re3d", "-o", "names.dlm"},
                                  folder.path());
  ASSERT_EQ(trained.code, 0) << trained.err;
  const Ran found = run_program({"env", "DATELINE_HOME=" + kSource.string(), RELATION_PREDICTIONS,
                                 gold.string(), "--names", "names.dlm"},
                                folder.path());
  ASSERT_EQ(found.code, 0) << found.err;
  folder.write("found.jsonl", found.out);
  const Ran scored = run_program(
      {"python3", scorer.string(),
       "--types=Person,Organisation,Location,Temporal,Quantity,Weapon,MilitaryPlatform,Nationality",
       gold.string(), "found.jsonl"},
      folder.path());
  ASSERT_EQ(scored.code, 0) << scored.err;
  std::smatch hit;
  ASSERT_TRUE(
      std::regex_search(scored.out, hit, std::regex(R"(entity typed overlap.*F1=([0-9.]+))")));
  EXPECT_GE(std::stod(hit[1]), 0.71);
}

}  // namespace
}  // namespace dateline::tests
