#include "dateline/record/record.h"
#include "dateline/record/schema.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "dateline/base/file.h"
#include "dateline/dispatch/read.h"
#include "dateline/meaning/claim_json.h"

namespace dateline {
namespace {

namespace fs = std::filesystem;

class RecordTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string test = ::testing::UnitTest::GetInstance()->current_test_info()->name();
    folder_ = fs::temp_directory_path() / (test + std::to_string(::getpid()));
    fs::create_directories(folder_);
    path_ = (folder_ / "r.db").string();
  }
  void TearDown() override { fs::remove_all(folder_); }

  void sql(const std::string& statement, const std::string& path) {
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(path.c_str(), &db), SQLITE_OK);
    char* wrong = nullptr;
    EXPECT_EQ(sqlite3_exec(db, statement.c_str(), nullptr, nullptr, &wrong), SQLITE_OK) << wrong;
    sqlite3_free(wrong);
    sqlite3_close(db);
  }

  fs::path folder_;
  std::string path_;
};

Document document_of(const std::string& words, const std::string& day = "2024-12-07") {
  auto out = read_document("title: Ain Test falls\ndate: " + day +
                               "T18:05:00+03:00\noutlet: Test\n"
                               "url: https://example.org/1\nid: x-1\n\n" +
                               words,
                           "a.txt", {});
  EXPECT_TRUE(out) << to_string(out.error());
  return *out;
}

Claim full_claim(const Document& document, const std::string& id) {
  Claim out;
  out.id = ClaimId(id);
  out.document = document.id;
  out.type = ClaimType::kCapture;
  out.who = {{ActorId("a.b"), "the \"northern\" side", {1, 4}}};
  out.whom = {{ActorId("c"), "them", {5, 6}}, {ActorId("d"), "others", {6, 7}}};
  PlaceReading place;
  place.place = PlaceId("ain_test");
  place.name = "Ain Test";
  place.point = LatLng::make(Latitude{34.125}, Longitude{36.5});
  place.relation = "near";
  place.distance_km = 2.5;
  place.is_region = true;
  place.facility = "airbase";
  place.shape = std::make_shared<const Shape>(ring_shape(*place.point, 2, 3, 0.5));
  place.probability = 0.75;
  place.text = "Ain Test";
  place.span = {8, 12};
  out.where = {place, PlaceReading{}};
  out.when = TimeReading{{Day(2024, 12, 6), Day(2024, 12, 7)}, "since Friday", "since"};
  out.sources = {{{ActorId("e"), "an agency", SpeakerKind::kAgency, {1, 2}},
                  {ActorId(), "a lawmaker", SpeakerKind::kOfficial, {3, 4}}},
                 {{ActorId("f"), "a monitor", SpeakerKind::kMonitor, {5, 6}}}};
  out.negated = true;
  out.status = ClaimStatus::kPossible;
  out.background = true;
  out.quantities = {{2000, 2000, std::nullopt, "person", "killed"}, {30.5, {}, {}, "km", ""}};
  out.links = {{"if", ClaimId("other")}};
  out.span = {8, 20};
  out.sentence = {1, 21};
  out.text = std::string(document.slice(out.span));
  out.part = PartKind::kCaption;
  out.attributive = true;
  out.confidence = 0.123456789;
  return out;
}

TEST_F(RecordTest, GivesBackWhatItWasGiven) {
  // A byte that is no UTF-8 and a map that is not the identity.
  Document a = document_of("\xEF\xBB\xBF The town of Ain Test fell, \xFF the mayor of it said.");
  a.notes.push_back("it's odd");
  const auto b = read_json_document(
      R"({"title":"A \"t\"","text":"They left.\nAll of \u00e9 them left.","date":"2024-12-06"})",
      "b.jsonl", 3, 100, {});
  ASSERT_TRUE(b);
  const Claim claim = full_claim(a, "one");
  Claim bare;
  bare.id = ClaimId("two");
  {
    auto record = Record::open(path_);
    ASSERT_TRUE(record) << to_string(record.error());
    EXPECT_TRUE(*record->add(a, {claim, bare}));
    EXPECT_TRUE(*record->add(*b, {}));
    EXPECT_TRUE(record->set_meta("theatre", "test"));
    EXPECT_TRUE(record->set_meta("theatre", "syria"));
  }
  auto record = Record::open_existing(path_);
  ASSERT_TRUE(record) << to_string(record.error());
  const auto documents = record->documents(true);
  ASSERT_TRUE(documents) << to_string(documents.error());
  EXPECT_EQ(*documents, (std::vector<Document>{*b, a}));
  EXPECT_EQ(**record->document(a.id), a);
  EXPECT_FALSE(record->document(DocumentId("none"))->has_value());
  EXPECT_EQ(record->documents(false)->at(1).text, "");
  EXPECT_EQ(record->documents(false)->at(1).notes, a.notes);
  const auto claims = record->claims();
  ASSERT_TRUE(claims) << to_string(claims.error());
  ASSERT_EQ(claims->size(), 2U);
  const Claim& back = claims->at(1);
  EXPECT_EQ(to_json(back), to_json(claim));
  EXPECT_EQ(back.text, claim.text);
  EXPECT_EQ(back.confidence, claim.confidence);
  EXPECT_EQ(back.document, a.id);
  EXPECT_EQ(**record->meta("theatre"), "syria");
  EXPECT_FALSE(record->meta("none")->has_value());
}

