#include "dateline/meaning/knowledge.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "dateline/meaning/reading_sample.h"

namespace dateline {
namespace {

namespace fs = std::filesystem;

const fs::path kData = fs::path(DATELINE_SOURCE_DIR) / "data";

/// A copy of data/ whose tables a test may spoil.
class BadKnowledge : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string test = ::testing::UnitTest::GetInstance()->current_test_info()->name();
    folder_ = fs::temp_directory_path() / ("knowledge_" + test + std::to_string(::getpid()));
    fs::create_directories(folder_);
    for (const char* room : {"actors", "claims", "nouns", "outlets", "places", "times", "world"})
      if (fs::exists(kData / room))
        fs::copy(kData / room, folder_ / room, fs::copy_options::recursive);
  }
  void TearDown() override { fs::remove_all(folder_); }

  /// The error of loading with these lines in place of the table's.
  Error error(const char* table, const std::string& text) {
    std::ofstream(folder_ / table, std::ios::trunc) << text;
    const auto out = load_knowledge(folder_.string(), "");
    EXPECT_FALSE(out) << "loaded";
    return out ? Error{} : out.error();
  }

  fs::path folder_;
};

TEST_F(BadKnowledge, TheCopyLoads) {
  const auto out = load_knowledge(folder_.string(), "");
  EXPECT_TRUE(out) << to_string(out.error());
}

TEST_F(BadKnowledge, ABadFrameNamesItsLine) {
  const std::string head =
      "# words\ntrigger,pos,type,subj,obj,preps,need\nseize,verb,capture,who,target,,any\n";
  const struct {
    const char* row;
    const char* says;
  } cases[] = {{"grab,verb,capturing,who,target,,any", "capturing"},
               {"grab,adverb,capture,who,target,,any", "pos"},
               {"grab,verb,capture,whose,target,,any", "who, whom"},
               {"grab,verb,capture,who,target,from=whence,any", "from=whence"}};
  for (const auto& bad : cases) {
    SCOPED_TRACE(bad.row);
    const Error found = error("claims/frames.csv", head + bad.row + "\n");
    EXPECT_EQ(found.code, ErrorCode::kDataInvalid);
    EXPECT_EQ(found.line, 4);
    EXPECT_NE(found.path.find("frames.csv"), std::string::npos);
    EXPECT_NE(found.detail.find(bad.says), std::string::npos) << found.detail;
  }
}

TEST_F(BadKnowledge, AMissingTableNamesItself) {
  fs::remove(folder_ / "claims" / "cues.csv");
  const auto out = load_knowledge(folder_.string(), "");
  ASSERT_FALSE(out);
  EXPECT_NE(to_string(out.error()).find("cues.csv"), std::string::npos) << to_string(out.error());
}

TEST(Knowledge, AFolderThatIsNoTheatreIsMissing) {
  const auto out = load_knowledge(kData.string(), "/nowhere");
  ASSERT_FALSE(out);
  EXPECT_EQ(out.error().code, ErrorCode::kTheatreMissing);
}

TEST(Knowledge, EachTypeHasItsMapping) {
  const Knowledge& k = sample::knowledge();
  ASSERT_EQ(k.mappings.size(), static_cast<std::size_t>(kClaimTypes));
  EXPECT_EQ(k.mapping(ClaimType::kShell).acled, "Shelling/artillery/missile attack");
  EXPECT_EQ(k.mapping(ClaimType::kMeet).plover, "CONSULT");
}

TEST(Knowledge, TheatreFitTellsWarsApart) {
  const Knowledge& k = sample::knowledge();
  Document near, far;
  near.text = "Fighting went on near Aleppo, Hama and Homs, the Syrian army said.";
  near.parts = {{PartKind::kBody, {0, static_cast<std::uint32_t>(near.text.size())}}};
  near.published.day = Day(2016, 8, 6);
  far.published.day = Day(2023, 8, 6);
  far.text = "Fighting went on near Khartoum and Omdurman, the Sudanese army said.";
  far.parts = {{PartKind::kBody, {0, static_cast<std::uint32_t>(far.text.size())}}};
  EXPECT_GE(theatre_fit(near, k), 5);
  EXPECT_LE(theatre_fit(far, k), 2);
  near.published.day = Day(2005, 8, 6);
  EXPECT_EQ(theatre_fit(near, k), 0) << "before the theatre begins";
}

TEST(Knowledge, TheTitleSaysWhereATextIsSet) {
  const Knowledge& k = sample::knowledge();
  Document one;
  one.text = "Local groups in Hama gave the soldiers a day to leave.";
  one.parts = {{PartKind::kBody, {0, static_cast<std::uint32_t>(one.text.size())}}};
  one.published.day = Day(2016, 8, 6);
  EXPECT_LT(theatre_fit(one, k), kTheatreFits);
  one.title = "Groups in Syria's west give the army a day";
  EXPECT_GE(theatre_fit(one, k), kTheatreFits);
}

TEST(Words, APluralIsNotAName) {
  EXPECT_EQ(singular_word("rebels"), "rebel");
  EXPECT_EQ(name_word("Hamas"), "hamas");
  EXPECT_NE(name_word("Hamas"), name_word("Hama"));
  EXPECT_EQ(name_word("U.S."), "us");
}

}  // namespace
}  // namespace dateline
