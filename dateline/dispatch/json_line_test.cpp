#include "dateline/dispatch/json_line.h"

#include <gtest/gtest.h>

#include <string>

namespace dateline {
namespace {

TEST(JsonLine, KeepsTheWayBackToEachEscape) {
  const std::string line = R"({"id": 7, "text": "A\u00e9\n\"\ud83d\ude00z", "title": "T"})";
  const auto out = parse_json_line(line, 100);
  ASSERT_TRUE(out) << to_string(out.error());
  EXPECT_EQ(out->text.text, "A\xC3\xA9\n\"\xF0\x9F\x98\x80z");
  EXPECT_EQ(out->title->text, "T");
  EXPECT_EQ(out->id, "7");
  const auto source = [&](std::uint32_t begin, std::uint32_t end) {
    const auto received = out->text.map.to_received({begin, end});
    return line.substr(received.begin - 100, received.end - received.begin);
  };
  EXPECT_EQ(source(0, 1), "A");
  EXPECT_EQ(source(1, 3), "\\u00e9");
  EXPECT_EQ(source(3, 4), "\\n");
  EXPECT_EQ(source(4, 5), "\\\"");
  EXPECT_EQ(source(5, 9), "\\ud83d\\ude00");
  EXPECT_EQ(source(9, 10), "z");
  EXPECT_EQ(source(0, 10), R"(A\u00e9\n\"\ud83d\ude00z)");
}

TEST(JsonLine, LoneSurrogatesAndNulReadAsReplacement) {
  const auto out = parse_json_line(R"({"text":"a\ud83db\udc00c\u0000d\ud83d\u0041"})", 0);
  ASSERT_TRUE(out) << to_string(out.error());
  const std::string r = "\xEF\xBF\xBD";
  EXPECT_EQ(out->text.text, "a" + r + "b" + r + "c" + r + "d" + r + "A");
  EXPECT_EQ(out->text.map.to_received({1, 4}), (SpanMap::Received{10, 16}));
  EXPECT_EQ(out->notes.size(), 1U);
  EXPECT_FALSE(parse_json_line(R"({"text":"\ud8zz"})", 0));
}

TEST(JsonLine, NamesOfFields) {
  const auto out = parse_json_line(
      R"({"source":"S","outlet":"O","published":"2024-12-01","nested":{"text":"no","a":[1,"]}"]},)"
      R"("text":"yes","url":"u","title":null,"date":5})",
      0);
  ASSERT_TRUE(out) << to_string(out.error());
  EXPECT_EQ(out->text.text, "yes");
  EXPECT_EQ(out->outlet, "O");
  EXPECT_EQ(out->url, "u");
  EXPECT_FALSE(out->title);
  EXPECT_EQ(out->date->value, "2024-12-01");
  EXPECT_EQ(out->date->byte, 39U);
  EXPECT_EQ(parse_json_line(R"({"text":"a","source":"S","text":"b"})", 0)->text.text, "b");
  EXPECT_EQ(parse_json_line(R"({"text":"a","source":"S"})", 0)->outlet, "S");
}

TEST(JsonLine, BadLinesSayWhere) {
  const auto refused = [](const std::string& line, std::uint64_t byte) {
    const auto out = parse_json_line(line, 1000);
    ASSERT_FALSE(out) << line;
    EXPECT_EQ(out.error().code, ErrorCode::kDocumentBadJson);
    EXPECT_EQ(out.error().byte, 1000 + byte) << to_string(out.error());
  };
  refused(R"({"text": "a" "b"})", 15);
  refused(R"({"text": tru})", 12);
  refused(R"({"text": "a)", 11);
  refused(R"({"text": "a"} {})", 14);
  refused(R"({"title": "a"})", 0);
  refused(R"({"text": 5})", 0);
  refused(R"([1])", 0);
  refused(std::string(100000, '['), 100000);
}

TEST(JsonLine, StrayBytesAndWindows1252) {
  const auto latin = parse_json_line("{\"text\":\"a caf\xE9 there\"}", 0);
  ASSERT_TRUE(latin);
  EXPECT_EQ(latin->text.text, "a caf\xC3\xA9 there");
  EXPECT_EQ(latin->text.map.to_received({5, 7}), (SpanMap::Received{14, 15}));
  const auto stray = parse_json_line("{\"text\":\"caf\xC3\xA9 and \xFF there, it was said\"}", 0);
  ASSERT_TRUE(stray);
  EXPECT_EQ(stray->text.text, "caf\xC3\xA9 and \xFF there, it was said");
  EXPECT_EQ(stray->notes.size(), 1U);
}

}  // namespace
}  // namespace dateline
