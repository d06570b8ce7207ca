#pragma once

#include <array>
#include <climits>
#include <cstdio>
#include <functional>
#include <thread>
#include <vector>

#include "dateline/language/parser.h"
#include "learner.h"
#include "treebank.h"

namespace dateline::train {

/// A sentence as the parser sees it, with the tree to find.
struct ParseExample {
  std::vector<ParseWord> words;
  std::vector<int> heads;
  std::vector<Deprel> deprels;
};

/// How many gold arcs can no longer be drawn after SHIFT, LEFT or RIGHT; INT_MAX where the step may
/// not be taken. A root counts as the child of a word below the stack.
/// Source: Goldberg and Nivre 2013, Training deterministic parsers with non-deterministic oracles.
inline std::array<int, 3> step_costs(const ParseState& state, const std::vector<int>& heads) {
  const auto head_of = [&](int i) { return heads[static_cast<std::size_t>(i)]; };
  const int s0 = state.stack(0), s1 = state.stack(1), b0 = state.next(0);
  const int end = state.size();
  std::array<int, 3> costs = {INT_MAX, INT_MAX, INT_MAX};
  if (state.may_shift()) {
    int cost = 0;
    for (std::size_t k = 0; k < state.stack_size(); ++k) {
      const int below = state.stack(k);
      if (head_of(below) == b0) ++cost;
      if (k > 0 && head_of(b0) == below) ++cost;
    }
    if (head_of(b0) < 0 && state.stack_size() > 0) ++cost;
    costs[0] = cost;
  }
  int children_to_come = 0;
  if (s0 >= 0 && b0 >= 0)
    for (int i = b0; i < end; ++i) children_to_come += head_of(i) == s0;
  const bool bottom_root = s0 >= 0 && head_of(s0) < 0 && state.stack_size() == 1;
  if (state.may_left()) {
    const bool other_head = head_of(s0) > b0 || (s1 >= 0 && head_of(s0) == s1);
    costs[1] = children_to_come + (other_head ? 1 : 0) + (bottom_root ? 1 : 0);
  }
  if (state.may_right()) {
    const bool other_head = b0 >= 0 && head_of(s0) >= b0;
    costs[2] = children_to_come + (other_head ? 1 : 0);
  }
  return costs;
}

/// The steps of the gold tree, arcs as soon as they can be drawn. Requires: a projective tree.
inline std::vector<Step> gold_steps(const ParseExample& example) {
  std::vector<Step> steps;
  ParseState state;
  state.reset(example.words.size());
  while (!state.done()) {
    const auto costs = step_costs(state, example.heads);
    const int s0 = state.stack(0);
    Step step = kShift;
    if (costs[1] == 0 && example.heads[static_cast<std::size_t>(s0)] == state.next(0)) {
      step = left_step(example.deprels[static_cast<std::size_t>(s0)]);
    } else if (costs[2] == 0 && example.heads[static_cast<std::size_t>(s0)] == state.stack(1)) {
      step = right_step(example.deprels[static_cast<std::size_t>(s0)]);
    } else if (!state.may_shift()) {
      return {};
    }
    steps.push_back(step);
    state.take(step);
  }
  return steps;
}

inline void change_all(Learner& learner, const ParseState& state,
                       const std::vector<ParseWord>& words, Step step, std::int32_t by) {
  FeatureKey keys[kMaxParseFeatures];
  const std::size_t count = parse_features(state, words, keys);
  for (std::size_t k = 0; k < count; ++k) learner.change(keys[k], step, by);
}

/// One greedy pass over a sentence with the dynamic oracle, following its own mistakes where
/// `explore` says so; returns how many steps lost nothing.
inline std::size_t learn_greedily(Learner& learner, const ParseExample& example, Dice& dice,
                                  std::size_t explore_percent) {
  ParseState state;
  state.reset(example.words.size());
  std::size_t right = 0;
  FeatureKey keys[kMaxParseFeatures];
  while (!state.done()) {
    const std::size_t count = parse_features(state, example.words, keys);
    std::int32_t scores[256] = {};
    for (std::size_t k = 0; k < count; ++k) learner.prefetch(keys[k]);
    for (std::size_t k = 0; k < count; ++k) learner.add(keys[k], scores);
    const auto costs = step_costs(state, example.heads);
    const int least = std::min({costs[0], costs[1], costs[2]});
    const int s0 = state.stack(0);
    int found = -1, wanted = -1;
    const auto consider = [&](unsigned step, bool good) {
      if (found < 0 || scores[step] > scores[found]) found = static_cast<int>(step);
      if (good && (wanted < 0 || scores[step] > scores[wanted])) wanted = static_cast<int>(step);
    };
    if (state.may_shift()) consider(kShift, costs[0] == least);
    for (unsigned side = 1; side <= 2; ++side) {
      if (costs[side] == INT_MAX) continue;
      const int head = side == 1 ? state.next(0) : state.stack(1);
      const bool gold_arc = example.heads[static_cast<std::size_t>(s0)] == head;
      for (unsigned step = side + 2; step < kStepCount; step += 2) {
        const bool label_right = !gold_arc || deprel_of(static_cast<Step>(step)) ==
                                                  example.deprels[static_cast<std::size_t>(s0)];
        consider(step, costs[side] == least && label_right);
      }
    }
    if (found != wanted) {
      for (std::size_t k = 0; k < count; ++k) {
        learner.change(keys[k], static_cast<std::uint8_t>(wanted), 1);
        learner.change(keys[k], static_cast<std::uint8_t>(found), -1);
      }
    } else {
      ++right;
    }
    const bool follow = found != wanted && dice.below(100) < explore_percent;
    state.take(static_cast<Step>(follow ? found : wanted));
  }
  learner.tick();
  return right;
}

/// One pass of beam search with an update at the step where the gold sequence lies furthest behind
/// the best one; returns how many steps the gold sequence stayed first. Source: Huang, Fayong and
/// Guo 2012, Structured perceptron with inexact search.
inline std::size_t learn_with_beam(Learner& learner, const ParseExample& example,
                                   const std::vector<Step>& gold, BeamSearch<Learner>& search) {
  search.begin(example.words);
  ParseState gold_state;
  gold_state.reset(example.words.size());
  std::int64_t gold_score = 0, worst = 0;
  std::size_t worst_at = 0;
  std::int32_t worst_past = -1;
  bool in_beam = true;
  std::vector<std::int32_t> on_gold = {0};
  FeatureKey keys[kMaxParseFeatures];
  for (std::size_t at = 0; at < gold.size(); ++at) {
    const std::size_t count = parse_features(gold_state, example.words, keys);
    std::int32_t scores[256] = {};
    for (std::size_t k = 0; k < count; ++k) learner.add(keys[k], scores);
    gold_score += scores[gold[at]];
    gold_state.take(gold[at]);
    const std::int32_t gold_past = at == 0 ? -1 : on_gold.back();
    search.advance();
    if (in_beam) {
      in_beam = false;
      for (const auto& item : search.items) {
        const auto& past = search.past[static_cast<std::size_t>(item.past)];
        if (past.before == gold_past && past.step == gold[at]) {
          on_gold.push_back(item.past);
          in_beam = true;
          break;
        }
      }
    }
    const auto& top = search.items[0];
    const bool top_is_gold = in_beam && top.past == on_gold.back();
    const std::int64_t behind = top.score - gold_score;
    // Outside of the beam any lag is a violation; at the end the best must be the gold one.
    const bool counts = !in_beam || (at + 1 == gold.size() && !top_is_gold);
    if (counts && (worst_past < 0 || behind > worst)) {
      worst = behind;
      worst_at = at + 1;
      worst_past = top.past;
    }
  }
  if (worst_past >= 0) {
    std::vector<Step> found;
    for (std::int32_t p = worst_past; p >= 0; p = search.past[static_cast<std::size_t>(p)].before)
      found.push_back(search.past[static_cast<std::size_t>(p)].step);
    std::reverse(found.begin(), found.end());
    ParseState a, b;
    a.reset(example.words.size());
    b.reset(example.words.size());
    bool apart = false;
    for (std::size_t at = 0; at < worst_at; ++at) {
      apart = apart || gold[at] != found[at];
      if (apart) {
        change_all(learner, a, example.words, gold[at], 1);
        change_all(learner, b, example.words, found[at], -1);
      }
      a.take(gold[at]);
      b.take(found[at]);
    }
  }
  learner.tick();
  return worst_past < 0 ? 1 : 0;
}

/// One learner and the order in which it meets the sentences.
struct ParserCourse {
  Learner learner;
  Dice dice;
  std::vector<std::size_t> order;
  std::size_t right = 0, all = 0;

