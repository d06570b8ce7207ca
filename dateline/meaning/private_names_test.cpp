#include "dateline/meaning/private_names.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "dateline/base/csv.h"
#include "dateline/meaning/reading_sample.h"

namespace dateline {
namespace {

using Names = std::vector<std::string>;

DocumentReading read(const std::string& text) {
  Document document;
  document.text = text;
  document.published.day = Day(2024, 12, 7);
  document.parts = {{PartKind::kBody, {0, static_cast<std::uint32_t>(text.size())}}};
  return sample::reading_of(document, sample::general_knowledge());
}

/// The names of private persons in the text, in its order.
Names private_names(const std::string& text) {
  Names out;
  for (const ByteSpan span : read(text).private_names) out.emplace_back(slice(text, span));
  return out;
}

TEST(PrivateNames, PeopleWithoutAnOffice) {
  EXPECT_EQ(private_names("A baker, Amina Yusuf, left the town on Friday."), Names{"Amina Yusuf"});
  EXPECT_EQ(private_names("The witness Tariq Malouf saw the tanks pass."), Names{"Tariq Malouf"});
  EXPECT_EQ(private_names("Soldiers beat Fadi Khoury, a surgeon, at the gate."),
            Names{"Fadi Khoury"});
  EXPECT_EQ(private_names("Police arrested the activist Omar Nasser at his home."),
            Names{"Omar Nasser"});
}

TEST(PrivateNames, WhereverTheyStandAgain) {
  const Names found = private_names(
      "The teacher Amina Yusuf fled on Friday. Her street had been shelled, Yusuf said. Neighbours "
      "of Yusuf stayed.");
  EXPECT_EQ(found, (Names{"Amina Yusuf", "Yusuf", "Yusuf"}));
}

TEST(PrivateNames, WhoHasAnOfficeByTheTextIsPublic) {
  for (const std::string text : {
           "The spokesman Tariq Malouf said the road was open. Malouf gave no date.",
           "Tariq Malouf, the mayor of the town, said the road was open. Malouf gave no date.",
           "Colonel Tariq Malouf led the column. Malouf gave no date.",
           "Tariq Malouf was appointed governor on Monday. Malouf gave no date.",
           "On Monday Malouf gave no date. The governor, Tariq Malouf, had left by then.",
       })
    EXPECT_EQ(private_names(text), Names{}) << text;
}

TEST(PrivateNames, WhoIsListedIsPublicOnAnyDay) {
  EXPECT_EQ(private_names("Barack Obama met the singer Amina Yusuf in the hall."),
            Names{"Amina Yusuf"});
}

TEST(PrivateNames, TheKinOfOneWithAnOfficeIsPrivate) {
  EXPECT_EQ(private_names("The governor's brother, Karim Malouf, was killed at home."),
            Names{"Karim Malouf"});
}

TEST(PrivateNames, PlacesGroupsAndOutletsAreNone) {
  EXPECT_EQ(private_names("On Monday Hezbollah shelled Haifa, Reuters said. Residents of Homs left "
                          "for Beirut."),
            Names{});
}

TEST(PrivateNames, EachOfficeMakesPublic) {
  const CsvTable table = sample::must(load_csv(DATELINE_SOURCE_DIR "/data/actors/offices.csv"));
  for (const auto& row : table.rows) {
    EXPECT_EQ(private_names(table.cell(row, "example")), Names{}) << table.cell(row, "example");
    for (const std::string& word : split_list(table.cell(row, "words"))) {
      const std::string text = "The " + word + " Ilyas Norwood opened the bridge.";
      EXPECT_EQ(private_names(text), Names{}) << text;
    }
  }
  EXPECT_EQ(private_names("The plumber Ilyas Norwood opened the bridge."), Names{"Ilyas Norwood"});
}

/// An id of one's own would tie a person to every text that names them.
TEST(PrivateNames, NoPrivatePersonHasAnIdOfTheirOwn) {
  const DocumentReading reading = read(
      "Police arrested Omar Nasser, a student, in Aleppo on Thursday. Amina Yusuf, a nurse, fled "
      "Homs on Friday, Tariq Malouf said.");
  int persons = 0;
  const auto expect_no_name = [&](const ActorId& id) {
    for (const char* part : {"omar", "nasser", "amina", "yusuf", "tariq", "malouf"})
      EXPECT_EQ(id.str().find(part), std::string::npos) << id.str();
  };
  for (const Claim& claim : reading.claims) {
    for (const auto* slot : {&claim.who, &claim.whom})
      for (const ActorReading& one : *slot) {
        expect_no_name(one.id);
        persons += one.id.str() == "civilians";
      }
    for (const SpeakerChain& chain : claim.sources)
      for (const Speaker& one : chain) expect_no_name(one.id);
  }
  EXPECT_GE(persons, 1) << sample::brief(reading.claims);
}

}  // namespace
}  // namespace dateline
