// Trains the labels of proper names (models/english.names.dlm) from texts with marked names:
//   train_names --gold GOLD --models MODELS -o FILE [--folds 5] [--seed 1]
// GOLD is the folder of the labelled data. A conditional random field over the words of a run of
// capitalised words: hashed features of each word; labels that a corpus does
// not mark are left open and summed over. With --folds each corpus is scored by weights that have
// not seen the document.

#include <chrono>
#include <cmath>
#include <set>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "dateline/base/file.h"
#include "dateline/gazetteer/world.h"
#include "dateline/language/gazetteer_tags.h"
#include "dateline/language/language.h"
#include "dateline/language/model_file.h"
#include "dateline/language/names.h"
#include "dice.h"
#include "names_gold.h"

namespace dateline::train {
namespace {

constexpr std::size_t L = kNameLabels;
using LabelRow = std::array<float, kNameStride>;

struct Options {
  std::string gold, models, world, output, without;
  int epochs = 12, folds = 0;
  unsigned wide_bits = 20, bits = 16;
  double rate = 0.08, decay = 3e-6, drop = 0.3, scale = 24;
  int rare = 2;
  std::uint64_t seed = 1;
};

/// One run of words with its features and what its labels may be.
struct Run {
  std::vector<std::vector<FeatureKey>> keys;
  std::vector<std::uint16_t> allowed;  ///< a bit a label
  std::size_t document = 0;
};

struct Corpus {
  std::string name;
  std::vector<Run> runs;
  std::size_t documents = 0;
};

constexpr std::uint16_t kAll = (1u << L) - 1;

std::uint16_t begins(NameType t) {
  return static_cast<std::uint16_t>(1u << (1 + 2 * static_cast<unsigned>(t)));
}
std::uint16_t goes_on(NameType t) {
  return static_cast<std::uint16_t>(1u << (2 + 2 * static_cast<unsigned>(t)));
}

/// What each word's label may be.
std::vector<std::uint16_t> allowed_labels(const NamedText& gold, const NameInput& input,
                                          const std::vector<bool>& active) {
  std::uint16_t outside = kAll;
  for (std::size_t t = 0; t < kNameTypes; ++t)
    if (gold.marked[t])
      outside &= static_cast<std::uint16_t>(
          ~(begins(static_cast<NameType>(t)) | goes_on(static_cast<NameType>(t))));
  std::vector<std::uint16_t> out(input.tokens.size(), outside);
  for (TokenIndex i = 0; i < input.tokens.size(); ++i)
    if (input.gazetteer[i].name_class == GazetteerClass::kDemonym) out[i] = kAll;  // marked by few
  for (const bool known : {false, true})
    for (const GoldName& name : gold.names) {
      if (name.type.has_value() != known) continue;
      TokenIndex begin = kNoToken, end = 0;
      for (TokenIndex i = 0; i < input.tokens.size(); ++i) {
        const ByteSpan s = input.tokens.spans[i];
        if (s.end <= name.span.begin || s.begin >= name.span.end) continue;
        begin = std::min(begin, i);
        end = i + 1;
      }
      if (begin == kNoToken) continue;
      if (!known) {
        for (TokenIndex i = begin; i < end; ++i) out[i] = kAll;
        continue;
      }
      while (begin < end && !active[begin]) ++begin;
      while (end > begin && !active[end - 1]) --end;
      const auto small = [&](TokenIndex i) {
        return slice(input.text, input.tokens.spans[i]) == "the";
      };
      while (begin < end && small(begin)) ++begin;
      if (begin == end) continue;
      bool whole = true;
      for (TokenIndex i = begin; i < end; ++i) whole &= active[i];
      if (!whole) {
        for (TokenIndex i = begin; i < end; ++i) out[i] = kAll;
        continue;
      }
      for (TokenIndex i = begin; i < end; ++i)
        out[i] = i == begin ? begins(*name.type) : goes_on(*name.type);
    }
  return out;
}

Corpus prepare(const std::string& name, const std::vector<NamedText>& texts,
               const LanguageModel& model, const World& world) {
  Corpus corpus{name, {}, texts.size()};
  std::vector<FeatureKey> keys;
  for (std::size_t d = 0; d < texts.size(); ++d) {
    const NamedText& gold = texts[d];
    const Tokens tokens =
        split(gold.text, {0, static_cast<std::uint32_t>(gold.text.size())}, *model.splitter);
    const SyntaxLayers layers = analyse(gold.text, tokens, model);
    const std::vector<bool> active = name_words(gold.text, tokens);
    const auto tags = gazetteer_tags(gold.text, tokens, active, world);
    const NameInput input{gold.text, tokens, layers.tags, layers.trees, tags};
    const NameFeatures features(input, active, *model.splitter);
    const auto allowed = allowed_labels(gold, input, active);
    for (const TokenRange sentence : tokens.sentences) {
      for (TokenIndex i = sentence.begin; i < sentence.end;) {
        if (!active[i]) {
          ++i;
          continue;
        }
        Run run;
        run.document = d;
        for (; i < sentence.end && active[i]; ++i) {
          features.of(i, keys);
          run.keys.push_back(keys);
          run.allowed.push_back(allowed[i]);
        }
        corpus.runs.push_back(std::move(run));
      }
    }
  }
  return corpus;
}

/// The weights as they are learnt.
struct Field {
  std::size_t mask;
  std::vector<LabelRow> sparse, sparse_squares, sparse_sum;
  std::array<float, L * L> steps{}, steps_squares{}, steps_sum{};
  int kept = 0;

