#include "dateline/meaning/role_choice.h"

#include <gtest/gtest.h>

#include "dateline/meaning/reading_sample.h"

namespace dateline {
namespace {

std::string who_of(const std::vector<Claim>& claims, ClaimType type) {
  const auto it = std::ranges::find(claims, type, &Claim::type);
  if (it == claims.end()) return "no claim";
  return sample::joined(it->who, [](const ActorReading& one) { return one.id.str(); });
}

TEST(RoleChoice, FindsWhomTheClauseDoesNotName) {
  const std::string text =
      "Turkish troops are on the border, the army says, and an offensive on Manbij has begun.";
  Knowledge by_rules = sample::knowledge();
  by_rules.roles = {};
  EXPECT_EQ(who_of(sample::claims_of(text, by_rules), ClaimType::kAttack), "-");
  const auto claims = sample::claims_of(text);
  EXPECT_EQ(who_of(claims, ClaimType::kAttack), "turkey");
  // What is guessed from around says so.
  const auto it = std::ranges::find(claims, ClaimType::kAttack, &Claim::type);
  ASSERT_TRUE(it != claims.end() && !it->who.empty());
  EXPECT_LT(it->who.front().probability, 1);
}

TEST(RoleChoice, LeavesWhatTheTreeTells) {
  const auto claims = sample::claims_of("Turkish forces shelled the town of Manbij on Friday.");
  const auto it = std::ranges::find(claims, ClaimType::kShell, &Claim::type);
  ASSERT_NE(it, claims.end());
  EXPECT_EQ(who_of(claims, ClaimType::kShell), "turkey");
  EXPECT_EQ(it->who.front().probability, 1);
}

TEST(RoleChoice, TellsWhatItWeighed) {
  Document document;
  document.id = DocumentId("0000000000000001");
  document.text = "Rebels attacked Hama. The army said its soldiers were killed.";
  document.published.day = Day(2024, 12, 7);
  const ByteSpan all{0, static_cast<std::uint32_t>(document.text.size())};
  document.parts = {{PartKind::kBody, all}};
  const Tokens tokens = split(document.text, all, *sample::language().splitter);
  const auto [tags, trees] = analyse(document.text, tokens, sample::language());
  const auto toponyms =
      read_toponyms(document.text, tokens, tags, trees, sample::language(), sample::knowledge());
  Explanation explanation;
  make_claims(document, tokens, tags, trees, toponyms, sample::knowledge(), &explanation);
  ASSERT_GE(explanation.roles.size(), 2u);
  for (const RoleTrace& trace : explanation.roles) {
    ASSERT_EQ(trace.candidates.size(), trace.features.size());
    EXPECT_TRUE(trace.candidates.front().readings.empty());  // nobody is always one of them
    EXPECT_TRUE(std::ranges::any_of(trace.candidates, &RoleCandidate::by_rules));
  }
}

}  // namespace
}  // namespace dateline
