#pragma once

#include <string>
#include <vector>

#include "dateline/dispatch/document.h"
#include "dateline/meaning/text_mentions.h"

namespace dateline {

/// A document with its mentions, as find_mentions gives them, their words as they are to be shown.
struct MentionedDocument {
  Document document;
  std::vector<TextMention> mentions;
  std::vector<ByteSpan> hidden = {};  ///< names that are not shown; ascending, none overlap
};

/// One HTML file with the texts and their mentions to hover over, to tap or to reach with the
/// keyboard. It holds no script and its content policy lets it ask for nothing. Never fails.
std::string mention_page(const std::vector<MentionedDocument>& documents);

}  // namespace dateline
