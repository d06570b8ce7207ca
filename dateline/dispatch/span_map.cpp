#include "dateline/dispatch/span_map.h"

#include <algorithm>
#include <cassert>

namespace dateline {

SpanMap SpanMap::identity(std::uint32_t size, std::uint64_t received) {
  SpanMap map;
  map.append(size, received, size);
  return map;
}

void SpanMap::append(std::uint32_t text_bytes, std::uint64_t received,
                     std::uint32_t received_bytes) {
  if (text_bytes == 0) return;
  const bool by_byte = text_bytes == received_bytes;
  if (by_byte && !runs_.empty()) {
    Run& last = runs_.back();
    if (last.text_bytes == last.received_bytes && last.received + last.received_bytes == received) {
      last.text_bytes += text_bytes;
      last.received_bytes += received_bytes;
      text_size_ += text_bytes;
      return;
    }
  }
  runs_.push_back({text_size_, received, text_bytes, received_bytes});
  text_size_ += text_bytes;
}

std::size_t SpanMap::run_of(std::uint32_t text_byte) const {
  const auto after =
      std::upper_bound(runs_.begin(), runs_.end(), text_byte,
                       [](std::uint32_t byte, const Run& run) { return byte < run.text; });
  return static_cast<std::size_t>(after - runs_.begin()) - 1;
}

SpanMap::Received SpanMap::to_received(ByteSpan span) const {
  assert(span.begin <= span.end && span.end <= text_size_);
  if (runs_.empty()) return {0, 0};
  if (span.empty()) {
    if (span.begin == text_size_) {
      const Run& last = runs_.back();
      return {last.received + last.received_bytes, last.received + last.received_bytes};
    }
    const Run& run = runs_[run_of(span.begin)];
    const std::uint64_t into =
        run.text_bytes == run.received_bytes ? span.begin - run.text : std::uint32_t{0};
    return {run.received + into, run.received + into};
  }
  // A JSON line may give its text before its title, so that a later run can lie earlier in the
  // file: the range is the hull of all runs, not from the first to the last.
  Received hull{UINT64_MAX, 0};
  Received nowhere{0, 0};
  for (std::size_t i = run_of(span.begin); i < runs_.size() && runs_[i].text < span.end; ++i) {
    const Run& run = runs_[i];
    nowhere = {run.received, run.received};
    if (run.received_bytes == 0) continue;
    std::uint64_t begin = run.received, end = run.received + run.received_bytes;
    if (run.text_bytes == run.received_bytes) {
      begin += std::max(span.begin, run.text) - run.text;
      end -= run.text + run.text_bytes - std::min(span.end, run.text + run.text_bytes);
    }
    hull.begin = std::min(hull.begin, begin);
    hull.end = std::max(hull.end, end);
  }
  return hull.end == 0 ? nowhere : hull;
}

bool SpanMap::is_identity() const {
  return runs_.empty() || (runs_.size() == 1 && runs_.front().received == 0 &&
                           runs_.front().text_bytes == runs_.front().received_bytes);
}

}  // namespace dateline
