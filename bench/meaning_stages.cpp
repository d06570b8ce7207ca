// What times, parties, chains and quantities cost beside the layers that they are read from:
//   meaning_stages TEXT [--rounds N]
// The text is cut into documents of about 600 words, as articles are long. Time is of the wall
// clock, one thread, the best of the rounds, all in one run. Prints JSON; "of_layers" is the share
// of splitting, tagging and parsing that all four take together (bar: 0.5).

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "dateline/base/file.h"
#include "dateline/meaning/coreference.h"
#include "dateline/pipeline.h"

namespace dateline::bench {
namespace {

constexpr std::size_t kArticle = 3600;  ///< bytes: about 600 words

enum Stage { kLayers, kNames, kSyntax, kTimes, kParties, kChains, kQuantities, kStages };
constexpr const char* kStageNames[] = {"layers",  "names",  "syntax",    "times",
                                       "parties", "chains", "quantities"};

std::vector<Document> articles_of(const std::string& text) {
  std::vector<Document> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t blank = text.find("\n\n", std::min(at + kArticle, text.size()));
    const std::size_t end = std::min(blank, text.size());
    Document one;
    one.text = text.substr(at, end - at);
    one.published.day = Day(2024, 12, 10);
    one.parts = {{PartKind::kBody, {0, static_cast<std::uint32_t>(one.text.size())}}};
    out.push_back(std::move(one));
    at = end + 2;
  }
  return out;
}

/// Seconds that the work takes, added to the stage; gives what the work gives.
template <class Work>
auto timed(double& seconds, Work work) {
  const auto begin = std::chrono::steady_clock::now();
  auto out = work();
  seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return out;
}

void read_one(const Document& document, const Engine& engine, double* spent) {
  const Knowledge& k = engine.general;
  const Layers layers =
      timed(spent[kLayers], [&] { return read_layers(document, engine.language); });
  const Toponyms toponyms = timed(spent[kNames], [&] {
    return read_toponyms(document.text, layers.tokens, layers.tags, layers.trees, engine.language,
                         k);
  });
  const Syntax syntax = timed(spent[kSyntax], [&] {
    return Syntax(document, layers.tokens, layers.tags, layers.trees, k.lemmas);
  });
  const auto times = timed(spent[kTimes], [&] { return find_times(syntax, k.times); });
  Actors actors = timed(spent[kParties], [&] { return Actors(syntax, k, &toponyms); });
  timed(spent[kChains], [&] {
    const Coreference chains = find_coreference(syntax, k, actors, toponyms.names);
    actors.follow(chains);
    return chains.links.size();
  });
  timed(spent[kQuantities], [&] { return find_quantities(syntax, k, times).size(); });
}

int run(const std::string& path, int rounds) {
  const auto text = read_file(path);
  const auto engine = load_engine("none");
  if (!text || !engine) {
    fmt::print(stderr, "{}\n", to_string(text ? engine.error() : text.error()));
    return 2;
  }
  const std::vector<Document> articles = articles_of(*text);
  std::vector<double> best(kStages, 1e9);
  for (int round = 0; round < rounds; ++round) {
    double spent[kStages] = {};
    for (const Document& document : articles) read_one(document, *engine, spent);
    for (int s = 0; s < kStages; ++s) best[s] = std::min(best[s], spent[s]);
  }
  fmt::print("{{\"documents\": {}", articles.size());
  for (int s = 0; s < kStages; ++s) fmt::print(", \"{}\": {:.4f}", kStageNames[s], best[s]);
  const double four = best[kTimes] + best[kParties] + best[kChains] + best[kQuantities];
  fmt::print(", \"of_layers\": {:.3f}}}\n", four / best[kLayers]);
  return 0;
}

}  // namespace
}  // namespace dateline::bench

int main(int argc, char** argv) {
  CLI::App app("Times what meaning costs beside the language layers.");
  std::string path;
  int rounds = 3;
  app.add_option("TEXT", path, "plain text")->required();
  app.add_option("--rounds", rounds, "the best of so many");
  CLI11_PARSE(app, argc, argv);
  return dateline::bench::run(path, std::max(1, rounds));
}
