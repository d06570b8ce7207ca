#include "dateline/meaning/place_tables.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace dateline {
namespace {

namespace fs = std::filesystem;

/// A copy of data/places in which a test can break a file.
class PlaceTablesTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("dateline_places_" + std::to_string(getpid()));
    fs::remove_all(folder_);
    fs::copy(DATELINE_SOURCE_DIR "/data/places", folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  /// The error after `from` became `to` in a file.
  std::string broken(const std::string& file, const std::string& from, const std::string& to) {
    const fs::path path = folder_ / file;
    std::stringstream bytes;
    bytes << std::ifstream(path).rdbuf();
    std::string text = bytes.str();
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
    std::ofstream(path) << text;
    PlaceTables tables;
    const Status status = load_place_tables(folder_.string(), tables);
    return status ? "" : to_string(status.error());
  }

  fs::path folder_;
};

TEST_F(PlaceTablesTest, TheShippedTablesLoadAndAreSane) {
  PlaceTables tables;
  const Status status = load_place_tables(folder_.string(), tables);
  ASSERT_TRUE(status) << to_string(status.error());
  const ShapeWidths& w = tables.widths;
  EXPECT_LT(w.near_village, w.near_town);
  EXPECT_LT(w.near_town, w.near_city);
  EXPECT_LT(w.beside_far_village, w.beside_far_town);
  EXPECT_LT(w.beside_far_town, w.beside_far_city);
  EXPECT_LT(w.built_village, w.built_town);
  EXPECT_LT(w.built_town, w.built_city);
  EXPECT_LT(w.outskirts_inner_share, w.outskirts_outer_share);
  EXPECT_LT(w.suburbs_inner_share, w.suburbs_outer_share);
  EXPECT_LT(w.outskirts_outer_share, w.suburbs_outer_share);
  EXPECT_LE(w.wind_half_deg, 90);
  for (const double share : {w.part_share, w.between_part_share, w.middle_share, w.heart_share}) {
    EXPECT_GT(share, 0);
    EXPECT_LT(share, 1);
  }
  EXPECT_EQ(tables.zone_of("outskirts"), Zone::kOutskirts);
  EXPECT_EQ(tables.zone_of("table"), Zone::kNone);
  ASSERT_TRUE(tables.facility_of("air base"));
  EXPECT_EQ(tables.facility_of("air base")->kind, "airbase");
  EXPECT_EQ(tables.facility_of("base")->kind, "base");
  EXPECT_EQ(tables.facility_of("sea base"), nullptr);
  EXPECT_TRUE(tables.anaphors.at("city").settlement);
  EXPECT_FALSE(tables.anaphors.at("city").region);
  EXPECT_TRUE(tables.anaphors.at("capital").capital);
}

TEST_F(PlaceTablesTest, WhatIsWrongIsToldWithItsLine) {
  EXPECT_NE(broken("shapes.csv", "near_town,10", "near_hamlet,10").find("near_hamlet"),
            std::string::npos);
  SetUp();
  EXPECT_NE(broken("shapes.csv", "near_town,10", "near_town,ten").find("shapes.csv: line"),
            std::string::npos);
  SetUp();
  EXPECT_NE(broken("shapes.csv", "near_town,10,", "near_village,10,").find("near_village"),
            std::string::npos);
  SetUp();
  EXPECT_NE(broken("words.csv", "coast,coast,in", "coast,beach,in").find("beach"),
            std::string::npos);
  SetUp();
  EXPECT_NE(broken("distances.csv", "few,amount,2,3,6", "few,amount,4,3,6").find("low <= value"),
            std::string::npos);
  SetUp();
  EXPECT_NE(broken("facilities.csv", ",3,a runway", ",0,a runway").find("extent"),
            std::string::npos);
  SetUp();
  EXPECT_NE(broken("anaphors.csv", "city,settlement,0.9", "city,settlement,1.9").find("chance"),
            std::string::npos);
  SetUp();
  EXPECT_NE(broken("anaphors.csv", "city,settlement,0.9", "city,planet,0.9").find("planet"),
            std::string::npos);
}

TEST(PlaceSizeTest, KindAndPopulationTell) {
  Place place;
  place.kind = "town";
  EXPECT_EQ(size_of(place), PlaceSize::kTown);
  place.population = 300000;
  EXPECT_EQ(size_of(place), PlaceSize::kCity);
  place.population = 3000;
  EXPECT_EQ(size_of(place), PlaceSize::kVillage);
}

}  // namespace
}  // namespace dateline
