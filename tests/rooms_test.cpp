#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <regex>

#include "tests/run.h"

// The one law: a file includes only its own room and rooms before it in dateline/rooms.txt.

namespace dateline::tests {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> rooms() {
  std::vector<std::string> out;
  for (const std::string& line : lines_of(bytes_of(kSource / "dateline" / "rooms.txt")))
    if (!line.empty() && line.front() != '#') out.push_back(line);
  return out;
}

std::vector<fs::path> sources_under(const fs::path& folder) {
  std::vector<fs::path> out;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.path().extension() == ".h" || entry.path().extension() == ".cpp")
      out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

TEST(Rooms, StandInTheDocumentedOrder) {
  const std::vector<std::string> documented{"base",     "dispatch",  "gazetteer",
                                            "language", "meaning",   "record",
                                            "roads",    "territory", "web"};
  EXPECT_EQ(rooms(), documented) << "a change of order wants a page in docs/why/";
  EXPECT_TRUE(std::ranges::is_sorted(rooms())) << "`ls` should show the order";
}

TEST(Rooms, EveryFolderIsARoomAndEveryRoomAFolder) {
  const auto known = rooms();
  for (const auto& entry : fs::directory_iterator(kSource / "dateline")) {
    const std::string name = entry.path().filename().string();
    if (entry.is_directory()) {
      EXPECT_TRUE(std::ranges::find(known, name) != known.end())
          << "dateline/" << name << " does not stand in rooms.txt";
    } else {
      EXPECT_TRUE(name == "rooms.txt" || name.starts_with("pipeline"))
          << "dateline/" << name << " lies in no room";
    }
  }
  for (const std::string& room : known)
    EXPECT_TRUE(fs::is_directory(kSource / "dateline" / room)) << room;
}

TEST(Rooms, AFileIncludesOnlyItsOwnRoomAndRoomsBefore) {
  std::map<std::string, std::size_t> order;
  for (const std::string& room : rooms()) order.emplace(room, order.size());
  const std::regex include(R"re(^\s*#\s*include\s*"([^"]+)")re");
  std::size_t checked = 0;
  for (const auto& [room, at] : order) {
    for (const fs::path& file : sources_under(kSource / "dateline" / room)) {
      int line_number = 0;
      for (const std::string& line : lines_of(bytes_of(file))) {
        ++line_number;
        std::smatch found;
        if (!std::regex_search(line, found, include)) continue;
        const std::string path = found[1];
        const std::string where =
            fs::relative(file, kSource).string() + ":" + std::to_string(line_number) + ": " + path;
        ASSERT_TRUE(path.starts_with("dateline/") || path.starts_with("tests/"))
            << where << " is no path from the root";
        if (path.starts_with("tests/")) {
          EXPECT_TRUE(file.string().ends_with("_test.cpp")) << where;
          continue;
        }
        const std::string rest = path.substr(std::string("dateline/").size());
        const auto slash = rest.find('/');
        ASSERT_NE(slash, std::string::npos) << where << " stands outside the rooms";
        const auto other = order.find(rest.substr(0, slash));
        ASSERT_NE(other, order.end()) << where << " is of no room";
        EXPECT_LE(other->second, at) << where << " is of a later room";
        ++checked;
      }
    }
  }
  EXPECT_GT(checked, 100u);
}

TEST(Rooms, EachSaysWhatItIs) {
  for (const std::string& room : rooms())
    EXPECT_TRUE(fs::exists(kSource / "dateline" / room / "README.md"))
        << "dateline/" << room << "/README.md: what comes in, what goes out, what it must not know";
}

}  // namespace
}  // namespace dateline::tests
