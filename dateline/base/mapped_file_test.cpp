#include "dateline/base/mapped_file.h"

#include <cstdio>

#include <gtest/gtest.h>

#include "dateline/base/file.h"

namespace dateline {
namespace {

TEST(MappedFile, HoldsTheBytes) {
  const std::string path = testing::TempDir() + "mapped_file_test";
  for (const std::string& bytes : {std::string("a\0b\n", 4), std::string()}) {
    ASSERT_TRUE(write_file(path, bytes));
    const auto file = MappedFile::open(path);
    ASSERT_TRUE(file);
    EXPECT_EQ((*file)->bytes(), bytes);
  }
  std::remove(path.c_str());
}

TEST(MappedFile, NamesWhatIsNoFile) {
  EXPECT_EQ(MappedFile::open("/nowhere/x").error().code, ErrorCode::kFileMissing);
  const auto folder = MappedFile::open("/");
  ASSERT_FALSE(folder);
  EXPECT_EQ(folder.error().code, ErrorCode::kFileUnreadable);
  EXPECT_EQ(folder.error().detail, "expected a file, found a folder");
}

}  // namespace
}  // namespace dateline
