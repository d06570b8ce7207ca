#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "dateline/language/lemma_rule.h"
#include "dateline/language/word_features.h"
#include "treebank.h"

namespace dateline::train {

/// Where two treebanks are each of one mind about a word and contradict each other ("United" is an
/// adjective in one, a participle in the other), the earlier one is made to follow the last: one
/// network cannot do both. Returns the words.
inline std::vector<std::string> settle(std::vector<GoldSentence>& sentences) {
  constexpr std::size_t kEnough = 20;   // occurrences in each treebank
  constexpr std::size_t kOneMind = 95;  // percent
  using Tag = std::tuple<Upos, std::string, std::string, LemmaRule>;
  struct Uses {
    std::size_t count = 0;
    std::map<Upos, std::size_t> parts;
    std::map<Tag, std::size_t> tags;
  };
  std::size_t last = 0;
  std::string buffer;
  std::map<std::uint32_t, std::map<std::size_t, Uses>> words;
  for (const GoldSentence& s : sentences) {
    last = std::max(last, s.bank);
    for (std::size_t i = 0; i < s.size(); ++i) {
      Uses& uses = words[word_hash(s.forms[i], buffer)][s.bank];
      ++uses.count;
      ++uses.parts[s.upos[i]];
      ++uses.tags[{s.upos[i], s.xpos[i], s.feats[i], find_lemma_rule(s.forms[i], s.lemmas[i])}];
    }
  }
  const auto most = [](const auto& counts) {
    return std::max_element(counts.begin(), counts.end(),
                            [](const auto& a, const auto& b) { return a.second < b.second; });
  };
  const auto one_mind = [&](const Uses& uses) {
    return uses.count >= kEnough && most(uses.parts)->second * 100 >= uses.count * kOneMind;
  };
  std::map<std::string, bool> settled;
  for (GoldSentence& s : sentences) {
    if (s.bank == last) continue;
    for (std::size_t i = 0; i < s.size(); ++i) {
      const auto& banks = words[word_hash(s.forms[i], buffer)];
      const auto model = banks.find(last);
      if (model == banks.end() || !one_mind(model->second) || !one_mind(banks.at(s.bank))) continue;
      const Tag& tag = most(model->second.tags)->first;
      if (s.upos[i] != most(banks.at(s.bank).parts)->first || s.upos[i] == std::get<0>(tag))
        continue;
      LemmaRule rule;
      std::tie(s.upos[i], s.xpos[i], s.feats[i], rule) = tag;
      apply(rule, s.forms[i], s.lemmas[i]);
      settled[s.forms[i]] = true;
    }
  }
  std::vector<std::string> out;
  for (const auto& [form, _] : settled) out.push_back(form);
  return out;
}

}  // namespace dateline::train
