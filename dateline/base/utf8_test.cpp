#include "dateline/base/utf8.h"

#include <gtest/gtest.h>

namespace dateline {
namespace {

TEST(Utf8, EveryCharacterComesBack) {
  for (char32_t code = 0; code <= 0x10FFFF; ++code) {
    if (code >= 0xD800 && code <= 0xDFFF) continue;
    std::string out;
    append_utf8(out, code);
    const Utf8Char c = utf8_at(out, 0);
    ASSERT_TRUE(c.valid);
    ASSERT_EQ(c.code, code);
    ASSERT_EQ(c.length, out.size());
    // Cut short it is none.
    if (c.length > 1) {
      ASSERT_FALSE(utf8_at(out.substr(0, out.size() - 1), 0).valid);
    }
  }
}

TEST(Utf8, RefusesWhatTheRfcRefuses) {
  for (const std::string bytes :
       {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xE0\x9F\xBF", "\xED\xA0\x80",
        "\xED\xBF\xBF", "\xF0\x80\x80\x80", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80", "\xFF", "\xC3(", "\xE2\x82(", "\xF0\x9F\x98("}) {
    const Utf8Char c = utf8_at(bytes, 0);
    EXPECT_FALSE(c.valid);
    EXPECT_EQ(c.code, U'\uFFFD');
    EXPECT_EQ(c.length, 1U);
  }
}

TEST(Utf8, TheFirstInvalidByteIsFound) {
  EXPECT_FALSE(find_invalid_utf8("Café"));
  EXPECT_EQ(find_invalid_utf8("Caf\xE9"), 3u);
  EXPECT_EQ(find_invalid_utf8("\xC3\xA9\xA9"), 2u);
}

TEST(Utf8, NoScalarValueIsReplaced) {
  for (const char32_t code : {char32_t{0xD800}, char32_t{0xDFFF}, char32_t{0x110000}}) {
    std::string out;
    append_utf8(out, code);
    EXPECT_EQ(out, "\xEF\xBF\xBD");
  }
}

}  // namespace
}  // namespace dateline
