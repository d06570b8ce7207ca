#include "dateline/pipeline.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "dateline/dispatch/read.h"
#include "dateline/meaning/claim_json.h"
#include "tests/run.h"

// From the bytes of a dispatch to its claims.

namespace dateline::tests {
namespace {

const Engine& engine() {
  static const Engine loaded = [] {
    ::setenv("DATELINE_HOME", kSource.c_str(), 1);
    auto result = load_engine("");
    if (!result) throw std::runtime_error(to_string(result.error()));
    return *result;
  }();
  return loaded;
}

Document document_of(const std::string& title, const std::string& words) {
  auto out = read_document(
      "title: " + title + "\ndate: 2024-12-07\noutlet: Example Wire\n\n" + words, "a.txt", {});
  if (!out) throw std::runtime_error(to_string(out.error()));
  return *out;
}

std::vector<Document> examples() {
  std::vector<Document> out;
  for (const std::string& path : example_dispatches()) {
    if (!path.ends_with(".txt")) continue;
    auto document = read_document(bytes_of(path), path, {});
    EXPECT_TRUE(document) << path;
    if (document) out.push_back(std::move(*document));
  }
  return out;
}

std::string written(const Document& document) {
  std::string out;
  for (const Claim& claim : read_claims(document, engine())) out += to_json(claim) + "\n";
  return out;
}

TEST(Pipeline, PlacesOfTheWorldNeedNoTheatre) {
  const Document document = document_of(
      "Troops leave Pokrovsk",
      "Ukrainian troops withdrew from Pokrovsk on Friday. Russian forces captured Myrnohrad.");
  ASSERT_EQ(engine().knowledge_for(document).theatre, "");
  std::map<ClaimType, PlaceReading> where;
  for (const Claim& claim : read_claims(document, engine()))
    if (!claim.where.empty()) where.emplace(claim.type, claim.where.front());
  ASSERT_TRUE(where.contains(ClaimType::kWithdraw));
  ASSERT_TRUE(where.contains(ClaimType::kCapture));
  for (const auto& [type, place] : where) {
    EXPECT_TRUE(place.place.str().starts_with("geonames:")) << place.place.str();
    ASSERT_TRUE(place.point.has_value());
    EXPECT_NEAR(place.point->lat(), 48.29, 0.1);
    EXPECT_NEAR(place.point->lng(), 37.2, 0.15);
  }
}

TEST(Pipeline, TheDocumentChoosesItsTheatre) {
  const Document near =
      document_of("Rebels in Hama", "Rebels captured Hama and Homs, the Syrian army said.");
  EXPECT_TRUE(engine().knowledge_for(near).theatre.ends_with("/syria"));
  const Document far =
      document_of("Fighting in Sudan",
                  "The rebels captured a base in Omdurman, the Sudanese army said in Khartoum.");
  EXPECT_EQ(engine().knowledge_for(far).theatre, "");
  const std::vector<Claim> claims = read_claims(far, engine());
  ASSERT_FALSE(claims.empty());
  for (const Claim& claim : claims)
    for (const auto& who : claim.who) EXPECT_FALSE(who.id.str().starts_with("syria")) << who.text;
}

TEST(Pipeline, ATheatreThatIsNotThereIsSaid) {
  ::setenv("DATELINE_HOME", kSource.c_str(), 1);
  const auto out = load_engine("atlantis");
  ASSERT_FALSE(out);
  EXPECT_EQ(out.error().code, ErrorCode::kTheatreMissing);
  EXPECT_EQ(out.error().path, "atlantis");
}

TEST(Pipeline, SpansSliceToTheTextOfEveryClaim) {
  std::size_t claims = 0;
  for (const Document& document : examples()) {
    SCOPED_TRACE(document.name);
    const auto fits = [&](ByteSpan span, const std::string& text) {
      return span.end <= document.text.size() && document.slice(span) == text;
    };
    for (const Claim& claim : read_claims(document, engine())) {
      ++claims;
      EXPECT_EQ(claim.document, document.id);
      EXPECT_FALSE(claim.span.empty());
      EXPECT_TRUE(fits(claim.span, claim.text)) << claim.text;
      EXPECT_TRUE(claim.sentence.contains(claim.span)) << claim.text;
      for (const auto* slot : {&claim.who, &claim.whom})
        for (const auto& actor : *slot) EXPECT_TRUE(fits(actor.span, actor.text)) << actor.text;
      for (const auto& place : claim.where) EXPECT_TRUE(fits(place.span, place.text)) << place.text;
      for (const auto& chain : claim.sources)
        for (const auto& speaker : chain) {
          // "army and rebel sources": each speaker shares the noun, and spans only its own words.
          ASSERT_LE(speaker.span.end, document.text.size());
          const std::string words(document.slice(speaker.span));
          EXPECT_FALSE(words.empty());
          EXPECT_NE(speaker.text.find(words), std::string::npos) << speaker.text;
        }
    }
  }
  EXPECT_GT(claims, 100u);
}

TEST(Pipeline, TheOrderAndNumberOfRunsChangeNothing) {
  std::map<std::string, std::string> first;
  std::vector<Document> documents = examples();
  ASSERT_GT(documents.size(), 10u);
  for (const Document& document : documents) first[document.name] = written(document);
  std::ranges::reverse(documents);
  for (const Document& document : documents)
    EXPECT_EQ(written(document), first[document.name]) << document.name;
}

}  // namespace
}  // namespace dateline::tests
