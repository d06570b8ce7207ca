#include "dateline/dispatch/parts.h"

#include <gtest/gtest.h>

#include <string>

#include "dateline/dispatch/lines.h"
#include "dateline/dispatch/read.h"

namespace dateline {
namespace {

/// "kind: words" of each part, a line each.
std::string parts_of(const std::string& file) {
  const auto document = read_document(file, "test", {});
  if (!document) return to_string(document.error());
  std::string out;
  for (const Part& part : document->parts)
    out +=
        std::string(to_string(part.kind)) + ": " + std::string(document->slice(part.span)) + "\n";
  return out;
}

TEST(Parts, DateLineWithStandfirstAndCaption) {
  EXPECT_EQ(
      parts_of(" date 2024-12-07 Columns had been moving on the mill town of Ain Test since "
               "Monday with trucks full of men\n"
               "A truck near Ain Test. Photo: Test Agency\n"
               "Fighters came to the gates of Ain Test on Saturday, two people said.\n"
               "Columns had been moving on the mill town of Ain Test since Monday with trucks "
               "and buses full of men.\n"),
      "standfirst: Columns had been moving on the mill town of Ain Test since Monday with "
      "trucks full of men\n"
      "caption: A truck near Ain Test. Photo: Test Agency\n"
      "body: Fighters came to the gates of Ain Test on Saturday, two people said.\n"
      "body: Columns had been moving on the mill town of Ain Test since Monday with trucks "
      "and buses full of men.\n");
}

TEST(Parts, DateLineWithHeadline) {
  EXPECT_EQ(parts_of(" date 2024-12-07 Ain Test quiet after truce\n"
                     "By Jane Doe and John al-Roe\n"
                     "AIN TEST, Dec 7 (Test Wire) - The guns fell silent at noon, residents said.\n"
                     "(Reporting by Jane Doe; Editing by A. N. Other)\n"
                     "Our Standards: The Test Principles\n"),
            "headline: Ain Test quiet after truce\n"
            "byline: By Jane Doe and John al-Roe\n"
            "dateline: AIN TEST, Dec 7 (Test Wire)\n"
            "body: The guns fell silent at noon, residents said.\n"
            "byline: (Reporting by Jane Doe; Editing by A. N. Other)\n");
}

TEST(Parts, HeaderTitleIsTheHeadline) {
  EXPECT_EQ(parts_of("Date: 2024-12-07\nTITLE:  Ain Test falls \nsource: Test\n\n"
                     "[Example text, written for a test]\n\nAin Test falls\n\n"
                     "It fell at dawn, a man\nsaid.\n(c) Test 2024\n"),
            "headline: Ain Test falls\n"
            "headline: Ain Test falls\n"
            "body: It fell at dawn, a man\n"
            "body: said.\n");
}

TEST(Parts, WrappedLinesAreOneParagraph) {
  EXPECT_EQ(parts_of("title: Wrapped\ndate: 2024-12-07\n\n"
                     "The convoy of the northern side left the mill town in the\n"
                     "early morning and had by noon passed the second of the two\n"
                     "bridges, an officer said.\n\n"
                     "Nobody on the other side of the river could be reached for a\n"
                     "word about it, as the lines had been cut on the day before.\n"),
            "headline: Wrapped\n"
            "body: The convoy of the northern side left the mill town in the\n"
            "early morning and had by noon passed the second of the two\n"
            "bridges, an officer said.\n"
            "body: Nobody on the other side of the river could be reached for a\n"
            "word about it, as the lines had been cut on the day before.\n");
}

TEST(Parts, ATitleThatRunsIn) {
  EXPECT_EQ(parts_of(" date 2017-04-11 April 11 2017 Northern Council Warns Against New Raids on "
                     "Ain Test. The council warned of it at noon.\n"),
            "headline: Northern Council Warns Against New Raids on Ain Test\n"
            "body: The council warned of it at noon.\n");
  // Without capitals it may be the first sentence of the story.
  EXPECT_EQ(parts_of(" date 2017-04-11 Tuesday 11 April 2017 17:27 Raid on the mill kills six men. "
                     "Six men died at the mill.\n"),
            "body: Raid on the mill kills six men. Six men died at the mill.\n");
  // A day in the story is part of it.
  for (const std::string body : {"11 April 2017 was a quiet day.", "11 April 2017, Ain Test fell.",
                                 "April 11 2015 Saw The Fall Of Ain Test. It was cold."})
    EXPECT_EQ(parts_of(" date 2017-04-11 " + body), "body: " + body + "\n");
}

TEST(Parts, ProseIsNotTakenForAnythingElse) {
  for (const std::string body :
       {"By Saturday the fighters held the mill.", "HTS - the main group - left the town.",
        "ISIS - Al Qaeda's rival here - took the mill.",
        "The image: a town without people, said a man who had walked through it for an hour that "
        "day.",
        "Subscribers of the grid had no power.", "NATO-backed units left.",
        "Photographs showed a burnt mill.", "[They] left the mill, he said [by telephone]."})
    EXPECT_EQ(parts_of("date: 2024-12-07\n\n" + body + "\n"), "body: " + body + "\n");
}

TEST(Lines, Datelines) {
  const auto prefix = [](std::string_view text) {
    const auto found = find_dateline_prefix(text);
    if (!found) return std::string("none");
    return std::string(text.substr(0, found->size)) + "|" + std::string(text.substr(found->rest));
  };
  EXPECT_EQ(prefix("BEIRUT, Dec 7 (Reuters) - Men left."), "BEIRUT, Dec 7 (Reuters)|Men left.");
  EXPECT_EQ(prefix("DAMASCUS (AP) \u2014 Men left."), "DAMASCUS (AP)|Men left.");
  EXPECT_EQ(prefix("ALEPPO, Syria (Example Wire) -- Men"), "ALEPPO, Syria (Example Wire)|Men");
  EXPECT_EQ(prefix("HAMA, Dec. 5, 9 a.m. - Men left."), "HAMA, Dec. 5, 9 a.m.|Men left.");
  EXPECT_EQ(prefix("BEIRUT/AMMAN, Dec 7 (Reuters) - Men"), "BEIRUT/AMMAN, Dec 7 (Reuters)|Men");
  EXPECT_EQ(prefix("DEIR AL-ZOR - \"We left.\""), "DEIR AL-ZOR|\"We left.\"");
  EXPECT_EQ(prefix("Damascus, SANA \u2013 Men left."), "none");
  EXPECT_EQ(prefix("Damascus, 7 Dec. (SANA) \u2013 Men left."),
            "Damascus, 7 Dec. (SANA)|Men left.");
  EXPECT_EQ(prefix("MOSCOW (Sputnik) The men left."), "MOSCOW (Sputnik)|The men left.");
  for (const auto none : {"", "A", "The men left - all of them.", "UN (United Nations) - it said",
                          "US - and others - left", "BEIRUT - ", "BEIRUT-BASED MEN LEFT",
                          "BEIRUT, where he lives (now) - Men"})
    EXPECT_EQ(prefix(none), "none") << none;
}

TEST(Lines, SaidAgain) {
  EXPECT_EQ(said_again_share("one two three four five six", "One, two; three four FIVE six!"), 1);
  EXPECT_EQ(said_again_share("one two three four five", "one two three four five"), 0);
  EXPECT_NEAR(said_again_share("one two three four five six", "one two three four five"), 2.0 / 3,
              1e-9);
}

}  // namespace
}  // namespace dateline
