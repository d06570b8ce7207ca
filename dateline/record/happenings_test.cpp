#include "dateline/record/happenings.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <set>

#include "dateline/base/file.h"

namespace dateline {
namespace {

const std::string kData = std::string(DATELINE_SOURCE_DIR) + "/data/happenings";
const Day kDay(2024, 12, 5);

const HappeningModel& model() {
  static const auto loaded = HappeningModel::load(kData);
  return *loaded;
}

/// Documents and their claims, built sentence by sentence.
struct News {
  std::vector<Document> documents;
  std::vector<Claim> claims;

  Document& document(const char* id, int day) {
    Document one;
    one.id = DocumentId(id);
    one.published.day = kDay + day;
    documents.push_back(std::move(one));
    return documents.back();
  }

  /// A sentence of the last document that makes one claim.
  Claim& sentence(const char* id, ClaimType type, const std::string& words,
                  const std::string& place = "", int day = 0) {
    Document& of = documents.back();
    const auto begin = static_cast<std::uint32_t>(of.text.size());
    of.text += words + "\n";
    Claim one;
    one.id = ClaimId(id);
    one.document = of.id;
    one.type = type;
    one.span = one.sentence = {begin, static_cast<std::uint32_t>(of.text.size() - 1)};
    of.parts.push_back({PartKind::kBody, one.span});
    one.text = words;
    one.when = TimeReading{{kDay + day, kDay + day}, "", ""};
    if (!place.empty()) {
      PlaceReading reading;
      reading.place = PlaceId(place), reading.name = place, reading.relation = "in";
      const double lat = 30 + static_cast<double>(place.front() - 'a');
      reading.point = LatLng::make(Latitude{lat}, Longitude{40});
      one.where.push_back(reading);
    }
    claims.push_back(std::move(one));
    return claims.back();
  }

  void killed(double count) {
    claims.back().quantities.push_back({count, {}, {}, "person", "killed"});
  }

