#include "dateline/web/svg_map.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "dateline/web/map_geometry.h"
#include "dateline/web/map_ground.h"
#include "dateline/web/map_labels.h"
#include "dateline/web/map_land.h"
#include "dateline/web/map_marks.h"
#include "dateline/web/map_style.h"
#include "dateline/web/xml.h"

namespace dateline {
namespace {

constexpr double kPad = 16, kTitleHeight = 54;
constexpr const char* kAttribution = "Natural Earth via world-atlas";

double road_width(const std::string& road_class) {
  constexpr std::array<std::pair<std::string_view, double>, 5> kWidths = {
      {{"motorway", 2.8}, {"trunk", 2.4}, {"primary", 1.9}, {"secondary", 1.4}, {"tertiary", 1.1}}};
  for (const auto& [name, width] : kWidths) {
    if (road_class == name) return width;
  }
  return 0.9;
}

const char* road_look(MapRoadState state) {
  switch (state) {
    case MapRoadState::kPlain:
      return "dl-road";
    case MapRoadState::kShut:
      return "dl-road dl-shut";
    case MapRoadState::kCut:
      return "dl-road dl-cut";
  }
  return "";
}

std::string draw_roads(const std::vector<MapRoad>& roads, const Mercator& projection,
                       const MapRect& frame) {
  const MapRect rim{frame.x0 - 20, frame.y0 - 20, frame.x1 + 20, frame.y1 + 20};
  // One path for all roads that look alike: narrow ones first, below the wide.
  std::map<std::tuple<MapRoadState, double, bool>, std::string> paths;
  for (const MapRoad& road : roads) {
    MapLine flat;
    for (const LatLng& point : road.line) flat.push_back(projection(point));
    std::string& path = paths[{road.state, road_width(road.road_class), road.certainty >= 0.7}];
    for (const MapLine& part : clip_line(flat, rim)) {
      for (std::size_t i = 0; i < part.size(); ++i) {
        path += (i == 0 ? "M" : "L") + px(part[i].x) + " " + px(part[i].y);
      }
    }
  }
  std::string casings, lines;
  for (const auto& [look, path] : paths) {
    const auto& [state, width, certain] = look;
    const char* dash = state != MapRoadState::kPlain ? R"( stroke-dasharray="5 4")"
                       : certain                     ? ""
                                                     : R"( stroke-dasharray="2 4")";
    casings +=
        fmt::format(R"(<path class="dl-casing" stroke-width="{}" d="{}"/>)", px(width + 1.8), path);
    lines += fmt::format(R"(<path class="{}" stroke-width="{}"{} d="{}"/>)", road_look(state),
                         px(state == MapRoadState::kCut ? width + 0.8 : width), dash, path);
  }
  return "<g class=\"dl-roads\">" + casings + lines + "</g>\n";
}

/// A scale bar of a round number of kilometres, about an eighth of the width.
std::string draw_scale(const Mercator& projection, double width, double height) {
  const double wanted = width / 8 / projection.pixels_per_km();
  double km = std::pow(10, std::floor(std::log10(wanted)));
  if (km * 5 <= wanted) {
    km *= 5;
  } else if (km * 2 <= wanted) {
    km *= 2;
  }
  const double length = km * projection.pixels_per_km(), y = height - kPad;
  return fmt::format(
      R"(<g class="dl-scale" data-px-per-km="{5:.4f}" data-mercator="{6:.3f} {7:.3f} {8:.3f}"><path class="dl-rule" d="M{0} {1}v4h{2}v-4"/>)"
      R"(<text class="dl-small dl-label" x="{0}" y="{3}">{4:g} km</text></g>)",
      px(kPad), px(y - 4), px(length), px(y - 9), km, projection.pixels_per_km(), projection.x0(),
      projection.y0(), projection.scale());
}

/// Lays out chips from left to right, in as many rows as they need.
class LegendRow {
 public:
  explicit LegendRow(double width) : width_(width) {}

