#pragma once

#include <optional>

#include <nlohmann/json_fwd.hpp>

#include "dateline/gazetteer/shape.h"

namespace dateline {

/// {"kind", "lat", "lon", "extent_km", "uncertainty_km", "outline"}; the outline is a Polygon or
/// MultiPolygon of GeoJSON (RFC 7946), or null.
nlohmann::ordered_json shape_json(const Shape& shape);

/// The geometry alone: the outline, or the centre as a Point where there is none.
nlohmann::ordered_json shape_geometry(const Shape& shape);

/// Reads what shape_json wrote. nullopt for anything else.
std::optional<Shape> parse_shape_json(const nlohmann::ordered_json& json);

}  // namespace dateline
