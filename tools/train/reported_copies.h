#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "dice.h"
#include "treebank.h"

namespace dateline::train {

// News says who said it after the fact ("Rebels took the town, residents said.") or amid it; the
// treebanks, mostly letters, reviews and talk, do so some eighty times in all. These copies of
// their sentences with such an attribution put in teach the parser the shape. The attributions are
// ours.

/// Who speaks: "the", "local", "officials".
struct Source {
  std::string_view determiner, modifier;
  Upos modifier_upos;
  std::string_view noun, lemma;
  Upos upos;
  bool plural;
};

inline constexpr auto kSources = std::to_array<Source>({
    {"", "", Upos::kX, "sources", "source", Upos::kNoun, true},
    {"", "", Upos::kX, "residents", "resident", Upos::kNoun, true},
    {"", "", Upos::kX, "rebels", "rebel", Upos::kNoun, true},
    {"", "", Upos::kX, "officials", "official", Upos::kNoun, true},
    {"", "", Upos::kX, "activists", "activist", Upos::kNoun, true},
    {"", "", Upos::kX, "witnesses", "witness", Upos::kNoun, true},
    {"", "local", Upos::kAdj, "officials", "official", Upos::kNoun, true},
    {"", "security", Upos::kNoun, "sources", "source", Upos::kNoun, true},
    {"", "army", Upos::kNoun, "officers", "officer", Upos::kNoun, true},
    {"", "state", Upos::kNoun, "media", "media", Upos::kNoun, true},
    {"", "state", Upos::kNoun, "television", "television", Upos::kNoun, false},
    {"the", "", Upos::kX, "army", "army", Upos::kNoun, false},
    {"the", "", Upos::kX, "group", "group", Upos::kNoun, false},
    {"the", "", Upos::kX, "ministry", "ministry", Upos::kNoun, false},
    {"the", "defence", Upos::kNoun, "ministry", "ministry", Upos::kNoun, false},
    {"the", "news", Upos::kNoun, "agency", "agency", Upos::kNoun, false},
    {"the", "Syrian", Upos::kAdj, "military", "military", Upos::kNoun, false},
    {"the", "", Upos::kX, "insurgents", "insurgent", Upos::kNoun, true},
    {"a", "", Upos::kX, "spokesman", "spokesman", Upos::kNoun, false},
    {"a", "rebel", Upos::kNoun, "commander", "commander", Upos::kNoun, false},
    {"a", "war", Upos::kNoun, "monitor", "monitor", Upos::kNoun, false},
    {"", "", Upos::kX, "he", "he", Upos::kPron, false},
    {"", "", Upos::kX, "she", "she", Upos::kPron, false},
    {"", "", Upos::kX, "they", "they", Upos::kPron, true},
    {"", "", Upos::kX, "Reuters", "Reuters", Upos::kPropn, false},
});
inline constexpr auto kVerbs =
    std::to_array<std::pair<std::string_view, std::string_view>>({{"said", "say"},
                                                                  {"said", "say"},
                                                                  {"said", "say"},
                                                                  {"said", "say"},
                                                                  {"reported", "report"},
                                                                  {"added", "add"}});
inline constexpr auto kDays = std::to_array<std::string_view>(
    {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"});

inline void push_word(GoldSentence& sentence, std::string_view form, std::string_view lemma,
                      Upos upos, std::string_view xpos, std::string_view feats, int head,
                      Deprel deprel) {
  sentence.forms.emplace_back(form);
  sentence.lemmas.emplace_back(lemma);
  sentence.upos.push_back(upos);
  sentence.xpos.emplace_back(xpos);
  sentence.feats.emplace_back(feats);
  sentence.heads.push_back(head);
  sentence.deprels.push_back(deprel);
}

/// "SOURCE said [on DAY]" with heads from `begin` on; `verb` is set to the verb's position.
inline GoldSentence make_attribution(int begin, Dice& dice, int& verb) {
  const Source& source = kSources[dice.below(kSources.size())];
  const auto& [form, lemma] = kVerbs[dice.below(kVerbs.size())];
  GoldSentence said;
  const int noun = begin + !source.determiner.empty() + !source.modifier.empty();
  verb = noun + 1;
  const bool pronoun = source.upos == Upos::kPron, proper = source.upos == Upos::kPropn;
  const std::string_view number = source.plural ? "Number=Plur" : "Number=Sing";
  const std::string_view noun_xpos = pronoun         ? "PRP"
                                     : proper        ? "NNP"
                                     : source.plural ? "NNS"
                                                     : "NN";
  const std::string_view noun_feats =
      source.noun == "he"    ? "Case=Nom|Gender=Masc|Number=Sing|Person=3|PronType=Prs"
      : source.noun == "she" ? "Case=Nom|Gender=Fem|Number=Sing|Person=3|PronType=Prs"
      : pronoun              ? "Case=Nom|Number=Plur|Person=3|PronType=Prs"
                             : number;
  const std::string past = std::string("Mood=Ind|") +
                           (source.plural ? "Number=Plur" : "Number=Sing") +
                           "|Person=3|Tense=Past|VerbForm=Fin";
  if (!source.determiner.empty())
    push_word(
        said, source.determiner, source.determiner, Upos::kDet, "DT",
        source.determiner == "the" ? "Definite=Def|PronType=Art" : "Definite=Ind|PronType=Art",
        noun, Deprel::kDet);
  if (!source.modifier.empty()) {
    const bool adjective = source.modifier_upos == Upos::kAdj;
    push_word(said, source.modifier, source.modifier, source.modifier_upos, adjective ? "JJ" : "NN",
              adjective ? "Degree=Pos" : "Number=Sing", noun,
              adjective ? Deprel::kAmod : Deprel::kCompound);
  }
  push_word(said, source.noun, source.lemma, source.upos, noun_xpos, noun_feats, verb,
            Deprel::kNsubj);
  push_word(said, form, lemma, Upos::kVerb, "VBD", past, -1, Deprel::kRoot);
  if (dice.below(5) == 0) {
    const std::string_view name = kDays[dice.below(kDays.size())];
    push_word(said, "on", "on", Upos::kAdp, "IN", "_", verb + 2, Deprel::kCase);
    push_word(said, name, name, Upos::kPropn, "NNP", "Number=Sing", verb, Deprel::kObl);
  }
  return said;
}

/// Puts `words` before position `at`; their heads are positions in the new sentence already.
inline void insert_words(GoldSentence& sentence, int at, const GoldSentence& words) {
  const int count = static_cast<int>(words.size());
  for (int& head : sentence.heads)
    if (head >= at) head += count;
  const auto insert = [&](auto& into, const auto& from) {
    into.insert(into.begin() + at, from.begin(), from.end());
  };
  insert(sentence.forms, words.forms);
  insert(sentence.lemmas, words.lemmas);
  insert(sentence.upos, words.upos);
  insert(sentence.xpos, words.xpos);
  insert(sentence.feats, words.feats);
  insert(sentence.heads, words.heads);
  insert(sentence.deprels, words.deprels);
}

/// A comma after the root at which the sentence may be interrupted: no arc but the root's own goes
/// over it. -1 where there is none.
inline int find_pause(const GoldSentence& sentence, int root) {
  const int n = static_cast<int>(sentence.size());
  for (int at = root + 2; at + 3 < n; ++at) {
    if (sentence.forms[static_cast<std::size_t>(at)] != ",") continue;
    bool free = true;
    for (int i = 0; i < n && free; ++i) {
      const int head = sentence.heads[static_cast<std::size_t>(i)];
      if (head >= 0 && head != root && (i < at) != (head < at)) free = false;
    }
    if (free) return at;
  }
  return -1;
}

/// A statement with an attribution at its end or in its middle, or nothing where it is no plain
/// statement.
inline std::optional<GoldSentence> report(const GoldSentence& original, Dice& dice) {
  const int n = static_cast<int>(original.size());
  if (n < 5 || n > 40 || original.forms.back() != ".") return std::nullopt;
  int root = -1;
  bool subject = false;
  for (int i = 0; i < n; ++i)
    if (original.heads[static_cast<std::size_t>(i)] < 0) root = i;
  for (int i = 0; i < n; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const bool subject_like =
        original.deprels[at] == Deprel::kNsubj || original.deprels[at] == Deprel::kNsubjPass;
    subject = subject || (subject_like && i < root && original.heads[at] == root);
    if (original.heads[at] == n - 1 || original.forms[at] == "\"") return std::nullopt;
  }
  const auto top = static_cast<std::size_t>(root);
  if (!subject || original.heads.back() != root || original.lemmas[top] == "say" ||
      (original.upos[top] != Upos::kVerb && original.upos[top] != Upos::kNoun))
    return std::nullopt;
  GoldSentence copy = original;
  int verb = 0;
  const int pause = find_pause(copy, root);
  const int at = pause >= 0 && dice.below(2) == 0 ? pause : n - 1;
  GoldSentence said = make_attribution(at + 1, dice, verb);
  GoldSentence words;
  push_word(words, ",", ",", Upos::kPunct, ",", "_", at == pause ? verb : root, Deprel::kPunct);
  insert_words(words, 1, said);
  for (std::size_t i = 0; i < said.size(); ++i) words.heads[i + 1] = said.heads[i];
  words.heads[0] = at == pause ? verb : root;
  insert_words(copy, at, words);
  if (at == pause) {
    copy.heads[static_cast<std::size_t>(verb)] = root;
    copy.deprels[static_cast<std::size_t>(verb)] = Deprel::kParataxis;
  } else {
    copy.heads[top] = verb;
    copy.deprels[top] = Deprel::kCcomp;
    copy.heads.back() = verb;
  }
  return copy;
}

}  // namespace dateline::train