TEST_F(RecordTest, AddingTwiceChangesNothing) {
  const Document a = document_of("They left the town.");
  auto record = Record::open(path_);
  EXPECT_TRUE(*record->add(a, {full_claim(a, "one")}));
  EXPECT_FALSE(*record->add(a, {full_claim(a, "two")}));
  EXPECT_EQ(record->claims()->size(), 1U);
  const SetAside bad{"b.txt", {ErrorCode::kDocumentNoDate, "found \"x\"", "b.txt", 0, 3}};
  EXPECT_TRUE(record->add(bad));
  EXPECT_TRUE(record->add(bad));
  const auto set_aside = record->set_aside();
  ASSERT_EQ(set_aside->size(), 1U);
  EXPECT_EQ(to_string(set_aside->front().error), to_string(bad.error));
}

TEST_F(RecordTest, OrderDoesNotDependOnAdding) {
  const Document a = document_of("First.", "2024-12-01"), b = document_of("Second.", "2024-12-02");
  const auto early = [&](const Document& of, std::string id, std::uint32_t begin) {
    Claim claim = full_claim(of, id);
    claim.span = {begin, begin + 2};
    return claim;
  };
  auto record = Record::open(path_);
  EXPECT_TRUE(*record->add(b, {early(b, "b1", 1)}));
  EXPECT_TRUE(*record->add(a, {early(a, "z", 9), early(a, "y", 9), early(a, "x", 30)}));
  std::string order;
  const auto claims = record->claims();
  for (const Claim& claim : *claims) order += claim.id.str() + " ";
  EXPECT_EQ(order, "y z x b1 ");
}

TEST_F(RecordTest, AllOrNothing) {
  const Document a = document_of("They left the town.");
  auto record = Record::open(path_);
  const auto twice = record->add(a, {full_claim(a, "one"), full_claim(a, "one")});
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().code, ErrorCode::kRecordWrite);
  EXPECT_EQ(twice.error().path, path_);
  EXPECT_TRUE(record->documents(true)->empty());
  EXPECT_TRUE(record->claims()->empty());
  // Inside of a batch only the one is taken back.
  EXPECT_TRUE(record->begin_batch());
  EXPECT_FALSE(record->add(a, {full_claim(a, "one"), full_claim(a, "one")}));
  const Document b = document_of("They came to the town.");
  EXPECT_TRUE(*record->add(b, {full_claim(b, "two")}));
  EXPECT_TRUE(record->end_batch());
  EXPECT_EQ(record->documents(true)->size(), 1U);
  EXPECT_EQ(record->claims()->size(), 1U);
}

TEST_F(RecordTest, ABatchThatIsNotEndedIsLost) {
  const Document a = document_of("They left the town.");
  {
    auto record = Record::open(path_);
    EXPECT_TRUE(record->begin_batch());
    EXPECT_TRUE(*record->add(a, {}));
  }
  EXPECT_TRUE(Record::open(path_)->documents(false)->empty());
}

TEST_F(RecordTest, RefusesOtherFiles) {
  const auto refused = [&](const std::string& path, ErrorCode code) {
    for (auto open : {Record::open, Record::open_existing}) {
      const auto record = open(path);
      ASSERT_FALSE(record);
      EXPECT_EQ(record.error().code, code) << to_string(record.error());
      EXPECT_EQ(record.error().path, path);
    }
  };
  ASSERT_TRUE(write_file(path_, "\x89PNG\r\n\x1A\nrest"));
  refused(path_, ErrorCode::kRecordForeign);
  EXPECT_EQ(*read_file(path_), "\x89PNG\r\n\x1A\nrest");
  refused(folder_.string(), ErrorCode::kRecordUnreadable);

  const std::string other = (folder_ / "other.db").string();
  sql("CREATE TABLE t (a)", other);
  refused(other, ErrorCode::kRecordForeign);
  sql("PRAGMA application_id = 7", other);
  refused(other, ErrorCode::kRecordForeign);

  const std::string later = (folder_ / "later.db").string();
  ASSERT_TRUE(Record::open(later));
  sql("PRAGMA user_version = 9", later);
  refused(later, ErrorCode::kRecordForeign);
  EXPECT_EQ(
      Record::open(later).error().detail,
      "expected version " + std::to_string(kSchemaVersion) + " of the record, found version 9");

  const std::string cut = (folder_ / "cut.db").string();
  ASSERT_TRUE(Record::open(cut));
  fs::resize_file(cut, 700);
  EXPECT_FALSE(Record::open(cut));
  EXPECT_FALSE(Record::open_existing(cut));
  EXPECT_FALSE(Record::open((folder_ / "no" / "such.db").string()));
}

