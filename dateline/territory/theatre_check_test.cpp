#include "dateline/territory/theatre_check.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include <gtest/gtest.h>

#include "dateline/base/file.h"
#include "dateline/territory/start.h"
#include "dateline/territory/weights.h"

namespace dateline {
namespace {

class TheatreFiles : public testing::Test {
 protected:
  void SetUp() override {
    dir_ = std::filesystem::temp_directory_path() /
           ("dateline_theatre_" + std::to_string(::getpid()) + "_" +
            testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(dir_);
    write("theatre.csv",
          "key,value\nformat,1\nname,tiny\ntitle,Tiny\ncountries,AA|BB\ntimezone,UTC\n"
          "from,2020-01\n");
    write("parties.csv",
          "id,name,side,colour,kind,since,until\n"
          "aa.gov,Government,loyal,#112233,state,,\n"
          "aa.reb,Rebels,revolt,#AABBCC,armed_group,2011,2012-05\n");
    write("places.csv",
          "id,name,lat,lon,kind,parent,within,population\n"
          "arzah,Arzah,34,36,town,south,,50000\n"
          "belmar,Belmar,34.3,36,town,south,,\n"
          "gate,Gate,34.3,36.1,district,,belmar,\n");
    write("regions.csv",
          "id,name,wkt,parent\n"
          "south,South,\"POLYGON((35 33,37 33,37 35,35 35,35 33))\",\n");
    write("start.csv",
          "place,on,party,probability\nsouth,2020-01-01,aa.gov,0.9\n"
          "south,2020-01-01,contested,0.1\narzah,2020-01-01,aa.reb,0.8\n");
    write("roads.csv",
          "from,to,km,name,class,country,certainty\narzah,belmar,36,M1,motorway,AA,1\n"
          "belmar,gate,10,,track,AA,0.4\n");
  }
  void TearDown() override { std::filesystem::remove_all(dir_); }
  void write(const std::string& file, const std::string& bytes) {
    ASSERT_TRUE(write_file((dir_ / file).string(), bytes));
  }
  std::vector<Finding> check() const { return check_theatre(dir_.string()); }
  static std::string all(const std::vector<Finding>& findings) {
    std::string out;
    for (const Finding& finding : findings) out += to_string(finding) + "\n";
    return out;
  }
  static bool has(const std::vector<Finding>& findings, std::string_view file, int line,
                  std::string_view column) {
    return std::any_of(findings.begin(), findings.end(), [&](const Finding& f) {
      return f.file == file && f.line == line && f.column == column;
    });
  }
  std::filesystem::path dir_;
};

TEST_F(TheatreFiles, AGoodTheatreHasNoFindings) { EXPECT_EQ(all(check()), ""); }

TEST_F(TheatreFiles, EveryMistakeIsToldWithFileLineAndColumn) {
  struct Mistake {
    std::string file, bytes;
    int line;
    std::string column;
  };
  const std::vector<Mistake> mistakes = {
      {"theatre.csv", "key,value\nformat,2\n", 2, "value"},
      {"theatre.csv", "key,value\nformat,1\ncolour,red\n", 3, "key"},
      {"theatre.csv", "key,value\nformat,1\n", 0, "name"},
      {"parties.csv", "id,name,colour\naa.gov,G,red\n", 2, "colour"},
      {"parties.csv", "id,name,since,until\naa.gov,G,2013,2012\n", 2, "until"},
      {"parties.csv", "id,name,since\naa.gov,G,soon\n", 2, "since"},
      {"parties.csv", "id\naa.gov\n", 1, "name"},
      {"parties.csv", "id,name\nAA gov,G\n", 2, "id"},
      {"places.csv", "id,name,lat,lon,kind\na,A,95,36,town\n", 2, "lat"},
      {"places.csv", "id,name,lat,lon,kind\na,A,34,36,town\na,A,34,36,town\n", 3, "id"},
      {"places.csv", "id,name,lat,lon,kind\na,,34,36,town\n", 2, "name"},
      {"places.csv", "id,name,lat,lon,kind,parent\na,A,34,36,town,b\n", 2, "parent"},
      {"places.csv", "id,name,lat,lon,kind,parent\na,A,34,36,town,b\nb,B,34,36,town,a\n", 2,
       "parent"},
      {"places.csv", "id,name,lat,lon,kind,height\na,A,34,36,town,9\n", 1, "height"},
      {"regions.csv", "id,name,wkt\nx,X,\"POLYGON((1 1,2 2,3 1))\"\n", 2, "wkt"},
      {"regions.csv", "id,name\narzah,X\n", 2, "id"},
      {"start.csv",
       "place,on,party,probability\narzah,2020-01-01,aa.gov,0.7\narzah,2020-01-01,aa.reb,0.4\n", 3,
       "probability"},
      {"start.csv", "place,on,party,probability\narzah,2020-01-01,zz.top,0.7\n", 2, "party"},
      {"start.csv", "place,on,party,probability\narzah,2020-01-01,aa.gov,1.7\n", 2, "probability"},
      {"roads.csv", "from,to,class\narzah,nowhere,trunk\n", 2, "to"},
      {"roads.csv", "from,to,class\narzah,belmar,alley\n", 2, "class"},
      {"roads.csv", "from,to,class,country\narzah,belmar,trunk,Aaland\n", 2, "country"},
      {"roads.csv", "from,to,class\narzah,arzah,trunk\n", 2, "to"},
      {"roads.csv", "from,to,class\narzah,belmar,\n", 2, "class"},
      {"crossings.csv", "place,countries\narzah,AA\n", 2, "countries"},
      {"crossings.csv", "place,countries,status\narzah,AA|BB,ajar\n", 2, "status"},
      {"forces.csv", "party,place,size_low,size_high\naa.gov,arzah,100,50\n", 2, "size_high"},
      {"backing.csv", "backer,backed,certainty\nfar,aa.gov,high\n", 2, "certainty"},
      {"names.csv", "party,name,said_by\naa.gov,the army,bb.other\n", 2, "said_by"},
      {"roads.csv", "from,to,class\narzah,\"belmar,trunk\n", 2, ""},
  };
  for (const Mistake& mistake : mistakes) {
    SetUp();
    write(mistake.file, mistake.bytes);
    const auto findings = check();
    EXPECT_TRUE(has_errors(findings)) << mistake.bytes;
    EXPECT_TRUE(has(findings, mistake.file, mistake.line, mistake.column))
        << mistake.bytes << "found:\n"
        << all(findings);
    for (const char* optional : {"crossings.csv", "forces.csv", "backing.csv", "names.csv"}) {
      std::filesystem::remove(dir_ / optional);
    }
  }
}

TEST_F(TheatreFiles, OddThingsAreNotes) {
  write("roads.csv", "from,to,km,class\narzah,belmar,20,motorway\n");
  EXPECT_TRUE(has(check(), "roads.csv", 2, "km"));
  EXPECT_FALSE(has_errors(check()));
  write("places.csv",
        "id,name,lat,lon,kind,parent\narzah,Arzah,34,36,volcano,south\n"
        "belmar,Belmar,34.3,36,town,\nc,C,35,36,town,\nd,D,35,36.1,town,\n");
  write("roads.csv", "from,to,class\narzah,belmar,trunk\nc,d,trunk\n");
  const auto findings = check();
  EXPECT_TRUE(has(findings, "places.csv", 2, "kind"));
  EXPECT_TRUE(has(findings, "roads.csv", 0, ""));
  EXPECT_FALSE(has_errors(findings)) << all(findings);
}

TEST_F(TheatreFiles, WhatWouldGoUnusedIsANote) {
  write("parties.csv", "id,name,side\naa.gov,Government,loyal\naa.reb,Rebels,\n");
  EXPECT_TRUE(has(check(), "start.csv", 4, "party")) << all(check());
  EXPECT_FALSE(has(check(), "start.csv", 2, "party"));
  write("start.csv", "place,on,party,probability\n");
  EXPECT_TRUE(has(check(), "start.csv", 0, ""));
  write("theatre.csv",
        "key,value\nformat,1\nname,tiny\ntitle,Tiny\ncountries,AA\ntimezone,Mars/Olympus\n"
        "from,2020-01\n");
  const auto findings = check_theatre(dir_.string(), DATELINE_SOURCE_DIR "/data");
  EXPECT_TRUE(has(findings, "theatre.csv", 6, "value")) << all(findings);
  EXPECT_FALSE(has_errors(findings)) << all(findings);
}

TEST_F(TheatreFiles, ARowOfWrongWidthHidesNoOther) {
  write("places.csv",
        "id,name,lat,lon,kind,parent,within,population\n"
        "arzah,Arzah,34,36,town,south,,50000\nbelmar,Belmar,34.3\n"
        "gate,Gate,34.3,36.1,district,,arzah,\n");
  write("roads.csv", "from,to,km,name,class\narzah,gate,36,M1,motorway\n");
  const auto findings = check();
  EXPECT_TRUE(has(findings, "places.csv", 3, ""));
  EXPECT_EQ(findings.size(), 1u) << all(findings);
}

TEST_F(TheatreFiles, BytesThatAreNoUtf8AreTold) {
  write("parties.csv", "id,name\naa.gov,Caf\xE9\naa.reb,R\n");
  const auto findings = check();
  EXPECT_TRUE(has(findings, "parties.csv", 2, "name")) << all(findings);
}

TEST_F(TheatreFiles, PartiesThatNobodyDeclares) {
  const auto findings = [&](const char* file, const std::string& bytes) {
    write(file, bytes);
    return check_theatre(dir_.string(), DATELINE_SOURCE_DIR "/data");
  };
  EXPECT_TRUE(has(findings("names.csv", "party,name\naa.gov,the army\nusa,America\natlantis,A\n"),
                  "names.csv", 4, "party"));
  EXPECT_FALSE(
      has(check_theatre(dir_.string(), DATELINE_SOURCE_DIR "/data"), "names.csv", 3, "party"));
  EXPECT_TRUE(has(findings("backing.csv", "backer,backed\nrussia,aa.gov\nruritania,aa.reb\n"),
                  "backing.csv", 3, "backer"));
  EXPECT_TRUE(
      has(findings("start.csv", "place,on,party,probability\narzah,2020-01-01,aa.gov.guards,0.7\n"),
          "start.csv", 2, "party"));
}

TEST_F(TheatreFiles, AShortRoadIsOddByATenth) {
  write("roads.csv", "from,to,km,class\narzah,belmar,31,motorway\nbelmar,gate,8,track\n");
  EXPECT_FALSE(has(check(), "roads.csv", 2, "km")) << "33.4 km from centre to centre";
  EXPECT_TRUE(has(check(), "roads.csv", 3, "km")) << "9.2 km";
  write("roads.csv", "from,to,km,class\narzah,belmar,29,motorway\n");
  EXPECT_TRUE(has(check(), "roads.csv", 2, "km"));
}

TEST_F(TheatreFiles, AMissingFolderOrFileIsAFinding) {
  EXPECT_TRUE(has_errors(check_theatre((dir_ / "none").string())));
  std::filesystem::remove(dir_ / "start.csv");
  EXPECT_TRUE(has(check(), "start.csv", 0, ""));
}

TEST_F(TheatreFiles, InfoHoldsTheKeys) {
  const auto info = load_theatre_info(dir_.string());
  ASSERT_TRUE(info);
  EXPECT_EQ(info->countries, (std::vector<std::string>{"AA", "BB"}));
  EXPECT_EQ(info->from, Day(2020, 1, 1));
  EXPECT_FALSE(info->to);
  const auto none = load_theatre_info((dir_ / "none").string());
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::kTheatreMissing);
}

TEST_F(TheatreFiles, TheNarrowestStartingRowsWinWhole) {
  Gazetteer gazetteer;
  ASSERT_TRUE(load_theatre_places(dir_.string(), gazetteer));
  const auto start = load_starting_control(dir_.string(), gazetteer);
  ASSERT_TRUE(start) << to_string(start.error());
  EXPECT_EQ(start->parties(), (std::vector<ActorId>{ActorId("aa.gov"), ActorId("aa.reb")}));
  const auto rows_of = [&](const char* id) {
    return start->rows_for(gazetteer.at(PlaceId(id)), gazetteer);
  };
  ASSERT_EQ(rows_of("arzah").size(), 1u);
  EXPECT_EQ(rows_of("arzah")[0]->shares.size(), 1u);
  EXPECT_EQ(rows_of("belmar")[0]->place, PlaceId("south"));
  EXPECT_EQ(rows_of("gate")[0]->place, PlaceId("south"));  // through the place that it is within
  write("start.csv",
        "place,on,party,probability\narzah,2020-01-01,aa.gov,0.7\n"
        "arzah,2020-01-01,aa.reb,0.4\n");
  const auto wrong = load_starting_control(dir_.string(), gazetteer);
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().line, 3);
}

TEST_F(TheatreFiles, WeightsAreThoseOfTheFileAndAreChecked) {
  const std::string path = DATELINE_SOURCE_DIR "/data/territory/weights.csv";
  const auto weights = load_control_weights(path);
  ASSERT_TRUE(weights) << to_string(weights.error());
  EXPECT_EQ(to_text(*weights), to_text(ControlWeights{}));
  // Every key stands in the file.
  const std::string text = to_text(*weights);
  const std::string file = *read_file(path);
  for (std::size_t begin = 0; begin < text.size(); begin = text.find('\n', begin) + 1) {
    const std::string key = text.substr(begin, text.find(',', begin) - begin);
    EXPECT_NE(file.find("\n" + key + ","), std::string::npos) << key;
  }
  for (const char* bytes : {"key,value,reason\nnone,1,x\n", "key,value,reason\ndrift,2,x\n",
                            "key,value,reason\ndrift,0.1,\n", "key,value\ndrift,0.1\n",
                            "key,value,reason\ndrift,0.1,x\ndrift,0.1,x\n"}) {
    write("weights.csv", bytes);
    const auto wrong = load_control_weights((dir_ / "weights.csv").string());
    ASSERT_FALSE(wrong) << bytes;
    EXPECT_EQ(wrong.error().code, ErrorCode::kDataInvalid);
  }
}

}  // namespace
}  // namespace dateline
