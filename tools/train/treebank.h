#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/error.h"
#include "dateline/base/file.h"
#include "dateline/language/layers.h"

namespace dateline::train {

/// One sentence of a treebank; heads are positions in it, -1 at the root.
struct GoldSentence {
  std::vector<std::string> forms, lemmas;
  std::vector<Upos> upos;
  std::vector<Feats> feats;
  std::vector<int> heads;
  std::vector<Deprel> deprels;
  std::size_t size() const { return forms.size(); }
};

inline std::vector<std::string_view> split_fields(std::string_view line, char separator) {
  std::vector<std::string_view> fields;
  while (true) {
    const std::size_t end = line.find(separator);
    fields.push_back(line.substr(0, end));
    if (end == std::string_view::npos) return fields;
    line.remove_prefix(end + 1);
  }
}

inline Upos parse_upos(std::string_view name) {
  for (unsigned i = 0; i <= static_cast<unsigned>(Upos::kX); ++i)
    if (to_string(static_cast<Upos>(i)) == name) return static_cast<Upos>(i);
  return Upos::kX;
}

/// The features that Feats holds. Person and number of finite verbs are kept only where the form
/// shows them ("seizes", "was"): treebanks copy them from the subject, which a tagger cannot see.
inline Feats parse_feats(std::string_view field, Upos upos, std::string_view lemma) {
  static const std::map<std::string_view, void (*)(Feats&)> kSetters = {
      {"VerbForm=Fin", [](Feats& f) { f.verb_form = Feats::VerbForm::kFin; }},
      {"VerbForm=Inf", [](Feats& f) { f.verb_form = Feats::VerbForm::kInf; }},
      {"VerbForm=Part", [](Feats& f) { f.verb_form = Feats::VerbForm::kPart; }},
      {"VerbForm=Ger", [](Feats& f) { f.verb_form = Feats::VerbForm::kGer; }},
      {"Tense=Past", [](Feats& f) { f.tense = Feats::Tense::kPast; }},
      {"Tense=Pres", [](Feats& f) { f.tense = Feats::Tense::kPres; }},
      {"Mood=Ind", [](Feats& f) { f.mood = Feats::Mood::kInd; }},
      {"Mood=Imp", [](Feats& f) { f.mood = Feats::Mood::kImp; }},
      {"Mood=Sub", [](Feats& f) { f.mood = Feats::Mood::kSub; }},
      {"Voice=Pass", [](Feats& f) { f.voice = Feats::Voice::kPass; }},
      {"Number=Sing", [](Feats& f) { f.number = Feats::Number::kSing; }},
      {"Number=Plur", [](Feats& f) { f.number = Feats::Number::kPlur; }},
      {"Number=Ptan", [](Feats& f) { f.number = Feats::Number::kPlur; }},
      {"Person=1", [](Feats& f) { f.person = Feats::Person::k1; }},
      {"Person=2", [](Feats& f) { f.person = Feats::Person::k2; }},
      {"Person=3", [](Feats& f) { f.person = Feats::Person::k3; }},
      {"PronType=Prs", [](Feats& f) { f.pron_type = Feats::PronType::kPrs; }},
      {"PronType=Art", [](Feats& f) { f.pron_type = Feats::PronType::kArt; }},
      {"PronType=Dem", [](Feats& f) { f.pron_type = Feats::PronType::kDem; }},
      {"PronType=Rel", [](Feats& f) { f.pron_type = Feats::PronType::kRel; }},
      {"PronType=Int", [](Feats& f) { f.pron_type = Feats::PronType::kInt; }},
      {"PronType=Neg", [](Feats& f) { f.pron_type = Feats::PronType::kNeg; }},
      {"PronType=Tot", [](Feats& f) { f.pron_type = Feats::PronType::kTot; }},
      {"PronType=Ind", [](Feats& f) { f.pron_type = Feats::PronType::kInd; }},
      {"PronType=Emp", [](Feats& f) { f.pron_type = Feats::PronType::kOther; }},
      {"PronType=Rcp", [](Feats& f) { f.pron_type = Feats::PronType::kOther; }},
      {"Degree=Pos", [](Feats& f) { f.degree = Feats::Degree::kPos; }},
      {"Degree=Cmp", [](Feats& f) { f.degree = Feats::Degree::kCmp; }},
      {"Degree=Sup", [](Feats& f) { f.degree = Feats::Degree::kSup; }},
      {"Poss=Yes", [](Feats& f) { f.possessive = true; }},
  };
  Feats feats;
  for (const std::string_view item : split_fields(field, '|'))
    if (const auto setter = kSetters.find(item); setter != kSetters.end()) setter->second(feats);
  const bool verb = upos == Upos::kVerb || upos == Upos::kAux;
  const bool shown =
      lemma == "be" || (feats.tense == Feats::Tense::kPres &&
                        feats.number == Feats::Number::kSing && feats.person == Feats::Person::k3);
  if (verb && !shown) {
    feats.number = Feats::Number::kNone;
    feats.person = Feats::Person::kNone;
  }
  return feats;
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
    sentence.feats[i] = {};
    sentence.feats[i].number = Feats::Number::kSing;
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
    sentence.feats.push_back(parse_feats(fields[5], sentence.upos.back(), fields[2]));
    sentence.heads.push_back(std::stoi(std::string(fields[6])) - 1);
    sentence.deprels.push_back(parse_deprel(fields[7]));
    glued.push_back(fields[9].find("SpaceAfter=No") != std::string_view::npos);
  }
  end_sentence();
  return sentences;
}

/// Lifts the arcs that cross others to the head's head, the shortest first, until none cross, so
/// that the parser can follow the tree. Source: Nivre and Nilsson 2005, Pseudo-projective parsing.
inline void make_projective(GoldSentence& sentence) {
  const int n = static_cast<int>(sentence.size());
  const auto dominated = [&](int child, int head) {
    for (int at = child, steps = 0; at >= 0 && steps <= n;
         at = sentence.heads[static_cast<std::size_t>(at)], ++steps)
      if (at == head) return true;
    return false;
  };
  while (true) {
    int shortest = -1, length = n + 1;
    for (int child = 0; child < n; ++child) {
      const int head = sentence.heads[static_cast<std::size_t>(child)];
      if (head < 0) continue;
      const auto [low, high] = std::minmax(child, head);
      bool crosses = false;
      for (int between = low + 1; between < high && !crosses; ++between)
        crosses = !dominated(between, head);
      if (crosses && high - low < length) {
        shortest = child;
        length = high - low;
      }
    }
    if (shortest < 0) return;
    int& head = sentence.heads[static_cast<std::size_t>(shortest)];
    head = sentence.heads[static_cast<std::size_t>(head)];
  }
}

}  // namespace dateline::train
