#include "dateline/record/contradictions.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace dateline {
namespace {

const Day kDay(2024, 12, 5);

class Contradictions : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const auto& [id, side] :
         {std::pair{"red", "red"}, {"red.first", "red"}, {"blue", "blue"}}) {
      Party party;
      party.id = ActorId(id);
      party.name = id;
      party.sides = {{side, {}, {}}};
      parties_.add(party);
    }
    for (const char* id : {"d1", "d2"}) document(id, kDay);
  }

  void document(const char* id, Day day) {
    Document one;
    one.id = DocumentId(id);
    one.published.day = day;
    documents_.push_back(one);
  }

  /// A claim of one town and one day, told by the outlet itself.
  Claim& add(const char* document, ClaimType type, const char* who, Day day = kDay,
             const char* place = "town") {
    Claim claim;
    claim.id = ClaimId("c" + std::to_string(claims_.size()));
    claim.document = DocumentId(document);
    claim.type = type;
    claim.who = {{ActorId(who), who, {}}};
    PlaceReading where;
    where.place = PlaceId(place);
    where.relation = "in";
    claim.where = {where};
    claim.when = TimeReading{{day, day}, "", ""};
    claims_.push_back(claim);
    return claims_.back();
  }
  void killed(double count) { claims_.back().quantities = {{count, {}, {}, "person", "killed"}}; }
  /// With the claims of these indices as reports of one event, those as dissent.
  std::vector<Contradiction> found(const std::vector<std::size_t>& reports = {},
                                   const std::vector<std::size_t>& dissent = {}) const {
    Happening happening;
    happening.id = HappeningId("h");
    happening.days = {kDay, kDay};
    for (const std::size_t i : reports) happening.claims.push_back(claims_[i].id);
    for (const std::size_t i : dissent) happening.dissent.push_back(claims_[i].id);
    return find_contradictions(claims_, documents_, parties_, find_origins(documents_),
                               {happening});
  }

  Parties parties_;
  std::vector<Document> documents_;
  std::vector<Claim> claims_;
};

constexpr ClaimType kCapture = ClaimType::kCapture;

TEST_F(Contradictions, TwoEnemiesTakeOnePlaceOnOneDay) {
  add("d1", kCapture, "red");
  add("d2", kCapture, "blue");
  const auto out = found();
  ASSERT_EQ(out.size(), 1u);
  EXPECT_EQ(out[0].kind, ContradictionKind::kControl);
  EXPECT_EQ(out[0].place.str(), "town");
  EXPECT_EQ(out[0].a.str(), "c0");
  EXPECT_EQ(out[0].b.str(), "c1");
  EXPECT_EQ(out[0].days, (DayInterval{kDay, kDay}));
}

TEST_F(Contradictions, OtherDaysPlacesOrAlliesAreNone) {
  add("d1", kCapture, "red");
  add("d2", kCapture, "blue", kDay + 1);
  add("d2", kCapture, "blue", kDay, "village");
  add("d2", kCapture, "red.first");
  EXPECT_TRUE(found().empty());
}

TEST_F(Contradictions, AHappeningAndItsDenial) {
  add("d1", ClaimType::kShell, "red");
  add("d2", ClaimType::kShell, "red").status = ClaimStatus::kDenied;
  ASSERT_EQ(found({0}, {1}).size(), 1u);
  EXPECT_EQ(found({0}, {1})[0].kind, ContradictionKind::kDenial);
  EXPECT_EQ(found({0}, {1})[0].happening.str(), "h");
  claims_[1].who[0].id = ActorId("blue");
  EXPECT_TRUE(found({0}, {1}).empty()) << "blue denies what it did itself";
}

TEST_F(Contradictions, HoldingOrLeavingAPlaceToldAndDenied) {
  for (const ClaimType type : {ClaimType::kHold, ClaimType::kWithdraw}) {
    claims_.clear();
    add("d1", type, "red");
    Claim& denial = add("d2", type, "red");
    denial.negated = true;
    EXPECT_TRUE(found().empty()) << "negated in the outlet's own voice";
    denial.sources = {{Speaker{ActorId("red"), "a ministry", SpeakerKind::kOfficial, {}}}};
    ASSERT_EQ(found().size(), 1u);
    EXPECT_EQ(found()[0].kind, ContradictionKind::kDenial);
    denial.who[0].id = ActorId("blue");
    EXPECT_TRUE(found().empty());
  }
}

