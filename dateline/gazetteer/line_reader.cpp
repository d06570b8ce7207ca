#include "dateline/gazetteer/line_reader.h"

#include <cerrno>
#include <cstring>

#include <sys/stat.h>

namespace dateline {
namespace {

constexpr std::size_t kChunk = std::size_t{1} << 20;

}  // namespace

LineReader::LineReader(std::FILE* file, std::uint64_t size)
    : file_(file, &std::fclose), size_(size) {}

Result<LineReader> LineReader::open(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (!file)
    return fail(
        errno == ENOENT || errno == ENOTDIR ? ErrorCode::kFileMissing : ErrorCode::kFileUnreadable,
        errno == ENOENT ? "" : std::strerror(errno), path);
  struct stat info {};
  if (::fstat(::fileno(file), &info) != 0 || S_ISDIR(info.st_mode)) {
    std::fclose(file);
    return fail(ErrorCode::kFileUnreadable, "expected a file, found a folder", path);
  }
  return LineReader(file, static_cast<std::uint64_t>(info.st_size));
}

bool LineReader::next(std::string_view& line) {
  for (std::size_t searched = at_;;) {
    const auto end = buffer_.find('\n', searched);
    if (end != std::string::npos) {
      line = std::string_view(buffer_).substr(at_, end - at_);
      at_ = end + 1;
      break;
    }
    if (ended_) {
      if (at_ == buffer_.size()) return false;
      line = std::string_view(buffer_).substr(at_);
      at_ = buffer_.size();
      break;
    }
    searched = buffer_.size() - at_;
    buffer_.erase(0, at_);
    at_ = 0;
    const std::size_t had = buffer_.size();
    buffer_.resize(had + kChunk);
    const std::size_t got = std::fread(buffer_.data() + had, 1, kChunk, file_.get());
    buffer_.resize(had + got);
    read_ += got;
    ended_ = got < kChunk;
  }
  ++line_;
  return true;
}

bool LineReader::failed() const { return std::ferror(file_.get()) != 0; }

}  // namespace dateline
