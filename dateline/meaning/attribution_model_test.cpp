#include "dateline/meaning/attribution_model.h"

#include <cstring>

#include <gtest/gtest.h>

#include "dateline/language/model_file.h"

namespace dateline {
namespace {

using Sections = std::vector<std::pair<std::string, std::string>>;

Sections sections() {
  return {{"attribution.cues", std::string(8 * kCueStride, 1)},
          {"attribution.spans", std::string(4 * kSpanStride, 1)},
          {"attribution.steps", std::string(kSpanLabels * kSpanLabels * 2, 0)},
          {"attribution.sure", std::string(8, 0)}};
}

/// What reading a file with these sections says is wrong; "" for nothing.
std::string wrong_with(const Sections& parts) {
  const std::string bytes = write_model_file(parts);
  std::vector<std::uint64_t> storage(bytes.size() / 8 + 16);
  char* at = reinterpret_cast<char*>(storage.data());
  while (reinterpret_cast<std::uintptr_t>(at) % 64 != 0) ++at;
  std::memcpy(at, bytes.data(), bytes.size());
  const auto file = ModelFile::read({at, bytes.size()}, "some.dlm");
  if (!file) return to_string(file.error());
  const auto model = AttributionModel::read(*file);
  return model ? "" : to_string(model.error());
}

TEST(AttributionModel, AWholeFileIsRead) { EXPECT_EQ(wrong_with(sections()), ""); }

TEST(AttributionModel, AMissingSectionIsNamed) {
  Sections parts = sections();
  parts.erase(parts.begin() + 2);
  EXPECT_NE(wrong_with(parts).find("attribution.steps"), std::string::npos) << wrong_with(parts);
}

TEST(AttributionModel, RowsAreAPowerOfTwo) {
  Sections parts = sections();
  parts[1].second += std::string(kSpanStride, 1);
  EXPECT_NE(wrong_with(parts).find("power of two"), std::string::npos) << wrong_with(parts);
}

TEST(AttributionModel, SumsCannotOverflow) {
  Sections parts = sections();
  parts[3].second = std::string("\0\0\0\0\xFF\xFF\xFF\x7F", 8);
  EXPECT_NE(wrong_with(parts).find("2147483647"), std::string::npos) << wrong_with(parts);
}

TEST(AttributionModel, AMissingFileIsNamed) {
  const auto model = AttributionModel::load("no/such.dlm");
  ASSERT_FALSE(model);
  EXPECT_EQ(model.error().code, ErrorCode::kModelInvalid);
  EXPECT_NE(to_string(model.error()).find("no/such.dlm"), std::string::npos);
}

TEST(FeatureTable, FindsByMarkWithinTheBucket) {
  const FeatureKey key = 0xAB000001, other = 0xCD000001, third = 0xEF000001;
  std::vector<std::int8_t> bytes(8 * 2, 0);
  const std::size_t row = FeatureTable::bucket_of(key, 8);
  ASSERT_EQ(FeatureTable::bucket_of(other, 8), row);
  bytes[row * 2] = 5;
  bytes[row * 2 + 1] = static_cast<std::int8_t>(FeatureTable::mark_of(key));
  bytes[row * 2 + 2] = -7;
  bytes[row * 2 + 3] = static_cast<std::int8_t>(FeatureTable::mark_of(other));
  const FeatureTable table(bytes, 2);
  ASSERT_NE(table.find(key), nullptr);
  EXPECT_EQ(*table.find(key), 5);
  ASSERT_NE(table.find(other), nullptr);
  EXPECT_EQ(*table.find(other), -7);
  EXPECT_EQ(table.find(third), nullptr);
}

}  // namespace
}  // namespace dateline
