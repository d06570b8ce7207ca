#include "dateline/dispatch/decode.h"

#include <gtest/gtest.h>

#include <string>

namespace dateline {
namespace {

using namespace std::string_literals;

/// UTF-16 of the characters of ASCII and of `extra` units.
std::string utf16(std::string_view ascii, bool little, const std::vector<unsigned>& extra = {}) {
  std::string out = little ? "\xFF\xFE" : "\xFE\xFF";
  const auto put = [&](unsigned unit) {
    const char low = static_cast<char>(unit & 0xFF), high = static_cast<char>(unit >> 8);
    out += little ? low : high;
    out += little ? high : low;
  };
  for (const char c : ascii) put(static_cast<unsigned char>(c));
  for (const unsigned unit : extra) put(unit);
  return out;
}

TEST(Decode, PlainUtf8StaysByteForByte) {
  const auto out = decode("Caf\xC3\xA9 \xE2\x80\x93 ok\r\n", "a");
  ASSERT_TRUE(out);
  EXPECT_EQ(out->text, "Caf\xC3\xA9 \xE2\x80\x93 ok\r\n");
  EXPECT_TRUE(out->map.is_identity());
  EXPECT_TRUE(out->notes.empty());
}

TEST(Decode, AByteOrderMarkIsSkippedInTheMap) {
  const auto out = decode("\xEF\xBB\xBFOne.", "a");
  EXPECT_EQ(out->text, "One.");
  EXPECT_EQ(out->map.to_received({0, 4}), (SpanMap::Received{3, 7}));
}

TEST(Decode, ReadsUtf16) {
  for (const bool little : {true, false}) {
    // U+00E9, and U+1F600 as a pair.
    const auto out = decode(utf16("Ab", little, {0xE9, 0xD83D, 0xDE00}), "a");
    ASSERT_TRUE(out);
    EXPECT_EQ(out->text, "Ab\xC3\xA9\xF0\x9F\x98\x80");
    EXPECT_EQ(out->notes.front(), little ? "read as UTF-16LE" : "read as UTF-16BE");
    EXPECT_EQ(out->map.to_received({1, 2}), (SpanMap::Received{4, 6}));
    EXPECT_EQ(out->map.to_received({2, 4}), (SpanMap::Received{6, 8}));
    EXPECT_EQ(out->map.to_received({4, 8}), (SpanMap::Received{8, 12}));
  }
}

TEST(Decode, BrokenUtf16ReadsAsReplacement) {
  const auto out = decode(utf16("A", true, {0xD83D, 0x42}) + "x", "a");
  ASSERT_TRUE(out);
  EXPECT_EQ(out->text,
            "A\xEF\xBF\xBD"
            "B\xEF\xBF\xBD");
  EXPECT_EQ(out->notes.size(), 2U);
}

TEST(Decode, ReadsWindows1252Prose) {
  const auto out = decode("The caf\xE9 \x93was\x94 closed \x96 for good.", "a");
  ASSERT_TRUE(out);
  EXPECT_EQ(out->text, "The caf\xC3\xA9 \u201Cwas\u201D closed \u2013 for good.");
  EXPECT_EQ(out->notes, std::vector<std::string>{"read as Windows-1252"});
  EXPECT_EQ(out->map.to_received({7, 9}), (SpanMap::Received{7, 8}));
  EXPECT_EQ(out->map.to_received({10, 13}), (SpanMap::Received{9, 10}));
}

TEST(Decode, StrayBytesStay) {
  const std::string bytes = "Mayor Jos\xC3\xA9 came to the \xE2\x80 place, they \xFF said at noon.";
  const auto out = decode(bytes, "a");
  ASSERT_TRUE(out);
  EXPECT_EQ(out->text, bytes);
  EXPECT_TRUE(out->map.is_identity());
  EXPECT_EQ(out->notes,
            std::vector<std::string>{"3 bytes that are not UTF-8, the first at byte 24"});
}

TEST(Decode, RefusesWhatIsNoText) {
  const auto refused = [](const std::string& bytes, ErrorCode code, std::uint64_t byte) {
    const auto out = decode(bytes, "f");
    ASSERT_FALSE(out) << bytes;
    EXPECT_EQ(out.error().code, code) << to_string(out.error());
    EXPECT_EQ(out.error().byte, byte) << to_string(out.error());
    EXPECT_EQ(out.error().path, "f");
    EXPECT_NE(out.error().detail.find("expected"), std::string::npos);
  };
  refused("", ErrorCode::kDocumentEmpty, 0);
  refused(" \r\n\t ", ErrorCode::kDocumentEmpty, 0);
  refused("\xEF\xBB\xBF \n", ErrorCode::kDocumentEmpty, 0);
  refused("\x89PNG\r\n\x1A\n....", ErrorCode::kDocumentBinary, 0);
  refused("%PDF-1.7\n", ErrorCode::kDocumentBinary, 0);
  refused("PK\x03\x04zip", ErrorCode::kDocumentBinary, 0);
  refused("\x1F\x8B\x08gz", ErrorCode::kDocumentBinary, 0);
  refused("{\\rtf1 hello}", ErrorCode::kDocumentBinary, 0);
  refused("\n <!DOCTYPE HTML><html>", ErrorCode::kDocumentBinary, 0);
  refused("text with a \0 byte"s, ErrorCode::kDocumentBinary, 12);
  refused("a few \x01\x02\x03 bytes", ErrorCode::kDocumentBinary, 6);
  refused("\xFF\xFE\0\0A\0\0\0"s, ErrorCode::kDocumentEncoding, 0);
  // Arabic in Windows-1256: letters of it are none of Windows-1252's words.
  refused("\xE3\xCF\xED\xE4\xC9 \xCD\xE3\xD5 \xE6\xCD\xE3\xC7\xC9", ErrorCode::kDocumentEncoding,
          0);
}

}  // namespace
}  // namespace dateline
