#include "dateline/language/encoder.h"
#include "dateline/language/language.h"
#include "dateline/language/mend.h"
#include "dateline/language/parser.h"
#include "dateline/language/tagger.h"

namespace dateline {
namespace {

// As many words at a time as keep the working memory within the nearer caches.
constexpr std::size_t kBlock = 256;

/// The part's tree hangs on the root of the first part of its sentence.
void link_parts(const TokenRange& sentence, Trees& trees) {
  TokenIndex root = kNoToken;
  for (TokenIndex i = sentence.begin; i < sentence.end; ++i) {
    if (trees.heads[i] != kNoToken) continue;
    if (root == kNoToken) {
      root = i;
    } else {
      trees.heads[i] = root;
      trees.deprels[i] = Deprel::kParataxis;
    }
  }
}

}  // namespace

SyntaxLayers analyse(std::string_view text, const Tokens& tokens, const LanguageModel& model) {
  SyntaxLayers out;
  out.trees.heads.assign(tokens.size(), kNoToken);
  out.trees.deprels.assign(tokens.size(), Deprel::kRoot);
  TagWriter tags(text, tokens, *model.tagger, out.tags);
  TreeWriter trees(*model.parser, out.trees);
  Contexts contexts;
  std::size_t words = 0;
  const auto flush = [&] {
    encode(text, tokens, *model.encoder, contexts);
    tags.add(contexts);
    trees.add(contexts);
    contexts.ranges.clear();
    words = 0;
  };
  for (const TokenRange sentence : tokens.sentences) {
    for (TokenIndex begin = sentence.begin; begin < sentence.end; begin += TreeWriter::kLongest) {
      const TokenRange part{begin,
                            std::min<TokenIndex>(begin + TreeWriter::kLongest, sentence.end)};
      if (words + part.size() > kBlock) flush();
      contexts.ranges.push_back(part);
      words += part.size();
    }
  }
  flush();
  for (const TokenRange sentence : tokens.sentences)
    if (sentence.size() > TreeWriter::kLongest) link_parts(sentence, out.trees);
  mend_trees(text, tokens, out.tags, out.trees);
  return out;
}

}  // namespace dateline