  explicit Field(unsigned bits)
      : mask((std::size_t{1} << bits) - 1),
        sparse(mask + 1),
        sparse_squares(mask + 1),
        sparse_sum(mask + 1) {
    for (auto& row : sparse) row.fill(0);
    for (auto& row : sparse_squares) row.fill(1e-3f);
    for (auto& row : sparse_sum) row.fill(0);
    steps_squares.fill(1e-3f);
  }
};

bool may_follow(std::size_t from, std::size_t to) {
  if (to == 0 || to % 2 == 1) return true;
  return from != 0 && (from + 1) / 2 == (to + 1) / 2;
}

double log_add(double a, double b) {
  if (a < b) std::swap(a, b);
  return b < -1e20 ? a : a + std::log1p(std::exp(b - a));
}

/// Sums over all labellings that `allowed` gives: expected counts of labels and of steps.
double expectations(const std::vector<std::array<double, L>>& scores,
                    const std::array<float, L * L>& steps,
                    const std::vector<std::uint16_t>* allowed,
                    std::vector<std::array<double, L>>& labels,
                    std::vector<std::array<double, L * L>>& pairs) {
  const std::size_t n = scores.size();
  const double kNone = -1e30;
  std::vector<std::array<double, L>> a(n), b(n);
  const auto may = [&](std::size_t i, std::size_t y) {
    return !allowed || ((*allowed)[i] >> y & 1);
  };
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t y = 0; y < L; ++y) {
      a[i][y] = kNone;
      if (!may(i, y)) continue;
      if (i == 0) {
        if (may_follow(0, y)) a[i][y] = steps[y] + scores[i][y];
        continue;
      }
      double sum = kNone;
      for (std::size_t x = 0; x < L; ++x)
        if (may_follow(x, y) && a[i - 1][x] > -1e20)
          sum = log_add(sum, a[i - 1][x] + steps[x * L + y]);
      if (sum > -1e20) a[i][y] = sum + scores[i][y];
    }
  double z = kNone;
  for (std::size_t y = 0; y < L; ++y) {
    z = log_add(z, a[n - 1][y]);
    b[n - 1][y] = 0;
  }
  for (std::size_t i = n - 1; i-- > 0;)
    for (std::size_t x = 0; x < L; ++x) {
      double sum = kNone;
      for (std::size_t y = 0; y < L; ++y)
        if (may_follow(x, y) && may(i + 1, y))
          sum = log_add(sum, steps[x * L + y] + scores[i + 1][y] + b[i + 1][y]);
      b[i][x] = sum;
    }
  labels.assign(n, {});
  pairs.assign(n, {});
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t y = 0; y < L; ++y) {
      if (a[i][y] < -1e20) continue;
      labels[i][y] = std::exp(a[i][y] + b[i][y] - z);
      if (i == 0)
        pairs[i][y] = labels[i][y];
      else
        for (std::size_t x = 0; x < L; ++x)
          if (may_follow(x, y) && a[i - 1][x] > -1e20)
            pairs[i][x * L + y] =
                std::exp(a[i - 1][x] + steps[x * L + y] + scores[i][y] + b[i][y] - z);
    }
  return z;
}

