#pragma once

#include <string>
#include <vector>

#include "dateline/base/finding.h"

namespace dateline {

/// Everything that is wrong with data/actors/ and data/outlets/, by file, then line: ids unknown,
/// parents missing, days that are none or run backwards, countries unknown, a name that means two
/// parties at once, a row without example. Never stops at the first and never fails: a missing
/// table is a finding.
std::vector<Finding> check_actors(const std::string& data_dir);

}  // namespace dateline
