#pragma once

#include <functional>
#include <map>
#include <string>

#include "dateline/base/error.h"

namespace dateline {

/// Reads an array of flat objects whose values are texts, one object at a time, so that a table of
/// megabytes takes no tree of them. Fails: kDataInvalid with byte; kFileMissing, kFileUnreadable.
Status each_json_row(const std::string& path,
                     const std::function<void(const std::map<std::string, std::string>&)>& sink);

}  // namespace dateline
