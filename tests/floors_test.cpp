#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>

#include "dateline/base/day.h"
#include "tests/run.h"

// What reading and reasoning must not fall below, on one dispatch of 7 December 2024 with a careful
// reader's claims. The dispatch, the claims and the scorer lie in ../shared, beside the source
// tree, and are no part of it; where they are not there, these tests are skipped and say so.

namespace dateline::tests {
namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

const fs::path kShared = kSource / ".." / "shared";

class Floors : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* needed : {"seed/dispatch.txt", "seed/expected.json", "eval/score_claims.py"})
      if (!fs::exists(kShared / needed)) GTEST_SKIP() << "no ../shared/" << needed;
    const Ran ran =
        run_dateline({"read", dispatch_, "--db", "seed.db", "--format", "jsonl", "--names", "keep"},
                     folder_.path());
    ASSERT_EQ(ran.code, 0) << ran.err;
    folder_.write("claims.jsonl", ran.out);
    expected_ = Json::parse(bytes_of(kShared / "seed" / "expected.json"), nullptr, false);
    ASSERT_TRUE(expected_.is_object());
  }

  const std::string dispatch_ = (kShared / "seed" / "dispatch.txt").string();
  TemporaryFolder folder_;
  Json expected_;
};

/// The last number of the line of the scorer that begins with `name`: "found  43/52 = 0.827".
double score_of(const std::string& scores, const std::string& name) {
  const std::regex line("(?:^|\n)" + name + R"(\s[^=\n]*=\s*([0-9.]+))");
  std::smatch found;
  if (std::regex_search(scores, found, line)) return std::stod(found[1]);
  ADD_FAILURE() << "no " << name << " in:\n" << scores;
  return 0;
}

TEST_F(Floors, Claims) {
  const Ran ran = run_program({"python3", (kShared / "eval" / "score_claims.py").string(),
                               (kShared / "seed" / "expected.json").string(), "claims.jsonl"},
                              folder_.path());
  if (ran.code == 127) GTEST_SKIP() << "no python3";
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_GE(score_of(ran.out, "found"), 0.60) << ran.out;
  EXPECT_GE(score_of(ran.out, "precision"), 0.50) << ran.out;
  EXPECT_GE(score_of(ran.out, "full"), 0.25) << ran.out;
  EXPECT_TRUE(std::regex_search(ran.out, std::regex(R"(must-not\s+0 broken)"))) << ran.out;
}

double distance_km(double lat, double lon, double lat2, double lon2) {
  constexpr double kRadians = 3.14159265358979 / 180, kEarthKm = 6371;
  const double x = (lon2 - lon) * kRadians * std::cos((lat + lat2) / 2 * kRadians);
  return kEarthKm * std::hypot(x, (lat2 - lat) * kRadians);
}

TEST_F(Floors, Control) {
  std::vector<Json> rows;
  const Ran ran = run_dateline(
      {"control", "--db", "seed.db", "--on", "2024-12-07", "--format", "jsonl"}, folder_.path());
  ASSERT_EQ(ran.code, 0) << ran.err;
  for (const std::string& line : lines_of(ran.out)) rows.push_back(Json::parse(line));
  for (const Json& wanted : expected_["control"]) {
    // The scorer's way: the place nearest to the point, of the size that the row means.
    const auto distance = [&](const Json& row) {
      return row["lat"].is_null()
                 ? 1e9
                 : distance_km(row["lat"], row["lon"], wanted["lat"], wanted["lon"]);
    };
    const auto nearest = std::ranges::min_element(
        rows, [&](const Json& a, const Json& b) { return distance(a) < distance(b); });
    ASSERT_NE(nearest, rows.end());
    EXPECT_LT(distance(*nearest), 5) << wanted;
    std::string best;
    double most = -1;
    for (const auto& [party, p] : (*nearest)["state"].items())
      if (p.get<double>() > most) most = p, best = party;
    const bool right =
        std::ranges::any_of(wanted["controller"], [&](const Json& one) { return one == best; });
    EXPECT_TRUE(right) << wanted["place"] << ": expected " << wanted["controller"] << ", found "
                       << best << " " << most << " at " << (*nearest)["place"];
  }
}

