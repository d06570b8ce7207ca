#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "dateline/base/error.h"

namespace dateline {

/// The bytes of a file. Fails: kFileMissing, kFileUnreadable (a folder too), kFileTooLarge where it
/// holds more than `limit_bytes` (nothing beyond the limit is read).
Result<std::string> read_file(const std::string& path, std::uint64_t limit_bytes = UINT64_MAX);

/// Writes to a neighbouring temporary file and renames it, so that a reader sees the old or the new
/// bytes, never a part. Fails: kOutputUnwritable.
Status write_file(const std::string& path, std::string_view bytes);

/// XXH3 (128 bits) of the bytes, 32 hexadecimal digits: a content hash, not a signature.
std::string content_hash(std::string_view bytes);

}  // namespace dateline
