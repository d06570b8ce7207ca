#include "dateline/language/feats.h"

#include <gtest/gtest.h>

namespace dateline {
namespace {

TEST(Feats, CellsAreRead) {
  const Feats feats = parse_feats("Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin");
  EXPECT_EQ(feats.verb_form, Feats::VerbForm::kFin);
  EXPECT_EQ(feats.tense, Feats::Tense::kPres);
  EXPECT_EQ(feats.number, Feats::Number::kSing);
  EXPECT_EQ(feats.person, Feats::Person::k3);
  EXPECT_EQ(parse_feats("_"), Feats{});
  EXPECT_EQ(parse_feats("Foreign=Yes||Degree"), Feats{});
  EXPECT_TRUE(parse_feats("Case=Gen|Poss=Yes").possessive);
}

TEST(Feats, OnlyShownNumberAndPersonStay) {
  const Feats seizes = parse_feats("Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin");
  EXPECT_EQ(shown_feats(seizes), seizes);
  const Feats went =
      shown_feats(parse_feats("Mood=Ind|Number=Plur|Person=3|Tense=Past|VerbForm=Fin"));
  EXPECT_EQ(went.number, Feats::Number::kNone);
  EXPECT_EQ(went.person, Feats::Person::kNone);
  EXPECT_EQ(went.tense, Feats::Tense::kPast);
  const Feats towns = parse_feats("Number=Plur");
  EXPECT_EQ(shown_feats(towns), towns);
}

}  // namespace
}  // namespace dateline
