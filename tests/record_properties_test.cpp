#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/run.h"

// What a record says depends on what was read, not on when: whole readings by the program.

namespace dateline::tests {
namespace {

namespace fs = std::filesystem;

/// All but the ids that stood once.
std::string dump(const fs::path& path) { return dump_record(path, "happening_redirects"); }

class RecordProperties : public testing::Test {
 protected:
  void SetUp() override {
    const char* const kStories[] = {
        "2024-12-05|Wire|Rebels captured Hama on Thursday, the army said. Shells killed 12 people "
        "in Homs on Wednesday.",
        "2024-12-06|Post|Rebel fighters seized the city of Hama on Thursday, a monitor said. At "
        "least 14 people were killed by shells in Homs on Wednesday.",
        "2024-12-06|Herald|The army denied that rebels had captured Hama on Thursday.",
        "2024-12-07|Wire|Rebels captured Deir al-Zor on Friday, a monitor said. Airstrikes killed "
        "7 people in Idlib on Friday.",
        "2024-12-08|Post|The Syrian Democratic Forces captured Deir al-Zor on Friday, residents "
        "said.",
        "2024-12-09|Herald|Warplanes bombed Idlib on Friday and killed 9 people, medics said."};
    for (const std::string story : kStories) add(story);
  }

  void add(const std::string& story) {
    const auto first = story.find('|'), second = story.find('|', first + 1);
    const std::string name = "s" + std::to_string(names_.size()) + ".txt";
    folder_.write(name, "date: " + story.substr(0, first) +
                            "\noutlet: " + story.substr(first + 1, second - first - 1) + "\n\n" +
                            story.substr(second + 1) + "\n");
    names_.push_back(name);
  }

  void read(const std::vector<std::string>& files, const std::string& db) {
    std::vector<std::string> arguments = {
        "read",     "--db", db, "--theatre", "syria", "--now", "2024-12-10T00:00:00Z",
        "--format", "csv"};
    arguments.insert(arguments.end(), files.begin(), files.end());
    const Ran ran = run_dateline(arguments, folder_.path());
    ASSERT_EQ(ran.code, 0) << ran.err;
  }

  std::string ask(std::vector<std::string> arguments, const std::string& db) {
    arguments.insert(arguments.end(), {"--db", db, "--format", "jsonl"});
    const Ran ran = run_dateline(arguments, folder_.path());
    EXPECT_EQ(ran.code, 0) << ran.err;
    return ran.out;
  }

  TemporaryFolder folder_;
  std::vector<std::string> names_;
};

TEST_F(RecordProperties, TheOrderOfReadingChangesNothing) {
  read(names_, "whole.db");
  const std::string expected = dump(folder_.path() / "whole.db");
  std::mt19937 dice(4);
  for (int turn = 0; turn < 3; ++turn) {
    const std::string db = "turn" + std::to_string(turn) + ".db";
    std::shuffle(names_.begin(), names_.end(), dice);
    const auto middle = names_.begin() + 1 + turn;
    read({names_.begin(), middle}, db);
    read({middle, names_.end()}, db);
    EXPECT_EQ(dump(folder_.path() / db), expected) << "turn " << turn;
  }
}

TEST_F(RecordProperties, ALaterCopyChangesNothingButItsOwnRow) {
  read(names_, "r.db");
  const std::string happenings = ask({"happenings"}, "r.db"), tolls = ask({"tolls"}, "r.db"),
                    contradictions = ask({"contradictions"}, "r.db");
  const auto origins = [&] {
    const std::string out = ask({"happenings"}, "r.db");
    std::string counts;
    for (std::size_t at = 0; (at = out.find("\"origins\":", at)) != std::string::npos; ++at)
      counts += out.substr(at, 12);
    return counts;
  };
  const std::string before = origins();
  folder_.write(
      "copy.txt",
      "date: 2024-12-09\noutlet: Echo\n\nRebels captured Hama on Thursday, the army said. "
      "Shells killed 12 people in Homs on Wednesday.\n");
  read({"copy.txt"}, "r.db");
  EXPECT_EQ(origins(), before);
  EXPECT_EQ(ask({"tolls"}, "r.db"), tolls);
  EXPECT_EQ(ask({"contradictions"}, "r.db"), contradictions);
  EXPECT_EQ(ask({"happenings", "--known-by", "2024-12-08"}, "r.db").size() > 0, true);
  EXPECT_NE(ask({"happenings"}, "r.db"), happenings) << "the copy is told as one of the reports";
}

TEST_F(RecordProperties, KnownByNeverLooksAhead) {
  read({names_.begin(), names_.begin() + 4}, "early.db");
  read(names_, "all.db");
  for (const std::vector<std::string>& question :
       {std::vector<std::string>{"claims"},
        {"happenings"},
        {"contradictions"},
        {"tolls"},
        {"happenings", "--on", "2024-12-06"},
        {"tolls", "--from", "2024-12-01", "--to", "2024-12-31"}}) {
    std::vector<std::string> then = question;
    then.insert(then.end(), {"--known-by", "2024-12-07"});
    EXPECT_EQ(ask(then, "all.db"), ask(question, "early.db")) << question.front();
  }
}

}  // namespace
}  // namespace dateline::tests