TEST_F(Contradictions, CountsThatCannotBothBe) {
  add("d1", ClaimType::kKill, "red");
  killed(40);
  add("d2", ClaimType::kKill, "red");
  killed(12);
  ASSERT_EQ(found({0, 1}).size(), 1u);
  EXPECT_EQ(found({0, 1})[0].kind, ContradictionKind::kCount);
  claims_[1].quantities[0].low = 12;  // "at least 12"
  EXPECT_TRUE(found({0, 1}).empty());
  claims_[1].quantities[0] = {39, {}, {}, "person", "killed"};
  EXPECT_TRUE(found({0, 1}).empty()) << "a body found in the hour between";
}

TEST_F(Contradictions, ALaterCountThatIsHigherIsNews) {
  document("d3", kDay + 1);
  add("d1", ClaimType::kKill, "red");
  killed(12);
  add("d3", ClaimType::kKill, "red");
  killed(40);
  EXPECT_TRUE(found({0, 1}).empty());
}

TEST_F(Contradictions, TwoDaysOfOneEvent) {
  add("d1", ClaimType::kKill, "red");
  killed(40);
  add("d2", ClaimType::kKill, "red", kDay - 1);
  killed(40);
  ASSERT_EQ(found({0, 1}).size(), 1u);
  EXPECT_EQ(found({0, 1})[0].kind, ContradictionKind::kDay);
  EXPECT_EQ(found({0, 1})[0].days, (DayInterval{kDay - 1, kDay}));
}

TEST_F(Contradictions, TheLosersAdmissionSettlesIt) {
  add("d1", kCapture, "red");
  add("d2", kCapture, "blue");
  document("d3", kDay + 1);
  add("d3", kCapture, "red").sources = {
      {Speaker{ActorId("blue"), "a blue major", SpeakerKind::kMilitary, {}}}};
  const auto out = found();
  const auto first = std::ranges::find_if(
      out, [](const auto& one) { return one.a.str() == "c0" && one.b.str() == "c1"; });
  ASSERT_NE(first, out.end());
  ASSERT_TRUE(first->resolved);
  EXPECT_EQ(first->resolved->how, "admission");
  EXPECT_EQ(first->resolved->stands.str(), "c0");
  EXPECT_EQ(first->resolved->by.str(), "c2");
  EXPECT_EQ(first->resolved->day, kDay + 1);
}

TEST_F(Contradictions, TwoMoreIndependentReportsSettleIt) {
  add("d1", ClaimType::kShell, "red");
  add("d2", ClaimType::kShell, "red").status = ClaimStatus::kDenied;
  document("d3", kDay + 1);
  document("d4", kDay + 2);
  add("d3", ClaimType::kShell, "red");
  EXPECT_FALSE(found({0, 2}, {1})[0].resolved);
  add("d4", ClaimType::kShell, "red");
  const auto settled = found({0, 2, 3}, {1})[0].resolved;
  ASSERT_TRUE(settled);
  EXPECT_EQ(settled->how, "agreement");
  EXPECT_EQ(settled->stands.str(), "c0");
  EXPECT_EQ(settled->day, kDay + 2);
}

TEST_F(Contradictions, OneSpeakerDoesNotContradictHimself) {
  add("d1", kCapture, "red");
  add("d1", kCapture, "blue");
  EXPECT_TRUE(found().empty()) << "both in the outlet's own voice";
  for (Claim& claim : claims_)
    claim.sources = {{Speaker{ActorId("red"), "a colonel", SpeakerKind::kMilitary, {}}}};
  EXPECT_TRUE(found().empty());
  claims_[1].sources[0][0].text = "a mayor";
  EXPECT_EQ(found().size(), 1u) << "two speakers of one document may differ";
}

TEST_F(Contradictions, PlansBackgroundAdjectivesAndVaguePlacesAreLeftOut) {
  add("d1", kCapture, "red");
  add("d2", kCapture, "blue").status = ClaimStatus::kIntended;
  add("d2", kCapture, "blue").background = true;
  add("d2", kCapture, "blue").attributive = true;
  add("d2", kCapture, "blue").where[0].is_region = true;
  add("d2", kCapture, "blue").where[0].relation = "near";
  EXPECT_TRUE(found().empty());
}

TEST_F(Contradictions, TheOrderOfTheClaimsChangesNothing) {
  add("d1", kCapture, "red");
  add("d2", kCapture, "blue");
  add("d1", kCapture, "blue", kDay, "village");
  add("d2", kCapture, "red", kDay, "village");
  const auto key = [](const Contradiction& c) {
    return c.a.str() + c.b.str() + c.place.str() + std::string(to_string(c.kind));
  };
  std::vector<std::string> first, second;
  for (const auto& c : found()) first.push_back(key(c));
  std::ranges::reverse(claims_);
  std::ranges::reverse(documents_);
  for (const auto& c : found()) second.push_back(key(c));
  EXPECT_EQ(first.size(), 2u);
  EXPECT_EQ(first, second);
}

}  // namespace
}  // namespace dateline
