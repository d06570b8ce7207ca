#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

enum class Severity : std::uint8_t { kNote, kError };
std::string_view to_string(Severity severity);

/// One thing that is wrong with (or odd about) files that a person writes.
struct Finding {
  std::string file;    ///< "roads.csv"
  int line = 0;        ///< 1-based; 0: of the whole file
  std::string column;  ///< empty: of the whole row
  Severity severity = Severity::kError;
  std::string what;  ///< expected and found
};

/// "roads.csv:17: km: error: expected a number, found \"x\""
std::string to_string(const Finding& finding);

/// True where some finding is an error.
bool has_errors(const std::vector<Finding>& findings);

}  // namespace dateline