Field learn(const std::vector<const Run*>& runs, const Options& options) {
  Field field(options.wide_bits);
  Dice dice(options.seed);
  std::vector<const Run*> order = runs;
  std::vector<std::array<double, L>> scores, all, open;
  std::vector<std::array<double, L * L>> all_pairs, open_pairs;
  for (int epoch = 0; epoch < options.epochs; ++epoch) {
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[dice.below(i)]);
    for (const Run* run : order) {
      const std::size_t n = run->keys.size();
      scores.assign(n, {});
      std::vector<std::vector<std::size_t>> used(n);
      for (std::size_t i = 0; i < n; ++i) {
        for (const FeatureKey key : run->keys[i]) {
          if (static_cast<double>(dice.next() >> 40) < options.drop * (1 << 24)) continue;
          used[i].push_back(key & field.mask);
          for (std::size_t y = 0; y < L; ++y) scores[i][y] += field.sparse[key & field.mask][y];
        }
      }
      const double z_open = expectations(scores, field.steps, &run->allowed, open, open_pairs);
      if (z_open < -1e20) continue;
      expectations(scores, field.steps, nullptr, all, all_pairs);
      for (std::size_t i = 0; i < n; ++i) {
        std::array<float, L> g{};
        float most = 0;
        for (std::size_t y = 0; y < L; ++y) {
          g[y] = static_cast<float>(open[i][y] - all[i][y]);
          most = std::max(most, std::abs(g[y]));
        }
        for (std::size_t p = 0; p < L * L; ++p) {
          const float step = static_cast<float>(open_pairs[i][p] - all_pairs[i][p]);
          if (step == 0) continue;
          field.steps_squares[p] += step * step;
          field.steps[p] +=
              static_cast<float>(options.rate) * step / std::sqrt(field.steps_squares[p]);
        }
        if (most < 1e-3f) continue;
        for (const std::size_t key : used[i])
          for (std::size_t y = 0; y < L; ++y) {
            const float grad = g[y] - static_cast<float>(options.decay) * field.sparse[key][y];
            float& sq = field.sparse_squares[key][y];
            sq += grad * grad;
            field.sparse[key][y] += static_cast<float>(options.rate) * grad / std::sqrt(sq);
          }
      }
    }
    if (epoch < options.epochs / 2) continue;
    ++field.kept;
    for (std::size_t k = 0; k <= field.mask; ++k)
      for (std::size_t y = 0; y < L; ++y) field.sparse_sum[k][y] += field.sparse[k][y];
    for (std::size_t k = 0; k < L * L; ++k) field.steps_sum[k] += field.steps[k];
  }
  return field;
}

/// The sections of a file of weights: sums of integers.
std::string weights_of(const Field& field, const std::vector<const Run*>& runs,
                       const Options& options) {
  const float kept = static_cast<float>(std::max(field.kept, 1));
  std::unordered_map<FeatureKey, int> counts;
  for (const Run* run : runs)
    for (const auto& keys : run->keys)
      for (const FeatureKey key : keys) ++counts[key];
  std::vector<FeatureKey> common;
  for (const auto& [key, count] : counts)
    if (count >= options.rare) common.push_back(key);
  std::sort(common.begin(), common.end());
  const std::size_t rows = std::size_t{1} << options.bits;
  std::vector<float> folded(rows * kNameStride, 0);
  for (const FeatureKey key : common)
    for (std::size_t y = 0; y < L; ++y)
      folded[(key & (rows - 1)) * kNameStride + y] +=
          field.sparse_sum[key & field.mask][y] / kept * static_cast<float>(options.scale);
  std::string sparse(rows * kNameStride, '\0');
  for (std::size_t i = 0; i < folded.size(); ++i)
    sparse[i] = static_cast<char>(
        static_cast<std::int8_t>(std::clamp(std::round(folded[i]), -127.0f, 127.0f)));
  std::string steps;
  for (const float s : field.steps_sum) {
    const auto v = static_cast<std::int16_t>(
        std::clamp(std::round(s / kept * static_cast<float>(options.scale)), -9999.0f, 9999.0f));
    steps.append(reinterpret_cast<const char*>(&v), 2);
  }
  const std::vector<std::pair<std::string, std::string>> sections = {{"names.weights", sparse},
                                                                     {"names.steps", steps}};
  return write_model_file(sections);
}

