#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "dateline/meaning/attribution_model.h"
#include "dice.h"
#include "feature_index.h"

namespace dateline::train {

/// The words around one cue with their features and labels.
struct SpanRun {
  std::vector<std::uint32_t> keys;       ///< hashes, then numbers of an index
  std::vector<std::uint32_t> begins{0};  ///< of each word's features
  std::vector<std::uint8_t> labels;
  std::size_t size() const { return labels.size(); }
  std::span<const std::uint32_t> of(std::size_t i) const {
    return {keys.data() + begins[i], begins[i + 1] - begins[i]};
  }
  /// Hashes become numbers; what has none is left out.
  void number(const FeatureIndex& index) {
    std::size_t kept = 0, from = 0;
    for (std::size_t i = 0; i < size(); ++i) {
      for (const std::size_t end = begins[i + 1]; from < end; ++from)
        if (const std::uint32_t k = index.find(keys[from]); k != FeatureIndex::kNone)
          keys[kept++] = k;
      begins[i + 1] = static_cast<std::uint32_t>(kept);
    }
    keys.resize(kept);
  }
};

struct SpanOptions {
  int epochs = 5;
  unsigned bits = 18;
  double rate = 0.1, decay = 1e-6, drop = 0.5, scale = 24;
  std::size_t rare = 3;
};

/// A conditional random field over labels, as it is learnt by AdaGrad; weights are averaged over
/// the second half of the course.
class SpanField {
 public:
  SpanField(const SpanOptions& options, std::size_t features) : options_(options), rows_(features) {
    steps_squares_.fill(1e-3f);
  }

  void learn(const std::vector<SpanRun>& runs, std::uint64_t seed) {
    Dice dice(seed);
    std::vector<std::uint32_t> order(runs.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::uint32_t>(i);
    sums_.assign(rows_.size(), {});
    for (int epoch = 0; epoch < options_.epochs; ++epoch) {
      dice.shuffle(order);
      for (const std::uint32_t r : order) step(runs[r], dice);
      if (epoch < options_.epochs / 2) continue;
      ++kept_;
      for (std::size_t k = 0; k < rows_.size(); ++k)
        for (std::size_t y = 0; y < kLabels; ++y) sums_[k][y] += rows_[k].weights[y];
      for (std::size_t k = 0; k < steps_.size(); ++k) steps_sum_[k] += steps_[k];
    }
  }

  /// The sections `attribution.spans` and `attribution.steps`: sums of integers.
  std::pair<std::string, std::string> sections(const FeatureIndex& index) const {
    const float scale = static_cast<float>(options_.scale) / static_cast<float>(std::max(kept_, 1));
    // Without features left out, sums are larger by their share.
    const float share = static_cast<float>(1 - options_.drop);
    std::vector<float> scaled(index.size() * kLabels);
    for (std::size_t k = 0; k < index.size(); ++k)
      for (std::size_t y = 0; y < kLabels; ++y)
        scaled[k * kLabels + y] = sums_[k][y] * scale * share;
    std::string steps;
    for (const float s : steps_sum_) {
      const auto v =
          static_cast<std::int16_t>(std::clamp(std::round(s * scale), -9999.0f, 9999.0f));
      steps.append(reinterpret_cast<const char*>(&v), sizeof v);
    }
    return {pack_features(index, scaled, kLabels, kSpanStride, options_.bits), steps};
  }

 private:
  static constexpr std::size_t kLabels = kSpanLabels;
  using Scores = std::array<float, kSpanLabels + 1>;  ///< one more, so that they fill registers
  struct RowState {
    Scores weights{}, squares{1e-3f, 1e-3f, 1e-3f, 1e-3f, 1e-3f, 1e-3f, 1e-3f, 1e-3f};
  };
  static constexpr float kNever = -1e9f;

  static float log_sum(const float* values, std::size_t n) {
    float top = kNever;
    for (std::size_t i = 0; i < n; ++i) top = std::max(top, values[i]);
    if (top <= kNever / 2) return kNever;
    float sum = 0;
    for (std::size_t i = 0; i < n; ++i)
      if (values[i] > top - 30) sum += std::exp(values[i] - top);
    return top + std::log(sum);
  }

  /// Marginals of labels and of steps between them.
  void expect() {
    const std::size_t n = scores_.size();
    forward_.resize(n);
    backward_.resize(n);
    float values[kLabels];
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t y = 0; y < kLabels; ++y) {
        for (std::size_t x = 0; x < kLabels; ++x)
          values[x] = !may_follow(x, y) || (i == 0 && x != 0)
                          ? kNever
                          : (i == 0 ? 0 : forward_[i - 1][x]) + steps_[x * kLabels + y];
        forward_[i][y] = std::max(kNever, log_sum(values, kLabels) + scores_[i][y]);
      }
    backward_[n - 1].fill(0);
    for (std::size_t i = n - 1; i-- > 0;)
      for (std::size_t x = 0; x < kLabels; ++x) {
        for (std::size_t y = 0; y < kLabels; ++y)
          values[y] = may_follow(x, y)
                          ? steps_[x * kLabels + y] + scores_[i + 1][y] + backward_[i + 1][y]
                          : kNever;
        backward_[i][x] = log_sum(values, kLabels);
      }
    total_ = log_sum(forward_[n - 1].data(), kLabels);
  }

