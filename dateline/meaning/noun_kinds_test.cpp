#include "dateline/meaning/noun_kinds.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace dateline {
namespace {

namespace fs = std::filesystem;

TEST(NounKinds, NamesWhatNewsSpeaksOf) {
  const auto nouns = NounKinds::load(DATELINE_SOURCE_DIR "/data");
  ASSERT_TRUE(nouns);
  const auto kind = [&](const char* noun) { return nouns->find(noun).kind; };
  EXPECT_EQ(kind("carpenter"), ReferentKind::kPerson);
  EXPECT_EQ(kind("militia"), ReferentKind::kGroup);
  EXPECT_EQ(kind("village"), ReferentKind::kPlace);
  EXPECT_EQ(kind("fortnight"), ReferentKind::kTime);
  EXPECT_EQ(kind("grenade"), ReferentKind::kWeapon);
  EXPECT_EQ(kind("helicopter"), ReferentKind::kPlatform);
  EXPECT_EQ(kind("lorry"), ReferentKind::kVehicle);
  EXPECT_EQ(kind("hope"), ReferentKind::kThing);
  EXPECT_EQ(nouns->find("widow").gender, Gender::kFemale);
  EXPECT_EQ(nouns->find("uncle").gender, Gender::kMale);
}

TEST(NounKinds, CorrectionsWin) {
  const auto nouns = NounKinds::load(DATELINE_SOURCE_DIR "/data");
  ASSERT_TRUE(nouns);
  // "rocket" is first of all a vehicle, and "monitor" a person, to a dictionary.
  EXPECT_EQ(nouns->find("rocket").kind, ReferentKind::kWeapon);
  EXPECT_EQ(nouns->find("monitor").kind, ReferentKind::kGroup);
}

TEST(NounKinds, AnUnknownKindIsNamedWithItsLine) {
  const fs::path folder = fs::temp_directory_path() / ("nouns" + std::to_string(::getpid()));
  fs::create_directories(folder / "nouns");
  std::ofstream(folder / "nouns" / "kinds.csv") << "kind,nouns\nperson,baker\nspirit,ghost\n";
  std::ofstream(folder / "nouns" / "more.csv") << "kind,nouns\n";
  const auto nouns = NounKinds::load(folder.string());
  ASSERT_FALSE(nouns);
  EXPECT_EQ(nouns.error().code, ErrorCode::kDataInvalid);
  const std::string text = to_string(nouns.error());
  EXPECT_NE(text.find("line 3"), std::string::npos) << text;
  EXPECT_NE(text.find("\"spirit\""), std::string::npos) << text;
  fs::remove_all(folder);
}

}  // namespace
}  // namespace dateline
