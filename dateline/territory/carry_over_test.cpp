#include "dateline/territory/carry_over.h"

#include <random>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "dateline/territory/control_sample.h"

namespace dateline {
namespace {

/// Claims of all kinds by few outlets, with speakers, regions, copies and withdrawals.
void tell(sample::World& world, int claims, std::mt19937& random) {
  const auto below = [&](unsigned n) { return static_cast<int>(random() % n); };
  constexpr ClaimType kTypes[] = {ClaimType::kCapture,  ClaimType::kHold,  ClaimType::kClash,
                                  ClaimType::kWithdraw, ClaimType::kEnter, ClaimType::kBesiege};
  constexpr const char* kWho[] = {"gov", "reb", "kur", ""};
  for (int i = 0; i < claims; ++i) {
    Claim& claim = world.tell(
        Day(2024, 1, 1) + below(30), fmt::format("Outlet {}", below(4)), kTypes[below(6)],
        kWho[below(4)],
        below(9) == 0 ? fmt::format("r{:03}", below(4)) : fmt::format("t{:04}", below(40)));
    claim.text = fmt::format("they came to the town and stayed {}", below(12));
    if (below(5) == 0) claim.status = ClaimStatus::kDenied;
    if (below(4) == 0) claim.document = world.documents[static_cast<std::size_t>(below(i + 1u))].id;
  }
}

void expect_same(const ControlTable& a, const ControlTable& b) {
  ASSERT_EQ(a.places(), b.places());
  ASSERT_EQ(a.states(), b.states());
  for (const PlaceId& place : a.places())
    for (Day day = a.days().begin; day <= a.days().end; day = day + 1) {
      const auto p = a.find(place, day), q = b.find(place, day);
      ASSERT_TRUE(p && q);
      ASSERT_EQ(p->probability, q->probability) << place.str() << " " << to_string(day);
      ASSERT_EQ(p->support.reports, q->support.reports);
      ASSERT_EQ(p->support.days_since_last, q->support.days_since_last);
      if ((day - a.days().begin) % 9 != 4) continue;
      const auto v = a.why(place, day), w = b.why(place, day);
      ASSERT_EQ(v.size(), w.size());
      for (std::size_t i = 0; i < v.size(); ++i) {
        ASSERT_EQ(v[i].claim, w[i].claim);
        ASSERT_EQ(v[i].after, w[i].after);
        ASSERT_EQ(v[i].reason, w[i].reason);
      }
    }
}

TEST(CarryOver, MoreReportsOverAnEarlierTableAreAsAllAtOnce) {
  for (unsigned seed = 0; seed < 30; ++seed) {
    std::mt19937 random(seed);
    sample::World world(40, 0.1);
    tell(world, 160, random);
    ControlInputs inputs = world.inputs();
    const std::vector<Report> all = inputs.reports;
    ControlTable earlier = infer_control(inputs);
    // Some go, some come, one after the other.
    for (int round = 0; round < 4; ++round) {
      inputs.reports.clear();
      for (const Report& report : all)
        if (random() % 40 != 0) inputs.reports.push_back(report);
      ControlTable later = infer_control(inputs, &earlier);
      expect_same(later, infer_control(inputs));
      earlier = std::move(later);
    }
  }
}

TEST(CarryOver, WhereTheTableIsOfAnotherKindAllIsSolved) {
  std::mt19937 random(7);
  sample::World world(20, 0.1);
  tell(world, 60, random);
  ControlInputs inputs = world.inputs();
  const ControlTable whole = infer_control(inputs);
  ControlInputs shorter = inputs;
  shorter.days.end = Day(2024, 1, 20);
  const ControlTable other = infer_control(shorter);
  expect_same(infer_control(inputs, &other), whole);
}

TEST(CarryOver, APlaceInFocusIsAsWithoutFocus) {
  for (unsigned seed = 0; seed < 10; ++seed) {
    std::mt19937 random(seed);
    sample::World world(60, 0.1);
    tell(world, 200, random);
    ControlInputs inputs = world.inputs();
    const ControlTable whole = infer_control(inputs);
    for (const char* id : {"t0000", "t0007", "t0031"}) {
      inputs.focus = {PlaceId(id)};
      const ControlTable one = infer_control(inputs);
      EXPECT_FALSE(one.find(PlaceId("t0020"), Day(2024, 1, 9)));
      for (Day day = inputs.days.begin; day <= inputs.days.end; day = day + 1)
        ASSERT_EQ(one.find(PlaceId(id), day)->probability,
                  whole.find(PlaceId(id), day)->probability);
      ASSERT_EQ(one.why(PlaceId(id), Day(2024, 1, 9)).size(),
                whole.why(PlaceId(id), Day(2024, 1, 9)).size());
    }
  }
}

TEST(CarryOver, OneDayAskedIsAsOfAllDays) {
  std::mt19937 random(3);
  sample::World world(40, 0.1);
  tell(world, 160, random);
  ControlInputs inputs = world.inputs();
  const ControlTable whole = infer_control(inputs);
  inputs.since = inputs.days.begin;
  inputs.days = {Day(2024, 1, 17), Day(2024, 1, 17)};
  const ControlTable one = infer_control(inputs);
  for (const PlaceId& place : whole.places()) {
    const auto p = one.find(place, Day(2024, 1, 17)), q = whole.find(place, Day(2024, 1, 17));
    for (std::size_t i = 0; i < p->probability.size(); ++i)
      ASSERT_NEAR(p->probability[i], q->probability[i], 1e-12);
  }
}

}  // namespace
}  // namespace dateline
