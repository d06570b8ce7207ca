#include "dateline/record/event_store.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <random>

#include "dateline/base/sha256.h"

// What a record keeps, drawn step by step, is what is found among all documents at once.

namespace dateline {
namespace {

namespace fs = std::filesystem;

const Day kDay(2024, 12, 5);

const HappeningModel& model() {
  static const auto loaded =
      HappeningModel::load(std::string(DATELINE_SOURCE_DIR) + "/data/happenings");
  return *loaded;
}

struct Story {
  Document document;
  std::vector<Claim> claims;
};

/// News of a few towns and weeks, some of it copied, some denied, told in few words so that much of
/// it is alike.
class Newsroom {
 public:
  explicit Newsroom(unsigned seed) : dice_(seed) {}

  std::vector<Story> write(std::size_t count) {
    std::vector<Story> out;
    while (out.size() < count) {
      if (out.size() > 3 && below(6) == 0)
        out.push_back(copy_of(out[below(out.size())]));
      else
        out.push_back(story());
    }
    return out;
  }

 private:
  std::size_t below(std::size_t n) { return dice_() % n; }
  template <std::size_t N>
  std::string any(const char* const (&words)[N]) {
    return words[below(N)];
  }

  Story story() {
    Story out;
    out.document.published.day = kDay + static_cast<int>(below(30));
    if (below(2)) out.document.published.minute = static_cast<int>(below(1440));
    const std::size_t sentences = 1 + below(5);
    for (std::size_t i = 0; i < sentences; ++i) add_sentence(out);
    finish(out);
    return out;
  }

  void add_sentence(Story& out) {
    static const char* const kPlaces[] = {"Alpha", "Bravo", "Charlie", "Delta", "Echo"};
    static const char* const kDoers[] = {"red", "blue", "red.first"};
    static const char* const kSites[] = {"market", "school", "hospital", "bridge"};
    static const char* const kNames[] = {"Radio Gamma", "General Omar", "the Red Crescent"};
    const std::string place = any(kPlaces);
    const std::size_t count = 4 + below(9);
    static const ClaimType kTypes[] = {ClaimType::kKill,    ClaimType::kBomb, ClaimType::kAirstrike,
                                       ClaimType::kCapture, ClaimType::kHold, ClaimType::kFlee};
    Claim claim;
    claim.type = kTypes[below(6)];
    const std::string words = "A blast at the " + any(kSites) + " of " + place + " killed " +
                              std::to_string(count) + " people, " + any(kNames) + " said.";
    const auto begin = static_cast<std::uint32_t>(out.document.text.size());
    out.document.text += words + "\n";
    claim.span = claim.sentence = {begin, begin + static_cast<std::uint32_t>(words.size())};
    out.document.parts.push_back({PartKind::kBody, claim.span});
    claim.text = words;
    if (below(4)) {
      const Day day = out.document.published.day - static_cast<int>(below(3));
      claim.when = TimeReading{{day, day}, "", ""};
    }
    PlaceReading where;
    where.place = PlaceId(place), where.name = place, where.relation = "in";
    where.point = LatLng::make(Latitude{30 + static_cast<double>(place[0] - 'A')}, Longitude{40});
    claim.where = {where};
    claim.who = {{ActorId(any(kDoers)), "x", claim.span}};
    if (claim.type == ClaimType::kKill)
      claim.quantities = {{static_cast<double>(count), {}, {}, "person", "killed"}};
    if (below(6) == 0) claim.status = ClaimStatus::kDenied;
    if (claim.type == ClaimType::kHold) claim.status = ClaimStatus::kOngoing;
    out.claims.push_back(std::move(claim));
  }

  Story copy_of(Story of) {
    of.document.published.day = of.document.published.day + static_cast<int>(below(4));
    of.document.outlet = "Copy " + std::to_string(below(9));
    finish(of);
    return of;
  }

  void finish(Story& out) {
    Document& d = out.document;
    d.name = "story", d.map = SpanMap::identity(static_cast<std::uint32_t>(d.text.size()));
    d.published.text = to_string(d.published.day);
    d.id = DocumentId(sha256(d.text + std::to_string(++made_)).substr(0, 16));
    for (std::size_t i = 0; i < out.claims.size(); ++i) {
      out.claims[i].document = d.id;
      out.claims[i].id = ClaimId(sha256(d.id.str() + std::to_string(i)).substr(0, 16));
    }
  }

