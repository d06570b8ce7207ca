#include "dateline/roads/roads.h"

#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <limits>
#include <random>

#include <gtest/gtest.h>

#include "dateline/base/file.h"

namespace dateline {
namespace {

Road road(RoadNode from, RoadNode to, double km, RoadClass road_class = RoadClass::kPrimary) {
  Road out;
  out.from = from;
  out.to = to;
  out.length_m = km * 1000;
  out.road_class = road_class;
  return out;
}

std::vector<PlaceId> names(int count) {
  std::vector<PlaceId> out;
  for (int i = 0; i < count; ++i) out.emplace_back("p" + std::to_string(100 + i));
  return out;
}

//  0 --10-- 1 --10-- 2        4
//   \______25_______/ \--5-- 3
RoadGraph small() {
  return RoadGraph(names(5), {road(0, 1, 10), road(1, 2, 10), road(0, 2, 25), road(2, 3, 5)}, {});
}

TEST(Roads, ShortestPathGoesRoundClosedPlaces) {
  const RoadGraph graph = small();
  const auto free = shortest_path(graph, 0, 3);
  ASSERT_TRUE(free);
  EXPECT_EQ(free->nodes, (std::vector<RoadNode>{0, 1, 2, 3}));
  EXPECT_DOUBLE_EQ(free->length_m, 25'000);
  RoadFilter filter;
  filter.node = [](RoadNode node) { return node != 1; };
  const auto round = shortest_path(graph, 0, 3, filter);
  ASSERT_TRUE(round);
  EXPECT_EQ(round->roads, (std::vector<std::uint32_t>{2, 3}));
  EXPECT_FALSE(shortest_path(graph, 0, 4));
  // The ends of a journey are not asked about.
  filter.node = [](RoadNode node) { return node == 2; };
  EXPECT_TRUE(shortest_path(graph, 0, 3, filter));
  EXPECT_TRUE(shortest_path(graph, 0, 0, filter));
}

TEST(Roads, ConnectedSetReachesButDoesNotPassClosedPlaces) {
  RoadFilter filter;
  filter.node = [](RoadNode node) { return node != 2; };
  EXPECT_EQ(connected_set(small(), 0, filter), (std::vector<bool>{true, true, true, false, false}));
}

TEST(Roads, ParallelRoadsAreNoBridge) {
  EXPECT_EQ(bridges(small()), (std::vector<std::uint32_t>{3}));
  const RoadGraph doubled(names(2), {road(0, 1, 10), road(1, 0, 12)}, {});
  EXPECT_TRUE(bridges(doubled).empty());
}

/// Slow twins: distances by relaxing every road until nothing changes; a bridge by leaving each
/// out.
TEST(Roads, AgreeWithSlowTwinsOnThousandRandomGraphs) {
  std::mt19937 random(7);
  for (int round = 0; round < 1000; ++round) {
    const int size = 2 + static_cast<int>(random() % 12);
    std::vector<Road> roads;
    for (int i = static_cast<int>(random() % 20); i > 0; --i) {
      const auto a = static_cast<RoadNode>(random() % static_cast<unsigned>(size));
      const auto b = static_cast<RoadNode>(random() % static_cast<unsigned>(size));
      if (a != b) roads.push_back(road(a, b, 1 + static_cast<double>(random() % 50)));
    }
    const RoadGraph graph(names(size), roads, {});
    std::vector<double> far(static_cast<std::size_t>(size),
                            std::numeric_limits<double>::infinity());
    far[0] = 0;
    for (int i = 0; i < size; ++i) {
      for (const Road& r : roads) {
        far[r.to] = std::min(far[r.to], far[r.from] + r.length_m);
        far[r.from] = std::min(far[r.from], far[r.to] + r.length_m);
      }
    }
    const auto reached = connected_set(graph, 0);
    for (RoadNode to = 0; to < graph.size(); ++to) {
      const auto route = shortest_path(graph, 0, to);
      EXPECT_EQ(route.has_value(), std::isfinite(far[to]));
      EXPECT_EQ(reached[to], std::isfinite(far[to]));
      if (route) {
        EXPECT_DOUBLE_EQ(route->length_m, far[to]);
      }
    }
    std::vector<std::uint32_t> cuts;
    for (std::uint32_t i = 0; i < roads.size(); ++i) {
      std::vector<Road> fewer = roads;
      fewer.erase(fewer.begin() + i);
      const RoadGraph without(names(size), fewer, {});
      if (!connected_set(without, roads[i].from)[roads[i].to]) cuts.push_back(i);
    }
    EXPECT_EQ(bridges(graph), cuts);
  }
}

class RoadFiles : public testing::Test {
 protected:
  void SetUp() override {
    dir_ = std::filesystem::temp_directory_path() /
           ("dateline_roads_" + std::to_string(::getpid()) + "_" +
            testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(dir_);
    for (const auto& [id, lat] : {std::pair{"a", 34.0}, {"b", 34.5}, {"c", 35.0}}) {
      Place place;
      place.id = PlaceId(id);
      place.name = id;
      place.point = LatLng::make(Latitude{lat}, Longitude{36});
      gazetteer_.add(place);
    }
  }
  void TearDown() override { std::filesystem::remove_all(dir_); }
  void write(const std::string& file, const std::string& bytes) {
    ASSERT_TRUE(write_file((dir_ / file).string(), bytes));
  }
  std::filesystem::path dir_;
  Gazetteer gazetteer_;
};

TEST_F(RoadFiles, ReadsRowsAndRemembersThem) {
  write("roads.csv",
        "from,to,km,name,class,country,certainty,since,until,source,note\n"
        "b,a,60,M5,motorway,SY,1,,,x,\n"
        "b,c,,old,tertiary,SY|LB,0.5,2013,2014-05,x,\n");
  write("crossings.csv",
        "place,countries,status,since,until\nc,SY|LB,closed,,2012\nc,SY|LB,open,2013,\n");
  const auto graph = load_theatre_roads(dir_.string(), gazetteer_);
  ASSERT_TRUE(graph) << to_string(graph.error());
  ASSERT_EQ(graph->size(), 3u);
  EXPECT_EQ(graph->place(0), PlaceId("a"));  // by id, whatever the rows' order
  EXPECT_EQ(graph->roads()[0].row, "roads.csv:2");
  EXPECT_NEAR(graph->roads()[1].length_m, 55'600 * 1.2, 200);
  EXPECT_EQ(graph->roads()[1].countries, (std::vector<std::string>{"SY", "LB"}));
  EXPECT_TRUE(graph->roads()[1].stands_on(Day(2014, 5, 31)));
  EXPECT_FALSE(graph->roads()[1].stands_on(Day(2014, 6, 1)));
  EXPECT_EQ(graph->crossing(PlaceId("c"), Day(2012, 6, 1))->status, "closed");
  EXPECT_EQ(graph->crossing(PlaceId("c"), Day(2020, 6, 1))->status, "open");
  EXPECT_EQ(graph->crossing(PlaceId("a"), Day(2020, 6, 1)), nullptr);
}

TEST_F(RoadFiles, NamesFileLineAndColumnOfWhatIsWrong) {
  const std::vector<std::pair<std::string, int>> wrong = {
      {"from,to,class\na,x,motorway\n", 2},          {"from,to,class\na,b,path\n", 3},
      {"from,to,class,km\na,b,trunk,far\n", 4},      {"from,to,class\na,a,trunk\n", 2},
      {"from,to,class,lanes\na,b,trunk,2\n", 4},     {"from,to,class,since\na,b,trunk,soon\n", 4},
      {"from,to,class,certainty\na,b,trunk,2\n", 4}, {"from,to,class,km\na,b,trunk,nan\n", 4}};
  for (const auto& [bytes, column] : wrong) {
    write("roads.csv", bytes);
    const auto graph = load_theatre_roads(dir_.string(), gazetteer_);
    ASSERT_FALSE(graph) << bytes;
    EXPECT_EQ(graph.error().code, ErrorCode::kTheatreInvalid);
    EXPECT_TRUE(graph.error().line.has_value());
    EXPECT_EQ(graph.error().column.value_or(0), column) << bytes;
  }
}

TEST_F(RoadFiles, ATheatreWithoutRoadsHasAnEmptyGraph) {
  const auto graph = load_theatre_roads(dir_.string(), gazetteer_);
  ASSERT_TRUE(graph);
  EXPECT_EQ(graph->size(), 0u);
}

}  // namespace
}  // namespace dateline
