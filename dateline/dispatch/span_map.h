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
  /// The smallest range of received bytes that `span` rests on; empty for an empty span and for
  /// bytes that came from nothing (the blank line between title and text). Requires: span lies
  /// inside of the text. Cost: the logarithm of the runs, and the runs inside of the span.
  Received to_received(ByteSpan span) const;

  /// True where every byte of the text is the byte at the same place of the file.
  bool is_identity() const;
  std::uint32_t text_size() const { return text_size_; }

  struct Run {
    std::uint32_t text;  ///< first byte in the text
    std::uint64_t received;
    std::uint32_t text_bytes;
    std::uint32_t received_bytes;
    friend bool operator==(const Run&, const Run&) = default;
  };
  /// In the order of the text, without gaps. Appending them to an empty map makes an equal map.
  const std::vector<Run>& runs() const { return runs_; }

  friend bool operator==(const SpanMap&, const SpanMap&) = default;

 private:
  std::size_t run_of(std::uint32_t text_byte) const;

  std::vector<Run> runs_;
  std::uint32_t text_size_ = 0;
};

}  // namespace dateline
