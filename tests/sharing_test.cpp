#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/run.h"

// What goes out of a record: words, places and days held back.

namespace dateline::tests {
namespace {

using Json = nlohmann::json;

class SharingTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_.write("a.txt",
                  "title: A dark day in Idlib\ndate: 2024-12-05\noutlet: Wire\n"
                  "url: https://example.org/1\n\n"
                  "Shells killed 12 people at the hospital in Idlib on Thursday.\n");
    folder_.write("b.txt",
                  "title: Rebels in Homs\ndate: 2024-12-07\noutlet: Wire\n\n"
                  "Rebels captured Homs on Saturday, the army said.\n");
    const Ran ran =
        run({"read", "a.txt", "b.txt", "--db", "r.db", "--theatre", "syria", "--format", "csv"});
    ASSERT_EQ(ran.code, 0) << ran.err;
  }

  Ran run(const std::vector<std::string>& arguments) const {
    return run_dateline(arguments, folder_.path());
  }

  std::vector<Json> claims(std::vector<std::string> more) const {
    more.insert(more.begin(), {"claims", "--db", "r.db", "--format", "jsonl"});
    const Ran ran = run(more);
    EXPECT_EQ(ran.code, 0) << ran.err;
    std::vector<Json> out;
    for (std::size_t at = 0; at < ran.out.size();) {
      const std::size_t end = ran.out.find('\n', at);
      out.push_back(Json::parse(ran.out.substr(at, end - at)));
      at = end + 1;
    }
    return out;
  }

  /// The points of claims of the hospital, and of the others.
  static std::vector<double> latitudes(const std::vector<Json>& list, const std::string& day) {
    std::vector<double> out;
    for (const Json& one : list)
      if (one["document"]["published"] == day)
        for (const Json& place : one["where"])
          if (place["lat"].is_number() && !place["region"]) out.push_back(place["lat"]);
    return out;
  }

  /// The data of a page.
  Json page_of(const char* name) const {
    const std::string page = bytes_of(folder_.path() / name);
    const std::size_t at = page.find("{\"version\":1");
    const std::size_t end = page.find("</script>", at);
    if (at == std::string::npos || end == std::string::npos) return {};
    return Json::parse(page.substr(at, end - at));
  }

  TemporaryFolder folder_;
};

TEST_F(SharingTest, WhatIsSensitiveIsCoarsenedUnlessAskedFor) {
  const auto exact = claims({"--coarsen", "0"}), usual = claims({}),
             wide = claims({"--coarsen", "50"});
  ASSERT_FALSE(latitudes(exact, "2024-12-05").empty());
  ASSERT_FALSE(latitudes(exact, "2024-12-07").empty());
  EXPECT_NE(latitudes(usual, "2024-12-05"), latitudes(exact, "2024-12-05"));
  EXPECT_EQ(latitudes(usual, "2024-12-07"), latitudes(exact, "2024-12-07"));
  EXPECT_NE(latitudes(wide, "2024-12-07"), latitudes(exact, "2024-12-07"));
  for (const Json& one : usual) {
    if (one["document"]["published"] != "2024-12-05") continue;
    EXPECT_EQ(one["text"].get<std::string>().find("Idlib"), std::string::npos) << one;
    for (const Json& place : one["where"]) {
      if (place["region"]) continue;
      EXPECT_EQ(place["name"], "");
      EXPECT_EQ(place["place"], "");
    }
  }
  // Within a cell of ten kilometres.
  const auto near = latitudes(usual, "2024-12-05"), at = latitudes(exact, "2024-12-05");
  for (std::size_t i = 0; i < near.size(); ++i) EXPECT_NEAR(near[i], at[i], 0.05);
}

TEST_F(SharingTest, WordsGoOutAsFarAsAsked) {
  for (const Json& one : claims({"--text", "none"})) {
    EXPECT_EQ(one["text"], "");
    EXPECT_EQ(one["document"]["title"], "");
    for (const Json& chain : one["sources"])
      for (const Json& speaker : chain) EXPECT_EQ(speaker["text"], "");
  }
  for (const Json& one : claims({})) {
    EXPECT_NE(one["text"], "");
    EXPECT_FALSE(one["document"].contains("text"));
  }
  const auto full = claims({"--text", "full"});
  ASSERT_FALSE(full.empty());
  EXPECT_NE(full.back()["document"]["text"].get<std::string>().find("the army said"),
            std::string::npos);
  EXPECT_EQ(full.front()["document"]["url"], "https://example.org/1");
  const Ran csv = run({"claims", "--db", "r.db", "--format", "csv"});
  EXPECT_NE(csv.out.find("https://example.org/1"), std::string::npos);
}

TEST_F(SharingTest, DaysAreHeldBack) {
  const auto last = [&](const char* now) {
    const auto list = claims({"--delay", "24", "--now", now});
    return list.empty() ? std::string() : list.back()["document"]["published"].get<std::string>();
  };
  EXPECT_EQ(last("2024-12-09T00:00Z"), "2024-12-07");
  EXPECT_EQ(last("2024-12-08T23:59Z"), "2024-12-05");
  EXPECT_EQ(last("2024-12-06T12:00Z"), "");
  EXPECT_EQ(run({"claims", "--db", "r.db", "--delay", "1", "--now", "soon"}).code, 2);
}

