#include "dateline/territory/described.h"

#include <unistd.h>

#include <filesystem>

#include <gtest/gtest.h>

#include "dateline/base/file.h"
#include "dateline/territory/road_sample.h"

namespace dateline {
namespace {

using sample::Valley;

class Described : public testing::Test {
 protected:
  void SetUp() override {
    dir_ = std::filesystem::temp_directory_path() /
           ("dateline_described_" + std::to_string(::getpid()));
    std::filesystem::create_directories(dir_);
  }
  void TearDown() override { std::filesystem::remove_all(dir_); }
  void write(const char* file, const std::string& bytes) {
    ASSERT_TRUE(write_file((dir_ / file).string(), bytes));
  }
  DescribedWorld describe(const Valley& valley) {
    const auto rows = load_described_rows(dir_.string());
    EXPECT_TRUE(rows) << (rows ? "" : to_string(rows.error()));
    return describe_world(*rows, valley.reports(), valley.gazetteer, valley.parties, {"fighter"},
                          valley.day);
  }
  std::filesystem::path dir_;
};

TEST_F(Described, HoldsWhatStandsOnTheDayWithItsRows) {
  write("backing.csv",
        "backer,backed,how,certainty,since,until,source\n"
        "ally,gov,arms,0.9,2023,,a book\nally,gov,air,1,2020,2023-12,a book\n");
  write("forces.csv",
        "party,place,size_low,size_high,of,asof\nreb,south,100,200,fighter,2024-01-05\n"
        "reb,south,50,90,fighter,2023\nreb,,5000,,fighter,2024-02\n");
  write("people.csv",
        "person,name,party,role,since,until\np1,First Spelling,gov,governor,2020,\n"
        "p1,Second Spelling,gov,governor,2020,\np2,Other,gov,minister,2020,2023\n");
  const DescribedWorld world = describe(Valley());
  ASSERT_EQ(world.backing.size(), 1u);
  EXPECT_EQ(world.backing[0].how, "arms");
  EXPECT_EQ(world.backing[0].sources[0].row, "backing.csv:2");
  ASSERT_EQ(world.forces.size(), 1u) << "the latest that is not after the day";
  EXPECT_EQ(world.forces[0].high, 200);
  ASSERT_EQ(world.leaders.size(), 1u);
  EXPECT_EQ(world.leaders[0].name, "First Spelling");
  EXPECT_EQ(world.parties, (std::vector<ActorId>{ActorId("ally"), ActorId("gov"), ActorId("reb")}));
}

TEST_F(Described, TakesWhatClaimsTellAsFact) {
  Valley valley;
  Claim& backs =
      valley.tell(valley.day - 1, ClaimType::kSupport, "ally", "north", "It backs them.");
  backs.whom.push_back({ActorId("gov"), "gov", {}});
  Claim& denied = valley.tell(valley.day - 1, ClaimType::kSupport, "ally", "north", "It does not.");
  denied.whom.push_back({ActorId("reb"), "reb", {}});
  denied.status = ClaimStatus::kDenied;
  Quantity many;
  many.value = many.low.emplace(1000);
  many.unit = "person";
  many.of = "fighter";
  valley.tell(valley.day - 2, ClaimType::kPresent, "reb", "middle", "A thousand came.")
      .quantities = {many};
  many.of = "prisoner";
  valley.tell(valley.day - 2, ClaimType::kArrest, "reb", "middle", "It held a thousand.")
      .quantities = {many};
  many.of = "fighter";
  valley.tell(valley.day + 1, ClaimType::kPresent, "reb", "north", "Later.").quantities = {many};
  const DescribedWorld world = describe(valley);
  ASSERT_EQ(world.backing.size(), 1u);
  EXPECT_EQ(world.backing[0].how, "told");
  EXPECT_EQ(world.backing[0].backed, ActorId("gov"));
  EXPECT_EQ(world.backing[0].sources[0].sentence, "It backs them.");
  ASSERT_EQ(world.forces.size(), 1u);
  EXPECT_EQ(world.forces[0].place, PlaceId("middle"));
  EXPECT_EQ(world.forces[0].low, 1000);
  EXPECT_EQ(world.forces[0].high, std::nullopt) << "a thousand and more";
  const std::string text = to_text(world, valley.gazetteer, valley.parties);
  EXPECT_NE(text.find("1000 or more"), std::string::npos) << text;
}

TEST_F(Described, NamesTheLineThatIsWrong) {
  for (const auto& [file, bytes] :
       {std::pair("backing.csv", "backer,backed,certainty\na,b,much\n"),
        {"forces.csv", "party,place,size_low,size_high,of,asof\na,b,1,2,fighter,\n"},
        {"people.csv", "person,name,party,role,since,until\na,b,c,d,once,\n"}}) {
    write(file, bytes);
    const auto rows = load_described_rows(dir_.string());
    ASSERT_FALSE(rows) << file;
    EXPECT_EQ(rows.error().line, 2) << file;
    std::filesystem::remove(dir_ / file);
  }
}

}  // namespace
}  // namespace dateline