  void add(const std::string& mark, const std::string& text) {
    constexpr double kMark = 22, kGap = 20, kRow = 24;
    const double need = kMark + text_width(text, 12.5);
    if (x_ > kPad && x_ + need > width_ - kPad) new_row(kRow);
    out_ += fmt::format(
        R"svg(<g transform="translate({} {})">{}</g><text x="{}" y="{}" font-size="12.5">{}</text>)svg",
        px(x_ + 8), px(y_ + 14), mark, px(x_ + kMark), px(y_ + 18.4), xml_escape(text));
    x_ += need + kGap;
  }
  void new_row(double height) {
    x_ = kPad;
    y_ += height;
  }
  double height() const { return y_ + 34; }
  const std::string& svg() const { return out_; }

 private:
  double width_, x_ = kPad, y_ = 8;
  std::string out_;
};

/// True where the party is likely somewhere, or one of the two that contest a place.
bool is_shown(const MapParty& party, const std::vector<MapPlace>& places) {
  return std::any_of(places.begin(), places.end(), [&](const MapPlace& place) {
    return std::any_of(place.shares.begin(), place.shares.end(), [&](const MapShare& share) {
      return share.party == party.id && share.probability >= 0.2;
    });
  });
}

/// A line of the legend where roads are open, shut or cut.
void add_road_states(const std::vector<MapRoad>& roads, LegendRow& row) {
  constexpr std::array<std::pair<MapRoadState, const char*>, 3> kStates = {
      {{MapRoadState::kPlain, "road that can be passed (wide: motorway; narrow: minor road)"},
       {MapRoadState::kShut, "shut before"},
       {MapRoadState::kCut, "cut by the change"}}};
  if (std::all_of(roads.begin(), roads.end(),
                  [](const MapRoad& road) { return road.state == MapRoadState::kPlain; }))
    return;
  row.new_row(26);
  for (const auto& [state, text] : kStates)
    row.add(fmt::format(R"(<path class="{}" stroke-width="2.8"{} d="M-8 0h16"/>)", road_look(state),
                        state == MapRoadState::kPlain ? "" : R"( stroke-dasharray="5 4")"),
            text);
}

LegendRow draw_legend(const MapInput& input, const MarkPainter& painter, double width) {
  constexpr double kRadius = 7.5;
  LegendRow row(width);
  std::vector<const MapParty*> shown;
  for (const MapParty& party : input.parties) {
    if (is_shown(party, input.places)) shown.push_back(&party);
  }
  const auto edged = [&](const std::string& mark, bool thin) {
    return mark + fmt::format(R"(<path class="dl-edge{}" d="{}"/>)", thin ? " dl-thin" : "",
                              shape_path(MarkShape::kCircle, kRadius));
  };
  for (const MapParty* party : shown) {
    row.add(edged(painter.sure(*party, 4, MarkShape::kCircle, kRadius), false), party->name);
  }
  const std::string left = shown.empty() ? "#777777" : shown[0]->colour;
  const std::string right = shown.size() < 2 ? "#bbbbbb" : shown[1]->colour;
  row.add(edged(painter.split(left, right, MarkShape::kCircle, kRadius), false), "contested");
  row.new_row(26);
  if (!shown.empty()) {
    constexpr std::array<const char*, 4> kSteps = {"under 55 %", "55-75 %", "75-90 %",
                                                   "90 % and more"};
    for (int step = 4; step >= 1; --step) {
      row.add(edged(painter.sure(*shown[0], step, MarkShape::kCircle, kRadius), false),
              step == 4 ? std::string("sure: ") + kSteps[3]
                        : kSteps[static_cast<std::size_t>(step - 1)]);
    }
    const std::string paper =
        fmt::format(R"(<path class="dl-paper" d="{}"/>)", shape_path(MarkShape::kCircle, kRadius));
    row.add(edged(paper, true), "no report within a week");
  }
  if (input.fronts && !shown.empty()) {
    row.new_row(26);
    const auto field = [&](double opacity) {
      return fmt::format(
          R"(<rect x="-9" y="-6" width="18" height="12" fill="{}" fill-opacity="{:g}"/>)"
          R"(<rect class="dl-edge" x="-9" y="-6" width="18" height="12"/>)",
          safe_colour(shown[0]->colour), opacity);
    };
    row.add(field(kGround), "ground goes with the place nearest by travel time");
    row.add(field(kThinGround), "thinly supported");
    row.add(R"(<path class="dl-front" d="M-9 3L-3-2L3 2L9-3"/>)", "where parties meet");
  }
  add_road_states(input.roads, row);
  return row;
}

struct Layers {
  std::string land, roads, places, labels, patterns;
};

struct Drawn {
  const MapPlace* place;
  MapXY at;
  double radius;
  bool minor;  ///< a more important mark stands in its way
};

/// The places in the frame, the most important first.
std::vector<Drawn> arrange(const std::vector<MapPlace>& places, const Mercator& projection,
                           const MapRect& frame) {
  /// How much of their radii two marks may share.
  constexpr double kCloseness = 0.92;
  std::vector<Drawn> drawn;
  for (const MapPlace& place : places) {
    const MapXY at = projection(place.point);
    if (frame.contains({at.x, at.y, at.x, at.y})) {
      drawn.push_back({&place, at, mark_radius(place), false});
    }
  }
  std::stable_sort(drawn.begin(), drawn.end(), [](const Drawn& a, const Drawn& b) {
    const bool plain_a = a.place->shares.empty(), plain_b = b.place->shares.empty();
    if (plain_a != plain_b) return plain_b;
    const int rank_a = place_rank(*a.place), rank_b = place_rank(*b.place);
    return rank_a != rank_b ? rank_a < rank_b : a.place->population > b.place->population;
  });
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    Drawn& mark = drawn[i];
    if (mark.place->shares.empty()) break;
    for (std::size_t j = 0; j < i && !mark.minor; ++j) {
      const double apart = std::hypot(mark.at.x - drawn[j].at.x, mark.at.y - drawn[j].at.y);
      mark.minor = !drawn[j].minor && apart < kCloseness * (mark.radius + drawn[j].radius);
    }
    if (mark.minor) mark.radius = std::min(mark.radius, kMinorRadius);
  }
  return drawn;
}

Layers draw_layers(const MapInput& input, const MarkPainter& painter, const Mercator& projection,
                   const MapRect& frame) {
  Layers layers;
  const std::vector<Drawn> drawn = arrange(input.places, projection, frame);
  std::vector<LabelWish> wishes;
  std::vector<MapRect> obstacles = {{frame.x0, frame.y1 - 44, frame.x0 + 170, frame.y1},
                                    {frame.x1 - 190, frame.y1 - 24, frame.x1, frame.y1}};
  for (const Drawn& mark : drawn) {
    const bool plain = mark.place->shares.empty();
    wishes.push_back({mark.place->name, mark.at, mark.radius, plain ? 3 : place_rank(*mark.place),
                      static_cast<double>(mark.place->population), mark.minor});
  }
  // The most important last, on top.
  for (auto mark = drawn.rbegin(); mark != drawn.rend(); ++mark) {
    layers.places += painter.place(*mark->place, mark->at, mark->minor) + "\n";
  }
  for (const PlacedLabel& label : place_labels(wishes, frame, obstacles)) {
    const LabelWish& wish = wishes[label.wish];
    layers.labels += fmt::format(
        R"(<text class="dl-label dl-r{}" x="{}" y="{}" font-size="{}" text-anchor="{}">{}</text>)"
        "\n",
        wish.rank, px(label.at.x), px(label.at.y), px(label_size(wish.rank)), label.anchor,
        xml_escape(wish.text));
  }
  for (const LabelWish& wish : wishes) {
    const double r = wish.radius + 2;
    obstacles.push_back({wish.point.x - r, wish.point.y - r, wish.point.x + r, wish.point.y + r});
  }
  const MapGround ground =
      input.fronts ? draw_ground(*input.fronts, input.parties, projection, frame) : MapGround{};
  layers.patterns = ground.patterns;
  const MapLand land = draw_land(world_map(), projection, frame, input.places, obstacles);
  layers.land = fmt::format(
      R"(<path class="dl-land" d="{}"/><path class="dl-focus" d="{}"/><g class="dl-ground">{}</g>)"
      R"(<path class="dl-coast" d="{}"/>)"
      R"(<path class="dl-border-glow" d="{}"/><path class="dl-border" d="{}"/>)"
      "\n",
      land.land, land.focus, ground.ground, land.coasts, land.borders, land.borders);
  for (const MapLand::Name& name : land.names) {
    layers.land +=
        fmt::format(R"(<text class="dl-country" x="{}" y="{}" font-size="{}">{}</text>)",
                    px(name.at.x), px(name.at.y), px(kCountrySize), xml_escape(name.text));
  }
  layers.roads = draw_roads(input.roads, projection, frame) + "<g class=\"dl-fronts\">" +
                 ground.lines + "</g>\n";
  return layers;
}

}  // namespace

