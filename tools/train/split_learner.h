#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "dateline/language/splitter.h"
#include "dice.h"

namespace dateline::train {

/// The examples of one question.
struct SplitExamples {
  std::vector<FeatureKey> keys;
  std::vector<std::size_t> begins{0};
  std::vector<bool> answers;
  std::vector<float> weights;
  std::vector<std::size_t> layouts;  ///< where each begins in keys

  std::size_t size() const { return answers.size(); }
  void add(std::span<const FeatureKey> features, bool answer, float weight) {
    if (weight <= 0) return;
    keys.insert(keys.end(), features.begin(), features.end());
    begins.push_back(keys.size());
    answers.push_back(answer);
    weights.push_back(weight);
  }
  /// What is added from here on is another layout of the same text.
  void begin_layout() { layouts.push_back(keys.size()); }
  /// The features that `least` examples or more of one layout have, ascending.
  std::vector<FeatureKey> common(std::size_t least) const {
    std::vector<FeatureKey> out;
    for (std::size_t i = 0; i < layouts.size(); ++i) {
      const std::size_t end = i + 1 < layouts.size() ? layouts[i + 1] : keys.size();
      std::vector<FeatureKey> sorted(keys.begin() + static_cast<std::ptrdiff_t>(layouts[i]),
                                     keys.begin() + static_cast<std::ptrdiff_t>(end));
      std::sort(sorted.begin(), sorted.end());
      for (std::size_t k = 0; k + least <= sorted.size(); ++k)
        if (sorted[k] == sorted[k + least - 1]) out.push_back(sorted[k]);
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }
  std::span<const FeatureKey> features(std::size_t i) const {
    return {keys.data() + begins[i], begins[i + 1] - begins[i]};
  }
};

struct LearnOptions {
  unsigned bits = 17;       ///< of the table
  unsigned wide_bits = 22;  ///< of the weights while they are trained: hardly any is shared
  int courses = 4;          ///< each from the beginning; the mean is kept
  int epochs = 12;
  double rate = 0.1;
  double decay = 1e-6;   ///< of squared weights
  double scale = 24;     ///< of weights to integers
  std::size_t rare = 2;  ///< examples that a feature needs
  double drop = 0.4;     ///< share of features that are left out at random
  double least = 1;      ///< smallest integer weight that is kept, before rounding
};

/// Logistic regression by AdaGrad. Features of few examples take part, so that what is strange
/// about an example is theirs and does not bend the others, but are left out of the table; weights
/// are averaged over the second half of the course and rounded to integers.
inline WeightTable learn(const SplitExamples& examples, const LearnOptions& options,
                         std::uint64_t seed) {
  const std::size_t size = std::size_t{1} << options.wide_bits, mask = size - 1;
  std::vector<FeatureKey> features;
  std::vector<float> weights(size), squares(size);
  std::vector<double> sums(size, 0);
  std::vector<std::uint32_t> order(examples.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::uint32_t>(i);
  Dice dice(seed);
  int kept = 0;
  for (int course = 0; course < options.courses; ++course) {
    std::fill(weights.begin(), weights.end(), 0.0f);
    std::fill(squares.begin(), squares.end(), 1e-3f);
    for (int epoch = 0; epoch < options.epochs; ++epoch) {
      for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[dice.below(i)]);
      for (const std::uint32_t i : order) {
        features.clear();
        for (const FeatureKey key : examples.features(i))
          if (options.drop == 0 ||
              static_cast<double>(dice.next() >> 40) >= options.drop * (1 << 24))
            features.push_back(key & static_cast<FeatureKey>(mask));
        float score = 0;
        for (const FeatureKey key : features) score += weights[key];
        const float chance = 1 / (1 + std::exp(-score));
        const float error = ((examples.answers[i] ? 1.0f : 0.0f) - chance) * examples.weights[i];
        for (const FeatureKey key : features) {
          const float gradient = error - static_cast<float>(options.decay) * weights[key];
          squares[key] += gradient * gradient;
          weights[key] += static_cast<float>(options.rate) * gradient / std::sqrt(squares[key]);
        }
      }
      if (epoch < options.epochs / 2) continue;
      ++kept;
      for (std::size_t i = 0; i < size; ++i) sums[i] += weights[i];
    }
  }
  const std::size_t narrow = std::size_t{1} << options.bits;
  std::vector<double> folded(narrow, 0);
  for (const FeatureKey key : examples.common(options.rare))
    folded[key & (narrow - 1)] += sums[key & mask] / std::max(kept, 1) * options.scale;
  WeightTable table;
  table.weights.resize(narrow);
  for (std::size_t i = 0; i < narrow; ++i) {
    if (std::abs(folded[i]) < options.least) continue;
    table.weights[i] = static_cast<std::int8_t>(std::clamp(std::round(folded[i]), -127.0, 127.0));
  }
  return table;
}

}  // namespace dateline::train
