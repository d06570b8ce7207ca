#include "dateline/base/file.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <unistd.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

namespace dateline {

Result<std::string> read_file(const std::string& path, std::uint64_t limit_bytes) {
  std::error_code ec;
  const auto status = std::filesystem::status(path, ec);
  if (!std::filesystem::exists(status)) return fail(ErrorCode::kFileMissing, "", path);
  if (std::filesystem::is_directory(status))
    return fail(ErrorCode::kFileUnreadable, "expected a file, found a folder", path);
  std::ifstream in(path, std::ios::binary);
  if (!in) return fail(ErrorCode::kFileUnreadable, std::strerror(errno), path);
  std::string bytes;
  std::string chunk(1 << 20, '\0');
  while (in) {
    in.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    bytes.append(chunk, 0, static_cast<std::size_t>(in.gcount()));
    if (bytes.size() > limit_bytes) {
      Error error{ErrorCode::kFileTooLarge,
                  fmt::format("expected at most {} bytes, found more", limit_bytes), path};
      error.byte = limit_bytes;
      return tl::unexpected(error);
    }
  }
  if (in.bad()) return fail(ErrorCode::kFileUnreadable, std::strerror(errno), path);
  return bytes;
}

Status write_file(const std::string& path, std::string_view bytes) {
  const std::string part = fmt::format("{}.{}.part", path, ::getpid());
  {
    std::ofstream out(part, std::ios::binary | std::ios::trunc);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.flush();
    if (!out) {
      const std::string why = std::strerror(errno);
      std::error_code ignored;
      std::filesystem::remove(part, ignored);
      return fail(ErrorCode::kOutputUnwritable, why, path);
    }
  }
  std::error_code ec;
  std::filesystem::rename(part, path, ec);
  if (ec) {
    std::error_code ignored;
    std::filesystem::remove(part, ignored);
    return fail(ErrorCode::kOutputUnwritable, ec.message(), path);
  }
  return {};
}

std::string content_hash(std::string_view bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

}  // namespace dateline
