#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>

namespace dateline {

/// What a throw is for; throws for different ends never share a number.
enum class Throw : std::uint64_t {
  kStart,
  kContender,
  kRoad,
  kFall,
  kWinner,
  kBattle,
  kSettle,
  kBehind,
  kSpread
};

/// Random numbers by counter: each is a hash of the seed, the run and what is asked for, so that it
/// does not matter in which order or thread they are drawn. The hash is the finaliser of splitmix64
/// (Steele, Lea and Flood 2014), once for each part of the counter; counter-based generators:
/// Salmon et al. 2011.
class CounterDice {
 public:
  CounterDice(std::uint64_t seed, std::uint64_t run) : key_(mix(mix(seed) + run)) {}

  /// Uniform in (0, 1): never 0, never 1.
  double uniform(Throw end, std::uint64_t place, std::uint64_t time) const {
    const std::uint64_t bits =
        mix(mix(key_ + (static_cast<std::uint64_t>(end) << 56) + place) + time);
    return (static_cast<double>(bits >> 11) + 0.5) * 0x1p-53;
  }

  /// Standard normal, by Box and Muller 1958.
  double normal(Throw end, std::uint64_t place, std::uint64_t time) const {
    const double u = uniform(end, place, 2 * time), v = uniform(end, place, 2 * time + 1);
    return std::sqrt(-2 * std::log(u)) * std::cos(2 * std::numbers::pi * v);
  }

  static std::uint64_t mix(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15U;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31);
  }

 private:
  std::uint64_t key_;
};

}  // namespace dateline
