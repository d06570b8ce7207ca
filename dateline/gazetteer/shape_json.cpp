#include "dateline/gazetteer/shape_json.h"

#include <utility>

#include <nlohmann/json.hpp>

namespace dateline {
namespace {

using Json = nlohmann::ordered_json;

Json polygon_json(const Polygon& polygon) {
  Json rings = Json::array();
  for (const auto& ring : polygon.rings) {
    Json points = Json::array();
    for (LatLng point : ring) points.push_back({point.lng(), point.lat()});
    rings.push_back(std::move(points));
  }
  return rings;
}

Json outline_json(const std::vector<Polygon>& outline) {
  if (outline.empty()) return nullptr;
  if (outline.size() == 1)
    return {{"type", "Polygon"}, {"coordinates", polygon_json(outline.front())}};
  Json polygons = Json::array();
  for (const Polygon& polygon : outline) polygons.push_back(polygon_json(polygon));
  return {{"type", "MultiPolygon"}, {"coordinates", std::move(polygons)}};
}

std::optional<LatLng> point_of(const Json& lat, const Json& lng) {
  if (!lat.is_number() || !lng.is_number()) return std::nullopt;
  return LatLng::make(Latitude{lat.get<double>()}, Longitude{lng.get<double>()});
}

bool read_polygon(const Json& json, std::vector<Polygon>& out) {
  if (!json.is_array() || json.empty()) return false;
  Polygon polygon;
  for (const Json& points : json) {
    if (!points.is_array() || points.size() < 4) return false;
    auto& ring = polygon.rings.emplace_back();
    for (const Json& pair : points) {
      if (!pair.is_array() || pair.size() != 2) return false;
      const auto point = point_of(pair[1], pair[0]);
      if (!point) return false;
      ring.push_back(*point);
    }
    if (ring.front() != ring.back()) return false;
  }
  out.push_back(std::move(polygon));
  return true;
}

bool read_outline(const Json& json, std::vector<Polygon>& out) {
  if (json.is_null()) return true;
  if (!json.is_object() || !json.contains("type") || !json.contains("coordinates")) return false;
  const Json& coordinates = json["coordinates"];
  if (json["type"] == "Polygon") return read_polygon(coordinates, out);
  if (json["type"] != "MultiPolygon" || !coordinates.is_array()) return false;
  for (const Json& polygon : coordinates)
    if (!read_polygon(polygon, out)) return false;
  return !out.empty();
}

}  // namespace

Json shape_json(const Shape& shape) {
  return {{"kind", to_string(shape.kind)},
          {"lat", shape.centre.lat()},
          {"lon", shape.centre.lng()},
          {"extent_km", shape.extent_km},
          {"uncertainty_km", shape.uncertainty_km},
          {"outline", outline_json(shape.outline)}};
}

Json shape_geometry(const Shape& shape) {
  if (!shape.outline.empty()) return outline_json(shape.outline);
  return {{"type", "Point"}, {"coordinates", {shape.centre.lng(), shape.centre.lat()}}};
}

std::optional<Shape> parse_shape_json(const Json& json) {
  if (!json.is_object()) return std::nullopt;
  for (const char* key : {"kind", "lat", "lon", "extent_km", "uncertainty_km", "outline"})
    if (!json.contains(key)) return std::nullopt;
  if (!json["kind"].is_string() || !json["extent_km"].is_number() ||
      !json["uncertainty_km"].is_number())
    return std::nullopt;
  const auto kind = parse_shape_kind(json["kind"].get<std::string>());
  const auto centre = point_of(json["lat"], json["lon"]);
  if (!kind || !centre) return std::nullopt;
  Shape shape{
      *kind, *centre, json["extent_km"].get<double>(), json["uncertainty_km"].get<double>(), {}};
  if (!read_outline(json["outline"], shape.outline)) return std::nullopt;
  return shape;
}

}  // namespace dateline
