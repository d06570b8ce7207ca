#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace dateline::cli {

/// A bar on standard error while work goes on: only where that is a terminal, and only when the
/// work takes longer than half a second.
class Progress {
 public:
  Progress(std::string what, std::size_t total);
  void step();
  void finish();

 private:
  std::string what_;
  std::size_t total_, done_ = 0;
  bool terminal_, shown_ = false;
  std::chrono::steady_clock::time_point start_, last_;
};

}  // namespace dateline::cli
