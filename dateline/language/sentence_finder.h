#pragma once

#include <string_view>
#include <vector>

#include "dateline/language/split_token.h"

namespace dateline {

/// Finds where the sentences of a paragraph end. Sure rules decide first (an agency's dateline,
/// words in lower case after words without a stop), and the decider the rest.
class SentenceFinder {
 public:
  SentenceFinder(std::string_view text, SplitDecider& decider) : text_(text), decider_(decider) {}

  /// Appends to `ends`, for each sentence, the number of tokens up to its end; the last is
  /// tokens.size().
  void run(std::span<const SplitToken> tokens, std::vector<std::size_t>& ends);

 private:
  /// What follows a token: how far the next mark that may end a sentence is, and whether a finite
  /// verb comes before it.
  struct Ahead {
    std::uint8_t tokens_to_mark;
    bool verb;
  };

  const SplitToken& token(std::size_t i) const {
    return i < tokens_.size() ? tokens_[i] : nothing_;  // -1 wraps
  }
  std::size_t end_of_dateline() const;
  /// What is sure about a boundary after a token.
  enum class Sure : std::uint8_t { kNo, kYes, kUnsure };
  Sure rule(std::size_t left) const;
  bool ask(std::size_t left);
  void look_ahead();
  void begin_sentence(std::size_t first);
  void pass(const SplitToken& token);

  std::string_view text_;
  SplitDecider& decider_;
  std::span<const SplitToken> tokens_;
  SplitToken nothing_;
  std::vector<Ahead> ahead_;
  unsigned style_ = 0;  ///< of the paragraph: whether its sentences have marks and capitals
  // The sentence so far.
  std::size_t first_ = 0;
  bool verb_ = false;
  unsigned round_ = 0, quotes_ = 0;  ///< open brackets; quotation marks, odd inside of a quotation
};

}  // namespace dateline
