#include "dateline/dispatch/read.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "dateline/base/file.h"
#include "dateline/base/utf8.h"

namespace dateline {
namespace {

namespace fs = std::filesystem;

class ReadTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string test = ::testing::UnitTest::GetInstance()->current_test_info()->name();
    path_ = (fs::temp_directory_path() / (test + std::to_string(::getpid()))).string();
  }
  void TearDown() override { fs::remove(path_); }

  /// All that the file gives; `status_` is that of the file.
  std::vector<Result<Document>> read(const std::string& bytes, const ReadOptions& options = {}) {
    std::ofstream(path_, std::ios::binary) << bytes;
    std::vector<Result<Document>> out;
    status_ = read_dispatches(path_, options,
                              [&](Result<Document> one) { out.push_back(std::move(one)); });
    return out;
  }

  void refused(const std::string& bytes, ErrorCode code, std::uint64_t byte,
               const std::string& found) {
    const auto documents = read(bytes);
    EXPECT_TRUE(status_);
    ASSERT_EQ(documents.size(), 1U);
    ASSERT_FALSE(documents[0]);
    const Error& error = documents[0].error();
    EXPECT_EQ(error.code, code);
    EXPECT_EQ(error.byte, byte);
    EXPECT_EQ(error.path, path_);
    EXPECT_NE(error.detail.find("expected"), std::string::npos) << error.detail;
    EXPECT_NE(error.detail.find(found), std::string::npos) << error.detail;
  }

  std::string path_;
  Status status_;
};

TEST_F(ReadTest, DateLine) {
  const std::string bytes = " date 2024-12-07 They left the town.\n";
  const auto documents = read(bytes, {std::nullopt, "Test", 1 << 20});
  ASSERT_EQ(documents.size(), 1U);
  const Document& document = *documents[0];
  EXPECT_EQ(document.text, bytes);
  EXPECT_TRUE(document.map.is_identity());
  EXPECT_EQ(document.published.day, Day(2024, 12, 7));
  EXPECT_EQ(document.published.evidence, PublishedEvidence::kDateLine);
  EXPECT_EQ(document.published.text, "2024-12-07");
  EXPECT_EQ(document.outlet, "Test");
  EXPECT_EQ(document.name, path_);
  EXPECT_EQ(document.id.str().size(), 16U);
  ASSERT_EQ(document.parts.size(), 1U);
  EXPECT_EQ(document.slice(document.parts[0].span), "They left the town.");
}

TEST_F(ReadTest, Header) {
  const auto documents = read(
      "\xEF\xBB\xBF"
      "URL: https://example.org/a\r\nDate: 2024-12-07T18:05:00+03:00\r\n"
      "Title: Town left\r\nsection: x\r\nsource: Test\r\nID: 7\r\n\r\nThey left.\r\n",
      {Day(2020, 1, 1), "Other"});
  ASSERT_TRUE(documents.at(0)) << to_string(documents[0].error());
  const Document& document = *documents[0];
  EXPECT_EQ(document.published.iso(), "2024-12-07T18:05+03:00");
  EXPECT_EQ(document.published.evidence, PublishedEvidence::kHeader);
  EXPECT_EQ(document.title, "Town left");
  EXPECT_EQ(document.outlet, "Test");
  EXPECT_EQ(document.url, "https://example.org/a");
  EXPECT_EQ(document.external_id, "7");
  ASSERT_EQ(document.parts.size(), 2U);
  const auto headline = document.map.to_received(document.parts[0].span);
  EXPECT_EQ(read_file(path_)->substr(headline.begin, headline.end - headline.begin), "Town left");
  EXPECT_EQ(document.slice(document.parts[1].span), "They left.");
}

TEST_F(ReadTest, AHeaderWithoutAnEmptyLineEndsAtTheFirstOtherLine) {
  const auto documents = read("date: 2024-12-07\nThey left.\nAIN: a town.\n");
  ASSERT_EQ(documents.at(0)->parts.size(), 2U);
  EXPECT_EQ(documents[0]->slice(documents[0]->parts[0].span), "They left.");
}

TEST_F(ReadTest, PlainTextNeedsADay) {
  const std::string bytes = "They left the town and went\nsomewhere else, to the north of it.";
  refused(bytes, ErrorCode::kDocumentNoDate, 0, "\"They left the town and went somewhere el\"");
  refused("title: T\n\nThey left.", ErrorCode::kDocumentNoDate, 0, "title: T");
  const auto documents = read(bytes, {Day(2024, 12, 7), ""});
  EXPECT_EQ(documents.at(0)->published.evidence, PublishedEvidence::kOption);
}

