#include "cli/progress.h"

#include <cstdio>

#include <fmt/format.h>
#include <unistd.h>

namespace dateline::cli {

Progress::Progress(std::string what, std::size_t total)
    : what_(std::move(what)),
      total_(total),
      terminal_(::isatty(STDERR_FILENO) == 1),
      start_(std::chrono::steady_clock::now()),
      last_(start_) {}

void Progress::step() {
  ++done_;
  const auto now = std::chrono::steady_clock::now();
  if (!terminal_ || now - start_ < std::chrono::milliseconds(500) ||
      now - last_ < std::chrono::milliseconds(100))
    return;
  last_ = now;
  shown_ = true;
  constexpr std::size_t kWidth = 30;
  const std::size_t full = total_ ? done_ * kWidth / total_ : 0;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  const double left =
      done_ ? seconds * static_cast<double>(total_ - done_) / static_cast<double>(done_) : 0;
  fmt::print(stderr, "\r{} [{:<{}}] {}/{}  {:.0f} s left ", what_, std::string(full, '#'), kWidth,
             done_, total_, left);
  std::fflush(stderr);
}

void Progress::finish() {
  if (shown_) fmt::print(stderr, "\r{:70}\r", "");
}

}  // namespace dateline::cli
