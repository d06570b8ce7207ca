// Writes what attribution finds in labelled texts, as a scorer of spans reads it:
//   attribution_predictions GOLD.jsonl [--attribution rules|model] > PRED.jsonl
// One line a text, {"id","pred":[{"source","cue","content"}]}; spans count characters, not bytes.
// What is said on without a cue is no attribution of its own there.

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "tools/score/attribution_predictions.h"
#include "tools/train/attribution_gold.h"

namespace dateline::score {
namespace {

int run(const std::string& path, const std::string& way, const std::string& weights) {
  const auto language = load_language(home_dir() + "/models");
  const auto knowledge = load_knowledge(home_dir() + "/data", "");
  if (!language || !knowledge) {
    fmt::print(stderr, "{}\n", to_string(language ? knowledge.error() : language.error()));
    return 2;
  }
  std::shared_ptr<const AttributionModel> model;
  if (way == "model") {
    auto loaded = AttributionModel::load(weights);
    if (!loaded) return fmt::print(stderr, "{}\n", to_string(loaded.error())), 2;
    model = *loaded;
  }
  const auto texts = train::load_attribution_texts(path, *language);
  if (!texts) return fmt::print(stderr, "{}\n", to_string(texts.error())), 2;
  for (const auto& text : *texts) {
    const Syntax syntax(text.document, text.layers.tokens, text.layers.tags, text.layers.trees,
                        knowledge->lemmas);
    fmt::print("{}\n", prediction_line(text.id, syntax, *knowledge, model.get()));
  }
  return 0;
}

}  // namespace
}  // namespace dateline::score

int main(int argc, char** argv) {
  std::string gold, way = "model",
                    weights = dateline::home_dir() + "/models/english.attribution.dlm";
  CLI::App app("Writes what attribution finds");
  app.add_option("GOLD", gold, "labelled texts, lines of JSON")->required();
  app.add_option("--attribution", way)->check(CLI::IsMember({"rules", "model"}));
  app.add_option("--weights", weights);
  CLI11_PARSE(app, argc, argv);
  return dateline::score::run(gold, way, weights);
}