TEST_F(ReadTest, BadFilesSayWhere) {
  refused("date: 2024-13-07\n\nThey left.", ErrorCode::kDocumentBadDate, 6, "\"2024-13-07\"");
  refused("title: T\ndate: soon\n\nThey left.", ErrorCode::kDocumentBadDate, 15, "\"soon\"");
  refused(" date 2023-02-29 They left.", ErrorCode::kDocumentBadDate, 6, "\"2023-02-29\"");
  refused("", ErrorCode::kDocumentEmpty, 0, "white space");
  refused("date: 2024-12-07\n\n \n", ErrorCode::kDocumentEmpty, 18, "behind its heading");
  refused("\x89PNG\r\n\x1A\n", ErrorCode::kDocumentBinary, 0, "PNG");
  // Bytes as received, not of the decoded text.
  refused(
      "\xEF\xBB\xBF"
      "date: soon\n\nThey left.",
      ErrorCode::kDocumentBadDate, 9, "soon");
}

TEST_F(ReadTest, FilesThatCannotBeReadFailAsAWhole) {
  const auto none = [](Result<Document>) { ADD_FAILURE(); };
  EXPECT_EQ(read_dispatches("/no/such", {}, none).error().code, ErrorCode::kFileMissing);
  EXPECT_EQ(read_dispatches("/tmp", {}, none).error().code, ErrorCode::kFileUnreadable);
  EXPECT_TRUE(read("date: 2024-12-07\n\n" + std::string(3000, 'a'), {{}, "", 2000}).empty());
  EXPECT_EQ(status_.error().code, ErrorCode::kFileTooLarge);
  // Without end, and yet it ends.
  EXPECT_EQ(read_dispatches("/dev/zero", {{}, "", 1 << 20}, none).error().code,
            ErrorCode::kFileTooLarge);
}

TEST_F(ReadTest, JsonLines) {
  const std::string good1 =
      R"({"id":"a","title":"Town left","date":"2024-12-07T18:05Z","outlet":"O","text":"They left."})";
  const std::string good2 = R"({"text":"All \"left\".","date":"2024-12-06","source":"S"})";
  const std::string bytes = good1 + "\n\n{\"text\": oops}\r\n" + good2 + "\r\n" +
                            R"({"text":"x","date":"2024-02-30"})" + "\n" + R"({"text":"x"})" +
                            "\n" + R"({"text":" ","date":"2024-12-01"})" + "\n[1]\n" +
                            R"({"text":")" + std::string(500, 'x') + "\"}\n" + good2;
  const auto documents = read(bytes, {std::nullopt, "", 300});
  EXPECT_TRUE(status_);
  ASSERT_EQ(documents.size(), 9U);
  const Document& first = *documents[0];
  EXPECT_EQ(first.name, path_ + ":1");
  EXPECT_EQ(first.text, "Town left\n\nThey left.");
  EXPECT_EQ(first.external_id, "a");
  EXPECT_EQ(first.published.iso(), "2024-12-07T18:05Z");
  EXPECT_EQ(first.published.evidence, PublishedEvidence::kField);
  ASSERT_EQ(first.parts.size(), 2U);
  EXPECT_EQ(first.parts[0].kind, PartKind::kHeadline);
  const auto body = first.map.to_received(first.parts[1].span);
  EXPECT_EQ(bytes.substr(body.begin, body.end - body.begin), "They left.");

  EXPECT_EQ(documents[1].error().code, ErrorCode::kDocumentBadJson);
  EXPECT_EQ(documents[1].error().line, 3);
  EXPECT_EQ(documents[1].error().byte, bytes.find("oops"));
  const Document& second = *documents[2];
  EXPECT_EQ(second.outlet, "S");
  const auto said = second.map.to_received({4, 10});
  EXPECT_EQ(bytes.substr(said.begin, said.end - said.begin), R"(\"left\")");
  EXPECT_EQ(documents[3].error().code, ErrorCode::kDocumentBadDate);
  EXPECT_EQ(documents[3].error().byte, bytes.find("\"2024-02-30"));
  EXPECT_EQ(documents[4].error().code, ErrorCode::kDocumentNoDate);
  EXPECT_EQ(documents[5].error().code, ErrorCode::kDocumentEmpty);
  EXPECT_EQ(documents[6].error().code, ErrorCode::kDocumentBadJson);
  EXPECT_EQ(documents[7].error().code, ErrorCode::kFileTooLarge);
  EXPECT_EQ(documents[7].error().line, 9);
  EXPECT_EQ(documents[8]->text, second.text);
  EXPECT_EQ(documents[8]->id, second.id);
}

TEST_F(ReadTest, LinesLongerThanAChunk) {
  std::string bytes;
  for (int i = 0; i < 5; ++i) {
    bytes += R"({"date":"2024-12-07","text":")" + std::string(70000 + i, 'a') + " left.\"}\n";
  }
  const auto documents = read(bytes);
  ASSERT_EQ(documents.size(), 5U);
  for (std::size_t i = 0; i < 5; ++i) {
    const auto all = documents[i]->map.to_received({0, documents[i]->map.text_size()});
    EXPECT_EQ(bytes.substr(all.begin, all.end - all.begin), documents[i]->text);
  }
}

