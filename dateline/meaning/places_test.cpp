#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "dateline/meaning/mentions.h"
#include "dateline/meaning/reading_sample.h"

namespace dateline {
namespace {

/// The places of a text, with what they were read from.
struct Read {
  explicit Read(const std::string& text, std::size_t headline = 0) {
    document.text = text;
    document.published.day = Day(2024, 12, 7);
    const auto size = static_cast<std::uint32_t>(text.size());
    const auto body = static_cast<std::uint32_t>(headline);
    if (headline > 0) document.parts.push_back({PartKind::kHeadline, {0, body}});
    document.parts.push_back({PartKind::kBody, {body, size}});
    tokens = split(document.text, document.parts.front().span, *sample::language().splitter);
    if (headline > 0) {
      const Tokens more = split(document.text, {body, size}, *sample::language().splitter);
      const auto before = static_cast<TokenIndex>(tokens.spans.size());
      tokens.spans.insert(tokens.spans.end(), more.spans.begin(), more.spans.end());
      for (const TokenRange range : more.sentences)
        tokens.sentences.push_back({range.begin + before, range.end + before});
      tokens.sentence_spans.insert(tokens.sentence_spans.end(), more.sentence_spans.begin(),
                                   more.sentence_spans.end());
    }
    std::tie(tags, trees) = analysed();
    syntax.emplace(document, tokens, tags, trees, sample::knowledge().lemmas);
    actors.emplace(*syntax, sample::knowledge());
    places.emplace(*syntax, sample::knowledge(), *actors, Toponyms{});
  }

  std::pair<Tags, Trees> analysed() const {
    auto layers = analyse(document.text, tokens, sample::language());
    return {std::move(layers.tags), std::move(layers.trees)};
  }

  /// The reading of the last mention with these words.
  std::optional<PlaceReading> operator[](const std::string& words) const {
    std::optional<PlaceReading> out;
    for (const PlaceMention& mention : places->mentions())
      if (syntax->text(mention.range) == words) out = places->reading(mention);
    return out;
  }