TEST_F(SharingTest, GeoJsonMovesTheHospitalAndTellsItsTownNowhere) {
  const Ran usual = run({"claims", "--db", "r.db", "--format", "geojson"});
  const Ran exact = run({"claims", "--db", "r.db", "--format", "geojson", "--coarsen", "0"});
  ASSERT_EQ(usual.code, 0) << usual.err;
  const auto of_hospital = [](const std::string& text) {
    std::vector<Json> out;
    const Json all = Json::parse(text);
    for (const Json& one : all["features"])
      if (one["properties"]["document"]["published"] == "2024-12-05" &&
          !one["properties"]["where"][0]["region"])
        out.push_back(one);
    return out;
  };
  const auto moved = of_hospital(usual.out), told = of_hospital(exact.out);
  ASSERT_FALSE(told.empty());
  ASSERT_EQ(moved.size(), told.size());
  for (std::size_t i = 0; i < moved.size(); ++i) {
    EXPECT_NE(moved[i]["geometry"], told[i]["geometry"]);
    // In no field of the claim: words, headline, speakers, place.
    Json fields = moved[i];
    fields["properties"]["document"].erase("url");
    EXPECT_EQ(fields.dump().find("dlib"), std::string::npos) << fields;
    EXPECT_NE(told[i].dump().find("Idlib"), std::string::npos);
  }
}

TEST_F(SharingTest, TheOtherFormatsCoarsenToo) {
  for (const char* format : {"csv", "kml", "acled"}) {
    const Ran usual = run({"claims", "--db", "r.db", "--format", format});
    const Ran exact = run({"claims", "--db", "r.db", "--format", format, "--coarsen", "0"});
    EXPECT_EQ(usual.out.find("Idlib"), std::string::npos) << format << usual.out;
    EXPECT_NE(exact.out.find("Idlib"), std::string::npos) << format;
    EXPECT_NE(usual.out.find("Homs"), std::string::npos) << format;
  }
  // A moved point is near the place, not at it.
  const Ran acled = run({"claims", "--db", "r.db", "--format", "acled"});
  std::size_t found = 0;
  for (const std::string& line : lines_of(acled.out)) {
    if (line.find("Shells killed") == std::string::npos) continue;
    ++found;
    EXPECT_NE(line.find(",2,Wire,"), std::string::npos) << line;
  }
  EXPECT_GT(found, 0U);
}

TEST_F(SharingTest, APageTellsNoHospitalsTown) {
  ASSERT_EQ(run({"report", "--db", "r.db", "-o", "p.html"}).code, 0);
  ASSERT_EQ(run({"report", "--db", "r.db", "-o", "x.html", "--coarsen", "0"}).code, 0);
  const auto hospital = [&](const char* name) {
    std::string out;
    const Json page = page_of(name);
    std::vector<std::size_t> indices;
    for (std::size_t i = 0; i < page["claims"].size(); ++i)
      if (page["claims"][i]["sentence"].get<std::string>().find("Shells killed") !=
          std::string::npos) {
        indices.push_back(i);
        out += page["claims"][i].dump();
        out += page["documents"][page["claims"][i]["doc"].get<std::size_t>()]["title"].dump();
      }
    EXPECT_FALSE(indices.empty());
    return out;
  };
  EXPECT_EQ(hospital("p.html").find("dlib"), std::string::npos) << hospital("p.html");
  EXPECT_NE(hospital("x.html").find("Idlib"), std::string::npos);
}

TEST_F(SharingTest, APageWithoutWordsHasNone) {
  ASSERT_EQ(run({"report", "--db", "r.db", "-o", "p.html"}).code, 0);
  EXPECT_NE(bytes_of(folder_.path() / "p.html").find("Rebels in Homs"), std::string::npos);
  ASSERT_EQ(run({"report", "--db", "r.db", "-o", "q.html", "--text", "none"}).code, 0);
  const std::string page = bytes_of(folder_.path() / "q.html");
  for (const char* words : {"Rebels in Homs", "Rebels captured", "the army said", "the army\"",
                            "on Saturday", "at the hospital", "A dark day"})
    EXPECT_EQ(page.find(words), std::string::npos) << words;
  const Json data = page_of("q.html");
  ASSERT_FALSE(data["claims"].empty());
  for (const Json& one : data["documents"]) EXPECT_EQ(one["title"], "");
  for (const Json& one : data["claims"]) {
    EXPECT_FALSE(one.contains("sentence"));
    for (const char* slot : {"who", "whom"})
      for (const Json& actor : one.value(slot, Json::array())) EXPECT_EQ(actor["text"], "");
  }
}

TEST_F(SharingTest, APageHoldsDaysBack) {
  ASSERT_EQ(
      run({"report", "--db", "r.db", "-o", "p.html", "--delay", "24", "--now", "2024-12-08T12:00Z"})
          .code,
      0);
  const Json page = page_of("p.html");
  EXPECT_EQ(page["days"].back(), "2024-12-06");
  ASSERT_EQ(page["documents"].size(), 1U);
  EXPECT_EQ(page["documents"][0]["published"], "2024-12-05");
}

}  // namespace
}  // namespace dateline::tests
