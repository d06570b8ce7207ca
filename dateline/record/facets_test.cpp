#include "dateline/record/facets.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <random>

// What the index finds is what a look at each claim finds.

namespace dateline {
namespace {

namespace fs = std::filesystem;

const Day kDay(2014, 12, 5);

class Facets : public ::testing::Test {
 protected:
  void SetUp() override {
    path_ = (fs::temp_directory_path() / ("facets" + std::to_string(::getpid()) + ".db")).string();
    TearDown();
    record_.emplace(std::move(*Record::open(path_)));
    for (int i = 0; i < 60; ++i) {
      Document document;
      document.text = "Shells fell on the mill, a baker said. Word" + std::to_string(i % 7) + ".";
      document.id = DocumentId("d" + std::to_string(i));
      document.outlet = "Outlet " + std::to_string(i % 5);
      document.published.day = kDay + static_cast<int>(below(700));
      document.map = SpanMap::identity(static_cast<std::uint32_t>(document.text.size()));
      std::vector<Claim> claims;
      for (int k = 0; k < 10; ++k) claims.push_back(claim_of(document, k));
      ASSERT_TRUE(record_->add(document, claims));
      documents_.push_back(document);
      claims_.insert(claims_.end(), claims.begin(), claims.end());
    }
  }
  void TearDown() override {
    for (const char* end : {"", "-wal", "-shm"}) fs::remove(path_ + end);
  }

  std::size_t below(std::size_t n) { return dice_() % n; }

  Claim claim_of(const Document& document, int which) {
    Claim out;
    out.id = ClaimId(document.id.str() + "-" + std::to_string(which));
    out.document = document.id;
    out.type = static_cast<ClaimType>(below(6));
    out.status = static_cast<ClaimStatus>(below(7));
    out.negated = below(4) == 0;
    out.background = below(5) == 0;
    out.confidence = static_cast<double>(below(1001)) / 1000;
    static const char* const kParties[] = {"a", "a.b", "a.b.c", "ab", "d.e"};
    out.who = {{ActorId(kParties[below(5)]), "w", {}}};
    if (below(2)) out.whom = {{ActorId(kParties[below(5)]), "w", {}}};
    PlaceReading place;
    place.place = PlaceId("place" + std::to_string(below(9)));
    place.name = "The Place " + std::to_string(below(9));
    if (below(4))
      place.point =
          LatLng::make(Latitude{33 + static_cast<double>(below(4000)) / 1000},
                       Longitude{below(9) ? 36 + static_cast<double>(below(6000)) / 1000 : 179.9});
    out.where = {place};
    if (below(3)) {
      const Day begin = document.published.day - static_cast<int>(below(900));
      static const int kLengths[] = {0, 0, 0, 2, 7, 40, 800};
      out.when = TimeReading{{begin, begin + kLengths[below(7)]}, "", ""};
      if (below(20) == 0) out.when->days = {Day(1700, 1, 1), Day(1710, 1, 1)};
    }
    if (below(3) == 0)
      out.sources = {{Speaker{ActorId(), "s", static_cast<SpeakerKind>(below(4)), {}}}};
    out.sentence = out.span = {0, static_cast<std::uint32_t>(document.text.size())};
    out.text = document.text;
    return out;
  }

  const Document& document_of(const Claim& claim) const {
    return *std::find_if(documents_.begin(), documents_.end(),
                         [&](const Document& one) { return one.id == claim.document; });
  }

  static bool names_party(const std::vector<ActorReading>& list, const ActorId& party) {
    return std::any_of(list.begin(), list.end(),
                       [&](const ActorReading& one) { return is_within(one.id, party); });
  }