TEST_F(Floors, WhatIfHomsFalls) {
  const Ran ran = run_dateline(
      {"whatif", "--db", "seed.db", "--on", "2024-12-07", "--set", "Homs=syria.opposition",
       "--from", "Damascus", "--to", "Tartus", "--format", "json"},
      folder_.path());
  ASSERT_EQ(ran.code, 0) << ran.err;
  const Json answer = Json::parse(ran.out, nullptr, false);
  ASSERT_TRUE(answer.is_object());
  ASSERT_EQ(answer["pairs"].size(), 1u);
  const auto network = [&](const std::string& name) {
    for (const Json& one : answer["pairs"][0]["networks"])
      if (one["network"] == name) return one;
    ADD_FAILURE() << "no network " << name;
    return Json();
  };
  const auto names = [](const Json& places) {
    std::vector<std::string> out;
    for (const Json& one : places) out.push_back(one["id"]);
    return out;
  };
  EXPECT_EQ(network("main")["before"]["passage"], "open");
  EXPECT_EQ(network("main")["after"]["passage"], "closed");
  const auto round = names(network("country")["after"]["places"]);
  EXPECT_TRUE(std::ranges::find(round, "al_qusayr") != round.end() ||
              std::ranges::find(round, "qusayr") != round.end())
      << "the road by Al-Qusayr is left: " << testing::PrintToString(round);
  const Json abroad = network("abroad")["after"];
  EXPECT_EQ(abroad["passage"], "open");
  EXPECT_TRUE(std::ranges::any_of(abroad["countries"], [](const Json& one) { return one == "LB"; }))
      << "the way through Lebanon";
  const auto newly = names(answer["cut_off"]["newly"]);
  EXPECT_TRUE(std::ranges::find(newly, "tartus") != newly.end()) << testing::PrintToString(newly);
}

// Restated dispatches of the Syrian week, whose control by place and day is known.
TEST(ControlFloors, RestatedDispatches) {
  const fs::path feed = kShared / "gold" / "dispatches" / "syria-2024.dev.jsonl";
  if (!fs::exists(feed)) GTEST_SKIP() << "no " << feed;
  TemporaryFolder folder;
  ASSERT_EQ(run_dateline({"read", feed.string(), "--db", "war.db"}, folder.path()).code, 0);
  fs::create_directory(folder.path() / "control");
  for (Day day(2024, 11, 24); day <= Day(2024, 12, 12); day = day + 1) {
    const Ran ran = run_dateline(
        {"control", "--db", "war.db", "--on", to_string(day), "--format", "jsonl"}, folder.path());
    ASSERT_EQ(ran.code, 0) << ran.err;
    folder.write("control/" + to_string(day) + ".jsonl", ran.out);
  }
  const fs::path geo = kShared / "geo";
  const Ran ran = run_program(
      {"python3", (kShared / "eval" / "score_control.py").string(),
       (geo / "control_truth.csv").string(), (geo / "parties.json").string(), "control", "--from",
       "2024-11-24", "--to", "2024-12-12", "--places", (geo / "places_dispatches.txt").string()},
      folder.path());
  if (ran.code == 127) GTEST_SKIP() << "no python3";
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_GE(score_of(ran.out, "accuracy"), 0.85) << ran.out;
  EXPECT_LE(score_of(ran.out, "Brier"), 0.22) << ran.out;
  EXPECT_LE(score_of(ran.out, "ECE"), 0.10) << ran.out;
  EXPECT_GE(score_of(ran.out, "seen"), 0.70) << ran.out;
}

