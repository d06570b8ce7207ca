#pragma once

#include <string>
#include <string_view>

namespace dateline {

/// Lower case (Unicode simple mapping), curly quotes as straight ones, dashes as "-". Bytes that
/// are no UTF-8 stay.
void fold_case(std::string_view word, std::string& out);

}  // namespace dateline