  Document document;
  Tokens tokens;
  Tags tags;
  Trees trees;
  std::optional<Syntax> syntax;
  std::optional<Actors> actors;
  std::optional<Places> places;
};

LatLng point_of(const char* id) { return *sample::knowledge().gazetteer.at(PlaceId(id)).point; }

struct Vague {
  const char* text;
  const char* words;  ///< of the mention
  const char* place;
  ShapeKind kind;
  double bearing, km;  ///< a point that lies inside, from the place
  double out_bearing, out_km;
};

TEST(Places, VagueWordsMakeShapes) {
  using enum ShapeKind;
  const Vague cases[] = {
      {"Troops dug in 30 km from Homs.", "Homs", "homs", kRing, 77, 30, 77, 15},
      {"Troops dug in some 20 miles from Homs.", "Homs", "homs", kRing, 200, 32, 200, 20},
      {"Troops dug in a few kilometres from Homs.", "Homs", "homs", kRing, 10, 3, 10, 12},
      {"Troops dug in 30 km north of Homs.", "Homs", "homs", kSector, 5, 30, 180, 30},
      {"Troops dug in two kilometres west of Homs.", "Homs", "homs", kSector, 270, 2, 90, 2},
      {"Troops dug in north of Homs.", "Homs", "homs", kSector, 340, 20, 90, 20},
      {"Troops dug in within 10 km of Homs.", "Homs", "homs", kDisc, 10, 4, 10, 14},
      {"The column was about an hour's drive from Homs.", "Homs", "homs", kRing, 90, 60, 90, 10},
      {"Fighting went on near Homs.", "Homs", "homs", kDisc, 30, 12, 30, 60},
      {"Fighting went on in villages around Hama.", "Hama", "hama", kRing, 30, 12, 30, 60},
      {"Fighting went on on the outskirts of Hama.", "Hama", "hama", kRing, 30, 4, 30, 25},
      {"Shells fell on the eastern outskirts of Hama.", "Hama", "hama", kSector, 90, 4, 270, 4},
      {"Shells fell on the suburbs of Hama.", "Hama", "hama", kRing, 0, 5, 0, 60},
      {"Shells fell on the western districts of Aleppo.", "Aleppo", "aleppo", kSector, 270, 5, 90,
       5},
      {"A convoy was hit between Homs and Hama.", "Homs", "homs", kCorridor, 0, 20, 180, 20},
      {"A convoy was hit on the road from Homs to Palmyra.", "Palmyra", "palmyra", kCorridor, 278,
       40, 90, 40},
      {"Fighters dug in on the east bank of Raqqa.", "Raqqa", "raqqa", kSector, 90, 8, 270, 8},
  };
  for (const Vague& c : cases) {
    const Read read(c.text);
    const auto place = read[c.words];
    ASSERT_TRUE(place) << c.text;
    EXPECT_EQ(place->place.str(), c.place) << c.text;
    ASSERT_TRUE(place->shape) << c.text;
    EXPECT_EQ(to_string(place->shape->kind), to_string(c.kind)) << c.text;
    const LatLng from = point_of(c.place);
    EXPECT_TRUE(contains(*place->shape, destination(from, c.bearing, c.km * 1000))) << c.text;
    EXPECT_FALSE(contains(*place->shape, destination(from, c.out_bearing, c.out_km * 1000)))
        << c.text;
    EXPECT_GT(place->shape->uncertainty_km, 0) << c.text;
  }
}

TEST(Places, DistancesAreReadInWordsAndUnits) {
  struct Case {
    const char* text;
    double km;
  };
  const Case cases[] = {{"They stopped 12 km from Homs.", 12},
                        {"They stopped 12km from Homs.", 12},
                        {"They stopped five kilometres from Homs.", 5},
                        {"They stopped half a mile from Homs.", 0.8046720},
                        {"They stopped 800 metres from Homs.", 0.8},
                        {"They stopped about 10 miles north of Homs.", 16.09344},
                        {"They stopped a couple of kilometres south of Homs.", 2},
                        {"They stopped some 1,200 metres east of Homs.", 1.2}};
  for (const Case& c : cases) {
    const auto place = Read(c.text)["Homs"];
    ASSERT_TRUE(place && place->distance_km) << c.text;
    EXPECT_NEAR(*place->distance_km, c.km, 1e-6) << c.text;
  }
  const auto none = Read("They stopped 12 hours before Homs.")["Homs"];
  ASSERT_TRUE(none);
  EXPECT_FALSE(none->distance_km);
}

TEST(Places, APointIsNoShapeAndARegionIsItsOutline) {
  EXPECT_FALSE(Read("They reached Homs.")["Homs"]->shape);
  const auto province = Read("They reached Homs province.")["Homs province"];
  ASSERT_TRUE(province && province->shape);
  EXPECT_EQ(province->shape->kind, ShapeKind::kRegion);
  EXPECT_TRUE(contains(*province->shape, point_of("palmyra")));
}

TEST(Places, SidesOfARegionAreItsParts) {
  const auto east = Read("Clashes went on in eastern Lebanon and in the northeast of Syria.");
  const auto syria = east["Syria"];
  ASSERT_TRUE(syria && syria->shape);
  EXPECT_EQ(syria->shape->kind, ShapeKind::kPart);
  EXPECT_TRUE(contains(*syria->shape, point_of("hasakah")));
  EXPECT_FALSE(contains(*syria->shape, point_of("daraa")));
  // A name that the theatre has for itself goes before.
  const auto named = Read("Clashes went on in north-western Syria.")["north-western Syria"];
  ASSERT_TRUE(named);
  EXPECT_EQ(named->place.str(), "northwest");
}

TEST(Places, WhatGoesBack) {
  struct Case {
    const char* text;
    const char* words;
    const char* place;
  };
  const Case cases[] = {
      {"Rebels entered Hama. Soldiers left the city at night.", "city", "hama"},
      {"Rebels entered Hama. Soldiers left the village of Morek.", "village", ""},
      {"Troops left Homs. Fighting went on there.", "there", "homs"},
      {"Rebels shelled Saraqib. The town was empty.", "town", "saraqib"},
      {"The Syrian capital was quiet.", "capital", "damascus"},
      {"Shells fell in Lebanon overnight. The capital was quiet.", "capital", "beirut"},
      {"Soldiers stayed in Iraq, and more came to the country.", "country", "iraq"},
      {"They took Idlib province. Most of the province was quiet.", "province",
       "idlib_governorate"},
      {"A city is no village.", "city", ""},
  };
  for (const Case& c : cases) {
    const auto place = Read(c.text)[c.words];
    EXPECT_EQ(place ? place->place.str() : "", c.place) << c.text;
    EXPECT_LT(place ? place->probability : 0, 1) << c.text;
  }
}

TEST(Places, OfTwoTownsTheHeadlinesIsMeantAndLessSurely) {
  const std::string headline = "Shells fall on Hama";
  const Read read(headline + "\n\nRebels came to Hama from Homs. The city was shelled.",
                  headline.size());
  const auto place = read["city"];
  ASSERT_TRUE(place);
  EXPECT_EQ(place->place.str(), "hama");
  const auto alone = Read("Rebels came to Hama. The city was shelled.")["city"];
  ASSERT_TRUE(alone);
  EXPECT_LT(place->probability, alone->probability);
}

TEST(Places, FacilitiesAreFoundAndAnchored) {
  struct Case {
    const char* text;
    const char* words;
    const char* place;
    const char* facility;
  };
  const Case cases[] = {
      {"Warplanes bombed a hospital in Douma.", "hospital", "douma", "hospital"},
      {"Warplanes bombed the Douma hospital.", "Douma hospital", "douma", "hospital"},
      {"Rebels took Kweires airbase.", "Kweires airbase", "kuweires_airbase", ""},
      {"Shells hit al-Amal hospital in Hama.", "al-Amal hospital", "hama", "hospital"},
      {"Rebels entered Hama. They took the central prison.", "prison", "hama", "prison"},
      {"A market price rose in Hama.", "market", "", ""},
      {"Rebels took a base near the border with Turkey.", "base", "", ""},
  };
  for (const Case& c : cases) {
    const auto place = Read(c.text)[c.words];
    EXPECT_EQ(place ? place->place.str() : "", c.place) << c.text;
    EXPECT_EQ(place ? place->facility : "", c.facility) << c.text;
  }
}

TEST(Places, WhoBearsAPlacesNameIsNoPlace) {
  EXPECT_FALSE(Read("A London-based group counted them.")["London"]);
  EXPECT_FALSE(Read("Moscow-backed troops came.")["Moscow"]);
  EXPECT_FALSE(Read("Syrian rebels came.")["Syrian"]);
  EXPECT_FALSE(Read("A reporter told SANA that shells fell.")["SANA"]);
  EXPECT_TRUE(Read("Shells fell on Sanaa.")["Sanaa"]);
}

TEST(EventPlaces, AnEventWithoutAPlaceTakesThatOfItsSurroundingsLessSurely) {
  const auto claims =
      sample::claims_of("Rebels shelled Hama on Friday. At least 20 people were killed.");
  ASSERT_EQ(claims.size(), 2u) << sample::brief(claims);
  ASSERT_EQ(claims[1].where.size(), 1u) << sample::brief(claims);
  EXPECT_EQ(claims[1].where[0].place.str(), "hama");
  EXPECT_TRUE(claims[0].where[0].is_told());
  EXPECT_FALSE(claims[1].where[0].is_told());
}

}  // namespace
}  // namespace dateline
