#pragma once

#include <vector>

#include "cli/situation.h"

namespace dateline::cli {

/// What was published by the day known, in words that may be shown. Keeps: pointers into `asked`.
std::vector<Report> shown_reports(const Asked& asked);

}  // namespace dateline::cli
