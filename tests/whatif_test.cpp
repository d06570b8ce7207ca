#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/run.h"

// What follows on the roads, out of a record of one dispatch of 7 December 2024 alone and out of
// that of the examples: graded answers, with their odds. The dispatch lies in ../shared, beside the
// source tree, and is no part of it; where it is not there, its tests are skipped and say so.

namespace dateline::tests {
namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

class WhatIf : public testing::Test {
 protected:
  bool read_seed() {
    const fs::path dispatch = kSource / ".." / "shared" / "seed" / "dispatch.txt";
    return fs::exists(dispatch) && read({dispatch.string()});
  }

  bool read_examples() {
    std::vector<std::string> files{(kSource / "examples/dispatches/bulletin.jsonl").string()};
    for (const auto& entry : fs::directory_iterator(kSource / "examples/dispatches"))
      if (entry.path().extension() == ".txt") files.push_back(entry.path().string());
    std::ranges::sort(files);
    return read(files);
  }

  Json ask(const std::string& on, std::vector<std::string> more) {
    std::vector<std::string> all{"whatif", "--db", "r.db", "--on", on, "--format", "json"};
    all.insert(all.end(), more.begin(), more.end());
    const Ran ran = run_dateline(all, folder_.path());
    EXPECT_EQ(ran.code, 0) << ran.err;
    return Json::parse(ran.out, nullptr, false);
  }

  static double odds(const Json& pair, const std::string& network, const std::string& when) {
    for (const Json& one : pair["networks"])
      if (one["network"] == network) return one[when]["cut_off"]["p"];
    ADD_FAILURE() << "no network " << network;
    return -1;
  }

  /// If Homs falls, the main roads to the coast are cut; a doubtful one and Lebanon are left.
  void expect_homs(const Json& answer) {
    ASSERT_EQ(answer["pairs"].size(), 2u);
    for (const Json& pair : answer["pairs"]) {
      const std::string to = pair["to"]["id"];
      EXPECT_LT(odds(pair, "main", "before"), 0.75) << to;
      EXPECT_GT(odds(pair, "main", "after"), 0.99) << to;
      EXPECT_GT(odds(pair, "country", "after"), odds(pair, "country", "before") + 0.1) << to;
      EXPECT_GT(odds(pair, "country", "after"), 0.25) << to;
      EXPECT_LT(odds(pair, "country", "after"), 0.75) << to << ": the minor road is doubtful";
      EXPECT_LT(odds(pair, "abroad", "after"), 0.5) << to << ": Lebanon is open";
      EXPECT_LT(odds(pair, "abroad", "after"), odds(pair, "country", "after")) << to;
    }
  }

  /// What is linked with `if`: all that the roads can judge agrees.
  static int agreeing(const Json& answer) {
    int count = 0;
    for (const Json& one : answer["stated"]) {
      EXPECT_NE(one["agreement"], "disagrees") << one.dump(1);
      count += one["linked"] && one["agreement"] == "agrees";
    }
    return count;
  }

  TemporaryFolder folder_;

