#include "dateline/record/origins.h"

#include "dateline/base/sort_unique.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <numeric>
#include <string_view>
#include <tuple>
#include <utility>

namespace dateline {
namespace {

/// Words in a run.
constexpr std::size_t kRun = 3;
/// Of the shorter document's runs this share has to stand in the other, and this share of those in
/// its first half. Chosen on the open half of tests/gold/copies.csv.
constexpr double kWhole = 0.43;
constexpr double kFirstHalf = 0.33;
/// One run in so many is looked up to find pairs that may be copies; pairs are then compared whole.
constexpr std::uint64_t kSampled = 4;
/// Fewer runs tell nothing.
constexpr std::size_t kFewest = 8;

using Runs = std::vector<std::uint64_t>;

bool is_word_byte(unsigned char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}

std::uint64_t mixed(std::uint64_t x) {  // the finalizer of SplitMix64
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

struct Text {
  const Document* document;
  TextRuns runs;
};

std::size_t shared(const Runs& runs, std::size_t most, const Runs& sorted) {
  return static_cast<std::size_t>(std::count_if(
      runs.begin(), runs.begin() + static_cast<std::ptrdiff_t>(most),
      [&](auto run) { return std::binary_search(sorted.begin(), sorted.end(), run); }));
}

/// Pairs of documents, by index, that share a sampled run.
std::vector<std::pair<std::size_t, std::size_t>> find_candidates(const std::vector<Text>& texts) {
  std::vector<std::pair<std::uint64_t, std::size_t>> sampled;
  for (std::size_t i = 0; i < texts.size(); ++i)
    for (const std::uint64_t run : sampled_of(texts[i].runs)) sampled.emplace_back(run, i);
  std::sort(sampled.begin(), sampled.end());
  std::vector<std::pair<std::size_t, std::size_t>> out;
  for (std::size_t i = 0; i < sampled.size(); ++i)
    // Texts lie in the order of their days, so that the first that is too late ends the look.
    for (std::size_t j = i + 1; j < sampled.size() && sampled[j].first == sampled[i].first; ++j) {
      const auto first = sampled[i].second, second = sampled[j].second;
      if (texts[second].document->published.day - texts[first].document->published.day > kCopyDays)
        break;
      out.emplace_back(first, second);
    }
  sort_unique(out);
  return out;
}

}  // namespace

TextRuns runs_of(std::string_view text) {
  Runs words;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_word_byte(static_cast<unsigned char>(text[at]))) {
      ++at;
      continue;
    }
    std::uint64_t hash = 0xCBF29CE484222325ULL;  // FNV-1a
    for (; at < text.size() && is_word_byte(static_cast<unsigned char>(text[at])); ++at) {
      const auto c = static_cast<unsigned char>(text[at]);
      hash = (hash ^ (c >= 'A' && c <= 'Z' ? c + 32U : c)) * 0x100000001B3ULL;
    }
    words.push_back(hash);
  }
  TextRuns out;
  for (std::size_t i = 0; i + kRun <= words.size(); ++i) {
    std::uint64_t hash = 0;
    for (std::size_t k = 0; k < kRun; ++k) hash = mixed(hash * 31 + words[i + k]);
    out.runs.push_back(hash);
  }
  out.sorted = out.runs;
  sort_unique(out.sorted);
  return out;
}

std::vector<std::uint64_t> sampled_of(const TextRuns& text) {
  std::vector<std::uint64_t> out;
  std::copy_if(text.sorted.begin(), text.sorted.end(), std::back_inserter(out),
               [](std::uint64_t run) { return run % kSampled == 0; });
  return out;
}

std::tuple<Day, int, DocumentId> age_of(const Document& d) {
  constexpr int kAfterAnyMinute = 24 * 60;
  return {d.published.day, d.published.minute.value_or(kAfterAnyMinute), d.id};
}

bool are_copies(const TextRuns& a, const TextRuns& b, int days_apart) {
  const bool a_is_shorter =
      a.runs.size() != b.runs.size() ? a.runs.size() < b.runs.size() : a.runs < b.runs;
  const TextRuns& shorter = a_is_shorter ? a : b;
  const TextRuns& other = a_is_shorter ? b : a;
  const std::size_t all = shorter.runs.size();
  if (all < kFewest || std::abs(days_apart) > kCopyDays) return false;
  const std::size_t half = std::min(all, std::max<std::size_t>(40, all / 2));
  const auto share = [&](std::size_t most) {
    return static_cast<double>(shared(shorter.runs, most, other.sorted)) /
           static_cast<double>(most);
  };
  return share(half) >= kFirstHalf && share(all) >= kWhole;
}

std::vector<Origin> find_origins(const std::vector<Document>& documents) {
  std::vector<Text> texts;
  texts.reserve(documents.size());
  for (const Document& d : documents) texts.push_back({&d, runs_of(d.text)});
  std::sort(texts.begin(), texts.end(),
            [](const Text& a, const Text& b) { return age_of(*a.document) < age_of(*b.document); });
  // The root of a set is its earliest document: texts are in that order.
  std::vector<std::size_t> root(texts.size());
  std::iota(root.begin(), root.end(), std::size_t{0});
  const auto find = [&](std::size_t i) {
    while (root[i] != i) i = root[i] = root[root[i]];
    return i;
  };
  for (const auto& [i, j] : find_candidates(texts)) {
    const std::size_t a = find(i), b = find(j);
    if (a != b && are_copies(texts[i].runs, texts[j].runs,
                             texts[j].document->published.day - texts[i].document->published.day))
      root[std::max(a, b)] = std::min(a, b);
  }
  std::vector<Origin> out;
  std::vector<std::size_t> place(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const DocumentId& id = texts[i].document->id;
    if (find(i) == i) {
      place[i] = out.size();
      out.push_back({id, {}});
    }
    out[place[find(i)]].documents.push_back(id);
  }
  return out;
}

std::unordered_map<DocumentId, std::uint32_t> number_origins(const std::vector<Origin>& origins) {
  std::unordered_map<DocumentId, std::uint32_t> out;
  for (std::uint32_t i = 0; i < origins.size(); ++i)
    for (const DocumentId& id : origins[i].documents) out.emplace(id, i);
  return out;
}

}  // namespace dateline
