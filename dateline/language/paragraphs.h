#pragma once

#include <string_view>
#include <vector>

#include "dateline/base/span.h"

namespace dateline {

/// The paragraphs of text[within], without those that are empty. A line is a paragraph, a headline
/// or a caption of its own, except in a block (lines with no empty line between them) that was
/// wrapped at a column: there no line had room for the first word of the next.
std::vector<ByteSpan> find_paragraphs(std::string_view text, ByteSpan within);

}  // namespace dateline
