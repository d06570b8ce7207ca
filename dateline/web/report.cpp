#include "dateline/web/report.h"

#include <algorithm>

#include <fmt/format.h>

#include "dateline/web/assets.h"
#include "dateline/web/map_geometry.h"
#include "dateline/web/map_marks.h"
#include "dateline/web/xml.h"

namespace dateline {
namespace {

constexpr double kAspect = 0.8;

/// The places as they stand on `day`.
MapInput map_of(const ReportInput& input, std::optional<Day> day) {
  MapInput map{input.parties, {}, input.roads};
  for (const ReportPlace& place : input.places) {
    MapPlace mark{place.id, place.name, place.point, place.kind, place.population, {}, {}, false};
    const auto it = std::find_if(place.days.begin(), place.days.end(),
                                 [&](const ReportPlaceDay& d) { return day && d.day == *day; });
    if (it != place.days.end()) {
      mark.shares = it->shares;
      mark.support = it->support;
      mark.besieged = !it->besieged_by.empty();
    }
    map.places.push_back(std::move(mark));
  }
  return map;
}

/// The frame of the map: the places of whose control something is reported, on any day. Without
/// any, what the map chooses.
std::optional<MapBounds> frame_of(const ReportInput& input) {
  std::vector<MapPlace> reported;
  for (const ReportPlace& place : input.places) {
    const bool told = std::any_of(place.days.begin(), place.days.end(),
                                  [](const ReportPlaceDay& d) { return d.support.reports > 0; });
    if (told) reported.push_back({place.id, place.name, place.point, place.kind, 0, {}, {}, false});
  }
  if (reported.empty()) return std::nullopt;
  return fit_bounds(reported);
}

std::optional<Day> first_shown(const ReportInput& input) {
  if (input.days.empty()) return std::nullopt;
  const bool known = input.start && std::find(input.days.begin(), input.days.end(), *input.start) !=
                                        input.days.end();
  return known ? *input.start : input.days.back();
}

/// What a reader without scripts sees beside the map.
std::string spoken_places(const MapInput& map) {
  const MarkPainter painter(map.parties);
  std::string out = "<ul>";
  for (const MapPlace& place : map.places) {
    if (!place.shares.empty()) out += "<li>" + xml_escape(painter.spoken(place)) + "</li>";
  }
  return out + "</ul>";
}

}  // namespace

std::string render_report(const ReportInput& input) {
  const std::optional<Day> day = first_shown(input);
  const MapInput map = map_of(input, day);
  MapOptions options;
  options.theme = MapTheme::kBoth;
  options.legend = false;
  options.bounds = frame_of(input);
  // Leaves room for the slider and the legend on a laptop's screen.
  options.height = static_cast<int>(options.width * kAspect);
  const std::string title = xml_escape(input.title.empty() ? "Report" : input.title);
  std::string out = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
  out += fmt::format(
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
      "script-src '{}'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
      "form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n"
      "<meta name=\"generator\" content=\"{}\">\n"
      "<link rel=\"icon\" href=\"data:,\">\n<title>{}</title>\n<style>{}</style>\n</head>\n",
      assets::page_js_hash(), xml_escape(input.made_with), title, assets::page_css());
  out += fmt::format(
      "<body>\n<noscript><h1>{}</h1><p>Without scripts this page shows {} only, and no claims.</p>"
      "{}</noscript>\n<div id=\"app\"></div>\n<div id=\"map\">{}</div>\n",
      title, day ? to_string(*day) : std::string("the map"), spoken_places(map),
      render_svg_map(map, options));
  out += "<script type=\"application/json\" id=\"data\">" + json_for_html(report_json(input)) +
         "</script>\n<script>";
  out += assets::page_js();
  return out + "</script>\n</body>\n</html>\n";
}

}  // namespace dateline
