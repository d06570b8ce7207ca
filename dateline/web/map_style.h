#pragma once

#include <string>

#include "dateline/web/svg_map.h"

namespace dateline {

/// The style sheet of a map. Every class begins with "dl-", so that it can stand in a page of
/// others.
std::string map_style(MapTheme theme);

}  // namespace dateline
