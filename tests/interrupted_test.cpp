#include <gtest/gtest.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <random>
#include <thread>

#include "tests/run.h"

// A reading that is ended at any moment and begun again gives the record that it would have given.
// DATELINE_SOAK_KILLS: how many moments; without it, 20.

namespace dateline::tests {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> kRead = {"read",  "feed.jsonl",           "--db",     "r.db",
                                        "--now", "2024-12-09T10:00:00Z", "--format", "csv"};

class Interrupted : public testing::Test {
 protected:
  void SetUp() override {
    std::string feed;
    for (int i = 0; i < 400; ++i)
      feed += "{\"date\": \"2024-12-0" + std::to_string(1 + i % 9) +
              "\", \"outlet\": \"Wire\", \"text\": \"Rebels captured Homs on Friday, the mayor's "
              "office said in note " +
              std::to_string(i) + ". Shells killed " + std::to_string(2 + i) +
              " people in Hama.\"}\n";
    folder_.write("feed.jsonl", feed);
  }

  fs::path fresh(const std::string& name) const {
    const fs::path out = folder_.path() / name;
    fs::create_directories(out);
    fs::copy_file(folder_.path() / "feed.jsonl", out / "feed.jsonl",
                  fs::copy_options::overwrite_existing);
    return out;
  }

  /// Starts a reading in the folder and kills it after the time. True where it had ended before.
  static bool read_and_kill(const fs::path& folder, std::chrono::microseconds after) {
    const pid_t child = ::fork();
    if (child == 0) {
      if (::chdir(folder.c_str()) != 0 || !std::freopen("/dev/null", "w", stdout) ||
          !std::freopen("/dev/null", "w", stderr))
        ::_exit(3);
      std::vector<char*> arguments = {const_cast<char*>(DATELINE_BINARY)};
      for (const std::string& one : kRead) arguments.push_back(const_cast<char*>(one.c_str()));
      arguments.push_back(nullptr);
      ::setenv("DATELINE_HOME", kSource.c_str(), 1);
      ::execv(DATELINE_BINARY, arguments.data());
      ::_exit(3);
    }
    std::this_thread::sleep_for(after);
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status);
  }

  TemporaryFolder folder_;
};

TEST_F(Interrupted, KilledAtAnyMomentAndResumed) {
  const fs::path whole = fresh("whole");
  const auto begun = std::chrono::steady_clock::now();
  ASSERT_EQ(run_dateline(kRead, whole).code, 0);
  const auto lasts = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - begun);
  const std::string expected = dump_record(whole / "r.db");
  const char* soak = std::getenv("DATELINE_SOAK_KILLS");
  const int kills = soak ? std::atoi(soak) : 20;
  std::mt19937 dice(11);
  int killed = 0;
  for (int turn = 0; turn < kills; ++turn) {
    const fs::path folder = fresh("turn" + std::to_string(turn));
    // Twice in a row: the second run goes on from what the first one left.
    for (int i = 0; i < 2; ++i)
      killed += !read_and_kill(folder, std::chrono::microseconds(dice() % (lasts.count() + 1)));
    const Ran ran = run_dateline(kRead, folder);
    ASSERT_EQ(ran.code, 0) << ran.err;
    ASSERT_EQ(dump_record(folder / "r.db"), expected) << "turn " << turn;
    fs::remove_all(folder);
  }
  EXPECT_GT(killed, kills / 2) << "hardly a reading was killed before its end";
}

TEST_F(Interrupted, AFullDiskIsToldAndTheRecordStaysWhole) {
  const fs::path folder = fresh("full");
  // A limit on the size of files stands in for a full disk: writing beyond it fails.
  const Ran ran = run_program({"sh", "-c",
                               "trap '' XFSZ; ulimit -f 600; exec " DATELINE_BINARY
                               " read feed.jsonl --db r.db --format csv > /dev/null"},
                              folder);
  EXPECT_EQ(ran.code, 2) << ran.err;
  EXPECT_NE(ran.err.find("r.db"), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("record-write"), std::string::npos) << ran.err;
  const Ran verified = run_dateline({"verify", "--db", "r.db"}, folder);
  EXPECT_EQ(verified.code, 0) << verified.out << verified.err;
  ASSERT_EQ(run_dateline(kRead, folder).code, 0);
}

TEST_F(Interrupted, AFolderClosedToWritingIsToldAndTheRecordStaysWhole) {
  const fs::path folder = fresh("closed");
  ASSERT_EQ(run_dateline(kRead, folder).code, 0);
  const std::string before = dump_record(folder / "r.db");
  fs::permissions(folder / "r.db", fs::perms::owner_read | fs::perms::others_read);
  fs::permissions(folder, fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_read |
                              fs::perms::others_exec);
  folder_.write("other.txt", "date: 2024-12-09\n\nRebels captured Homs on Sunday.\n");
  // Rights do not bind the user root: as nobody, where this is root.
  std::vector<std::string> command = {DATELINE_BINARY};
  if (::geteuid() == 0)
    command = {"setpriv", "--reuid",        "65534",        "--regid",
               "65534",   "--clear-groups", DATELINE_BINARY};
  const auto run = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), command.begin(), command.end());
    return run_program(arguments, folder);
  };
  const std::string other = (folder_.path() / "other.txt").string();
  for (const char* db : {"r.db", "new.db"}) {
    const Ran ran = run({"read", other, "--db", db, "--format", "csv"});
    EXPECT_EQ(ran.code, 2) << ran.err;
    EXPECT_NE(ran.err.find(db), std::string::npos) << ran.err;
    EXPECT_NE(ran.err.find("record-"), std::string::npos) << ran.err;
    EXPECT_NE(ran.out.find("Homs"), std::string::npos) << "the claims are shown all the same";
  }
  const Ran asked = run({"claims", "--db", "r.db", "--count"});
  EXPECT_EQ(asked.code, 0) << asked.err;
  fs::permissions(folder, fs::perms::owner_all);
  EXPECT_EQ(dump_record(folder / "r.db"), before);
  EXPECT_FALSE(fs::exists(folder / "new.db"));
}

TEST_F(Interrupted, ASecondWriterIsToldThatItHasToWait) {
  const fs::path folder = fresh("two");
  ASSERT_EQ(run_dateline({"read", "feed.jsonl", "--db", "r.db", "--format", "csv"}, folder).code,
            0);
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open((folder / "r.db").c_str(), &db), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(db, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  const Ran ran = run_dateline(kRead, folder);
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("locked"), std::string::npos) << ran.err;
  sqlite3_exec(db, "ROLLBACK", nullptr, nullptr, nullptr);
  sqlite3_close(db);
  EXPECT_EQ(run_dateline({"verify", "--db", "r.db"}, folder).code, 0);
}

}  // namespace
}  // namespace dateline::tests
