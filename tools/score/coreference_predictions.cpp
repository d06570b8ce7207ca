// Writes the chains of documents with marked chains, or those that coreference finds in them, as a
// scorer of chains reads them:
//   coreference_predictions GOLD.conllu --write gold|found > FILE.jsonl
// One line a document, {"id","text","gold"|"pred":[{"kind","begin","end","cluster"}]}; spans are of
// bytes.

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "dateline/meaning/coreference.h"
#include "tools/train/coreference_gold.h"

namespace dateline::score {
namespace {

nlohmann::json item(ByteSpan span, const nlohmann::json& chain, double probability) {
  return {{"kind", "entity"},
          {"begin", span.begin},
          {"end", span.end},
          {"cluster", chain},
          {"probability", probability}};
}

nlohmann::json found(const train::CoreferenceText& text, const Engine& engine) {
  const Layers layers = read_layers(text.document, engine.language);
  const Knowledge& knowledge = engine.general;
  const Syntax syntax(text.document, layers.tokens, layers.tags, layers.trees, knowledge.lemmas);
  const Toponyms toponyms = read_toponyms(text.document.text, layers.tokens, layers.tags,
                                          layers.trees, engine.language, knowledge);
  const Actors actors(syntax, knowledge, &toponyms);
  const Coreference all = find_coreference(syntax, knowledge, actors, toponyms.names);
  nlohmann::json out = nlohmann::json::array();
  for (std::size_t i = 0; i < all.referents.size(); ++i) {
    const Referent& referent = all.referents[i];
    const Link& link = all.links[i];
    if (referent.list && all.chain_sizes[link.chain] < 2) continue;
    out.push_back(item(syntax.span(referent.range), link.chain, link.probability));
  }
  return out;
}

int run(const std::string& path, bool gold, const std::string& weights) {
  const auto texts = train::CoreferenceReader::load(path);
  if (!texts) return fmt::print(stderr, "{}\n", to_string(texts.error())), 2;
  std::optional<Engine> engine;
  if (!gold) {
    auto loaded = load_engine("none");
    if (!loaded) return fmt::print(stderr, "{}\n", to_string(loaded.error())), 2;
    engine = std::move(*loaded);
    auto model = CoreferenceModel::load(weights);
    if (!model) return fmt::print(stderr, "{}\n", to_string(model.error())), 2;
    engine->general.coreference = *model;
  }
  for (const train::CoreferenceText& text : *texts) {
    nlohmann::json line = {{"id", text.document.name}};
    if (gold) {
      line["text"] = text.document.text;
      line["gold"] = nlohmann::json::array();
      for (const train::GoldReferent& one : text.gold)
        line["gold"].push_back(item(one.span, one.chain, 1));
    } else {
      line["pred"] = found(text, *engine);
    }
    fmt::print("{}\n", line.dump());
  }
  return 0;
}

}  // namespace
}  // namespace dateline::score

int main(int argc, char** argv) {
  std::string gold, write = "found",
                    weights = dateline::home_dir() + "/models/english.coreference.dlm";
  CLI::App app("Writes chains");
  app.add_option("GOLD", gold, "documents with marked chains, CoNLL-U")->required();
  app.add_option("--write", write)->check(CLI::IsMember({"gold", "found"}));
  app.add_option("--weights", weights);
  CLI11_PARSE(app, argc, argv);
  return dateline::score::run(gold, write == "gold", weights);
}
