#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "tests/printed.h"
#include "tests/run.h"

// Pages that are walked through: each file that they show is written, each command is run and must
// print what stands below it.

namespace dateline::tests {
namespace {

namespace fs = std::filesystem;

/// A file (its name and bytes) or a command (and the lines that it prints).
struct Step {
  std::string file, command;
  std::vector<std::string> lines;
};

/// The blocks of a page in order: "```csv small/places.csv" is a file, "$ build/release/dateline
/// ..." a command.
std::vector<Step> steps_of(const std::string& page) {
  std::vector<Step> out;
  bool code = false, open = false;
  for (const std::string& line : lines_of(page)) {
    if (line.starts_with("```")) {
      code = !code;
      open = false;
      const auto space = line.find(' ');
      if (code && space != std::string::npos) {
        out.push_back({line.substr(space + 1), {}, {}});
        open = true;
      }
    } else if (code && !open && line.starts_with("$ ")) {
      out.push_back({{}, line.substr(2), {}});
      open = true;
    } else if (open && line.starts_with("$ ") && out.back().file.empty()) {
      out.push_back({{}, line.substr(2), {}});
    } else if (open) {
      out.back().lines.push_back(line);
    }
  }
  return out;
}

std::vector<std::string> words_of(const std::string& command) {
  std::vector<std::string> out;
  std::string word;
  for (std::istringstream in(command); in >> word;) out.push_back(word);
  return out;
}

void walk(const char* name, std::size_t least_commands) {
  const TemporaryFolder folder;
  std::size_t commands = 0;
  for (const Step& step : steps_of(bytes_of(kSource / "docs" / name))) {
    SCOPED_TRACE(std::string(name) + ": " + (step.file.empty() ? step.command : step.file));
    std::vector<std::string> lines = step.lines;
    if (!step.file.empty()) {
      fs::create_directories((folder.path() / step.file).parent_path());
      std::string bytes;
      for (const std::string& line : lines) bytes += line + "\n";
      folder.write(step.file, bytes);
      continue;
    }
    std::vector<std::string> words = words_of(step.command);
    ASSERT_EQ(words.front(), "build/release/dateline");
    words.erase(words.begin());
    int code = 0;
    if (!lines.empty() && lines.back().starts_with("exit code ")) {
      code = std::stoi(lines.back().substr(10));
      lines.pop_back();
    }
    const Ran ran = run_dateline(words, folder.path());
    EXPECT_EQ(ran.code, code) << ran.err;
    EXPECT_TRUE(is_printed(lines, lines_of(ran.out))) << ran.out;
    ++commands;
  }
  EXPECT_GE(commands, least_commands);
}

TEST(Docs, TheTheatrePageCanBeFollowed) { walk("theatres.md", 8); }

}  // namespace
}  // namespace dateline::tests
