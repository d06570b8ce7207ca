// How long each stage of the language layers takes on a text, and finding its times, toponyms and
// attributions, and how often it asks for memory:
//   language_stages TEXT [--threads N] [--rounds N]
// Words are those between white space (as wc -w counts them). Time is of the wall clock, the
// best of the rounds. Toponyms are resolved over stretches of 600 words, as articles are long, and
// told apart into finding names, looking them up and resolving them. Prints JSON.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "dateline/base/file.h"
#include "dateline/language/encoder.h"
#include "dateline/language/gazetteer_tags.h"
#include "dateline/language/language.h"
#include "dateline/language/parser.h"
#include "dateline/language/tagger.h"
#include "dateline/meaning/attribution_tagger.h"
#include "dateline/meaning/ground_places.h"
#include "dateline/meaning/mentions.h"
#include "dateline/pipeline.h"

namespace {
std::atomic<std::size_t> allocations{0};
}

#pragma GCC diagnostic ignored "-Wmismatched-new-delete"  // of GCC 12 about what it inlined itself
void* operator new(std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  if (void* memory = std::malloc(size ? size : 1)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace dateline::bench {
namespace {

struct Stage {
  const char* name;
  double seconds = 1e9;
  std::size_t allocations = 0;
};

template <class Work>
void measure(Stage& stage, Work work) {
  const std::size_t before = allocations;
  const auto begin = std::chrono::steady_clock::now();
  work();
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin;
  stage.seconds = std::min(stage.seconds, spent.count());
  stage.allocations = allocations - before;
}

std::vector<TokenRange> ranges_of(const Tokens& tokens) {
  std::vector<TokenRange> ranges;
  for (const TokenRange sentence : tokens.sentences)
    for (TokenIndex at = sentence.begin; at < sentence.end; at += TreeWriter::kLongest)
      ranges.push_back({at, std::min(at + TreeWriter::kLongest, sentence.end)});
  return ranges;
}

int run(const std::string& path, unsigned threads, int rounds) {
  const auto text = read_file(path);
  const auto model = load_language(home_dir() + "/models");
  const auto feasts = FeastTable::load(home_dir() + "/data/times/feasts.csv");
  const auto world = load_world();
  const auto demonyms = Demonyms::load(home_dir() + "/data");
  const auto knowledge = load_knowledge(home_dir() + "/data", "");
  const auto attribution = AttributionModel::load(home_dir() + "/models/english.attribution.dlm");
  if (!text || !model || !feasts || !world || !demonyms || !knowledge || !attribution) {
    fmt::print(stderr, "{}\n",
               to_string(!text        ? text.error()
                         : !model     ? model.error()
                         : !feasts    ? feasts.error()
                         : !world     ? world.error()
                         : !demonyms  ? demonyms.error()
                         : !knowledge ? knowledge.error()
                                      : attribution.error()));
    return 2;
  }
  std::size_t words = 0;
  for (std::size_t i = 0; i < text->size(); ++i) {
    const auto space = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
    words += !space((*text)[i]) && (i == 0 || space((*text)[i - 1]));
  }
  const ByteSpan whole{0, static_cast<std::uint32_t>(text->size())};
  Stage stages[] = {{"split"}, {"encode"},        {"tag"},   {"parse"},  {"all"},      {"look_up"},
                    {"times"}, {"look_up_names"}, {"names"}, {"ground"}, {"attribute"}};
  Tokens tokens;
  Document document;
  document.text = *text;
  document.published.day = Day(2024, 12, 10);
  for (int round = 0; round < rounds; ++round) {
    measure(stages[0], [&] { tokens = split(*text, whole, *model->splitter); });
    const std::vector<TokenRange> ranges = ranges_of(tokens);
    std::vector<Contexts> blocks;
    std::size_t size = 0;
    for (const TokenRange range : ranges) {
      if (blocks.empty() || size + range.size() > 256) blocks.emplace_back(), size = 0;
      blocks.back().ranges.push_back(range);
      size += range.size();
    }
    measure(stages[1], [&] {
      for (Contexts& block : blocks) encode(*text, tokens, *model->encoder, block);
    });
    SyntaxLayers syntax;
    measure(stages[2], [&] {
      TagWriter tags(*text, tokens, *model->tagger, syntax.tags);
      for (const Contexts& block : blocks) tags.add(block);
    });
    measure(stages[3], [&] {
      syntax.trees.heads.resize(tokens.size());
      syntax.trees.deprels.resize(tokens.size());
      TreeWriter trees(*model->parser, syntax.trees);
      for (const Contexts& block : blocks) trees.add(block);
    });
    measure(stages[4], [&] {
      // Each thread takes its share of the paragraphs.
      std::vector<std::thread> workers;
      std::uint32_t begin = 0;
      for (unsigned t = 0; t < threads; ++t) {
        std::uint32_t end = whole.end;
        if (t + 1 < threads) {
          const std::size_t blank = text->find("\n\n", std::size_t{whole.end} * (t + 1) / threads);
          end = blank == std::string::npos ? whole.end : static_cast<std::uint32_t>(blank + 2);
        }
        workers.emplace_back([&, begin, end] {
          const Tokens part = split(*text, {begin, end}, *model->splitter);
          analyse(*text, part, *model);
        });
        begin = end;
      }
      for (std::thread& worker : workers) worker.join();
    });
    // What reading rests on beside the layers, and the times, whose bar is half of the trees.
    static const std::unordered_set<std::string> known;
    std::optional<Syntax> syntax_of;
    measure(stages[5],
            [&] { syntax_of.emplace(document, tokens, syntax.tags, syntax.trees, known); });
    measure(stages[6], [&] { find_time_expressions(*syntax_of, {*feasts, {}}); });
    measure(stages[10], [&] {
      const std::vector<QuoteRun> quotes = find_quotes(*syntax_of);
      tag_speech(*syntax_of, AttributionFeatures(*syntax_of, *knowledge, quotes), **attribution);
    });
    std::vector<bool> active;
    std::vector<GazetteerTag> tags;
    measure(stages[7], [&] {
      active = name_words(*text, tokens);
      tags = gazetteer_tags(*text, tokens, active, **world);
    });
    const NameInput input{*text, tokens, syntax.tags, syntax.trees, tags};
    NamesAndToponyms found;
    measure(stages[8], [&] { found = find_toponyms(input, active, *model, *demonyms); });
    measure(stages[9], [&] {
      constexpr TokenIndex kArticle = 600;
      std::vector<Toponym> article;
      for (std::size_t i = 0; i < found.toponyms.size(); ++i) {
        article.push_back(found.toponyms[i]);
        if (i + 1 < found.toponyms.size() &&
            found.toponyms[i + 1].range.begin / kArticle == article.back().range.begin / kArticle)
          continue;
        ground_places(input, std::move(article), **world, nullptr);
        article.clear();
      }
    });
  }
  fmt::print(
      "{{\"words\": {}, \"tokens\": {}, \"sentences\": {}, \"threads\": {}, \"kernels\": \"{}\"",
      words, tokens.size(), tokens.sentences.size(), threads, kernels().name);
  for (const Stage& stage : stages) {
    fmt::print(
        ", \"{}\": {{\"seconds\": {:.4f}, \"words_per_second\": {:.0f}, \"allocations_per_word\": "
        "{:.4f}}}",
        stage.name, stage.seconds, static_cast<double>(words) / stage.seconds,
        static_cast<double>(stage.allocations) / static_cast<double>(words));
  }
  fmt::print("}}\n");
  return 0;
}

}  // namespace
}  // namespace dateline::bench

int main(int argc, char** argv) {
  CLI::App app("Times the stages of the language layers.");
  std::string path;
  unsigned threads = 1;
  int rounds = 3;
  app.add_option("TEXT", path, "plain text")->required();
  app.add_option("--threads", threads, "for the whole");
  app.add_option("--rounds", rounds, "the best of so many");
  CLI11_PARSE(app, argc, argv);
  return dateline::bench::run(path, std::max(1u, threads), std::max(1, rounds));
}
