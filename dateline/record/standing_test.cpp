#include "dateline/record/standing.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace dateline {
namespace {

const Day kDay(2024, 12, 5);

class Standings : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const auto& [id, outlet, day] :
         {std::tuple("d1", "One", 0), {"d2", "Two", 2}, {"d3", "Three", 3}}) {
      Document document;
      document.id = DocumentId(id), document.outlet = outlet;
      document.published.day = kDay + day;
      documents_.push_back(document);
      origins_.push_back({document.id, {document.id}});
      Claim claim;
      claim.id = ClaimId(std::string("c") + id[1]), claim.document = document.id;
      claims_.push_back(claim);
    }
    claims_[0].sources = {{Speaker{ActorId(), "a baker", SpeakerKind::kResident, {}}}};
    happening_.id = HappeningId("c1");
    happening_.claims = {ClaimId("c1"), ClaimId("c2")};
    contradiction_.a = ClaimId("c1"), contradiction_.b = ClaimId("c3");
  }

  Standing of(const std::string& name) const {
    for (const Standing& one :
         find_standings(claims_, documents_, origins_, {happening_}, {contradiction_}))
      if (one.name == name) return one;
    return {};
  }

  std::vector<Document> documents_;
  std::vector<Claim> claims_;
  std::vector<Origin> origins_;
  Happening happening_;
  Contradiction contradiction_;
};

TEST_F(Standings, ALaterDocumentConfirmsAnEarlierOne) {
  EXPECT_EQ(of("One").confirmed, 1);
  EXPECT_EQ(of("One").lag_days, 2);
  EXPECT_EQ(of("a baker").confirmed, 1);
  EXPECT_FALSE(of("a baker").is_outlet);
  EXPECT_EQ(of("Two").confirmed, 0) << "nobody told it after";
  EXPECT_EQ(of("Two").open, 1);
}

TEST_F(Standings, ACopyConfirmsNothing) {
  origins_ = {{DocumentId("d1"), {DocumentId("d1"), DocumentId("d2")}},
              {DocumentId("d3"), {DocumentId("d3")}}};
  EXPECT_EQ(of("One").confirmed, 0);
}

TEST_F(Standings, WhatWasSettledAgainstIsRefuted) {
  EXPECT_EQ(of("One").contradicted, 1);
  EXPECT_EQ(of("Three").contradicted, 1);
  EXPECT_EQ(of("Three").refuted, 0);
  contradiction_.resolved = Resolution{ClaimId("c1"), ClaimId("c2"), kDay + 4, "agreement"};
  EXPECT_EQ(of("One").contradicted, 0);
  EXPECT_EQ(of("Three").refuted, 1);
}

}  // namespace
}  // namespace dateline
