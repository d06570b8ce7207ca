#include <algorithm>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "dateline/roads/roads.h"
#include "dateline/territory/control.h"
#include "dateline/territory/theatre_check.h"
#include "dateline/territory/whatif.h"

// One dispatch of 7 December 2024, as its territory claims would be read, on the Syrian theatre:
// who holds what, and what follows if Homs falls.

namespace dateline {
namespace {

struct Told {
  const char* speakers;  ///< ids or kinds with '+' between; "" the outlet
  const char* who;
  ClaimType type;
  const char* place;
  const char* relation;
  int from, to;  ///< days of December (negative: November); 0: no time
  ClaimStatus status = ClaimStatus::kHappened;
};

constexpr const char* kReb = "syria.opposition";
constexpr const char* kGov = "syria.government";

const Told kDispatch[] = {
    {"anonymous", kReb, ClaimType::kEnter, "homs", "in", 7, 7},
    {"resident+syria.government.army+syria.opposition", kReb, ClaimType::kEnter, "homs", "north_of",
     0, 0},
    {"", "", ClaimType::kClash, "homs", "north_of", 6, 7},
    {kReb, kReb, ClaimType::kAdvance, "damascus", "within", 0, 0},
    {kGov, kGov, ClaimType::kPresent, "damascus", "in", 0, 0, ClaimStatus::kOngoing},
    {"", kReb, ClaimType::kEnter, "aleppo", "in", -29, 1},
    {kReb, kReb, ClaimType::kCapture, "aleppo", "in", 0, 0},
    {kReb, kReb, ClaimType::kCapture, "hama", "in", 0, 0},
    {kReb, kReb, ClaimType::kCapture, "deir_ez_zor", "in", 0, 0},
    {kReb, kReb, ClaimType::kCapture, "quneitra", "in", 0, 0},
    {kReb, kReb, ClaimType::kCapture, "daraa", "in", 0, 0},
    {kReb, kReb, ClaimType::kCapture, "suwayda", "in", 0, 0},
    {"resident", kReb, ClaimType::kAdvance, "homs", "past", 0, 0},
    {"syria.opposition+syria.government.army", kReb, ClaimType::kEnter, "homs", "in", 0, 0},
    {"", "", ClaimType::kCapture, "homs", "in", 0, 0, ClaimStatus::kHypothetical},
    {"analyst", "", ClaimType::kCapture, "homs", "in", 0, 0, ClaimStatus::kConditional},
    {"", "", ClaimType::kAttack, "damascus", "in", 0, 0, ClaimStatus::kPossible},
    {"", "", ClaimType::kCapture, "daraa", "in", 6, 6},
    {"", "", ClaimType::kCapture, "suwayda", "in", 6, 6},
    {"", "", ClaimType::kCapture, "quneitra", "in", 7, 7},
    {"anonymous", "syria.sdf", ClaimType::kCapture, "deir_ez_zor", "in", 6, 6},
};

class Seed : public testing::Test {
 protected:
  static Day december(int day) {
    return day < 0 ? Day(2024, 11, static_cast<unsigned>(-day))
                   : Day(2024, 12, static_cast<unsigned>(day));
  }

  void SetUp() override {
    const std::string dir = DATELINE_SOURCE_DIR "/data/theatres/syria";
    ASSERT_TRUE(load_theatre_places(dir, gazetteer_));
    ASSERT_TRUE(load_theatre_parties(dir, parties_));
    auto start = load_starting_control(dir, gazetteer_);
    ASSERT_TRUE(start) << to_string(start.error());
    auto roads = load_theatre_roads(dir, gazetteer_);
    ASSERT_TRUE(roads) << to_string(roads.error());
    roads_ = std::move(*roads);
    for (const Told& told : kDispatch) read(told);
    ControlInputs inputs;
    inputs.gazetteer = &gazetteer_;
    inputs.parties = &parties_;
    inputs.start = &*start;
    for (const Claim& claim : claims_) inputs.reports.push_back({&claim, day_, "Example Wire", {}});
    inputs.days = {Day(2024, 11, 26), Day(2024, 12, 8)};
    table_ = infer_control(inputs);
  }

