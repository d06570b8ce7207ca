#include "dateline/base/file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

namespace dateline {
namespace {

namespace fs = std::filesystem;

class FileTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string test = ::testing::UnitTest::GetInstance()->current_test_info()->name();
    folder_ = fs::temp_directory_path() / ("file" + test + std::to_string(::getpid()));
    fs::create_directories(folder_);
    path_ = (folder_ / "a").string();
  }
  void TearDown() override { fs::remove_all(folder_); }
  fs::path folder_;
  std::string path_;
};

TEST_F(FileTest, ReadsWhatItWrites) {
  std::string bytes;
  for (int i = 0; i < 3000000; ++i) bytes += static_cast<char>(i * 7 % 256);
  for (const std::string& one : {bytes, std::string(), std::string("\0x", 2)}) {
    ASSERT_TRUE(write_file(path_, one));
    EXPECT_EQ(*read_file(path_), one);
  }
  // No temporary file stays.
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 1);
}

TEST_F(FileTest, KeepsToTheLimit) {
  ASSERT_TRUE(write_file(path_, "12345"));
  EXPECT_TRUE(read_file(path_, 5));
  const auto more = read_file(path_, 4);
  EXPECT_EQ(more.error().code, ErrorCode::kFileTooLarge);
  EXPECT_EQ(more.error().path, path_);
  EXPECT_EQ(read_file("/dev/zero", 1000).error().code, ErrorCode::kFileTooLarge);
}

TEST_F(FileTest, ErrorsNameTheFile) {
  EXPECT_EQ(read_file(path_).error().code, ErrorCode::kFileMissing);
  EXPECT_EQ(read_file(folder_.string()).error().code, ErrorCode::kFileUnreadable);
  EXPECT_EQ(read_file(path_).error().path, path_);
  const auto nowhere = write_file((folder_ / "no" / "such").string(), "x");
  EXPECT_EQ(nowhere.error().code, ErrorCode::kOutputUnwritable);
  EXPECT_EQ(write_file(folder_.string(), "x").error().code, ErrorCode::kOutputUnwritable);
  EXPECT_TRUE(fs::is_empty(folder_));
}

TEST(ContentHash, IsTheSameOnEveryMachine) {
  // Reference values of XXH3_128bits, seed 0.
  EXPECT_EQ(content_hash(""), "99aa06d3014798d86001c324468d497f");
  EXPECT_EQ(content_hash("a").size(), 32U);
  EXPECT_NE(content_hash("a"), content_hash("b"));
}

}  // namespace
}  // namespace dateline
