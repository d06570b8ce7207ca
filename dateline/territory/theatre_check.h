#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dateline/base/day.h"
#include "dateline/base/error.h"
#include "dateline/base/finding.h"

namespace dateline {

/// The keys of theatre.csv.
struct TheatreInfo {
  std::string name;
  std::string title;
  std::vector<std::string> countries;  ///< ISO codes, the main one first
  std::string timezone;
  std::optional<Day> from, to;
  std::vector<std::string> languages;
};

/// Fails: kTheatreMissing without the folder or the file, kTheatreInvalid with path and line.
Result<TheatreInfo> load_theatre_info(const std::string& theatre_dir);

/// Everything that is wrong with a theatre's files, by file in the order of the format, then line.
/// Never stops at the first and never fails: a missing folder is a finding. `data_dir` is the data/
/// whose general parties a theatre may name beside its own; empty: any party of one path segment.
std::vector<Finding> check_theatre(const std::string& theatre_dir,
                                   const std::string& data_dir = {});

}  // namespace dateline