  std::vector<Happening> find() const {
    return find_happenings(claims, documents, find_origins(documents), model());
  }
};

std::vector<std::string> ids(const std::vector<ClaimId>& of) {
  std::vector<std::string> out;
  for (const ClaimId& id : of) out.push_back(id.str());
  std::sort(out.begin(), out.end());
  return out;
}

using Ids = std::vector<std::string>;

/// Two outlets on one blast with other counts, one of them on a raid elsewhere as well.
News two_outlets() {
  News news;
  news.document("d1", 0);
  news.sentence("c1", ClaimType::kBomb, "A car bomb went off at the market of Alpha on Thursday.",
                "alpha");
  news.sentence("c2", ClaimType::kKill, "The car bomb at the market of Alpha killed 17 people.",
                "alpha");
  news.killed(17);
  news.sentence("c3", ClaimType::kAirstrike,
                "Warplanes raided a barracks outside of Zeta, officers told Radio Gamma.", "zeta");
  news.document("d2", 1);
  news.sentence("c4", ClaimType::kKill,
                "At least 19 people died as a car bomb tore through the bazaar of Alpha.", "alpha");
  news.killed(19);
  return news;
}

TEST(Happenings, OneBlastByTwoOutletsIsOneHappening) {
  const auto found = two_outlets().find();
  ASSERT_EQ(found.size(), 2u);
  const Happening& blast = found[0].origins == 2 ? found[0] : found[1];
  EXPECT_EQ(blast.id.str(), "c1");
  EXPECT_EQ(ids(blast.claims), (Ids{"c1", "c2", "c4"}));
  EXPECT_EQ(blast.origins, 2);
  EXPECT_EQ(blast.first.str(), "d1");
  EXPECT_EQ(blast.place->place.str(), "alpha");
  EXPECT_EQ(blast.days.begin, kDay);
  ASSERT_TRUE(blast.killed);
  EXPECT_EQ(blast.killed->low, 17);
  EXPECT_EQ(blast.killed->best, 17);
  EXPECT_EQ(blast.killed->high, 19);
  EXPECT_EQ(blast.killed->origins, 2);
}

TEST(Happenings, TheOrderOfReadingChangesNothing) {
  News news = two_outlets();
  const auto of = [](const News& some) {
    std::vector<Ids> out;
    for (const Happening& one : some.find()) out.push_back(ids(one.claims));
    return out;
  };
  const auto expected = of(news);
  std::mt19937 dice(3);
  for (int turn = 0; turn < 10; ++turn) {
    std::shuffle(news.claims.begin(), news.claims.end(), dice);
    std::shuffle(news.documents.begin(), news.documents.end(), dice);
    EXPECT_EQ(of(news), expected);
  }
}

TEST(Happenings, ALaterCopyAddsItsOwnRowAndNothingElse) {
  News news = two_outlets();
  Document copy = news.documents.front();
  copy.id = DocumentId("d3");
  copy.published.day = kDay + 2;
  const auto before = news.find();
  news.documents.push_back(copy);
  for (std::size_t i = 0; i < 3; ++i) {
    Claim claim = news.claims[i];
    claim.id = ClaimId("x" + claim.id.str());
    claim.document = copy.id;
    news.claims.push_back(claim);
  }
  const auto after = news.find();
  ASSERT_EQ(after.size(), before.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    EXPECT_EQ(after[i].id, before[i].id);
    EXPECT_EQ(after[i].origins, before[i].origins);
    EXPECT_EQ(after[i].first, before[i].first);
    EXPECT_EQ(after[i].killed.has_value(), before[i].killed.has_value());
    Ids own;
    for (const std::string& id : ids(after[i].claims))
      if (id.front() != 'x') own.push_back(id);
    EXPECT_EQ(own, ids(before[i].claims));
  }
}

TEST(Happenings, ADenialIsDissentAndJoinsNothing) {
  News news = two_outlets();
  news.document("d4", 1);
  news.sentence("c5", ClaimType::kBomb,
                "The governor denied that a car bomb had gone off at the market of Alpha.", "alpha")
      .status = ClaimStatus::kDenied;
  const auto found = news.find();
  ASSERT_EQ(found.size(), 2u);
  const Happening& blast = found[0].origins == 2 ? found[0] : found[1];
  EXPECT_EQ(ids(blast.dissent), (Ids{"c5"}));
  EXPECT_EQ(ids(blast.claims), (Ids{"c1", "c2", "c4"}));
}

TEST(Happenings, WhatAPersonJoinsIsOne) {
  const News news = two_outlets();
  HappeningModel told = model();
  told.joined = {{ClaimId("c3"), ClaimId("c4")}, {ClaimId("c1"), ClaimId("no such claim")}};
  const auto found =
      find_happenings(news.claims, news.documents, find_origins(news.documents), told);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(ids(found[0].claims), (Ids{"c1", "c2", "c3", "c4"}));
}

TEST(Happenings, TwoTollsOfOneSentenceAreTwoEvents) {
  News news;
  news.document("d1", 0);
  news.sentence("c1", ClaimType::kKill,
                "A mine killed 7 people in Alpha, and another one killed 9 people in Alpha.",
                "alpha");
  news.killed(7);
  Claim second = news.claims.front();
  second.id = ClaimId("c2");
  second.quantities.front().value = 9;
  news.claims.push_back(second);
  EXPECT_EQ(news.find().size(), 2u);
}

TEST(Happenings, StatesSpeechAndSumsAreNoEvents) {
  News news;
  news.document("d1", 0);
  news.sentence("c1", ClaimType::kHold, "Rebels hold Alpha.", "alpha");
  news.sentence("c2", ClaimType::kAccuse, "The governor blamed rebels in Alpha.", "alpha");
  news.sentence("c3", ClaimType::kKill, "The war has killed 250,000 people.", "alpha")
      .when->days = {kDay - 2000, kDay};
  news.sentence("c4", ClaimType::kShell, "Shells fell on Alpha years ago.", "alpha").background =
      true;
  news.sentence("c5", ClaimType::kKill, "More than 90,000 people have died.").when.reset();
  news.killed(90000);
  EXPECT_TRUE(news.find().empty());
}

TEST(Happenings, SaysWhatIsWrongWithItsWeights) {
  const auto path =
      std::filesystem::temp_directory_path() / ("weights" + std::to_string(::getpid()) + ".csv");
  const auto error_of = [&](const std::string& bytes) {
    EXPECT_TRUE(write_file(path.string(), bytes));
    const auto out = MatchWeights::load(path.string());
    return out ? std::string() : to_string(out.error());
  };
  EXPECT_NE(error_of("feature,weight,reason\nbias,1,x\n").find("places_far"), std::string::npos);
  EXPECT_NE(error_of("feature,weight,reason\nbias,one,x\n").find("\"one\""), std::string::npos);
  EXPECT_NE(error_of("feature,weight,reason\nmood,1,x\n").find("\"mood\""), std::string::npos);
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace dateline
