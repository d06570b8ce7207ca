#pragma once

#include <string_view>
#include <vector>

#include "dateline/language/split_token.h"

namespace dateline {

/// Finds the tokens of paragraphs. White space always ends one; in between, sure rules decide first
/// (addresses, names with an Arabic article, commas, lost spaces), and the decider the rest.
class TokenFinder {
 public:
  TokenFinder(std::string_view text, const WordTable& words, SplitDecider& decider)
      : text_(text), words_(words), decider_(decider) {}

  /// Appends the tokens of text[paragraph] to `tokens`.
  void run(ByteSpan paragraph, std::vector<SplitToken>& tokens);

 private:
  /// The characters of a chunk by kind: letters, digits, one sign (or a run of the same), or bytes
  /// that are no UTF-8. Tokens are made of whole atoms.
  struct Atom {
    ByteSpan span;
    CharKind kind = CharKind::kSpace;
    char32_t sign = 0;         ///< the character of a sign
    std::uint32_t code = 0;    ///< coarse: kind, case and length, or the sign
    std::uint32_t folded = 0;  ///< fine: hash of the folded characters
  };
  enum class Link : std::uint8_t { kUnsure, kJoins, kBreaks };

  void scan_chunk();
  void take_chunk();
  void describe(Atom& atom) const;
  void apply_rules();
  void mark_addresses();
  Link rule(std::size_t left) const;
  bool is_initial(std::size_t at) const;
  bool is_range(std::size_t first) const;
  bool is_date(std::size_t left) const;
  bool is_name_of_file(std::size_t left) const;
  bool is_domain(std::size_t left) const;
  bool is_article_hyphen(std::size_t hyphen) const;
  bool is_lost_space(std::size_t stop) const;
  void look_ahead();
  bool ask_break(std::size_t left, std::size_t token_begin);
  void push(std::uint32_t begin, std::uint32_t end);
  const Atom& atom(std::size_t i) const { return i < atoms_.size() ? atoms_[i] : nothing_; }

  std::string_view text_;
  const WordTable& words_;
  SplitDecider& decider_;
  std::vector<SplitToken>* tokens_ = nullptr;
  std::uint32_t at_ = 0, end_ = 0;
  TokenGap gap_ = TokenGap::kSpace;
  std::vector<Atom> atoms_;
  std::vector<Link> links_;  ///< between atom i and i + 1
  Atom nothing_;
  Atom next_;                 ///< first atom of the next chunk
  bool open_quote_ = false;   ///< a single quotation mark was opened in this paragraph
  std::uint32_t before_ = 0;  ///< folded hash of the token before the chunk
};

}  // namespace dateline
