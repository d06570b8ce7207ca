#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "dateline/language/language_sample.h"
#include "dateline/meaning/mentions.h"

namespace dateline {
namespace {

const LanguageModel& model() { return sample::language(); }

std::vector<QuantityMention> quantities_of(const std::string& text) {
  Document document;
  document.text = text;
  const Tokens tokens =
      split(text, {0, static_cast<std::uint32_t>(text.size())}, *model().splitter);
  const auto [tags, trees] = analyse(text, tokens, model());
  const std::unordered_set<std::string> known;
  const Syntax syntax(document, tokens, tags, trees, known);
  return find_quantities(syntax, Knowledge{}, find_times(syntax, {}));
}

struct Expected {
  const char* text;
  double value;
  std::optional<double> low, high;
  const char* unit;
  const char* of;
};

TEST(Quantities, ValuesBoundsAndWhatIsCounted) {
  constexpr auto kNo = std::nullopt;
  const Expected cases[] = {
      {"Shelling killed 13 civilians.", 13, kNo, kNo, "person", "civilian"},
      {"Shelling killed at least 13 civilians.", 13, 13, kNo, "person", "civilian"},
      {"More than 2,000 soldiers fled.", 2000, 2000, kNo, "person", "soldier"},
      {"Up to 400 rebels came.", 400, kNo, 400, "person", "rebel"},
      {"Nearly 50 women left.", 50, kNo, 50, "person", "woman"},
      {"Between 20 and 30 fighters died.", 20, 20, 30, "person", "fighter"},
      {"Some 20-30 men left.", 20, 20, 30, "person", "man"},
      {"They destroyed 5 to 7 tanks.", 5, 5, 7, "", "tank"},
      {"Dozens of rebels were killed.", 24, 24, kNo, "person", "rebel"},
      {"Scores of civilians were killed.", 40, 40, kNo, "person", "civilian"},
      {"Tens of thousands of people fled.", 10000, 10000, kNo, "person", "people"},
      {"Hundreds of thousands of people fled.", 100000, 100000, kNo, "person", "people"},
      {"Twenty-one people were killed.", 21, kNo, kNo, "person", "people"},
      {"About 3.3 million people fled.", 3.3e6, kNo, kNo, "person", "people"},
      {"Half a million people fled.", 5e5, kNo, kNo, "person", "people"},
      {"The fund gave $5bn.", 5e9, kNo, kNo, "dollar", ""},
      {"The army advanced 30 km north.", 30, kNo, kNo, "km", "kilometer"},
      {"Two hundred and fifty people fled.", 250, kNo, kNo, "person", "people"},
      {"One thousand two hundred and six people fled.", 1206, kNo, kNo, "person", "people"},
      {"Some 10 000 people fled.", 10000, kNo, kNo, "person", "people"},
      {"A few hundred rebels came.", 200, 200, kNo, "person", "rebel"},
      {"Several hundred thousand people fled.", 300000, 300000, kNo, "person", "people"},
      {"They found 30 or more bodies.", 30, 30, kNo, "person", "body"},
      {"Half of the fighters left.", 0.5, kNo, kNo, "share", "fighter"},
      {"Half of the 400 fighters left.", 200, kNo, kNo, "person", "fighter"},
      {"Two thirds of the city is lost.", 2.0 / 3, kNo, kNo, "share", "city"},
      {"Nearly a third of the soldiers deserted.", 1.0 / 3, kNo, 1.0 / 3, "share", "soldier"},
      {"One in five children is hungry.", 0.2, kNo, kNo, "share", "child"},
      {"A dozen guards left.", 12, kNo, kNo, "", "guard"},
  };
  for (const Expected& want : cases) {
    SCOPED_TRACE(want.text);
    const auto found = quantities_of(want.text);
    ASSERT_EQ(found.size(), 1u);
    const Quantity& q = found.front().quantity;
    EXPECT_DOUBLE_EQ(q.value, want.value);
    EXPECT_EQ(q.low, want.low);
    EXPECT_EQ(q.high, want.high);
    EXPECT_EQ(q.unit, want.unit);
    EXPECT_EQ(q.of, want.of);
  }
}

TEST(Quantities, AClauseMayCountTwice) {
  const auto found = quantities_of("Shelling killed three soldiers and two civilians.");
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].quantity.of, "soldier");
  EXPECT_EQ(found[1].quantity.of, "civilian");
}

TEST(Quantities, AgesAndDatesAreLeftOut) {
  for (const char* text :
       {"A 28-year-old man was arrested.", "The siege of 24 hours began on 7 December 2016."}) {
    SCOPED_TRACE(text);
    EXPECT_TRUE(quantities_of(text).empty());
  }
}

}  // namespace
}  // namespace dateline
