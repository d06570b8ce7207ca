#include "dateline/record/origins.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace dateline {
namespace {

const Day kDay(2024, 12, 5);

Document make(const char* id, std::string text, Day day = kDay, std::optional<int> minute = {}) {
  Document out;
  out.id = DocumentId(id);
  out.text = std::move(text);
  out.published.day = day;
  out.published.minute = minute;
  return out;
}

const std::string kStory =
    "Rebels entered the town of Alpha at dawn after a night of shelling, and the last soldiers "
    "left "
    "by the western road an hour later, two shopkeepers told the agency by telephone. A baker said "
    "that he had counted eleven burnt lorries beside the mill, and that nobody had come to collect "
    "the dead. The army said that its units had taken up new positions on the ridge.";
const std::string kBackground =
    " The war began thirteen years ago with protests against the price of bread and the rule of "
    "one "
    "family, and has since driven half of the people from their homes, by the count of the relief "
    "office, which also says that every third school lies in ruins and most bridges are closed.";

std::vector<std::string> names(const Origin& origin) {
  std::vector<std::string> out;
  for (const DocumentId& id : origin.documents) out.push_back(id.str());
  return out;
}

using Names = std::vector<std::string>;

TEST(Origins, ATextUnderAnotherMastheadIsOneOrigin) {
  std::string edited = "ALPHA, Thursday. " + kStory;
  edited.replace(edited.find("Rebels"), 6, "Insurgents");
  const auto found = find_origins({make("b", edited), make("a", kStory, kDay - 1)});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].first, DocumentId("a"));
  EXPECT_EQ(names(found[0]), (Names{"a", "b"}));
}

TEST(Origins, ACutTextIsOneOriginWithTheWhole) {
  const std::string cut = kStory.substr(0, kStory.find(" A baker"));
  EXPECT_EQ(find_origins({make("a", kStory + kBackground), make("b", cut)}).size(), 1u);
}

TEST(Origins, SharedBackgroundMakesNoCopy) {
  const std::string other =
      "A bus that carried teachers hit a mine near the village of Beta on Friday; the clinic there "
      "took in six of them, its nurse said, and sent the worst hurt on to the city by helicopter.";
  EXPECT_EQ(find_origins({make("a", kStory + kBackground), make("b", other + kBackground)}).size(),
            2u);
}

TEST(Origins, TheSameWordsAMonthLaterAreAnotherOrigin) {
  EXPECT_EQ(find_origins({make("a", kStory), make("b", kStory, kDay - 32)}).size(), 2u);
}

TEST(Origins, WhoHadItFirstIsToldByTheMinuteWhereThereIsOne) {
  const auto found =
      find_origins({make("a", kStory), make("b", kStory, kDay, 600), make("c", kStory, kDay, 599)});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(names(found[0]), (Names{"c", "b", "a"}));
}

TEST(Origins, CopiesOfCopiesAreOneOriginInAnyOrder) {
  const std::string half = kStory.substr(0, kStory.size() / 2);
  std::vector<Document> documents = {
      make("a", half), make("b", half + kBackground), make("c", kStory),
      make("d", "A bus that carried teachers hit a mine on Friday near Beta.")};
  const auto batch = find_origins(documents);
  ASSERT_EQ(batch.size(), 2u);
  const auto by_id = [](const Document& x, const Document& y) { return x.id < y.id; };
  while (std::next_permutation(documents.begin(), documents.end(), by_id)) {
    const auto again = find_origins(documents);
    ASSERT_EQ(again.size(), batch.size());
    for (std::size_t i = 0; i < batch.size(); ++i) EXPECT_EQ(names(again[i]), names(batch[i]));
  }
}

TEST(Origins, EveryDocumentHasOne) {
  const auto found = find_origins({make("a", ""), make("b", ""), make("c", "Two words.")});
  EXPECT_EQ(found.size(), 3u);
  EXPECT_TRUE(find_origins({}).empty());
}

}  // namespace
}  // namespace dateline