TEST(ClaimFloors, TheLabelledArticles) {
  const fs::path gold = kShared / "gold" / "claims";
  if (!fs::exists(gold)) GTEST_SKIP() << "no ../shared/gold/claims";
  TemporaryFolder folder;
  std::vector<std::string> command{"python3", (kShared / "eval" / "score_claims.py").string()};
  for (const auto& entry : fs::directory_iterator(gold)) {
    if (entry.path().extension() != ".json") continue;
    fs::path text = entry.path();
    text.replace_extension(".txt");
    const Ran ran = run_dateline({"read", text.string(), "--format", "jsonl", "--names", "keep"},
                                 folder.path());
    ASSERT_EQ(ran.code, 0) << ran.err;
    const std::string claims = entry.path().stem().string() + ".jsonl";
    folder.write(claims, ran.out);
    command.push_back(entry.path().string());
    command.push_back(claims);
  }
  const Ran ran = run_program(command, folder.path());
  if (ran.code == 127) GTEST_SKIP() << "no python3";
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_GE(score_of(ran.out, "where"), 0.80) << ran.out;
  EXPECT_GE(score_of(ran.out, "found"), 0.75) << ran.out;
  EXPECT_GE(score_of(ran.out, "precision"), 0.80) << ran.out;
  EXPECT_GE(score_of(ran.out, "who"), 0.82) << ran.out;
  EXPECT_GE(score_of(ran.out, "whom"), 0.67) << ran.out;
}

// Each article read with weights that were fitted without it: what unseen text may expect.
TEST(ClaimFloors, CrossValidated) {
  const fs::path gold = kShared / "gold" / "claims";
  const fs::path bank = kShared / "gold" / "ud" / "gum-open.train.conllu";
  for (const fs::path& needed : {gold, bank})
    if (!fs::exists(needed)) GTEST_SKIP() << "no " << needed;
  TemporaryFolder folder;
  std::string python;  // Debian's own where the one on the path has no SciPy
  for (const char* one : {"/usr/bin/python3", "python3"})
    if (run_program({one, "-c", "import scipy"}, folder.path()).code == 0) python = one;
  if (python.empty()) GTEST_SKIP() << "no python3 with SciPy";
  const Ran ran =
      run_program({python, (kSource / "tools/score/cross_validate_claims.py").string(),
                   fs::path(DATELINE_BINARY).parent_path().string(), gold.string(),
                   (kShared / "eval" / "score_claims.py").string(), bank.string(), "out"},
                  folder.path());
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_GE(score_of(ran.out, "F1"), 0.70) << ran.out;
  EXPECT_GE(score_of(ran.out, "full"), 0.48) << ran.out;
  EXPECT_GE(score_of(ran.out, "who"), 0.82) << ran.out;
  EXPECT_GE(score_of(ran.out, "whom"), 0.75) << ran.out;
  EXPECT_GE(score_of(ran.out, "status"), 0.93) << ran.out;
  EXPECT_GE(score_of(ran.out, "hard-status"), 0.88) << ran.out;
  EXPECT_GE(score_of(ran.out, "negated-F1"), 0.72) << ran.out;
  std::smatch broken;
  ASSERT_TRUE(std::regex_search(ran.out, broken, std::regex(R"(must-not +([0-9]+) broken)")));
  EXPECT_LE(std::stoi(broken[1]), 6) << ran.out;
  EXPECT_GE(score_of(ran.out, "source"), 0.88) << ran.out;
  EXPECT_GE(score_of(ran.out, "source-empty"), 0.86) << ran.out;
  const Ran confidence = run_program(
      {python, (kSource / "tools/train/fit_confidence.py").string(), "out", "confidence.csv"},
      folder.path());
  ASSERT_EQ(confidence.code, 0) << confidence.err;
  std::smatch hit;
  ASSERT_TRUE(std::regex_search(confidence.out, hit,
                                std::regex(R"(skill ([0-9.]+), ECE ([0-9.]+) in 5 bins)")));
  EXPECT_GE(std::stod(hit[1]), 0.10) << confidence.out;
  EXPECT_LE(std::stod(hit[2]), 0.07) << confidence.out;
}

