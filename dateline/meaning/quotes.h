#pragma once

#include <vector>

#include "dateline/meaning/syntax.h"

namespace dateline {

/// A stretch between quotation marks, the marks included. May reach over sentences.
struct QuoteRun {
  TokenRange range;
  bool closed = true;
  /// True for speech, false for a word or two in scare quotes.
  bool speech = false;
};

/// All quotations in the order of the text. Nested ones are left out. A run whose closing mark is
/// missing ends with its sentence, or before the next opening mark (paragraphs of one quotation).
std::vector<QuoteRun> find_quotes(const Syntax& syntax);

/// True where the token is a quotation mark of any shape; an apostrophe counts as none.
bool is_quote_mark(const Syntax& syntax, TokenIndex i);

}  // namespace dateline
