#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "dateline/base/sort_unique.h"
#include "dateline/territory/front.h"

namespace dateline {
namespace {

using Json = nlohmann::ordered_json;

double rounded(double value, double steps) { return std::round(value * steps) / steps; }

/// A coordinate with all its digits and none more: "36.2", "-0.000001".
std::string degrees(std::int32_t micro) {
  const bool minus = micro < 0;
  const std::uint32_t value =
      minus ? 0u - static_cast<std::uint32_t>(micro) : static_cast<std::uint32_t>(micro);
  std::string out = fmt::format("{}{}.{:06}", minus ? "-" : "", value / 1000000, value % 1000000);
  while (out.back() == '0') out.pop_back();
  if (out.back() == '.') out.pop_back();
  return out;
}

std::string line_json(const MicroLine& line, bool closed) {
  std::string out = "[";
  for (const MicroPoint p : line) {
    if (out.size() > 1) out += ',';
    out += "[" + degrees(p.x) + "," + degrees(p.y) + "]";
  }
  if (closed) out += ",[" + degrees(line.front().x) + "," + degrees(line.front().y) + "]";
  return out + "]";
}

std::string lines_json(const std::vector<MicroLine>& lines, bool closed) {
  std::string out = "[";
  for (const MicroLine& line : lines) {
    if (out.size() > 1) out += ',';
    out += line_json(line, closed);
  }
  return out + "]";
}

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json holder_json(const GroundHolder& holder) {
  return {{"status", to_string(holder.status)},
          {"party", holder.status == GroundStatus::kHeld ? Json(holder.party.str()) : Json()}};
}

std::string feature(const char* type, const std::string& coordinates, const Json& properties) {
  return fmt::format(
      R"({{"type":"Feature","geometry":{{"type":"{}","coordinates":{}}},"properties":{}}})", type,
      coordinates, properties.dump(-1, ' ', false, Json::error_handler_t::replace));
}

std::string ground_feature(const FrontGround& one, Day on, const Parties& parties) {
  Json p = {{"kind", "ground"}, {"on", to_string(on)}};
  p.update(holder_json(one.holder));
  p["name"] =
      one.holder.status == GroundStatus::kHeld ? Json(parties.name(one.holder.party)) : Json();
  p["between"] = Json();
  if (one.holder.status == GroundStatus::kDisputed) {
    p["between"] = {one.holder.party.str()};
    if (!one.holder.other.empty()) p["between"].push_back(one.holder.other.str());
  }
  const bool known = !one.places.empty();
  p["probability"] = known ? Json(rounded(one.probability, 1e4)) : Json();
  p["least"] = known ? Json(rounded(one.least, 1e4)) : Json();
  p["thin"] = one.holder.thin;
  p["reports"] = one.reports;
  p["days_since_last"] = one.days_since_last < 0 ? Json() : Json(one.days_since_last);
  p["area_km2"] = rounded(one.area_m2 / 1e6, 10);
  p["country"] = text_or_null(one.country);
  Json& places = p["places"] = Json::array();
  for (const PlaceId& id : one.places) places.push_back(id.str());
  if (one.was) {
    p["was"] = holder_json(*one.was);
    p["changed"] = one.changed();
  }
  return feature("Polygon", lines_json(one.rings, true), p);
}

std::string relation(const FrontLine& line, const Parties& parties, Day day) {
  if (line.a == kContested || line.b == kContested) return "contested";
  if (parties.enemies(line.a, line.b, day)) return "enemies";
  return parties.allied(line.a, line.b, day) ? "allies" : "neither";
}

std::string line_feature(const FrontLine& line, Day on, const Parties& parties) {
  Json p = {{"kind", "front"}, {"on", to_string(on)}};
  p["between"] = {line.a.str(), line.b.str()};
  p["relation"] = relation(line, parties, on);
  p["length_km"] = rounded(line.length_m / 1000, 10);
  return feature("MultiLineString", lines_json(line.lines, false), p);
}

std::string state_name(const ActorId& id, const Parties& parties) {
  return id == kContested ? "contested" : parties.name(id);
}

std::string holder_name(const GroundHolder& holder, const Parties& parties) {
  switch (holder.status) {
    case GroundStatus::kHeld:
      return parties.name(holder.party);
    case GroundStatus::kDisputed:
      return "contested";
    case GroundStatus::kUnclear:
      return "unclear";
    case GroundStatus::kNobody:
      return "no place near";
  }
  return "";
}

/// "83,412"
std::string with_commas(double value) {
  std::string out = fmt::format("{:.0f}", value);
  for (std::size_t at = out.size(); at > 3;) out.insert(at -= 3, ",");
  return out;
}

struct Sum {
  double km2 = 0, thin_km2 = 0;
  std::vector<PlaceId> places;
};

std::string shares_text(const Fronts& fronts, const Parties& parties) {
  std::map<std::string, Sum> sums;
  double all = 0, nobody = 0;
  for (const FrontGround& one : fronts.ground) {
    const double km2 = one.area_m2 / 1e6;
    if (one.holder.status == GroundStatus::kNobody) {
      nobody += km2;
      continue;
    }
    Sum& sum = sums[holder_name(one.holder, parties)];
    sum.km2 += km2;
    if (one.holder.thin) sum.thin_km2 += km2;
    sum.places.insert(sum.places.end(), one.places.begin(), one.places.end());
    all += km2;
  }
  std::vector<std::pair<std::string, Sum>> order(sums.begin(), sums.end());
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.second.km2 > b.second.km2; });
  std::string out = fmt::format("{:<32} {:>9}  {:>7}  {:>7}  {:>6}\n", "holder", "km2", "share",
                                "thin", "places");
  for (auto& [name, sum] : order) {
    std::sort(sum.places.begin(), sum.places.end());
    const auto last = std::unique(sum.places.begin(), sum.places.end());
    out +=
        fmt::format("{:<32} {:>9}  {:>5.1f} %  {:>5.0f} %  {:>6}\n", name, with_commas(sum.km2),
                    100 * sum.km2 / all, 100 * sum.thin_km2 / sum.km2, last - sum.places.begin());
  }
  if (nobody > 0)
    out += fmt::format("No place is within reach of {} km2 more.\n", with_commas(nobody));
  return out;
}

