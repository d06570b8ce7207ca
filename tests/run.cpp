#include "tests/run.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace dateline::tests {
namespace {

namespace fs = std::filesystem;

int opened(const fs::path& path) {
  return ::open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
}

/// What a statement gives, a line a row, sorted.
std::vector<std::string> rows_of(sqlite3* db, const std::string& sql) {
  std::vector<std::string> out;
  const auto take = [](void* given, int columns, char** cells, char**) {
    std::string row;
    for (int i = 0; i < columns; ++i) row += std::string(cells[i] ? cells[i] : "NULL") + "|";
    static_cast<std::vector<std::string>*>(given)->push_back(std::move(row));
    return 0;
  };
  EXPECT_EQ(sqlite3_exec(db, sql.c_str(), take, &out, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

Ran run_program(const std::vector<std::string>& command, const fs::path& folder) {
  const TemporaryFolder said;
  const int out = opened(said.path() / "out"), err = opened(said.path() / "err");
  std::vector<char*> arguments;
  for (const std::string& one : command) arguments.push_back(const_cast<char*>(one.c_str()));
  arguments.push_back(nullptr);
  const pid_t child = ::fork();
  if (child == 0) {
    if (::chdir(folder.c_str()) != 0) ::_exit(127);
    ::dup2(out, STDOUT_FILENO);
    ::dup2(err, STDERR_FILENO);
    ::setenv("DATELINE_HOME", kSource.c_str(), 1);
    ::execvp(arguments.front(), arguments.data());
    ::_exit(127);
  }
  ::close(out);
  ::close(err);
  Ran ran;
  int status = 0;
  rusage usage{};
  if (child < 0 || ::wait4(child, &status, 0, &usage) != child) {
    ADD_FAILURE() << "cannot run " << command.front();
    return ran;
  }
  ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  ran.peak_kib = usage.ru_maxrss;
  ran.out = bytes_of(said.path() / "out");
  ran.err = bytes_of(said.path() / "err");
  return ran;
}

Ran run_dateline(const std::vector<std::string>& arguments, const fs::path& folder) {
  std::vector<std::string> command{DATELINE_BINARY};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return run_program(command, folder);
}

TemporaryFolder::TemporaryFolder() {
  static std::atomic<int> count = 0;
  path_ = fs::temp_directory_path() /
          ("dateline-" + std::to_string(::getpid()) + "-" + std::to_string(++count));
  fs::create_directories(path_);
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::string TemporaryFolder::write(const std::string& name, const std::string& bytes) const {
  std::ofstream(path_ / name, std::ios::binary) << bytes;
  return name;
}

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << "cannot read " << path;
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

std::string dump_record(const fs::path& path, const std::string& without) {
  sqlite3* db = nullptr;
  EXPECT_EQ(sqlite3_open(path.c_str(), &db), SQLITE_OK);
  std::string out;
  for (std::string table : rows_of(db,
                                   "SELECT name FROM sqlite_schema WHERE type = 'table' AND name "
                                   "NOT LIKE 'claim_index_%' AND name <> '" +
                                       without + "'")) {
    table.pop_back();
    out += table + "\n";
    for (const std::string& row : rows_of(db, "SELECT * FROM " + table)) out += row + "\n";
  }
  sqlite3_close(db);
  return out;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

std::vector<std::string> example_dispatches() {
  std::vector<std::string> out;
  for (const auto& entry : fs::directory_iterator(kSource / "examples" / "dispatches"))
    if (entry.path().extension() != ".md") out.push_back(entry.path().string());
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace dateline::tests
