#include "dateline/language/split.h"

#include <algorithm>

#include "dateline/language/contractions.h"
#include "dateline/language/language.h"
#include "dateline/language/paragraphs.h"
#include "dateline/language/sentence_finder.h"
#include "dateline/language/token_finder.h"

namespace dateline {
namespace {

class TrainedDecider final : public SplitDecider {
 public:
  explicit TrainedDecider(const Splitter& splitter) : splitter_(splitter) {}
  bool decide(SplitQuestion question, std::span<const FeatureKey> features,
              std::uint32_t) override {
    const WeightTable& table = splitter_.tables[static_cast<std::size_t>(question)];
    return table.score(features) > table.threshold;
  }

 private:
  const Splitter& splitter_;
};

}  // namespace

Tokens split_by(std::string_view text, ByteSpan within, const WordTable& words,
                SplitDecider& decider) {
  Tokens out;
  within.end = std::min(within.end, static_cast<std::uint32_t>(text.size()));
  if (within.empty()) return out;
  out.spans.reserve(within.size() / 5);
  TokenFinder find_tokens(text, words, decider);
  SentenceFinder find_sentences(text, decider);
  std::vector<SplitToken> tokens;
  std::vector<std::size_t> ends;
  for (const ByteSpan paragraph : find_paragraphs(text, within)) {
    tokens.clear();
    ends.clear();
    find_tokens.run(paragraph, tokens);
    find_sentences.run(tokens, ends);
    std::size_t i = 0;
    for (const std::size_t end : ends) {
      const TokenIndex first = out.size();
      for (; i < end; ++i) {
        const SplitToken& token = tokens[i];
        const std::uint32_t cut = contraction_cut(text, token);
        if (cut == 0 || !ask_contraction(text, tokens, i, cut, words, decider)) {
          out.spans.push_back(token.span);
          continue;
        }
        out.contractions.push_back({out.size(), out.size() + 2});
        out.spans.push_back({token.span.begin, cut});
        out.spans.push_back({cut, token.span.end});
      }
      out.sentences.push_back({first, out.size()});
      out.sentence_spans.push_back({out.spans[first].begin, out.spans.back().end});
    }
  }
  return out;
}

Tokens split(std::string_view text, ByteSpan within, const Splitter& splitter) {
  TrainedDecider decider(splitter);
  return split_by(text, within, splitter.words, decider);
}

}  // namespace dateline
