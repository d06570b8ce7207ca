#pragma once

#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "dateline/base/error.h"

namespace dateline {

/// Bytes that are written once and read back, in a file without a name beside the one that they
/// will go into: what is being made may be larger than memory.
class Spool {
 public:
  /// Fails: kOutputUnwritable.
  static Result<Spool> create(const std::string& beside);

  /// A failed write shows when the bytes are read back.
  void append(std::string_view bytes);
  std::uint64_t size() const { return size_; }
  const std::string& beside() const { return beside_; }
  /// Fails: kOutputUnwritable where a write has failed, or the bytes do not come back.
  Status read(std::uint64_t at, char* out, std::size_t size);
  /// Appends all of it to `out`. Fails: as read.
  Status copy_to(std::FILE* out);

 private:
  Spool(std::FILE* file, std::string beside)
      : file_(file, &std::fclose), beside_(std::move(beside)) {}
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
  std::string beside_;
  std::uint64_t size_ = 0;
};

}  // namespace dateline