  std::mt19937 dice_;
  int made_ = 0;
};

std::string text_of(const std::optional<Toll>& toll) {
  return toll ? std::to_string(toll->low) + "/" + std::to_string(toll->best) + "/" +
                    std::to_string(toll->high) + "/" + std::to_string(toll->origins)
              : "-";
}

std::vector<std::string> lines_of(const std::vector<Happening>& list) {
  std::vector<std::string> out;
  for (const Happening& one : list) {
    std::string line = one.id.str() + " " + to_string(one.days.begin) + " " +
                       to_string(one.days.end) + " " + (one.place ? one.place->place.str() : "-") +
                       " " + std::to_string(one.origins) + " " + one.first.str() + " " +
                       text_of(one.killed) + " claims";
    for (const ClaimId& id : one.claims) line += " " + id.str();
    line += " dissent";
    for (const ClaimId& id : one.dissent) line += " " + id.str();
    for (const ClaimType type : one.types) line += " " + std::string(to_string(type));
    for (const ActorId& id : one.who) line += " " + id.str();
    out.push_back(std::move(line));
  }
  return out;
}

std::vector<std::string> lines_of(const std::vector<Contradiction>& list) {
  std::vector<std::string> out;
  for (const Contradiction& one : list)
    out.push_back(to_string(one.days.begin) + " " + one.place.str() + " " + one.a.str() + " " +
                  one.b.str() + " " + std::string(to_string(one.kind)) + " " + one.happening.str() +
                  (one.resolved ? " " + one.resolved->by.str() + one.resolved->how : ""));
  return out;
}

class EventStoreTest : public ::testing::Test {
 protected:
  void SetUp() override {
    path_ = (fs::temp_directory_path() / ("events" + std::to_string(::getpid()) + ".db")).string();
    TearDown();
    record_.emplace(std::move(*Record::open(path_)));
  }
  void TearDown() override {
    for (const char* end : {"", "-wal", "-shm"}) fs::remove(path_ + end);
  }

  void update() {
    const auto ok = EventStore(*record_, model(), parties_).update();
    ASSERT_TRUE(ok) << to_string(ok.error());
    EXPECT_EQ(*EventStore::waiting(*record_), 0);
  }

  /// The record's rows and what is found among all its documents at once.
  void compare(const std::string& when) {
    auto documents = record_->documents(true);
    auto claims = record_->claims();
    ASSERT_TRUE(documents && claims);
    HappeningModel with = model();
    ASSERT_TRUE(EventStore::add_corrections(*record_, with));
    const auto origins = find_origins(*documents);
    const auto happenings = find_happenings(*claims, *documents, origins, with);
    const auto kept = EventStore::happenings(*record_, {});
    ASSERT_TRUE(kept) << to_string(kept.error());
    ASSERT_EQ(lines_of(*kept), lines_of(happenings)) << when;
    const auto kept_origins = EventStore::origins(*record_);
    ASSERT_EQ(kept_origins->size(), origins.size()) << when;
    for (std::size_t i = 0; i < origins.size(); ++i) {
      EXPECT_EQ((*kept_origins)[i].first, origins[i].first) << when;
      EXPECT_EQ((*kept_origins)[i].documents, origins[i].documents) << when;
    }
    const auto contradictions = EventStore::contradictions(*record_, {});
    ASSERT_TRUE(contradictions) << to_string(contradictions.error());
    EXPECT_EQ(lines_of(*contradictions),
              lines_of(find_contradictions(*claims, *documents, parties_, origins, happenings)))
        << when;
  }

  /// Ids that were happenings' lead to the happening that has their claim, or are one.
  void follow(const std::vector<std::string>& ids) {
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(path_.c_str(), &db), SQLITE_OK);
    for (const std::string& id : ids) {
      HappeningFilter filter;
      filter.id = id;
      const auto found = EventStore::happenings(*record_, filter);
      ASSERT_TRUE(found);
      ASSERT_EQ(found->size(), 1U) << id;
      if (found->front().id.str() == id) continue;
      std::string target;
      const std::string sql = "SELECT happening FROM happening_redirects WHERE id = '" + id + "'";
      sqlite3_exec(
          db, sql.c_str(),
          [](void* to, int, char** row, char**) {
            *static_cast<std::string*>(to) = row[0];
            return 0;
          },
          &target, nullptr);
      EXPECT_EQ(target, found->front().id.str()) << id;
    }
    sqlite3_close(db);
  }

