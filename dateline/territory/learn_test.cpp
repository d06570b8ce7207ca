#include "dateline/territory/learn.h"

#include <gtest/gtest.h>

#include "dateline/territory/control_sample.h"

namespace dateline {
namespace {

using sample::World;

constexpr int kTowns = 24;

std::string town(int i) { return fmt::format("t{:04}", i); }

/// Towns of which the rebels claim each and a monitor says who holds it: one in six is theirs. The
/// monitor is right.
World boasters() {
  World world(kTowns);
  for (int i = 0; i < kTowns; ++i) {
    const Day day = Day(2024, 1, 5) + i % 7;
    Claim& boast = world.tell(day, "Rebel Radio", ClaimType::kCapture, "reb", town(i));
    boast.sources = {{{ActorId("reb"), "rebels", SpeakerKind::kParty, {}}}};
    const bool taken = i % 6 == 0;
    Claim& told = world.tell(day + 2, "Wire", ClaimType::kHold, taken ? "reb" : "gov", town(i));
    told.sources = {{{ActorId(), "a monitor", SpeakerKind::kMonitor, {}}}};
  }
  return world;
}

/// On the two days before the monitor tells.
std::vector<KnownControl> truth() {
  std::vector<KnownControl> out;
  for (int i = 0; i < kTowns; ++i)
    for (int day = 0; day < 2; ++day)
      out.push_back(
          {PlaceId(town(i)), Day(2024, 1, 5) + i % 7 + day, ActorId(i % 6 == 0 ? "reb" : "gov")});
  return out;
}

double change_of(const ControlLearning& learning, std::string_view key) {
  for (const LearntWeight& one : learning.changed)
    if (one.key == key) return one.is / one.was;
  return 1;
}

TEST(Learn, WhoIsOftenWrongWeighsLess) {
  const World world = boasters();
  const auto learning = learn_control(world.inputs(), truth());
  ASSERT_TRUE(learning);
  EXPECT_LT(learning->loss_after, learning->loss_before);
  const double boast = change_of(*learning, "own_gain") * change_of(*learning, "capture");
  EXPECT_LT(boast, 0.9);
  EXPECT_EQ(learning->rounds, 1);
}

TEST(Learn, HalvesOfTheOutletsHoldEachOther) {
  const World world = boasters();
  const auto learning = learn_control(world.inputs(), {});
  ASSERT_TRUE(learning);
  EXPECT_LE(learning->loss_after, learning->loss_before + 1e-9);
  EXPECT_GT(learning->items, 0u);
}

TEST(Learn, TheSameReportsInAnotherOrderGiveTheSameWeights) {
  const World world = boasters();
  ControlInputs inputs = world.inputs();
  const auto first = learn_control(inputs, truth());
  std::ranges::reverse(inputs.reports);
  const auto second = learn_control(inputs, truth());
  ASSERT_TRUE(first && second);
  EXPECT_EQ(to_text(first->weights), to_text(second->weights));
}

TEST(Learn, NothingToHoldAgainstIsAnError) {
  World world(4);
  world.tell(Day(2024, 1, 5), "Wire", ClaimType::kCapture, "reb", town(1));
  EXPECT_FALSE(learn_control(world.inputs(), {}));
  EXPECT_FALSE(
      learn_control(world.inputs(), {{PlaceId("nowhere"), Day(2024, 1, 9), ActorId("reb")}}));
}

TEST(Learn, TellsOfEachWeight) {
  const World world = boasters();
  std::size_t tried = 0;
  ASSERT_TRUE(learn_control(world.inputs(), truth(), [&] { ++tried; }));
  EXPECT_EQ(tried, learning_steps(false));
}

}  // namespace
}  // namespace dateline
