#include "dateline/meaning/link_features.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace dateline {
namespace {

/// A table with rows of all marks, so that about every third key has a weight.
std::vector<std::int8_t> some_rows(std::mt19937& random) {
  std::vector<std::int8_t> out(std::size_t{2} << 12);
  for (std::int8_t& byte : out) byte = static_cast<std::int8_t>(random() % 256);
  for (std::size_t row = 0; row < out.size() / 2; ++row)
    if (random() % 3 == 0) out[2 * row] = out[2 * row + 1] = 0;
  return out;
}

template <class Value>
void set(Value& value, std::mt19937& random) {
  value.index = static_cast<std::uint8_t>(random() % Value::kSize);
}

LinkSide some_side(std::mt19937& random) {
  LinkSide out;
  set(out.tag, random), set(out.kind, random), set(out.gender, random), set(out.role, random);
  set(out.plural, random), set(out.list, random), set(out.quoted, random);
  set(out.before, random), set(out.modifiers, random);
  for (std::uint32_t* hash : {&out.head, &out.governor, &out.determiner, &out.signature})
    *hash = random() % 4;
  return out;
}

LinkPair some_pair(std::mt19937& random) {
  LinkPair out;
  set(out.apart, random), set(out.between, random), set(out.how, random);
  set(out.tie, random), set(out.party, random), set(out.acronym, random);
  return out;
}

TEST(LinkFeatures, AGridSaysWhatTheTableSays) {
  std::mt19937 random(1);
  const auto rows = some_rows(random);
  const FeatureTable table(rows, 2);
  const LinkGrids grids(table);
  int pronouns = 0;
  for (int i = 0; i < 2000; ++i) {
    const LinkSide a = some_side(random), c = some_side(random);
    const LinkPair pair = some_pair(random);
    std::vector<FeatureKey> keys;
    link_features(a, c, pair, LinkKeys{keys});
    std::int32_t sum = 0;
    for (const FeatureKey key : keys)
      if (const std::int8_t* weight = table.find(key)) sum += *weight;
    EXPECT_EQ(grids.sum(a, c, pair, table), sum);
    pronouns += a.tag.is_pronoun();
  }
  EXPECT_GT(pronouns, 500);
  EXPECT_LT(pronouns, 1500);
}

TEST(LinkFeatures, AWeightIsThatOfTheFirstRowWithTheMark) {
  std::mt19937 random(2);
  const auto rows = some_rows(random);
  const FeatureTable table(rows, 2);
  int found = 0;
  for (int i = 0; i < 20000; ++i) {
    const FeatureKey key = static_cast<FeatureKey>(random());
    const std::int8_t* weight = table.find(key);
    ASSERT_EQ(table.weight(key), weight ? *weight : 0);
    found += weight != nullptr;
  }
  EXPECT_GT(found, 100);
  EXPECT_LT(found, 19000);
}

TEST(LinkFeatures, TagsOfPronounsAndFormsDiffer) {
  std::vector<std::uint32_t> keys;
  for (unsigned i = 0; i < LinkTag::kSize; ++i) keys.push_back(LinkTag::key(i));
  std::ranges::sort(keys);
  EXPECT_EQ(std::ranges::unique(keys).begin(), keys.end());
  EXPECT_EQ(link_value(LinkTag::of(PronounSort::kHe)),
            static_cast<std::uint32_t>(PronounSort::kHe));
  EXPECT_EQ(link_value(LinkTag::of(ReferentForm::kIndefinite, true)), 32u + 3u + 8u);
}

}  // namespace
}  // namespace dateline
