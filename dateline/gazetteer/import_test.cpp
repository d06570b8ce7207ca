#include "dateline/gazetteer/import.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <osmium/builder/attr.hpp>
#include <osmium/io/pbf_output.hpp>
#include <osmium/io/writer.hpp>

#include "dateline/base/csv.h"
#include "dateline/base/file.h"
#include "dateline/gazetteer/fold.h"
#include "dateline/gazetteer/world.h"

namespace dateline {
namespace {

namespace fs = std::filesystem;

/// A folder for one test, removed at the end.
class ImportTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        fs::temp_directory_path() / ("dateline-import-" + std::to_string(::getpid()) + "-" +
                                     testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::create_directories(folder_);
    listener_.skipped = [this](const Error& error) { skipped_.push_back(error); };
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::string file(const std::string& name, const std::string& text) const {
    std::ofstream(path(name)) << text;
    return path(name);
  }
  /// Imports into `out` and opens it.
  World import(ImportArguments arguments, const std::string& out = "out.dlg") {
    arguments.out = path(out);
    const auto counts = import_places(arguments, listener_);
    EXPECT_TRUE(counts) << (counts ? "" : to_string(counts.error()));
    if (counts) counts_ = *counts;
    auto world = World::open(arguments.out);
    EXPECT_TRUE(world) << (world ? "" : to_string(world.error()));
    return world ? std::move(*world) : World();
  }
  static std::vector<std::string> named(const World& world, std::string_view name) {
    std::vector<std::string> out;
    for (const std::uint32_t row : world.named(fold_name(name)))
      out.emplace_back(world.at(row).name);
    return out;
  }

  fs::path folder_;
  ImportListener listener_;
  std::vector<Error> skipped_;
  ImportCounts counts_;
};

std::string row(int id, const std::string& name, const std::string& others, const std::string& code,
                const std::string& country, const std::string& admin1, int people,
                char feature_class = 'P') {
  return std::to_string(id) + "\t" + name + "\t" + name + "\t" + others + "\t10.5\t20.25\t" +
         feature_class + "\t" + code + "\t" + country + "\t\t" + admin1 + "\t\t\t\t" +
         std::to_string(people) + "\t\t100\tEtc/UTC\t2024-01-01\n";
}

TEST_F(ImportTest, RowsOfGeoNamesBecomePlaces) {
  const World world = import(
      {.places = {file("all.txt", row(7, "Norland", "Nordlandia", "PCLI", "NO", "00", 900, 'A') +
                                      row(8, "Eastmark", "", "ADM1", "NO", "02", 90, 'A') +
                                      row(9, "Brin", "Brìn,rfh,XYZ,Брин,https://example.org/brin",
                                          "PPLA", "NO", "02", 30))}});
  EXPECT_EQ(world.size(), 3u);
  const auto brin = world.named("brin");
  ASSERT_EQ(brin.size(), 1u);
  const WorldPlace place = world.at(brin.front());
  EXPECT_EQ(place.geonames(), 9u);
  EXPECT_EQ(place.admin1, "02");
  EXPECT_NEAR(place.point.lat(), 10.5, 1e-7);
  EXPECT_EQ(named(world, "Брин"), std::vector<std::string>{"Brin"});
  EXPECT_TRUE(named(world, "rfh").empty()) << "no name of a text";
  EXPECT_TRUE(named(world, "XYZ").empty()) << "an airport's code";
  ASSERT_TRUE(world.country("NO"));
  EXPECT_EQ(world.at(*world.country("NO")).name, "Norland");
  ASSERT_TRUE(world.admin1("NO", "02"));
  EXPECT_NE(world.sources().find("CC BY 4.0"), std::string_view::npos);
}

TEST_F(ImportTest, ABadRowIsToldWithItsLineAndSkipped) {
  std::string text = row(1, "One", "", "PPL", "NO", "01", 5) + "2\tshort\n";
  text += row(3, "Three", "", "PPL", "NO", "01", 5);
  std::string off = row(4, "Four", "", "PPL", "NO", "01", 5);
  off.replace(off.find("10.5"), 4, "99.5");
  std::string wordy = row(5, "Five", "", "PPL", "NO", "01", 5);
  wordy.replace(wordy.find("20.25"), 5, "east");
  text += off + wordy + row(6, "Si\xFFx", "", "PPL", "NO", "01", 5);
  const World world = import({.places = {file("all.txt", text)}});
  EXPECT_EQ(world.size(), 2u);
  ASSERT_EQ(skipped_.size(), 4u);
  EXPECT_EQ(counts_.skipped, 4u);
  EXPECT_EQ(skipped_[0].line, 2);
  EXPECT_EQ(skipped_[1].line, 4);
  EXPECT_EQ(skipped_[2].line, 5);
  EXPECT_EQ(skipped_[2].column, 6);
  EXPECT_EQ(skipped_[3].line, 6);
  for (const Error& error : skipped_) {
    EXPECT_EQ(error.path, path("all.txt"));
    EXPECT_NE(error.detail.find("expected"), std::string::npos);
  }
}

TEST_F(ImportTest, TablesBesideAddNames) {
  const World world =
      import({.places = {file("all.txt", row(7, "Norlann", "", "PCLI", "NO", "00", 9, 'A') +
                                             row(8, "Estmarc", "", "ADM1", "NO", "02", 9, 'A') +
                                             row(9, "Brin", "", "PPL", "NO", "02", 9))},
              .alternate_names =
                  file("alternate.txt",
                       "1\t9\ten\tBreen\t1\t\t\t\t\t\n2\t9\tlink\thttps://example.org\t\t\t\t"
                       "\t\t\n3\t9\tabbr\tBRN\t\t\t\t\t\t\n4\tx\ten\tBroken\t\t\t\t\t\t\n"
                       "5\t77\ten\tElsewhere\t\t\t\t\t\t\n"),
              .admin1_codes = file("admin1.txt", "NO.02\tEastmark\tEastmark\t8\n"),
              .country_info = file("countries.txt",
                                   "#ISO\tISO3\nNO\tNOR\t1\tNO\tNorland\tBrin\t1\t9\tEU\t.no\tNOK"
                                   "\tKrone\t47\t\t\tno\t7\t\t\n")});
  EXPECT_EQ(named(world, "Breen"), std::vector<std::string>{"Brin"});
  EXPECT_EQ(named(world, "BRN"), std::vector<std::string>{"Brin"});
  EXPECT_EQ(named(world, "Eastmark"), std::vector<std::string>{"Estmarc"});
  EXPECT_EQ(named(world, "Norland"), std::vector<std::string>{"Norlann"});
  EXPECT_TRUE(named(world, "Elsewhere").empty());
  ASSERT_EQ(skipped_.size(), 1u);
  EXPECT_EQ(skipped_[0].line, 4);
}

TEST_F(ImportTest, OtherCountriesOfTheBaseStayAndNamesGoOver) {
  import({.places =
          { file("base.txt", row(1, "Sudland", "", "PCLI", "SU", "00", 5, 'A') +
                                 row(2, "Port", "", "PPL", "SU", "01", 5) +
                                 row(7, "Norland", "Norway Land", "PCLI", "NO", "00", 9, 'A') +
                                 row(8, "Eastmark", "East. Mark", "ADM1", "NO", "02", 9, 'A') +
                                 row(9, "Brin", "Breen", "PPL", "NO", "02", 9) +
                                 row(10, "Gone", "", "PPL", "NO", "02", 9)) }},
         "base.dlg");
  const World world =
      import({.places = {file("new.txt", row(70, "Norlann", "", "PCLI", "NO", "00", 9, 'A') +
                                             row(80, "Estmarc", "", "ADM1", "NO", "02", 9, 'A') +
                                             row(9, "Brinn", "", "PPL", "NO", "02", 9))},
              .base = path("base.dlg")});
  EXPECT_EQ(world.size(), 5u);
  EXPECT_EQ(counts_.kept, 2u);
  EXPECT_EQ(named(world, "Port"), std::vector<std::string>{"Port"});
  EXPECT_EQ(named(world, "Norway Land"), std::vector<std::string>{"Norlann"});
  EXPECT_EQ(named(world, "East Mark"), std::vector<std::string>{"Estmarc"});
  EXPECT_EQ(named(world, "Breen"), std::vector<std::string>{"Brinn"});
  EXPECT_TRUE(named(world, "Gone").empty());
  EXPECT_EQ(world.at(*world.country("NO")).name, "Norlann");
}

TEST_F(ImportTest, WhatIsNoTableOfPlacesIsRefused) {
  const auto refused = [&](const std::string& input) {
    return import_places({.places = {input}, .out = path("out.dlg")}, listener_);
  };
  const auto text = refused(file("prose.txt", "Once there was a town.\nIt is gone.\n"));
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().code, ErrorCode::kDataInvalid);
  EXPECT_EQ(text.error().path, path("prose.txt"));
  const auto missing = refused(path("nothing.txt"));
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kFileMissing);
  const auto folder = refused(folder_.string());
  ASSERT_FALSE(folder);
  EXPECT_EQ(folder.error().code, ErrorCode::kFileUnreadable);
  EXPECT_FALSE(fs::exists(path("out.dlg"))) << "nothing half done";
}

