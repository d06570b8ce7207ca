// Trains the splitter and writes models/english.split.dlm:
//   train_splitter --train A.conllu --train B.conllu --dev C.conllu -o models/english.split.dlm
// The same data, options and seed give the same bytes.

#include <chrono>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "dateline/language/language.h"
#include "dateline/language/split.h"
#include "dateline/language/split_token.h"
#include "split_gold.h"
#include "split_learner.h"

namespace dateline::train {
namespace {

struct Options {
  std::vector<std::string> train, dev;
  std::string output, errors;
  std::uint64_t seed = 1;
  std::array<LearnOptions, kSplitQuestions> learn;
  double copies = 1;
  int frequent = 50;
  double copy_weight = 0.3;
  int sentence_threshold = 0, break_threshold = 0;
};

/// Answers as the treebank does and keeps the questions.
class GoldDecider final : public SplitDecider {
 public:
  GoldDecider(std::array<SplitExamples, kSplitQuestions>& examples, const GoldText& gold,
              float weight)
      : examples_(examples), gold_(gold), weight_(weight) {}
  bool decide(SplitQuestion question, std::span<const FeatureKey> features,
              std::uint32_t byte) override {
    static constexpr std::uint8_t kBits[] = {GoldText::kTokenEnd, GoldText::kContraction,
                                             GoldText::kSentenceEnd};
    const bool answer = gold_.at[byte] & kBits[static_cast<std::size_t>(question)];
    examples_[static_cast<std::size_t>(question)].add(features, answer, weight_);
    return answer;
  }

