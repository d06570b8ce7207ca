#include "dateline/gazetteer/world.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "dateline/base/file.h"
#include "dateline/gazetteer/fold.h"
#include "dateline/gazetteer/world_writer.h"

namespace dateline {
namespace {

namespace fs = std::filesystem;

LatLng at(double lat, double lng) { return *LatLng::make(Latitude{lat}, Longitude{lng}); }

NewPlace town(std::string_view name, std::string_view code, std::int64_t people, LatLng point,
              std::string_view country = "", std::string_view admin1 = "") {
  NewPlace place;
  place.name = name;
  place.feature_code = code;
  place.population = people;
  place.source = WorldSource::kGeoNames;
  place.point = point;
  place.country = country;
  place.admin1 = admin1;
  return place;
}

NewPlace area(std::string_view name, std::string_view code, LatLng point, std::string_view country,
              std::string_view admin1 = "") {
  NewPlace place = town(name, code, 0, point, country, admin1);
  place.feature_class = 'A';
  return place;
}

/// A file of the system's folder for such, removed at the end.
struct TemporaryFile {
  std::string path = (fs::temp_directory_path() / ("dateline-world-" + std::to_string(::getpid()) +
                                                   "-" + std::to_string(counter()++)))
                         .string();
  ~TemporaryFile() { fs::remove(path); }
  static int& counter() {
    static int n = 0;
    return n;
  }
};

/// Two countries: Norland with the region Eastmark, towns and a mountain; Sudland with a namesake.
void write_small(const std::string& path) {
  auto writer = WorldWriter::create(path);
  ASSERT_TRUE(writer);
  const auto norland = writer->add(area("Norland", "PCLI", at(60, 10), "NL"));
  writer->add_name(norland, "Kingdom of Norland", NameKind::kUsual);
  writer->add(area("Sudland", "PCLI", at(-10, 20), "SL"));
  writer->add(area("Eastmark", "ADM1", at(61, 12), "NL", "02"));
  writer->add(town("Hollow Bay", "PPLC", 90'000, at(60.5, 10.5), "NL", "01"));
  writer->add(town("Hollow", "PPL", 500'000, at(60.1, 10.1), "NL", "02"));
  writer->add(town("Hollow", "PPL", 700, at(-10.2, 20.3), "SL"));
  const auto other = writer->add(town("Brin", "PPLA", 4'000, at(-11, 21), "SL"));
  writer->add_name(other, "Höllow", NameKind::kOther);
  writer->add_source("made up for a test");
  ASSERT_TRUE(writer->finish());
}

std::vector<std::string> names_of(const World& world, std::string_view name) {
  std::vector<std::string> out;
  for (const std::uint32_t row : world.named(fold_name(name))) {
    const WorldPlace place = world.at(row);
    out.push_back(std::string(place.name) + "/" + std::string(place.country));
  }
  return out;
}

TEST(World, WhatWasWrittenIsRead) {
  TemporaryFile file;
  write_small(file.path);
  const auto world = World::open(file.path);
  ASSERT_TRUE(world) << to_string(world.error());
  EXPECT_EQ(world->size(), 7u);
  EXPECT_EQ(world->sources(), "made up for a test\n");
  const WorldPlace place = world->at(3);
  EXPECT_EQ(place.name, "Hollow Bay");
  EXPECT_EQ(place.feature_code, "PPLC");
  EXPECT_EQ(place.feature_class, 'P');
  EXPECT_EQ(place.country, "NL");
  EXPECT_EQ(place.admin1, "01");
  EXPECT_EQ(place.population, 90'000);
  EXPECT_NEAR(place.point.lat(), 60.5, 1e-7);
  EXPECT_NEAR(place.point.lng(), 10.5, 1e-7);
}

TEST(World, NamesakesStandInTheOrderOfTheirWeight) {
  TemporaryFile file;
  write_small(file.path);
  const auto world = World::open(file.path);
  ASSERT_TRUE(world);
  EXPECT_EQ(names_of(*world, "hollow"),
            (std::vector<std::string>{"Hollow/NL", "Brin/SL", "Hollow/SL"}));
  EXPECT_EQ(names_of(*world, "Kingdom of Norland"), std::vector<std::string>{"Norland/NL"});
  EXPECT_EQ(names_of(*world, "Hollo"), std::vector<std::string>{});
  EXPECT_EQ(names_of(*world, ""), std::vector<std::string>{});
}

TEST(World, AWordThatBeginsALongerNameIsTold) {
  TemporaryFile file;
  write_small(file.path);
  const auto world = World::open(file.path);
  ASSERT_TRUE(world);
  EXPECT_TRUE(world->begins_name(fold_name("hollow")));
  EXPECT_TRUE(world->begins_name("kingdom"));
  EXPECT_FALSE(world->begins_name("norland"));
  EXPECT_TRUE(world->named("kingdom").empty()) << "no place of its own";
}

TEST(World, CountriesAndRegionsAreFoundByCode) {
  TemporaryFile file;
  write_small(file.path);
  const auto world = World::open(file.path);
  ASSERT_TRUE(world);
  ASSERT_TRUE(world->country("SL"));
  EXPECT_EQ(world->at(*world->country("SL")).name, "Sudland");
  ASSERT_TRUE(world->admin1("NL", "02"));
  EXPECT_EQ(world->at(*world->admin1("NL", "02")).name, "Eastmark");
  EXPECT_FALSE(world->admin1("NL", "03"));
  EXPECT_FALSE(world->admin1("NL", "")) << "a country is no region";
  EXPECT_FALSE(world->country("XX"));
}

TEST(World, TheSameCallsGiveTheSameBytes) {
  TemporaryFile one, two;
  write_small(one.path);
  write_small(two.path);
  EXPECT_EQ(*read_file(one.path), *read_file(two.path));
}

/// The look-up of a plain table beside the index, over many names that share words.
TEST(World, TheIndexAgreesWithAPlainTable) {
  TemporaryFile file;
  std::mt19937 random(7);
  static constexpr const char* kParts[] = {"san", "bel", "kor", "ul", "new", "tam", "ost", "ra"};
  std::map<std::string, std::vector<std::pair<std::int64_t, std::uint32_t>>> plain;
  std::set<std::string> begins;
  auto writer = WorldWriter::create(file.path);
  ASSERT_TRUE(writer);
  for (std::uint32_t row = 0; row < 3000; ++row) {
    std::string name;
    for (std::size_t n = 1 + random() % 3; n > 0; --n) {
      name += name.empty() || random() % 2 ? "" : " ";
      name += kParts[random() % std::size(kParts)];
    }
    const std::int64_t people = static_cast<std::int64_t>(random() % 1000) * 1000;
    ASSERT_EQ(writer->add(town(name, "PPL", people, at(1, 1))), row);
    const std::string folded = fold_name(name);
    plain[folded].emplace_back(-people, row);
    if (const auto space = folded.find(' '); space != std::string::npos)
      begins.insert(folded.substr(0, space));
  }
  ASSERT_TRUE(writer->finish());
  const auto world = World::open(file.path);
  ASSERT_TRUE(world);
  std::size_t keys = 0;
  world->each_key(false, [&](std::string_view, auto rows, bool) { keys += !rows.empty(); });
  EXPECT_EQ(keys, plain.size());
  for (auto& [name, rows] : plain) {
    std::sort(rows.begin(), rows.end());
    std::vector<std::uint32_t> wanted;
    for (const auto& [people, row] : rows) wanted.push_back(row);
    const auto found = world->named(name);
    EXPECT_EQ(std::vector<std::uint32_t>(found.begin(), found.end()), wanted) << name;
    EXPECT_EQ(world->begins_name(name), begins.contains(name)) << name;
  }
}

TEST(World, WhatIsNoWorldIsRefusedWithItsByte) {
  TemporaryFile file;
  const auto missing = World::open(file.path);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kGazetteerInvalid);
  EXPECT_EQ(missing.error().path, file.path);
  ASSERT_TRUE(write_file(file.path, "a text of somebody's"));
  const auto foreign = World::open(file.path);
  ASSERT_FALSE(foreign);
  EXPECT_EQ(foreign.error().code, ErrorCode::kGazetteerInvalid);
  EXPECT_EQ(foreign.error().byte, 0u);
  EXPECT_NE(foreign.error().detail.find("DATELINE-GZ"), std::string::npos);
}

TEST(World, DamageIsRefusedOrDoesNoHarm) {
  TemporaryFile file;
  write_small(file.path);
  const std::string whole = *read_file(file.path);
  for (std::size_t size = 0; size < whole.size(); size += 37) {
    ASSERT_TRUE(write_file(file.path, whole.substr(0, size)));
    const auto cut = World::open(file.path);
    ASSERT_FALSE(cut) << size;
    EXPECT_TRUE(cut.error().byte.has_value());
  }
  for (std::size_t byte = 0; byte < whole.size(); byte += 11) {
    std::string damaged = whole;
    damaged[byte] = static_cast<char>(damaged[byte] ^ 0x41);
    ASSERT_TRUE(write_file(file.path, damaged));
    EXPECT_FALSE(World::open(file.path)) << byte;
  }
}

}  // namespace
}  // namespace dateline
