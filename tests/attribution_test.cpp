#include <gtest/gtest.h>

#include <cmath>
#include <regex>

#include "tests/run.h"
#include "tools/score/attribution_predictions.h"
#include "tools/train/attribution_gold.h"

// Who says what, through all rooms: both ways of `read --attribution`, and what the spans must not
// fall below on labelled news. The texts and the scorer lie in ../shared, beside the source tree,
// and are no part of it; where they are not there, the floor is skipped and says so.

namespace dateline::tests {
namespace {

namespace fs = std::filesystem;

const fs::path kShared = kSource / ".." / "shared";

TEST(ReadAttribution, BothWaysAreUsable) {
  const TemporaryFolder folder;
  const std::string text =
      "date: 2024-12-07\n\nRebels seized Hama on Thursday, the monitoring group said.\n";
  folder.write("one.txt", text);
  for (const char* way : {"model", "rules"}) {
    const Ran ran = run_dateline(
        {"read", "one.txt", "--attribution", way, "--theatre", "syria", "--format", "jsonl"},
        folder.path());
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_NE(ran.out.find("the monitoring group"), std::string::npos) << way << ": " << ran.out;
  }
  EXPECT_EQ(run_dateline({"read", "one.txt", "--attribution", "guess"}, folder.path()).code, 2);
}

/// F1 of the scorer's line that begins with the name.
double f1_of(const std::string& scores, const std::string& name) {
  std::smatch found;
  const std::regex line("(?:^|\n)" + name + R"(\s+P=\S+ R=\S+ F1=([0-9.]+))");
  if (std::regex_search(scores, found, line)) return std::stod(found[1]);
  ADD_FAILURE() << "no " << name << " in:\n" << scores;
  return 0;
}

TEST(AttributionFloors, PolnearDev) {
  const fs::path gold = kShared / "gold" / "attribution" / "polnear.dev.jsonl";
  const fs::path scorer = kShared / "eval" / "score_attribution.py";
  for (const fs::path& needed : {gold, scorer})
    if (!fs::exists(needed)) GTEST_SKIP() << "no " << needed;
  const auto engine = load_engine("none");
  ASSERT_TRUE(engine) << to_string(engine.error());
  const auto texts = train::load_attribution_texts(gold.string(), engine->language);
  ASSERT_TRUE(texts) << to_string(texts.error());
  std::string trained, rules;
  for (const train::AttributionText& text : *texts) {
    const Syntax syntax(text.document, text.layers.tokens, text.layers.tags, text.layers.trees,
                        engine->general.lemmas);
    trained += score::prediction_line(text.id, syntax, engine->general,
                                      engine->general.attribution.get()) +
               "\n";
    rules += score::prediction_line(text.id, syntax, engine->general, nullptr) + "\n";
  }
  const TemporaryFolder folder;
  const auto scores_of = [&](const std::string& lines) {
    folder.write("pred.jsonl", lines);
    return run_program({"python3", scorer.string(), gold.string(), "pred.jsonl"}, folder.path());
  };
  const Ran ran = scores_of(trained);
  if (ran.code == 127) GTEST_SKIP() << "no python3";
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_GE(f1_of(ran.out, "source exact"), 0.71) << ran.out;
  EXPECT_GE(f1_of(ran.out, "cue exact"), 0.66) << ran.out;
  EXPECT_GE(f1_of(ran.out, "content overlap"), 0.76) << ran.out;
  EXPECT_GE(f1_of(ran.out, "attribution source\\+content overlap"), 0.69) << ran.out;
  // The rules alone find speech; PolNeAR marks thinking, wanting and showing as well.
  const Ran plain = scores_of(rules);
  EXPECT_GE(f1_of(plain.out, "source exact"), 0.48) << plain.out;
  EXPECT_GE(f1_of(plain.out, "content overlap"), 0.61) << plain.out;
}

}  // namespace
}  // namespace dateline::tests