  /// The slow, plain twin.
  bool passes(const Claim& c, const ClaimFilter& f) const {
    const Document& d = document_of(c);
    const auto has = [](const auto& list, const auto& one) {
      return list.empty() || std::find(list.begin(), list.end(), one) != list.end();
    };
    const PlaceReading& place = c.where.front();
    const DayInterval days = c.when ? c.when->days : DayInterval{d.published.day, d.published.day};
    const auto said_by = [&](SpeakerKind kind) {
      return !c.sources.empty() && c.sources.front().front().kind == kind;
    };
    return has(f.types, c.type) && has(f.statuses, c.status) && has(f.outlets, d.outlet) &&
           (!f.negated || *f.negated == c.negated) && !(f.without_background && c.background) &&
           c.confidence >= f.confidence && (!f.days || days.overlaps(*f.days)) &&
           (!f.known_by || d.published.day <= *f.known_by) &&
           (f.places.empty() || has(f.places, place.place.str()) || has(f.places, place.name)) &&
           (f.parties.empty() || std::any_of(f.parties.begin(), f.parties.end(),
                                             [&](const ActorId& p) {
                                               return names_party(c.who, p) ||
                                                      names_party(c.whom, p);
                                             })) &&
           (f.sources.empty() || std::any_of(f.sources.begin(), f.sources.end(), said_by)) &&
           (f.words.empty() || d.text.find(f.words) != std::string::npos) &&
           (!f.centre ||
            (place.point && distance_m(*place.point, *f.centre) <= f.radius_km * 1000));
  }

  /// Each filter with a chance of one in three.
  ClaimFilter any_filter() {
    ClaimFilter f;
    const auto chance = [&] { return below(4) == 0; };
    if (chance()) f.types = {static_cast<ClaimType>(below(6)), static_cast<ClaimType>(below(6))};
    if (chance()) f.statuses = {static_cast<ClaimStatus>(below(7))};
    if (chance()) f.outlets = {"Outlet " + std::to_string(below(6))};
    if (chance()) f.negated = below(2) == 0;
    if (chance()) f.without_background = true;
    if (chance()) f.confidence = static_cast<double>(below(1001)) / 1000;
    if (chance()) f.known_by = kDay + static_cast<int>(below(700));
    if (chance()) f.places = {"place" + std::to_string(below(10)), "The Place 3"};
    if (chance()) f.parties = {ActorId(below(2) ? "a" : below(2) ? "a.b" : "d")};
    if (chance()) f.sources = {static_cast<SpeakerKind>(below(5))};
    if (chance()) f.words = "Word" + std::to_string(below(8));
    if (chance()) {
      const Day begin = kDay - 900 + static_cast<int>(below(1700));
      static const int kLengths[] = {0, 1, 6, 30, 365};
      f.days = DayInterval{begin, begin + kLengths[below(5)]};
      if (below(5) == 0) f.days->begin = Day(1, 1, 1);
      if (below(5) == 0) f.days->end = Day(9999, 12, 31);
      if (below(9) == 0) f.days = DayInterval{Day(1705, 1, 1), Day(1720, 1, 1)};
    }
    if (chance()) {
      f.centre = LatLng::make(Latitude{33 + static_cast<double>(below(4000)) / 1000},
                              Longitude{below(6) ? 36.1 : -179.9});
      static const double kRadii[] = {0.5, 5, 25, 120, 900, 30000};
      f.radius_km = kRadii[below(6)];
    }
    return f;
  }

