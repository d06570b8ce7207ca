// Turns treebanks and plain texts into the numbers that train_network.py learns from:
//   prepare_training --train A.conllu --train B.conllu --dev C.conllu --text D.txt -o DIR --seed 1
//       [--irregular irregular_words.tsv] --wordnet /usr/share/wordnet --closed closed_words.tsv
// What a word looks like to the encoder is decided by the library alone (word_features), here and
// when the program runs.
//
//   DIR/types.tsv     form, hash of the word, hashes of its affixes with commas, shape
//   DIR/train.tsv     a word a line: type, upos, xpos, feats, lemma rule, head (1 is the first
//   word,
//                     0 the root), relation; an empty line ends a sentence; "#copy" before
//                     one that was made
//   DIR/devN.tsv      the same of the N-th --dev
//   DIR/names.tsv     "upos" and "deprel" with the names in the order of the program's enumerations
//   DIR/irregular.tsv part of speech, hash of the word, lemma rule: of --irregular
//   DIR/lexicon.tsv   hash of a word, its classes (LexiconClass): of --wordnet and --closed;
//                     words that the treebanks hold often
//   DIR/opinions.tsv  of rare words: classes, case, how many are of each part of speech
//   DIR/text.tsv      a sentence a line: types with spaces between; for guessing masked words
//   DIR/more.tsv      the same of --more; for learning from other models

#include <array>
#include <cstdio>
#include <fstream>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "copies.h"
#include "dateline/language/language.h"
#include "dateline/language/lemma_rule.h"
#include "dateline/language/lexicon.h"
#include "dateline/language/word_features.h"
#include "settle.h"
#include "wordnet.h"

namespace dateline::train {
namespace {

class Types {
 public:
  std::size_t of(const std::string& form) {
    const auto [at, added] = index_.emplace(form, index_.size());
    if (added) forms_.push_back(form);
    return at->second;
  }
  void write(const std::string& path) const {
    std::ofstream out(path);
    std::string buffer;
    for (const std::string& form : forms_) {
      const WordFeatures features = word_features(form, buffer);
      std::string shown = form;
      for (char& c : shown)
        if (static_cast<unsigned char>(c) < 0x20) c = ' ';
      out << shown << '\t' << features.word << '\t';
      for (unsigned i = 0; i < WordFeatures::kAffixes; ++i)
        out << (i ? "," : "") << features.affixes[i];
      out << '\t' << static_cast<int>(features.shape) << '\n';
    }
  }

 private:
  std::unordered_map<std::string, std::size_t> index_;
  std::vector<std::string> forms_;
};

/// The sentences of plain texts, as the program splits them.
bool write_texts(const std::vector<std::string>& paths, const Splitter& splitter, Types& types,
                 const std::string& output) {
  std::ofstream out(output);
  for (const std::string& path : paths) {
    const auto bytes = read_file(path);
    if (!bytes) return false;
    const Tokens tokens = split(*bytes, {0, static_cast<std::uint32_t>(bytes->size())}, splitter);
    for (const TokenRange& sentence : tokens.sentences) {
      if (sentence.size() < 2 || sentence.size() > 120) continue;
      for (TokenIndex i = sentence.begin; i < sentence.end; ++i)
        out << (i > sentence.begin ? " " : "")
            << types.of(std::string(slice(*bytes, tokens.spans[i])));
      out << '\n';
    }
  }
  return true;
}

std::string rule_text(const LemmaRule& rule) {
  return fmt::format("{}:{}:{}", static_cast<int>(rule.casing), rule.strip, rule.append);
}

void write_sentences(const std::vector<GoldSentence>& sentences, std::size_t originals,
                     Types& types, const std::string& path) {
  std::ofstream out(path);
  for (std::size_t s = 0; s < sentences.size(); ++s) {
    const GoldSentence& gold = sentences[s];
    if (s >= originals) out << "#copy\n";
    for (std::size_t i = 0; i < gold.size(); ++i) {
      out << types.of(gold.forms[i]) << '\t' << to_string(gold.upos[i]) << '\t' << gold.xpos[i]
          << '\t' << gold.feats[i] << '\t'
          << rule_text(find_lemma_rule(gold.forms[i], gold.lemmas[i])) << '\t' << gold.heads[i] + 1
          << '\t' << to_string(gold.deprels[i]) << '\n';
    }
    out << '\n';
  }
}

/// What a dictionary allows, and how the words that the treebanks hold at most kRare times are
/// tagged for each set of its classes.
void write_lexicon(const std::vector<GoldSentence>& sentences, std::size_t originals,
                   WordNet::Entries entries, const std::string& output) {
  constexpr std::size_t kRare = 8;
  std::string buffer;
  std::unordered_map<std::uint32_t, std::size_t> seen;
  for (std::size_t s = 0; s < originals; ++s)
    for (const std::string& form : sentences[s].forms) ++seen[word_hash(form, buffer)];
  for (const auto& [word, count] : seen)
    if (count > kRare) entries[word] |= LexiconClass::kCommon;
  std::vector<std::uint32_t> keys;
  std::vector<std::uint16_t> classes;
  std::ofstream out(output + "/lexicon.tsv");
  for (const auto& [key, bits] : entries) {
    keys.push_back(key);
    classes.push_back(bits);
    out << key << '\t' << static_cast<int>(bits) << '\n';
  }
  const Lexicon lexicon(keys, classes, {});
  std::map<std::pair<int, std::uint32_t>, std::array<std::size_t, Lexicon::kParts>> counts;
  for (std::size_t s = 0; s < originals; ++s) {
    for (std::size_t i = 0; i < sentences[s].size(); ++i) {
      const std::string& form = sentences[s].forms[i];
      const std::uint16_t bits = lexicon.classes(form, buffer);
      const std::uint32_t cased = Lexicon::case_of(word_features(form, buffer), i == 0);
      if ((bits & LexiconClass::kCommon) || cased == Lexicon::kCases) continue;
      ++counts[{bits, cased}][static_cast<std::size_t>(sentences[s].upos[i])];
    }
  }
  std::ofstream opinions(output + "/opinions.tsv");
  for (const auto& [set, parts] : counts) {
    opinions << set.first << '\t' << set.second;
    for (const std::size_t count : parts) opinions << '\t' << count;
    opinions << '\n';
  }
}

}  // namespace
}  // namespace dateline::train

