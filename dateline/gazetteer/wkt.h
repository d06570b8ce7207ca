#pragma once

#include <string_view>
#include <vector>

#include "dateline/base/error.h"
#include "dateline/base/latlng.h"

namespace dateline {

/// The polygons of a WKT POLYGON or MULTIPOLYGON, longitude before latitude. Fails: kDataInvalid
/// saying at which byte what was expected; rings must be closed and have at least four points.
/// Source: OGC 06-103r4, section 7.
Result<std::vector<Polygon>> parse_wkt(std::string_view text);

}  // namespace dateline
