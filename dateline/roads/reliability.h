#pragma once

#include <cstdint>
#include <vector>

namespace dateline {

/// Places and ways between them, each of which can be passed with a chance of its own, whatever the
/// others are.
struct ChanceGraph {
  struct Edge {
    std::uint32_t a, b;
    double chance;  ///< 0 to 1
  };
  std::vector<double> node_chance;  ///< 0 to 1, one a place
  std::vector<Edge> edges;          ///< both ways; parallel ones may stand
};

/// A probability, and how sure it is.
struct Chance {
  double value = 0;
  double standard_error = 0;  ///< of sampling; 0 where exact
  bool exact = true;
};

/// How much work an answer may cost.
struct ReliabilityOptions {
  std::size_t most_states = 300'000;   ///< beyond, the answer is sampled; 0: always sampled
  int samples = 20'000;                ///< at most
  std::size_t most_steps = 3'000'000;  ///< links looked at; beyond, fewer samples, 1,000 at least
  std::uint64_t seed = 1;
};

/// The chance that a way joins `from` with `to` (two-terminal reliability with places and roads
/// that fail). The two ends themselves are never asked about. Exact where the graph, after
/// reductions, is narrow enough; else sampled, with the same numbers for the same seed.
/// Requires: from and to are indices, chances lie in 0 to 1.
/// Source: reductions Satyanarayana and Wood 1985, frontier of partitions Hardy, Lucet and Limnios
/// 2007. Cost: O(E log E), and what the options allow.
Chance joined_chance(const ChanceGraph& graph, std::uint32_t from, std::uint32_t to,
                     const ReliabilityOptions& options = {});

/// A uniform number of [0, 1) of 64 random bits: the same on every machine.
inline double unit_of(std::uint64_t bits) { return static_cast<double>(bits >> 11) * 0x1p-53; }

/// The standard error of a share that was counted: that of (hits + 1) of (samples + 2), so that
/// none of many is not taken for never.
double standard_error(std::uint64_t hits, std::uint64_t samples);

}  // namespace dateline
