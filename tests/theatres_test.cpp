#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "dateline/dispatch/read.h"
#include "dateline/pipeline.h"
#include "dateline/territory/truth.h"
#include "tests/run.h"

// Every bundled theatre, whatever its war: its files load, its examples choose it, and what is read
// of them gives control that agrees with dated facts better than plain guesses.

namespace dateline::tests {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> theatres() {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(kSource / "data" / "theatres"))
    if (entry.is_directory()) out.push_back(entry.path());
  std::ranges::sort(out);
  return out;
}

/// The text files of a folder of examples, ascending.
std::vector<std::string> texts(const fs::path& folder) {
  std::vector<std::string> out;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".txt") out.push_back(entry.path().string());
  std::ranges::sort(out);
  return out;
}

TEST(Theatres, EachLoadsWithAllThatItsFilesTell) {
  ASSERT_GE(theatres().size(), 2u);
  for (const fs::path& theatre : theatres()) {
    SCOPED_TRACE(theatre.filename().string());
    const auto knowledge = load_knowledge((kSource / "data").string(), theatre.string());
    ASSERT_TRUE(knowledge) << to_string(knowledge.error());
    const auto info = load_theatre_info(theatre.string());
    ASSERT_TRUE(info) << to_string(info.error());
    EXPECT_EQ(info->countries.front(), knowledge->main_country);
    const auto start = load_starting_control(theatre.string(), knowledge->gazetteer);
    ASSERT_TRUE(start) << to_string(start.error());
    EXPECT_GE(start->parties().size(), 2u);
    const auto roads = load_theatre_roads(theatre.string(), knowledge->gazetteer);
    ASSERT_TRUE(roads) << to_string(roads.error());
    // Every state of control has a name and a side, and somebody is against somebody.
    const Day day = start->rows.front().on;
    std::set<std::string> sides;
    for (const ActorId& party : start->parties()) {
      EXPECT_NE(knowledge->parties.name(party), party.str());
      sides.insert(knowledge->parties.side(party, day));
    }
    EXPECT_GE(sides.size(), 2u);
  }
}

TEST(Theatres, ExamplesChooseTheirOwn) {
  ::setenv("DATELINE_HOME", kSource.c_str(), 1);
  const auto engine = load_engine("");
  ASSERT_TRUE(engine) << to_string(engine.error());
  // A text that names two places alone, one of which both theatres have, may choose the other one.
  for (const auto& [folder, theatre] :
       {std::pair<std::string, std::string>("dispatches", "syria"), {"mosul", "mosul-2016"}}) {
    std::vector<std::string> others;
    const auto files = texts(kSource / "examples" / folder);
    for (const std::string& file : files) {
      const auto document = read_document(bytes_of(file), file, {});
      ASSERT_TRUE(document) << file;
      if (fs::path(engine->knowledge_for(*document).theatre).filename() != theatre)
        others.push_back(file);
    }
    EXPECT_GE(files.size(), 30u);
    EXPECT_LE(others.size(), 1u) << testing::PrintToString(others);
  }
}

// The battle of Mosul, told by seven outlets of which four have a side. The dispatches were written
// before they were first read, and are not changed to be read better.
TEST(Theatres, MosulAgreesWithDatedFacts) {
  TemporaryFolder folder;
  std::vector<std::string> read{"read", "--theatre", "mosul-2016", "--db", "mosul.db"};
  for (const std::string& file : texts(kSource / "examples" / "mosul")) read.push_back(file);
  const Ran ran = run_dateline(read, folder.path());
  ASSERT_EQ(ran.code, 0) << ran.err;
  ::setenv("DATELINE_HOME", kSource.c_str(), 1);
  const auto situation = load_situation((folder.path() / "mosul.db").string(), "");
  ASSERT_TRUE(situation) << to_string(situation.error());
  const auto truth = load_truth((kSource / "examples" / "mosul" / "control_truth.csv").string());
  ASSERT_TRUE(truth) << to_string(truth.error());
  EXPECT_GE(truth->size(), 60u);
  const DayInterval days{Day(2016, 10, 16), Day(2017, 7, 14)};
  const auto score_of = [&](ControlModel model) {
    return score_control(*truth, control_of(*situation, days, {}, model),
                         situation->knowledge.gazetteer);
  };
  const TruthScore score = score_of(ControlModel::kBelief);
  EXPECT_EQ(score.absent, std::vector<std::string>());
  RecordProperty("accuracy", std::to_string(score.accuracy));
  RecordProperty("brier", std::to_string(score.brier));
  EXPECT_GE(score.accuracy, 0.58);
  EXPECT_LE(score.brier, 0.60);
  EXPECT_LT(score.brier, score.persistence_brier);
  EXPECT_LT(score.brier, score.constant_brier);
  for (const ControlModel model :
       {ControlModel::kLatest, ControlModel::kVote, ControlModel::kPersist})
    EXPECT_LT(score.brier, score_of(model).brier);
}

}  // namespace
}  // namespace dateline::tests
