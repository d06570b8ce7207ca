#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "dateline/territory/projection.h"
#include "tests/run.h"

// `dateline project` as a user runs it, over the record of the example dispatches.

namespace dateline::tests {
namespace {

using Json = nlohmann::json;

class Project : public testing::Test {
 protected:
  void SetUp() override {
    std::vector<std::string> read{"read"};
    for (const std::string& one : example_dispatches()) read.push_back(one);
    read.insert(read.end(), {"--db", "r.db"});
    ASSERT_EQ(run_dateline(read, folder_.path()).code, 0);
  }

  Ran project(std::vector<std::string> more) const {
    std::vector<std::string> all{"project", "--db", "r.db", "--from", "2024-12-07"};
    all.insert(all.end(), more.begin(), more.end());
    return run_dateline(all, folder_.path());
  }

  /// The chance that a party holds a place at the end.
  double held(std::vector<std::string> more, const std::string& place,
              const std::string& party) const {
    more.insert(more.end(), {"--format", "json", "--runs", "600"});
    const Ran ran = project(more);
    EXPECT_EQ(ran.code, 0) << ran.err;
    const Json out = Json::parse(ran.out, nullptr, false);
    EXPECT_EQ(out.value("label", ""), kProjectionLabel);
    for (const Json& one : out.at("places"))
      if (one.at("place") == place) {
        const Json& state = one.at("days").back().at("held");
        return state.contains(party) ? state.at(party).at("p").get<double>() : 0;
      }
    ADD_FAILURE() << "no " << place;
    return 0;
  }

  static std::string scenario(const std::string& name) {
    return (kSource / "examples" / "scenarios" / (name + ".csv")).string();
  }

  TemporaryFolder folder_;
};

TEST_F(Project, EveryFormatSaysWhatItIs) {
  const std::string label(kProjectionLabel);
  for (const char* format : {"text", "csv", "json"}) {
    const Ran one = project({"--runs", "40", "--format", format, "--threads", "1"});
    EXPECT_EQ(one.code, 0) << one.err;
    EXPECT_NE(one.out.find(label), std::string::npos) << format;
    EXPECT_EQ(project({"--runs", "40", "--format", format, "--threads", "4"}).out, one.out);
    EXPECT_NE(project({"--runs", "40", "--format", format, "--seed", "9"}).out, one.out);
  }
}

TEST_F(Project, HomsWithAndWithoutHezbollah) {
  const double with =
      held({"--scenario", scenario("homs-with-hezbollah")}, "homs", "syria.government");
  const double without =
      held({"--scenario", scenario("homs-without-hezbollah")}, "homs", "syria.government");
  EXPECT_LT(without, with);
}

TEST_F(Project, IfHomsFallsItsNeighboursAreMoreLikelyTo) {
  const std::string opposition = "syria.opposition";
  EXPECT_GT(held({"--scenario", scenario("homs-falls")}, "homs", opposition), 0.8);
  EXPECT_GT(held({"--scenario", scenario("homs-falls")}, "qusayr", opposition),
            held({"--scenario", scenario("homs-with-hezbollah")}, "qusayr", opposition));
}

TEST_F(Project, LaterReportsChangeNothing) {
  // The same record with the dispatches of the start and before alone.
  std::vector<std::string> read{"read"};
  for (const std::string& one : example_dispatches())
    if (std::filesystem::path(one).filename() < "2024-12-05") read.push_back(one);
  read.insert(read.end(), {"--db", "early.db"});
  ASSERT_EQ(run_dateline(read, folder_.path()).code, 0);
  std::vector<std::string> files{"read"};
  for (const std::string& one : example_dispatches())
    if (std::filesystem::path(one).extension() == ".txt") files.push_back(one);
  files.insert(files.end(), {"--db", "all.db"});
  ASSERT_EQ(run_dateline(files, folder_.path()).code, 0);
  const auto of = [&](const std::string& db) {
    return run_dateline(
               {"project", "--db", db, "--from", "2024-12-04", "--runs", "60", "--format", "csv"},
               folder_.path())
        .out;
  };
  // Places that only later dispatches name make no rows either, and change no other.
  EXPECT_GT(of("early.db").size(), 10000U);
  EXPECT_EQ(of("early.db"), of("all.db"));
}

TEST_F(Project, SaysWhatIsWrong) {
  for (const auto& [arguments, said] :
       std::vector<std::pair<std::vector<std::string>, std::string>>{
           {{"--known-by", "2024-12-08"}, "2024-12-08"},
           {{"--set", "Homs"}, "PARTY=absent"},
           {{"--set", "hezbollah=off"}, "air=off"},
           {{"--set", "russia.magic=off"}, "magic"},
           {{"--set", "nobody_at_all=absent"}, "nobody_at_all"},
           {{"--pace", "quick"}, "quick"},
           {{"--days", "0"}, "days"},
           {{"--scenario", "none.csv"}, "none.csv"}}) {
    const Ran ran = project(arguments);
    EXPECT_NE(ran.code, 0) << arguments.back();
    EXPECT_EQ(ran.out, "");
    EXPECT_NE(ran.err.find(said), std::string::npos) << ran.err;
  }
}

}  // namespace
}  // namespace dateline::tests
