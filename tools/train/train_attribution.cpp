// Trains attribution (models/english.attribution.dlm) from texts with marked sources, cues and
// contents:
//   train_attribution GOLD.jsonl -o FILE [--seed 1]
// First which words are the heads of cues: logistic regression over hashed features. Then what the
// words around a cue are to it: a conditional random field. So that the second learns from what the
// first will hand it, errors included, each half of the texts is tagged by cues learnt on the other
// half.

#include <chrono>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "attribution_gold.h"
#include "cue_learner.h"
#include "dateline/language/model_file.h"
#include "dateline/meaning/attribution_features.h"
#include "span_learner.h"

namespace dateline::train {
namespace {

struct Options {
  std::string gold, output;
  CueOptions cues;
  SpanOptions spans;
  double least_chance = 0.15;  ///< of a cue that the second step still looks at
  double bonus = 2;            ///< log odds that the cue is given, for as many found as are marked
  std::uint64_t seed = 1;
};

/// One text, ready to learn from.
struct Prepared {
  explicit Prepared(const AttributionText& text, const Knowledge& knowledge)
      : syntax(text.document, text.layers.tokens, text.layers.tags, text.layers.trees,
               knowledge.lemmas),
        quotes(find_quotes(syntax)),
        features(syntax, knowledge, quotes) {}
  Syntax syntax;
  std::vector<QuoteRun> quotes;
  AttributionFeatures features;
  std::map<TokenIndex, std::size_t> heads;  ///< cue head -> attribution
};

/// The words that a span covers.
TokenRange words_of(const Tokens& tokens, ByteSpan span) {
  TokenRange out;
  for (TokenIndex i = 0; i < tokens.size(); ++i) {
    if (!tokens.spans[i].overlaps(span)) continue;
    if (out.size() == 0) out.begin = i;
    out.end = i + 1;
  }
  return out;
}

/// The word of the cue that carries it: of those that hang on a word outside, a verb, then a noun,
/// then the first.
TokenIndex head_of_cue(const Prepared& text, TokenRange cue) {
  TokenIndex best = kNoToken;
  int best_rank = 9;
  for (TokenIndex i = cue.begin; i < cue.end; ++i) {
    if (!text.features.may_be_cue(i)) continue;
    const TokenIndex up = text.syntax.head(i);
    const Upos pos = text.syntax.upos(i);
    int rank = pos == Upos::kVerb ? 0 : pos == Upos::kNoun ? 1 : pos == Upos::kAdj ? 2 : 3;
    if (up != kNoToken && cue.contains(up)) rank += 4;
    if (rank < best_rank) best = i, best_rank = rank;
  }
  return best;
}

CueExamples cue_examples(const std::vector<std::unique_ptr<Prepared>>& texts, int fold) {
  CueExamples out;
  std::vector<FeatureKey> keys;
  for (std::size_t d = 0; d < texts.size(); ++d) {
    if (fold >= 0 && static_cast<int>(d % 2) == fold) continue;
    const Prepared& text = *texts[d];
    for (TokenIndex i = 0; i < text.syntax.size(); ++i) {
      if (!text.features.may_be_cue(i)) continue;
      text.features.of_cue(i, keys);
      out.add(keys, text.heads.contains(i));
    }
  }
  return out;
}

void label(const Tokens& tokens, const std::vector<ByteSpan>& spans, SpanLabel begin,
           SpanLabel more, TokenRange window, SpanRun& run) {
  for (const ByteSpan span : spans) {
    const TokenRange words = words_of(tokens, span);
    for (TokenIndex i = words.begin; i < words.end; ++i)
      if (window.contains(i))
        run.labels[i - window.begin] = static_cast<std::uint8_t>(i == words.begin ? begin : more);
  }
  // A span that begins before the window begins with it.
  if (!run.labels.empty() && run.labels[0] == static_cast<std::uint8_t>(more))
    run.labels[0] = static_cast<std::uint8_t>(begin);
}

SpanRun make_run(const AttributionText& text, const Prepared& prepared, TokenIndex head,
                 const std::vector<std::uint8_t>& cues) {
  SpanRun run;
  const AttributionFeatures::Around around(prepared.features, head, cues);
  const TokenRange window = around.window();
  run.labels.assign(window.size(), 0);
  if (const auto gold = prepared.heads.find(head); gold != prepared.heads.end()) {
    const GoldSpeech& speech = text.gold[gold->second];
    const Tokens& tokens = text.layers.tokens;
    label(tokens, speech.content, SpanLabel::kContentBegin, SpanLabel::kContent, window, run);
    label(tokens, speech.source, SpanLabel::kSourceBegin, SpanLabel::kSource, window, run);
    label(tokens, speech.cue, SpanLabel::kCueBegin, SpanLabel::kCue, window, run);
    // What one span cuts out of another leaves a rest that begins anew.
    for (std::size_t i = 0; i < run.labels.size(); ++i)
      if (!may_follow(i == 0 ? 0 : run.labels[i - 1], run.labels[i])) --run.labels[i];
  }
  std::vector<FeatureKey> keys;
  for (TokenIndex i = window.begin; i < window.end; ++i) {
    around.of(i, keys);
    run.keys.insert(run.keys.end(), keys.begin(), keys.end());
    run.begins.push_back(static_cast<std::uint32_t>(run.keys.size()));
  }
  return run;
}

/// A model of cues alone. Keeps: a view of the bytes.
AttributionModel cue_model(const std::string& bytes, std::int32_t threshold) {
  AttributionModel out;
  out.cues =
      FeatureTable({reinterpret_cast<const std::int8_t*>(bytes.data()), bytes.size()}, kCueStride);
  out.cue_threshold = threshold;
  return out;
}

std::size_t words_in(const std::vector<SpanRun>& runs) {
  std::size_t out = 0;
  for (const SpanRun& run : runs) out += run.size();
  return out;
}

/// Numbers the features of all runs.
FeatureIndex number(std::vector<SpanRun>& runs, std::size_t rare) {
  std::vector<FeatureKey> all;
  for (const SpanRun& run : runs) all.insert(all.end(), run.keys.begin(), run.keys.end());
  FeatureIndex index(std::move(all), rare);
  for (SpanRun& run : runs) run.number(index);
  return index;
}

/// The threshold of a chance, in the integers of the table.
std::int32_t threshold_of(double chance, double scale) {
  return static_cast<std::int32_t>(std::lround(std::log(chance / (1 - chance)) * scale));
}

int run(const Options& options) {
  const auto start = std::chrono::steady_clock::now();
  const auto seconds = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  const auto language = load_language(home_dir() + "/models");
  const auto knowledge = load_knowledge(home_dir() + "/data", "");
  if (!language || !knowledge) {
    fmt::print(stderr, "{}\n", to_string(language ? knowledge.error() : language.error()));
    return 2;
  }
  const auto texts = load_attribution_texts(options.gold, *language);
  if (!texts) {
    fmt::print(stderr, "{}\n", to_string(texts.error()));
    return 2;
  }
  std::vector<std::unique_ptr<Prepared>> prepared;
  std::size_t marked = 0, heads = 0;
  for (const AttributionText& text : *texts) {
    auto one = std::make_unique<Prepared>(text, *knowledge);
    for (std::size_t g = 0; g < text.gold.size(); ++g) {
      ++marked;
      if (text.gold[g].cue.empty()) continue;
      const TokenIndex head =
          head_of_cue(*one, words_of(text.layers.tokens, text.gold[g].cue.front()));
      if (head != kNoToken) one->heads.emplace(head, g);
    }
    heads += one->heads.size();
    prepared.push_back(std::move(one));
  }
  fmt::print("{} texts, {} attributions, {} cues, {:.0f} s\n", texts->size(), marked, heads,
             seconds());
  // Cues of each half by the other half, then of all.
  const std::int32_t threshold = threshold_of(options.least_chance, options.cues.scale);
  std::vector<SpanRun> runs;
  std::size_t found = 0, missed = 0, wrong = 0;
  for (const int fold : {0, 1}) {
    const std::string bytes = learn_cues(cue_examples(prepared, fold), options.cues, options.seed);
    const AttributionModel model = cue_model(bytes, threshold);
    std::vector<FeatureKey> keys;
    for (std::size_t d = static_cast<std::size_t>(fold); d < prepared.size(); d += 2) {
      const Prepared& text = *prepared[d];
      std::vector<std::uint8_t> cues(text.syntax.size(), 0);
      for (TokenIndex i = 0; i < text.syntax.size(); ++i) {
        if (!text.features.may_be_cue(i)) continue;
        text.features.of_cue(i, keys);
        cues[i] = model.cue_strength(keys);
        const bool gold = text.heads.contains(i);
        found += gold && cues[i] != 0;
        missed += gold && cues[i] == 0;
        wrong += !gold && cues[i] != 0;
      }
      for (TokenIndex i = 0; i < text.syntax.size(); ++i)
        if (cues[i] != 0 || text.heads.contains(i))
          runs.push_back(make_run((*texts)[d], text, i, cues));
    }
  }
  fmt::print("cues of the other half: {} found, {} missed, {} too many, {:.0f} s\n", found, missed,
             wrong, seconds());
  const std::string cue_weights =
      learn_cues(cue_examples(prepared, -1), options.cues, options.seed);
  prepared.clear();
  const FeatureIndex index = number(runs, options.spans.rare);
  fmt::print("{} words, {} features, {:.0f} s\n", words_in(runs), index.size(), seconds());
  SpanField field(options.spans, index.size());
  field.learn(runs, options.seed);
  const auto [weights, steps] = field.sections(index);
  const std::int32_t sure[2] = {
      threshold, static_cast<std::int32_t>(std::lround(options.bonus * options.spans.scale))};
  const std::vector<std::pair<std::string, std::string>> sections = {
      {"attribution.cues", cue_weights},
      {"attribution.spans", weights},
      {"attribution.steps", steps},
      {"attribution.sure", std::string(reinterpret_cast<const char*>(sure), sizeof sure)}};
  const std::string bytes = write_model_file(sections);
  fmt::print("{} runs, {} bytes, {:.0f} s\n", runs.size(), bytes.size(), seconds());
  return write_file(options.output, bytes) ? 0 : 2;
}

}  // namespace
}  // namespace dateline::train

int main(int argc, char** argv) {
  using namespace dateline::train;
  Options options;
  CLI::App app("Trains attribution");
  app.add_option("GOLD", options.gold, "texts with marked attributions, lines of JSON")->required();
  app.add_option("-o", options.output, "the weights")->required();
  app.add_option("--seed", options.seed);
  app.add_option("--least-chance", options.least_chance);
  app.add_option("--bonus", options.bonus);
  app.add_option("--cue-epochs", options.cues.epochs);
  app.add_option("--cue-drop", options.cues.drop);
  app.add_option("--cue-bits", options.cues.bits);
  app.add_option("--epochs", options.spans.epochs);
  app.add_option("--bits", options.spans.bits);
  app.add_option("--rate", options.spans.rate);
  app.add_option("--drop", options.spans.drop);
  app.add_option("--rare", options.spans.rare);
  app.add_option("--decay", options.spans.decay);
  CLI11_PARSE(app, argc, argv);
  return run(options);
}