struct Score {
  std::size_t right = 0, found = 0, gold = 0;
  double f1() const {
    return 2.0 * static_cast<double>(right) /
           static_cast<double>(std::max<std::size_t>(found + gold, 1));
  }
};

}  // namespace

/// Exact scores of places and of all types in the runs that are wholly known, by the float weights.
void measure(const Field& field, const std::vector<const Run*>& runs, Score& place, Score& every) {
  const float kept = static_cast<float>(std::max(field.kept, 1));
  for (const Run* run : runs) {
    const std::size_t n = run->keys.size();
    bool known = true;
    for (const std::uint16_t a : run->allowed) known &= a != kAll;
    if (!known) continue;
    std::vector<std::array<double, L>> best(n);
    std::vector<std::array<std::size_t, L>> from(n);
    for (std::size_t i = 0; i < n; ++i) {
      std::array<double, L> s{};
      for (const FeatureKey key : run->keys[i])
        for (std::size_t y = 0; y < L; ++y) s[y] += field.sparse_sum[key & field.mask][y] / kept;
      for (std::size_t y = 0; y < L; ++y) {
        best[i][y] = -1e30;
        for (std::size_t x = 0; x < L; ++x) {
          if (i == 0 && x > 0) break;
          if (!may_follow(x, y)) continue;
          const double score = (i == 0 ? 0 : best[i - 1][x]) + field.steps_sum[x * L + y] / kept;
          if (score > best[i][y]) best[i][y] = score, from[i][y] = x;
        }
        best[i][y] += s[y];
      }
    }
    std::vector<std::size_t> labels(n), gold(n);
    std::size_t y = static_cast<std::size_t>(
        std::max_element(best[n - 1].begin(), best[n - 1].end()) - best[n - 1].begin());
    for (std::size_t i = n; i-- > 0;) {
      labels[i] = y;
      y = from[i][y];
      gold[i] = 0;
      for (std::size_t z = 1; z < L; ++z)
        if (run->allowed[i] == 1u << z) gold[i] = z;
    }
    const auto spans = [&](const std::vector<std::size_t>& l) {
      std::set<std::array<std::size_t, 3>> out;
      for (std::size_t i = 0; i < n; ++i)
        if (l[i] % 2 == 1) {
          std::size_t end = i + 1;
          while (end < n && l[end] == l[i] + 1) ++end;
          out.insert({i, end, l[i]});
        }
      return out;
    };
    const bool open = std::any_of(run->allowed.begin(), run->allowed.end(),
                                  [](std::uint16_t a) { return (a & (a - 1)) != 0; });
    const auto a = spans(labels), b = spans(gold);
    for (const auto& s : a) {
      const bool right = b.contains(s);
      if (s[2] == 1) ++place.found, place.right += right;
      if (!open) ++every.found, every.right += right;
    }
    for (const auto& s : b) {
      if (s[2] == 1) ++place.gold;
      if (!open) ++every.gold;
    }
  }
}

