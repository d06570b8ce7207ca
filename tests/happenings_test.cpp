#include <gtest/gtest.h>

#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>

#include "dateline/base/csv.h"
#include "tests/run.h"

// Pairs of clauses of several outlets, labelled by hand in gold/same_event.csv by the articles'
// ids: both of one event or not. The articles lie in ../shared; where they are not there, it is
// skipped.

namespace dateline::tests {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

const fs::path kArticles = kSource / ".." / "shared" / "gold" / "corpus" / "fakes.dev.jsonl";

/// What the record holds of one clause: its happening, and its type, place and day for the plain
/// rule.
struct Clause {
  std::uint32_t begin, end;
  std::string happening, plain;
};

struct Counts {
  int hits = 0, missed = 0, wrong = 0;
  void add(bool found, bool is_one) {
    hits += found && is_one, missed += !found && is_one, wrong += found && !is_one;
  }
  double f1() const { return 2.0 * hits / (2.0 * hits + missed + wrong); }
};

class HappeningFloors : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(kArticles)) GTEST_SKIP() << "no " << kArticles;
    std::string feed;
    for (const std::string& line : lines_of(bytes_of(kArticles))) {
      const Json it = Json::parse(line, nullptr, false);
      // Where the article has no date line, the day of what it tells stands in for it.
      const Json out = {{"id", it["id"]},
                        {"date", it[it["date"].is_null() ? "event_date" : "date"]},
                        {"outlet", it["source"]},
                        {"text", it["text"]}};
      feed += out.dump() + "\n";
    }
    folder_.write("feed.jsonl", feed);
    const Ran read =
        run_dateline({"read", "feed.jsonl", "--db", "r.db", "--format", "jsonl"}, folder_.path());
    ASSERT_EQ(read.code, 0) << read.err;
    const Ran found =
        run_dateline({"happenings", "--db", "r.db", "--format", "jsonl"}, folder_.path());
    ASSERT_EQ(found.code, 0) << found.err;
    for (const std::string& line : lines_of(found.out)) {
      const Json one = Json::parse(line);
      for (const Json& report : one["reports"]) happening_[report["claim"]] = one["happening"];
    }
    take(read.out);
  }

  void take(const std::string& claims) {
    const Ran found =
        run_dateline({"origins", "--db", "r.db", "--all", "--format", "jsonl"}, folder_.path());
    ASSERT_EQ(found.code, 0) << found.err;
    std::map<std::string, std::size_t> line_of;  // document -> line of the feed
    for (const std::string& line : lines_of(found.out)) {
      const Json origin = Json::parse(line);
      for (const Json& d : origin["documents"]) {
        const std::string name = d["name"];
        line_of[d["id"]] = std::stoul(name.substr(name.find(':') + 1));
      }
    }
    const auto articles = lines_of(bytes_of(kArticles));
    for (const std::string& line : lines_of(claims)) {
      const Json c = Json::parse(line);
      const std::string id = c["id"], document = c["document"]["id"];
      ASSERT_TRUE(line_of.contains(document)) << line;
      const Json article = Json::parse(articles.at(line_of[document] - 1));
      std::string place = id;  // a claim without a place is like no other
      if (!c["where"].empty() && c["where"][0]["place"] != "") place = c["where"][0]["place"];
      const std::string day = c["when"].is_null() ? c["document"]["published"] : c["when"]["begin"];
      clauses_[article["id"]].push_back(
          {c["span"]["begin"], c["span"]["end"],
           happening_.contains(id) ? happening_[id] : "none of " + id,
           c["type"].get<std::string>() + " " + place + " " + day.substr(0, 10)});
    }
  }

  /// The clause that lies best on the bytes.
  Clause find(const std::string& document, std::uint32_t begin, std::uint32_t end) {
    Clause out{0, 0, document + std::to_string(begin), document + std::to_string(begin)};
    double most = 0;
    for (const Clause& one : clauses_[document]) {
      const auto from = std::max(one.begin, begin), to = std::min(one.end, end);
      if (from >= to) continue;
      const double share =
          static_cast<double>(to - from) / (std::max(one.end, end) - std::min(one.begin, begin));
      if (share > most) most = share, out = one;
    }
    return out;
  }

  TemporaryFolder folder_;
  std::map<std::string, std::string> happening_;        // of a claim
  std::map<std::string, std::vector<Clause>> clauses_;  // of an article
};

TEST_F(HappeningFloors, PairsOfClauses) {
  const auto pairs = load_csv((kSource / "tests" / "gold" / "same_event.csv").string());
  ASSERT_TRUE(pairs);
  ASSERT_GT(pairs->rows.size(), 290u);
  Counts ours, plain;
  for (const auto& row : pairs->rows) {
    const auto side = [&](const std::string& which) {
      const auto number = [&](const std::string& column) {
        return static_cast<std::uint32_t>(std::stoul(pairs->cell(row, column + which)));
      };
      return find(pairs->cell(row, "document_" + which), number("begin_"), number("end_"));
    };
    const Clause a = side("a"), b = side("b");
    const bool is_one = pairs->cell(row, "same") == "yes";
    ours.add(a.happening == b.happening, is_one);
    plain.add(a.plain == b.plain, is_one);
  }
  for (const auto& [name, counts] : {std::pair("happenings", ours), std::pair("plain rule", plain)})
    fmt::print("{}: {} hits, {} missed, {} wrong, F1 {:.3f}\n", name, counts.hits, counts.missed,
               counts.wrong, counts.f1());
  EXPECT_GE(ours.f1(), 0.78);
  EXPECT_GT(ours.f1(), plain.f1() + 0.2);
}

}  // namespace
}  // namespace dateline::tests
