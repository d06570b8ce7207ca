#include "dateline/meaning/ground_places.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "dateline/gazetteer/world_writer.h"
#include "dateline/language/gazetteer_tags.h"
#include "dateline/language/language_sample.h"

namespace dateline {
namespace {

LatLng at(double lat, double lng) { return *LatLng::make(Latitude{lat}, Longitude{lng}); }

NewPlace place(std::string_view name, char feature_class, std::string_view code,
               std::int64_t people, LatLng point, std::string_view country,
               std::string_view admin1 = "") {
  NewPlace out;
  out.name = name;
  out.feature_class = feature_class;
  out.feature_code = code;
  out.population = people;
  out.point = point;
  out.country = country;
  out.admin1 = admin1;
  return out;
}

/// Two countries with namesakes, drawn up here: Libya's Tripoli and Zawiya, Lebanon's Tripoli and
/// Zgharta; a small Zawiya in Lebanon too; the region and the city of Sabha.
World small_world() {
  const std::string path =
      (std::filesystem::temp_directory_path() / ("dateline-ground-" + std::to_string(::getpid())))
          .string();
  auto writer = WorldWriter::create(path);
  writer->add(place("Libya", 'A', "PCLI", 6'800'000, at(28, 17), "LY"));
  writer->add(place("Lebanon", 'A', "PCLI", 5'500'000, at(33.8, 35.8), "LB"));
  writer->add(place("Tripoli", 'P', "PPLC", 1'150'000, at(32.9, 13.2), "LY", "1"));
  writer->add(place("Tripoli", 'P', "PPLA", 230'000, at(34.4, 35.8), "LB", "7"));
  writer->add(place("Zawiya", 'P', "PPLA", 186'000, at(32.8, 12.7), "LY", "2"));
  writer->add(place("Zawiya", 'P', "PPL", 900, at(34.3, 35.9), "LB", "7"));
  writer->add(place("Zgharta", 'P', "PPL", 31'000, at(34.4, 35.9), "LB", "7"));
  writer->add(place("Sabha", 'A', "ADM1", 160'000, at(27, 14.4), "LY", "3"));
  writer->add(place("Sabha", 'P', "PPLA", 20'000, at(27.04, 14.43), "LY", "3"));
  EXPECT_TRUE(writer->finish());
  auto world = World::open(path);
  EXPECT_TRUE(world);
  std::filesystem::remove(path);
  return *world;
}

const Demonyms& demonyms() {
  static const Demonyms loaded = sample::must(Demonyms::load(DATELINE_SOURCE_DIR "/data"));
  return loaded;
}

const World& world() {
  static const World made = small_world();
  return made;
}

/// A text with its layers and what the small world knows of its words.
struct Read {
  explicit Read(std::string_view words) : text(words) {
    tokens =
        split(text, {0, static_cast<std::uint32_t>(text.size())}, *sample::language().splitter);
    layers = analyse(text, tokens, sample::language());
    active = name_words(text, tokens);
    tags = gazetteer_tags(text, tokens, active, world());
  }
  NameInput input() const { return {text, tokens, layers.tags, layers.trees, tags}; }
  std::vector<GroundedToponym> places() const {
    auto found = find_toponyms(input(), active, sample::language(), demonyms());
    return ground_places(input(), std::move(found.toponyms), world(), nullptr);
  }

  std::string_view text;
  Tokens tokens;
  SyntaxLayers layers;
  std::vector<bool> active;
  std::vector<GazetteerTag> tags;
};

/// "Tripoli=35; ...": the longitude of each toponym's likeliest place, with its use where that is
/// not the place itself.
std::string grounded(std::string_view text) {
  const Read read(text);
  std::string out;
  for (const GroundedToponym& g : read.places()) {
    if (!out.empty()) out += "; ";
    for (TokenIndex i = g.toponym.range.begin; i < g.toponym.range.end; ++i)
      out +=
          (i > g.toponym.range.begin ? " " : "") + std::string(slice(text, read.tokens.spans[i]));
    if (g.toponym.use != ToponymUse::kPlace)
      out += " (" + std::string(to_string(g.toponym.use)) + ")";
    double sum = 0;
    for (const PlaceCandidate& c : g.candidates) sum += c.probability;
    EXPECT_TRUE(g.candidates.empty() || std::abs(sum - 1) < 1e-9);
    if (!g.candidates.empty() && g.candidates.front().point)
      out += "=" + std::to_string(static_cast<int>(g.candidates.front().point->lng()));
  }
  return out;
}

TEST(GroundPlaces, TheGreaterNamesakeWhereNothingElseIsSaid) {
  EXPECT_EQ(grounded("Shelling was heard in Tripoli overnight."), "Tripoli=13");
}

TEST(GroundPlaces, TheDocumentsOtherPlacesDecide) {
  EXPECT_EQ(
      grounded(
          "Protesters from Zgharta marched to Tripoli. Troops were sent from Lebanon's south."),
      "Zgharta=35; Tripoli=35; Lebanon=35");
}

TEST(GroundPlaces, TheNameBehindTheCommaDecides) {
  EXPECT_EQ(grounded("He was born in Zawiya, Lebanon, and grew up there."),
            "Zawiya=35; Lebanon=35");
}

TEST(GroundPlaces, DemonymsSpeakForTheirCountry) {
  EXPECT_EQ(grounded("Lebanese troops closed the road to Tripoli."),
            "Lebanese (demonym)=35; Tripoli=35");
}

TEST(GroundPlaces, OneNameIsOnePlaceThroughout) {
  EXPECT_EQ(grounded("Shops in Tripoli were shut. Later, guards from Zgharta in northern Lebanon "
                     "left for Tripoli."),
            "Tripoli=35; Zgharta=35; Lebanon=35; Tripoli=35");
}

TEST(GroundPlaces, TypeWordsTellRegionFromCity) {
  const auto kind = [](std::string_view text) {
    const auto places = Read(text).places();
    return std::string(world().at(*places.at(0).candidates.at(0).world).feature_code);
  };
  EXPECT_EQ(kind("Clashes broke out in Sabha province on Monday."), "ADM1");
  EXPECT_EQ(kind("Clashes broke out in the city of Sabha on Monday."), "PPLA");
}

TEST(GroundPlaces, TheCityGoesBeforeTheRegionNamedAfterIt) {
  EXPECT_EQ(grounded("Trucks were seen in Sabha on Monday."), "Sabha=14");
  EXPECT_EQ(grounded("Rain fell in March near Zgharta."), "Zgharta=35");
}

TEST(GroundPlaces, AnotherSpellingIsMeantOnlyInTheCountrySpokenOf) {
  const auto candidates = [](const std::string& country) {
    const std::string text = "Two men were hurt in Zghurta, " + country + " on Friday.";
    const Read read(text);
    const Toponym spelt{{5, 6}, ToponymUse::kPlace, "Zghurta"};
    const Toponym other{{7, 8}, ToponymUse::kPlace, country};
    return ground_places(read.input(), {spelt, other}, world(), nullptr).at(0).candidates.size();
  };
  EXPECT_EQ(candidates("Lebanon"), 1u);
  EXPECT_EQ(candidates("Libya"), 0u);
}

TEST(GroundPlaces, AnUnknownNameLiesAboutWhereItsNeighbourDoes) {
  const Read read("Two men were hurt in Bir Hakara, near Zgharta.");
  const Toponym unknown{{5, 7}, ToponymUse::kPlace, "Bir Hakara"};
  const Toponym known{{9, 10}, ToponymUse::kPlace, "Zgharta"};
  const auto out = ground_places(read.input(), {unknown, known}, world(), nullptr);
  ASSERT_EQ(out.size(), 2u);
  EXPECT_TRUE(out[0].candidates.empty());
  ASSERT_TRUE(out[0].about.has_value());
  EXPECT_NEAR(out[0].about->lng(), 35.9, 0.01);
}

}  // namespace
}  // namespace dateline
