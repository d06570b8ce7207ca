#include "dateline/record/event_words.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "dateline/base/file.h"

namespace dateline {
namespace {

const std::string kWords = std::string(DATELINE_SOURCE_DIR) + "/data/happenings/words.csv";

TEST(EventWords, NamesNumbersAndKindsOfAStretch) {
  const auto words = EventWords::load(kWords);
  ASSERT_TRUE(words) << to_string(words.error());
  const auto one = words->traits(
      "A car bomb near the Alpha market killed twelve people and hurt 31 in 2016, doctors said.");
  const auto two = words->traits("Those hurt near Alpha, at the bazaar, were 31. Trucks hit 31a.");
  EXPECT_EQ(one.names.size(), 1u);  // "A" begins the sentence
  EXPECT_EQ(count_shared(one.names, two.names), 1u);
  EXPECT_EQ(one.numbers, (std::vector<std::uint32_t>{12, 31}));
  EXPECT_EQ(two.numbers, (std::vector<std::uint32_t>{31}));
  EXPECT_NE(one.sites & two.sites, 0u);
  EXPECT_NE(one.means & words->traits("a booby trapped truck").means, 0u);
  EXPECT_EQ(one.means & words->traits("warplanes").means, 0u);
  EXPECT_TRUE(words->traits("They were killed, people said.").words.empty());
}

TEST(EventWords, LikenessOfSets) {
  EXPECT_EQ(likeness({1, 2, 3}, {1, 2, 3}), 1);
  EXPECT_EQ(likeness({1, 2}, {3}), 0);
  EXPECT_EQ(likeness({}, {3}), 0);
  EXPECT_DOUBLE_EQ(likeness({1, 2, 3, 4}, {4}), 0.5);
}

TEST(EventWords, SaysWhatIsWrongWithItsFile) {
  const auto path =
      std::filesystem::temp_directory_path() / ("words" + std::to_string(::getpid()) + ".csv");
  const auto error_of = [&](const std::string& rows) {
    EXPECT_TRUE(write_file(path.string(), "group,kind,words\n" + rows));
    const auto out = EventWords::load(path.string());
    return out ? std::string() : to_string(out.error());
  };
  EXPECT_EQ(error_of("site,mill,mill|mills\n"), "");
  EXPECT_NE(error_of("place,mill,mill\n").find("found \"place\""), std::string::npos);
  EXPECT_NE(error_of("site,mill,mill\nsite,barn,barn|mill\n").find("line 3"), std::string::npos);
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace dateline
