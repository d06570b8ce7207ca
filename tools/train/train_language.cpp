// Trains the language layers and writes models/english.dlm:
//   train_language --train A.conllu --train B.conllu --dev C.conllu -o models/english.dlm --seed 1
// The same data, options and seed give the same bytes.

#include <chrono>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "dateline/language/model_file.h"
#include "reported_copies.h"
#include "train_parser.h"
#include "train_tagger.h"

namespace dateline::train {
namespace {

struct Options {
  std::vector<std::string> train, dev;
  std::string output;
  std::uint64_t seed = 1;
  int tagger_epochs = 8;
  int parser_epochs = 6;
  int beam = 8;
  int courses = 2;
  int folds = 5;
  std::size_t size_limit = 14'500'000;
};

/// Half a tree bank's worth of headlines: copies of some sentences in capitals, in lower case, with
/// every word capitalised, without their full stop, or with an attribution put in. Returns of which
/// sentence each is, or is a copy.
std::vector<std::size_t> add_copies(std::vector<GoldSentence>& sentences, Dice& dice) {
  const auto recase = [](std::string& form, int how) {
    for (std::size_t i = 0; i < form.size(); ++i) {
      const char c = form[i];
      const bool lower = c >= 'a' && c <= 'z', upper = c >= 'A' && c <= 'Z';
      if (lower && (how == 0 || (how == 2 && i == 0))) form[i] = static_cast<char>(c - 32);
      if (upper && how == 1) form[i] = static_cast<char>(c + 32);
    }
  };
  std::vector<std::size_t> origin;
  for (std::size_t s = 0; s < sentences.size(); ++s) origin.push_back(s);
  const std::size_t originals = sentences.size();
  for (std::size_t s = 0; s < originals; ++s) {
    if (dice.below(8) == 0) {
      if (auto reported = report(sentences[s], dice)) {
        sentences.push_back(std::move(*reported));
        origin.push_back(s);
      }
    }
    const std::size_t roll = dice.below(100);
    if (roll >= 18) continue;
    GoldSentence copy = sentences[s];
    if (copy.size() < 3) continue;
    if (roll < 15) {
      for (std::string& form : copy.forms) recase(form, static_cast<int>(roll / 5));
    }
    const int last = static_cast<int>(copy.size()) - 1;
    const bool leaf = std::find(copy.heads.begin(), copy.heads.end(), last) == copy.heads.end();
    if (roll % 2 == 0 && leaf && copy.forms.back() == ".") {
      copy.forms.pop_back();
      copy.lemmas.pop_back();
      copy.upos.pop_back();
      copy.feats.pop_back();
      copy.heads.pop_back();
      copy.deprels.pop_back();
    }
    sentences.push_back(std::move(copy));
    origin.push_back(s);
  }
  return origin;
}

ParseExample parse_example(const GoldSentence& gold, const Tagger& tagger,
                           const Tagger::Sentence& tagged) {
  ParseExample example;
  for (std::size_t i = 0; i < gold.size(); ++i) {
    const TagLabel& label = tagger.labels[tagged.labels[i]];
    example.words.push_back({tagged.words[i].lower, pack_tag(label.upos, label.feats),
                             static_cast<std::uint8_t>(label.upos)});
  }
  example.heads = gold.heads;
  example.deprels = gold.deprels;
  return example;
}

ParseExample tag_example(const GoldSentence& gold, const Tagger& tagger) {
  Tagger::Sentence sentence;
  read_words(gold, sentence);
  tagger.prepare(sentence);
  tagger.run(sentence);
  return parse_example(gold, tagger, sentence);
}

/// Tags each sentence by a tagger that has not seen it, so that the parser learns from the mistakes
/// that it will meet. A copy is in
/// the fold of its original, which `origin` names.
std::vector<ParseExample> jackknife(const std::vector<GoldSentence>& sentences,
                                    const std::vector<std::size_t>& origin,
                                    const std::vector<TagLabel>& labels, const Options& options) {
  std::vector<ParseExample> examples(sentences.size());
  const auto folds = static_cast<std::size_t>(options.folds);
  const auto work = [&](std::size_t thread) {
    for (std::size_t fold = thread; fold < folds; fold += 2) {
      std::vector<const GoldSentence*> others;
      for (std::size_t s = 0; s < sentences.size(); ++s)
        if (origin[s] % folds != fold) others.push_back(&sentences[s]);
      const Tagger tagger =
          train_tagger(others, labels, options.tagger_epochs, options.seed + fold, false);
      for (std::size_t s = 0; s < sentences.size(); ++s)
        if (origin[s] % folds == fold) examples[s] = tag_example(sentences[s], tagger);
    }
  };
  std::thread second(work, 1);
  work(0);
  second.join();
  return examples;
}

struct Counts {
  std::size_t words = 0, upos = 0, labels = 0, lemmas = 0, heads = 0, both = 0, both_base = 0;
};

void measure(const std::vector<GoldSentence>& dev, const Tagger& tagger, const Parser* parser,
             const std::string& name) {
  Counts n;
  BeamSearch<Weights>* search = nullptr;
  std::unique_ptr<BeamSearch<Weights>> owner;
  if (parser) {
    owner = std::make_unique<BeamSearch<Weights>>(parser->weights, parser->beam);
    search = owner.get();
  }
  std::string folded, lemma;
  for (const GoldSentence& gold : dev) {
    Tagger::Sentence tagged;
    read_words(gold, tagged);
    tagger.prepare(tagged);
    tagger.run(tagged);
    const ParseExample example = parse_example(gold, tagger, tagged);
    if (search) {
      search->begin(example.words);
      while (!search->done()) search->advance();
    }
    for (std::size_t i = 0; i < gold.size(); ++i) {
      const TagLabel& label = tagger.labels[tagged.labels[i]];
      ++n.words;
      n.upos += label.upos == gold.upos[i];
      n.labels += label == TagLabel{gold.upos[i], gold.feats[i]};
      fold_case(gold.forms[i], folded);
      tagger.lemmas.find(tagged.labels[i], gold.forms[i], folded, keeps_case(label.upos), lemma);
      n.lemmas += lemma == gold.lemmas[i];
      if (!search) continue;
      const ParseState::Node& node = search->items[0].state.node(static_cast<std::int32_t>(i));
      if (node.head != gold.heads[i]) continue;
      ++n.heads;
      const std::string_view found = to_string(static_cast<Deprel>(node.deprel));
      const std::string_view wanted = to_string(gold.deprels[i]);
      n.both += found == wanted;
      n.both_base += found.substr(0, found.find(':')) == wanted.substr(0, wanted.find(':'));
    }
  }
  const auto percent = [&](std::size_t count) {
    return 100.0 * static_cast<double>(count) / static_cast<double>(n.words);
  };
  std::printf("  %s: UPOS %.2f, with features %.2f, lemmas %.2f", name.c_str(), percent(n.upos),
              percent(n.labels), percent(n.lemmas));
  if (parser) {
    std::printf("; UAS %.2f, LAS %.2f (with subtypes %.2f)", percent(n.heads), percent(n.both_base),
                percent(n.both));
  }
  std::printf("\n");
  std::fflush(stdout);
}

/// The parser whose smallest weights are left away so that the model file keeps to the limit.
Parser fit_parser(const std::vector<ParserCourse>& courses, const Tagger& tagger,
                  const Options& options, std::string& bytes) {
  std::vector<MeanWeight> means;
  for (const ParserCourse& course : courses)
    course.learner.average(kScale / static_cast<double>(courses.size()), 2, means);
  sum_means(means);
  Parser parser;
  parser.beam = static_cast<std::uint8_t>(options.beam);
  for (std::int32_t least_weight = 8;; least_weight += std::max(2, least_weight / 6)) {
    parser.weights = keep_large(means, least_weight);
    bytes = write_language_model(tagger, parser);
    if (bytes.size() > options.size_limit) continue;
    std::printf("  weights below %.2f left away: %zu bytes, %zu + %zu features\n",
                least_weight / kScale, bytes.size(), tagger.weights.rows(), parser.weights.rows());
    return parser;
  }
}

int run(const Options& options) {
  const auto start = std::chrono::steady_clock::now();
  std::vector<GoldSentence> sentences;
  std::vector<std::pair<std::string, std::vector<GoldSentence>>> dev;
  for (const bool is_dev : {false, true}) {
    for (const std::string& path : is_dev ? options.dev : options.train) {
      auto loaded = load_treebank(path, !is_dev);
      if (!loaded) {
        fmt::print(stderr, "{}\n", to_string(loaded.error()));
        return 2;
      }
      if (is_dev) {
        dev.emplace_back(path.substr(path.rfind('/') + 1), std::move(*loaded));
      } else {
        for (GoldSentence& sentence : *loaded) sentences.push_back(std::move(sentence));
      }
    }
  }
  std::vector<const GoldSentence*> originals;
  const std::size_t original_count = sentences.size();
  Dice dice(options.seed);
  const std::vector<std::size_t> origin = add_copies(sentences, dice);
  for (std::size_t s = 0; s < original_count; ++s) originals.push_back(&sentences[s]);
  std::printf("%zu sentences and %zu changed copies\n", original_count,
              sentences.size() - original_count);
  const std::vector<TagLabel> labels = collect_labels(sentences);
  std::vector<const GoldSentence*> all;
  for (const GoldSentence& sentence : sentences) all.push_back(&sentence);
  Tagger tagger = train_tagger(all, labels, options.tagger_epochs, options.seed, true);
  learn_lemmas(originals, tagger);
  for (const auto& [name, gold] : dev) measure(gold, tagger, nullptr, name);
  if (options.parser_epochs > 0) {
    for (GoldSentence& sentence : sentences) make_projective(sentence);
    const std::vector<ParseExample> examples = jackknife(sentences, origin, labels, options);
    const auto report = [&](const std::vector<ParserCourse>& courses) {
      std::string bytes;
      const Parser parser = fit_parser(courses, tagger, options, bytes);
      for (const auto& [name, gold] : dev) measure(gold, tagger, &parser, name);
      if (const Status written = write_file(options.output, bytes); !written)
        fmt::print(stderr, "{}\n", to_string(written.error()));
    };
    train_parser(examples, options.parser_epochs, static_cast<std::uint8_t>(options.beam),
                 options.courses, options.seed, report);
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  std::printf("%.0f s\n", took.count());
  return 0;
}

}  // namespace
}  // namespace dateline::train

int main(int argc, char** argv) {
  CLI::App app("Trains the language layers of dateline from CoNLL-U treebanks.");
  dateline::train::Options options;
  app.add_option("--train", options.train, "treebank to learn from; may come again")->required();
  app.add_option("--dev", options.dev, "treebank to measure on; may come again");
  app.add_option("-o,--output", options.output, "model file")->required();
  app.add_option("--seed", options.seed, "of the order of sentences");
  app.add_option("--tagger-epochs", options.tagger_epochs);
  app.add_option("--parser-epochs", options.parser_epochs);
  app.add_option("--beam", options.beam)->check(CLI::Range(1, 64));
  app.add_option("--courses", options.courses, "parsers whose weights are summed")
      ->check(CLI::Range(1, 8));
  app.add_option("--folds", options.folds)->check(CLI::Range(2, 20));
  app.add_option("--size-limit", options.size_limit, "of the model file, in bytes");
  CLI11_PARSE(app, argc, argv);
  return dateline::train::run(options);
}