 private:
  bool read(const std::vector<std::string>& files) {
    std::vector<std::string> all{"read", "--db", "r.db", "--format", "jsonl"};
    all.insert(all.end(), files.begin(), files.end());
    const Ran ran = run_dateline(all, folder_.path());
    EXPECT_EQ(ran.code, 0) << ran.err;
    return true;
  }
};

const std::vector<std::string> kHoms{
    "--set", "Homs=syria.opposition", "--from", "Damascus", "--to", "Tartus", "--to", "coast"};
const std::vector<std::string> kDeir{"--set", "Deir ez-Zor=syria.sdf", "--from", "Damascus", "--to",
                                     "Iraq"};
const std::vector<std::string> kSouth{"--set",       "Quneitra=syria.opposition",
                                      "--set",       "Daraa=syria.opposition",
                                      "--traveller", "syria.opposition",
                                      "--from",      "Daraa",
                                      "--to",        "Damascus"};

TEST_F(WhatIf, TheSeedsInferencesComeOutOfTheSeedAlone) {
  if (!read_seed()) GTEST_SKIP() << "no ../shared/seed/dispatch.txt";
  const Json homs = ask("2024-12-07", kHoms);
  expect_homs(homs);
  EXPECT_GE(agreeing(homs), 1) << homs["stated"].dump(1);
  const Json deir = ask("2024-12-05", kDeir);
  const double before = odds(deir["pairs"][0], "abroad", "before");
  const double after = odds(deir["pairs"][0], "abroad", "after");
  EXPECT_LT(before, 0.5);
  EXPECT_GT(after, before + 0.05) << "jeopardised, not cut: the desert road is left";
  const Json south = ask("2024-12-05", kSouth);
  const Json& approach = south["pairs"][0]["approach"];
  EXPECT_LT(approach["after"]["km"], 0.6 * static_cast<double>(approach["before"]["km"]))
      << approach.dump(1);
  EXPECT_LE(odds(south["pairs"][0], "main", "after"), odds(south["pairs"][0], "main", "before"));
}

TEST_F(WhatIf, AndOutOfTheExamples) {
  ASSERT_TRUE(read_examples());
  const Json homs = ask("2024-12-05", kHoms);
  expect_homs(homs);
  agreeing(homs);
  EXPECT_GE(agreeing(ask("2024-12-07", kHoms)), 1);
  const Json deir = ask("2024-12-05", kDeir);
  EXPECT_GT(odds(deir["pairs"][0], "abroad", "after"),
            odds(deir["pairs"][0], "abroad", "before") + 0.05);
  const Json south = ask("2024-12-05", kSouth);
  const Json& approach = south["pairs"][0]["approach"];
  EXPECT_LT(approach["after"]["km"], 0.6 * static_cast<double>(approach["before"]["km"]))
      << approach.dump(1);
}

TEST_F(WhatIf, AnExtractOfOpenStreetMapStandsInThePlaceOfTheTheatresRoads) {
  ASSERT_TRUE(read_examples());
  folder_.write("roads.csv",
                "from,to,km,name,class,country,certainty,from_lat,from_lon,to_lat,to_lon\n"
                "n1,n2,100,M5,motorway,SY,1,33.5102,36.2913,34.1,36.5\n"
                "n2,n3,75,M5,motorway,SY,1,34.1,36.5,34.7268,36.7234\n"
                "n3,n4,95,M1,trunk,SY,1,34.7268,36.7234,34.8890,35.8866\n");
  const Ran made = run_dateline({"gazetteer", "roads", "roads.csv", "-o", "a.dlr"}, folder_.path());
  ASSERT_EQ(made.code, 0) << made.err;
  EXPECT_EQ(made.out, "a.dlr: 3 roads between 4 junctions\n");
  const Json answer = ask("2024-12-05", {"--set", "Homs=syria.opposition", "--from", "Damascus",
                                         "--to", "Tartus", "--roads", "a.dlr"});
  ASSERT_EQ(answer["pairs"].size(), 1u);
  const Json& main = answer["pairs"][0]["networks"][0];
  EXPECT_EQ(main["before"]["km"], 270);
  EXPECT_EQ(main["before"]["all_pass"][0]["id"], "homs");
  EXPECT_EQ(main["after"]["cut_off"]["p"], 1);
  const Ran wrong = run_dateline({"whatif", "--db", "r.db", "--on", "2024-12-05", "--set",
                                  "Homs=syria.opposition", "--roads", "roads.csv"},
                                 folder_.path());
  EXPECT_EQ(wrong.code, 2);
  EXPECT_NE(wrong.err.find("dlroads1"), std::string::npos) << wrong.err;
}

TEST_F(WhatIf, TheMapAndTheDescribedWorldAreDrawn) {
  ASSERT_TRUE(read_examples());
  const Ran map = run_dateline({"whatif", "--db", "r.db", "--on", "2024-12-05", "--set",
                                "Homs=syria.opposition", "--format", "svg"},
                               folder_.path());
  ASSERT_EQ(map.code, 0) << map.err;
  for (const char* part : {"<svg ", "Before", "After", "class=\"dl-road dl-cut\"", "dl-asked",
                           "cut by the change", "dl-frame-before", "dl-frame-after", "</svg>"})
    EXPECT_NE(map.out.find(part), std::string::npos) << part;
  const auto actors = [&](const char* format) {
    const Ran ran = run_dateline(
        {"actors", "--db", "r.db", "--on", "2024-12-05", "--format", format}, folder_.path());
    EXPECT_EQ(ran.code, 0) << ran.err;
    return ran.out;
  };
  const std::string table = actors("table");
  for (const char* line : {"Who backs whom", "backing.csv:", "Forces, the latest figure of each",
                           "forces.csv:", "Public office and command", "people.csv:", "claim "})
    EXPECT_NE(table.find(line), std::string::npos) << line;
  const Json world = Json::parse(actors("json"), nullptr, false);
  ASSERT_TRUE(world.is_object());
  int told = 0;
  for (const Json& one : world["backing"]) {
    ASSERT_FALSE(one["sources"].empty()) << one.dump();
    told += one["how"] == "told";
    if (!one["until"].is_null()) {
      EXPECT_GE(one["until"], "2024-12-05");
    }
  }
  EXPECT_GT(told, 0) << "claims tell of backing too";
  EXPECT_EQ(actors("dot").substr(0, 8), "digraph ");
  EXPECT_NE(actors("svg").find("Who backs whom on 2024-12-05"), std::string::npos);
  const Ran none = run_dateline({"actors", "--on", "2024-12-05"}, folder_.path());
  EXPECT_EQ(none.code, 2);
}

}  // namespace
}  // namespace dateline::tests
