#include "dateline/web/map_ground.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "dateline/web/map_land.h"
#include "dateline/web/map_marks.h"

namespace dateline {
namespace {

/// Points nearer to the last than this are left out, pixels.
constexpr double kStep = 0.35;
constexpr double kMicro = 1e6;

MapLine projected(const MicroLine& line, const Mercator& projection) {
  MapLine out;
  for (const MicroPoint p : line) out.push_back(projection(p.x / kMicro, p.y / kMicro));
  return out;
}

std::string colour_of(const ActorId& id, const std::vector<MapParty>& parties) {
  const auto it =
      std::find_if(parties.begin(), parties.end(), [&](const MapParty& p) { return p.id == id; });
  return safe_colour(it == parties.end() ? std::string() : it->colour);
}

/// Stripes of two colours, as wide.
std::string hatch(std::size_t number, const std::string& left, const std::string& right) {
  return fmt::format(
      R"svg(<pattern id="dl-contested-{0}" width="9" height="9" patternUnits="userSpaceOnUse" )svg"
      R"svg(patternTransform="rotate(45)"><path d="M2.25 0V9" stroke="{1}" stroke-width="4.5"/>)svg"
      R"svg(<path d="M6.75 0V9" stroke="{2}" stroke-width="4.5"/></pattern>)svg",
      number, left, right);
}

}  // namespace

MapGround draw_ground(const Fronts& fronts, const std::vector<MapParty>& parties,
                      const Mercator& projection, const MapRect& frame) {
  const MapRect rim{frame.x0 - 8, frame.y0 - 8, frame.x1 + 8, frame.y1 + 8};
  // All ground of a party lies below, what is well supported once more above it.
  std::map<ActorId, std::string> all, sure;
  std::map<std::pair<ActorId, ActorId>, std::pair<std::string, std::string>> contested;
  for (const FrontGround& one : fronts.ground) {
    if (one.holder.status != GroundStatus::kHeld && one.holder.status != GroundStatus::kDisputed)
      continue;
    std::string path;
    for (const MicroLine& ring : one.rings) {
      const MapLine line = thin_line(clip_ring(projected(ring, projection), rim), kStep);
      if (line.size() > 2) append_path(path, line, true);
    }
    if (one.holder.status == GroundStatus::kDisputed) {
      auto& [below, above] = contested[{one.holder.party, one.holder.other}];
      below += path;
      if (!one.holder.thin) above += path;
      continue;
    }
    all[one.holder.party] += path;
    if (!one.holder.thin) sure[one.holder.party] += path;
  }
  MapGround out;
  const auto layer = [&](const std::string& path, const std::string& fill, double opacity) {
    if (!path.empty())
      out.ground +=
          fmt::format(R"(<path fill="{}" fill-opacity="{:g}" d="{}"/>)", fill, opacity, path);
  };
  // What lies above adds to what is below: 1 - (1 - a)(1 - b) is the opacity of both.
  constexpr double kAbove = 1 - (1 - kGround) / (1 - kThinGround);
  for (const auto& [party, path] : all) {
    layer(path, colour_of(party, parties), kThinGround);
    layer(sure[party], colour_of(party, parties), kAbove);
  }
  std::size_t number = 0;
  for (const auto& [pair, paths] : contested) {
    out.patterns += hatch(number, colour_of(pair.first, parties),
                          pair.second.empty() ? "#dddddd" : colour_of(pair.second, parties));
    const std::string fill = fmt::format("url(#dl-contested-{})", number++);
    layer(paths.first, fill, kThinGround);
    layer(paths.second, fill, kAbove);
  }
  for (const FrontLine& line : fronts.lines) {
    std::string path;
    for (const MicroLine& part : line.lines)
      for (const MapLine& piece : clip_line(projected(part, projection), rim))
        append_path(path, thin_line(piece, kStep), false);
    const bool soft = line.a == kContested || line.b == kContested;
    out.lines += fmt::format(R"(<path class="dl-front{}" d="{}"/>)", soft ? " dl-soft" : "", path);
  }
  return out;
}

}  // namespace dateline
