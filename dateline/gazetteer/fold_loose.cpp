#include "dateline/gazetteer/fold_loose.h"

#include <algorithm>
#include <array>

namespace dateline {
namespace {

struct Pair {
  std::string_view from;
  char to;
};
/// Two letters for one sound.
constexpr std::array<Pair, 11> kPairs = {{{"kh", 'k'},
                                          {"gh", 'g'},
                                          {"dh", 'd'},
                                          {"th", 't'},
                                          {"sh", 's'},
                                          {"ch", 's'},
                                          {"zh", 'z'},
                                          {"ph", 'f'},
                                          {"dj", 'j'},
                                          {"ck", 'k'},
                                          {"ts", 's'}}};
/// Below the first a name is told apart by its vowels too, below the second by where they stand.
constexpr std::size_t kFewConsonants = 3, kSomeConsonants = 4;

bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y' || c == 'w';
}

/// The sounds of a name: consonants and vowels as they are, one letter each; empty where a letter
/// is not Latin.
std::string sounds_of(std::string_view folded) {
  std::string out;
  for (std::size_t i = 0; i < folded.size(); ++i) {
    const char c = folded[i];
    if (c == ' ') continue;
    const bool digit = c >= '0' && c <= '9';
    if (!digit && (c < 'a' || c > 'z')) return {};
    const auto pair = std::find_if(kPairs.begin(), kPairs.end(),
                                   [&](const Pair& p) { return folded.substr(i, 2) == p.from; });
    if (pair != kPairs.end()) {
      out += pair->to;
      ++i;
    } else if (c == 'c') {
      const char next = i + 1 < folded.size() ? folded[i + 1] : ' ';
      out += next == 'e' || next == 'i' || next == 'y' ? 's' : 'k';
    } else if (c == 'w' && (i == 0 || folded[i - 1] == ' ')) {
      out += 'v';
    } else {
      out += c == 'q' ? 'k' : c == 'x' ? 'k' : c;
    }
  }
  return out;
}

/// What a run of vowels keeps in a short name.
char kind_of(std::string_view run) {
  // "ae" stands where others write "ai" (Qaem, Qa'im); "e" alone where others write "a" or "i".
  const bool front =
      run.find_first_of("iy") != std::string_view::npos || run.find("ae") != std::string_view::npos;
  const bool round = run.find_first_of("ouw") != std::string_view::npos;
  return front && round ? 'w' : front ? 'i' : round ? 'u' : 'a';
}

}  // namespace

std::string fold_loose(std::string_view folded) {
  const std::string sounds = sounds_of(folded);
  const auto consonants = static_cast<std::size_t>(
      std::count_if(sounds.begin(), sounds.end(), [](char c) { return !is_vowel(c); }));
  std::string out;
  for (std::size_t i = 0; i < sounds.size();) {
    if (!is_vowel(sounds[i])) {
      // Letters that two words or a lost vowel bring together count once; digits are no letters.
      const bool digit = sounds[i] >= '0' && sounds[i] <= '9';
      if (digit || out.empty() || out.back() != sounds[i]) out += sounds[i];
      ++i;
      continue;
    }
    const auto begin = i;
    while (i < sounds.size() && is_vowel(sounds[i])) ++i;
    if (consonants < kFewConsonants)
      out += kind_of(std::string_view(sounds).substr(begin, i - begin));
    else if (begin == 0 || consonants < kSomeConsonants)
      out += 'a';
  }
  return out;
}

}  // namespace dateline
