#include "dateline/territory/theatre_new.h"

#include <unistd.h>

#include <filesystem>

#include <gtest/gtest.h>

#include "dateline/base/csv.h"
#include "dateline/base/file.h"
#include "dateline/territory/theatre_check.h"

namespace dateline {
namespace {

const std::string kWorld =
    (std::filesystem::path(DATELINE_BINARY).parent_path() / "world.dlg").string();

TEST(NewTheatre, IsOfTheGazetteerAndHasNoErrors) {
  const auto world = World::open(kWorld);
  ASSERT_TRUE(world) << to_string(world.error());
  NewTheatre theatre;
  theatre.name = "iraq-2016";
  theatre.country = "IQ";
  theatre.timezone = "Asia/Baghdad";
  theatre.from = Day(2016, 10, 16);
  theatre.population = 50'000;
  const auto files = make_theatre(*world, theatre);
  ASSERT_TRUE(files) << to_string(files.error());
  const auto dir = std::filesystem::temp_directory_path() /
                   ("dateline_new_theatre_" + std::to_string(::getpid()));
  std::filesystem::create_directories(dir);
  for (const auto& [name, bytes] : *files)
    ASSERT_TRUE(write_file((dir / name).string(), bytes)) << name;
  EXPECT_EQ(files->size(), 13u) << "every file of the format";
  for (const Finding& finding : check_theatre(dir.string(), DATELINE_SOURCE_DIR "/data"))
    EXPECT_NE(finding.severity, Severity::kError) << to_string(finding);
  const auto places = load_csv((dir / "places.csv").string());
  ASSERT_TRUE(places);
  int mosul = 0;
  for (const auto& row : places->rows) {
    mosul += places->cell(row, "geonames") == "99072";
    EXPECT_FALSE(places->cell(row, "parent").empty());
  }
  EXPECT_EQ(mosul, 1);
  EXPECT_GT(places->rows.size(), 30u);
  std::filesystem::remove_all(dir);
}

TEST(NewTheatre, ACountryThatIsNoneIsTold) {
  const auto world = World::open(kWorld);
  ASSERT_TRUE(world);
  NewTheatre theatre;
  theatre.country = "XX";
  const auto files = make_theatre(*world, theatre);
  ASSERT_FALSE(files);
  EXPECT_EQ(files.error().code, ErrorCode::kArgumentInvalid);
}

}  // namespace
}  // namespace dateline
