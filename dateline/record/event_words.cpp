#include "dateline/record/event_words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "dateline/base/csv.h"
#include "dateline/base/sort_unique.h"

namespace dateline {
namespace {

/// Letters that tell one word from another: endings are left out.
constexpr std::size_t kStem = 6;
constexpr std::size_t kShortest = 4;
constexpr std::uint32_t kFewest = 5;  ///< smaller numbers are shared by chance

constexpr std::array<std::string_view, 8> kNumberWords = {"five", "six", "seven",  "eight",
                                                          "nine", "ten", "eleven", "twelve"};

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return is_lower(c) || is_upper(c); }

std::uint32_t hash_of(std::string_view word) {
  std::uint32_t hash = 0x811C9DC5U;  // FNV-1a
  for (const char c : word.substr(0, kStem))
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x01000193U;
  return hash;
}

std::uint32_t bit_of(const std::unordered_map<std::string, std::uint32_t>& kinds,
                     const std::string& word) {
  const auto found = kinds.find(word);
  return found == kinds.end() ? 0 : found->second;
}

/// A number in figures that may be a count: no year, no part of a longer one.
void take_number(std::string_view figures, std::vector<std::uint32_t>& numbers) {
  if (figures.size() > 4) return;
  std::uint32_t value = 0;
  for (const char c : figures) value = value * 10 + static_cast<std::uint32_t>(c - '0');
  const bool is_year = value >= 1990 && value < 2100;
  if (value >= kFewest && !is_year) numbers.push_back(value);
}

}  // namespace

Result<EventWords> EventWords::load(const std::string& path) {
  auto table = load_csv(path);
  if (!table) return tl::unexpected(table.error());
  EventWords out;
  std::uint32_t sites = 0, means = 0;
  for (const auto& row : table->rows) {
    const auto wrong = [&](std::string what) { return row_error(*table, row, std::move(what)); };
    const std::string& group = table->cell(row, "group");
    if (group != "common" && group != "site" && group != "means")
      return wrong(fmt::format("expected common, site or means, found \"{}\"", group));
    std::uint32_t& kinds = group == "site" ? sites : means;
    if (group != "common" && ++kinds > 32) return wrong("expected at most 32 kinds of a group");
    for (const std::string& word : split_list(table->cell(row, "words"))) {
      const bool is_new =
          group == "common"
              ? out.common_.insert(word).second
              : (group == "site" ? out.sites_ : out.means_).emplace(word, 1U << (kinds - 1)).second;
      if (!is_new) return wrong(fmt::format("\"{}\" stands twice in its group", word));
    }
  }
  return out;
}

WordTraits EventWords::traits(std::string_view text) const {
  WordTraits out;
  bool begins = true;  // the first word of a sentence has a capital without being a name
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t from = at;
    if (is_letter(text[at])) {
      std::string word;
      for (; at < text.size() && is_letter(text[at]); ++at)
        word += static_cast<char>(is_upper(text[at]) ? text[at] + 32 : text[at]);
      out.sites |= bit_of(sites_, word);
      out.means |= bit_of(means_, word);
      for (std::size_t i = 0; i < kNumberWords.size(); ++i)
        if (word == kNumberWords[i]) out.numbers.push_back(kFewest + static_cast<unsigned>(i));
      if (word.size() >= kShortest && !common_.contains(word)) {
        out.words.push_back(hash_of(word));
        if (is_upper(text[from]) && !begins) out.names.push_back(hash_of(word));
      }
      begins = false;
    } else if (is_digit(text[at])) {
      while (at < text.size() && (is_digit(text[at]) || is_letter(text[at]))) ++at;
      const std::string_view figures = text.substr(from, at - from);
      if (std::all_of(figures.begin(), figures.end(), is_digit)) take_number(figures, out.numbers);
      begins = false;
    } else {
      begins = begins || text[at] == '.' || text[at] == '\n' || text[at] == '!' || text[at] == '?';
      ++at;
    }
  }
  sort_unique(out.words), sort_unique(out.names), sort_unique(out.numbers);
  return out;
}

std::size_t count_shared(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  std::size_t out = 0;
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    out += *x == *y;
    const bool both = *x == *y, first = *x < *y;
    x += both || first;
    y += both || !first;
  }
  return out;
}

double likeness(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  if (a.empty() || b.empty()) return 0;
  return static_cast<double>(count_shared(a, b)) /
         std::sqrt(static_cast<double>(a.size()) * static_cast<double>(b.size()));
}

}  // namespace dateline
