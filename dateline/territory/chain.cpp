#include "dateline/territory/chain.h"

#include <algorithm>
#include <cmath>

namespace dateline {
namespace {

void normalise(std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  for (double& value : values) value /= sum;
}

/// The chance that at least one redraw falls into n days.
double redrawn(double drift, int days) { return 1 - std::pow(1 - drift, days); }

}  // namespace

void sort_steps(std::vector<Step>& steps) {
  std::ranges::stable_sort(steps, [](const Step& a, const Step& b) {
    return std::pair(a.day, a.kind) < std::pair(b.day, b.kind);
  });
}

void Chain::pass(int days, Belief& belief) const {
  const double share = redrawn(drift, days);
  const double even = 1.0 / static_cast<double>(belief.size());
  for (double& value : belief) value = (1 - share) * value + share * even;
}

void Chain::pass_back(int days, Belief& later) const {
  const double share = redrawn(drift, days);
  double mean = 0;
  for (const double value : later) mean += value;
  mean /= static_cast<double>(later.size());
  for (double& value : later) value = (1 - share) * value + share * mean;
}

void apply(const Step& step, Belief& belief) {
  if (step.kind == Step::Kind::kReset) {
    belief = step.values;
    return;
  }
  if (step.kind == Step::Kind::kEvidence) {
    for (std::size_t i = 0; i < belief.size(); ++i) belief[i] *= step.values[i];
  } else {
    double moved = 0;
    for (std::size_t i = 0; i < belief.size(); ++i) {
      if (!((step.from >> i) & 1)) continue;
      moved += belief[i] * step.share;
      belief[i] *= 1 - step.share;
    }
    for (std::size_t i = 0; i < belief.size(); ++i) belief[i] += moved * step.values[i];
  }
  normalise(belief);
}

void apply_back(const Step& step, Belief& later) {
  if (step.kind == Step::Kind::kReset) {
    // What comes after a new start tells nothing of what was before.
    std::fill(later.begin(), later.end(), 1.0);
    return;
  }
  if (step.kind == Step::Kind::kEvidence) {
    for (std::size_t i = 0; i < later.size(); ++i) later[i] *= step.values[i];
  } else {
    double there = 0;
    for (std::size_t i = 0; i < later.size(); ++i) there += later[i] * step.values[i];
    for (std::size_t i = 0; i < later.size(); ++i) {
      if ((step.from >> i) & 1) later[i] = (1 - step.share) * later[i] + step.share * there;
    }
  }
  const double greatest = *std::max_element(later.begin(), later.end());
  for (double& value : later) value /= greatest;
}

std::vector<Belief> smooth(const Chain& chain, DayInterval days) {
  std::vector<Belief> beliefs;
  beliefs.reserve(static_cast<std::size_t>(days.length()));
  Belief now = chain.start;
  Day at = chain.begin;
  std::size_t next = 0;
  for (Day day = days.begin; day <= days.end; day = day + 1) {
    for (; next < chain.steps.size() && chain.steps[next].day <= day; ++next) {
      if (chain.steps[next].day > at) chain.pass(chain.steps[next].day - at, now);
      at = chain.steps[next].day;
      apply(chain.steps[next], now);
    }
    if (day > at) chain.pass(day - at, now);
    at = day;
    beliefs.push_back(now);
  }
  if (chain.steps.empty()) return beliefs;
  Belief later(now.size(), 1.0);
  std::size_t left = chain.steps.size();
  at = std::max(chain.steps.back().day, days.end);
  for (Day day = days.end; day >= days.begin; day = day - 1) {
    for (; left > 0 && chain.steps[left - 1].day > day; --left) {
      const Step& step = chain.steps[left - 1];
      if (at > step.day) chain.pass_back(at - step.day, later);
      at = step.day;
      apply_back(step, later);
    }
    if (at > day) chain.pass_back(at - day, later);
    at = day;
    Belief& belief = beliefs[static_cast<std::size_t>(day - days.begin)];
    for (std::size_t i = 0; i < belief.size(); ++i) belief[i] *= later[i];
    normalise(belief);
  }
  return beliefs;
}

}  // namespace dateline
