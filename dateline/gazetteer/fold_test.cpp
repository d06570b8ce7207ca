#include "dateline/gazetteer/fold.h"

#include <gtest/gtest.h>

namespace dateline {
namespace {

TEST(FoldName, SpellingsOfOneNameMeet) {
  EXPECT_EQ(fold_name("Deir ez-Zor"), "deir zor");
  EXPECT_EQ(fold_name("deir al Zor"), "deir zor");
  EXPECT_EQ(fold_name("Deir-ez-Zor"), "deir zor");
  EXPECT_EQ(fold_name("Dayr az-Zor"), "dayr zor");
  EXPECT_EQ(fold_name("Al-Raqqah"), fold_name("Raqa"));
  EXPECT_EQ(fold_name("Raqqa"), fold_name("ar-Raqqa"));
  EXPECT_EQ(fold_name("Maarrat an-Numan"), fold_name("Ma'arat al-Nu'man"));
  EXPECT_EQ(fold_name("Hasakah"), fold_name("al-Hasaka"));
}

TEST(FoldName, MarksCarryNoSound) {
  EXPECT_EQ(fold_name("ʿAyn al-ʿArab"), "ayn arab");
  EXPECT_EQ(fold_name("'Ayn al-'Arab"), "ayn arab");
  EXPECT_EQ(fold_name("Ḥamāh"), fold_name("Hama"));
  EXPECT_EQ(fold_name("Kobanê"), "kobane");
  EXPECT_EQ(fold_name("Kobane\u0302"), "kobane") << "the mark may be a letter of its own";
  EXPECT_EQ(fold_name("Tel\u00A0Tamer"), "tel tamer") << "a space that does not break";
  EXPECT_EQ(fold_name("Tel\u2013Tamer"), "tel tamer") << "a dash";
}

TEST(FoldName, OtherNamesStayApart) {
  EXPECT_NE(fold_name("Hama"), fold_name("Hamas"));
  EXPECT_NE(fold_name("Homs"), fold_name("Hom"));
  EXPECT_NE(fold_name("Tabqa"), fold_name("Taqba"));
  EXPECT_EQ(fold_name("Point 11"), "point 11") << "digits are never drawn together";
}

TEST(FoldName, AnArticleAloneIsKept) {
  EXPECT_EQ(fold_name("Al"), "al");
  EXPECT_EQ(fold_name("El-Al"), "el al");
}

TEST(FoldName, NothingAndBrokenBytes) {
  EXPECT_EQ(fold_name(""), "");
  EXPECT_EQ(fold_name(" - "), "");
  EXPECT_EQ(fold_name("Ho\xFFms"), "homs");
}

TEST(FoldName, FoldingTwiceChangesNothing) {
  for (const char* name :
       {"Deir ez-Zor", "ʿAyn al-ʿArab", "Al", "Khan Sheikhoun", "Raqqah", "Point 11"})
    EXPECT_EQ(fold_name(fold_name(name)), fold_name(name)) << name;
}

TEST(FoldCase, KeepsAllButCaseAndMarks) {
  EXPECT_EQ(fold_case("Deir ez-Zor"), "deir ez-zor");
  EXPECT_EQ(fold_case("ÉTÉ"), "ete");
  EXPECT_EQ(fold_case("Raqqah"), "raqqah");
}

}  // namespace
}  // namespace dateline
