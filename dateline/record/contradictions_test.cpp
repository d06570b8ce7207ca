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
    for (const char* id : {"d1", "d2"}) {
      Document document;
      document.id = DocumentId(id);
      document.published.day = kDay;
      documents_.push_back(document);
    }
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
  std::vector<Contradiction> found() const {
    return find_contradictions(claims_, documents_, parties_);
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
  EXPECT_EQ(out[0].kind, "control");
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

TEST_F(Contradictions, WhatOneTellsAndAnotherDenies) {
  add("d1", kCapture, "red");
  add("d2", kCapture, "red").status = ClaimStatus::kDenied;
  ASSERT_EQ(found().size(), 1u);
  EXPECT_EQ(found()[0].kind, "denial");
}

TEST_F(Contradictions, WhatOneTellsAndAnotherNegates) {
  add("d1", ClaimType::kShell, "red");
  add("d2", ClaimType::kShell, "red").negated = true;
  ASSERT_EQ(found().size(), 1u);
  EXPECT_EQ(found()[0].kind, "denial");
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
  add("d2", kCapture, "red").status = ClaimStatus::kDenied;
  add("d1", kCapture, "blue", kDay, "village");
  add("d2", kCapture, "red", kDay, "village");
  const auto key = [](const Contradiction& c) {
    return c.a.str() + c.b.str() + c.place.str() + c.kind;
  };
  std::vector<std::string> first, second;
  for (const auto& c : found()) first.push_back(key(c));
  std::ranges::reverse(claims_);
  std::ranges::reverse(documents_);
  for (const auto& c : found()) second.push_back(key(c));
  EXPECT_EQ(first.size(), 3u);
  EXPECT_EQ(first, second);
}

}  // namespace
}  // namespace dateline