std::string changes_text(const Fronts& fronts, const Gazetteer& gazetteer, const Parties& parties) {
  std::map<std::pair<std::string, std::string>, Sum> changes;
  for (const FrontGround& one : fronts.ground) {
    if (!one.changed()) continue;
    Sum& sum = changes[{holder_name(*one.was, parties), holder_name(one.holder, parties)}];
    sum.km2 += one.area_m2 / 1e6;
    sum.places.insert(sum.places.end(), one.places.begin(), one.places.end());
  }
  std::string out = fmt::format("\nchanged since {}{}\n", to_string(*fronts.from),
                                changes.empty() ? ": nothing" : "");
  for (auto& [way, sum] : changes) {
    sort_unique(sum.places);
    // The largest places say best where it was.
    std::vector<const Place*> named;
    for (const PlaceId& id : sum.places)
      if (const Place* place = gazetteer.find(id)) named.push_back(place);
    std::stable_sort(named.begin(), named.end(),
                     [](const Place* a, const Place* b) { return a->population > b->population; });
    constexpr std::size_t kMostNamed = 5;
    std::string names;
    for (std::size_t i = 0; i < std::min(named.size(), kMostNamed); ++i)
      names += (i ? ", " : "") + named[i]->name;
    if (named.size() > kMostNamed) names += fmt::format(" and {} more", named.size() - kMostNamed);
    out +=
        fmt::format("{} -> {}: {} km2 ({})\n", way.first, way.second, with_commas(sum.km2), names);
  }
  return out;
}

}  // namespace

std::string to_geojson(const Fronts& fronts, const Parties& parties) {
  std::string out = R"({"type":"FeatureCollection","features":[)";
  bool first = true;
  const auto add = [&](const std::string& one) {
    out += (first ? "\n" : ",\n") + one;
    first = false;
  };
  for (const FrontGround& one : fronts.ground) add(ground_feature(one, fronts.on, parties));
  for (const FrontLine& one : fronts.lines) add(line_feature(one, fronts.on, parties));
  return out + "\n]}\n";
}

std::string to_text(const Fronts& fronts, const Gazetteer& gazetteer, const Parties& parties) {
  std::string out = fmt::format(
      "Ground on {}, each piece with the place nearest by travel time. Thin: no report within a "
      "week.\n\n",
      to_string(fronts.on));
  out += shares_text(fronts, parties);
  if (fronts.from) out += changes_text(fronts, gazetteer, parties);
  if (!fronts.lines.empty()) out += "\nlines\n";
  for (const FrontLine& line : fronts.lines)
    out += fmt::format("{} - {}: {} km ({})\n", state_name(line.a, parties),
                       state_name(line.b, parties), with_commas(line.length_m / 1000),
                       relation(line, parties, fronts.on));
  return out;
}

}  // namespace dateline