  void read(const Told& told) {
    Claim claim;
    claim.id = ClaimId(fmt::format("s{:02}", claims_.size()));
    claim.document = DocumentId("seed");
    claim.type = told.type;
    if (*told.who) claim.who.push_back({ActorId(told.who), told.who, {}});
    std::string speakers = told.speakers;
    for (std::size_t begin = 0; begin < speakers.size();) {
      const std::size_t end = std::min(speakers.find('+', begin), speakers.size());
      Speaker speaker;
      speaker.text = speakers.substr(begin, end - begin);
      speaker.kind = SpeakerKind::kParty;
      if (const auto kind = parse_speaker_kind(speaker.text)) {
        speaker.kind = *kind;
      } else {
        speaker.id = ActorId(speaker.text);
      }
      claim.sources.push_back({speaker});
      begin = end + 1;
    }
    PlaceReading where;
    where.place = PlaceId(told.place);
    where.relation = told.relation;
    if (where.relation == "within") where.distance_km = 30;
    claim.where.push_back(where);
    if (told.from != 0) claim.when = TimeReading{{december(told.from), december(told.to)}, "", ""};
    claim.status = told.status;
    claim.confidence = 1;
    claims_.push_back(claim);
  }

  RoadWorld world() const { return {&roads_, &gazetteer_, &parties_, &table_, {}, "SY"}; }

  std::string holder(const char* place) const {
    const int best = table_.most_probable(PlaceId(place), day_);
    return best < 0 ? "?" : table_.states()[static_cast<std::size_t>(best)].str();
  }

  const Day day_{2024, 12, 7};
  Gazetteer gazetteer_;
  Parties parties_;
  RoadGraph roads_;
  std::vector<Claim> claims_;
  ControlTable table_;
};

TEST_F(Seed, WhoHoldsWhat) {
  for (const char* place : {"aleppo", "hama", "daraa", "suwayda", "quneitra"}) {
    EXPECT_EQ(holder(place), kReb) << place;
  }
  EXPECT_EQ(holder("damascus"), kGov);
  EXPECT_EQ(holder("homs"), "contested");
  EXPECT_TRUE(holder("deir_ez_zor") == "syria.sdf" || holder("deir_ez_zor") == "contested");
}

TEST_F(Seed, IfHomsFallsTheCoastIsCutOff) {
  WhatIfQuestion question;
  question.day = day_;
  question.changes = {{PlaceId("homs"), ActorId(kReb)}};
  question.from = PlaceId("damascus");
  question.to = {PlaceId("tartus")};
  const auto answer = whatif(world(), {}, question);
  ASSERT_TRUE(answer) << to_string(answer.error());
  EXPECT_EQ(answer->traveller, ActorId(kGov));
  const auto& networks = answer->pairs.at(0).networks;
  EXPECT_EQ(networks[0].before.passage, Passage::kOpen);
  EXPECT_EQ(networks[0].before.contested, (std::vector<PlaceId>{PlaceId("homs")}));
  EXPECT_EQ(networks[0].after.passage, Passage::kClosed);
  EXPECT_EQ(networks[1].after.passage, Passage::kUncertain);
  ASSERT_EQ(networks[1].after.uncertain.size(), 1u);
  EXPECT_EQ(networks[2].after.passage, Passage::kOpen);
  EXPECT_EQ(networks[2].after.countries, (std::vector<std::string>{"LB"}));
  EXPECT_TRUE(std::binary_search(answer->newly_cut_off.begin(), answer->newly_cut_off.end(),
                                 PlaceId("tartus")));
  const std::string text = to_text(*answer, gazetteer_, parties_);
  EXPECT_NE(text.find("uncertain: open only by"), std::string::npos) << text;
  const std::string json = to_json(*answer, gazetteer_, parties_);
  EXPECT_NE(json.find("\"passage\":\"uncertain\""), std::string::npos) << json;
}

TEST_F(Seed, WhatCannotBeAnsweredSaysWhy) {
  WhatIfQuestion question;
  question.day = Day(2030, 1, 1);
  question.from = PlaceId("damascus");
  const auto code = [&] {
    const auto answer = whatif(world(), {}, question);
    return answer ? std::optional<ErrorCode>() : answer.error().code;
  };
  EXPECT_EQ(code(), ErrorCode::kDayInvalid);
  question.day = day_;
  question.changes = {{PlaceId("atlantis"), ActorId(kReb)}};
  EXPECT_EQ(code(), ErrorCode::kPlaceUnknown);
  question.changes = {{PlaceId("homs"), ActorId("nobody.at.all")}};
  EXPECT_EQ(code(), ErrorCode::kPartyUnknown);
  question.changes = {};
  EXPECT_EQ(code(), std::nullopt);  // no change: before and after are the same
  question.from = PlaceId("homs");
  EXPECT_EQ(code(), ErrorCode::kArgumentInvalid);  // contested: nobody's
}

TEST_F(Seed, TheTheatreHasNoErrors) {
  std::string errors;
  for (const Finding& finding :
       check_theatre(DATELINE_SOURCE_DIR "/data/theatres/syria", DATELINE_SOURCE_DIR "/data")) {
    if (finding.severity == Severity::kError) errors += to_string(finding) + "\n";
  }
  EXPECT_EQ(errors, "");
}

}  // namespace
}  // namespace dateline
