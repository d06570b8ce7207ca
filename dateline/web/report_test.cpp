#include "dateline/web/report.h"

#include <cstdlib>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "dateline/base/file.h"
#include "dateline/web/assets.h"
#include "dateline/web/report_sample.h"
#include "dateline/web/xml.h"

namespace dateline {
namespace {

constexpr const char* kHostile = "</script><script>alert(1)</script><!-- \xE2\x80\xA8 \xFF";

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++n;
  return n;
}

/// The data as a browser would read it from the page.
nlohmann::json data_of(const std::string& page) {
  const std::string open = "id=\"data\">";
  const std::size_t begin = page.find(open) + open.size();
  return nlohmann::json::parse(page.substr(begin, page.find("</script>", begin) - begin), nullptr,
                               false);
}

TEST(Report, SampleIsCompleteAndSmall) {
  const std::string page = render_report(sample::report());
  EXPECT_LT(page.size(), 3u << 20);
  const nlohmann::json data = data_of(page);
  ASSERT_TRUE(data.is_object());
  EXPECT_EQ(data["days"].size(), 15u);
  EXPECT_EQ(data["claims"].size(), 400u);
  EXPECT_EQ(data["places"].size(), 73u);
  EXPECT_EQ(data["places"][0]["days"].size(), 15u);
  // For work on the page and for tests/page: a file to open.
  if (const char* path = std::getenv("DATELINE_SAMPLE_PAGE")) {
    EXPECT_TRUE(write_file(path, page).has_value());
  }
}

TEST(Report, SameInputSameBytes) {
  EXPECT_EQ(render_report(sample::report()), render_report(sample::report()));
}

TEST(Report, AsksTheNetworkForNothing) {
  const std::string page = render_report(sample::report());
  EXPECT_NE(page.find("default-src 'none'"), page.npos);
  EXPECT_NE(page.find(assets::page_js_hash()), page.npos);
  EXPECT_EQ(page.find(" src=\"http"), page.npos);
  EXPECT_EQ(page.find("@import"), page.npos);
  EXPECT_EQ(page.find("url(http"), page.npos);
}

TEST(Report, HostileWordsStayData) {
  ReportInput input = sample::report();
  const std::size_t scripts = count(render_report(input), "<script");
  input.title = input.theatre = input.made_with = kHostile;
  input.notes = {kHostile};
  input.places[0].name = input.places[0].kind = input.places[0].region = kHostile;
  input.places[0].days[0].influences[0].reason = kHostile;
  input.parties[0].name = kHostile;
  input.parties[0].colour = "red\"/><script>alert(1)</script>";
  input.documents[0].title = input.documents[0].outlet = kHostile;
  input.claims[0].sentence = input.claims[0].claim.text = kHostile;
  input.actor_names[ActorId(kHostile)] = kHostile;
  const std::string page = render_report(input);
  EXPECT_EQ(count(page, "<script"), scripts);
  EXPECT_EQ(count(page, "</script"), scripts);
  EXPECT_EQ(page.find("<!-- "), page.npos);
  const nlohmann::json data = data_of(page);
  ASSERT_TRUE(data.is_object());
  EXPECT_EQ(data["claims"][0]["sentence"],
            "</script><script>alert(1)</script><!-- \xE2\x80\xA8 \xEF\xBF\xBD");
  EXPECT_EQ(data["parties"][0]["colour"], "#888888");
}

TEST(Report, OnlyHttpBecomesALink) {
  ReportInput input = sample::report();
  input.documents[0].url = "javascript:alert(1)";
  input.documents[1].url = "HTTPS://example.org/a";
  input.documents[2].url = " https://example.org/\nb";
  const nlohmann::json data = data_of(render_report(input));
  EXPECT_EQ(data["documents"][0]["url"], "");
  EXPECT_EQ(data["documents"][1]["url"], "HTTPS://example.org/a");
  EXPECT_EQ(data["documents"][2]["url"], "");
  EXPECT_EQ(safe_link("data:text/html,x"), "");
  EXPECT_EQ(safe_link("http:/x"), "");
}

TEST(Report, TheMapIsFramedByWhatIsReported) {
  ReportInput input = sample::report();
  ReportPlace far = input.places.front();
  far.id = PlaceId("far_away");
  far.point = *LatLng::make(Latitude{-10}, Longitude{100});
  for (ReportPlaceDay& day : far.days) day.support.reports = 0;
  input.places.push_back(far);
  EXPECT_EQ(render_report(input).find("data-place=\"far_away\""), std::string::npos);
  input.places.back().days.back().support.reports = 1;
  EXPECT_NE(render_report(input).find("data-place=\"far_away\""), std::string::npos);
}

TEST(Report, TextModes) {
  ReportInput input = sample::report();
  input.documents[0].text = "WHOLE TEXT";
  input.claims[0].sentence = "ONE SENTENCE";
  input.claims[0].claim.text = "ITS CLAUSE";
  input.claims[0].claim.who[0].text = "AN ACTOR";
  input.claims[0].claim.sources = {{{ActorId(), "A SPEAKER", SpeakerKind::kResident, {}}}};
  input.text = ReportText::kNone;
  std::string page = render_report(input);
  for (const char* words : {"WHOLE TEXT", "ONE SENTENCE", "ITS CLAUSE", "AN ACTOR", "A SPEAKER"}) {
    EXPECT_EQ(page.find(words), page.npos) << words;
  }
  input.text = ReportText::kSentence;
  page = render_report(input);
  EXPECT_EQ(page.find("WHOLE TEXT"), page.npos);
  EXPECT_NE(page.find("ONE SENTENCE"), page.npos);
  input.text = ReportText::kFull;
  EXPECT_NE(render_report(input).find("WHOLE TEXT"), page.npos);
}

TEST(Report, EmptyAndDanglingInput) {
  const nlohmann::json empty = data_of(render_report({}));
  EXPECT_EQ(empty["start"], -1);
  ReportInput input = sample::report();
  input.contradictions = {{ClaimId("claim1"), ClaimId("nowhere"), PlaceId(), "control"}};
  input.claims[0].claim.document = DocumentId("nowhere");
  input.places[0].days[0].influences = {{ClaimId("nowhere"), "claim", "", ActorId("x"), 1, 0, 1}};
  const nlohmann::json data = data_of(render_report(input));
  EXPECT_EQ(data["contradictions"].size(), 0u);
  EXPECT_EQ(data["claims"][0]["doc"], -1);
  EXPECT_FALSE(data["places"][0]["days"][0].contains("w"));
}

}  // namespace
}  // namespace dateline
