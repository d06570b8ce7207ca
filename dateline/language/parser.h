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
/// in training; both have find(key), apply(row, sign, scores) and prefetch.
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

  BeamSearch(const W& weights, std::size_t width)
      : weights_(weights), width_(width), scored_(width) {}

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

  /// Scores of the steps of item `i` into scored_[i]. The items of a beam mostly look alike, so the
  /// scores of the earlier item that shares most features are taken over and only the features that
  /// differ are counted off and on. With integers that is exact.
  void score(std::uint32_t i) {
    Scored& mine = scored_[i];
    mine.count = parse_features(items[i].state, *words_, mine.keys);
    std::uint32_t nearest = i;
    std::size_t least = mine.count / 2;
    for (std::uint32_t k = 0; k < i; ++k) {
      std::size_t apart = 0;
      for (std::size_t f = 0; f < mine.count; ++f) apart += mine.keys[f] != scored_[k].keys[f];
      if (apart < least) {
        least = apart;
        nearest = k;
      }
    }
    const Scored* twin = nearest < i ? &scored_[nearest] : nullptr;
    if (twin) {
      std::copy(twin->scores, twin->scores + kStepCount, mine.scores);
    } else {
      std::fill(mine.scores, mine.scores + kStepCount, 0);
    }
    // Three passes, so that memory is asked for long before it is needed.
    std::size_t changed[kMaxParseFeatures];
    std::size_t changes = 0;
    for (std::size_t f = 0; f < mine.count; ++f) {
      if (twin && mine.keys[f] == twin->keys[f]) {
        mine.rows[f] = twin->rows[f];
        continue;
      }
      changed[changes++] = f;
      weights_.prefetch(mine.keys[f]);
    }
    for (std::size_t c = 0; c < changes; ++c) {
      const auto row = weights_.find(mine.keys[changed[c]]);
      mine.rows[changed[c]] = row;
      if (row) W::prefetch_row(row);
    }
    for (std::size_t c = 0; c < changes; ++c) {
      const std::size_t f = changed[c];
      if (mine.rows[f]) W::apply(mine.rows[f], 1, mine.scores);
      if (twin && twin->rows[f]) W::apply(twin->rows[f], -1, mine.scores);
    }
  }

  void propose(std::uint32_t i) {
    score(i);
    const ParseState& state = items[i].state;
    const std::int32_t* scores = scored_[i].scores;
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

  struct Scored {
    FeatureKey keys[kMaxParseFeatures];
    typename W::RowRef rows[kMaxParseFeatures];
    std::size_t count = 0;
    std::int32_t scores[256];
  };

  const W& weights_;
  std::size_t width_;
  std::vector<Scored> scored_;  ///< one each item of the beam
  const std::vector<ParseWord>* words_ = nullptr;
  std::vector<Item> next_items_;
  std::vector<Candidate> candidates_;
};

}  // namespace dateline
