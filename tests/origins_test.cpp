#include <gtest/gtest.h>

#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>

#include "dateline/record/origins.h"
#include "tests/run.h"

// Copies and look-alikes among articles of several outlets, labelled by hand in gold/copies.csv by
// the articles' ids. The articles lie in ../shared; where they are not there, the test is skipped.

namespace dateline::tests {
namespace {

namespace fs = std::filesystem;

const fs::path kArticles = kSource / ".." / "shared" / "gold" / "corpus" / "fakes.dev.jsonl";

std::vector<Document> read_articles() {
  std::vector<Document> out;
  for (const std::string& line : lines_of(bytes_of(kArticles))) {
    const auto json = nlohmann::json::parse(line, nullptr, false);
    Document document;
    document.id = DocumentId(json["id"].get<std::string>());
    document.text = json["text"];
    // Where the article has no date line, the day of what it tells stands in for it.
    const auto& day = json[json["date"].is_null() ? "event_date" : "date"];
    document.published.day = parse_day(day.get<std::string>()).value();
    out.push_back(std::move(document));
  }
  return out;
}

struct Counts {
  int hits = 0, missed = 0, wrong = 0;
  double f1() const { return 2.0 * hits / (2.0 * hits + missed + wrong); }
};

TEST(CopyFloors, PairsOfArticles) {
  if (!fs::exists(kArticles)) GTEST_SKIP() << "no " << kArticles;
  const auto origins = find_origins(read_articles());
  std::map<std::string, std::string> origin_of;
  for (const Origin& origin : origins)
    for (const DocumentId& id : origin.documents) origin_of[id.str()] = origin.first.str();
  std::map<std::string, Counts> parts;
  const auto rows = lines_of(bytes_of(kSource / "tests" / "gold" / "copies.csv"));
  ASSERT_GT(rows.size(), 60u);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    std::vector<std::string> cells;
    for (std::size_t at = 0, end = 0; cells.size() < 4; at = end + 1) {
      end = rows[i].find(',', at);
      ASSERT_NE(end, std::string::npos) << rows[i];
      cells.push_back(rows[i].substr(at, end - at));
    }
    ASSERT_TRUE(origin_of.contains(cells[0]) && origin_of.contains(cells[1])) << rows[i];
    const bool found = origin_of[cells[0]] == origin_of[cells[1]], is_copy = cells[2] == "copy";
    Counts& counts = parts[cells[3]];
    counts.hits += found && is_copy;
    counts.missed += !found && is_copy;
    counts.wrong += found && !is_copy;
    if (found != is_copy && cells[3] == "open")
      fmt::print("{}: {}\n", found ? "wrong" : "missed", rows[i]);
  }
  for (const char* part : {"open", "held"}) {
    const Counts& counts = parts[part];
    fmt::print("{}: {} hits, {} missed, {} wrong, F1 {:.3f}\n", part, counts.hits, counts.missed,
               counts.wrong, counts.f1());
    EXPECT_GE(counts.f1(), 0.95) << part;
  }
}

}  // namespace
}  // namespace dateline::tests
