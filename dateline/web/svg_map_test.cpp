#include "dateline/web/svg_map.h"

#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "dateline/web/map_geometry.h"
#include "dateline/web/report_sample.h"
#include "dateline/web/world.h"

namespace dateline {
namespace {

/// What is wrong with the XML: tags that do not match, bare markup characters, a bad reference; ""
/// for a well-formed text. Knows elements, attributes and references, which is all that a map has.
std::string xml_fault(const std::string& xml) {
  std::vector<std::string> open;
  for (std::size_t at = 0; at < xml.size(); ++at) {
    if (xml[at] == '&') {
      const std::size_t end = xml.find(';', at);
      const std::string name = xml.substr(at + 1, end - at - 1);
      const bool known = name == "amp" || name == "lt" || name == "gt" || name == "quot" ||
                         name == "apos" || (name.size() > 1 && name[0] == '#');
      if (end == xml.npos || !known) return "bad reference: " + name;
    }
    if (static_cast<unsigned char>(xml[at]) < 0x20 && xml[at] != '\n') return "control character";
    if (xml[at] == '>') return "bare >";
    if (xml[at] != '<') continue;
    char quote = 0;
    std::size_t end = at + 1;
    for (; end < xml.size() && (quote != 0 || xml[end] != '>'); ++end) {
      if (xml[end] == '<') return "< inside of a tag";
      if (quote != 0 && xml[end] == quote) {
        quote = 0;
      } else if (quote == 0 && (xml[end] == '"' || xml[end] == '\'')) {
        quote = xml[end];
      }
    }
    if (end >= xml.size()) return "a tag without end";
    const std::string tag = xml.substr(at + 1, end - at - 1);
    const std::string name = tag.substr(0, tag.find_first_of(" /", 1));
    if (tag[0] == '/') {
      if (open.empty() || "/" + open.back() != tag) return "closes " + tag;
      open.pop_back();
    } else if (tag.back() != '/') {
      open.push_back(name);
    }
    at = end;
  }
  return open.empty() ? "" : "open: " + open.back();
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++n;
  return n;
}

MapInput sample_map() {
  const ReportInput report = sample::report();
  MapInput map{report.parties, {}, report.roads};
  for (const ReportPlace& place : report.places) {
    MapPlace mark{place.id, place.name, place.point, place.kind, place.population, {}, {}, false};
    if (!place.days.empty()) {
      mark.shares = place.days[9].shares;
      mark.support = place.days[9].support;
      mark.besieged = !place.days[9].besieged_by.empty();
    }
    map.places.push_back(mark);
  }
  return map;
}

TEST(SvgMap, WellFormedInEveryTheme) {
  for (const MapTheme theme : {MapTheme::kLight, MapTheme::kDark, MapTheme::kBoth}) {
    MapOptions options;
    options.theme = theme;
    options.title = "Who holds <what> & \"where\"";
    options.day = Day(2031, 3, 10);
    EXPECT_EQ(xml_fault(render_svg_map(sample_map(), options)), "");
  }
  EXPECT_EQ(xml_fault(render_svg_map({}, {})), "");
  EXPECT_NE(xml_fault("<a><b></a>"), "");
  EXPECT_NE(xml_fault("<a>&x;</a>"), "");
}

TEST(SvgMap, SameInputSameBytes) {
  EXPECT_EQ(render_svg_map(sample_map(), {}), render_svg_map(sample_map(), {}));
}

TEST(SvgMap, EveryPlaceOnce) {
  const MapInput map = sample_map();
  const std::string svg = render_svg_map(map, {});
  EXPECT_EQ(count(svg, "<g class=\"dl-place\"") + count(svg, "<g class=\"dl-place "),
            72u + (count(svg, "data-place=\"abroad\"")));
  for (const MapPlace& place : map.places) {
    if (!place.shares.empty()) {
      EXPECT_EQ(count(svg, "data-place=\"" + place.id.str() + "\""), 1u) << place.id.str();
    }
  }
}

TEST(SvgMap, HostileNamesAreEscaped) {
  MapInput map = sample_map();
  map.places[0].id = PlaceId("a\" onload=\"alert(1)");
  map.places[0].name = "</text><script>alert(1)</script>\x01\xFF";
  map.places[0].kind = "<b>";
  map.parties[0].name = "<i>&";
  map.parties[0].colour = "url(javascript:alert(1))";
  const std::string svg = render_svg_map(map, {});
  EXPECT_EQ(xml_fault(svg), "");
  EXPECT_EQ(svg.find("<script"), svg.npos);
  EXPECT_EQ(svg.find("\" onload"), svg.npos);
  EXPECT_EQ(svg.find("javascript"), svg.npos);
}

TEST(SvgMap, SurenessAndSignsShow) {
  EXPECT_EQ(belief_step(1), 4);
  EXPECT_EQ(belief_step(0.9), 4);
  EXPECT_EQ(belief_step(0.75), 3);
  EXPECT_EQ(belief_step(0.55), 2);
  EXPECT_EQ(belief_step(0.2), 1);
  const auto signs = party_signs({{ActorId("a"), "Government", ""},
                                  {ActorId("b"), "Group of Rebels", ""},
                                  {ActorId("c"), "\xD8\xA7", ""}});
  EXPECT_EQ(signs, (std::vector<std::string>{"G", "O", "1"}));
  MapInput map;
  map.parties = {{ActorId("a"), "Ay", "#112233"}, {ActorId("b"), "Bee", "#445566"}};
  const LatLng here = *LatLng::make(Latitude{35}, Longitude{37});
  map.places = {
      {PlaceId("p"), "P", here, "town", 0, {{ActorId("a"), 0.6}, {ActorId("b"), 0.4}}, {}, true}};
  MapOptions options;
  options.legend = false;
  std::string svg = render_svg_map(map, options);
  EXPECT_NE(svg.find("fill=\"#112233\" fill-opacity=\"0.42\""), svg.npos);
  EXPECT_NE(svg.find("dl-thin\" d"), svg.npos);
  EXPECT_NE(svg.find("class=\"dl-siege\""), svg.npos);
  map.places[0].shares = {
      {ActorId("a"), 0.3}, {ActorId("b"), 0.2}, {ActorId(kContestedState), 0.5}};
  map.places[0].support = {3, 1};
  svg = render_svg_map(map, options);
  EXPECT_NE(svg.find("fill=\"#112233\"/>"), svg.npos);
  EXPECT_NE(svg.find("fill=\"#445566\"/>"), svg.npos);
  EXPECT_EQ(svg.find("dl-thin\" d"), svg.npos);
  EXPECT_NE(svg.find("3 independent reports, the last 1 day before"), svg.npos);
}

TEST(SvgMap, MercatorAndClipping) {
  const Mercator map({30, 30, 40, 40}, 500, 700);
  EXPECT_NEAR(map(35, 35).x, 250, 1e-9);
  EXPECT_LT(map(35, 40).y, map(35, 30).y);
  // At 35 degrees north a degree of longitude is 91.2 km.
  EXPECT_NEAR((map(36, 35).x - map(35, 35).x) / map.pixels_per_km(), 91.2, 0.5);
  const MapRect rect{0, 0, 10, 10};
  const MapLine clipped = clip_ring({{-5, 2}, {5, 2}, {5, 8}, {-5, 8}}, rect);
  for (const MapXY& p : clipped) EXPECT_GE(p.x, 0);
  EXPECT_TRUE(clip_ring({{-5, 2}, {-1, 2}, {-1, 8}}, rect).empty());
  EXPECT_EQ(clip_line({{-5, 5}, {5, 5}, {15, 5}, {15, 6}, {5, 6}}, rect).size(), 2u);
  EXPECT_TRUE(clip_line({{-5, -5}, {-1, 20}}, rect).empty());
}

TEST(SvgMap, WorldIsThereAndCutOffBytesAreSafe) {
  EXPECT_GT(world_map().countries.size(), 200u);
  EXPECT_GT(world_map().borders.size(), 100u);
  EXPECT_GT(world_map().coasts.size(), 1000u);
  for (const WorldMap::Line& line : world_map().coasts) {
    for (std::size_t i = 1; i < line.size(); ++i) {
      ASSERT_LT(std::abs(line[i].lng - line[i - 1].lng), 180);
    }
  }
  EXPECT_TRUE(parse_world_map("DLW2\xff\xff\xff\xff\xff\xff").countries.empty());
  EXPECT_TRUE(parse_world_map("none").countries.empty());
  const std::string some("DLW2\x01\x02\x02\x02\x02\x02\x01\x00\x01x\x01\x01\x01\x05", 18);
  for (std::size_t size = 0; size <= some.size(); ++size) parse_world_map(some.substr(0, size));
}

}  // namespace
}  // namespace dateline
