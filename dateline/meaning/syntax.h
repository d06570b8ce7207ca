#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "dateline/dispatch/document.h"
#include "dateline/language/layers.h"

namespace dateline {

/// The language layers of one document with the look-ups that reading needs. Refers to the layers,
/// which must outlive it. Immutable.
class Syntax {
 public:
  /// `known` holds the lemmas that reading knows: where the lemma of a verb or noun is none of them
  /// but a regular base of its form is, the base is taken (lemmatisers err on rare words).
  Syntax(const Document& document, const Tokens& tokens, const Tags& tags, const Trees& trees,
         const std::unordered_set<std::string>& known);

  const Document& document() const { return *document_; }
  TokenIndex size() const { return tokens_->size(); }
  std::string_view form(TokenIndex i) const { return document_->slice(tokens_->spans[i]); }
  /// Folded form: lower case, no diacritics.
  const std::string& lower(TokenIndex i) const { return lower_[i]; }
  /// Lemma in lower case.
  const std::string& lemma(TokenIndex i) const { return lemma_[i]; }
  Upos upos(TokenIndex i) const { return tags_->upos[i]; }
  const Feats& feats(TokenIndex i) const { return tags_->feats[i]; }
  TokenIndex head(TokenIndex i) const { return trees_->heads[i]; }
  Deprel deprel(TokenIndex i) const { return trees_->deprels[i]; }
  bool is(TokenIndex i, std::initializer_list<Deprel> relations) const;

  /// Dependents in the order of the text.
  std::span<const TokenIndex> children(TokenIndex i) const;
  /// First dependent with one of the relations, or kNoToken.
  TokenIndex child(TokenIndex i, std::initializer_list<Deprel> relations) const;
  /// First dependent whose lemma is the word and whose relation is one of those, or kNoToken.
  bool has_child_lemma(TokenIndex i, std::string_view lemma) const;

  std::size_t sentence_of(TokenIndex i) const { return sentence_[i]; }
  TokenRange sentence(std::size_t s) const { return tokens_->sentences[s]; }
  std::size_t sentences() const { return tokens_->sentences.size(); }
  ByteSpan sentence_span(std::size_t s) const { return tokens_->sentence_spans[s]; }
  PartKind part(std::size_t s) const { return parts_[s]; }

  /// The last token of the range that hangs on none of it; the last of all where each does.
  TokenIndex head_of(TokenRange range) const;

  /// Smallest range of tokens that holds the whole subtree.
  TokenRange subtree(TokenIndex i) const { return subtree_[i]; }
  /// True where `ancestor` is `i` or above it.
  bool dominated(TokenIndex i, TokenIndex ancestor) const;
  ByteSpan span(TokenIndex i) const { return tokens_->spans[i]; }
  /// From the first byte of the first token to the last of the last. Requires: not empty.
  ByteSpan span(TokenRange range) const;
  std::string text(TokenRange range) const { return std::string(document_->slice(span(range))); }

  bool is_nominal(TokenIndex i) const;
  bool is_capitalised(TokenIndex i) const;

 private:
  const Document* document_;
  const Tokens* tokens_;
  const Tags* tags_;
  const Trees* trees_;
  std::vector<std::string> lower_, lemma_;
  std::vector<TokenIndex> child_begin_, child_list_;
  std::vector<std::uint32_t> sentence_;
  std::vector<TokenRange> subtree_;
  std::vector<PartKind> parts_;
};

}  // namespace dateline
