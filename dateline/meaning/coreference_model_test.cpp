#include "dateline/meaning/coreference_model.h"

#include <cstring>

#include <gtest/gtest.h>

#include "dateline/language/model_file.h"

namespace dateline {
namespace {

using Sections = std::vector<std::pair<std::string, std::string>>;

Sections sections() {
  return {{"coreference.links", std::string(8 * kLinkStride, 1)},
          {"coreference.steps", std::string("\x18\0\0\0", 4)}};
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
  const auto model = CoreferenceModel::read(*file);
  return model ? "" : to_string(model.error());
}

TEST(CoreferenceModel, AWholeFileIsRead) { EXPECT_EQ(wrong_with(sections()), ""); }

TEST(CoreferenceModel, AMissingSectionIsNamed) {
  Sections parts = sections();
  parts.pop_back();
  EXPECT_NE(wrong_with(parts).find("coreference.steps"), std::string::npos) << wrong_with(parts);
}

TEST(CoreferenceModel, RowsAreAPowerOfTwo) {
  Sections parts = sections();
  parts[0].second += std::string(kLinkStride, 1);
  EXPECT_NE(wrong_with(parts).find("power of two"), std::string::npos) << wrong_with(parts);
}

TEST(CoreferenceModel, StepsAreNotNothing) {
  Sections parts = sections();
  parts[1].second = std::string(4, 0);
  EXPECT_NE(wrong_with(parts).find("found 0"), std::string::npos) << wrong_with(parts);
}

TEST(CoreferenceModel, ScoresAreLogOdds) {
  const FeatureKey key = 0xAB000001;
  std::vector<std::int8_t> bytes(8 * kLinkStride, 0);
  const std::size_t row = FeatureTable::bucket_of(key, 8);
  bytes[row * kLinkStride] = 12;
  bytes[row * kLinkStride + 1] = static_cast<std::int8_t>(FeatureTable::mark_of(key));
  CoreferenceModel model;
  model.links = FeatureTable(bytes, kLinkStride);
  model.unit = 1.0 / 24;
  EXPECT_DOUBLE_EQ(model.score(std::vector<FeatureKey>{key, key, 0xEF000001}), 1.0);
}

TEST(CoreferenceModel, AMissingFileIsNamed) {
  const auto model = CoreferenceModel::load("no/such.dlm");
  ASSERT_FALSE(model);
  EXPECT_EQ(model.error().code, ErrorCode::kModelInvalid);
  EXPECT_NE(to_string(model.error()).find("no/such.dlm"), std::string::npos);
}

}  // namespace
}  // namespace dateline
