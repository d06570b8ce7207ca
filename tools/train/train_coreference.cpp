// Trains coreference (models/english.coreference.dlm) from documents with marked chains:
//   train_coreference GOLD.conllu -o FILE [--seed 1]
// For each phrase, a log-linear choice between the phrases before it and beginning something new,
// over hashed features; the chance of what is right is the sum over all phrases of its chain
// (Durrett and Klein 2013). The layers are those that reading makes, so that it learns from their
// errors too.

#include <chrono>
#include <cmath>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "coreference_gold.h"
#include "dateline/language/model_file.h"
#include "dateline/meaning/coreference.h"
#include "dateline/meaning/coreference_features.h"
#include "dice.h"
#include "feature_index.h"

namespace dateline::train {
namespace {

struct Options {
  std::string gold, output;
  int epochs = 9;
  double rate = 0.05, decay = 2e-5, drop = 0.3, fresh_cost = 0;
  std::size_t rare = 3;
  unsigned bits = 15;
  int steps = 24;  ///< of a weight in one unit of log odds
  std::uint64_t seed = 1;
};

/// One phrase: the features of beginning something new, then of each candidate.
struct Choice {
  std::vector<std::uint32_t> keys;    ///< of all, then their numbers
  std::vector<std::uint32_t> begins;  ///< of each way, one past the last too
  std::vector<bool> right;
  std::size_t ways() const { return right.size(); }
};

std::vector<Choice> choices_of(const CoreferenceText& text, const LanguageModel& language,
                               const Knowledge& knowledge) {
  const Layers layers = read_layers(text.document, language);
  const Syntax syntax(text.document, layers.tokens, layers.tags, layers.trees, knowledge.lemmas);
  const Toponyms toponyms = read_toponyms(text.document.text, layers.tokens, layers.tags,
                                          layers.trees, language, knowledge);
  const Actors actors(syntax, knowledge, &toponyms);
  std::vector<Referent> referents = find_referents(syntax, *knowledge.nouns, toponyms.names);
  const auto parties = number_parties(referents, actors, knowledge);
  const CoreferenceFeatures features(syntax, referents, parties);
  std::vector<std::string> chains;
  for (const Referent& referent : referents) {
    std::string chain;
    const ByteSpan span = syntax.span(referent.range), head = syntax.span(referent.head);
    for (const GoldReferent& gold : text.gold)
      if (gold.span == span) chain = gold.chain;
    if (chain.empty() && !referent.list)
      for (const GoldReferent& gold : text.gold)
        if (gold.head == head) chain = gold.chain;
    chains.push_back(std::move(chain));
  }
  std::vector<Choice> out;
  std::vector<std::uint32_t> candidates;
  std::vector<FeatureKey> keys;
  for (std::size_t i = 0; i < referents.size(); ++i) {
    features.candidates(i, candidates);
    if (candidates.empty()) continue;
    Choice choice;
    const auto add = [&](bool right) {
      choice.begins.push_back(static_cast<std::uint32_t>(choice.keys.size()));
      choice.keys.insert(choice.keys.end(), keys.begin(), keys.end());
      choice.right.push_back(right);
    };
    features.of_new(i, keys);
    add(false);
    for (const std::uint32_t c : candidates) {
      features.of_pair(i, c, keys);
      add(!chains[i].empty() && chains[i] == chains[c]);
    }
    choice.begins.push_back(static_cast<std::uint32_t>(choice.keys.size()));
    choice.right[0] = std::ranges::find(choice.right, true) == choice.right.end();
    // A pronoun whose antecedent was not found as a phrase begins nothing new.
    if (choice.right[0] && referents[i].form == ReferentForm::kPronoun &&
        std::ranges::any_of(text.gold, [&](const GoldReferent& gold) {
          return gold.chain == chains[i] && gold.span.begin < syntax.span(referents[i].range).begin;
        }))
      continue;
    out.push_back(std::move(choice));
  }
  return out;
}

/// Weights by steps of AdaGrad along the gradient of the log chance of what is right.
class Learner {
 public:
  Learner(const Options& options, std::size_t features)
      : options_(options), weights_(features, 0), squares_(features, 1e-6f) {}