  std::string path_;
  std::optional<Record> record_;
  Parties parties_;
};

TEST_F(EventStoreTest, StepByStepInAnyOrderIsAllAtOnce) {
  std::mt19937 dice(3);
  std::size_t merged = 0;
  for (unsigned seed = 1; seed <= 6; ++seed) {
    SetUp();
    std::vector<Story> stories = Newsroom(seed).write(70);
    std::shuffle(stories.begin(), stories.end(), dice);
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < stories.size();) {
      for (std::size_t n = 1 + dice() % 25; n > 0 && i < stories.size(); --n, ++i)
        ASSERT_TRUE(record_->add(stories[i].document, stories[i].claims));
      update();
      compare("seed " + std::to_string(seed) + " story " + std::to_string(i));
      const auto kept = EventStore::happenings(*record_, {});
      for (const Happening& one : *kept) ids.push_back(one.id.str());
      if (HasFatalFailure()) return;
    }
    follow(ids);
    const auto kept = EventStore::happenings(*record_, {});
    for (const Happening& one : *kept) merged += one.claims.size() > 1;
  }
  EXPECT_GT(merged, 20U) << "hardly anything was told twice";
}

TEST_F(EventStoreTest, WhatWasKnownThenIsWhatIsFoundAmongWhatWasThere) {
  for (const Story& one : Newsroom(9).write(80))
    ASSERT_TRUE(record_->add(one.document, one.claims));
  update();
  const auto all = record_->documents(true);
  std::size_t found = 0;
  for (int day = 2; day < 32; day += 3) {
    const Day known = kDay + day;
    std::vector<Document> documents = *all;
    std::erase_if(documents, [&](const Document& d) { return d.published.day > known; });
    ClaimFilter filter;
    filter.known_by = known;
    const auto claims = record_->claims(filter);
    std::vector<Happening> expected =
        find_happenings(*claims, documents, find_origins(documents), model());
    const DayInterval days{known - 4, known - 1};
    std::erase_if(expected, [&](const Happening& one) { return !one.days.overlaps(days); });
    const auto got = EventStore::happenings_known_by(*record_, model(), known, days);
    ASSERT_TRUE(got) << to_string(got.error());
    ASSERT_EQ(lines_of(*got), lines_of(expected)) << to_string(known);
    found += got->size();
  }
  EXPECT_GT(found, 20U);
}

TEST_F(EventStoreTest, CorrectionsAndForgettingDrawAnewWhatTheyTouch) {
  std::mt19937 dice(5);
  std::vector<Story> stories = Newsroom(12).write(60);
  for (const Story& one : stories) ASSERT_TRUE(record_->add(one.document, one.claims));
  update();
  compare("before");
  const auto claim = [&] { return stories[dice() % stories.size()].claims.front().id.str(); };
  std::vector<Correction> said;
  for (int turn = 0; turn < 12; ++turn) {
    const auto& story = stories[dice() % stories.size()];
    switch (turn % 5) {
      case 0:
        said.push_back({"same", claim(), claim(), "", "", ""});
        break;
      case 1: {
        const auto kept = EventStore::happenings(*record_, {});
        for (const Happening& one : *kept)
          if (one.claims.size() > 1) {
            said.push_back({"different", one.claims[0].str(), one.claims[1].str(), "", "", ""});
            break;
          }
        break;
      }
      case 2:
        said.push_back({"wrong", claim(), "", "", "", ""});
        break;
      case 3:
        said.push_back({"place", claim(), "Delta", "", "", ""});
        break;
      case 4:
        said.push_back({"day", story.document.id.str(), to_string(kDay + 40), "", "", ""});
        break;
    }
    ASSERT_TRUE(record_->set_corrections(said));
    update();
    compare("turn " + std::to_string(turn));
    if (HasFatalFailure()) return;
  }
  for (int turn = 0; turn < 6; ++turn) {
    const DocumentId id = stories[static_cast<std::size_t>(turn) * 7].document.id;
    ASSERT_TRUE(*record_->forget(id, "2024-12-09", ""));
    update();
    compare("forgotten " + std::to_string(turn));
    if (HasFatalFailure()) return;
  }
  ASSERT_TRUE(record_->set_corrections({}));
  update();
  compare("without corrections");
}

TEST_F(EventStoreTest, DifferentPartsWhatWasOne) {
  for (const Story& one : Newsroom(2).write(60))
    ASSERT_TRUE(record_->add(one.document, one.claims));
  update();
  const auto kept = EventStore::happenings(*record_, {});
  const auto one = std::find_if(kept->begin(), kept->end(),
                                [](const Happening& it) { return it.claims.size() > 1; });
  ASSERT_NE(one, kept->end());
  const std::string a = one->claims.front().str(), b = one->claims.back().str();
  ASSERT_TRUE(record_->set_corrections({{"different", a, b, "", "", ""}}));
  update();
  HappeningFilter of_a, of_b;
  of_a.id = a, of_b.id = b;
  const auto x = EventStore::happenings(*record_, of_a), y = EventStore::happenings(*record_, of_b);
  ASSERT_EQ(x->size(), 1U);
  ASSERT_EQ(y->size(), 1U);
  EXPECT_NE(x->front().id, y->front().id);
}

