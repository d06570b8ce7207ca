#include "dateline/gazetteer/gazetteer.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace dateline {
namespace {

namespace fs = std::filesystem;

Place town(const std::string& id, const std::string& name, double lat, double lng,
           const std::string& parent = "") {
  Place out;
  out.id = PlaceId(id);
  out.name = name;
  out.point = LatLng::make(Latitude{lat}, Longitude{lng});
  out.kind = "town";
  out.parent = PlaceId(parent);
  return out;
}

Place region(const std::string& id, const std::string& name, const std::string& parent = "") {
  Place out;
  out.id = PlaceId(id);
  out.name = name;
  out.kind = "region";
  out.is_region = true;
  out.parent = PlaceId(parent);
  return out;
}

/// A land with a province in it, two towns of the province, and one that only the outline of the
/// coast holds.
Gazetteer small() {
  Gazetteer out;
  out.add(region("land", "Landia"));
  out.add(region("north", "Barq", "land"));
  out.add(town("barq", "Barq", 36.0, 37.0, "north"));
  out.add(town("ain", "Ain al-Test", 36.2, 37.2, "north"));
  out.add(town("port", "Mina", 35.0, 35.0));
  Place coast = region("coast", "the coast");
  const auto at = [](double lat, double lng) {
    return *LatLng::make(Latitude{lat}, Longitude{lng});
  };
  coast.outline = {{{{at(34, 34), at(34, 36), at(36, 36), at(36, 34), at(34, 34)}}}};
  out.add(coast);
  return out;
}

TEST(Gazetteer, ResolvesAnIdThenANameCitiesFirst) {
  const Gazetteer g = small();
  const auto id = [&](const char* words) -> std::string {
    const auto place = g.resolve(words);
    return place ? (*place)->id.str() : to_string(place.error());
  };
  EXPECT_EQ(id("north"), "north");
  EXPECT_EQ(id("BARQ"), "barq") << "the town before the province of its name";
  EXPECT_EQ(id("ain el test"), "ain");
}

TEST(Gazetteer, AMistypedNameIsAnsweredWithNearOnes) {
  const auto place = small().resolve("Barqo");
  ASSERT_FALSE(place);
  EXPECT_EQ(place.error().code, ErrorCode::kPlaceUnknown);
  EXPECT_NE(place.error().detail.find("found \"Barqo\""), std::string::npos);
  EXPECT_NE(place.error().detail.find("known: Barq"), std::string::npos) << place.error().detail;
}

TEST(Gazetteer, LiesInByChainAndByOutline) {
  const Gazetteer g = small();
  const auto in = [&](const char* place, const char* region) {
    return g.lies_in(g.at(PlaceId(place)), g.at(PlaceId(region)));
  };
  EXPECT_TRUE(in("ain", "north"));
  EXPECT_TRUE(in("ain", "land")) << "through the province";
  EXPECT_TRUE(in("ain", "ain"));
  EXPECT_TRUE(in("port", "coast")) << "by outline";
  EXPECT_FALSE(in("port", "north"));
  EXPECT_FALSE(in("ain", "coast"));
  EXPECT_FALSE(in("north", "ain"));
}

TEST(Gazetteer, PlacesOfARegionAreItsPointPlacesById) {
  const Gazetteer g = small();
  const auto places = g.places_in(g.at(PlaceId("north")));
  ASSERT_EQ(places.size(), 2u);
  EXPECT_EQ(places[0]->id.str(), "ain");
  EXPECT_EQ(places[1]->id.str(), "barq");
}

TEST(Gazetteer, SettledRegionsLieAmidTheirPlaces) {
  Gazetteer g = small();
  settle_regions(g);
  ASSERT_TRUE(g.at(PlaceId("north")).point);
  EXPECT_NEAR(g.at(PlaceId("north")).point->lat(), 36.1, 1e-9);
  EXPECT_NEAR(g.at(PlaceId("north")).point->lng(), 37.1, 1e-9);
}

TEST(Gazetteer, NearestIsAPointPlace) {
  const Gazetteer g = small();
  const auto [place, distance] = g.nearest(*LatLng::make(Latitude{35.9}, Longitude{37.0}));
  ASSERT_NE(place, nullptr);
  EXPECT_EQ(place->id.str(), "barq");
  EXPECT_NEAR(distance, 11'119, 20);
  EXPECT_EQ(Gazetteer().nearest(*LatLng::make(Latitude{0}, Longitude{0})).first, nullptr);
}

class LoadPlaces : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string test = ::testing::UnitTest::GetInstance()->current_test_info()->name();
    folder_ = fs::temp_directory_path() / ("gazetteer_" + test + std::to_string(::getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  void write(const char* name, const std::string& text) { std::ofstream(folder_ / name) << text; }
  Error error() {
    Gazetteer g;
    const auto ok = load_theatre_places(folder_.string(), g);
    EXPECT_FALSE(ok);
    return ok ? Error{} : ok.error();
  }

  fs::path folder_;
};

constexpr const char* kHeader = "id,name,lat,lon,kind,parent,within,population\n";

TEST_F(LoadPlaces, ReadsPlacesTheirOtherNamesAndRegions) {
  write("places.csv", std::string(kHeader) + "ain,Ain Test,36.2,37.2,town,north,,1200\n");
  write("aliases.csv", "place,name\nain,Testin\n");
  write("regions.csv",
        "id,name,parent,wkt\nnorth,the north,,\"POLYGON((36 36,38 36,38 37,36 36))\"\n");
  Gazetteer g;
  const auto ok = load_theatre_places(folder_.string(), g);
  ASSERT_TRUE(ok) << to_string(ok.error());
  ASSERT_EQ(g.by_name("testin").size(), 1u);
  const Place& place = *g.by_name("testin").front();
  EXPECT_EQ(place.population, 1200);
  EXPECT_EQ(place.row, "places.csv:2");
  EXPECT_TRUE(g.lies_in(place, g.at(PlaceId("north"))));
}

TEST_F(LoadPlaces, ABadRowNamesItsLine) {
  write("places.csv", std::string(kHeader) + "a,A,36,37,town,,,\nb,B,here,37,town,,,\n");
  EXPECT_EQ(error().code, ErrorCode::kTheatreInvalid);
  EXPECT_EQ(error().line, 3);
  EXPECT_NE(error().path.find("places.csv"), std::string::npos);
}

TEST_F(LoadPlaces, AnIdThatStandsTwiceNamesItsLine) {
  write("places.csv",
        std::string(kHeader) + "a,A,36,37,town,,,\nb,B,36,37,town,,,\na,C,36,37,town,,,\n");
  EXPECT_EQ(error().line, 4);
  EXPECT_NE(error().detail.find("\"a\""), std::string::npos);
}

TEST_F(LoadPlaces, ABadOutlineNamesItsLine) {
  write("regions.csv", "id,name,parent,wkt\nn,the north,,\ns,the south,,POLYGON((1 2))\n");
  EXPECT_EQ(error().code, ErrorCode::kTheatreInvalid);
  EXPECT_EQ(error().line, 3);
}

TEST(Gazetteer, CountriesGiveWayToTheTheatresOwnPlaces) {
  Gazetteer g;
  const std::string data = std::string(DATELINE_SOURCE_DIR) + "/data";
  ASSERT_TRUE(load_theatre_places(data + "/theatres/syria", g));
  ASSERT_TRUE(load_countries(data, g));
  ASSERT_FALSE(g.by_name("Damascus").empty());
  EXPECT_EQ(g.by_name("Damascus").front()->id.str().find("capital:"), std::string::npos);
  ASSERT_NE(g.find(PlaceId("country:tr")), nullptr);
  EXPECT_TRUE(g.at(PlaceId("country:tr")).is_region);
}

}  // namespace
}  // namespace dateline