  explicit ParserCourse(std::uint64_t seed) : dice(seed) {}

  void run_epoch(const std::vector<ParseExample>& examples,
                 const std::vector<std::vector<Step>>& gold, std::uint8_t beam, bool is_first) {
    BeamSearch<Learner> search(learner, beam);
    right = all = 0;
    dice.shuffle(order);
    for (const std::size_t s : order) {
      if (beam == 1) {
        right += learn_greedily(learner, examples[s], dice, is_first ? 0 : 90);
        all += examples[s].words.size() * 2 - 1;
      } else {
        right += learn_with_beam(learner, examples[s], gold[s], search);
        ++all;
      }
    }
  }
};

/// Parsers of the examples, `courses` of them side by side with other orders of sentences; the sum
/// of their weights parses better than each. With a beam of 1 they are greedy with a dynamic
/// oracle; with a wider one the whole sequence is learnt. `report` is called after every third
/// epoch and after the last one.
inline void train_parser(const std::vector<ParseExample>& examples, int epochs, std::uint8_t beam,
                         int course_count, std::uint64_t seed,
                         const std::function<void(const std::vector<ParserCourse>&)>& report) {
  std::vector<std::vector<Step>> gold(examples.size());
  std::vector<std::size_t> order;
  for (std::size_t s = 0; s < examples.size(); ++s) {
    if (beam > 1) gold[s] = gold_steps(examples[s]);
    if (beam == 1 || !gold[s].empty()) order.push_back(s);
  }
  std::vector<ParserCourse> courses;
  for (int c = 0; c < course_count; ++c) {
    courses.emplace_back(seed + static_cast<std::uint64_t>(c) * 1000);
    courses.back().order = order;
  }
  for (int epoch = 1; epoch <= epochs; ++epoch) {
    std::vector<std::thread> threads;
    for (ParserCourse& course : courses)
      threads.emplace_back([&] { course.run_epoch(examples, gold, beam, epoch == 1); });
    for (std::thread& thread : threads) thread.join();
    for (const ParserCourse& course : courses) {
      std::printf("parser epoch %d: %.2f %% of %zu %s right in training, %zu features\n", epoch,
                  100.0 * static_cast<double>(course.right) / static_cast<double>(course.all),
                  course.all, beam == 1 ? "steps" : "sentences", course.learner.rows());
    }
    std::fflush(stdout);
    if (epoch % 3 == 0 || epoch == epochs) report(courses);
  }
}

}  // namespace dateline::train
