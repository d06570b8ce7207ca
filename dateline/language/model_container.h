#pragma once

#include <string>
#include <string_view>

#include "dateline/base/error.h"

namespace dateline {

// What files of weights have in common. Numbers are little-endian.
//
//   file     = magic version size checksum payload
//   version  = one byte
//   size     = 8 bytes, of the payload
//   checksum = 8 bytes, XXH3-64 of the payload

struct ModelKind {
  std::string_view magic;
  std::uint8_t version;
  std::size_t header_size() const { return magic.size() + 1 + 8 + 8; }
};

/// The bytes of a file.
std::string write_model(const ModelKind& kind, std::string_view payload);

/// The payload, a part of `bytes` from header_size() on. `path` is for the error. Fails:
/// kModelInvalid with the byte, expected and found.
Result<std::string_view> read_model(const ModelKind& kind, std::string_view bytes,
                                    const std::string& path);

/// The bytes of the file. Fails: kFileMissing; kModelInvalid for what cannot be a model.
Result<std::string> load_model_bytes(const std::string& path);

/// kModelInvalid at a byte of a file.
tl::unexpected<Error> invalid_model(const std::string& path, std::size_t byte, std::string detail);

}  // namespace dateline
