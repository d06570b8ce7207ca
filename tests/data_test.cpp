#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <regex>
#include <set>

#include "dateline/base/csv.h"
#include "dateline/meaning/event_finder.h"
#include "dateline/meaning/knowledge.h"
#include "dateline/territory/theatre_check.h"
#include "tests/run.h"

// The files of data/: that they are what the program and docs/formats.md take them for.

namespace dateline::tests {
namespace {

/// The words that the source of the room of meaning compares `variable` with.
std::set<std::string> compared(const std::string& variable) {
  std::set<std::string> out;
  const std::regex pattern("\\b" + variable + " == \"([a-z_]+)\"");
  for (const auto& entry : std::filesystem::directory_iterator(kSource / "dateline" / "meaning")) {
    if (entry.path().extension() != ".cpp") continue;
    const std::string text = bytes_of(entry.path());
    for (std::sregex_iterator it(text.begin(), text.end(), pattern), end; it != end; ++it)
      out.insert((*it)[1]);
  }
  return out;
}

CsvTable table(const std::string& name) {
  auto out = load_csv((kSource / "data" / "claims" / name).string());
  EXPECT_TRUE(out) << (out ? "" : to_string(out.error()));
  return out ? *out : CsvTable{};
}

/// "frames.csv:17: WORDS"
std::string at(const CsvTable& t, const CsvTable::Row& row, const std::string& words) {
  return std::filesystem::path(t.path).filename().string() + ":" + std::to_string(row.line) + ": " +
         words;
}

void expect_unique(const CsvTable& t, const std::vector<std::string>& key) {
  std::map<std::string, int> seen;
  for (const auto& row : t.rows) {
    std::string value;
    for (const std::string& column : key)
      value += (value.empty() ? "" : ", ") + t.cell(row, column);
    const auto [first, fresh] = seen.emplace(value, row.line);
    EXPECT_TRUE(fresh) << at(t, row, "\"" + value + "\" stands in line ") << first->second
                       << " too";
  }
}

TEST(Data, TheBundledTheatresHaveNoErrors) {
  int theatres = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kSource / "data" / "theatres")) {
    if (!entry.is_directory()) continue;
    ++theatres;
    for (const Finding& finding : check_theatre(entry.path().string(), (kSource / "data").string()))
      EXPECT_NE(finding.severity, Severity::kError) << to_string(finding);
  }
  EXPECT_GT(theatres, 0);
}

TEST(Data, AllIsLoadedWithAndWithoutATheatre) {
  for (const std::string& theatre : {std::string(), (kSource / "data/theatres/syria").string()}) {
    const auto knowledge = load_knowledge((kSource / "data").string(), theatre);
    ASSERT_TRUE(knowledge) << to_string(knowledge.error());
    EXPECT_EQ(knowledge->frames.size(), table("frames.csv").rows.size());
  }
}

TEST(Data, EachFrameIsGivenOnce) {
  expect_unique(table("frames.csv"), {"trigger", "pos", "type", "need"});
}

TEST(Data, EachEffectIsGivenOnce) {
  expect_unique(table("cues.csv"), {"lemma", "pos"});
  expect_unique(table("governors.csv"), {"lemma", "pos"});
}

TEST(Data, EachWordStandsInAClassOnce) { expect_unique(table("words.csv"), {"word", "class"}); }

TEST(Data, EachTypeIsGivenOnce) {
  expect_unique(table("types.csv"), {"type"});
  EXPECT_EQ(table("types.csv").rows.size(), static_cast<std::size_t>(kClaimTypes));
}

TEST(Data, FramesAskOnlyWhatCanBeAnswered) {
  // What may be needed, beside CLASS_subj and CLASS_obj with a class of words.csv, or one that is
  // no list of words but told from the reading.
  const auto names = need_names();
  std::set<std::string> needs(names.begin(), names.end()), classes = compared("word_class");
  ASSERT_GT(needs.size(), 10u);
  needs.insert("any");
  const CsvTable words = table("words.csv");
  for (const auto& row : words.rows) classes.insert(words.cell(row, "class"));
  const CsvTable frames = table("frames.csv");
  for (const auto& row : frames.rows) {
    for (const std::string& one : split_list(frames.cell(row, "need"))) {
      for (const std::string& atom : split_list(one, '&')) {
        if (needs.contains(atom)) continue;
        const auto bar = atom.rfind('_');
        const std::string of = bar == std::string::npos ? "" : atom.substr(bar + 1);
        EXPECT_TRUE((of == "subj" || of == "obj") && classes.contains(atom.substr(0, bar))) << at(
            frames, row,
            "\"" + frames.cell(row, "trigger") + "\" needs \"" + atom + "\", which is never so");
      }
    }
  }
}

}  // namespace
}  // namespace dateline::tests
