#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "dateline/language/language.h"
#include "dateline/language/parse_state.h"
#include "dateline/language/weights.h"

namespace dateline {

/// Weights of the parser's steps.
class Parser {
 public:
  std::uint8_t beam = 1;  ///< how many half-built trees are kept
  Weights weights;

  void write(ByteWriter& out) const;
  static Parser read(ByteReader& in);
};

/// Beam search for the step sequence with the largest sum of scores. `W` is Weights, or the weights
/// in training; both have add(key, scores) and prefetch(key).
template <class W>
class BeamSearch {
 public:
  struct Past {
    std::int32_t before = -1;  ///< index in `past`, or -1
    Step step = kShift;
  };
  struct Item {
    ParseState state;
    std::int64_t score = 0;
    std::int32_t past = -1;
  };

  BeamSearch(const W& weights, std::size_t width) : weights_(weights), width_(width) {}

  void begin(const std::vector<ParseWord>& words) {
    words_ = &words;
    past.clear();
    items.resize(1);
    items[0].state.reset(words.size());
    items[0].score = 0;
    items[0].past = -1;
  }
  bool done() const { return items[0].state.done(); }

  /// Takes one step with every item and keeps the best.
  void advance() {
    candidates_.clear();
    for (std::uint32_t i = 0; i < items.size(); ++i) propose(i);
    const std::size_t kept = std::min(width_, candidates_.size());
    // Ties fall to the earlier item and the lower step, so that the order is the same everywhere.
    std::partial_sort(candidates_.begin(), candidates_.begin() + static_cast<std::ptrdiff_t>(kept),
                      candidates_.end(), [](const Candidate& a, const Candidate& b) {
                        if (a.score != b.score) return a.score > b.score;
                        return std::pair(a.item, a.step) < std::pair(b.item, b.step);
                      });
    if (kept == 1 && items.size() == 1) {
      extend(items[0], candidates_[0]);
      return;
    }
    next_items_.resize(kept);
    for (std::size_t k = 0; k < kept; ++k) {
      next_items_[k] = items[candidates_[k].item];
      extend(next_items_[k], candidates_[k]);
    }
    items.swap(next_items_);
  }

  std::vector<Item> items;  ///< best first
  std::vector<Past> past;

 private:
  struct Candidate {
    std::int64_t score;
    std::uint32_t item;
    Step step;
  };

  void extend(Item& item, const Candidate& candidate) {
    past.push_back({item.past, candidate.step});
    item.past = static_cast<std::int32_t>(past.size()) - 1;
    item.score = candidate.score;
    item.state.take(candidate.step);
  }

  void propose(std::uint32_t i) {
    const ParseState& state = items[i].state;
    FeatureKey keys[kMaxParseFeatures];
    const std::size_t count = parse_features(state, *words_, keys);
    for (std::size_t k = 0; k < count; ++k) weights_.prefetch(keys[k]);
    std::int32_t scores[256] = {};
    for (std::size_t k = 0; k < count; ++k) weights_.add(keys[k], scores);
    const std::int64_t base = items[i].score;
    if (state.may_shift()) candidates_.push_back({base + scores[kShift], i, kShift});
    // The first relation is `root`, which no step draws.
    if (state.may_left())
      for (unsigned s = 3; s < kStepCount; s += 2)
        candidates_.push_back({base + scores[s], i, static_cast<Step>(s)});
    if (state.may_right())
      for (unsigned s = 4; s < kStepCount; s += 2)
        candidates_.push_back({base + scores[s], i, static_cast<Step>(s)});
  }

  const W& weights_;
  std::size_t width_;
  const std::vector<ParseWord>* words_ = nullptr;
  std::vector<Item> next_items_;
  std::vector<Candidate> candidates_;
};

}  // namespace dateline