int run(const Options& options) {
  auto model = load_language_model(options.models + "/english.dlm");
  if (!model) return fmt::print(stderr, "{}\n", to_string(model.error())), 2;
  auto splitter = load_splitter(options.models + "/english.split.dlm");
  if (!splitter) return fmt::print(stderr, "{}\n", to_string(splitter.error())), 2;
  model->splitter = *splitter;
  auto world = World::open(options.world);
  if (!world) return fmt::print(stderr, "{}: {}\n", options.world, world.error().detail), 2;
  const auto by_name = [](std::map<std::string, NameType> types) {
    return [types](const nlohmann::json& item, NameType& type) {
      if (item.value("kind", "entity") != "entity") return GoldSort::kNone;
      const auto it = types.find(item.value("type", ""));
      if (item.contains("confidence") && item["confidence"].is_number() && item["confidence"] < 0.5)
        return GoldSort::kUnknown;
      if (it == types.end()) return GoldSort::kUnknown;
      type = it->second;
      return GoldSort::kType;
    };
  };
  using enum NameType;
  const std::string g = options.gold + "/";
  std::vector<std::pair<std::string, Result<std::vector<NamedText>>>> loaded;
  loaded.emplace_back("gum-open", GumReader::load(g + "ud/gum-open.train.conllu"));
  loaded.emplace_back(
      "wikigold",
      load_named_lines(
          g + "ner/wikigold.dev.jsonl",
          by_name({{"LOC", kPlace}, {"PER", kPerson}, {"ORG", kOrganisation}, {"MISC", kOther}}),
          {true, true, true, true}));
  loaded.emplace_back("re3d", load_named_lines(g + "relations/re3d.dev.jsonl",
                                               by_name({{"Location", kPlace},
                                                        {"Person", kPerson},
                                                        {"Organisation", kOrganisation},
                                                        {"Nationality", kOther}}),
                                               {true, true, true, false}));
  loaded.emplace_back("geovirus", load_named_lines(g + "geoparse/geovirus.dev.jsonl",
                                                   [](const nlohmann::json&, NameType& type) {
                                                     type = kPlace;
                                                     return GoldSort::kType;
                                                   },
                                                   {true, false, false, false}));
  std::vector<Corpus> corpora;
  for (auto& [name, texts] : loaded) {
    if (!texts) return fmt::print(stderr, "{}: {}\n", name, texts.error().detail), 2;
    if (name == options.without) continue;
    corpora.push_back(prepare(name, *texts, *model, *world));
    fmt::print("{}: {} documents, {} runs\n", name, texts->size(), corpora.back().runs.size());
  }
  if (options.folds > 1) {
    std::vector<Score> place(corpora.size()), every(corpora.size());
    for (int fold = 0; fold < options.folds; ++fold) {
      std::vector<const Run*> train;
      std::vector<std::vector<const Run*>> test(corpora.size());
      for (std::size_t c = 0; c < corpora.size(); ++c)
        for (const Run& r : corpora[c].runs)
          (r.document % static_cast<std::size_t>(options.folds) == static_cast<std::size_t>(fold)
               ? test[c]
               : train)
              .push_back(&r);
      const Field field = learn(train, options);
      for (std::size_t c = 0; c < corpora.size(); ++c) measure(field, test[c], place[c], every[c]);
    }
    for (std::size_t c = 0; c < corpora.size(); ++c)
      fmt::print("{:10} places P {:.3f} R {:.3f} F1 {:.3f}   all F1 {:.3f}\n", corpora[c].name,
                 static_cast<double>(place[c].right) /
                     static_cast<double>(std::max<std::size_t>(place[c].found, 1)),
                 static_cast<double>(place[c].right) /
                     static_cast<double>(std::max<std::size_t>(place[c].gold, 1)),
                 place[c].f1(), every[c].f1());
  }
  if (!options.output.empty()) {
    std::vector<const Run*> train;
    for (const Corpus& c : corpora)
      for (const Run& r : c.runs) train.push_back(&r);
    const auto start = std::chrono::steady_clock::now();
    const Field field = learn(train, options);
    const std::string bytes = weights_of(field, train, options);
    if (!write_file(options.output, bytes)) return 2;
    fmt::print("{} bytes in {}, {:.0f} s\n", bytes.size(), options.output,
               std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  return 0;
}

}  // namespace dateline::train

int main(int argc, char** argv) {
  dateline::train::Options options;
  CLI::App app("Trains the labels of proper names");
  app.add_option("--gold", options.gold, "folder of the labelled data")->required();
  app.add_option("--models", options.models, "folder of the language model's weights")->required();
  app.add_option("--world", options.world, "gazetteer of the world")->required();
  app.add_option("-o", options.output, "the weights");
  app.add_option("--folds", options.folds, "cross-validate by document");
  app.add_option("--without", options.without, "leaves out a corpus, to be scored on it");
  app.add_option("--epochs", options.epochs);
  app.add_option("--bits", options.bits);
  app.add_option("--rate", options.rate);
  app.add_option("--decay", options.decay);
  app.add_option("--drop", options.drop);
  app.add_option("--scale", options.scale);
  app.add_option("--rare", options.rare);
  app.add_option("--seed", options.seed);
  CLI11_PARSE(app, argc, argv);
  return dateline::train::run(options);
}