/// The figures of a corpus by the scorer: "span exact", "span overlap", "within", "within of all".
std::map<std::string, double> toponym_scores(const std::string& corpus) {
  const fs::path gold = kShared / "gold" / "geoparse" / (corpus + ".dev.jsonl");
  TemporaryFolder folder;
  const Ran found =
      run_program({"sh", "-c",
                   std::string(GEOPARSE_PREDICTIONS) + " --home " + kSource.string() + " --world " +
                       (fs::path(DATELINE_BINARY).parent_path() / "world.dlg").string() + " < " +
                       gold.string()},
                  folder.path());
  EXPECT_EQ(found.code, 0) << found.err;
  folder.write("pred.jsonl", found.out);
  const Ran ran = run_program(
      {"python3", (kShared / "eval" / "score_geoparse.py").string(), gold.string(), "pred.jsonl"},
      folder.path());
  EXPECT_EQ(ran.code, 0) << ran.err;
  std::map<std::string, double> out;
  const auto take = [&](const std::string& key, const std::string& line) {
    std::smatch hit;
    if (std::regex_search(ran.out, hit, std::regex("(?:^|\n)" + line + "([0-9.]+)")))
      out[key] = std::stod(hit[1]);
  };
  take("exact", R"(toponym span exact\s.*F1=)");
  take("overlap", R"(toponym span overlap\s.*F1=)");
  take("within", R"(resolution acc@161km\s+)");
  take("within of all", R"(resolution acc@161km all gold\s+)");
  return out;
}

TEST(ToponymFloors, FoundAndResolved) {
  if (!fs::exists(kShared / "gold" / "geoparse")) GTEST_SKIP() << "no ../shared/gold/geoparse";
  auto news = toponym_scores("geowebnews");
  EXPECT_GE(news["exact"], 0.79);
  EXPECT_GE(news["overlap"], 0.86);
  EXPECT_GE(news["within"], 0.90);
  EXPECT_GE(news["within of all"], 0.77);
  auto second = toponym_scores("trnews");
  EXPECT_GE(second["within"], 0.89);
  EXPECT_GE(second["within of all"], 0.84);
  EXPECT_GE(toponym_scores("geovirus")["within"], 0.81);
}

TEST(TimeFloors, Timex3) {
  const fs::path gold = kShared / "gold" / "temporal" / "tempeval3-tbaq.train.jsonl";
  const fs::path scorer = kShared / "eval" / "score_temporal.py";
  for (const fs::path& needed : {gold, scorer})
    if (!fs::exists(needed)) GTEST_SKIP() << "no " << needed;
  const TemporaryFolder folder;
  const Ran found = run_program({"python3", (kSource / "tools/score/times_predictions.py").string(),
                                 DATELINE_BINARY, gold.string()},
                                folder.path());
  if (found.code == 127) GTEST_SKIP() << "no python3";
  ASSERT_EQ(found.code, 0) << found.err;
  folder.write("pred.jsonl", found.out);
  const Ran ran =
      run_program({"python3", scorer.string(), gold.string(), "pred.jsonl"}, folder.path());
  ASSERT_EQ(ran.code, 0) << ran.err;
  const auto f1 = [&](const std::string& name) {
    std::smatch hit;
    const std::regex line("(?:^|\n)timex " + name + R"(\s.*F1=([0-9.]+))");
    return std::regex_search(ran.out, hit, line) ? std::stod(hit[1]) : 0.0;
  };
  EXPECT_GE(f1("strict"), 0.88) << ran.out;
  EXPECT_GE(f1("relaxed"), 0.935) << ran.out;
  EXPECT_GE(f1("value"), 0.79) << ran.out;
}

}  // namespace
}  // namespace dateline::tests
