#pragma once

#include <string>
#include <string_view>

namespace dateline {

/// SHA-256 of the bytes, 64 hexadecimal digits in lower case. Source: FIPS 180-4.
std::string sha256(std::string_view bytes);

}  // namespace dateline
