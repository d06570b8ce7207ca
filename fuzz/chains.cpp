// Words of persons, parties and pronouns in any order, with any tags and trees: chains are whole,
// chances are chances, and whom a word stands for ends somewhere.

#include <cstdint>

#include "dateline/meaning/coreference.h"
#include "fuzz/target.h"
#include "fuzz/word_soup.h"

using namespace dateline;

namespace {

constexpr std::string_view kWords[] = {
    "he",        "she",    "it",     "they",      "his",       "its",       "their",  "them",
    "who",       "which",  "we",     "both",      "I",         "the",       "a",      "and",
    ",",         ".",      "(",      ")",         "'s",        "of",        "Syrian", "Turkey",
    "Russia",    "army",   "rebels", "fighters",  "group",     "commander", "allies", "forces",
    "spokesman", "Brook",  "Nadia",  "SDF",       "Hezbollah", "loyal",     "said",   "to",
    "minister",  "father", "town",   "residents", "officials", "-",         "\u201c", "\u201d"};
constexpr std::size_t kPronouns = 13;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Knowledge knowledge = [] {
    Knowledge out = fuzz::need(
        load_knowledge(fuzz::source_dir() + "/data", fuzz::source_dir() + "/data/theatres/syria"));
    out.coreference =
        fuzz::need(CoreferenceModel::load(fuzz::source_dir() + "/models/english.coreference.dlm"));
    return out;
  }();
  const fuzz::WordSoup soup(data, size, kWords, kPronouns);
  const Syntax syntax = soup.syntax();
  Actors actors(syntax, knowledge);
  const Coreference chains = find_coreference(syntax, knowledge, actors, {});
  for (std::size_t i = 0; i < chains.links.size(); ++i) {
    const Referent& referent = chains.referents[i];
    const Link& link = chains.links[i];
    fuzz::check(referent.range.contains(referent.head) && referent.range.end <= syntax.size());
    fuzz::check(link.chain < chains.chain_sizes.size() && link.probability > 0 &&
                link.probability <= 1.0 + 1e-9);
    fuzz::check(link.antecedent == Link::kNew ||
                (link.antecedent < i && chains.links[link.antecedent].chain == link.chain));
  }
  actors.follow(chains);
  for (TokenIndex i = 0; i < syntax.size(); ++i) {
    actors.with_conjuncts(i);
    fuzz::check(actors.antecedent(i) < syntax.size());
  }
  return 0;
}
