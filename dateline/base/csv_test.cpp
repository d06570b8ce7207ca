#include "dateline/base/csv.h"

#include <gtest/gtest.h>

#include <random>

namespace dateline {
namespace {

TEST(Csv, ReadsQuotesCommentsAndBothLineEnds) {
  const auto table = parse_csv(
      "\xEF\xBB\xBF# about\na,b\r\n\n1,\"x, \"\"y\"\"\"\r\n# note\n\"two\nlines\",\n3,#no",
      "t.csv");
  ASSERT_TRUE(table) << to_string(table.error());
  EXPECT_EQ(table->header, (std::vector<std::string>{"a", "b"}));
  ASSERT_EQ(table->rows.size(), 3U);
  EXPECT_EQ(table->cell(table->rows[0], "b"), "x, \"y\"");
  EXPECT_EQ(table->rows[0].line, 4);
  EXPECT_EQ(table->cell(table->rows[1], "a"), "two\nlines");
  EXPECT_EQ(table->cell(table->rows[1], "b"), "");
  EXPECT_EQ(table->rows[2].line, 8);
  EXPECT_EQ(table->cell(table->rows[2], "b"), "#no");
  EXPECT_EQ(table->column("b"), 1);
  EXPECT_EQ(table->column("c"), -1);
  EXPECT_EQ(table->cell(table->rows[0], "c"), "");
}

TEST(Csv, ErrorsSayWhere) {
  const auto refused = [](const char* bytes, int line) {
    const auto table = parse_csv(bytes, "t.csv");
    ASSERT_FALSE(table) << bytes;
    EXPECT_EQ(table.error().code, ErrorCode::kDataInvalid);
    EXPECT_EQ(table.error().path, "t.csv");
    EXPECT_EQ(table.error().line, line) << bytes;
  };
  refused("a,b\n1\n", 2);
  refused("a,b\n1,2\n1,2,3\n", 3);
  refused("a,b\n1,\"x\ny\n", 2);
  refused("a,b\n1,x\"y\n", 2);
  refused("a,b\n\"x\"y,1\n", 2);
  EXPECT_FALSE(parse_csv("", "t.csv"));
  EXPECT_FALSE(parse_csv("# only\n", "t.csv"));
  EXPECT_EQ(load_csv("/no/such.csv").error().code, ErrorCode::kFileMissing);
}

TEST(Csv, ReadsWhatItWrites) {
  std::mt19937 random(3);
  const std::string letters = "ab,\"\n\r #|";
  for (int round = 0; round < 500; ++round) {
    std::vector<std::string> cells(1 + random() % 4);
    std::string bytes = "h";
    for (std::size_t i = 1; i < cells.size(); ++i) bytes += ",h";
    bytes += '\n';
    for (std::size_t i = 0; i < cells.size(); ++i) {
      for (auto n = random() % 6; n > 0; --n) cells[i] += letters[random() % letters.size()];
      // Unquoted, a first cell that is empty or begins with '#' is a blank line or a comment.
      if (i == 0) cells[i].insert(0, "x");
      bytes += (i > 0 ? "," : "") + csv_field(cells[i]);
    }
    const auto table = parse_csv(bytes + "\n", "t");
    ASSERT_TRUE(table) << to_string(table.error()) << bytes;
    ASSERT_EQ(table->rows.size(), 1U);
    EXPECT_EQ(table->rows[0].cells, cells);
  }
}

TEST(Csv, Lists) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(split_list(""), Names{});
  EXPECT_EQ(split_list("a"), Names{"a"});
  EXPECT_EQ(split_list(" a | b c ||"), (Names{"a", "b c"}));
  EXPECT_EQ(split_list("a;b", ';'), (Names{"a", "b"}));
}

}  // namespace
}  // namespace dateline
