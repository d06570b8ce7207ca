#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "dateline/base/file.h"
#include "dateline/base/sha256.h"
#include "dateline/record/record.h"

// Questions to the claims of a record, and what people do to it: correct, forget, verify.

namespace dateline {
namespace {

namespace fs = std::filesystem;
using Ids = std::vector<std::string>;

const Day kDay(2024, 12, 5);

class RecordQuery : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string test = ::testing::UnitTest::GetInstance()->current_test_info()->name();
    folder_ = fs::temp_directory_path() / (test + std::to_string(::getpid()));
    fs::create_directories(folder_);
    path_ = (folder_ / "r.db").string();
    record_.emplace(std::move(*Record::open(path_)));
    add_document("d1", 0, "One", "Shells fell on the mill of Alpha, a baker said.");
    add_claim("c1", ClaimType::kShell, "alpha", 30, "red.first");
    claims_.back().sources = {{Speaker{ActorId(), "a baker", SpeakerKind::kResident, {}}}};
    add_claim("c2", ClaimType::kKill, "beta", 31, "blue");
    claims_.back().status = ClaimStatus::kPossible;
    claims_.back().confidence = 0.4;
    keep();
    add_document("d2", 3, "Two", "Reds hold the école of Gamma since spring.");
    add_claim("c3", ClaimType::kHold, "gamma", 40, "red");
    claims_.back().when = TimeReading{{kDay - 100, kDay + 3}, "since spring", "since"};
    claims_.back().negated = true;
    keep();
  }
  void TearDown() override { fs::remove_all(folder_); }

  void add_document(const char* id, int day, const char* outlet, const std::string& text) {
    document_ = Document();
    document_.id = DocumentId(id), document_.outlet = outlet, document_.text = text;
    document_.name = "feed";
    document_.published.day = kDay + day;
    document_.map = SpanMap::identity(static_cast<std::uint32_t>(text.size()));
    claims_.clear();
  }
  void add_claim(const char* id, ClaimType type, const char* place, double lat, const char* who) {
    Claim one;
    one.id = ClaimId(id), one.document = document_.id, one.type = type;
    one.who = {{ActorId(who), who, {}}};
    PlaceReading where;
    where.place = PlaceId(place), where.name = std::string("The ") + place, where.relation = "in";
    where.point = LatLng::make(Latitude{lat}, Longitude{40});
    one.where = {where};
    one.sentence = one.span = {0, static_cast<std::uint32_t>(document_.text.size())};
    one.text = document_.text;
    one.confidence = 0.9;
    claims_.push_back(one);
  }
  void keep() {
    const Received received{document_.text, "feed", "2024-12-09T10:00:00Z"};
    const auto added = record_->add(document_, claims_, {}, &received);
    ASSERT_TRUE(added) << to_string(added.error());
  }

  Ids ask(const ClaimFilter& filter) const {
    const auto found = record_->claims(filter);
    EXPECT_TRUE(found) << to_string(found.error());
    Ids out;
    for (const Claim& one : *found) out.push_back(one.id.str());
    return out;
  }
  /// A filter made by setting one thing.
  template <class Set>
  Ids with(const Set& set) const {
    ClaimFilter filter;
    set(filter);
    return ask(filter);
  }
  void sql(const std::string& statement) {
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(path_.c_str(), &db), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(db, statement.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(db);
  }

  fs::path folder_;
  std::string path_;
  std::optional<Record> record_;
  Document document_;
  std::vector<Claim> claims_;
};

TEST_F(RecordQuery, EachFilterAlone) {
  EXPECT_EQ(ask({}), (Ids{"c1", "c2", "c3"}));
  EXPECT_EQ(with([](auto& f) { f.places = {"alpha", "the GAMMA"}; }), (Ids{"c1", "c3"}));
  EXPECT_EQ(with([](auto& f) { f.parties = {ActorId("red")}; }), (Ids{"c1", "c3"}));
  EXPECT_EQ(with([](auto& f) { f.parties = {ActorId("red.first")}; }), (Ids{"c1"}));
  EXPECT_EQ(with([](auto& f) {
              f.types = {ClaimType::kKill, ClaimType::kHold};
            }),
            (Ids{"c2", "c3"}));
  EXPECT_EQ(with([](auto& f) { f.statuses = {ClaimStatus::kPossible}; }), (Ids{"c2"}));
  EXPECT_EQ(with([](auto& f) { f.negated = true; }), (Ids{"c3"}));
  EXPECT_EQ(with([](auto& f) { f.sources = {SpeakerKind::kResident}; }), (Ids{"c1"}));
  EXPECT_EQ(with([](auto& f) { f.outlets = {"Two"}; }), (Ids{"c3"}));
  EXPECT_EQ(with([](auto& f) { f.words = "ecole"; }), (Ids{"c3"}));
  EXPECT_EQ(with([](auto& f) { f.words = "mill NOT baker"; }), (Ids{}));
  EXPECT_EQ(with([](auto& f) { f.confidence = 0.5; }), (Ids{"c1", "c3"}));
  EXPECT_EQ(with([](auto& f) { f.known_by = kDay + 2; }), (Ids{"c1", "c2"}));
  EXPECT_EQ(with([](auto& f) { f.most = 1; }), (Ids{"c1"}));
}

TEST_F(RecordQuery, DaysFindWhatLastsAndWhatTellsNone) {
  const auto on = [&](int day) {
    return with([&](auto& f) { f.days = DayInterval{kDay + day, kDay + day}; });
  };
  EXPECT_EQ(on(0), (Ids{"c1", "c2", "c3"}));
  EXPECT_EQ(on(1), (Ids{"c3"}));
  EXPECT_EQ(on(-101), (Ids{}));
  EXPECT_EQ(on(4), (Ids{}));
}

TEST_F(RecordQuery, ACircleIsNoSquare) {
  const auto near = [&](double lat, double lng, double km) {
    return with([&](auto& f) {
      f.centre = LatLng::make(Latitude{lat}, Longitude{lng});
      f.radius_km = km;
    });
  };
  EXPECT_EQ(near(30, 40, 1), (Ids{"c1"}));
  EXPECT_EQ(near(30, 40, 112), (Ids{"c1", "c2"}));
  EXPECT_EQ(near(30.08, 40.09, 10), (Ids{})) << "inside of the box, outside of the circle";
  EXPECT_EQ(*record_->find_point("the alpha").value(), *LatLng::make(Latitude{30}, Longitude{40}));
  EXPECT_FALSE(record_->find_point("nowhere").value());
}

TEST_F(RecordQuery, WordsThatAreNoQuestionAreAnError) {
  ClaimFilter filter;
  filter.words = "mill AND";
  const auto found = record_->claims(filter);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ErrorCode::kArgumentInvalid);
}