//     n1 Hollow ---n2--- n3      and n2---n4; n5 is Brin's label in the relation Eastmark
void write_extract(const std::string& path) {
  using namespace osmium::builder::attr;
  osmium::memory::Buffer buffer(4096, osmium::memory::Buffer::auto_grow::yes);
  const auto node = [&](osmium::object_id_type id, double lng, double lat, auto... tags) {
    osmium::builder::add_node(buffer, _id(id), _version(1), _location(lng, lat), tags...);
  };
  node(1, 10.0, 60.0, _tag("place", "town"), _tag("name", "Höllow"), _tag("name:en", "Hollow"),
       _tag("population", "1200"), _tag("capital", "yes"));
  node(2, 10.1, 60.0);
  node(3, 10.2, 60.0);
  node(4, 10.1, 60.1);
  node(5, 10.3, 60.3, _tag("place", "village"), _tag("name", "Brin"),
       _tag("alt_name", "Breen;Brine"));
  node(6, 10.4, 60.4, _tag("place", "hamlet"));
  osmium::builder::add_way(buffer, _id(11), _version(1), _nodes({1, 2, 3}),
                           _tag("highway", "primary"), _tag("name", "Coast Road"));
  osmium::builder::add_way(buffer, _id(12), _version(1), _nodes({2, 4}),
                           _tag("highway", "tertiary"));
  osmium::builder::add_way(buffer, _id(13), _version(1), _nodes({3, 4}),
                           _tag("highway", "footway"));
  osmium::builder::add_relation(buffer, _id(21), _version(1),
                                _member(osmium::item_type::node, 5, "label"),
                                _tag("boundary", "administrative"), _tag("name", "Eastmark"),
                                _tag("admin_level", "4"), _tag("ISO3166-2", "NO-02"));
  osmium::io::Writer writer(osmium::io::File(path, "pbf"));
  writer(std::move(buffer));
  writer.close();
}