std::string render_svg_map(const MapInput& input, const MapOptions& options) {
  const double width = std::clamp(options.width, 200, 8000);
  const MapBounds bounds = options.bounds.value_or(fit_bounds(input.places));
  const double height = options.height > 0
                            ? std::clamp(options.height, 120, 8000)
                            : std::round(width * std::clamp(Mercator::aspect(bounds), 0.6, 1.3));
  const Mercator projection(bounds, width, height);
  const MapRect frame{0, 0, width, height};
  const MarkPainter painter(input.parties);
  const Layers layers = draw_layers(input, painter, projection, frame);

  const double top = options.title.empty() ? 0 : kTitleHeight;
  const LegendRow legend = draw_legend(input, painter, width);
  const double total = top + height + (options.legend ? legend.height() : 0);
  const std::string day = options.day ? to_string(*options.day) : "";
  const std::string name = options.title.empty() ? "Map of control" : options.title;
  std::string out = fmt::format(
      R"(<svg xmlns="http://www.w3.org/2000/svg" class="dl-map" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img">)"
      "<title>{2}</title><style>{3}</style><defs>"
      R"(<clipPath id="dl-frame"><rect width="{0}" height="{4}"/></clipPath>)"
      R"svg(<pattern id="dl-hatch" width="3" height="3" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">)svg"
      R"(<path d="M0 0V3" stroke="#fff" stroke-opacity=".8" stroke-width="1.5"/></pattern>{5}</defs>)"
      "\n",
      px(width), px(total), xml_escape(name + (day.empty() ? "" : ", " + day)),
      map_style(options.theme), px(height), layers.patterns);
  if (top > 0 || options.legend) {
    out += fmt::format(R"(<rect class="dl-page" width="{}" height="{}"/>)", px(width), px(total));
  }
  if (top > 0) {
    out += fmt::format(R"(<text class="dl-title" x="{0}" y="34">{1}</text>)", px(kPad),
                       xml_escape(options.title));
    out += fmt::format(R"(<text x="{}" y="34" font-size="15" text-anchor="end">{}</text>)",
                       px(width - kPad), day);
  }
  out += fmt::format(
      R"svg(<g transform="translate(0 {0})"><g clip-path="url(#dl-frame)"><g class="dl-world">)svg"
      R"svg(<rect class="dl-sea" width="{1}" height="{2}"/>{3}{4}<g class="dl-places">{5}</g>)svg"
      R"svg(<g class="dl-labels">{6}</g></g>{7}<text class="dl-small dl-label dl-attribution" x="{8}" y="{9}" text-anchor="end">{10}</text></g></g>)svg",
      px(top), px(width), px(height), layers.land, layers.roads, layers.places, layers.labels,
      draw_scale(projection, width, height), px(width - 10), px(height - 9), kAttribution);
  if (options.legend) {
    out += fmt::format(R"svg(<g class="dl-legend" transform="translate(0 {})">{}</g>)svg",
                       px(top + height), legend.svg());
  }
  return out + "</svg>\n";
}

}  // namespace dateline
