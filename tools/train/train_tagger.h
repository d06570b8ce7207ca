#pragma once

#include <cstdio>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "dateline/language/tagger.h"
#include "learner.h"
#include "treebank.h"

namespace dateline::train {

/// The joint labels of the data, most frequent first; those seen less than three times are left
/// out.
inline std::vector<TagLabel> collect_labels(const std::vector<GoldSentence>& sentences) {
  std::vector<std::pair<int, TagLabel>> counts;
  for (const GoldSentence& sentence : sentences) {
    for (std::size_t i = 0; i < sentence.size(); ++i) {
      const TagLabel label{sentence.upos[i], sentence.feats[i]};
      const auto seen = std::find_if(counts.begin(), counts.end(),
                                     [&](const auto& c) { return c.second == label; });
      if (seen == counts.end()) {
        counts.emplace_back(1, label);
      } else {
        ++seen->first;
      }
    }
  }
  std::stable_sort(counts.begin(), counts.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<TagLabel> labels;
  for (const auto& [count, label] : counts)
    if (count >= 3 && labels.size() < Tagger::kMaxLabels) labels.push_back(label);
  return labels;
}

/// The label of a word; for a combination too rare to be one, the most frequent of its part of
/// speech.
inline std::uint8_t label_of(const std::vector<TagLabel>& labels, Upos upos, const Feats& feats) {
  const TagLabel wanted{upos, feats};
  std::size_t same_upos = labels.size();
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] == wanted) return static_cast<std::uint8_t>(i);
    if (same_upos == labels.size() && labels[i].upos == upos) same_upos = i;
  }
  return static_cast<std::uint8_t>(same_upos);
}

inline void read_words(const GoldSentence& gold, Tagger::Sentence& sentence) {
  std::string buffer;
  sentence.words.clear();
  for (const std::string& form : gold.forms) sentence.words.push_back(word_form(form, buffer));
}

/// Parts of speech of words seen at least three times: rarer ones would look known in training and
/// unknown ever after.
inline void learn_lexicon(const std::vector<const GoldSentence*>& sentences, Tagger& tagger) {
  std::unordered_map<std::uint32_t, std::map<Upos, int>> counts;
  Tagger::Sentence words;
  for (const GoldSentence* gold : sentences) {
    read_words(*gold, words);
    for (std::size_t i = 0; i < gold->size(); ++i) ++counts[words.words[i].lower][gold->upos[i]];
  }
  for (const auto& [word, parts] : counts) {
    int all = 0;
    for (const auto& [upos, count] : parts) all += count;
    if (all < 3) continue;
    std::uint32_t mask = 0;
    for (const auto& [upos, count] : parts)
      if (count * 40 >= all) mask |= 1u << static_cast<unsigned>(upos);
    tagger.lexicon.emplace(word, mask);
  }
}

/// Makes rare words look new: each time that one is met, with a chance of one in four, its identity
/// is a number that no other word has. Without it the weights of rare words explain the training
/// data alone, and those of endings and capitals stay small.
class RareWords {
 public:
  explicit RareWords(const std::vector<Tagger::Sentence>& sentences) {
    for (const auto& sentence : sentences)
      for (const WordForm& word : sentence.words) ++counts_[word.lower];
  }
  void hide(Tagger::Sentence& sentence, Dice& dice) const {
    for (WordForm& word : sentence.words) {
      if (counts_.at(word.lower) > 2 || dice.below(4) != 0) continue;
      word.exact = static_cast<std::uint32_t>(dice.next());
      word.lower = static_cast<std::uint32_t>(dice.next());
    }
  }

 private:
  std::unordered_map<std::uint32_t, int> counts_;
};

inline bool keeps_case(Upos upos) { return upos == Upos::kPropn; }

