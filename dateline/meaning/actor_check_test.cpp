#include "dateline/meaning/actor_check.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace dateline {
namespace {

namespace fs = std::filesystem;

/// A small data/ with one row in each table, which a test spoils.
class ActorCheck : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string test = ::testing::UnitTest::GetInstance()->current_test_info()->name();
    dir_ = fs::temp_directory_path() / ("actor_check_" + test + std::to_string(::getpid()));
    for (const char* room : {"actors", "outlets", "world"}) fs::create_directories(dir_ / room);
    write("world/countries.csv", "iso2,name,actor\nAA,Arbel,arbel\n");
    write("actors/parties.csv",
          "id,name,kind,countries,since,until,names,example\n"
          "red,Red Front,armed_group,AA,2001,,RF,The Red Front left.\n");
    write("actors/names.csv",
          "party,name,country,said_by,since,until,weight,example\n"
          "red,rebels,AA,,2001,,0.9,The rebels left.\n");
    write("actors/leaders.csv",
          "person,names,country,party,role,since,until,example\n"
          "io,Io Ann,AA,,president,2001,2005,Io Ann left.\n");
    write("actors/roles.csv",
          "role,words,at_war,abroad,alone,of_people,example\narmy,army,government.army,-,yes,,The "
          "army left.\n");
    write("actors/offices.csv", "office,words,example\ncourts,judge,The judge Io Ann opened it.\n");
    write("actors/peoples.csv",
          "people,country,party,since,until,example\nRed,AA,red,,,They left.\n");
    write("actors/wars.csv", "country,actor,since,until,example\nAA,arbel,2001,,They left.\n");
    write("outlets/outlets.csv",
          "outlet,names,owner,party,kind,country,independent,example\n"
          "post,The Post|post.example,,red,party,AA,0.1,The Post said.\n");
  }
  void TearDown() override { fs::remove_all(dir_); }

  void write(const std::string& file, const std::string& text) {
    std::ofstream(dir_ / file) << text;
  }
  void add(const std::string& file, const std::string& line) {
    std::ofstream(dir_ / file, std::ios::app) << line << "\n";
  }
  std::string findings() const {
    std::string out;
    for (const Finding& finding : check_actors(dir_.string())) out += to_string(finding) + "\n";
    return out;
  }

  fs::path dir_;
};

TEST_F(ActorCheck, NothingIsWrongWithTheWholeFolder) { EXPECT_EQ(findings(), ""); }

TEST_F(ActorCheck, NothingIsWrongWithTheBundledOne) {
  std::string out;
  for (const Finding& f : check_actors(DATELINE_SOURCE_DIR "/data")) out += to_string(f) + "\n";
  EXPECT_EQ(out, "");
}

TEST_F(ActorCheck, SaysLineColumnAndWhatIsWrong) {
  add("actors/parties.csv", "red,Red Front again,armed_group,,,,,They left.");
  EXPECT_EQ(findings(), "actors/parties.csv:3: id: error: \"red\" stands twice\n");
}

TEST_F(ActorCheck, YearsMustNotRunBackwards) {
  add("actors/parties.csv", "blue,Blue Front,armed_group,,2010,2001,,They left.");
  EXPECT_EQ(findings(),
            "actors/parties.csv:3: until: error: expected a day from 2010 on, found \"2001\"\n");
}

TEST_F(ActorCheck, AParentMustBeThere) {
  add("actors/parties.csv", "green.wing,Green Wing,armed_group,,,,,They left.");
  EXPECT_NE(findings().find("expected a party \"green\" above \"green.wing\""), std::string::npos);
}

TEST_F(ActorCheck, UnknownPartiesAndCountriesAreTold) {
  add("actors/names.csv", "nobody,them,ZZ,,,,1,They left.");
  const std::string found = findings();
  EXPECT_NE(found.find("names.csv:3: country: error: expected a country"), std::string::npos);
  EXPECT_NE(found.find("names.csv:3: party: error: expected a known party, found \"nobody\""),
            std::string::npos);
}

TEST_F(ActorCheck, ANameOfTwoPartiesAtOnceIsAnError) {
  add("actors/parties.csv", "blue,Blue Front,armed_group,,2010,,rf,They left.");
  EXPECT_NE(findings().find("parties.csv:3: error: \"rf\" means blue and, in actors/parties.csv:2"),
            std::string::npos)
      << findings();
}

TEST_F(ActorCheck, OneNameMayPassFromPartyToParty) {
  write("actors/names.csv",
        "party,name,country,said_by,since,until,weight,example\n"
        "red,rebels,AA,,2001,2004,0.9,The rebels left.\narbel.opposition,rebels,AA,,2005,,1,They "
        "left.\n");
  EXPECT_EQ(findings(), "");
}

TEST_F(ActorCheck, EachRowNeedsAnExample) {
  add("outlets/outlets.csv", "gazette,Gazette,,,local,AA,0.5,");
  EXPECT_EQ(findings(),
            "outlets/outlets.csv:3: example: error: expected a value, found an empty cell\n");
}

TEST_F(ActorCheck, AMissingTableIsAFinding) {
  fs::remove(dir_ / "actors" / "wars.csv");
  EXPECT_NE(findings().find("actors/wars.csv: error:"), std::string::npos) << findings();
}

}  // namespace
}  // namespace dateline
