#include "dateline/language/layers.h"

#include <array>

namespace dateline {
namespace {

constexpr std::array<std::string_view, 17> kUposNames = {
    "ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN", "NUM",
    "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"};

// In the order of the enumeration; models/english.dlm stores the positions.
constexpr std::array<std::string_view, 51> kDeprelNames = {
    "root",        "nsubj",        "nsubj:pass", "nsubj:outer",   "csubj",      "csubj:pass",
    "csubj:outer", "obj",          "iobj",       "ccomp",         "xcomp",      "obl",
    "obl:agent",   "obl:unmarked", "vocative",   "expl",          "dislocated", "advcl",
    "advcl:relcl", "advmod",       "discourse",  "aux",           "aux:pass",   "cop",
    "mark",        "nmod",         "nmod:poss",  "nmod:unmarked", "nmod:desc",  "appos",
    "nummod",      "acl",          "acl:relcl",  "amod",          "det",        "det:predet",
    "case",        "conj",         "cc",         "cc:preconj",    "fixed",      "flat",
    "list",        "parataxis",    "compound",   "compound:prt",  "orphan",     "goeswith",
    "reparandum",  "punct",        "dep"};
static_assert(kDeprelNames.size() == static_cast<std::size_t>(Deprel::kDep) + 1);

}  // namespace

std::string_view to_string(Upos upos) { return kUposNames[static_cast<std::size_t>(upos)]; }

std::string_view to_string(Deprel deprel) { return kDeprelNames[static_cast<std::size_t>(deprel)]; }

Deprel parse_deprel(std::string_view name) {
  // Older English Web Treebank names for what is now *:unmarked.
  if (name == "obl:tmod" || name == "obl:npmod") return Deprel::kOblUnmarked;
  if (name == "nmod:tmod" || name == "nmod:npmod") return Deprel::kNmodUnmarked;
  for (std::size_t i = 0; i < kDeprelNames.size(); ++i)
    if (kDeprelNames[i] == name) return static_cast<Deprel>(i);
  // A subtype that is not of the list falls to its base.
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? Deprel::kDep : parse_deprel(name.substr(0, colon));
}

}  // namespace dateline
