#include "dateline/language/lemma_rule.h"

#include <gtest/gtest.h>

namespace dateline {
namespace {

std::string applied(const LemmaRule& rule, std::string_view word) {
  std::string out;
  apply(rule, word, out);
  return out;
}

TEST(LemmaRule, FoundRulesMakeTheLemma) {
  const std::pair<const char*, const char*> kPairs[] = {
      {"Towns", "town"},      {"cities", "city"}, {"was", "be"},      {"Syrians", "Syrian"},
      {"HOMS", "Homs"},       {"n't", "not"},     {"US", "US"},       {"’s", "be"},
      {"Suweida", "Suweida"}, {"cafés", "café"},  {"better", "good"}, {"Əliyev", "Əliyev"},
      {"ÉTATS", "État"},      {"men", "man"},
  };
  for (const auto& [word, lemma] : kPairs) {
    const LemmaRule rule = find_lemma_rule(word, lemma);
    EXPECT_TRUE(fits(rule, word)) << word;
    EXPECT_EQ(applied(rule, word), lemma) << word;
  }
}

TEST(LemmaRule, CarriesOverToOtherWords) {
  const LemmaRule plural = find_lemma_rule("cities", "city");
  EXPECT_EQ(applied(plural, "Armies"), "army");
  EXPECT_EQ(applied(find_lemma_rule("Syrians", "Syrian"), "Iraqis"), "Iraqi");
}

TEST(LemmaRule, WhatDoesNotFitLeavesTheWord) {
  const LemmaRule long_one{LemmaRule::Casing::kLower, 9, "x"};
  EXPECT_FALSE(fits(long_one, "Short"));
  EXPECT_EQ(applied(long_one, "Short"), "short");
  const LemmaRule all{LemmaRule::Casing::kLower, 2, ""};
  EXPECT_FALSE(fits(all, "as"));
  EXPECT_EQ(applied(all, "as"), "as");
  // Half a character is never taken off.
  const LemmaRule one{LemmaRule::Casing::kLower, 1, ""};
  EXPECT_FALSE(fits(one, "café"));
  EXPECT_EQ(applied(one, "café"), "café");
}

}  // namespace
}  // namespace dateline
