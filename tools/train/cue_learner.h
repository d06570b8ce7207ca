#pragma once

#include <cmath>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "dateline/meaning/attribution_model.h"
#include "dice.h"
#include "feature_index.h"

namespace dateline::train {

/// Words with their features, and whether each is the head of a cue.
struct CueExamples {
  std::vector<FeatureKey> keys;
  std::vector<std::size_t> begins{0};
  std::vector<bool> answers;

  void add(std::span<const FeatureKey> features, bool answer) {
    keys.insert(keys.end(), features.begin(), features.end());
    begins.push_back(keys.size());
    answers.push_back(answer);
  }
};

struct CueOptions {
  int epochs = 8;
  unsigned bits = 17;
  double rate = 0.1, decay = 1e-6, drop = 0.5, scale = 16;
  std::size_t rare = 3;
};

/// Logistic regression by AdaGrad; the mean of the weights over the second half of the course, as
/// the bytes of a table.
inline std::string learn_cues(const CueExamples& examples, const CueOptions& options,
                              std::uint64_t seed) {
  const FeatureIndex index(examples.keys, options.rare);
  std::vector<std::uint32_t> numbers(examples.keys.size()), used;
  for (std::size_t k = 0; k < numbers.size(); ++k) numbers[k] = index.find(examples.keys[k]);
  std::vector<float> weights(index.size(), 0), squares(index.size(), 1e-3f), sums(index.size(), 0);
  std::vector<std::uint32_t> order(examples.answers.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::uint32_t>(i);
  Dice dice(seed);
  int kept = 0;
  for (int epoch = 0; epoch < options.epochs; ++epoch) {
    dice.shuffle(order);
    for (const std::uint32_t i : order) {
      used.clear();
      float score = 0;
      for (std::size_t k = examples.begins[i]; k < examples.begins[i + 1]; ++k) {
        if (numbers[k] == FeatureIndex::kNone) continue;
        if (static_cast<double>(dice.next() >> 40) < options.drop * (1 << 24)) continue;
        used.push_back(numbers[k]);
        score += weights[numbers[k]];
      }
      const float error = (examples.answers[i] ? 1.0f : 0.0f) - 1 / (1 + std::exp(-score));
      if (std::abs(error) < 1e-3f) continue;
      for (const std::uint32_t k : used) {
        const float gradient = error - static_cast<float>(options.decay) * weights[k];
        squares[k] += gradient * gradient;
        weights[k] += static_cast<float>(options.rate) * gradient / std::sqrt(squares[k]);
      }
    }
    if (epoch < options.epochs / 2) continue;
    ++kept;
    for (std::size_t k = 0; k < sums.size(); ++k) sums[k] += weights[k];
  }
  // Without features left out, sums are larger by their share.
  const auto scale = static_cast<float>(options.scale * (1 - options.drop) / std::max(kept, 1));
  for (float& w : sums) w *= scale;
  return pack_features(index, sums, 1, kCueStride, options.bits);
}

}  // namespace dateline::train
