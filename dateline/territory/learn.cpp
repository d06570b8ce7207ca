#include "dateline/territory/learn.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace dateline {
namespace {

using W = ControlWeights;

struct Learnable {
  std::string_view key;
  double W::*member;
  double most;
};

/// What one report weighs: by type, by speaker, by how near its words put it. In the order of
/// weights.csv. Openings and windows are left: they and the weights would trade against each other.
constexpr std::array kLearnable = {
    Learnable{"capture", &W::capture, 6},
    Learnable{"withdraw", &W::withdraw, 6},
    Learnable{"hold", &W::hold, 6},
    Learnable{"attributive", &W::attributive, 6},
    Learnable{"enter", &W::enter, 6},
    Learnable{"clash", &W::clash, 6},
    Learnable{"attack", &W::attack, 6},
    Learnable{"present", &W::present, 6},
    Learnable{"present_armed", &W::present_armed, 6},
    Learnable{"strike", &W::strike, 6},
    Learnable{"besiege", &W::besiege, 6},
    Learnable{"against", &W::against, 6},
    Learnable{"own_gain", &W::own_gain, 3},
    Learnable{"admission", &W::admission, 3},
    Learnable{"monitor", &W::monitor, 3},
    Learnable{"official", &W::official, 3},
    Learnable{"anonymous", &W::anonymous, 3},
    Learnable{"resident", &W::resident, 3},
    Learnable{"analyst", &W::analyst, 3},
    Learnable{"several", &W::several, 1},
    Learnable{"edge", &W::edge, 1},
    Learnable{"region", &W::region, 1},
    Learnable{"within", &W::within, 1},
};

constexpr double kPriorWidth = 0.5;  ///< of the log of a weight
constexpr double kLeast = 1e-4;      ///< belief that a surprise is counted as, at the least
constexpr int kRounds = 3;           ///< expectations
constexpr int kEvery = 3;  ///< days between the days that are compared: near ones say the same
constexpr double kGain = 1e-6;
constexpr std::array kSteps = {1.5, 1.2, 1.08};  ///< factors tried, the widest first

/// A belief to be foretold.
struct Item {
  PlaceId place;
  Day day;
  std::map<ActorId, double> truth;
};

double loss(const ControlTable& table, const std::vector<Item>& items) {
  double sum = 0;
  const auto& states = table.states();
  for (const Item& item : items) {
    const auto state = table.find(item.place, item.day);
    for (const auto& [holder, share] : item.truth) {
      double belief = 0;
      for (std::size_t i = 0; state && i < states.size(); ++i)
        if (is_within(states[i], holder)) belief += state->probability[i];
      sum -= share * std::log(std::max(belief, kLeast));
    }
  }
  return sum;
}

/// Reports of either half of the outlets: each outlet whole, the largest first, to the smaller
/// half.
std::array<std::vector<Report>, 2> halves_of(const std::vector<Report>& reports) {
  std::map<std::string, std::size_t> counts;
  for (const Report& report : reports)
    ++counts[report.outlet.empty() ? report.claim->document.str() : report.outlet];
  std::vector<std::pair<std::size_t, std::string>> outlets;
  for (const auto& [name, count] : counts) outlets.emplace_back(count, name);
  std::ranges::sort(outlets, [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  std::map<std::string, int> half_of;
  std::array<std::size_t, 2> sizes{};
  for (const auto& [count, name] : outlets) {
    const int half = sizes[1] < sizes[0] ? 1 : 0;
    half_of[name] = half;
    sizes[static_cast<std::size_t>(half)] += count;
  }
  std::array<std::vector<Report>, 2> out;
  for (const Report& report : reports)
    out[static_cast<std::size_t>(
            half_of[report.outlet.empty() ? report.claim->document.str() : report.outlet])]
        .push_back(report);
  return out;
}

/// A search for weights, each step of which makes the loss and the prior less.
class Learner {
 public:
  Learner(const ControlInputs& inputs, const std::vector<KnownControl>& known,
          const std::function<void()>& tried)
      : inputs_(inputs), known_(known), tried_(tried), weights_(inputs.weights) {
    if (known.empty())
      sides_ = halves_of(inputs.reports);
    else
      sides_[0] = inputs.reports;
  }

  Result<ControlLearning> run() {
    ControlLearning out;
    for (int round = 0; round < (known_.empty() ? kRounds : 1); ++round) {
      expect();
      const std::size_t items = items_[0].size() + items_[1].size();
      if (items == 0)
        return fail(
            ErrorCode::kArgumentInvalid,
            known_.empty()
                ? "expected places of which two outlets tell, found none"
                : "expected known control of places and by parties of the record, found none",
            {});
      if (round == 0) {
        out.items = items;
        out.loss_before = losses(weights_) / static_cast<double>(items);
      }
      ++out.rounds;
      const bool moved = maximise();
      out.loss_after = losses(weights_) / static_cast<double>(items);
      if (!moved) break;
    }
    out.weights = weights_;
    for (const Learnable& one : kLearnable)
      if (weights_.*one.member != inputs_.weights.*one.member)
        out.changed.push_back({one.key, inputs_.weights.*one.member, weights_.*one.member});
    return out;
  }

 private:
  ControlTable infer(std::size_t side, const ControlWeights& weights) const {
    ControlInputs inputs = inputs_;
    inputs.reports = sides_[side];
    inputs.weights = weights;
    return infer_control(inputs);
  }

  /// What is to be foretold: what is known, or what the other half believes of places of which both
  /// tell.
  void expect() {
    items_ = {};
    if (!known_.empty()) {
      const ControlTable table = infer(0, weights_);
      const auto is_state = [&](const ActorId& holder) {
        return std::ranges::any_of(table.states(),
                                   [&](const ActorId& state) { return is_within(state, holder); });
      };
      for (const KnownControl& one : known_)
        if (table.find(one.place, one.day) && is_state(one.holder))
          items_[0].push_back({one.place, one.day, {{one.holder, 1.0}}});
      return;
    }
    const std::array tables = {infer(0, weights_), infer(1, weights_)};
    for (const PlaceId& place : tables[0].places())
      for (Day day = inputs_.days.begin; day <= inputs_.days.end; day = day + kEvery) {
        const auto a = tables[0].find(place, day), b = tables[1].find(place, day);
        if (!a || !b || a->support.reports == 0 || b->support.reports == 0) continue;
        items_[0].push_back({place, day, truth_of(tables[1], *b)});
        items_[1].push_back({place, day, truth_of(tables[0], *a)});
      }
  }

  static std::map<ActorId, double> truth_of(const ControlTable& table, const ControlState& state) {
    std::map<ActorId, double> out;
    for (std::size_t i = 0; i < state.probability.size(); ++i)
      out[table.states()[i]] = state.probability[i];
    return out;
  }

  double losses(const ControlWeights& weights) const {
    double sum = 0;
    for (std::size_t side = 0; side < 2; ++side)
      if (!items_[side].empty()) sum += loss(infer(side, weights), items_[side]);
    return sum;
  }

  /// What is made least. Days of one place say much the same: a place counts once for the prior.
  double objective(const ControlWeights& weights) const {
    double prior = 0;
    for (const Learnable& one : kLearnable) {
      const double was = inputs_.weights.*one.member;
      if (was <= 0) continue;
      const double off = std::log(weights.*one.member / was) / kPriorWidth;
      prior += 0.5 * off * off;
    }
    return losses(weights) * scale() + prior;
  }

  double scale() const {
    std::size_t places = 0, items = 0;
    for (const auto& side : items_) {
      items += side.size();
      for (std::size_t i = 0; i < side.size(); ++i)
        places += i == 0 || side[i].place != side[i - 1].place;
    }
    return items ? static_cast<double>(places) / static_cast<double>(items) : 0;
  }

  bool maximise() {
    double best = objective(weights_);
    bool moved = false;
    for (const double step : kSteps)
      for (const Learnable& one : kLearnable) {
        for (const double factor : {step, 1 / step}) {
          ControlWeights other = weights_;
          other.*one.member = std::min(other.*one.member * factor, one.most);
          if (other.*one.member == weights_.*one.member) continue;
          const double value = objective(other);
          if (value > best - kGain) continue;
          best = value;
          weights_ = other;
          moved = true;
          break;
        }
        if (tried_) tried_();
      }
    return moved;
  }

  const ControlInputs& inputs_;
  const std::vector<KnownControl>& known_;
  const std::function<void()>& tried_;
  ControlWeights weights_;
  std::array<std::vector<Report>, 2> sides_;
  std::array<std::vector<Item>, 2> items_;  ///< that either side has to foretell
};

}  // namespace

std::size_t learning_steps(bool by_halves) {
  return (by_halves ? kRounds : 1) * kSteps.size() * kLearnable.size();
}

Result<ControlLearning> learn_control(const ControlInputs& inputs,
                                      const std::vector<KnownControl>& known,
                                      const std::function<void()>& tried) {
  return Learner(inputs, known, tried).run();
}

}  // namespace dateline