  double learn(const Choice& choice, Dice& dice) {
    scores_.assign(choice.ways(), 0);
    dropped_.clear();
    for (std::size_t k = 0; k < choice.keys.size(); ++k)
      dropped_.push_back(static_cast<double>(dice.next() >> 11) * 0x1p-53 < options_.drop);
    for (std::size_t way = 0; way < choice.ways(); ++way)
      for (std::size_t k = choice.begins[way]; k < choice.begins[way + 1]; ++k)
        if (!dropped_[k] && choice.keys[k] != FeatureIndex::kNone)
          scores_[way] += weights_[choice.keys[k]];
    // Links that are wrong cost more than those that are missing, or the other way round.
    if (!choice.right[0]) scores_[0] += options_.fresh_cost;
    const double most = *std::ranges::max_element(scores_);
    double all = 0, right = 0;
    for (std::size_t way = 0; way < choice.ways(); ++way) {
      scores_[way] = std::exp(scores_[way] - most);
      all += scores_[way];
      if (choice.right[way]) right += scores_[way];
    }
    for (std::size_t way = 0; way < choice.ways(); ++way) {
      const double gradient =
          scores_[way] / all - (choice.right[way] ? scores_[way] / std::max(right, 1e-30) : 0);
      if (std::abs(gradient) < 1e-4) continue;
      for (std::size_t k = choice.begins[way]; k < choice.begins[way + 1]; ++k)
        if (!dropped_[k] && choice.keys[k] != FeatureIndex::kNone) step(choice.keys[k], gradient);
    }
    return -std::log(std::max(right / all, 1e-30));
  }

  std::span<const float> weights() const { return weights_; }

 private:
  void step(std::uint32_t feature, double gradient) {
    float& weight = weights_[feature];
    const double g = gradient + options_.decay * weight;
    squares_[feature] += static_cast<float>(g * g);
    weight -= static_cast<float>(options_.rate * g / std::sqrt(squares_[feature]));
  }

  const Options& options_;
  std::vector<float> weights_, squares_;
  std::vector<double> scores_;
  std::vector<bool> dropped_;
};

int run(const Options& options) {
  const auto start = std::chrono::steady_clock::now();
  const auto seconds = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  const auto language = load_language(home_dir() + "/models");
  if (!language) return fmt::print(stderr, "{}\n", to_string(language.error())), 2;
  auto knowledge = load_knowledge(home_dir() + "/data", "");
  if (!knowledge) return fmt::print(stderr, "{}\n", to_string(knowledge.error())), 2;
  auto world = load_world();
  if (!world) return fmt::print(stderr, "{}\n", to_string(world.error())), 2;
  knowledge->world = *world;
  const auto texts = CoreferenceReader::load(options.gold);
  if (!texts) return fmt::print(stderr, "{}\n", to_string(texts.error())), 2;
  std::vector<Choice> choices;
  std::vector<FeatureKey> all;
  for (const CoreferenceText& text : *texts)
    for (Choice& choice : choices_of(text, *language, *knowledge)) {
      all.insert(all.end(), choice.keys.begin(), choice.keys.end());
      choices.push_back(std::move(choice));
    }
  const FeatureIndex index(std::move(all), options.rare);
  for (Choice& choice : choices)
    for (std::uint32_t& key : choice.keys) key = index.find(key);
  fmt::print("{} documents, {} phrases, {} features, {:.0f} s\n", texts->size(), choices.size(),
             index.size(), seconds());
  Learner learner(options, index.size());
  Dice dice(options.seed);
  std::vector<std::size_t> order(choices.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  for (int epoch = 0; epoch < options.epochs; ++epoch) {
    dice.shuffle(order);
    double loss = 0;
    for (const std::size_t i : order) loss += learner.learn(choices[i], dice);
    fmt::print("epoch {}: {:.4f} a phrase, {:.0f} s\n", epoch + 1,
               loss / static_cast<double>(choices.size()), seconds());
  }
  // Without dropping, sums are larger than those that were learnt.
  std::vector<float> scaled(learner.weights().begin(), learner.weights().end());
  for (float& weight : scaled) weight *= static_cast<float>(options.steps * (1 - options.drop));
  const std::int32_t steps = options.steps;
  const std::vector<std::pair<std::string, std::string>> sections = {
      {"coreference.links", pack_features(index, scaled, 1, kLinkStride, options.bits)},
      {"coreference.steps", std::string(reinterpret_cast<const char*>(&steps), sizeof steps)}};
  const std::string bytes = write_model_file(sections);
  fmt::print("{} bytes, {:.0f} s\n", bytes.size(), seconds());
  return write_file(options.output, bytes) ? 0 : 2;
}

}  // namespace
}  // namespace dateline::train

int main(int argc, char** argv) {
  using namespace dateline::train;
  Options options;
  CLI::App app("Trains coreference");
  app.add_option("GOLD", options.gold, "documents with marked chains, CoNLL-U")->required();
  app.add_option("-o", options.output, "the weights")->required();
  app.add_option("--seed", options.seed);
  app.add_option("--epochs", options.epochs);
  app.add_option("--rate", options.rate);
  app.add_option("--decay", options.decay);
  app.add_option("--drop", options.drop);
  app.add_option("--fresh-cost", options.fresh_cost);
  app.add_option("--rare", options.rare);
  app.add_option("--bits", options.bits);
  CLI11_PARSE(app, argc, argv);
  return run(options);
}