int main(int argc, char** argv) {
  using namespace dateline;
  using namespace dateline::train;
  std::vector<std::string> train, dev, texts, more;
  std::string output, irregular, wordnet, closed, split_model = "models/english.split.dlm";
  std::uint64_t seed = 1;
  CLI::App app("Treebanks and texts as numbers for training.");
  app.add_option("--train", train, "treebank to learn from (CoNLL-U)")->required();
  app.add_option("--dev", dev, "treebank to choose by");
  app.add_option("--text", texts, "plain text, a paragraph a line");
  app.add_option("--more", more, "plain text to learn on from other models' answers");
  app.add_option("--splitter", split_model, "weights of the splitter, for texts");
  app.add_option("--irregular", irregular, "irregular forms: part of speech, lemma, forms");
  app.add_option("--wordnet", wordnet, "folder of WordNet's files")->required();
  app.add_option("--closed", closed, "interjections and numerals")->required();
  app.add_option("-o", output, "folder")->required();
  app.add_option("--seed", seed, "for the copies");
  CLI11_PARSE(app, argc, argv);
  const auto load = [](const std::string& path, bool as_split) {
    auto bank = load_treebank(path, as_split);
    if (!bank) {
      fmt::print(stderr, "{}\n", bank.error().detail);
      std::exit(2);
    }
    return *bank;
  };
  Types types;
  Dice dice(seed);
  std::vector<GoldSentence> sentences;
  for (std::size_t i = 0; i < train.size(); ++i) {
    auto bank = load(train[i], true);
    for (GoldSentence& sentence : bank) sentence.bank = i;
    sentences.insert(sentences.end(), bank.begin(), bank.end());
  }
  for (const std::string& form : settle(sentences)) fmt::print("settled: {}\n", form);
  const std::size_t originals = sentences.size();
  const auto entries = WordNet::read(wordnet, closed);
  if (!entries) {
    fmt::print(stderr, "{}\n", to_string(entries.error()));
    return 2;
  }
  write_lexicon(sentences, originals, *entries, output);
  add_copies(sentences, dice);
  write_sentences(sentences, originals, types, output + "/train.tsv");
  for (std::size_t i = 0; i < dev.size(); ++i) {
    const auto bank = load(dev[i], true);
    write_sentences(bank, bank.size(), types, fmt::format("{}/dev{}.tsv", output, i));
  }
  const auto splitter = load_splitter(split_model);
  if (!splitter) {
    fmt::print(stderr, "{}\n", to_string(splitter.error()));
    return 2;
  }
  if (!write_texts(texts, **splitter, types, output + "/text.tsv") ||
      !write_texts(more, **splitter, types, output + "/more.tsv"))
    return 2;
  if (!irregular.empty()) {
    const auto bytes = read_file(irregular);
    if (!bytes) return 2;
    std::ofstream rules(output + "/irregular.tsv");
    std::string buffer;
    for (const std::string_view line : split_fields(*bytes, '\n')) {
      const auto fields = split_fields(line, '\t');
      if (fields.size() != 3 || line[0] == '#') continue;
      for (const std::string_view form : split_fields(fields[2], ' ')) {
        rules << fields[0] << '\t' << word_hash(form, buffer) << '\t'
              << rule_text(find_lemma_rule(form, fields[1])) << '\n';
      }
    }
  }
  std::ofstream names(output + "/names.tsv");
  names << "upos";
  for (unsigned i = 0; i <= static_cast<unsigned>(Upos::kX); ++i)
    names << '\t' << to_string(static_cast<Upos>(i));
  names << "\ndeprel";
  for (unsigned i = 0; i <= static_cast<unsigned>(Deprel::kDep); ++i)
    names << '\t' << to_string(static_cast<Deprel>(i));
  names << '\n';
  types.write(output + "/types.tsv");
  fmt::print("{} sentences, {} of them made\n", sentences.size(), sentences.size() - originals);
}
