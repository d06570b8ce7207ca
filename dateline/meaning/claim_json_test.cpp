#include "dateline/meaning/claim_json.h"

#include <gtest/gtest.h>

#include <random>

namespace dateline {
namespace {

/// Claims of any shape, the same ones in each run.
class RandomClaims {
 public:
  Claim next() {
    Claim out;
    out.id = ClaimId(words());
    out.document = DocumentId(words());
    out.type = static_cast<ClaimType>(below(kClaimTypes));
    out.who = actors();
    out.whom = actors();
    for (int n = below(3); n > 0; --n) out.where.push_back(place());
    if (coin())
      out.when = TimeReading{
          {Day::of_number(19'000 + below(900)), Day::of_number(20'000)}, words(), words()};
    for (int n = below(3); n > 0; --n) out.sources.push_back(chain());
    out.negated = coin();
    out.status = static_cast<ClaimStatus>(below(7));
    out.background = coin();
    for (int n = below(3); n > 0; --n) out.quantities.push_back(quantity());
    for (int n = below(3); n > 0; --n) out.links.push_back({words(), ClaimId(words())});
    out.span = span();
    out.sentence = span();
    out.text = words();
    out.part = static_cast<PartKind>(below(6));
    out.attributive = coin();
    out.confidence = below(10'001) / 1e4;
    return out;
  }

 private:
  int below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
  bool coin() { return below(2) == 1; }
  std::string words() {
    static const std::vector<std::string> kPieces = {
        "a", "\"", "\\", "\n", "é", "ʿ", "Homs", " ", "{", "}", "\t", "0", "\x01", "/", "💥"};
    std::string out;
    for (int n = below(6); n > 0; --n)
      out += kPieces[static_cast<std::size_t>(below(static_cast<int>(kPieces.size())))];
    return out;
  }
  ByteSpan span() {
    const auto begin = static_cast<std::uint32_t>(below(1'000'000));
    return {begin, begin + static_cast<std::uint32_t>(below(1000))};
  }
  std::vector<ActorReading> actors() {
    std::vector<ActorReading> out;
    for (int n = below(3); n > 0; --n) out.push_back({ActorId(words()), words(), span()});
    return out;
  }
  double number() { return (below(2'000'001) - 1'000'000) / 64.0; }
  std::optional<double> maybe() { return coin() ? std::optional(number()) : std::nullopt; }
  PlaceReading place() {
    PlaceReading out;
    out.place = PlaceId(words());
    out.name = words();
    if (coin())
      out.point = LatLng::make(Latitude{below(180) - 90.0}, Longitude{(below(2880) - 1440) / 8.0});
    out.relation = words();
    out.distance_km = maybe();
    out.is_region = coin();
    out.facility = words();
    out.probability = below(10'001) / 1e4;
    if (out.point && coin())
      out.shape = std::make_shared<const Shape>(
          coin() ? ring_shape(*out.point, 1 + below(20), 30, below(9))
                 : sector_shape(*out.point, below(360), 45, below(2), 20, 2.5));
    out.text = words();
    out.span = span();
    return out;
  }
  SpeakerChain chain() {
    SpeakerChain out;
    for (int n = 1 + below(2); n > 0; --n)
      out.push_back({ActorId(words()), words(), static_cast<SpeakerKind>(below(13)), span()});
    return out;
  }
  Quantity quantity() { return {number(), maybe(), maybe(), words(), words()}; }

  std::mt19937 random_{20241127};
};

void expect_same(const std::vector<ActorReading>& a, const std::vector<ActorReading>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].id, b[i].id);
    EXPECT_EQ(a[i].text, b[i].text);
    EXPECT_EQ(a[i].span, b[i].span);
  }
}

void expect_same(const std::vector<PlaceReading>& a, const std::vector<PlaceReading>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].place, b[i].place);
    EXPECT_EQ(a[i].name, b[i].name);
    EXPECT_EQ(a[i].point, b[i].point);
    EXPECT_EQ(a[i].relation, b[i].relation);
    ASSERT_EQ(a[i].distance_km.has_value(), b[i].distance_km.has_value());
    EXPECT_NEAR(a[i].distance_km.value_or(0), b[i].distance_km.value_or(0), 1e-6);
    EXPECT_EQ(a[i].is_region, b[i].is_region);
    EXPECT_EQ(a[i].facility, b[i].facility);
    EXPECT_EQ(a[i].probability, b[i].probability);
    ASSERT_EQ(a[i].shape != nullptr, b[i].shape != nullptr);
    if (a[i].shape) {
      EXPECT_EQ(*a[i].shape, *b[i].shape);
    }
    EXPECT_EQ(a[i].text, b[i].text);
    EXPECT_EQ(a[i].span, b[i].span);
  }
}

