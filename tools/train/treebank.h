#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/error.h"
#include "dateline/base/file.h"
#include "dateline/language/layers.h"
#include "fields.h"

namespace dateline::train {

/// One sentence of a treebank; heads are positions in it, -1 at the root.
struct GoldSentence {
  std::vector<std::string> forms, lemmas, xpos, feats;
  std::vector<Upos> upos;
  std::vector<int> heads;
  std::vector<Deprel> deprels;
  std::size_t bank = 0;  ///< which of the treebanks given
  std::size_t size() const { return forms.size(); }
};

inline Upos parse_upos(std::string_view name) {
  for (unsigned i = 0; i <= static_cast<unsigned>(Upos::kX); ++i)
    if (to_string(static_cast<Upos>(i)) == name) return static_cast<Upos>(i);
  return Upos::kX;
}

/// Makes one word of "al", "-", "Zor" written without spaces, as split() does: `glued[i]` says that
/// no space follows word i.
inline void join_articles(GoldSentence& sentence, std::vector<bool>& glued) {
  for (std::size_t i = 0; i + 2 < sentence.size(); ++i) {
    const std::string& article = sentence.forms[i];
    const bool is_article =
        article == "al" || article == "Al" || article == "AL" || article == "el" || article == "El";
    if (!is_article || sentence.forms[i + 1] != "-" || !glued[i] || !glued[i + 1]) continue;
    const int first = static_cast<int>(i), last = first + 2;
    const auto inside = [&](int word) { return word >= first && word <= last; };
    int top = first;
    for (int word = first; word <= last; ++word)
      if (!inside(sentence.heads[static_cast<std::size_t>(word)])) top = word;
    const auto at = static_cast<std::size_t>(top);
    sentence.forms[i] += "-" + sentence.forms[i + 2];
    sentence.lemmas[i] += "-" + sentence.lemmas[i + 2];
    sentence.upos[i] = Upos::kPropn;
    sentence.xpos[i] = "NNP";
    sentence.feats[i] = "Number=Sing";
    sentence.heads[i] = sentence.heads[at];
    sentence.deprels[i] = sentence.deprels[at];
    glued[i] = glued[i + 2];
    const auto erase = [&](auto& items) {
      const auto begin = items.begin() + first + 1;
      items.erase(begin, begin + 2);
    };
    erase(sentence.forms);
    erase(sentence.lemmas);
    erase(sentence.upos);
    erase(sentence.xpos);
    erase(sentence.feats);
    erase(sentence.heads);
    erase(sentence.deprels);
    erase(glued);
    for (int& head : sentence.heads) head = head > last ? head - 2 : inside(head) ? first : head;
  }
}

/// Reads CoNLL-U; multi-word token lines and empty nodes are passed over. With `as_split`, words
/// that split() keeps whole are joined. Fails: as read_file.
inline Result<std::vector<GoldSentence>> load_treebank(const std::string& path, bool as_split) {
  const Result<std::string> bytes = read_file(path);
  if (!bytes) return tl::unexpected<Error>(bytes.error());
  std::vector<GoldSentence> sentences;
  GoldSentence sentence;
  std::vector<bool> glued;
  const auto end_sentence = [&] {
    if (as_split) join_articles(sentence, glued);
    if (sentence.size() > 0) sentences.push_back(std::move(sentence));
    sentence = {};
    glued.clear();
  };
  for (const std::string_view line : split_fields(*bytes, '\n')) {
    if (line.empty()) end_sentence();
    if (line.empty() || line[0] == '#') continue;
    const auto fields = split_fields(line, '\t');
    if (fields.size() < 10 || fields[0].find_first_not_of("0123456789") != std::string_view::npos)
      continue;
    sentence.forms.emplace_back(fields[1]);
    sentence.lemmas.emplace_back(fields[2]);
    sentence.upos.push_back(parse_upos(fields[3]));
    sentence.xpos.emplace_back(fields[4]);
    sentence.feats.emplace_back(fields[5]);
    sentence.heads.push_back(std::stoi(std::string(fields[6])) - 1);
    sentence.deprels.push_back(parse_deprel(fields[7]));
    glued.push_back(fields[9].find("SpaceAfter=No") != std::string_view::npos);
  }
  end_sentence();
  return sentences;
}

}  // namespace dateline::train
