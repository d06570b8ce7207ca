#include "dateline/territory/theatre_new.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "dateline/base/csv.h"
#include "dateline/gazetteer/fold.h"
#include "dateline/territory/theatre_schema.h"

namespace dateline {
namespace {

struct Advice {
  std::string_view file, text;  ///< lines of comment, without the '#'
};

/// What a person has to know of each file to fill it; docs/theatres.md has more.
constexpr std::array<Advice, 10> kAdvice = {
    {{"parties.csv",
      "Who fights, and who helps. id: a path, widest first, dots between; side: parties of one "
      "side fight together.\n"
      "Ids that data/actors/parties.csv has keep their names and spellings (islamic_state, "
      "us_coalition, ...).\n"
      "xx.government,Government,,government,#4477AA,state,,,\n"
      "xx.government.army,Army,xx.government,,,army,,,\n"
      "xx.rebels,Rebels,,rebels,#228833,armed_group,2019-04,,"},
     {"names.csv",
      "What parties are called here. said_by: only in this party's mouth; weight: the share of "
      "uses that mean it.\n"
      "xx.rebels,Northern Front,,,,0.98,\n"
      "xx.rebels,terrorists,xx.government,,,0.9,"},
     {"people.csv",
      "Holders of public office and commanders alone, a row a spelling.\n"
      "some_minister,Some Minister,xx.government,defence minister,2018-05,"},
     {"backing.csv",
      "Who backs whom. how: arms, air, troops, money, training, diplomacy.\n"
      "usa,xx.government,arms,0.9,2017,"},
     {"forces.csv",
      "How many of whom, where, as of when.\n"
      "xx.rebels,,2000,5000,fighter,2020-01"},
     {"aliases.csv",
      "Spellings that folding does not give; those of GeoNames are known to places that have its "
      "id.\n"
      "some_town,Sometown,en"},
     {"start.csv",
      "Who held what on a day: a region for all its places, and the places that differ. Rows of "
      "one place sum to 1 at most.\n"
      "some_region,2020-01-01,xx.government,0.9\n"
      "some_town,2020-01-01,xx.rebels,0.8\n"
      "some_town,2020-01-01,contested,0.1"},
     {"roads.csv",
      "km along the road; class: motorway, trunk, primary, secondary, tertiary, track.\n"
      "some_town,other_town,42,N1,primary,XX,1,,"},
     {"crossings.csv",
      "status: open, closed, aid_only, military.\n"
      "some_crossing,XX|YY,open,2011,"},
     {"outlets.csv",
      "Outlets that data/outlets/outlets.csv lacks. party: whom its own voice speaks for, empty "
      "for nobody.\n"
      "state_agency,State News Agency|SNA|sna.example,,xx.government,state,XX,0.1"}}};

std::string columns_of(std::string_view file) {
  for (const FileSchema& schema : theatre_schema()) {
    if (schema.file != file) continue;
    std::string out;
    for (const ColumnSchema& column : schema.columns)
      out += (out.empty() ? "" : ",") + std::string(column.name);
    return out + ",source,note\n";
  }
  return {};
}

/// The rows of advice beside the width of the file: source and note are left empty.
std::string commented(std::string_view text) {
  std::string out = "# ";
  for (const char c : text) {
    out += c;
    if (c == '\n') out += "# ";
  }
  return out + "\n";
}

/// "tuz_khurmatu" of "Ţūz Khūrmātū": small letters and digits of ASCII.
std::string id_of(std::string_view name, std::set<std::string>& taken) {
  std::string id;
  for (const char c : fold_name(name)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      id += c;
    } else if (!id.empty() && id.back() != '_') {
      id += '_';
    }
  }
  while (!id.empty() && id.back() == '_') id.pop_back();
  if (id.empty()) id = "place";
  std::string out = id;
  for (int n = 2; !taken.insert(out).second; ++n) out = fmt::format("{}_{}", id, n);
  return out;
}

std::string_view kind_of(std::int64_t population) {
  return population >= 100'000 ? "city" : population >= 5'000 ? "town" : "village";
}

/// A region's centre of rule, though the gazetteer may not know its people.
bool is_seat(std::string_view code) { return code == "PPLC" || code == "PPLA"; }

std::string theatre_file(const NewTheatre& theatre, std::string_view country_name) {
  std::string out = "key,value\nformat,1\n";
  out += fmt::format("name,{}\n", csv_field(theatre.name));
  out += fmt::format("title,{}\n",
                     csv_field(fmt::format("{}, from {}", country_name, to_string(theatre.from))));
  out += fmt::format("countries,{}\n", theatre.country);
  out += "# The main country first; with '|' between, the neighbours that matter.\n";
  out += fmt::format("timezone,{}\nfrom,{}\nlanguages,en\n", theatre.timezone,
                     to_string(theatre.from));
  return out;
}

}  // namespace

Result<std::vector<NewFile>> make_theatre(const World& world, const NewTheatre& theatre) {
  const auto country = world.country(theatre.country);
  if (!country)
    return fail(
        ErrorCode::kArgumentInvalid,
        fmt::format("expected the ISO 3166 code of a country, found \"{}\"", theatre.country));
  std::set<std::string> taken;
  const std::string country_name(world.at(*country).name);
  taken.insert(fold_case(country_name));
  std::vector<WorldPlace> towns;
  std::map<std::string, std::string> region_of;  // admin1 -> id
  std::string regions = columns_of("regions.csv");
  regions += commented("The country itself needs no row: the world's own is known.");
  for (std::uint32_t row = 0; row < world.size(); ++row) {
    const WorldPlace place = world.at(row);
    if (place.country != theatre.country) continue;
    if (place.feature_code == "ADM1" && !region_of.contains(std::string(place.admin1))) {
      const std::string id = id_of(fmt::format("{} region", place.name), taken);
      region_of.emplace(place.admin1, id);
      regions += fmt::format("{},{},,,GeoNames,\n", id, csv_field(place.name));
    }
    if (place.feature_class == 'P' && place.id != 0 &&
        (place.population >= theatre.population || is_seat(place.feature_code)))
      towns.push_back(place);
  }
  std::ranges::stable_sort(towns, [](const WorldPlace& a, const WorldPlace& b) {
    return std::pair(-a.population, a.id) < std::pair(-b.population, b.id);
  });
  std::string places = columns_of("places.csv");
  places += commented(
      "Give each place the name that the news uses; GeoNames' spellings of its id are known as "
      "well.");
  std::set<std::uint64_t> seen;
  for (const WorldPlace& place : towns) {
    if (!seen.insert(place.id).second) continue;
    const auto region = region_of.find(std::string(place.admin1));
    const bool geonames = place.source == WorldSource::kGeoNames;
    places += fmt::format(
        "{},{},{:.5f},{:.5f},{},{},,{},{},{},\n", id_of(place.name, taken), csv_field(place.name),
        place.point.lat(), place.point.lng(), kind_of(place.population),
        region == region_of.end() ? std::string() : region->second,
        place.population > 0 ? std::to_string(place.population) : std::string(),
        geonames ? std::to_string(place.id) : std::string(),
        geonames ? fmt::format("geonames:{}", place.id) : fmt::format("osm:{}", place.id));
  }
  std::vector<NewFile> out{{"theatre.csv", theatre_file(theatre, country_name)},
                           {"places.csv", std::move(places)},
                           {"regions.csv", std::move(regions)}};
  for (const Advice& advice : kAdvice)

    out.emplace_back(advice.file, columns_of(advice.file) + commented(advice.text));
  return out;
}

}  // namespace dateline
