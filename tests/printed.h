#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace dateline::tests {

/// Whether the lines shown are those printed, with "..." for any that are left out.
inline testing::AssertionResult is_printed(const std::vector<std::string>& shown,
                                           const std::vector<std::string>& printed) {
  std::size_t at = 0;
  bool gap = false;
  for (const std::string& line : shown) {
    if (line == "...") {
      gap = true;
      continue;
    }
    const auto found =
        std::find(printed.begin() + static_cast<std::ptrdiff_t>(at), printed.end(), line);
    if (found == printed.end()) return testing::AssertionFailure() << "not printed:\n" << line;
    if (!gap && found != printed.begin() + static_cast<std::ptrdiff_t>(at))
      return testing::AssertionFailure() << "lines are left out without \"...\" before:\n" << line;
    at = static_cast<std::size_t>(found - printed.begin()) + 1;
    gap = false;
  }
  if (!gap && at != printed.size())
    return testing::AssertionFailure() << "the end is left out without \"...\"";
  return testing::AssertionSuccess();
}

}  // namespace dateline::tests
