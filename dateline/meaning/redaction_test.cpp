#include "dateline/meaning/redaction.h"

#include <gtest/gtest.h>

#include <string>

namespace dateline {
namespace {

class RedactionTest : public ::testing::Test {
 protected:
  RedactionTest() { document_.text = "Amina Yusuf fled. Police took Yusuf\nback to Homs."; }

  ByteSpan span(const std::string& words, std::size_t from = 0) const {
    const auto at = static_cast<std::uint32_t>(document_.text.find(words, from));
    return {at, at + static_cast<std::uint32_t>(words.size())};
  }
  Redaction redaction() const { return {document_, {span("Amina Yusuf"), span("Yusuf", 20)}}; }
  ByteSpan all() const { return {0, static_cast<std::uint32_t>(document_.text.size())}; }

  Document document_;
};

TEST_F(RedactionTest, AMarkStandsForEachName) {
  EXPECT_EQ(redaction().slice(all()), "[name] fled. Police took [name]\nback to Homs.");
  EXPECT_EQ(redaction().slice(span("Police took Yusuf")), "Police took [name]");
  EXPECT_EQ(redaction().slice(span("back to Homs.")), "back to Homs.");
}

TEST_F(RedactionTest, PartsOfANameAreNotShownEither) {
  EXPECT_EQ(redaction().slice(span("Amina")), "[name]");
  EXPECT_EQ(redaction().slice(span("suf fled")), "[name] fled");
}

TEST_F(RedactionTest, WithoutNamesAllStandsAsItIs) {
  const Redaction none(document_, {});
  EXPECT_EQ(none.slice(all()), document_.text);
  EXPECT_EQ(none.words("Yusuf flees"), "Yusuf flees");
}

TEST_F(RedactionTest, WordsFromElsewhereLoseTheNamesAsWholeWords) {
  EXPECT_EQ(redaction().words("Yusuf flees; Yusufeli does not"), "[name] flees; Yusufeli does not");
  EXPECT_EQ(redaction().words("Amina Yusuf's house"), "[name]'s house");
}

TEST_F(RedactionTest, AClaimKeepsItsOffsetsAndLosesTheName) {
  Claim claim;
  claim.span = span("Police took Yusuf");
  claim.text = document_.slice(claim.span);
  claim.whom = {{ActorId("civilians"), "Yusuf", span("Yusuf", 20)}};
  claim.sources = {{{ActorId(), "Amina Yusuf", SpeakerKind::kResident, span("Amina Yusuf")}}};
  PlaceReading place;
  place.span = span("Yusuf", 20);
  place.name = "Yusufeli";
  claim.where = {place};
  const ByteSpan before = claim.span;
  redaction().apply(claim);
  EXPECT_EQ(claim.text, "Police took [name]");
  EXPECT_EQ(claim.whom.front().text, "[name]");
  EXPECT_EQ(claim.whom.front().span, span("Yusuf", 20));
  EXPECT_EQ(claim.sources.front().front().text, "[name]");
  EXPECT_TRUE(claim.where.empty()) << "a place read from a person's name";
  EXPECT_EQ(claim.span, before);
}

}  // namespace
}  // namespace dateline
