#include "dateline/language/model_container.h"

#include <algorithm>

#include <fmt/format.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "dateline/base/file.h"
#include "dateline/language/byte_stream.h"

namespace dateline {
namespace {

// Well above any model, so that a wrong path does not fill the memory.
constexpr std::uint64_t kLargestFile = 256u << 20;

/// The first bytes of a file, as far as they can be shown.
std::string shown(std::string_view bytes) {
  std::string out;
  for (const char c : bytes)
    out += c >= 0x20 && c < 0x7F ? std::string(1, c) : fmt::format("\\x{:02x}", c & 0xFF);
  return out;
}

}  // namespace

tl::unexpected<Error> invalid_model(const std::string& path, std::size_t byte, std::string detail) {
  Error error{ErrorCode::kModelInvalid, std::move(detail), path};
  error.byte = byte;
  return tl::unexpected<Error>(std::move(error));
}

std::string write_model(const ModelKind& kind, std::string_view payload) {
  ByteWriter header;
  header.byte(kind.version);
  header.fixed64(payload.size());
  header.fixed64(XXH3_64bits(payload.data(), payload.size()));
  return std::string(kind.magic) + header.bytes() + std::string(payload);
}

Result<std::string_view> read_model(const ModelKind& kind, std::string_view bytes,
                                    const std::string& path) {
  const std::string_view magic = bytes.substr(0, kind.magic.size());
  if (magic != kind.magic) {
    return invalid_model(path, 0,
                         fmt::format("expected \"{}\", found \"{}\"", kind.magic, shown(magic)));
  }
  if (bytes.size() < kind.header_size()) {
    return invalid_model(
        path, bytes.size(),
        fmt::format("expected a header of {} bytes, found {}", kind.header_size(), bytes.size()));
  }
  ByteReader header(bytes, kind.magic.size());
  const std::uint8_t version = header.byte();
  if (version != kind.version) {
    return invalid_model(path, kind.magic.size(),
                         fmt::format("expected version {}, found {}", kind.version, version));
  }
  const std::uint64_t size = header.fixed64();
  const std::uint64_t checksum = header.fixed64();
  const std::string_view payload = bytes.substr(kind.header_size());
  if (payload.size() != size) {
    return invalid_model(
        path, std::min<std::uint64_t>(bytes.size(), kind.header_size() + size),
        fmt::format("expected {} bytes after the header, found {}", size, payload.size()));
  }
  const std::uint64_t found = XXH3_64bits(payload.data(), payload.size());
  if (found != checksum) {
    return invalid_model(
        path, kind.header_size(),
        fmt::format("expected the checksum {:016x}, found {:016x}", checksum, found));
  }
  return payload;
}

Result<std::string> load_model_bytes(const std::string& path) {
  Result<std::string> bytes = read_file(path, kLargestFile);
  if (bytes || bytes.error().code == ErrorCode::kFileMissing) return bytes;
  // A folder, a file that may not be read, or one far too large: no model in any case.
  Error error = bytes.error();
  error.code = ErrorCode::kModelInvalid;
  return tl::unexpected<Error>(std::move(error));
}

}  // namespace dateline
