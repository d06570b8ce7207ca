#include "dateline/territory/truth.h"

#include <unistd.h>

#include <filesystem>

#include <gtest/gtest.h>

#include "dateline/base/file.h"
#include "dateline/territory/control_sample.h"

namespace dateline {
namespace {

class Truth : public testing::Test {
 protected:
  void SetUp() override {
    path_ = std::filesystem::temp_directory_path() /
            ("dateline_truth_" + std::to_string(::getpid()) + ".csv");
  }
  void TearDown() override { std::filesystem::remove(path_); }
  Result<std::vector<TruthChange>> load(const std::string& bytes) {
    EXPECT_TRUE(write_file(path_.string(), bytes));
    return load_truth(path_.string());
  }
  std::filesystem::path path_;
};

TEST_F(Truth, RowsComeInOrderOfDays) {
  const auto truth = load(
      "place,id,date,controller_before,controller_after,precision,source\n"
      "Arzah,arzah,2024-03-09,reb,gov,day,x\nArzah,arzah,2024-03-02,gov,reb,day_approx,x\n"
      "Belmar,belmar,2024-02,gov,reb,,x\n");
  ASSERT_TRUE(truth) << to_string(truth.error());
  ASSERT_EQ(truth->size(), 3u);
  EXPECT_EQ((*truth)[0].precision, TruthPrecision::kBy) << "a month is no day";
  EXPECT_EQ((*truth)[0].day, Day(2024, 2, 29));
  EXPECT_EQ((*truth)[1].precision, TruthPrecision::kDayApprox);
  EXPECT_EQ((*truth)[2].line, 2);
}

TEST_F(Truth, WhatIsWrongIsTold) {
  for (const char* bytes :
       {"place,date\na,2024-01-01\n",
        "place,id,date,controller_before,controller_after\na,a,soon,gov,reb\n",
        "place,id,date,controller_before,controller_after\na,,2024-01-01,gov,reb\n",
        "place,id,date,controller_before,controller_after\na,a,2024-01-01,,reb\n",
        "place,id,date,controller_before,controller_after,precision\na,a,2024-01-01,gov,reb,?\n"}) {
    const auto truth = load(bytes);
    ASSERT_FALSE(truth) << bytes;
    EXPECT_EQ(truth.error().code, ErrorCode::kDataInvalid);
  }
}

/// Control of the sample's towns by their starting rows alone: gov at t0001 with 0.9.
ControlTable persisting(const sample::World& world, DayInterval days) {
  ControlInputs inputs;
  inputs.gazetteer = &world.gazetteer;
  inputs.parties = &world.parties;
  inputs.start = &world.start;
  inputs.days = days;
  inputs.model = ControlModel::kPersist;
  return infer_control(inputs);
}

TEST_F(Truth, ScoresAreThoseOfTheDefinition) {
  const sample::World world(10);
  const auto truth = load(
      "place,id,date,controller_before,controller_after,precision\n"
      "one,t0001,2024-01-10,gov,reb,day\ntwo,t0004,2024-01-10,gov,reb,day_approx\n"
      "none,elsewhere,2024-01-10,gov,reb,day\n");
  ASSERT_TRUE(truth);
  const ControlTable control = persisting(world, {Day(2024, 1, 1), Day(2024, 1, 31)});
  const TruthScore score = score_control(*truth, control, world.gazetteer);
  EXPECT_EQ(score.absent, std::vector<std::string>{"none"});
  // Three days before and three after, each: t0001 is gov's by 0.9, t0004 reb's.
  ASSERT_EQ(score.items.size(), 12u);
  EXPECT_EQ(score.items[0].day, Day(2024, 1, 7));
  EXPECT_EQ(score.items[3].day, Day(2024, 1, 11));
  EXPECT_EQ(score.items[6].day, Day(2024, 1, 6)) << "a day more for what is known to a day or so";
  EXPECT_DOUBLE_EQ(score.accuracy, 0.5);
  EXPECT_DOUBLE_EQ(score.persistence_accuracy, 0.5);
  EXPECT_DOUBLE_EQ(score.persistence_brier, 1);
  EXPECT_DOUBLE_EQ(score.constant_brier, 0.5);
  EXPECT_EQ(score.changes, 2);
  EXPECT_EQ(score.seen, 1) << "what is believed all along is seen as well";
  double brier = 0;
  for (const TruthItem& one : score.items) brier += one.brier / 12;
  EXPECT_DOUBLE_EQ(score.brier, brier);
  EXPECT_NEAR(score.items[0].brier, 0.1 * 0.1 + 3 * std::pow(0.1 / 3, 2), 0.01);
  EXPECT_NEAR(score.calibration_error, 0.5, 1e-9) << "bins of one item each";
}

TEST_F(Truth, AChangeKnownByADayEndsAStretchOnly) {
  const sample::World world(10);
  const auto truth = load(
      "place,id,date,controller_before,controller_after,precision\n"
      "one,t0001,2024-01-05,reb,gov,day\none,t0001,2024-01-25,gov,reb,by\n");
  ASSERT_TRUE(truth);
  const ControlTable control = persisting(world, {Day(2024, 1, 1), Day(2024, 1, 31)});
  const TruthScore score = score_control(*truth, control, world.gazetteer);
  ASSERT_EQ(score.items.size(), 6u);
  EXPECT_EQ(score.items.back().day, Day(2024, 1, 8));
  EXPECT_EQ(score.changes, 1);
}

}  // namespace
}  // namespace dateline