TEST_F(ReadTest, TheIdTellsTextDayAndOutletApart) {
  const auto id = [&](const std::string& day, const std::string& outlet, const std::string& words) {
    return read_document("They left" + words, "n", {parse_day(day), outlet})->id;
  };
  const auto one = id("2024-12-07", "O", ".");
  EXPECT_EQ(one, id("2024-12-07", "O", "."));
  EXPECT_NE(one, id("2024-12-08", "O", "."));
  EXPECT_NE(one, id("2024-12-07", "P", "."));
  EXPECT_NE(one, id("2024-12-07", "O", "!"));
}

/// Parts lie inside, ascend and do not overlap; spans lead to bytes that say the same.
void check(const Document& document, const std::string& bytes) {
  std::uint32_t at = 0;
  ASSERT_EQ(document.map.text_size(), document.text.size());
  for (const Part& part : document.parts) {
    ASSERT_LE(at, part.span.begin);
    ASSERT_LT(part.span.begin, part.span.end);
    ASSERT_LE(part.span.end, document.text.size());
    const auto received = document.map.to_received(part.span);
    ASSERT_LE(received.begin, received.end);
    ASSERT_LE(received.end, bytes.size());
    at = part.span.end;
  }
  if (!document.notes.empty()) return;  // decoded: other bytes
  for (std::uint32_t i = 0; i < document.text.size(); ++i) {
    const auto received = document.map.to_received({i, i + 1});
    ASSERT_LE(received.end, bytes.size());
    if (received.end == received.begin + 1) {
      ASSERT_EQ(bytes[received.begin], document.text[i]);
    }
  }
}

/// Bytes of a kind that the reader knows, then damaged here and there.
std::string random_input(std::mt19937& random) {
  const std::vector<std::string> pieces = {
      " date 2024-12-07 ",
      "title: T\n",
      "date: 2024-12-07\n",
      "\n",
      "\n\n",
      "outlet: O\n",
      "BEIRUT, Dec 7 (Reuters) - ",
      "By Jane Doe\n",
      "Photo: X\n",
      "(Reporting by A. B.)",
      "They left the town. ",
      "[x]\n",
      "{",
      "}",
      "\"text\":",
      "\"",
      "\\u00e9",
      "\\ud83d",
      ",",
      "\"date\":\"2024-12-07\"",
      "\"title\":\"T\"",
      "\xC3\xA9",
      "\xE9",
      "\xFF\xFE",
      "\xEF\xBB\xBF",
      "April 11 2017 ",
      "One Two Three Four Five. ",
      " - ",
      "2024-12-07T18:05",
      "\xE2\x80",
      "(c) ",
      R"({"date":"2024-12-07","title":"T","text":"They \u00e9 left.\n\nBEIRUT, Dec 7 (R) - A"})"};
  std::string out;
  const int kind = static_cast<int>(random() % 5);
  if (kind == 0) {
    for (auto n = random() % 200; n > 0; --n) out += static_cast<char>(random() % 256);
    return out;
  }
  if (kind == 1) out = "\xFF\xFE";
  if (kind == 2) out = " date 2024-12-07 ";
  if (kind == 3) out = R"({"date":"2024-12-07","text":"a)";
  for (auto n = random() % 20; n > 0; --n) out += pieces[random() % pieces.size()];
  if (kind == 3) out += "\"}";
  for (auto n = random() % 3; n > 0 && !out.empty(); --n)
    out[random() % out.size()] = static_cast<char>(random() % 256);
  return out;
}

TEST_F(ReadTest, RandomBytesNeverBreakIt) {
  std::mt19937 random(7);
  int documents = 0;
  for (int i = 0; i < 2000; ++i) {
    const std::string bytes = random_input(random);
    const ReadOptions options{Day(2017, 4, 11), "O"};
    std::vector<Result<Document>> all;
    if (i % 10 == 0) all = read(bytes, options);
    all.push_back(read_document(bytes, "n", options));
    all.push_back(read_json_document(bytes, "n", 1, 0, options));
    for (const auto& one : all) {
      if (one) {
        ++documents;
        check(*one, bytes);
        if (HasFatalFailure()) FAIL() << "input " << i << ": " << bytes;
      } else {
        ASSERT_FALSE(to_string(one.error()).empty());
        if (one.error().byte) {
          ASSERT_LE(*one.error().byte, bytes.size());
        }
      }
    }
  }
  EXPECT_GT(documents, 200);
}

}  // namespace
}  // namespace dateline
