#pragma once

#include <string>

#include "dateline/territory/described.h"

namespace dateline {

/// Who backs whom as one SVG: backers in the left column, those whom they back in the right one,
/// with those who do both between; forces stand below the names. The same input gives the same
/// bytes.
std::string render_described_graph(const DescribedWorld& world, const Parties& parties);

}  // namespace dateline
