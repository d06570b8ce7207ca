#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dateline/dispatch/document.h"
#include "dateline/meaning/claim.h"
#include "dateline/meaning/text_mentions.h"

namespace dateline {

/// Puts a mark in the place of names of one document wherever its words are shown. Offsets stay
/// those of the source: only what is printed of the bytes changes.
class Redaction {
 public:
  static constexpr std::string_view kMark = "[name]";

  /// `names` as find_private_names gives them; none: all is shown as it stands. Refers to the
  /// document, which must outlive it.
  Redaction(const Document& document, std::vector<ByteSpan> names);

  /// The document's words there, with the mark for each name that they touch.
  std::string slice(ByteSpan span) const;
  /// Words that are not the document's own, or may not be (a headline, a list's shared noun): the
  /// mark stands for each of the names that they hold as whole words.
  std::string words(std::string_view text) const;
  /// The same for words that were taken from `span`, or were made of it.
  std::string words(std::string_view text, ByteSpan span) const;
  /// All words of a claim or mention.
  void apply(Claim& claim) const;
  void apply(TextMention& mention) const;

  /// True inside of one name.
  bool hides(ByteSpan span) const;
  const std::vector<ByteSpan>& names() const { return names_; }

 private:
  const Document* document_;
  std::vector<ByteSpan> names_;
  std::vector<std::string> forms_;  ///< how the names are written: the longest first
};

}  // namespace dateline
