#include "dateline/language/lexicon.h"

#include <algorithm>
#include <array>

#include "dateline/language/feature_key.h"

namespace dateline {
namespace {

using Class = LexiconClass;

constexpr std::int32_t kMost = 1 << 24;  // of an opinion, so that sums stay within 32 bits
constexpr std::size_t kShortest = 2;     // characters of a word that has a form with an ending
constexpr std::size_t kLongest = 64;

/// The regular endings of English: what is put in place of an ending, and what the word is then.
struct Ending {
  std::string_view ending, instead;
  std::uint16_t kept;
};
constexpr std::uint16_t kNouns = Class::kNoun | Class::kName;
constexpr std::uint16_t kAdjectives = Class::kAdjective | Class::kNamedAdjective;
constexpr auto kEndings = std::to_array<Ending>({
    {"s", "", kNouns | Class::kVerb},
    {"es", "", kNouns | Class::kVerb},
    {"ies", "y", kNouns | Class::kVerb},
    {"men", "man", kNouns},
    {"ed", "", Class::kVerb},
    {"ed", "e", Class::kVerb},
    {"ied", "y", Class::kVerb},
    {"ing", "", Class::kVerb},
    {"ing", "e", Class::kVerb},
    {"er", "", kAdjectives},
    {"er", "e", kAdjectives},
    {"ier", "y", kAdjectives},
    {"est", "", kAdjectives},
    {"est", "e", kAdjectives},
    {"iest", "y", kAdjectives},
});

}  // namespace

Result<Lexicon> Lexicon::load(const ModelFile& file) {
  const auto pass = [](const auto& result) { return tl::unexpected<Error>(result.error()); };
  const auto keys = file.numbers<std::uint32_t>("lexicon.keys");
  if (!keys) return pass(keys);
  if (!std::is_sorted(keys->begin(), keys->end()))
    return file.invalid("lexicon.keys", "expected ascending numbers");
  const auto classes = file.numbers<std::uint16_t>("lexicon.classes", keys->size());
  if (!classes) return pass(classes);
  for (const std::uint16_t bits : *classes)
    if (bits >= 2 * Class::kCommon) return file.invalid("lexicon.classes", "expected nine bits");
  const auto opinions =
      file.numbers<std::int32_t>("lexicon.opinions", std::size_t{Class::kSets} * kCases * kParts);
  if (!opinions) return pass(opinions);
  for (const std::int32_t score : *opinions)
    if (score < -kMost || score > kMost)
      return file.invalid("lexicon.opinions", "expected numbers within 24 bits");
  return Lexicon(*keys, *classes, *opinions);
}

std::uint16_t Lexicon::entry(std::string_view folded) const {
  const std::uint32_t key = hash_bytes(folded);
  const auto found = std::lower_bound(keys_.begin(), keys_.end(), key);
  if (found == keys_.end() || *found != key) return 0;
  return classes_[static_cast<std::size_t>(found - keys_.begin())];
}

std::uint16_t Lexicon::classes(std::string_view word, std::string& buffer) const {
  fold_word(word, buffer);
  std::uint16_t out = entry(buffer);
  if (out & Class::kCommon) return out;
  std::array<char, kLongest> base;
  const std::string_view folded = buffer;
  if (folded.size() > kLongest - 2) return out;
  const auto look = [&](std::string_view stem, const Ending& e) {
    if (stem.size() < kShortest) return;
    char* end = std::copy(stem.begin(), stem.end(), base.data());
    end = std::copy(e.instead.begin(), e.instead.end(), end);
    const std::uint16_t found = entry({base.data(), static_cast<std::size_t>(end - base.data())});
    out = static_cast<std::uint16_t>(out | (found & e.kept));
  };
  for (const Ending& e : kEndings) {
    if (!folded.ends_with(e.ending)) continue;
    const std::string_view stem = folded.substr(0, folded.size() - e.ending.size());
    look(stem, e);
    // "stopped", "running": the last consonant is doubled.
    if (e.instead.empty() && e.ending[0] != 's' && stem.size() > kShortest &&
        stem.back() == stem[stem.size() - 2])
      look(stem.substr(0, stem.size() - 1), e);
  }
  return out;
}

std::uint32_t Lexicon::case_of(const WordFeatures& features, bool first) {
  switch (features.cased()) {
    case WordFeatures::Case::kNone:
      return kCases;
    case WordFeatures::Case::kLower:
      return 0;
    case WordFeatures::Case::kCapital:
      return first ? 1 : 2;
    case WordFeatures::Case::kUpper:
      return 3;
    case WordFeatures::Case::kMixed:
      break;
  }
  return 4;
}

std::span<const std::int32_t> Lexicon::opinion(std::string_view word, bool first,
                                               std::string& buffer) const {
  const std::uint16_t set = classes(word, buffer);
  if (set & Class::kCommon) return {};
  const std::uint32_t cased = case_of(word_features(word, buffer), first);
  if (cased == kCases) return {};
  return opinions_.subspan((std::size_t{set} * kCases + cased) * kParts, kParts);
}

}  // namespace dateline
