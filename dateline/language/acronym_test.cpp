#include "dateline/language/acronym.h"

#include <gtest/gtest.h>

#include "dateline/language/language_sample.h"

namespace dateline {
namespace {

std::string read_as(std::string_view sentence, std::string_view word) {
  Tokens tokens;
  std::uint32_t at = 0;
  while (at < sentence.size()) {
    const auto end = static_cast<std::uint32_t>(std::min(sentence.find(' ', at), sentence.size()));
    tokens.spans.push_back({at, end});
    at = end + 1;
  }
  const TokenRange whole{0, static_cast<TokenIndex>(tokens.spans.size())};
  for (TokenIndex i = 0; i < whole.end; ++i)
    if (slice(sentence, tokens.spans[i]) == word)
      return std::string(word_to_read(sentence, tokens, whole, i));
  return {};
}

TEST(Acronym, IsNoVerbAmongSmallLetters) {
  EXPECT_EQ(read_as("A monitor said IS had left", "IS"), "ISIS");
  EXPECT_EQ(read_as("IS Seizes Town", "IS"), "ISIS");
  EXPECT_EQ(read_as("Doctors of the WHO arrived", "WHO"), "UNICEF");
}

TEST(Acronym, CommonWordsStay) {
  EXPECT_EQ(read_as("THE TOWN IS FREE", "IS"), "IS");
  EXPECT_EQ(read_as("they said it IS true", "IS"), "IS");
  EXPECT_EQ(read_as("the town is free", "is"), "is");
}

}  // namespace
}  // namespace dateline
