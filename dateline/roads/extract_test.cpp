#include "dateline/roads/extract.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <map>
#include <random>

#include <gtest/gtest.h>

#include "dateline/base/file.h"

namespace dateline {
namespace {

class ExtractFile : public testing::Test {
 protected:
  void TearDown() override { std::filesystem::remove(path_); }
  const std::string path_ =
      (std::filesystem::temp_directory_path() / ("dateline_extract_" + std::to_string(::getpid())))
          .string();
};

constexpr const char* kHeader =
    "from,to,km,name,class,country,certainty,from_lat,from_lon,to_lat,to_lon\n";

TEST_F(ExtractFile, ComesBackAsItWas) {
  ASSERT_TRUE(write_file(
      path_,
      std::string(kHeader) +
          "n1,n2,1.5,\"A road, \"\"long\"\"\",motorway,SY,1,34.1,36.1,34.2,36.1\n"
          "n2,n3,2,,tertiary,,1,34.2,36.1,34.3,36.1\nn3,n3,1,,primary,LB,1,34.3,36.1,34.3,36.1\n"));
  const auto table = import_road_table(path_);
  ASSERT_TRUE(table) << to_string(table.error());
  EXPECT_EQ(table->nodes.size(), 3u);
  ASSERT_EQ(table->size(), 2u) << "a round leads nowhere";
  EXPECT_EQ(table->countries, (std::vector<std::string>{"", "SY"}));
  ASSERT_TRUE(save_road_extract(*table, path_));
  const auto back = load_road_extract(path_);
  ASSERT_TRUE(back) << to_string(back.error());
  EXPECT_EQ(back->from, table->from);
  EXPECT_EQ(back->to, table->to);
  EXPECT_EQ(back->length_m, table->length_m);
  EXPECT_EQ(back->road_class, table->road_class);
  EXPECT_EQ(back->country, table->country);
  EXPECT_EQ(back->countries, table->countries);
  EXPECT_EQ(back->nodes[2].lat_e7, 343'000'000);
}

TEST_F(ExtractFile, NamesTheLineThatIsWrong) {
  for (const char* row : {"n1,n2,far,,motorway,SY,1,34,36,35,36", "n1,n2,1,,path,SY,1,34,36,35,36",
                          "n1,n2,1,,motorway,SY,1,94,36,35,36", "n1,n2,1"}) {
    ASSERT_TRUE(write_file(path_, std::string(kHeader) + row + "\n"));
    const auto table = import_road_table(path_);
    ASSERT_FALSE(table) << row;
    EXPECT_EQ(table.error().line, 2) << row;
  }
}

TEST_F(ExtractFile, DamagedBytesAreRefused) {
  RoadExtract extract;
  extract.nodes = {{0, 0}, {1'000'000, 0}};
  extract.from = {0};
  extract.to = {1};
  extract.length_m = {1};
  extract.road_class = {2};
  extract.country = {0};
  ASSERT_TRUE(save_road_extract(extract, path_));
  const auto bytes = read_file(path_);
  ASSERT_TRUE(bytes);
  ASSERT_TRUE(parse_road_extract(*bytes, path_));
  for (std::size_t i = 0; i < bytes->size(); ++i) {
    std::string damaged = *bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 0x40);
    EXPECT_FALSE(parse_road_extract(damaged, path_)) << i;
    EXPECT_FALSE(parse_road_extract(bytes->substr(0, i), path_)) << i;
  }
  // A true checksum over an index that points outside.
  extract.to = {7};
  ASSERT_TRUE(save_road_extract(extract, path_));
  EXPECT_FALSE(load_road_extract(path_));
}

using Lengths = std::map<std::pair<std::string, std::string>, double>;

/// Each junction's nearest seat by relaxing all roads until nothing changes, and the shortest way
/// over each border.
Lengths by_relaxing(const RoadExtract& extract, const std::vector<std::uint32_t>& seats,
                    RoadClass lowest) {
  const auto open = [&](std::size_t i) {
    return extract.road_class[i] <= static_cast<std::uint8_t>(lowest);
  };
  std::vector<double> far(extract.nodes.size(), 1e17);
  std::vector<std::uint32_t> whose(extract.nodes.size(), 0);
  for (std::size_t i = 0; i < extract.size(); ++i)
    for (const std::uint32_t end : {extract.from[i], extract.to[i]})
      if (open(i) && std::find(seats.begin(), seats.end(), end) != seats.end()) {
        far[end] = 0;
        whose[end] = end;
      }
  for (bool more = true; more;) {
    more = false;
    for (std::size_t i = 0; i < extract.size(); ++i)
      for (const auto& [a, b] :
           {std::pair(extract.from[i], extract.to[i]), std::pair(extract.to[i], extract.from[i])}) {
        const double next = far[a] + static_cast<double>(extract.length_m[i]);
        if (!open(i) || next >= far[b]) continue;
        far[b] = next;
        whose[b] = whose[a];
        more = true;
      }
  }
  Lengths out;
  for (std::size_t i = 0; i < extract.size(); ++i) {
    const std::uint32_t a = extract.from[i], b = extract.to[i];
    if (!open(i) || far[a] > 1e16 || far[b] > 1e16 || whose[a] == whose[b]) continue;
    const auto name = [](std::uint32_t seat) { return "p" + std::to_string(100 + seat); };
    double& best =
        out.try_emplace({name(std::min(whose[a], whose[b])), name(std::max(whose[a], whose[b]))},
                        1e18)
            .first->second;
    best = std::min(best, far[a] + far[b] + static_cast<double>(extract.length_m[i]));
  }
  return out;
}

TEST(Extract, DrawsTogetherAsTheSlowTwinDoesOnThousandRandomGraphs) {
  std::mt19937 random(31);
  for (int round = 0; round < 1000; ++round) {
    RoadExtract extract;
    const auto size = static_cast<std::uint32_t>(4 + random() % 20);
    for (std::uint32_t i = 0; i < size; ++i)
      extract.nodes.push_back(
          {340'000'000 + static_cast<std::int32_t>(i) * 3'000'000, 360'000'000});
    for (auto i = size + random() % 20; i > 0; --i) {
      const auto a = static_cast<std::uint32_t>(random() % size);
      const auto b = static_cast<std::uint32_t>(random() % size);
      if (a == b) continue;
      extract.from.push_back(a);
      extract.to.push_back(b);
      // Lengths of which no two ways have the same sum.
      extract.length_m.push_back(static_cast<float>(1 + random() % 1'000'000) / 64);
      extract.road_class.push_back(static_cast<std::uint8_t>(random() % 6));
      extract.country.push_back(0);
    }
    Gazetteer gazetteer;
    std::vector<std::uint32_t> seats;
    for (std::uint32_t i = 0; i < size; ++i) {
      if (random() % 3) continue;
      Place place;
      place.id = PlaceId("p" + std::to_string(100 + i));
      place.name = place.id.str();
      place.point = LatLng::make(Latitude{34 + 0.3 * i}, Longitude{36.01});
      gazetteer.add(place);
      seats.push_back(i);
    }
    const RoadGraph graph = draw_together(extract, gazetteer);
    Lengths any;
    for (const Road& road : graph.roads()) {
      double& best =
          any.try_emplace({graph.place(road.from).str(), graph.place(road.to).str()}, 1e18)
              .first->second;
      best = std::min(best, road.length_m);
    }
    const Lengths main = by_relaxing(extract, seats, RoadClass::kPrimary);
    Lengths wanted = by_relaxing(extract, seats, RoadClass::kTrack);
    for (const auto& [pair, length] : main) {
      double& best = wanted.try_emplace(pair, length).first->second;
      best = std::min(best, length);
    }
    ASSERT_EQ(any.size(), wanted.size()) << round;
    for (const auto& [pair, length] : wanted) {
      ASSERT_TRUE(any.contains(pair)) << round;
      EXPECT_NEAR(any[pair], length, 1e-6) << round;
    }
  }
}

}  // namespace
}  // namespace dateline
