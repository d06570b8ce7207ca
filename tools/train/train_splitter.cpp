// Trains the splitter and writes models/english.split.dlm:
//   train_splitter --train A.conllu --train B.conllu --dev C.conllu -o models/english.split.dlm
// The same data, options and seed give the same bytes.

#include <chrono>
#include <cstdio>
#include <ctime>
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
  int frequent = 50;
  /// Above 0, because news writes "its" for "it's" less often than the treebanks do.
  int contraction_threshold = 24;
  /// What an example of each layout counts: as a token, and as the end of a sentence, where
  /// capitals cost more on common text than they give.
  std::array<double, 4> shares{1, 0.2, 0.02, 0.1}, sentence_shares{1, 0.2, 0.02, 0.02};
};

/// Answers as the treebank does and keeps the questions.
class GoldDecider final : public SplitDecider {
 public:
  GoldDecider(std::array<SplitExamples, kSplitQuestions>& examples, const GoldText& gold,
              float weight, float sentence_weight)
      : examples_(examples), gold_(gold), weight_(weight), sentence_weight_(sentence_weight) {}
  bool decide(SplitQuestion question, std::span<const FeatureKey> features,
              std::uint32_t byte) override {
    static constexpr std::uint8_t kBits[] = {GoldText::kTokenEnd, GoldText::kContraction,
                                             GoldText::kSentenceEnd};
    const bool answer = gold_.at[byte] & kBits[static_cast<std::size_t>(question)];
    examples_[static_cast<std::size_t>(question)].add(
        features, answer, question == SplitQuestion::kSentence ? sentence_weight_ : weight_);
    return answer;
  }

 private:
  std::array<SplitExamples, kSplitQuestions>& examples_;
  const GoldText& gold_;
  float weight_, sentence_weight_;
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

/// How a text is laid out and written.
enum class Layout { kPlain, kJoined, kWrapped, kCapitals };
constexpr std::string_view kLayoutNames[] = {"plain", "joined", "wrapped", "capitals"};

/// Puts utterances into a text. Joined: no paragraph breaks; wrapped: lines of at most 60 to 80
/// characters where a single word is no longer. Bytes keep their places but for the breaks.
GoldText lay_out(const std::vector<GoldUtterance>& utterances, Layout layout, Dice& dice) {
  GoldText gold = write_text(utterances, [&](std::size_t i) {
    const GoldUtterance& u = utterances[i];
    const bool joined = layout == Layout::kJoined && !u.new_document && dice.below(4) != 0;
    return (u.new_document || u.new_paragraph) && !joined ? "\n\n" : " ";
  });
  if (layout == Layout::kCapitals) {
    for (char& c : gold.text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  } else if (layout == Layout::kWrapped) {
    // Columns, not bytes; `space` is the last one of the line, `past` the columns after it.
    std::size_t column = 0, space = 0, past = 0, width = 72;
    for (std::size_t i = 0; i < gold.text.size(); ++i) {
      const char c = gold.text[i];
      if (c == '\n') {
        column = space = past = 0;
        width = 60 + dice.below(21);
        continue;
      }
      const bool begins = (static_cast<unsigned char>(c) & 0xC0) != 0x80;
      column += begins;
      past += begins;
      if (column > width && space > 0) {
        gold.text[space] = '\n';
        column = past;
        space = 0;
      }
      if (c == ' ') {
        space = i;
        past = 0;
      }
    }
  }
  return gold;
}

void measure(const std::string& path, const Splitter& splitter, std::FILE* errors) {
  const auto utterances = load_utterances(path);
  if (!utterances) return;
  Dice dice(7);
  for (const Layout layout :
       {Layout::kPlain, Layout::kJoined, Layout::kWrapped, Layout::kCapitals}) {
    const GoldText gold = lay_out(*utterances, layout, dice);
    static constexpr int kTimes = 10;
    const std::clock_t start = std::clock();
    Tokens tokens;
    for (int i = 0; i < kTimes; ++i)
      tokens = split(gold.text, {0, static_cast<std::uint32_t>(gold.text.size())}, splitter);
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    std::vector<ByteSpan> whole;
    const auto words = words_of(tokens, whole);
    fmt::print("{:16} {:9} tokens {:.2f} sentences {:.2f} words {:.2f}   {:.2f} million words/s\n",
               path.substr(path.rfind('/') + 1), kLayoutNames[static_cast<std::size_t>(layout)],
               compare(gold.tokens, whole).f1(),
               compare(gold.sentences, tokens.sentence_spans).f1(), compare(gold.words, words).f1(),
               kTimes * 1e-6 * tokens.size() / seconds);
    if (errors && layout == Layout::kPlain) {
      fmt::print(errors, "=== {}\n", path);
      list_errors(errors, "token", gold, gold.tokens, whole);
      list_errors(errors, "sentence", gold, gold.sentences, tokens.sentence_spans);
    }
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
  Dice dice(options.seed);
  for (std::size_t i = 0; i < options.shares.size(); ++i) {
    if (options.shares[i] <= 0 && options.sentence_shares[i] <= 0) continue;
    for (SplitExamples& e : examples) e.begin_layout();
    const GoldText gold = lay_out(all, static_cast<Layout>(i), dice);
    GoldDecider decider(examples, gold, static_cast<float>(options.shares[i]),
                        static_cast<float>(options.sentence_shares[i]));
    split_by(gold.text, {0, static_cast<std::uint32_t>(gold.text.size())}, splitter.words, decider);
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
  splitter.tables[1].threshold = options.contraction_threshold;
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
  app.add_option("--contraction-threshold", options.contraction_threshold);
  app.add_option("--frequent", options.frequent);
  for (std::size_t i = 0; i < options.shares.size(); ++i)
    app.add_option(fmt::format("--{}", kLayoutNames[i]), options.shares[i]);
  for (std::size_t i = 0; i < options.shares.size(); ++i)
    app.add_option(fmt::format("--{}-sentences", kLayoutNames[i]), options.sentence_shares[i]);
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