TEST_F(ImportTest, AnExtractOfOpenStreetMapGivesPlacesAndRoads) {
  write_extract(path("norland.osm.pbf"));
  const World world =
      import({.places = {path("norland.osm.pbf")}, .country = "NO", .roads = path("roads.csv")});
  EXPECT_EQ(world.size(), 3u) << "a place without a name is none";
  EXPECT_EQ(named(world, "Höllow"), std::vector<std::string>{"Hollow"});
  EXPECT_EQ(named(world, "Breen"), std::vector<std::string>{"Brin"});
  const WorldPlace hollow = world.at(world.named(fold_name("Hollow")).front());
  EXPECT_EQ(hollow.feature_code, "PPLC");
  EXPECT_EQ(hollow.population, 1200);
  EXPECT_EQ(hollow.country, "NO");
  EXPECT_EQ(hollow.source, WorldSource::kOpenStreetMap);
  ASSERT_TRUE(world.admin1("NO", "02"));
  EXPECT_NEAR(world.at(*world.admin1("NO", "02")).point.lat(), 60.3, 1e-6);
  EXPECT_NE(world.sources().find("ODbL"), std::string_view::npos);

  const auto roads = load_csv(path("roads.csv"));
  ASSERT_TRUE(roads) << to_string(roads.error());
  std::vector<std::string> found;
  for (const auto& road : roads->rows)
    found.push_back(roads->cell(road, "from") + "-" + roads->cell(road, "to") + " " +
                    roads->cell(road, "class") + " " + roads->cell(road, "km"));
  EXPECT_EQ(found, (std::vector<std::string>{"n1-n2 primary 5.560", "n2-n3 primary 5.560",
                                             "n2-n4 tertiary 11.120"}));
}

TEST_F(ImportTest, ADamagedExtractIsRefused) {
  write_extract(path("whole.osm.pbf"));
  const std::string whole = *read_file(path("whole.osm.pbf"));
  for (std::size_t size = 20; size + 1 < whole.size(); size += 13) {
    ASSERT_TRUE(write_file(path("cut.osm.pbf"), whole.substr(0, size)));
    const auto cut =
        import_places({.places = {path("cut.osm.pbf")}, .out = path("out.dlg")}, listener_);
    if (!cut) {
      EXPECT_EQ(cut.error().code, ErrorCode::kDataInvalid) << size;
    }
  }
}

}  // namespace
}  // namespace dateline
