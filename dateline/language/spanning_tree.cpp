#include "dateline/language/spanning_tree.h"

#include <algorithm>
#include <cstddef>

namespace dateline {
namespace {

constexpr std::int64_t kNever = INT64_MIN / 4;

/// Best heads without a thought of cycles; whether they make a tree with one root.
bool choose_greedily(const std::int32_t* scores, std::uint32_t words,
                     std::vector<std::uint32_t>& heads) {
  heads.resize(words);
  std::uint32_t roots = 0;
  for (std::uint32_t i = 0; i < words; ++i) {
    const std::int32_t* row = scores + static_cast<std::size_t>(i) * (words + 1);
    std::uint32_t best = 0;
    for (std::uint32_t h = 1; h <= words; ++h)
      if (h != i + 1 && row[h] > row[best]) best = h;
    heads[i] = best;
    roots += best == 0;
  }
  if (roots != 1) return false;
  // 0 not seen, else the walk that reached the word: meeting one's own walk again is a cycle.
  std::vector<std::uint32_t> walk(words, 0);
  for (std::uint32_t i = 0; i < words; ++i) {
    std::uint32_t at = i;
    while (walk[at] == 0) {
      walk[at] = i + 1;
      if (heads[at] == 0) break;
      at = heads[at] - 1;
      if (walk[at] == i + 1) return false;
    }
  }
  return true;
}

/// Chu-Liu-Edmonds over nodes 0 (root) to n - 1; `score[d * n + h]`. Contracts one cycle and goes
/// on.
void contract(std::vector<std::int64_t> score, std::uint32_t n, std::vector<std::uint32_t>& heads) {
  heads.assign(n, 0);
  for (std::uint32_t d = 1; d < n; ++d) {
    std::uint32_t best = 0;
    for (std::uint32_t h = 1; h < n; ++h)
      if (h != d && score[std::size_t{d} * n + h] > score[std::size_t{d} * n + best]) best = h;
    heads[d] = best;
  }
  std::vector<std::uint32_t> walk(n, 0), cycle;
  walk[0] = UINT32_MAX;
  for (std::uint32_t d = 1; d < n && cycle.empty(); ++d) {
    std::uint32_t at = d;
    while (walk[at] == 0) {
      walk[at] = d;
      at = heads[at];
    }
    if (walk[at] != d) continue;
    for (std::uint32_t in = at; cycle.empty() || in != at; in = heads[in]) cycle.push_back(in);
  }
  if (cycle.empty()) return;
  std::vector<bool> inside(n, false);
  for (const std::uint32_t node : cycle) inside[node] = true;
  // The nodes outside keep their order, the cycle is one node at the end.
  std::vector<std::uint32_t> outside;
  for (std::uint32_t node = 0; node < n; ++node)
    if (!inside[node]) outside.push_back(node);
  const auto m = static_cast<std::uint32_t>(outside.size()) + 1, whole = m - 1;
  std::vector<std::int64_t> smaller(std::size_t{m} * m, kNever);
  std::vector<std::uint32_t> enters(m, 0), leaves(m, 0);  // by outside node: which of the cycle
  for (std::uint32_t a = 0; a < whole; ++a) {
    for (std::uint32_t b = 0; b < whole; ++b)
      smaller[std::size_t{a} * m + b] = score[std::size_t{outside[a]} * n + outside[b]];
    std::int64_t in = kNever, out = kNever;
    for (const std::uint32_t node : cycle) {
      const std::int64_t gain =
          score[std::size_t{node} * n + outside[a]] - score[std::size_t{node} * n + heads[node]];
      if (gain > in || enters[a] == 0) in = gain, enters[a] = node;
      const std::int64_t to = score[std::size_t{outside[a]} * n + node];
      if (to > out || leaves[a] == 0) out = to, leaves[a] = node;
    }
    smaller[std::size_t{whole} * m + a] = in;
    smaller[std::size_t{a} * m + whole] = out;
  }
  std::vector<std::uint32_t> below;
  contract(std::move(smaller), m, below);
  for (std::uint32_t a = 1; a < whole; ++a)
    heads[outside[a]] = below[a] == whole ? leaves[a] : outside[below[a]];
  heads[enters[below[whole]]] = outside[below[whole]];
}

}  // namespace

void find_tree(const std::int32_t* scores, std::uint32_t words, std::vector<std::uint32_t>& heads) {
  if (choose_greedily(scores, words, heads)) return;
  const std::uint32_t n = words + 1;
  std::vector<std::int64_t> score(std::size_t{n} * n, kNever);
  for (std::uint32_t i = 0; i < words; ++i)
    for (std::uint32_t h = 0; h <= words; ++h)
      score[std::size_t{i + 1} * n + h] = scores[std::size_t{i} * n + h];
  // Where the best tree has several roots, the best tree with one keeps one of them (Gabow and
  // Tarjan 1984): each is tried.
  std::vector<std::uint32_t> found;
  contract(score, n, found);
  std::vector<std::uint32_t> roots;
  for (std::uint32_t d = 1; d < n; ++d)
    if (found[d] == 0) roots.push_back(d);
  if (roots.size() != 1) {
    std::int64_t best = INT64_MIN;
    std::vector<std::uint32_t> tried;
    std::vector<std::uint32_t> kept;
    for (const std::uint32_t root : roots) {
      std::vector<std::int64_t> only = score;
      for (std::uint32_t d = 1; d < n; ++d)
        if (d != root) only[std::size_t{d} * n] = kNever;
      contract(only, n, tried);
      std::int64_t sum = 0;
      for (std::uint32_t d = 1; d < n; ++d) sum += score[std::size_t{d} * n + tried[d]];
      if (sum > best) best = sum, kept = tried;
    }
    found = std::move(kept);
  }
  heads.assign(found.begin() + 1, found.end());
}

}  // namespace dateline
