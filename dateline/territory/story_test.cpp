#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "dateline/roads/roads.h"
#include "dateline/territory/control.h"
#include "dateline/territory/whatif.h"

// Runs tests/stories/*.txt; the grammar of a story stands in tests/stories/README.md.

namespace dateline {
namespace {

std::string trim(std::string text) {
  const auto space = [](unsigned char c) { return std::isspace(c) != 0; };
  text.erase(text.begin(), std::find_if_not(text.begin(), text.end(), space));
  text.erase(std::find_if_not(text.rbegin(), text.rend(), space).base(), text.end());
  return text;
}

std::vector<std::string> split(const std::string& text, const std::string& between) {
  std::vector<std::string> out;
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = text.find(between, begin);
    out.push_back(trim(text.substr(begin, end - begin)));
    if (end == std::string::npos) return out;
    begin = end + between.size();
  }
}

std::string id_of(std::string name) {
  for (char& c : name) c = c == ' ' ? '_' : static_cast<char>(std::tolower(c));
  return name;
}

using Row = std::vector<std::string>;

struct Story {
  std::string name;
  std::map<std::string, std::vector<Row>> sections;
  Gazetteer gazetteer;
  Parties parties;
  StartingControl start;
  RoadGraph roads;
  std::vector<Claim> claims;
  std::vector<Document> documents;