void expect_same(const std::vector<SpeakerChain>& a, const std::vector<SpeakerChain>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    ASSERT_EQ(a[i].size(), b[i].size());
    for (std::size_t j = 0; j < a[i].size(); ++j) {
      EXPECT_EQ(a[i][j].id, b[i][j].id);
      EXPECT_EQ(a[i][j].text, b[i][j].text);
      EXPECT_EQ(a[i][j].kind, b[i][j].kind);
      EXPECT_EQ(a[i][j].span, b[i][j].span);
    }
  }
}

void expect_same(const std::vector<Quantity>& a, const std::vector<Quantity>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_NEAR(a[i].value, b[i].value, 1e-6);
    EXPECT_EQ(a[i].low.has_value(), b[i].low.has_value());
    EXPECT_NEAR(a[i].low.value_or(0), b[i].low.value_or(0), 1e-6);
    EXPECT_EQ(a[i].high.has_value(), b[i].high.has_value());
    EXPECT_NEAR(a[i].high.value_or(0), b[i].high.value_or(0), 1e-6);
    EXPECT_EQ(a[i].unit, b[i].unit);
    EXPECT_EQ(a[i].of, b[i].of);
  }
}

void expect_same(const Claim& a, const Claim& b) {
  EXPECT_EQ(a.id, b.id);
  EXPECT_EQ(a.document, b.document);
  EXPECT_EQ(a.type, b.type);
  expect_same(a.who, b.who);
  expect_same(a.whom, b.whom);
  expect_same(a.where, b.where);
  ASSERT_EQ(a.when.has_value(), b.when.has_value());
  if (a.when) {
    EXPECT_EQ(a.when->days, b.when->days);
    EXPECT_EQ(a.when->text, b.when->text);
    EXPECT_EQ(a.when->rule, b.when->rule);
  }
  expect_same(a.sources, b.sources);
  EXPECT_EQ(a.negated, b.negated);
  EXPECT_EQ(a.status, b.status);
  EXPECT_EQ(a.background, b.background);
  expect_same(a.quantities, b.quantities);
  ASSERT_EQ(a.links.size(), b.links.size());
  for (std::size_t i = 0; i < a.links.size(); ++i) {
    EXPECT_EQ(a.links[i].kind, b.links[i].kind);
    EXPECT_EQ(a.links[i].claim, b.links[i].claim);
  }
  EXPECT_EQ(a.span, b.span);
  EXPECT_EQ(a.sentence, b.sentence);
  EXPECT_EQ(a.text, b.text);
  EXPECT_EQ(a.part, b.part);
  EXPECT_EQ(a.attributive, b.attributive);
  EXPECT_NEAR(a.confidence, b.confidence, 1e-4);
}

TEST(ClaimJson, WhatIsWrittenIsRead) {
  RandomClaims claims;
  for (int i = 0; i < 500 && !::testing::Test::HasFailure(); ++i) {
    const Claim claim = claims.next();
    const std::string line = to_json(claim);
    SCOPED_TRACE(line);
    EXPECT_EQ(line.find('\n'), std::string::npos) << "one line";
    const auto again = parse_claim_json(line);
    ASSERT_TRUE(again) << to_string(again.error());
    expect_same(claim, *again);
    EXPECT_EQ(to_json(*again), line);
  }
}

TEST(ClaimJson, TheLineForOtherProgramsIsReadToo) {
  RandomClaims claims;
  Document document;
  document.id = DocumentId("0123456789abcdef");
  document.published.day = *parse_day("2024-12-07");
  Claim claim = claims.next();
  claim.document = document.id;
  const std::string line = to_json(claim, document, {"Attack", "ASSAULT"});
  EXPECT_NE(line.find("\"acled\":\"Attack\",\"plover\":\"ASSAULT\""), std::string::npos) << line;
  const auto again = parse_claim_json(line);
  ASSERT_TRUE(again) << to_string(again.error());
  expect_same(claim, *again);
}

TEST(ClaimJson, SaysWhichMemberIsWrong) {
  const std::string line = to_json(RandomClaims().next());
  const auto changed = [&](const std::string& member, const std::string& value) {
    const auto at = line.find("\"" + member + "\":") + member.size() + 3;
    auto end = line.find_first_of(",}", at);
    return line.substr(0, at) + value + line.substr(end);
  };
  for (const char* member : {"type", "status", "background", "attributive", "part"}) {
    const auto out = parse_claim_json(changed(member, "17"));
    ASSERT_FALSE(out) << member;
    EXPECT_EQ(out.error().code, ErrorCode::kDataInvalid);
    EXPECT_NE(out.error().detail.find(member), std::string::npos) << out.error().detail;
  }
  for (const char* text : {"", "[]", "{", "17"}) EXPECT_FALSE(parse_claim_json(text)) << text;
}

}  // namespace
}  // namespace dateline
