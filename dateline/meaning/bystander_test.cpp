#include <gtest/gtest.h>

#include "dateline/meaning/reading_sample.h"

namespace dateline {
namespace {

using sample::claims_of;

std::string ids(const std::vector<ActorReading>& slot) {
  return sample::joined(slot, [](const ActorReading& one) { return one.id.str(); });
}

/// "who > whom" of the first claim of the type.
std::string parties_of(const std::string& text, ClaimType type) {
  const auto claims = claims_of(text);
  const auto it = std::ranges::find(claims, type, &Claim::type);
  if (it == claims.end()) return "no claim in " + sample::brief(claims);
  return ids(it->who) + " > " + ids(it->whom);
}

TEST(Bystander, WhoCondemnsAFightDoesNotFightIt) {
  EXPECT_EQ(parties_of("Turkey denounced the airstrikes on Idlib.", ClaimType::kAirstrike),
            "- > -");
  EXPECT_EQ(parties_of("Russia criticised the shelling of Aleppo.", ClaimType::kShell), "- > -");
  EXPECT_EQ(parties_of("The rebels welcomed the capture of Homs.", ClaimType::kCapture), "- > -");
}

TEST(Bystander, WhoWithstandsOrSuffersIsTheOneHit) {
  EXPECT_EQ(parties_of("The army repelled an attack on Homs.", ClaimType::kAttack),
            "- > syria.government");
  EXPECT_EQ(parties_of("The army thwarted an attack on Palmyra.", ClaimType::kAttack),
            "- > syria.government");
  EXPECT_EQ(parties_of("The rebels suffered heavy shelling in Idlib.", ClaimType::kShell),
            "- > syria.opposition");
}

TEST(Bystander, WhomTheFightItselfHits) {
  EXPECT_EQ(parties_of("It was part of an offensive that drove the army from nearly all of Idlib.",
                       ClaimType::kAttack),
            "- > syria.government");
}

TEST(Bystander, WhoLaunchesItIsNone) {
  EXPECT_EQ(parties_of("Turkey launched airstrikes on Idlib.", ClaimType::kAirstrike),
            "turkey > -");
  EXPECT_EQ(parties_of("Turkey defended its offensive in Manbij.", ClaimType::kAttack),
            "turkey > -");
}

TEST(Bystander, WhoClaimsResponsibilityDidIt) {
  EXPECT_EQ(
      parties_of("Turkey claimed responsibility for the attack on Manbij.", ClaimType::kAttack),
      "turkey > -");
}

TEST(Bystander, WhoOnlyTellsOfItBearsNothing) {
  EXPECT_EQ(parties_of("A monitor said a failed assault on Aleppo killed 10.", ClaimType::kKill),
            "- > -");
}

TEST(Bystander, OfAListOfStatesEachAgrees) {
  EXPECT_EQ(
      parties_of("A truce was agreed between Russia, the US and Turkey.", ClaimType::kCeasefire),
      "russia+turkey+usa > -");
}

}  // namespace
}  // namespace dateline
