#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "dateline/base/error.h"
#include "tests/printed.h"
#include "tests/run.h"

// The pages of docs/ say what is there, all of it, and nothing that is not.

namespace dateline::tests {
namespace {

namespace fs = std::filesystem;
using Names = std::set<std::string>;

Names all_of(const std::string& text, const std::regex& pattern) {
  Names out;
  for (std::sregex_iterator it(text.begin(), text.end(), pattern), end; it != end; ++it)
    out.insert((*it)[1]);
  return out;
}

std::string help(std::vector<std::string> command) {
  command.push_back("--help");
  const Ran ran = run_dateline(command, kSource);
  EXPECT_EQ(ran.code, 0) << ran.err;
  return ran.out;
}

/// The subcommands that a help text lists.
Names subcommands(const std::string& text) {
  const auto at = text.find("Subcommands:\n");
  return at == std::string::npos ? Names{}
                                 : all_of(text.substr(at, text.find("\nExamples:", at) - at),
                                          std::regex(R"(\n  ([a-z][a-z-]*) )"));
}

/// Options by their long names and positionals, as help prints them.
Names options(const std::string& text) {
  const std::string lines = "\n" + text.substr(0, text.find("\nExamples:"));
  Names out = all_of(lines, std::regex(R"(\n  (?:-[a-zA-Z],)?(--[a-z-]+))"));
  out.merge(all_of(lines, std::regex(R"(\n  ([A-Z]+) TEXT)")));
  return out;
}

/// "read", "control", ..., "theatre check": every command that does something, with its help.
std::map<std::string, std::string> commands() {
  std::map<std::string, std::string> out;
  for (const std::string& name : subcommands(help({}))) {
    const std::string text = help({name});
    const Names below = subcommands(text);
    // A command that has others below it may do something by itself too.
    if (below.empty() || options(text) != Names{"--help"}) out.emplace(name, text);
    for (const std::string& sub : below) out.emplace(name + " " + sub, help({name, sub}));
  }
  return out;
}

/// The page's sections "## `dateline NAME`", by name.
std::map<std::string, std::string> sections(const std::string& page) {
  std::map<std::string, std::string> out;
  const std::regex head(R"(\n## `dateline ([a-z -]+)`\n)");
  const std::string text = "\n" + page;
  for (std::sregex_iterator it(text.begin(), text.end(), head), end; it != end; ++it) {
    const auto from = static_cast<std::size_t>(it->position() + it->length());
    const auto to = text.find("\n## ", from - 1);
    out.emplace((*it)[1], "\n" + text.substr(from, to == std::string::npos ? to : to - from));
  }
  return out;
}

std::vector<fs::path> pages() {
  std::vector<fs::path> out;
  for (const char* name : {"README.md", "CHANGELOG.md"}) out.push_back(kSource / name);
  for (const char* folder : {"docs", "dateline", "examples", "tests", "data"})
    for (const auto& entry : fs::recursive_directory_iterator(kSource / folder))
      if (entry.path().extension() == ".md") out.push_back(entry.path());
  std::ranges::sort(out);
  return out;
}

TEST(Docs, TheCommandPageHasEveryCommandAndOption) {
  const auto documented = sections(bytes_of(kSource / "docs" / "cli.md"));
  const auto real = commands();
  ASSERT_GE(real.size(), 6u);
  for (const auto& [name, text] : real) {
    const auto section = documented.find(name);
    ASSERT_NE(section, documented.end())
        << "docs/cli.md has no section \"## `dateline " << name << "`\"";
    const std::regex row(R"(\n\| `(?:-[a-zA-Z], )?(--[a-z-]+|[A-Z]+)\b)");
    Names there = all_of(section->second, row);
    Names wanted = options(text);
    wanted.erase("--help");
    EXPECT_EQ(there, wanted) << "docs/cli.md, dateline " << name;
  }
  for (const auto& [name, text] : documented)
    EXPECT_TRUE(real.contains(name)) << "docs/cli.md: there is no `dateline " << name << "`";
}

TEST(Docs, TheErrorPageHasEveryRow) {
  const std::string page = bytes_of(kSource / "docs" / "errors.md");
  for (const ErrorInfo& row : error_table()) {
    const std::string line = "| `" + std::string(row.name) + "` | " + std::string(row.sentence) +
                             " | " + std::to_string(row.exit_code) + " | " +
                             std::to_string(row.http_status) + " |";
    EXPECT_NE(page.find(line), std::string::npos) << "docs/errors.md lacks\n" << line;
  }
  std::size_t rows = 0;
  for (const std::string& line : lines_of(page)) rows += line.starts_with("| `");
  EXPECT_EQ(rows, error_table().size());
}

TEST(Docs, EveryLinkLeadsSomewhere) {
  const std::regex link(R"(\]\(([^)#\s]+)(?:#[^)]*)?\))");
  std::size_t checked = 0;
  for (const fs::path& page : pages())
    for (const std::string& target : all_of(bytes_of(page), link)) {
      if (target.find("://") != std::string::npos || target.starts_with("mailto:")) continue;
      EXPECT_TRUE(fs::exists(page.parent_path() / target))
          << fs::relative(page, kSource).string() << " links to " << target;
      ++checked;
    }
  EXPECT_GT(checked, 10u);
}

TEST(Docs, ThePagesThatProseNamesExist) {
  const std::regex named(
      R"(\b((?:docs|data|examples|scripts|models|tests)/[A-Za-z0-9_./-]*\.[a-z0-9]+)\b)");
  for (const fs::path& page : pages())
    for (const std::string& target : all_of(bytes_of(page), named))
      EXPECT_TRUE(fs::exists(kSource / target))
          << fs::relative(page, kSource).string() << " names " << target;
}

TEST(Docs, TheIndexHasEveryPage) {
  const std::string index = bytes_of(kSource / "docs" / "README.md");
  for (const auto& entry : fs::recursive_directory_iterator(kSource / "docs")) {
    if (entry.path().extension() != ".md") continue;
    const std::string name = fs::relative(entry.path(), kSource / "docs").string();
    if (name == "README.md") continue;
    EXPECT_NE(index.find("](" + name + ")"), std::string::npos) << "docs/README.md lacks " << name;
  }
}

/// The lines of code blocks that call make or dateline.
std::vector<std::string> shown_commands(const std::string& page) {
  std::vector<std::string> out;
  bool code = false;
  for (const std::string& line : lines_of(page)) {
    if (line.starts_with("```")) code = !code;
    const std::string bare = line.starts_with("$ ") ? line.substr(2) : line;
    if (code && (bare.starts_with("make ") || bare.starts_with("dateline ") ||
                 bare.starts_with("build/release/dateline ")))
      out.push_back(bare);
  }
  return out;
}

TEST(Docs, TheCommandsShownExist) {
  const Names targets =
      all_of("\n" + bytes_of(kSource / "Makefile"), std::regex(R"(\n([a-z-]+):)"));
  const auto real = commands();
  std::size_t shown = 0;
  for (const char* name :
       {"README.md", "docs/tour.md", "docs/cli.md", "docs/evaluation.md", "docs/theatres.md"}) {
    for (const std::string& line : shown_commands(bytes_of(kSource / name))) {
      ++shown;
      if (line.starts_with("make ")) {
        for (const std::string& target : all_of(line, std::regex(R"(^make ([a-z-]+))")))
          EXPECT_TRUE(targets.contains(target)) << name << ": " << line;
        continue;
      }
      // The longest that fits: `control learn` before `control`.
      auto command = real.end();
      for (auto one = real.begin(); one != real.end(); ++one)
        if ((line + " ").find("dateline " + one->first + " ") != std::string::npos &&
            (command == real.end() || one->first.size() > command->first.size()))
          command = one;
      if (line.find("dateline --") != std::string::npos) continue;
      ASSERT_NE(command, real.end()) << name << ": " << line;
      const Names known = options(command->second);
      for (const std::string& option : all_of(line, std::regex(R"( (--[a-z-]+))")))
        EXPECT_TRUE(known.contains(option)) << name << ": " << line;
    }
  }
  EXPECT_GT(shown, 10u);
}

struct Shown {
  std::string command;
  std::vector<std::string> lines;
};

/// The blocks of a page that show a command and what it prints.
std::vector<Shown> shown_outputs(const std::string& page) {
  std::vector<Shown> out;
  bool code = false;
  for (const std::string& line : lines_of(page)) {
    if (line.starts_with("```")) {
      code = !code;
    } else if (code && line.starts_with("$ ")) {
      out.push_back({line.substr(2), {}});
    } else if (code && !out.empty()) {
      out.back().lines.push_back(line);
    }
  }
  return out;
}

TEST(Docs, TheReadmeShowsWhatIsPrinted) {
  const TemporaryFolder folder;
  fs::create_directories(folder.path() / "out");
  fs::create_directory_symlink(kSource / "examples", folder.path() / "examples");
  std::vector<std::string> read{"read", "--db", "out/demo.db", "--format", "jsonl"};
  for (const std::string& file : example_dispatches())
    read.push_back("examples/dispatches/" + fs::path(file).filename().string());
  ASSERT_EQ(run_dateline(read, folder.path()).code, 0);
  const auto shown = shown_outputs(bytes_of(kSource / "README.md"));
  EXPECT_GE(shown.size(), 3u);
  for (const Shown& one : shown) {
    SCOPED_TRACE(one.command);
    std::vector<std::string> lines = one.lines;
    std::vector<std::string> words;
    if (one.command == "make demo") {
      // Behind the table stand the files that it made.
      words = {"control", "--db", "out/demo.db", "--on", "2024-12-09"};
      while (!lines.empty() && lines.back() != "...") lines.pop_back();
    } else {
      std::string word;
      for (std::istringstream in(one.command); in >> word;) words.push_back(word);
      ASSERT_EQ(words.at(0), "build/release/dateline");
      words.erase(words.begin());
    }
    const Ran ran = run_dateline(words, folder.path());
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_TRUE(is_printed(lines, lines_of(ran.out)));
  }
}

}  // namespace
}  // namespace dateline::tests
