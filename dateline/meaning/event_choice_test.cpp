#include "dateline/meaning/event_choice.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "dateline/meaning/reading_sample.h"

namespace dateline {
namespace {

/// A table of weights in a file of its own.
class Weights : public testing::Test {
 protected:
  Result<FeatureWeights> load(const std::string& table) {
    // Of this process alone: other tests run beside it.
    const auto path = std::filesystem::path(testing::TempDir()) /
                      ("weights-" + std::to_string(::getpid()) + ".csv");
    std::ofstream(path) << table;
    return FeatureWeights::load(path.string());
  }
};

TEST_F(Weights, LogOddsAreTheSumOfWhatIsThere) {
  const auto weights = load("feature,weight\nbias,-1.5\n\"rel=a, b\",2\nunused,9\n");
  ASSERT_TRUE(weights);
  FeatureList features;
  features.add({"bias"});
  features.add({"rel=", "a, ", "b"});
  features.add({"not in the table"});
  EXPECT_DOUBLE_EQ(weights->log_odds(features), 0.5);
  EXPECT_DOUBLE_EQ(weights->weight("unused"), 9);
  EXPECT_DOUBLE_EQ(weights->weight("other"), 0);
}

TEST_F(Weights, AWordForANumberIsNamedWithItsLine) {
  const auto weights = load("feature,weight\nbias,-1.5\nkind=verb,much\n");
  ASSERT_FALSE(weights);
  EXPECT_EQ(weights.error().line, 3);
  EXPECT_NE(weights.error().detail.find("much"), std::string::npos) << to_string(weights.error());
}

TEST_F(Weights, NoWeightsAreNotTheSameAsWeightsOfNothing) {
  EXPECT_TRUE(FeatureWeights().empty());
  const auto weights = load("feature,weight\nbias,-1.5\n");
  ASSERT_TRUE(weights);
  EXPECT_FALSE(weights->empty());
}

std::vector<ClaimType> types_of(const std::vector<Claim>& claims) {
  std::vector<ClaimType> out;
  for (const Claim& claim : claims) out.push_back(claim.type);
  return out;
}

TEST_F(Weights, RefuseWhatTheFramesAloneWouldTake) {
  const std::string text = "Rebels captured the town of Maarat al-Numan on Friday.";
  Knowledge known = sample::knowledge();
  known.choice = {};
  ASSERT_EQ(types_of(sample::claims_of(text, known)), std::vector{ClaimType::kCapture});
  known.choice = *load("feature,weight\nbias,-9\n");
  EXPECT_TRUE(sample::claims_of(text, known).empty());
}

TEST_F(Weights, TakeWhatTheFramesAloneWouldRefuse) {
  const std::string text = "The museum has a base.";
  Knowledge known = sample::knowledge();
  known.choice = {};
  ASSERT_TRUE(sample::claims_of(text, known).empty());
  known.choice = *load("feature,weight\nbias,9\n");
  EXPECT_FALSE(sample::claims_of(text, known).empty());
}

TEST(Choice, WhatIsPlainIsTaken) {
  using sample::claims_of;
  const auto taken = types_of(claims_of("Rebels captured the town of Maarat al-Numan on Friday."));
  EXPECT_EQ(std::ranges::count(taken, ClaimType::kCapture), 1);
  const auto shelled = types_of(claims_of("The army shelled Douma on Monday, killing six people."));
  EXPECT_EQ(std::ranges::count(shelled, ClaimType::kShell), 1);
  EXPECT_EQ(std::ranges::count(shelled, ClaimType::kKill), 1);
}

}  // namespace
}  // namespace dateline