  std::mt19937 dice_{5};
  std::string path_;
  std::optional<Record> record_;
  std::vector<Document> documents_;
  std::vector<Claim> claims_;
};

TEST_F(Facets, TheIndexFindsWhatALookAtEachClaimFinds) {
  std::size_t found = 0;
  for (int turn = 0; turn < 400; ++turn) {
    const ClaimFilter filter = any_filter();
    std::vector<std::string> expected, got;
    for (const Claim& one : claims_)
      if (passes(one, filter)) expected.push_back(one.id.str());
    const auto claims = record_->claims(filter);
    ASSERT_TRUE(claims) << to_string(claims.error());
    for (const Claim& one : *claims) got.push_back(one.id.str());
    std::sort(expected.begin(), expected.end());
    std::sort(got.begin(), got.end());
    ASSERT_EQ(got, expected) << "turn " << turn << ": " << index_question(filter);
    const auto count = record_->count_claims(filter);
    ASSERT_TRUE(count) << to_string(count.error());
    ASSERT_EQ(*count, static_cast<std::int64_t>(expected.size())) << "turn " << turn;
    found += got.size();
  }
  EXPECT_GT(found, 1000U) << "hardly a filter found anything";
}

TEST_F(Facets, PagesPutTogetherAreTheWhole) {
  ClaimFilter filter;
  filter.types = {ClaimType::kCapture, ClaimType::kEnter};
  const auto whole = record_->claims(filter);
  ASSERT_TRUE(whole);
  ASSERT_GT(whole->size(), 50U);
  std::vector<std::string> ids, paged;
  for (const Claim& one : *whole) ids.push_back(one.id.str());
  filter.most = 7;
  for (;;) {
    const auto page = record_->claims(filter);
    ASSERT_TRUE(page);
    for (const Claim& one : *page) paged.push_back(one.id.str());
    if (page->size() < 7) break;
    filter.after = page->back().id;
  }
  EXPECT_EQ(paged, ids);
  filter.after = ClaimId("none");
  EXPECT_EQ(record_->claims(filter).error().code, ErrorCode::kArgumentInvalid);
}

TEST_F(Facets, NumbersDoNotDependOnTheOrderOfReading) {
  const std::string other = path_ + ".other";
  fs::remove(other);
  auto again = Record::open(other);
  ASSERT_TRUE(again);
  for (auto one = documents_.rbegin(); one != documents_.rend(); ++one) {
    std::vector<Claim> claims;
    for (const Claim& claim : claims_)
      if (claim.document == one->id) claims.insert(claims.begin(), claim);
    ASSERT_TRUE(again->add(*one, claims));
  }
  const auto a = record_->claims(), b = again->claims();
  ASSERT_EQ(a->size(), b->size());
  for (std::size_t i = 0; i < a->size(); ++i) EXPECT_EQ((*a)[i].id, (*b)[i].id);
  for (const char* end : {"", "-wal", "-shm"}) fs::remove(other + end);
}

TEST_F(Facets, WhatIsCorrectedIsFoundAsCorrected) {
  const Claim& moved = claims_.front();
  ClaimFilter there;
  there.places = {"place_new"};
  EXPECT_TRUE(record_->claims(there)->empty());
  Document document;
  document.id = DocumentId("new"), document.text = "They left.";
  document.published.day = kDay;
  document.map = SpanMap::identity(10);
  Claim claim = claims_[1];
  claim.id = ClaimId("new-0"), claim.document = document.id, claim.sentence = claim.span = {0, 9};
  claim.where.front().place = PlaceId("place_new");
  claim.where.front().point = LatLng::make(Latitude{10}, Longitude{10});
  ASSERT_TRUE(record_->add(document, {claim}));
  const Day far = kDay + 5000;
  ASSERT_TRUE(record_->set_corrections({{"place", moved.id.str(), "place_new", "", "", ""},
                                        {"day", "d3", to_string(far), "", "", ""},
                                        {"wrong", claims_[55].id.str(), "", "", "", ""}}));
  EXPECT_EQ(record_->claims(there)->size(), 2U);
  there.places.clear(), there.centre = LatLng::make(Latitude{10}, Longitude{10});
  there.radius_km = 5;
  EXPECT_EQ(record_->claims(there)->size(), 2U);
  EXPECT_EQ(*record_->count_claims(there), 2);
  const auto all = record_->claims();
  ASSERT_EQ(all->size(), claims_.size());  // one more, one less
  EXPECT_EQ(all->back().document.str(), "d3") << "last by its corrected day";
  ClaimFilter known;
  known.known_by = kDay + 800;
  EXPECT_EQ(record_->claims(known)->size(), claims_.size() - 10);
  ASSERT_TRUE(record_->set_corrections({}));
  EXPECT_EQ(record_->claims(known)->size(), claims_.size() + 1);
  EXPECT_TRUE(record_->verify(*std::make_unique<int>())->empty());
}

TEST_F(Facets, ACircleIsAskedForInFewCellsThatLieAboutIt) {
  // What bounds the time of a question: how many lists are walked, and how much of them is far off.
  for (const double radius_km : {1.0, 5.0, 25.0, 100.0, 250.0}) {
    ClaimFilter filter;
    filter.centre = LatLng::make(Latitude{35.09}, Longitude{38.59}), filter.radius_km = radius_km;
    const std::string asked = index_question(filter);
    std::size_t cells = 1;
    for (std::size_t at = 0; (at = asked.find(" OR ", at)) != std::string::npos; ++at) ++cells;
    EXPECT_LE(cells, 180U) << radius_km;
    // Points at twice the distance are in none of them.
    for (int i = 0; i < 16; ++i) {
      const double angle = i * 0.39269908169872414, far = 2 * (radius_km + 1) / 111.2;
      Claim claim;
      PlaceReading place;
      place.place = PlaceId("far"), place.name = "Far";
      place.point = LatLng::make(Latitude{35.09 + far * std::sin(angle)},
                                 Longitude{38.59 + far * std::cos(angle) / std::cos(0.6125)});
      claim.where = {place};
      const std::string facets = claim_facets(claim, kDay, "");
      for (std::size_t at = 0; (at = asked.find('g', at)) != std::string::npos; ++at) {
        const std::string cell = asked.substr(at, asked.find_first_of(" )", at) - at);
        if (cell.find('x') == std::string::npos) continue;
        EXPECT_EQ((" " + facets + " ").find(" " + cell + " "), std::string::npos)
            << radius_km << " km: " << cell;
      }
    }
  }
}

TEST_F(Facets, WhatWasCorrectedBeforeItIsReadIsFoundAsCorrected) {
  const std::string other = path_ + ".before";
  auto later = Record::open(other);
  ASSERT_TRUE(later);
  const Claim &moved = claims_[0], &wrong = claims_[1];
  const PlaceReading& there = claims_.back().where.front();
  ASSERT_NE(there.place, moved.where.front().place);
  const std::vector<Correction> said = {{"place", moved.id.str(), there.place.str(), "", "", ""},
                                        {"wrong", wrong.id.str(), "", "", "", ""}};
  ASSERT_EQ(later->set_corrections(said)->size(), 2U) << "nothing is there yet";
  const auto documents = record_->documents(true);
  for (const Document& one : *documents) {
    ClaimFilter filter;
    filter.document = one.id;
    ASSERT_TRUE(later->add(one, *record_->claims(filter)));
  }
  // The place may have come after the claim that it corrects.
  ASSERT_TRUE(later->set_corrections(said)->empty());
  ASSERT_TRUE(record_->set_corrections(said)->empty());
  const auto answers = [&](const Record& record) {
    std::vector<std::string> out;
    for (const PlaceId& place : {moved.where.front().place, there.place}) {
      ClaimFilter filter;
      filter.places = {place.str()};
      const auto found = record.claims(filter);
      out.push_back(place.str() + " " + std::to_string(found->size()) + " " +
                    std::to_string(*record.count_claims(filter)));
      for (const Claim& one : *found) out.push_back(one.id.str());
    }
    out.push_back(std::to_string(*record.count_claims({})));
    return out;
  };
  EXPECT_EQ(answers(*later), answers(*record_));
  ClaimFilter as_read;
  as_read.as_read = true;
  EXPECT_EQ(*later->count_claims(as_read), static_cast<std::int64_t>(claims_.size()));
  // Taken out, nothing of them is left in the index.
  for (const Document& one : *documents) ASSERT_TRUE(*later->forget(one.id, "2026-01-01", ""));
  ClaimFilter word;
  word.words = "a*";
  EXPECT_EQ(*later->count_claims(word), 0);
  ClaimFilter affirmed;
  affirmed.negated = false;
  EXPECT_EQ(*later->count_claims(affirmed), 0);
  for (const char* end : {"", "-wal", "-shm"}) fs::remove(other + end);
}

}  // namespace
}  // namespace dateline
