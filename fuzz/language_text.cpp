// Any bytes as text: sentences, words, tags, trees and attributions come out, whole and within the
// text.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "dateline/language/language.h"
#include "dateline/meaning/attribution_tagger.h"
#include "fuzz/target.h"

using namespace dateline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const LanguageModel model = fuzz::need(load_language(fuzz::source_dir() + "/models"));
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Tokens tokens = split(text, {0, static_cast<std::uint32_t>(size)}, *model.splitter);
  const SyntaxLayers syntax = analyse(text, tokens, model);
  std::uint32_t end = 0;
  for (const ByteSpan span : tokens.spans) {
    fuzz::check(span.begin >= end && span.begin < span.end && span.end <= size);
    end = span.end;
  }
  TokenIndex words = 0;
  for (const TokenRange sentence : tokens.sentences) {
    fuzz::check(sentence.begin == words && sentence.begin < sentence.end);
    words = sentence.end;
    int roots = 0;
    for (TokenIndex i = sentence.begin; i < sentence.end; ++i) {
      TokenIndex steps = 0;
      for (TokenIndex at = i; at != kNoToken; at = syntax.trees.heads[at])
        fuzz::check(sentence.contains(at) && ++steps <= sentence.size());
      roots += syntax.trees.heads[i] == kNoToken;
    }
    fuzz::check(roots == 1);
  }
  fuzz::check(words == tokens.size() && syntax.tags.upos.size() == words &&
              syntax.tags.lemma_ids.size() == words);
  static const Knowledge knowledge = fuzz::need(load_knowledge(fuzz::source_dir() + "/data", ""));
  static const auto attribution =
      fuzz::need(AttributionModel::load(fuzz::source_dir() + "/models/english.attribution.dlm"));
  Document document;
  document.text = text;
  const Syntax look_up(document, tokens, syntax.tags, syntax.trees, knowledge.lemmas);
  const std::vector<QuoteRun> quotes = find_quotes(look_up);
  for (const TaggedSpeech& speech :
       tag_speech(look_up, AttributionFeatures(look_up, knowledge, quotes), *attribution))
    for (const TokenRange range : speech.content)
      fuzz::check(range.begin < range.end && range.end <= words);
  to_conllu(text, tokens, syntax.tags, syntax.trees);
  return 0;
}