  const std::vector<Row>& section(const std::string& key) { return sections[key]; }
};

void read_sections(const std::filesystem::path& path, Story& story) {
  std::ifstream in(path);
  std::string line, section;
  while (std::getline(in, line)) {
    const std::string text = trim(line.substr(0, line.find('#')));
    if (text.empty()) continue;
    if (text.starts_with("story:")) {
      story.name = trim(text.substr(6));
    } else if (text.back() == ':' && line[0] != ' ') {
      section = text.substr(0, text.size() - 1);
    } else {
      // A list inside a cell ("AA|BB") has no blanks around its bar.
      story.sections[section].push_back(split(text, section == "roads" ? " | " : "|"));
      if (section == "roads") {
        for (std::string& cell : story.sections[section].back()) cell = trim(cell);
      }
    }
  }
}

void read_world(Story& story) {
  int line = 0;
  for (const Row& row : story.section("map")) {
    Place place;
    place.id = PlaceId(id_of(row.at(0)));
    place.name = row[0];
    place.kind = row.at(1);
    place.is_region = place.kind == "region";
    if (row.size() > 5)
      (row[5].starts_with("in ") ? place.within : place.parent) =
          PlaceId(id_of(row[5].starts_with("in ") ? row[5].substr(3) : row[5]));
    if (!place.is_region)
      place.point = LatLng::make(Latitude{std::stod(row.at(2))}, Longitude{std::stod(row.at(3))});
    place.population = std::stoll(row.at(4));
    place.row = fmt::format("places.csv:{}", ++line);
    story.gazetteer.add(place);
  }
  for (const Row& row : story.section("parties")) {
    Party party;
    party.id = ActorId(row.at(0));
    party.name = row[0];
    party.sides = {{row.at(1), {}, {}}};
    story.parties.add(party);
  }
  for (const Row& row : story.section("outlets")) {
    Outlet outlet;
    outlet.name = row.at(0);
    if (row.at(1) != "nobody") outlet.party = ActorId(row[1]);
    outlet.independent = row[1] == "nobody" ? 1 : 0;
    story.parties.add(outlet);
  }
  for (const Row& row : story.section("start")) {
    story.start.rows.push_back({PlaceId(id_of(row.at(1))),
                                *parse_day(row.at(0)),
                                {{ActorId(row.at(2)), std::stod(row.at(3))}},
                                "start.csv:1"});
  }
  std::sort(story.start.rows.begin(), story.start.rows.end(),
            [](const StartRow& a, const StartRow& b) { return a.place < b.place; });
  std::vector<PlaceId> places;
  for (const Place& place : story.gazetteer.places()) places.push_back(place.id);
  std::sort(places.begin(), places.end());
  const auto node = [&](const std::string& name) {
    return static_cast<RoadNode>(std::find(places.begin(), places.end(), PlaceId(id_of(name))) -
                                 places.begin());
  };
  std::vector<Road> roads;
  for (const Row& row : story.section("roads")) {
    const auto ends = split(row.at(0), " - ");
    Road road;
    road.from = node(ends.at(0));
    road.to = node(ends.at(1));
    road.length_m = std::stod(row.at(1)) * 1000;
    road.road_class = *parse_road_class(row.at(2));
    road.countries = split(row.at(3), "|");
    if (row.size() > 4) road.certainty = std::stod(row[4]);
    roads.push_back(road);
  }
  story.roads = RoadGraph(places, roads, {});
}

void read_claims(Story& story) {
  for (const Row& row : story.section("claims")) {
    const std::string key = fmt::format("{:03}", story.claims.size());
    Document document;
    document.id = DocumentId("d" + key);
    document.published.day = *parse_day(row.at(0));
    document.outlet = row.at(1);
    Claim claim;
    claim.id = ClaimId("c" + key);
    claim.document = document.id;
    for (const std::string& speaker : split(row.at(2), "+")) {
      if (speaker == "outlet") continue;
      Speaker one;
      one.text = speaker;
      if (const auto kind = parse_speaker_kind(speaker)) {
        one.kind = *kind;
      } else {
        one.id = ActorId(speaker);
        one.kind = SpeakerKind::kParty;
      }
      claim.sources.push_back({one});
    }
    for (const std::string& doer : split(row.at(3), "+")) {
      claim.who.push_back({ActorId(doer), doer, {}});
    }
    claim.type = *parse_claim_type(row.at(4));
    const auto places = split(row.at(5), "+");
    PlaceReading where;
    where.place = PlaceId(id_of(places.at(0)));
    where.relation = "in";
    std::string status = row.at(6);
    claim.negated = status.starts_with("not ");
    claim.status = *parse_claim_status(claim.negated ? status.substr(4) : status);
    if (row.size() > 7) {
      if (const auto days = parse_partial_day(row[7])) {
        claim.when = TimeReading{*days, row[7], "story"};
      } else if (row[7].find(" km ") != std::string::npos) {
        where.distance_km = std::stod(row[7]);
        where.relation = row[7].substr(row[7].find(" km ") + 4);
      } else {
        where.relation = row[7];
      }
    }
    claim.where.push_back(where);
    for (std::size_t i = 1; i < places.size(); ++i) {
      PlaceReading other;
      other.place = PlaceId(id_of(places[i]));
      other.relation = "in";
      claim.where.push_back(other);
    }
    claim.confidence = 1;
    story.claims.push_back(claim);
    story.documents.push_back(document);
  }
}

ControlTable believe(const Story& story, bool with_claims) {
  ControlInputs inputs;
  inputs.gazetteer = &story.gazetteer;
  inputs.parties = &story.parties;
  inputs.start = &story.start;
  inputs.roads = &story.roads;
  inputs.weights = *load_control_weights(DATELINE_SOURCE_DIR "/data/territory/weights.csv");
  if (with_claims) inputs.reports = make_reports(story.claims, story.documents);
  inputs.days = {Day(2020, 1, 1), Day(2020, 1, 31)};
  return infer_control(inputs);
}

double chance(const ControlTable& table, const std::string& place, Day day,
              const std::string& state) {
  const auto belief = table.find(PlaceId(id_of(place)), day);
  const auto& states = table.states();
  const auto it = std::find(states.begin(), states.end(), ActorId(state));
  if (!belief) return -1;
  if (it == states.end()) return 0;  // nobody ever told of it: no state at all
  return belief->probability[static_cast<std::size_t>(it - states.begin())];
}

void check_beliefs(Story& story, const ControlTable& table) {
  const ControlTable silent = believe(story, false);
  for (const Row& row : story.section("expect")) {
    const Day day = *parse_day(row.at(0));
    if (row.at(2) == "as without claims") {
      for (const ActorId& state : table.states()) {
        EXPECT_NEAR(chance(table, row.at(1), day, state.str()),
                    chance(silent, row.at(1), day, state.str()), 1e-12)
            << row[1] << " on " << row[0];
      }
      continue;
    }
    const auto range = split(row.at(3), "..");
    const double p = chance(table, row.at(1), day, row.at(2));
    EXPECT_GE(p, std::stod(range.at(0))) << row[2] << " in " << row[1] << " on " << row[0];
    EXPECT_LE(p, std::stod(range.at(1))) << row[2] << " in " << row[1] << " on " << row[0];
  }
}

void check_routes(Story& story, const ControlTable& table) {
  for (const Row& row : story.section("routes")) {
    const auto change = split(row.at(1), " to ");
    const auto ends = split(row.at(2), " - ");
    const auto passage = split(row.at(4), "->");
    WhatIfQuestion question;
    question.day = *parse_day(row.at(0));
    question.changes = {{PlaceId(id_of(change.at(0))), ActorId(change.at(1))}};
    question.from = PlaceId(id_of(ends.at(0)));
    question.to = {PlaceId(id_of(ends.at(1)))};
    const auto answer =
        whatif({&story.roads, &story.gazetteer, &story.parties, &table, {}, "AA"}, {}, question);
    ASSERT_TRUE(answer) << to_string(answer.error());
    for (const NetworkAnswer& network : answer->pairs.at(0).networks) {
      if (to_string(network.network) != row.at(3)) continue;
      EXPECT_EQ(to_string(network.before.passage), passage.at(0)) << row[2] << " " << row[3];
      EXPECT_EQ(to_string(network.after.passage), passage.at(1)) << row[2] << " " << row[3];
    }
  }
}

TEST(Stories, AllAreAsTold) {
  int count = 0;
  std::vector<std::filesystem::path> paths;
  for (const auto& entry :
       std::filesystem::directory_iterator(DATELINE_SOURCE_DIR "/tests/stories")) {
    if (entry.path().extension() == ".txt") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  for (const auto& path : paths) {
    Story story;
    read_sections(path, story);
    SCOPED_TRACE(path.filename().string() + ": " + story.name);
    EXPECT_FALSE(story.name.empty());
    read_world(story);
    read_claims(story);
    const ControlTable table = believe(story, true);
    EXPECT_FALSE(story.section("expect").empty());
    check_beliefs(story, table);
    check_routes(story, table);
    ++count;
  }
  EXPECT_GE(count, 6);
}

}  // namespace
}  // namespace dateline