 private:
  std::array<SplitExamples, kSplitQuestions>& examples_;
  const GoldText& gold_;
  float weight_;
};

WordSort sort_of_tag(const std::string& tag) {
  static const std::map<std::string_view, WordSort> kSorts = {{"NN", WordSort::kNoun},
                                                              {"NNS", WordSort::kNouns},
                                                              {"NNP", WordSort::kName},
                                                              {"NNPS", WordSort::kName},
                                                              {"VB", WordSort::kBase},
                                                              {"VBD", WordSort::kPast},
                                                              {"VBZ", WordSort::kThird},
                                                              {"VBP", WordSort::kPresent},
                                                              {"VBG", WordSort::kGerund},
                                                              {"VBN", WordSort::kParticiple},
                                                              {"MD", WordSort::kModal},
                                                              {"PRP", WordSort::kPronoun},
                                                              {"PRP$", WordSort::kPossessive},
                                                              {"DT", WordSort::kDeterminer},
                                                              {"PDT", WordSort::kDeterminer},
                                                              {"IN", WordSort::kPreposition},
                                                              {"TO", WordSort::kTo},
                                                              {"CC", WordSort::kConjunction},
                                                              {"RB", WordSort::kAdverb},
                                                              {"JJ", WordSort::kAdjective},
                                                              {"JJR", WordSort::kCompared},
                                                              {"JJS", WordSort::kCompared},
                                                              {"RBR", WordSort::kCompared},
                                                              {"RBS", WordSort::kCompared},
                                                              {"WDT", WordSort::kWhDeterminer},
                                                              {"WP", WordSort::kWhPronoun},
                                                              {"WP$", WordSort::kWhPronoun},
                                                              {"WRB", WordSort::kWhAdverb},
                                                              {"CD", WordSort::kNumber},
                                                              {"UH", WordSort::kInterjection},
                                                              {"RP", WordSort::kParticle},
                                                              {"EX", WordSort::kThere},
                                                              {"SYM", WordSort::kSymbol},
                                                              {"$", WordSort::kSymbol},
                                                              {"FW", WordSort::kForeign},
                                                              {"ADD", WordSort::kAddress},
                                                              {"NFP", WordSort::kPunctuation}};
  const auto found = kSorts.find(tag);
  if (found != kSorts.end()) return found->second;
  const bool letters = !tag.empty() && tag[0] >= 'A' && tag[0] <= 'Z';
  return letters ? WordSort::kOther : WordSort::kPunctuation;
}

/// "it's" is a verb as far as sentences are concerned, "army's" a noun.
WordSort sort_of_token(const GoldToken& token) {
  const WordSort first = sort_of_tag(token.tags.front());
  const WordSort last = sort_of_tag(token.tags.back());
  const bool verb =
      last == WordSort::kThird || last == WordSort::kPresent || last == WordSort::kModal;
  return token.tags.size() > 1 && verb ? last : first;
}

// Words that lost their apostrophe and that the treebanks may not have: the rest is seen.
struct Fused {
  std::string_view word, last;
};
constexpr Fused kFused[] = {
    {"cannot", "not"}, {"gonna", "na"},    {"wanna", "na"},  {"gotta", "ta"},  {"dont", "nt"},
    {"doesnt", "nt"},  {"didnt", "nt"},    {"isnt", "nt"},   {"wasnt", "nt"},  {"werent", "nt"},
    {"arent", "nt"},   {"havent", "nt"},   {"hasnt", "nt"},  {"hadnt", "nt"},  {"couldnt", "nt"},
    {"wouldnt", "nt"}, {"shouldnt", "nt"}, {"cant", "nt"},   {"wont", "nt"},   {"theyre", "re"},
    {"youre", "re"},   {"theyve", "ve"},   {"weve", "ve"},   {"youve", "ve"},  {"theyll", "ll"},
    {"youll", "ll"},   {"itll", "ll"},     {"thats", "s"},   {"theres", "s"},  {"hes", "s"},
    {"shes", "s"},     {"lemme", "me"},    {"mustnt", "nt"}, {"neednt", "nt"}, {"aint", "nt"},
    {"im", "m"},       {"ive", "ve"},      {"lets", "s"},    {"whats", "s"},   {"itd", "d"}};

WordTable count_words(const std::vector<GoldUtterance>& utterances, int frequent) {
  struct Count {
    std::map<WordSort, int> sorts;
    std::map<std::size_t, int> cuts;
    int lower = 0, capital = 0, all = 0;
  };
  std::map<std::uint32_t, Count> counts;
  const auto hash = [](const std::string& s) {
    return folded_hash(s, {0, static_cast<std::uint32_t>(s.size())});
  };
  for (const GoldUtterance& u : utterances) {
    std::size_t lowers = 0;
    for (const GoldToken& t : u.tokens) lowers += t.form[0] >= 'a' && t.form[0] <= 'z';
    for (std::size_t i = 0; i < u.tokens.size(); ++i) {
      const GoldToken& token = u.tokens[i];
      Count& count = counts[hash(token.form)];
      ++count.all;
      ++count.sorts[sort_of_token(token)];
      const bool marked = token.form.find_first_of("'`") != token.form.npos ||
                          token.form.find("\u2019") != token.form.npos;
      if (token.words.size() == 2 && !marked &&
          token.words[0].size() + token.words[1].size() == token.form.size())
        ++count.cuts[token.words[1].size()];
      if (i > 0 && lowers * 2 > u.tokens.size() &&
          char_at(token.form, 0, 4).kind == CharKind::kLetter)
        ++(is_upper(char_at(token.form, 0, static_cast<std::uint32_t>(token.form.size())).code)
               ? count.capital
               : count.lower);
    }
  }
  for (const Fused& fused : kFused) {
    Count& count = counts[hash(std::string(fused.word))];
    if (count.cuts.empty()) ++count.cuts[fused.last.size()];
    if (count.all == 0) ++count.sorts[WordSort::kPresent];
    count.all += 2;
  }
  std::vector<WordEntry> entries;
  for (const auto& [key, count] : counts) {
    if (count.all < 2 && count.cuts.empty()) continue;
    WordEntry entry{key};
    entry.frequent = count.all >= frequent;
    int most = 0;
    for (const auto& [sort, n] : count.sorts)
      if (n > most) most = n, entry.sort = sort;
    const int n = count.lower + count.capital;
    entry.habit = n == 0                             ? WordHabit::kUnknown
                  : count.lower >= 9 * count.capital ? WordHabit::kLower
                  : count.capital >= 9 * count.lower ? WordHabit::kCapital
                                                     : WordHabit::kBoth;
    most = 0;
    for (const auto& [cut, times] : count.cuts)
      if (times > most) most = times, entry.cut = static_cast<std::uint8_t>(cut);
    entries.push_back(entry);
  }
  WordTable table;
  table.assign(entries);
  return table;
}

struct Ratio {
  std::size_t right = 0, found = 0, gold = 0;
  double f1() const {
    return 200.0 * static_cast<double>(right) / static_cast<double>(found + gold);
  }
};

template <class T>
Ratio compare(const std::vector<T>& gold, const std::vector<T>& found) {
  Ratio out{0, found.size(), gold.size()};
  for (std::size_t g = 0, f = 0; g < gold.size() && f < found.size();) {
    if (gold[g] == found[f])
      ++out.right, ++g, ++f;
    else if (gold[g] < found[f])
      ++g;
    else
      ++f;
  }
  return out;
}

std::vector<GoldText::Word> words_of(const Tokens& tokens, std::vector<ByteSpan>& whole) {
  std::vector<GoldText::Word> words;
  auto contraction = tokens.contractions.begin();
  for (TokenIndex i = 0; i < tokens.size(); ++i) {
    ByteSpan token = tokens.spans[i];
    if (contraction != tokens.contractions.end() && contraction->end <= i) ++contraction;
    const bool inside = contraction != tokens.contractions.end() && contraction->contains(i);
    if (inside) token = hull(tokens.spans[contraction->begin], tokens.spans[contraction->end - 1]);
    words.push_back({tokens.spans[i], token});
    if (!inside || contraction->begin == i) whole.push_back(token);
  }
  return words;
}

void list_errors(std::FILE* out, const char* kind, const GoldText& gold, std::vector<ByteSpan> want,
                 const std::vector<ByteSpan>& found) {
  const auto show = [&](char sign, ByteSpan span) {
    const std::uint32_t from = span.end > 60 ? span.end - 60 : 0;
    std::string left(slice(gold.text, {from, span.end}));
    std::string right = gold.text.substr(span.end, 50);
    for (std::string* s : {&left, &right})
      for (char& c : *s) c = c == '\n' ? '^' : c;
    fmt::print(out, "{} {} {}|{}\n", kind, sign, left, right);
  };
  std::vector<std::uint32_t> a, b;
  for (const ByteSpan s : want) a.push_back(s.end);
  for (const ByteSpan s : found) b.push_back(s.end);
  for (const std::uint32_t e : a)
    if (!std::binary_search(b.begin(), b.end(), e)) show('-', {0, e});
  for (const std::uint32_t e : b)
    if (!std::binary_search(a.begin(), a.end(), e)) show('+', {0, e});
}

void measure(const std::string& path, const Splitter& splitter, std::FILE* errors) {
  const auto utterances = load_utterances(path);
  if (!utterances) return;
  const GoldText gold = write_text(*utterances, [&](std::size_t i) {
    const GoldUtterance& u = (*utterances)[i];
    return u.new_document || u.new_paragraph ? "\n\n" : " ";
  });
  const auto start = std::chrono::steady_clock::now();
  Tokens tokens;
  for (int i = 0; i < 10; ++i)
    tokens = split(gold.text, {0, static_cast<std::uint32_t>(gold.text.size())}, splitter);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  std::vector<ByteSpan> whole;
  const auto words = words_of(tokens, whole);
  fmt::print("{:50} tokens {:.2f} sentences {:.2f} words {:.2f}   {:.2f} million words/s\n",
             path.substr(path.rfind('/') + 1), compare(gold.tokens, whole).f1(),
             compare(gold.sentences, tokens.sentence_spans).f1(), compare(gold.words, words).f1(),
             10e-6 * tokens.size() / seconds.count());
  if (errors) {
    fmt::print(errors, "=== {}\n", path);
    list_errors(errors, "T", gold, gold.tokens, whole);
    list_errors(errors, "S", gold, gold.sentences, tokens.sentence_spans);
    std::vector<ByteSpan> w1, w2;
    for (auto w : gold.words) w1.push_back(w.span);
    for (auto w : words) w2.push_back(w.span);
    list_errors(errors, "W", gold, w1, w2);
  }
}

int run(const Options& options) {
  std::vector<GoldUtterance> all;
  for (const std::string& path : options.train) {
    auto utterances = load_utterances(path);
    if (!utterances) {
      fmt::print(stderr, "{}: {}\n", path, utterances.error().detail);
      return 2;
    }
    all.insert(all.end(), utterances->begin(), utterances->end());
  }
  Splitter splitter;
  splitter.words = count_words(all, options.frequent);
  std::array<SplitExamples, kSplitQuestions> examples;
  SplitDice dice(options.seed);
  const auto add = [&](const std::vector<GoldUtterance>& utterances, auto between, double weight) {
    const GoldText gold = write_text(utterances, between);
    GoldDecider decider(examples, gold, static_cast<float>(weight));
    split_by(gold.text, {0, static_cast<std::uint32_t>(gold.text.size())}, splitter.words, decider);
  };
  const auto paragraph = [&](const GoldUtterance& u) { return u.new_document || u.new_paragraph; };
  add(
      all, [&](std::size_t i) { return paragraph(all[i]) ? "\n\n" : " "; }, 1);
  if (options.copies > 0) {
    // Texts whose paragraphs were joined.
    add(
        all,
        [&](std::size_t i) {
          return all[i].new_document || (paragraph(all[i]) && dice.below(3) == 0) ? "\n\n" : " ";
        },
        options.copy_weight);
  }
  for (std::size_t q = 0; q < kSplitQuestions; ++q) {
    const auto start = std::chrono::steady_clock::now();
    splitter.tables[q] = learn(examples[q], options.learn[q], options.seed + q);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    std::size_t used = 0;
    for (const std::int8_t w : splitter.tables[q].weights) used += w != 0;
    fmt::print("question {}: {} examples, {} weights, {:.1f} s\n", q, examples[q].size(), used,
               seconds.count());
  }
  splitter.tables[0].threshold = options.break_threshold;
  splitter.tables[2].threshold = options.sentence_threshold;
  const std::string bytes = write_splitter(splitter);
  fmt::print("{} bytes\n", bytes.size());
  if (!options.output.empty() && !write_file(options.output, bytes)) return 2;
  std::FILE* errors = options.errors.empty() ? nullptr : std::fopen(options.errors.c_str(), "w");
  for (const std::string& path : options.dev) measure(path, splitter, errors);
  if (errors) std::fclose(errors);
  return 0;
}

}  // namespace
}  // namespace dateline::train

