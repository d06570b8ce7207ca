#include "dateline/meaning/explain.h"

#include <gtest/gtest.h>

#include "dateline/base/csv.h"
#include "dateline/meaning/reading_sample.h"

namespace dateline {
namespace {

std::string explained(const std::string& text, const Knowledge& k = sample::knowledge(),
                      bool hides = false) {
  Document document;
  document.name = "note.txt";
  document.text = text;
  document.published.day = Day(2024, 12, 7);
  const ByteSpan all{0, static_cast<std::uint32_t>(text.size())};
  document.parts = {{PartKind::kBody, all}};
  const Tokens tokens = split(text, all, *sample::language().splitter);
  const auto [tags, trees] = analyse(text, tokens, sample::language());
  const Toponyms toponyms = read_toponyms(text, tokens, tags, trees, sample::language(), k);
  Explanation explanation;
  const DocumentReading reading =
      make_reading(document, tokens, tags, trees, toponyms, k, &explanation);
  const Redaction redaction(document, hides ? reading.private_names : std::vector<ByteSpan>());
  const Syntax syntax(document, tokens, tags, trees, k.lemmas);
  return explain(syntax, k, find_mentions(syntax, toponyms, k).mentions, explanation, redaction);
}

/// The line of a table's first row with these cells.
int line_of(const std::string& table, const std::string& word, const std::string& third) {
  const auto t = sample::must(load_csv(DATELINE_SOURCE_DIR "/data/claims/" + table));
  for (const auto& row : t.rows)
    if (row.cells[0] == word && row.cells[2] == third) return row.line;
  return 0;
}

void expect_says(const std::string& text, const std::string& words) {
  EXPECT_NE(text.find(words), std::string::npos) << "\"" << words << "\" is not in\n" << text;
}

TEST(Explain, NamesTheRowsThatMadeAClaim) {
  const std::string out = explained("The rebels planned to retake Hama, a spokesman said.");
  expect_says(out, "note.txt, sentence 1, bytes 0 to 52 (body)\n");
  expect_says(out, "\n      rebels  rebel NOUN nsubj\n");
  expect_says(out, "actor name \"rebels\": syria.opposition");
  const std::string row = "\"retake\" capture, frames.csv:" +
                          std::to_string(line_of("frames.csv", "retake", "capture"));
  expect_says(out, row + ": taken (log odds ");
  expect_says(out, row + ": intended, affirmed\n");
  expect_says(out, "intended by \"planned\", governors.csv:" +
                       std::to_string(line_of("governors.csv", "plan", "intended")) + "\n");
  expect_says(out, "\"said\", cues.csv:" + std::to_string(line_of("cues.csv", "say", "neutral")) +
                       ", neutral: \"a spokesman\"");
  expect_says(out, ", confidence 0.");
}

TEST(Explain, SaysWhyAReadingLost) {
  const std::string out = explained("The minister took the bus and strolled home.");
  expect_says(out, "\"took\" capture, frames.csv:");
  expect_says(out, "lost: ");
  expect_says(out, "its row needs where_obj, which is not so\n");
  expect_says(out, "\"strolled\": no row of frames.csv\n");
  EXPECT_EQ(out.find("\n  events\n"), std::string::npos) << out;
}

TEST(Explain, NamesOfPrivatePersonsAreHidden) {
  const std::string text = "The teacher Layla Barakat fled Hama, a farmer said. Barakat lost her house.";
  expect_says(explained(text, sample::general_knowledge()), "Barakat");
  const std::string hidden = explained(text, sample::general_knowledge(), true);
  EXPECT_EQ(hidden.find("Barakat"), std::string::npos) << hidden;
  EXPECT_EQ(hidden.find("barakat"), std::string::npos) << hidden;
  expect_says(hidden, "[name]  [name] PROPN");
}

TEST(Explain, AWordThatDoesNotReachTheEventIsNotNamed) {
  // The second clause has a subject of its own: "not" stays with the first.
  const std::string out = explained("The army did not leave Homs. The rebels did not enter Hama.");
  const std::size_t second = out.find("sentence 2");
  ASSERT_NE(second, std::string::npos);
  expect_says(out.substr(second), "negated by \"not\"\n");
  const std::size_t first = out.find("negated by");
  EXPECT_EQ(out.find("negated by", first + 1), out.rfind("negated by")) << out;
}

}  // namespace
}  // namespace dateline
