#pragma once

#include <cstdint>
#include <vector>

#include "dateline/base/span.h"

namespace dateline {

/// Leads from bytes of the extracted text back to bytes as received. Made of runs inside which both
/// advance at fixed steps; the identity for plain UTF-8.
class SpanMap {
 public:
  /// The identity on `size` bytes, beginning at byte `received` of the file.
  static SpanMap identity(std::uint32_t size, std::uint64_t received = 0);

  SpanMap() = default;

  /// Says that the next `text_bytes` of the text came from the next `received_bytes` at `received`.
  /// Runs are added in the order of the text. Runs of equal length both sides map byte by byte;
  /// others are indivisible: each of their bytes leads to the whole.
  void append(std::uint32_t text_bytes, std::uint64_t received, std::uint32_t received_bytes);

  struct Received {
    std::uint64_t begin;
    std::uint64_t end;
    friend bool operator==(const Received&, const Received&) = default;
  };
  /// The bytes as received that `span` rests on. Requires: span lies inside of the text.
  Received to_received(ByteSpan span) const;

  bool is_identity() const;
  std::uint32_t text_size() const { return text_size_; }

 private:
  struct Run {
    std::uint32_t text;
    std::uint64_t received;
    std::uint32_t text_bytes;
    std::uint32_t received_bytes;
  };
  const Run& run_of(std::uint32_t text_byte) const;

  std::vector<Run> runs_;
  std::uint32_t text_size_ = 0;
};

}  // namespace dateline
