#include "dateline/territory/what_moves.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "dateline/territory/control_sample.h"
#include "dateline/territory/stance.h"

namespace dateline {
namespace {

const PlaceId kTown("t0001");
const Day kDay(2024, 1, 12);

std::vector<Otherwise> of_kind(const std::vector<Otherwise>& all, Otherwise::Kind kind) {
  std::vector<Otherwise> out;
  for (const Otherwise& one : all)
    if (one.kind == kind) out.push_back(one);
  return out;
}

TEST(WhatMoves, TheOneCaptureThatStandsAloneMovesMost) {
  sample::World world(3);
  world.tell(Day(2024, 1, 5), "Wire", ClaimType::kClash, "reb", "t0001");
  const ClaimId capture =
      world.tell(Day(2024, 1, 8), "Paper", ClaimType::kCapture, "reb", "t0001").id;
  world.tell(Day(2024, 1, 9), "Wire", ClaimType::kPresent, "reb", "t0001");
  const ControlInputs inputs = world.inputs();
  const ControlTable table = infer_control(inputs);
  const auto all = what_moves(inputs, table, kTown, kDay);
  const auto claims = of_kind(all, Otherwise::Kind::kWithoutClaim);
  ASSERT_EQ(claims.size(), 3u);
  EXPECT_EQ(claims[0].claim, capture);
  EXPECT_GT(claims[0].moves, claims[1].moves);
  const auto voices = of_kind(all, Otherwise::Kind::kWithoutVoice);
  ASSERT_EQ(voices.size(), 2u);
  EXPECT_EQ(voices[0].reports, 1);
  EXPECT_EQ(voices[1].reports, 2);
}

TEST(WhatMoves, LeavingOutIsAsIfItHadNeverBeenTold) {
  for (unsigned seed = 0; seed < 12; ++seed) {
    std::mt19937 random(seed);
    const auto below = [&](unsigned n) { return static_cast<int>(random() % n); };
    sample::World world(12, 0.1);
    constexpr ClaimType kTypes[] = {ClaimType::kCapture, ClaimType::kHold, ClaimType::kWithdraw,
                                    ClaimType::kClash};
    constexpr const char* kWho[] = {"gov", "reb", "kur"};
    for (int i = 0; i < 40; ++i)
      world.tell(Day(2024, 1, 1) + below(25), fmt::format("Outlet {}", below(3)), kTypes[below(4)],
                 kWho[below(3)], fmt::format("t{:04}", below(4)));
    const ControlInputs inputs = world.inputs();
    const ControlTable table = infer_control(inputs);
    const auto before = table.find(kTown, kDay)->probability;
    for (const Otherwise& one : what_moves(inputs, table, kTown, kDay)) {
      double sum = 0, moves = 0;
      for (std::size_t i = 0; i < before.size(); ++i) {
        sum += one.probability[i];
        moves += std::abs(one.probability[i] - before[i]) / 2;
      }
      EXPECT_NEAR(sum, 1, 1e-9);
      EXPECT_NEAR(moves, one.moves, 1e-12);
      if (one.kind == Otherwise::Kind::kOneMore) continue;
      ControlInputs without = inputs;
      std::erase_if(without.reports, [&](const Report& report) {
        if (one.kind == Otherwise::Kind::kWithoutClaim) return report.claim->id == one.claim;
        return voices_of(report, world.parties, inputs.weights).front().text == one.voice;
      });
      const ControlTable other = infer_control(without);
      ASSERT_EQ(other.states(), table.states());
      const auto after = other.find(kTown, kDay);
      for (std::size_t i = 0; i < before.size(); ++i)
        EXPECT_NEAR(after->probability[i], one.probability[i], 1e-9) << one.claim.str();
    }
  }
}

/// What is not listed moves nothing: neither with its own sentence nor behind others.
TEST(WhatMoves, WhatIsNotListedMovesNothing) {
  for (unsigned seed = 0; seed < 12; ++seed) {
    std::mt19937 random(seed);
    const auto below = [&](unsigned n) { return static_cast<int>(random() % n); };
    sample::World world(6, 1);  // far apart
    constexpr ClaimType kTypes[] = {ClaimType::kCapture, ClaimType::kHold, ClaimType::kClash,
                                    ClaimType::kKill, ClaimType::kMeet};
    constexpr const char* kWho[] = {"gov", "reb", "kur"};
    for (int i = 0; i < 40; ++i) {
      Claim& claim = world.tell(Day(2024, 1, 1) + below(25), fmt::format("Outlet {}", i),
                                kTypes[below(5)], kWho[below(3)], fmt::format("t{:04}", below(4)));
      if (below(3) == 0) claim.status = ClaimStatus::kIntended;
    }
    const ControlInputs inputs = world.inputs();
    const ControlTable table = infer_control(inputs);
    std::set<ClaimId> listed;
    for (const Influence& one : table.why(kTown, kDay)) listed.insert(one.claim);
    std::size_t tried = 0;
    for (const Claim& claim : world.claims) {
      if (listed.contains(claim.id)) continue;
      ++tried;
      ControlInputs without = inputs;
      std::erase_if(without.reports, [&](const Report& r) { return r.claim->id == claim.id; });
      const ControlTable other = infer_control(without);
      ASSERT_EQ(other.states(), table.states());
      EXPECT_EQ(other.find(kTown, kDay)->probability, table.find(kTown, kDay)->probability)
          << to_string(claim.type);
    }
    EXPECT_GT(tried, 10u);
  }
}

TEST(WhatMoves, OneMoreReportOfTheOtherSideMovesTowardIt) {
  sample::World world(3);
  world.tell(Day(2024, 1, 8), "Paper", ClaimType::kCapture, "reb", "t0001");
  const ControlInputs inputs = world.inputs();
  const ControlTable table = infer_control(inputs);
  const auto& states = table.states();
  const auto before = table.find(kTown, kDay)->probability;
  int captures = 0;
  for (const Otherwise& one : what_moves(inputs, table, kTown, kDay)) {
    if (one.kind != Otherwise::Kind::kOneMore || one.type != ClaimType::kCapture) continue;
    ++captures;
    const auto i = static_cast<std::size_t>(std::find(states.begin(), states.end(), one.party) -
                                            states.begin());
    EXPECT_GT(one.probability[i], before[i]) << one.party.str();
  }
  EXPECT_EQ(captures, 2);
}

TEST(WhatMoves, NothingForAPlaceThatTheTableLacks) {
  sample::World world(3);
  const ControlInputs inputs = world.inputs();
  const ControlTable table = infer_control(inputs);
  EXPECT_TRUE(what_moves(inputs, table, PlaceId("nowhere"), kDay).empty());
  EXPECT_TRUE(what_moves(inputs, table, kTown, Day(2025, 1, 1)).empty());
}

}  // namespace
}  // namespace dateline