TEST_F(RecordTest, ReadingMakesNoFile) {
  const auto missing = Record::open_existing(path_);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kRecordUnreadable);
  EXPECT_TRUE(fs::is_empty(folder_));
  ASSERT_TRUE(Record::open(path_));
  const std::string before = *read_file(path_);
  {
    auto record = Record::open_existing(path_);
    ASSERT_TRUE(record);
    EXPECT_TRUE(record->claims());
    EXPECT_EQ(record->set_meta("a", "b").error().code, ErrorCode::kRecordWrite);
    EXPECT_FALSE(record->add(document_of("They left."), {}));
  }
  EXPECT_EQ(*read_file(path_), before);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 1);
}

TEST_F(RecordTest, ReadsBesideAWriter) {
  auto writer = Record::open(path_);
  const Document a = document_of("They left the town.");
  EXPECT_TRUE(*writer->add(a, {}));
  auto reader = Record::open_existing(path_);
  ASSERT_TRUE(reader) << to_string(reader.error());
  EXPECT_EQ(reader->documents(false)->size(), 1U);
  EXPECT_TRUE(*writer->add(document_of("They came back."), {}));
  EXPECT_EQ(reader->documents(false)->size(), 2U);
}

TEST_F(RecordTest, ReadsFromAFolderClosedToWriting) {
  if (::geteuid() == 0) GTEST_SKIP() << "the superuser may write everywhere";
  ASSERT_TRUE(Record::open(path_));
  fs::permissions(folder_, fs::perms::owner_read | fs::perms::owner_exec);
  auto record = Record::open_existing(path_);
  EXPECT_TRUE(record) << to_string(record.error());
  if (record) {
    EXPECT_TRUE(record->documents(false));
  }
  fs::permissions(folder_, fs::perms::owner_all);
}

TEST_F(RecordTest, DamageIsAnError) {
  const Document a = document_of("They left the town.");
  {
    auto record = Record::open(path_);
    ASSERT_TRUE(*record->add(a, {full_claim(a, "one")}));
  }
  sql("UPDATE claims SET json = '{}'; UPDATE parts SET end = 100000", path_);
  auto record = Record::open_existing(path_);
  EXPECT_EQ(record->claims().error().code, ErrorCode::kRecordUnreadable);
  EXPECT_EQ(record->documents(true).error().code, ErrorCode::kRecordUnreadable);
}

TEST_F(RecordTest, TheDocumentationNamesEveryColumn) {
#ifdef DATELINE_SOURCE_DIR
  const auto page = read_file(std::string(DATELINE_SOURCE_DIR) + "/docs/formats.md");
  ASSERT_TRUE(page);
  ASSERT_TRUE(Record::open(path_));
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(path_.c_str(), &db), SQLITE_OK);
  struct Search {
    const std::string& page;
  } search{*page};
  sqlite3_exec(
      db,
      "SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c"
      " WHERE m.type = 'table' AND m.name NOT LIKE 'claim_index_%'",
      [](void* given, int, char** row, char**) {
        const std::string& text = static_cast<Search*>(given)->page;
        const auto table = text.find(std::string("`") + row[0] + "`");
        EXPECT_NE(table, std::string::npos) << row[0];
        EXPECT_NE(text.find(std::string("| `") + row[1] + "` |", table), std::string::npos)
            << row[0] << "." << row[1];
        return 0;
      },
      &search, nullptr);
  sqlite3_close(db);
#endif
}

TEST_F(RecordTest, ManyDocumentsInOneBatch) {
  auto record = Record::open(path_);
  ASSERT_TRUE(record->begin_batch());
  for (int i = 0; i < 100; ++i) {
    const Document document = document_of("They left the town " + std::to_string(i) + ".");
    std::vector<Claim> claims;
    for (int k = 0; k < 30; ++k)
      claims.push_back(full_claim(document, document.id.str() + "-" + std::to_string(k)));
    ASSERT_TRUE(*record->add(document, claims));
  }
  ASSERT_TRUE(record->end_batch());
  EXPECT_EQ(record->claims()->size(), 3000U);
}

TEST_F(RecordTest, KeepsWherePrivateNamesStand) {
  const Document first = document_of("Amina Yusuf left Ain Test."),
                 second = document_of("They left.");
  const std::vector<ByteSpan> names{{1, 5}, {7, 9}};
  {
    auto record = Record::open(path_);
    ASSERT_TRUE(record);
    ASSERT_TRUE(record->add(first, {}, names));
    ASSERT_TRUE(record->add(second, {}));
    const auto kept = record->private_names();
    ASSERT_TRUE(kept) << to_string(kept.error());
    ASSERT_EQ(kept->size(), 1u);
    EXPECT_EQ(kept->at(first.id), names);
  }
  sql("UPDATE private_names SET end = 100000 WHERE position = 1", path_);
  auto record = Record::open_existing(path_);
  ASSERT_TRUE(record);
  const auto broken = record->private_names();
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().code, ErrorCode::kRecordUnreadable);
}

}  // namespace
}  // namespace dateline
