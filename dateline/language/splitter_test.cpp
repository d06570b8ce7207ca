#include "dateline/language/splitter.h"

#include <gtest/gtest.h>

#include "dateline/language/language.h"
#include "dateline/language/model_file.h"
#include "dateline/language/paragraphs.h"

namespace dateline {
namespace {

/// A splitter of a few weights, so that every byte of its file can be tried.
std::string small_splitter() {
  Splitter splitter;
  splitter.words.assign({{7, WordSort::kNoun, WordHabit::kLower, 0, true},
                         {900000, WordSort::kModal, WordHabit::kBoth, 3}});
  splitter.tables[0].weights = {0, 5, 0, -128};
  splitter.tables[1].weights = {1};
  splitter.tables[2].weights = {0, 0, 0, 0, 0, 0, 127, 0};
  splitter.tables[2].threshold = -4;
  return write_splitter(splitter);
}

Result<std::shared_ptr<const Splitter>> read(std::string_view bytes) {
  const auto file = ModelFile::read(bytes, "small.dlm");
  if (!file) return tl::unexpected<Error>(file.error());
  return read_splitter(*file);
}

TEST(Splitter, ReadsWhatItWrote) {
  const std::string bytes = small_splitter();
  const auto splitter = read(bytes);
  ASSERT_TRUE(splitter) << to_string(splitter.error());
  EXPECT_EQ(write_splitter(**splitter), bytes);
  EXPECT_EQ((*splitter)->words.find(900000).cut, 3);
  EXPECT_TRUE((*splitter)->words.find(7).frequent);
  EXPECT_FALSE((*splitter)->words.find(8).known);
  const FeatureKey features[] = {1, 3, 7};  // 7 shares the weight of 3
  EXPECT_EQ((*splitter)->tables[0].score(features), 5 - 128 - 128);
}

// A file whose checksum was made after the damage: whatever comes out, it can be used.
TEST(Splitter, DamageUnderAValidChecksumDoesNoHarm) {
  const std::string bytes = small_splitter();
  const std::size_t header = 128;  // header and directory of the file, up to the section
  const std::string text = "Rebels don't hold Homs. The U.S. said so.";
  for (std::size_t at = header; at < bytes.size(); ++at) {
    for (const int value : {0, 1, 20, 127, 128, 255}) {
      std::string damaged = bytes.substr(header);
      damaged[at - header] = static_cast<char>(value);
      ByteReader in(damaged);
      const Splitter splitter = Splitter::read(in);
      if (in.failed()) continue;
      split(text, {0, static_cast<std::uint32_t>(text.size())}, splitter);
    }
  }
}

TEST(Splitter, AnotherModelIsRefused) {
  const std::pair<std::string, std::string> section("split", std::string(40, '\xFF'));
  const auto foreign = read(write_model_file({&section, 1}));
  ASSERT_FALSE(foreign);
  EXPECT_EQ(foreign.error().code, ErrorCode::kModelInvalid);
  EXPECT_NE(foreign.error().detail.find("expected a splitter"), std::string::npos);
  const auto missing = load_splitter("/nowhere/english.split.dlm");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kFileMissing);
}

TEST(Paragraphs, LinesAndWrappedBlocks) {
  const auto count = [](std::string_view text) {
    return find_paragraphs(text, {0, static_cast<std::uint32_t>(text.size())}).size();
  };
  EXPECT_EQ(count(""), 0u);
  EXPECT_EQ(count(" \r\n\n "), 0u);
  EXPECT_EQ(count("One\r\ntwo\n\nthree"), 3u);
  // No line had room for the first word of the next.
  const std::string wrapped =
      "Government troops pulled back from the town on Friday\n"
      "evening, and by midnight nobody held the road into it";
  EXPECT_EQ(count(wrapped), 1u);
  EXPECT_EQ(count(wrapped + "\n\n" + wrapped), 2u);
  // This first line had.
  EXPECT_EQ(count("Troops leave town\nGovernment troops pulled back from the town on Friday"), 2u);
}

}  // namespace
}  // namespace dateline
