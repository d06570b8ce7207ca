#include "dateline/base/error.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <set>

namespace dateline {
namespace {

TEST(Error, TheTableIsSound) {
  std::set<std::string_view> names;
  for (const ErrorInfo& row : error_table()) {
    EXPECT_EQ(&info(row.code), &row);
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_TRUE(std::all_of(row.name.begin(), row.name.end(), [](unsigned char c) {
      return std::islower(c) != 0 || c == '-';
    })) << row.name;
    EXPECT_TRUE(row.sentence.ends_with('.')) << row.sentence;
    EXPECT_TRUE(row.exit_code == 1 || row.exit_code == 2) << row.name;
    EXPECT_TRUE(row.http_status >= 400 && row.http_status < 600) << row.name;
  }
}

TEST(Error, SaysAllThatIsKnown) {
  Error error{ErrorCode::kDocumentNoDate, "found \"x\"", "a.txt", 17, 3, 2};
  EXPECT_EQ(to_string(error),
            "a.txt: line 3: column 2: byte 17: document-no-date: It does not say when it was "
            "published; --date gives a day for such files. (found \"x\")");
  EXPECT_EQ(to_string(Error{ErrorCode::kDocumentBinary, "", ""}),
            "document-binary: It is not a text.");
}

TEST(Error, FailMakesAResult) {
  const Result<int> result = fail(ErrorCode::kFileMissing, "why", "where");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kFileMissing);
  EXPECT_EQ(result.error().detail, "why");
  EXPECT_EQ(result.error().path, "where");
  EXPECT_FALSE(result.error().byte);
}

}  // namespace
}  // namespace dateline