  void step(const SpanRun& run, Dice& dice) {
    const std::size_t n = run.size();
    scores_.assign(n, {});
    used_.clear();
    begins_.assign(1, 0);
    const auto cut = static_cast<std::uint64_t>(options_.drop * (1 << 16));
    std::uint64_t bits = 0;
    int left = 0;
    for (std::size_t i = 0; i < n; ++i) {
      for (const std::uint32_t key : run.of(i)) {
        if (left == 0) bits = dice.next(), left = 4;
        const std::uint64_t draw = bits & 0xFFFF;
        bits >>= 16;
        --left;
        if (draw < cut) continue;
        used_.push_back(key);
        const Scores& w = rows_[key].weights;
        for (std::size_t y = 0; y <= kLabels; ++y) scores_[i][y] += w[y];
      }
      begins_.push_back(used_.size());
    }
    expect();
    const auto rate = static_cast<float>(options_.rate);
    const auto decay = static_cast<float>(options_.decay);
    std::array<float, kLabels * kLabels> step_gradient{};
    for (std::size_t i = 0; i < n; ++i) {
      Scores g{};
      float most = 0;
      for (std::size_t y = 0; y < kLabels; ++y) {
        const float p = std::exp(std::min(0.0f, forward_[i][y] + backward_[i][y] - total_));
        g[y] = (run.labels[i] == y ? 1.0f : 0.0f) - p;
        most = std::max(most, std::abs(g[y]));
      }
      for (std::size_t x = 0; x < kLabels; ++x)
        for (std::size_t y = 0; y < kLabels; ++y) {
          if (!may_follow(x, y) || (i == 0 && x != 0)) continue;
          const float p =
              std::exp(std::min(0.0f, (i == 0 ? 0 : forward_[i - 1][x]) + steps_[x * kLabels + y] +
                                          scores_[i][y] + backward_[i][y] - total_));
          const bool gold = run.labels[i] == y && (i == 0 ? 0u : run.labels[i - 1]) == x;
          step_gradient[x * kLabels + y] += (gold ? 1.0f : 0.0f) - p;
        }
      if (most < 2e-3f) continue;
      for (std::size_t k = begins_[i]; k < begins_[i + 1]; ++k) {
        RowState& row = rows_[used_[k]];
        for (std::size_t y = 0; y <= kLabels; ++y) {
          const float gradient = g[y] - decay * row.weights[y];
          row.squares[y] += gradient * gradient;
          row.weights[y] += rate * gradient / std::sqrt(row.squares[y]);
        }
      }
    }
    for (std::size_t k = 0; k < steps_.size(); ++k) {
      steps_squares_[k] += step_gradient[k] * step_gradient[k];
      steps_[k] += rate * step_gradient[k] / std::sqrt(steps_squares_[k]);
    }
  }

  SpanOptions options_;
  std::vector<RowState> rows_;
  std::vector<Scores> sums_;
  std::array<float, kLabels * kLabels> steps_{}, steps_squares_{}, steps_sum_{};
  int kept_ = 0;
  std::vector<Scores> scores_, forward_, backward_;
  std::vector<std::uint32_t> used_;
  std::vector<std::size_t> begins_;
  float total_ = 0;
};

}  // namespace dateline::train
