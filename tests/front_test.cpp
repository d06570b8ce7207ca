#include "dateline/territory/front.h"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "dateline/territory/geos_check.h"
#include "dateline/web/world.h"
#include "tests/run.h"

// The ground of the example dispatches, judged by GEOS against the outlines of the theatre's
// countries.

namespace dateline::tests {
namespace {

using Json = nlohmann::ordered_json;

MicroLine line_of(const Json& points) {
  MicroLine out;
  for (const Json& p : points)
    out.push_back({static_cast<std::int32_t>(std::lround(p[0].get<double>() * 1e6)),
                   static_cast<std::int32_t>(std::lround(p[1].get<double>() * 1e6))});
  return out;
}

class FrontOfExamples : public testing::Test {
 protected:
  void SetUp() override {
    std::vector<std::string> arguments{"read", "--db", "r.db", "--format", "jsonl"};
    for (const std::string& file : example_dispatches()) arguments.push_back(file);
    ASSERT_EQ(run_dateline(arguments, folder_.path()).code, 0);
  }
  std::string front(const std::vector<std::string>& more) const {
    std::vector<std::string> arguments{"front", "--db", "r.db", "--on", "2024-12-07"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Ran ran = run_dateline(arguments, folder_.path());
    EXPECT_EQ(ran.code, 0) << ran.err;
    return ran.out;
  }
  TemporaryFolder folder_;
};

TEST_F(FrontOfExamples, CoversTheTheatresCountriesWithoutGapOrOverlap) {
  const geos::Session session;
  std::vector<geos::Shape> lands;
  for (const CountryOutline& one : outlines_of(world_map(), {"SY", "LB", "TR", "IQ", "JO", "IL"}))
    lands.push_back(geos::Shape::even_odd(one.rings));
  ASSERT_EQ(lands.size(), 6u);
  const geos::Shape whole = geos::Shape::union_of(lands);
  for (const std::vector<std::string>& more : {std::vector<std::string>{"--format", "geojson"},
                                               {"--format", "geojson", "--from", "2024-11-27"}}) {
    const Json json = Json::parse(front(more), nullptr, false);
    ASSERT_TRUE(json.is_object());
    std::vector<geos::Shape> pieces;
    std::size_t changed = 0, lines = 0;
    for (const Json& feature : json["features"]) {
      const Json& p = feature["properties"];
      lines += p["kind"] == "front";
      if (p["kind"] != "ground") continue;
      changed += p.value("changed", false);
      std::vector<MicroLine> rings;
      for (const Json& ring : feature["geometry"]["coordinates"]) {
        rings.push_back(line_of(ring));
        rings.back().pop_back();
      }
      pieces.push_back(geos::Shape::polygon(rings));
      if (p["status"] == "held") {
        EXPECT_GE(p["probability"], 0.5);
      }
    }
    EXPECT_EQ(geos::check_cover(std::move(pieces), whole), "");
    EXPECT_GT(lines, 2u);
    EXPECT_EQ(changed > 0, more.size() > 2);
  }
}

TEST_F(FrontOfExamples, SaysTheSameInWordsAndDrawsIt) {
  const std::string text = front({"--from", "2024-11-27"});
  EXPECT_NE(text.find("changed since 2024-11-27"), text.npos) << text;
  EXPECT_EQ(text, front({"--from", "2024-11-27"}));
  const std::string svg = front({"--format", "svg"});
  EXPECT_NE(svg.find("class=\"dl-front\""), svg.npos);
  const Ran ran = run_dateline({"front", "--db", "r.db", "--on", "2024-12-07", "--from", "soon"},
                               folder_.path());
  EXPECT_EQ(ran.code, 2);
}

}  // namespace
}  // namespace dateline::tests