int main(int argc, char** argv) {
  using namespace dateline::train;
  Options options;
  options.learn[0].bits = 19;
  options.learn[2].bits = 20;
  CLI::App app("Trains sentences and tokens");
  app.add_option("--train", options.train, "CoNLL-U")->required();
  app.add_option("--dev", options.dev, "CoNLL-U");
  app.add_option("-o", options.output, "the model");
  app.add_option("--errors", options.errors, "a file for the errors on the dev sets");
  app.add_option("--seed", options.seed);
  app.add_option("--copies", options.copies);
  app.add_option("--frequent", options.frequent);
  app.add_option("--copy-weight", options.copy_weight);
  app.add_option("--st", options.sentence_threshold);
  app.add_option("--bt", options.break_threshold);
  for (auto q : {0, 1, 2}) {
    auto& l = options.learn[static_cast<std::size_t>(q)];
    app.add_option(fmt::format("--bits{}", q), l.bits);
    app.add_option(fmt::format("--epochs{}", q), l.epochs);
    app.add_option(fmt::format("--rate{}", q), l.rate);
    app.add_option(fmt::format("--decay{}", q), l.decay);
    app.add_option(fmt::format("--scale{}", q), l.scale);
    app.add_option(fmt::format("--wide{}", q), l.wide_bits);
    app.add_option(fmt::format("--least{}", q), l.least);
    app.add_option(fmt::format("--rare{}", q), l.rare);
    app.add_option(fmt::format("--courses{}", q), l.courses);
    app.add_option(fmt::format("--drop{}", q), l.drop);
  }
  CLI11_PARSE(app, argc, argv);
  return run(options);
}
