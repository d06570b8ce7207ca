#pragma once

#include <cstdint>
#include <vector>

namespace dateline {

/// The heads of the highest-scoring tree over `words` words with one word below the root.
/// `scores[i * (words + 1) + h]` is the score of head h for word i; h is 0 for the root, else word
/// h - 1. `heads[i]` is set to h. Cost: words squared, words cubed where greedy choices close many
/// cycles. Source: Chu and Liu 1965, Edmonds 1967; one root as Zmigrod, Vieira and Cotterell 2020
/// put the problem.
void find_tree(const std::int32_t* scores, std::uint32_t words, std::vector<std::uint32_t>& heads);

}  // namespace dateline
