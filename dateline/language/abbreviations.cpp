#include "dateline/language/abbreviations.h"

#include <algorithm>
#include <array>

#include "dateline/language/char_kind.h"

namespace dateline {
namespace {

// All lists are sorted and case-sensitive: "sat." ends a sentence, "Sat." may not.
constexpr auto kNeedsNumber = std::to_array<std::string_view>(
    {"Art", "Fri", "Jan", "Mar", "Mon", "No", "Nos", "Nr", "Sat", "Sun", "fig", "p", "pp"});
constexpr auto kTitles = std::to_array<std::string_view>(
    {"Adm",    "Asst", "Brig", "Capt", "Cmdr", "Cmdt", "Col",  "Comdr", "Cpl", "Dr",    "Drs",
     "Gen",    "Gens", "Gov",  "Govs", "Hon",  "Hr",   "Insp", "Lieut", "Lt",  "Ltcol", "Maj",
     "Messrs", "Mgr",  "Mlle", "Mme",  "Mr",   "Mrs",  "Ms",   "Msgr",  "Pfc", "Pres",  "Prof",
     "Profs",  "Pte",  "Pvt",  "Rep",  "Reps", "Rev",  "Sen",  "Sens",  "Sgt", "Spc",   "Supt"});
constexpr auto kOpen = std::to_array<std::string_view>(
    {"Adj",  "Apr", "Attn", "Aug", "Ave", "Blvd", "Bros",   "Dec", "Dept", "Det", "Feb", "Fig",
     "Figs", "Fr",  "Ft",   "Jul", "Jun", "Mt",   "Nov",    "Oct", "Op",   "Ph",  "Sep", "Sept",
     "St",   "Ste", "Thu",  "Tue", "Vol", "Wed",  "approx", "ca",  "cf",   "eds", "viz", "vs"});
constexpr auto kMayEnd = std::to_array<std::string_view>(
    {"Ala", "Ariz", "Ark", "Bldg", "Calif", "Co",  "Colo", "Conn", "Corp", "Esq",  "Fla",
     "Ga",  "Ill",  "Inc", "Jr",   "Kan",   "Ky",  "Ltd",  "Mass", "Md",   "Mich", "Minn",
     "Mo",  "Penn", "Pty", "Sr",   "Tenn",  "Tex", "Va",   "Wis",  "al",   "etc"});

template <std::size_t N>
constexpr bool is_sorted_list(const std::array<std::string_view, N>& list) {
  return std::is_sorted(list.begin(), list.end());
}
static_assert(is_sorted_list(kNeedsNumber) && is_sorted_list(kOpen) && is_sorted_list(kTitles) &&
              is_sorted_list(kMayEnd));

template <std::size_t N>
bool is_in(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::binary_search(list.begin(), list.end(), word);
}

/// Letters with a full stop between each two: "U.S", "a.m", "Ph.D", "e.g".
bool is_dotted(std::string_view word) {
  if (word.find('.') == std::string_view::npos) return false;
  std::size_t run = 0;
  for (std::size_t at = 0; at < word.size();) {
    const CharAt c =
        char_at(word, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(word.size()));
    if (c.code == '.') {
      if (run == 0) return false;
      run = 0;
    } else if (c.kind != CharKind::kLetter || ++run > 2) {
      return false;
    }
    at += c.length;
  }
  return run > 0;
}

}  // namespace

Abbreviation abbreviation(std::string_view word) {
  if (word.empty()) return Abbreviation::kNone;
  const CharAt first = char_at(word, 0, static_cast<std::uint32_t>(word.size()));
  if (first.length == word.size() && is_upper(first.code)) return Abbreviation::kOpen;  // initial
  if (word == "i.e" || word == "e.g" || word == "v") return Abbreviation::kOpen;
  if (is_dotted(word)) return Abbreviation::kMayEnd;
  if (is_in(kTitles, word)) return Abbreviation::kTitle;
  if (is_in(kOpen, word)) return Abbreviation::kOpen;
  if (is_in(kMayEnd, word)) return Abbreviation::kMayEnd;
  if (is_in(kNeedsNumber, word)) return Abbreviation::kNeedsNumber;
  return Abbreviation::kNone;
}

}  // namespace dateline