/// Suffix rules of lemmas, longest suffix last, and then the words that they get wrong.
inline void learn_lemmas(const std::vector<const GoldSentence*>& sentences, Tagger& tagger) {
  LemmaTable& table = tagger.lemmas;
  struct Type {
    std::map<std::string, int> lemmas;
    std::string word, folded;
    unsigned label = 0;
  };
  std::map<std::pair<unsigned, std::string>, Type> types;
  std::string folded;
  for (const GoldSentence* gold : sentences) {
    for (std::size_t i = 0; i < gold->size(); ++i) {
      if (gold->lemmas[i] == "_" || gold->deprels[i] == Deprel::kGoeswith) continue;
      const unsigned label = label_of(tagger.labels, gold->upos[i], gold->feats[i]);
      fold_case(gold->forms[i], folded);
      Type& type = types[{label, folded}];
      ++type.lemmas[gold->lemmas[i]];
      type.word = gold->forms[i];
      type.folded = folded;
      type.label = label;
    }
  }
  const auto best = [](const auto& counts) {
    return std::max_element(counts.begin(), counts.end(),
                            [](const auto& a, const auto& b) { return a.second < b.second; })
        ->first;
  };
  std::map<LemmaTable::Rule, std::uint32_t> rule_ids;
  for (std::size_t size = 0; size <= LemmaTable::kLongestSuffix; ++size) {
    std::map<std::uint32_t, std::map<LemmaTable::Rule, int>> votes;
    std::map<std::uint32_t, int> misses;
    std::string found;
    for (const auto& [key, type] : types) {
      if (type.folded.size() < size) continue;
      const std::string lemma = best(type.lemmas);
      const bool cased = keeps_case(tagger.labels[type.label].upos);
      const std::string& form = cased ? type.word : type.folded;
      std::size_t stem = 0;
      while (stem < form.size() && stem < lemma.size() && form[stem] == lemma[stem]) ++stem;
      if (stem == 0) continue;
      const std::uint32_t suffix = LemmaTable::suffix_key(
          type.label, std::string_view(type.folded).substr(type.folded.size() - size));
      ++votes[suffix][{static_cast<std::uint8_t>(form.size() - stem), lemma.substr(stem)}];
      table.find(type.label, type.word, type.folded, cased, found);
      if (found != lemma) ++misses[suffix];
    }
    // Only suffixes that repair what shorter ones get wrong earn a row.
    for (const auto& [suffix, rules] : votes) {
      const auto rule = best(rules);
      int all = 0;
      for (const auto& [r, count] : rules) all += count;
      const int wrong_then = all - rules.at(rule);
      if (size > 0 && (rules.at(rule) < 2 || wrong_then >= misses[suffix])) continue;
      const auto [id, is_new] =
          rule_ids.try_emplace(rule, static_cast<std::uint32_t>(table.rules.size()));
      if (is_new) table.rules.push_back(rule);
      table.suffixes[suffix] = id->second;
    }
  }
  std::string found;
  std::vector<std::pair<std::uint32_t, std::string>> words;
  for (const auto& [key, type] : types) {
    const std::string lemma = best(type.lemmas);
    table.find(type.label, type.word, type.folded, keeps_case(tagger.labels[type.label].upos),
               found);
    if (found != lemma) words.emplace_back(LemmaTable::word_key(type.label, type.folded), lemma);
  }
  for (auto& [key, lemma] : words) table.words.emplace(key, std::move(lemma));
}

/// A tagger without lemmas of the sentences; prints the share of right labels in training by epoch.
inline Tagger train_tagger(const std::vector<const GoldSentence*>& sentences,
                           const std::vector<TagLabel>& labels, int epochs, std::uint64_t seed,
                           bool print) {
  Tagger tagger;
  tagger.labels = labels;
  learn_lexicon(sentences, tagger);
  std::vector<Tagger::Sentence> prepared(sentences.size());
  std::vector<std::vector<std::uint8_t>> gold(sentences.size());
  for (std::size_t s = 0; s < sentences.size(); ++s) {
    read_words(*sentences[s], prepared[s]);
    tagger.prepare(prepared[s]);
    for (std::size_t i = 0; i < sentences[s]->size(); ++i)
      gold[s].push_back(label_of(labels, sentences[s]->upos[i], sentences[s]->feats[i]));
  }
  const RareWords rare(prepared);
  Tagger::Sentence sentence;
  Learner learner;
  Dice dice(seed);
  std::vector<std::size_t> order(sentences.size());
  for (std::size_t s = 0; s < order.size(); ++s) order[s] = s;
  for (int epoch = 1; epoch <= epochs; ++epoch) {
    dice.shuffle(order);
    std::size_t right = 0, all = 0;
    for (const std::size_t s : order) {
      sentence = prepared[s];
      rare.hide(sentence, dice);
      unsigned last = Tagger::kNoLabel, last_but_one = Tagger::kNoLabel;
      FeatureKey keys[Tagger::kMaxFeatures];
      for (std::size_t i = 0; i < gold[s].size(); ++i) {
        const std::size_t count = Tagger::features(sentence, i, last, last_but_one, keys);
        std::int32_t scores[256] = {};
        for (std::size_t k = 0; k < count; ++k) learner.prefetch(keys[k]);
        for (std::size_t k = 0; k < count; ++k) learner.add(keys[k], scores);
        const auto found =
            static_cast<std::uint8_t>(std::max_element(scores, scores + labels.size()) - scores);
        const std::uint8_t wanted = gold[s][i];
        ++all;
        if (found == wanted) ++right;
        if (found != wanted) {
          for (std::size_t k = 0; k < count; ++k) {
            learner.change(keys[k], wanted, 1);
            learner.change(keys[k], found, -1);
          }
        }
        last_but_one = last;
        last = found;
      }
      learner.tick();
    }
    if (print) {
      std::printf("tagger epoch %d: %.2f %% of %zu labels right in training, %zu features\n", epoch,
                  100.0 * static_cast<double>(right) / static_cast<double>(all), all,
                  learner.rows());
      std::fflush(stdout);
    }
  }
  std::vector<MeanWeight> means;
  learner.average(kScale, 2, means);
  sum_means(means);
  tagger.weights = keep_large(means, 6);
  return tagger;
}

}  // namespace dateline::train
