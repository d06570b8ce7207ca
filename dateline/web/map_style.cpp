#include "dateline/web/map_style.h"

#include <array>
#include <string_view>

#include <fmt/format.h>

namespace dateline {
namespace {

struct Colour {
  const char* name;
  const char* light;
  const char* dark;
};
constexpr std::array<Colour, 14> kColours = {{
    {"sea", "#dde6ea", "#12171a"},
    {"land", "#eeece7", "#1c2124"},
    {"focus", "#fbfaf7", "#252b2f"},
    {"coast", "#b3c1c7", "#38444b"},
    {"border", "#9c968b", "#5d676d"},
    {"road", "#d9cfbf", "#454d50"},
    {"shut", "#a9a39a", "#6a7175"},
    {"cut", "#c8102e", "#ff6b7f"},
    {"casing", "#ffffff", "#1a1f22"},
    {"ink", "#2a2824", "#e9e6df"},
    {"soft", "#6f6a61", "#9aa1a4"},
    {"halo", "#fbfaf7", "#20262a"},
    {"paper", "#ffffff", "#1d2225"},
    {"page", "#ffffff", "#171b1e"},
}};

/// `$name` stands for a colour: a value, or a variable where both themes are asked for.
constexpr std::string_view kStyle = R"(
.dl-map text{font-family:"Helvetica Neue",Helvetica,Arial,sans-serif;fill:$ink}
.dl-sea{fill:$sea}.dl-land{fill:$land}.dl-focus{fill:$focus}
.dl-coast,.dl-border,.dl-border-glow,.dl-road,.dl-casing{fill:none;stroke-linejoin:round;vector-effect:non-scaling-stroke}
.dl-coast{stroke:$coast;stroke-width:.8}
.dl-border{stroke:$border;stroke-width:.9}
.dl-border-glow{stroke:$border;stroke-width:4;stroke-opacity:.14}
.dl-road{stroke:$road;stroke-linecap:round}
.dl-road.dl-shut{stroke:$shut;stroke-linecap:butt}.dl-road.dl-cut{stroke:$cut;stroke-linecap:butt}
.dl-asked{fill:none;stroke:$cut;stroke-width:2.2}
.dl-casing{stroke:$casing;stroke-linecap:round}
.dl-front{fill:none;stroke:$ink;stroke-width:1.5;stroke-opacity:.72;stroke-linejoin:round;vector-effect:non-scaling-stroke}
.dl-front.dl-soft{stroke-width:1;stroke-opacity:.5;stroke-dasharray:4 2.5}
.dl-paper{fill:$paper}.dl-dot{fill:$soft;stroke:$halo;stroke-width:1}
.dl-edge{fill:none;stroke:$ink;stroke-width:1;stroke-opacity:.75}
.dl-edge.dl-thin{stroke-dasharray:1.7 1.7;stroke-opacity:.9}
.dl-minor .dl-sign,.dl-minor .dl-siege,.dl-minor .dl-changed{display:none}
.dl-minor .dl-edge{stroke-dasharray:none}.dl-minor .dl-edge.dl-thin{stroke-opacity:.3}
.dl-siege{fill:none;stroke:$ink;stroke-width:2.4;stroke-dasharray:1.2 2.4;stroke-opacity:.8}
text.dl-sign{font-weight:700;text-anchor:middle;fill:$ink}
.dl-label{paint-order:stroke;stroke:$halo;stroke-width:3;stroke-linejoin:round;stroke-opacity:.92}
.dl-r0{font-weight:700}.dl-r1{font-weight:600}.dl-map text.dl-r3{fill:$soft}
.dl-map text.dl-country{fill:$soft;letter-spacing:2.2px;text-anchor:middle;opacity:.75}
.dl-map text.dl-small{fill:$soft;font-size:11px}
.dl-map text.dl-title{font-size:20px;font-weight:700}
.dl-rule{stroke:$soft;stroke-width:1.2;fill:none}.dl-page{fill:$page}
)";

}  // namespace

std::string map_style(MapTheme theme) {
  std::string out;
  for (std::size_t at = 0; at < kStyle.size(); ++at) {
    if (kStyle[at] != '$') {
      out += kStyle[at];
      continue;
    }
    for (const Colour& colour : kColours) {
      if (kStyle.substr(at + 1, std::string_view(colour.name).size()) != colour.name) continue;
      out += theme == MapTheme::kLight  ? colour.light
             : theme == MapTheme::kDark ? colour.dark
                                        : fmt::format("var(--dl-{})", colour.name);
      at += std::string_view(colour.name).size();
      break;
    }
  }
  if (theme != MapTheme::kBoth) return out;
  std::string light, dark;
  for (const Colour& colour : kColours) {
    light += fmt::format("--dl-{}:{};", colour.name, colour.light);
    dark += fmt::format("--dl-{}:{};", colour.name, colour.dark);
  }
  // A reader's choice (data-theme) goes before the system's; paper is always light.
  return fmt::format(
      ".dl-map{{{0}}}@media(prefers-color-scheme:dark){{.dl-map{{{1}}}}}"
      "[data-theme=light] .dl-map{{{0}}}[data-theme=dark] .dl-map{{{1}}}"
      "@media print{{.dl-map.dl-map.dl-map{{{0}}}}}{2}",
      light, dark, out);
}

}  // namespace dateline