TEST_F(RecordQuery, CorrectionsAreAppliedAndThoseThatMatchNothingAreTold) {
  const auto unmatched = record_->set_corrections({{"wrong", "c1", "", "me", "2024-12-09", "x"},
                                                   {"place", "c2", "gamma", "me", "", ""},
                                                   {"day", "d2", "2024-12-06", "me", "", ""},
                                                   {"wrong", "c9", "", "me", "", ""}});
  ASSERT_TRUE(unmatched) << to_string(unmatched.error());
  ASSERT_EQ(unmatched->size(), 1u);
  EXPECT_EQ((*unmatched)[0].key, "c9");
  const auto claims = record_->claims();
  ASSERT_EQ(claims->size(), 2u);
  EXPECT_EQ((*claims)[0].where[0].place.str(), "gamma");
  EXPECT_EQ((*claims)[0].where[0].point->lat(), 40);
  EXPECT_EQ(record_->documents(false)->back().published.day, kDay + 1);
  EXPECT_EQ(with([](auto& f) { f.known_by = kDay + 1; }), (Ids{"c2", "c3"}));
  EXPECT_EQ(record_->corrections()->size(), 4u);
  ASSERT_TRUE(record_->set_corrections({}));
  EXPECT_EQ(ask({}), (Ids{"c1", "c2", "c3"}));
}

TEST_F(RecordQuery, AFileOfCorrectionsIsCheckedLineByLine) {
  const std::string file = (folder_ / "c.csv").string();
  const std::string head = "what,key,value,who,day,why\n";
  ASSERT_TRUE(write_file(file, head + "wrong,c1,,me,2024-12-09,\"no, it is not\"\n"));
  const auto read = load_corrections(file);
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_EQ((*read)[0].why, "no, it is not");
  for (const char* row : {"wring,c1,,,,\n", "wrong,,,,,\n", "same,c1,,,,\n", "day,d1,soon,,,\n"}) {
    ASSERT_TRUE(write_file(file, head + row));
    const auto wrong = load_corrections(file);
    ASSERT_FALSE(wrong) << row;
    EXPECT_EQ(wrong.error().line, 2) << row;
  }
}

TEST_F(RecordQuery, AForgottenDocumentIsGoneAndStaysAway) {
  ASSERT_TRUE(*record_->forget(DocumentId("d1"), "2024-12-09", "asked"));
  EXPECT_FALSE(*record_->forget(DocumentId("d7"), "2024-12-09", "asked"));
  EXPECT_EQ(ask({}), (Ids{"c3"}));
  EXPECT_EQ(with([](auto& f) { f.words = "mill"; }), (Ids{}));
  add_document("d1", 0, "One", "Shells fell on the mill of Alpha, a baker said.");
  EXPECT_FALSE(*record_->add(document_, {}));
  record_.reset();
  const auto bytes = read_file(path_);
  EXPECT_EQ(bytes->find("mill of Alpha"), std::string::npos);
  EXPECT_NE(bytes->find(sha256("d1")), std::string::npos);
}

TEST_F(RecordQuery, AForgottenNameIsOverwrittenEverywhere) {
  EXPECT_EQ(*record_->forget_words("baker", "2024-12-09", ""), 1);
  EXPECT_EQ(*record_->forget_words("Nobody", "2024-12-09", ""), 0);
  EXPECT_FALSE(record_->forget_words("a", "2024-12-09", ""));
  EXPECT_EQ(record_->claims()->front().text, "Shells fell on the mill of Alpha, a ***** said.");
  EXPECT_EQ(record_->claims()->front().sources[0][0].text, "a *****");
  record_.reset();
  EXPECT_EQ(read_file(path_)->find("baker"), std::string::npos);
}

TEST_F(RecordQuery, VerifyFindsBytesThatAreOthers) {
  int checked = 0;
  EXPECT_TRUE(record_->verify(checked)->empty());
  EXPECT_EQ(checked, 2);
  sql("UPDATE received SET sha256 = 'x' WHERE document = 'd1'");
  sql("UPDATE received SET bytes = 'x' WHERE document = 'd2'");
  const auto wrong = record_->verify(checked);
  ASSERT_EQ(wrong->size(), 2u);
  EXPECT_NE((*wrong)[0].find("expected SHA-256 x"), std::string::npos);
  EXPECT_NE((*wrong)[1].find("do not unpack"), std::string::npos);
}

}  // namespace
}  // namespace dateline
