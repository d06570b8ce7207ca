#include "dateline/record/redactions.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

namespace dateline {
namespace {

Document document(const char* id, std::string text, std::string title) {
  Document out;
  out.id = DocumentId(id), out.text = std::move(text), out.title = std::move(title);
  out.name = id, out.published.day = Day(2024, 12, 7);
  out.map = SpanMap::identity(static_cast<std::uint32_t>(out.text.size()));
  return out;
}

Claim claim(const char* id, const Document& of, ByteSpan span) {
  Claim out;
  out.id = ClaimId(id), out.document = of.id, out.span = out.sentence = span;
  out.text = std::string(of.slice(span));
  return out;
}

TEST(Redactions, LeaveOutTheNamesOfEachDocumentByItself) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::temp_directory_path() / ("redactions" + std::to_string(::getpid()));
  fs::create_directories(folder);
  const std::string path = (folder / "r.db").string();
  const Document a = document("a", "Amina Homs fled.", "Homs and Amina"),
                 b = document("b", "Amina fled Homs.", "Amina");
  Claim of_a = claim("1", a, {0, 16}), of_b = claim("2", b, {0, 16});
  of_a.where.emplace_back().span = {6, 10}, of_b.where.emplace_back().span = {11, 15};
  of_a.where[0].text = of_b.where[0].text = "Homs";
  {
    auto record = Record::open(path);
    ASSERT_TRUE(record);
    ASSERT_TRUE(record->add(a, {of_a}, {{0, 10}}));
    ASSERT_TRUE(record->add(b, {of_b}));
  }
  auto loaded = Redactions::load(*Record::open_existing(path));
  fs::remove_all(folder);
  ASSERT_TRUE(loaded);
  const Redactions redactions = std::move(*loaded);
  EXPECT_EQ(redactions.slice(a, {0, 16}), "[name] fled.");
  EXPECT_EQ(redactions.slice(b, {0, 16}), "Amina fled Homs.");
  EXPECT_EQ(redactions.words(a.id, "said by Amina Homs"), "said by [name]");
  EXPECT_EQ(redactions.words(b.id, "said by Amina Homs"), "said by Amina Homs");
  Document shown = a;
  redactions.apply(shown);
  EXPECT_EQ(shown.title, "[name] and [name]");
  EXPECT_EQ(shown.text, a.text);
  redactions.apply(of_a);
  EXPECT_EQ(of_a.text, "[name] fled.");
  EXPECT_TRUE(of_a.where.empty());
  const std::string whole = of_b.text;
  redactions.apply(of_b);
  EXPECT_EQ(of_b.text, whole);
  EXPECT_EQ(of_b.where.size(), 1u);

  Claim kept = claim("1", a, {0, 16});
  Redactions().apply(kept);
  EXPECT_EQ(kept.text, "Amina Homs fled.");
}

}  // namespace
}  // namespace dateline
