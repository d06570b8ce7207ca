#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "dateline/base/error.h"

namespace dateline {

/// A file's bytes as the operating system maps them: read when touched, shared between processes.
class MappedFile {
 public:
  /// Fails: kFileMissing; kFileUnreadable (a folder too).
  static Result<std::shared_ptr<const MappedFile>> open(const std::string& path);
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  /// Begins at a page, so that offsets in the file are aligned as they are in memory.
  std::string_view bytes() const { return {static_cast<const char*>(address_), size_}; }

 private:
  MappedFile(void* address, std::size_t size) : address_(address), size_(size) {}
  void* address_;
  std::size_t size_;
};

}  // namespace dateline
