#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "reported_copies.h"

namespace dateline::train {

/// Half a tree bank's worth of headlines: copies of some sentences in capitals, in lower case, with
/// every word capitalised, without their full stop, or with an attribution put in.
inline void add_copies(std::vector<GoldSentence>& sentences, Dice& dice) {
  const auto recase = [](std::string& form, int how) {
    for (std::size_t i = 0; i < form.size(); ++i) {
      const char c = form[i];
      const bool lower = c >= 'a' && c <= 'z', upper = c >= 'A' && c <= 'Z';
      if (lower && (how == 0 || (how == 2 && i == 0))) form[i] = static_cast<char>(c - 32);
      if (upper && how == 1) form[i] = static_cast<char>(c + 32);
    }
  };
  const std::size_t originals = sentences.size();
  for (std::size_t s = 0; s < originals; ++s) {
    if (dice.below(8) == 0) {
      if (auto reported = report(sentences[s], dice)) sentences.push_back(std::move(*reported));
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
      copy.xpos.pop_back();
      copy.feats.pop_back();
      copy.heads.pop_back();
      copy.deprels.pop_back();
    }
    sentences.push_back(std::move(copy));
  }
}

}  // namespace dateline::train
