#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "dateline/base/error.h"

namespace dateline {

/// The lines of a file of any size, in memory of one line.
class LineReader {
 public:
  /// Fails: kFileMissing, kFileUnreadable (a folder too).
  static Result<LineReader> open(const std::string& path);

  /// The next line without its newline; false at the end. The view holds until the next call.
  /// A failed read ends the lines; failed() tells.
  bool next(std::string_view& line);
  bool failed() const;
  int line() const { return line_; }  ///< of the line that was given last, from 1
  std::uint64_t read() const { return read_; }
  std::uint64_t size() const { return size_; }

 private:
  LineReader(std::FILE* file, std::uint64_t size);
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
  std::uint64_t size_, read_ = 0;
  int line_ = 0;
  std::string buffer_;
  std::size_t at_ = 0;
  bool ended_ = false;
};

}  // namespace dateline