TEST_F(EventStoreTest, ADocumentReadAgainByItsCorrectedDayGetsTheNewClaims) {
  Story story = Newsroom(4).write(1).front();
  const Day own = story.document.published.day, right = own + 10;
  for (Claim& claim : story.claims) claim.when = TimeReading{{own, own}, "", ""};
  ASSERT_TRUE(*record_->add(story.document, story.claims));
  update();
  ASSERT_TRUE(
      record_->set_corrections({{"day", story.document.id.str(), to_string(right), "", "", ""}}));
  update();
  EXPECT_EQ(record_->claims()->front().when->days.begin, own) << "not read again yet";
  for (Claim& claim : story.claims) claim.when->days = {right, right};
  EXPECT_FALSE(*record_->add(story.document, story.claims)) << "read by its own day";
  EXPECT_EQ(record_->claims()->front().when->days.begin, own);
  EXPECT_FALSE(*record_->add(story.document, story.claims, {}, nullptr, right));
  update();
  const auto claims = record_->claims();
  ASSERT_EQ(claims->size(), story.claims.size());
  for (const Claim& claim : *claims) EXPECT_EQ(claim.when->days.begin, right);
  ClaimFilter filter;
  filter.days = DayInterval{right, right};
  EXPECT_EQ(record_->claims(filter)->size(), story.claims.size());
  filter.days = DayInterval{own, own};
  EXPECT_TRUE(record_->claims(filter)->empty());
  compare("read again");
}

/// A town that red and blue are both said to have taken, told of again on the days after.
class SettledPlaceTest : public EventStoreTest {
 protected:
  Document document(const std::string& id, int days_after) {
    Document out;
    out.id = DocumentId(id), out.name = id;
    out.published.day = kDay + days_after;
    out.published.text = to_string(out.published.day);
    out.text = words_[told_++];
    out.map = SpanMap::identity(static_cast<std::uint32_t>(out.text.size()));
    return out;
  }

  void taken(const std::string& id, int days_after, const char* by, const char* speaker = nullptr) {
    Document d = document(id, days_after);
    const auto size = static_cast<std::uint32_t>(d.text.size());
    d.parts.push_back({PartKind::kBody, {0, size}});
    Claim claim;
    claim.id = ClaimId("c" + id), claim.document = d.id;
    claim.type = ClaimType::kCapture;
    claim.span = claim.sentence = {0, size};
    claim.text = d.text;
    claim.who = {{ActorId(by), by, {0, 3}}};
    claim.when = TimeReading{{kDay, kDay}, "", ""};
    PlaceReading where;
    where.place = PlaceId("town"), where.name = "Town", where.relation = "in";
    where.point = LatLng::make(Latitude{30}, Longitude{40});
    claim.where = {where};
    if (speaker)
      claim.sources = {{Speaker{ActorId(speaker), "an officer", SpeakerKind::kMilitary, {}}}};
    ASSERT_TRUE(record_->add(d, {claim}));
  }

  /// How the contradiction of the first two documents was settled, as the record keeps it.
  std::string settled() {
    update();
    compare("settled");
    const auto kept = EventStore::contradictions(*record_, {});
    for (const Contradiction& one : *kept)
      if (one.a.str() == "ca" && one.b.str() == "cb" && one.happening.empty())
        return one.resolved ? one.resolved->how + " " + one.resolved->stands.str() + " " +
                                  one.resolved->by.str()
                            : "open";
    return "none";
  }

 private:
  const std::array<std::string, 5> words_ = {
      "Red forces took the town after a long march along the river valley.",
      "Blue fighters say that the town has been theirs since early morning.",
      "Residents spoke of other flags on every roof while shops stayed shut.",
      "An officer told reporters how columns had rolled past the grain silos.",
      "Buses ran again between both markets, drivers at the station said."};
  std::size_t told_ = 0;
};

TEST_F(SettledPlaceTest, TheLosersAdmissionIsKept) {
  taken("a", 0, "red"), taken("b", 0, "blue");
  EXPECT_EQ(settled(), "open");
  taken("d", 1, "red", "blue");
  EXPECT_EQ(settled(), "admission ca cd");
}

TEST_F(SettledPlaceTest, TheAgreementOfTwoMoreIsKept) {
  taken("a", 0, "red"), taken("b", 0, "blue");
  taken("d", 1, "red");
  EXPECT_EQ(settled(), "open") << "one more is not enough";
  taken("e", 2, "red");
  EXPECT_EQ(settled(), "agreement ca ce");
}

}  // namespace
}  // namespace dateline
