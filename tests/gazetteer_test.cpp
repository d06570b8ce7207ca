#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "dateline/base/csv.h"
#include "dateline/gazetteer/lookup.h"
#include "dateline/gazetteer/world.h"
#include "tests/run.h"

// The gazetteer as it is shipped: that it knows the places that news of any war names, by the usual
// spellings.

namespace dateline::tests {
namespace {

const World& shipped() {
  static const World world = [] {
    auto opened =
        World::open((std::filesystem::path(DATELINE_BINARY).parent_path() / "world.dlg").string());
    EXPECT_TRUE(opened) << (opened ? "" : to_string(opened.error()));
    return opened ? std::move(*opened) : World();
  }();
  return world;
}

/// Where the first of the places of a name that lies in the country stands; 0 is first.
std::size_t place_in(const std::string& name, const std::string& country, std::size_t most) {
  const auto found = find_candidates(shipped(), name, {}, most);
  for (std::size_t i = 0; i < found.size(); ++i)
    if (found[i].place.country == country) return i;
  return most;
}

TEST(ShippedGazetteer, EveryCapitalIsFoundWhereItLies) {
  const auto table = load_csv((kSource / "data" / "world" / "countries.csv").string());
  ASSERT_TRUE(table);
  for (const auto& row : table->rows) {
    const std::string &capital = table->cell(row, "capital"), &country = table->cell(row, "iso2");
    if (capital.empty()) continue;
    const auto point = LatLng::make(Latitude{std::stod(table->cell(row, "capital_lat"))},
                                    Longitude{std::stod(table->cell(row, "capital_lon"))});
    ASSERT_TRUE(point) << capital;
    const auto found = find_candidates(shipped(), capital, point, 5);
    const bool near = std::any_of(found.begin(), found.end(), [&](const Candidate& candidate) {
      return *candidate.km < 60 && candidate.place.feature_class == 'P';
    });
    EXPECT_TRUE(near) << capital << ", " << country;
  }
}

TEST(ShippedGazetteer, CountriesAndTheirRegionsAreFoundByCode) {
  for (const char* country :
       {"UA", "SY", "IQ", "YE", "SD", "LY", "PS", "ET", "MM", "ML", "CD", "AF", "AZ"})
    EXPECT_TRUE(shipped().country(country)) << country;
  EXPECT_TRUE(shipped().country("HK")) << "a territory";
  ASSERT_TRUE(shipped().admin1("US", "CA"));
  EXPECT_EQ(shipped().at(*shipped().admin1("US", "CA")).name, "California");
}

TEST(ShippedGazetteer, NamesOfTheNewsAreFoundInTheirCountry) {
  struct Known {
    const char *country, *names;
  };
  static constexpr Known kKnown[] = {
      {"UA",
       "Kyiv|Kiev|Kharkov|Bakhmut|Artemivsk|Odessa|Zaporizhzhia|Donbas|Crimea|Chernobyl|Slovyansk|"
       "Lysychansk"},
      {"RU", "Belgorod|Grozny|St. Petersburg|Dagestan|Rostov-on-Don|Chechnya"},
      {"IQ", "Mosul|Fallujah|Baiji|Al-Qaem|al-Qaim|Tal Afar|Sulaimaniya|Anbar|Nineveh|Sinjar"},
      {"SY",
       "Deir ez-Zor|Dayr az Zawr|Deraa|Dara'a|Suweida|As-Suwayda|Idlib|Edlib|Kobani|Rojava|Albu "
       "Kamal"},
      {"YE", "Sanaa|Hodeidah|Marib|Taiz|Saada|Mocha|Hadramawt"},
      {"SD", "Khartoum|El Fasher|Nyala|Geneina|Darfur|Omdurman|Wad Madani"},
      {"SS", "Juba|Malakal|Bentiu|Jonglei|Upper Nile"},
      {"LY", "Benghazi|Misrata|Sirte|Derna|Cyrenaica"},
      {"PS", "Gaza|Gaza City|Khan Younis|Jabalia|Jenin|West Bank|Deir al-Balah"},
      {"LB", "Beirut|Sidon|Tyre|Baalbek|Bekaa"},
      {"ET", "Mekelle|Tigray|Lalibela|Oromia|Humera"},
      {"SO", "Mogadishu|Kismayo|Puntland|Somaliland|Lower Shabelle"},
      {"MM", "Yangon|Rangoon|Laukkaing|Rakhine|Myawaddy|Kachin State"},
      {"ML", "Bamako|Timbuktu|Kidal|Menaka|Gao"},
      {"BF", "Ouagadougou|Djibo|Solhan"},
      {"CD", "Goma|Bukavu|Bunia|North Kivu|Ituri|Walikale"},
      {"AF", "Kabul|Kandahar|Mazar-i-Sharif|Lashkar Gah|Helmand|Panjshir"},
      {"AZ", "Stepanakert|Shusha|Nagorno-Karabakh|Lachin|Agdam"},
      {"US", "Calif.|Pa.|D.C.|New York|Texas|Washington|New England"},
      {"GB", "U.K.|England|Scotland|London"},
      {"AE", "UAE|U.A.E.|Dubai"},
  };
  for (const Known& known : kKnown)
    for (const std::string& name : split_list(known.names))
      EXPECT_LT(place_in(name, known.country, 3), 3u) << name << ", " << known.country;
  for (const char* name :
       {"Middle East", "Sahel", "Horn of Africa", "Balkans", "Black Sea", "Mediterranean",
        "Euphrates", "Kurdistan", "Africa", "Red Sea", "Strait of Hormuz", "Caucasus"})
    EXPECT_EQ(place_in(name, "", 1), 0u) << name;
}

TEST(ShippedGazetteer, LookupSaysWhyAndImportWhatIsWrong) {
  const Ran table = run_dateline({"gazetteer", "lookup", "Tripoli", "--near", "Beirut"}, kSource);
  EXPECT_EQ(table.code, 0) << table.err;
  EXPECT_NE(table.out.find("near Beirut, LB"), std::string::npos);
  EXPECT_NE(table.out.find("km away"), std::string::npos);
  const auto lines = lines_of(table.out);
  ASSERT_GT(lines.size(), 3u);
  EXPECT_TRUE(lines[2].starts_with("Tripoli, LB")) << lines[2];
  const Ran json = run_dateline({"gazetteer", "lookup", "Deraa", "--format", "json"}, kSource);
  EXPECT_NE(json.out.find("\"id\": 170905"), std::string::npos);
  const Ran unknown = run_dateline({"gazetteer", "lookup", "Qqxzv"}, kSource);
  EXPECT_EQ(unknown.code, 2);
  EXPECT_NE(unknown.err.find("place-unknown"), std::string::npos);

  const auto folder = std::filesystem::temp_directory_path() / "dateline-gazetteer-test";
  std::filesystem::create_directories(folder);
  const std::string out = (folder / "small.dlg").string();
  const Ran import =
      run_dateline({"gazetteer", "import", (kSource / "README.md").string(), "-o", out}, kSource);
  EXPECT_EQ(import.code, 2);
  EXPECT_NE(import.err.find("README.md"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(out));
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace dateline::tests
