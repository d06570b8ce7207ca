#include "dateline/language/model_file.h"

#include <cstring>
#include <random>

#include <gtest/gtest.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "dateline/base/file.h"

namespace dateline {
namespace {

/// Bytes that begin where a mapped file's would.
class Aligned {
 public:
  explicit Aligned(std::string_view bytes) : storage_(bytes.size() + 64), size_(bytes.size()) {
    const auto at = reinterpret_cast<std::uintptr_t>(storage_.data());
    begin_ = storage_.data() + (64 - at % 64) % 64;
    std::memcpy(begin_, bytes.data(), bytes.size());
  }
  std::string_view view() const { return {begin_, size_}; }

 private:
  std::vector<char> storage_;
  char* begin_;
  std::size_t size_;
};

/// A matrix section of 3 rows and 4 columns.
std::string small_matrix() {
  std::string out;
  const auto number = [&](std::int32_t value) {
    out.append(reinterpret_cast<const char*>(&value), 4);
  };
  for (const int size : {3, 16, 4}) number(size);
  out.resize(64, '\0');
  for (int i = 0; i < 16; ++i) number(7 * i);    // bias
  for (int i = 0; i < 16; ++i) number(1000);     // limit
  for (int i = 0; i < 16; ++i) number(1 << 16);  // multiplier
  for (int i = 0; i < 64; ++i) out += static_cast<char>(i);
  return out;
}

std::string small_file() {
  const std::vector<std::pair<std::string, std::string>> sections = {
      {"numbers", std::string("\1\0\0\0\2\0\0\0", 8)},
      {"names", "NOUN\nVERB\n"},
      {"m", small_matrix()}};
  return write_model_file(sections);
}

TEST(ModelFile, ReadsWhatWasWritten) {
  const Aligned bytes(small_file());
  const auto file = ModelFile::read(bytes.view(), "small.dlm");
  ASSERT_TRUE(file) << to_string(file.error());
  const auto numbers = file->numbers<std::uint32_t>("numbers", 2);
  ASSERT_TRUE(numbers);
  EXPECT_EQ((*numbers)[1], 2u);
  EXPECT_EQ(file->strings("names")->at(1), "VERB");
  const auto matrix = file->matrix("m", 3, 4);
  ASSERT_TRUE(matrix) << to_string(matrix.error());
  EXPECT_EQ(matrix->bias[2], 14);
  EXPECT_EQ(matrix->weights[5], 5);
}

TEST(ModelFile, SectionsOfOtherSizesAreNamed) {
  const Aligned bytes(small_file());
  const auto file = ModelFile::read(bytes.view(), "small.dlm");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->numbers<std::uint32_t>("numbers", 3).error().detail,
            "section numbers: expected 12 bytes, found 8");
  EXPECT_EQ(file->matrix("m", 4, 4).error().detail,
            "section m: expected 4 rows and 4 columns, found 3 and 4");
  const auto none = file->matrix("nothing", 0, 0);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::kModelInvalid);
  EXPECT_EQ(none.error().path, "small.dlm");
  EXPECT_TRUE(none.error().byte.has_value());
}

TEST(ModelFile, EveryTruncationIsAnError) {
  const std::string bytes = small_file();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto file = ModelFile::read(std::string_view(bytes).substr(0, size), "cut.dlm");
    ASSERT_FALSE(file) << size;
    EXPECT_EQ(file.error().code, ErrorCode::kModelInvalid);
    EXPECT_TRUE(file.error().byte.has_value());
    EXPECT_NE(file.error().detail.find("expected"), std::string::npos);
  }
}

TEST(ModelFile, EveryFlippedBitThatMattersIsAnError) {
  const std::string bytes = small_file();
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    if (at >= 12 && at < 16) continue;  // the count of sections, which is judged by itself
    if (at >= 32 && at < 64) continue;  // the header's padding
    for (int bit = 0; bit < 8; ++bit) {
      std::string flipped = bytes;
      flipped[at] = static_cast<char>(flipped[at] ^ (1 << bit));
      const Aligned aligned(flipped);
      ASSERT_FALSE(ModelFile::read(aligned.view(), "flipped.dlm")) << at;
    }
  }
}

TEST(ModelFile, ForeignAndMissingFiles) {
  const auto foreign = ModelFile::read("%PDF-1.7 and so on, long enough for a header", "a.pdf");
  ASSERT_FALSE(foreign);
  EXPECT_EQ(foreign.error().byte, 0u);
  EXPECT_EQ(foreign.error().detail, "expected \"DATELINE-LM\", found \"%PDF-1.7 an\"");
  const auto missing = load_language_model("/nowhere/english.dlm");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kFileMissing);
  EXPECT_EQ(load_language_model("/").error().code, ErrorCode::kModelInvalid);
}

// The shipped model with bytes changed and the checksum made anew: it is refused, or reads on
// without harm (the sanitizers watch).
TEST(ModelFile, DamageUnderAValidChecksumDoesNoHarm) {
  const auto bytes = read_file(std::string(DATELINE_SOURCE_DIR) + "/models/english.dlm");
  ASSERT_TRUE(bytes);
  std::mt19937 random(1);
  const std::string text = "Rebels seized Hama on Thursday, residents said.";
  const auto splitter =
      load_splitter(std::string(DATELINE_SOURCE_DIR) + "/models/english.split.dlm");
  ASSERT_TRUE(splitter);
  const Tokens tokens = split(text, {0, static_cast<std::uint32_t>(text.size())}, **splitter);
  int refused = 0;
  std::string damaged = *bytes;
  for (int round = 0; round < 150; ++round) {
    std::vector<std::pair<std::size_t, char>> undo;
    for (unsigned n = 1 + random() % 4; n > 0; --n) {
      // Mostly in the directory and the sizes at its end, sometimes anywhere.
      const std::size_t at = 12 + random() % (random() % 3 ? 2400 : damaged.size() - 12);
      if (at >= 16 && at < 64) continue;
      undo.emplace_back(at, damaged[at]);
      damaged[at] = static_cast<char>(random() % 3 ? random() : 255);
    }
    const std::uint64_t checksum = XXH3_64bits(damaged.data() + 64, damaged.size() - 64);
    std::memcpy(damaged.data() + 24, &checksum, 8);
    const Aligned aligned(damaged);
    const auto file = ModelFile::read(aligned.view(), "damaged.dlm");
    const auto model = file ? read_language_model(*file) : tl::unexpected<Error>(file.error());
    if (model) {
      const SyntaxLayers syntax = analyse(text, tokens, *model);
      EXPECT_EQ(syntax.tags.upos.size(), tokens.size());
    } else {
      ++refused;
      EXPECT_TRUE(model.error().byte.has_value());
    }
    for (auto at = undo.rbegin(); at != undo.rend(); ++at) damaged[at->first] = at->second;
  }
  EXPECT_GT(refused, 20);
}

}  // namespace
}  // namespace dateline
