#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "dateline/territory/control_data.h"

namespace dateline {
namespace {

/// Odds of probabilities nearer to 0 or 1 than this are not told apart.
constexpr double kLeastProbability = 1e-12;

double log_odds(double p) {
  const double bounded = std::clamp(p, kLeastProbability, 1 - kLeastProbability);
  return std::log(bounded / (1 - bounded));
}

/// Fills who gains, by how much, from `before` and `after`.
void weigh(Influence& influence, const std::vector<ActorId>& states) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < states.size(); ++i) {
    if (influence.after[i] - influence.before[i] > influence.after[best] - influence.before[best]) {
      best = i;
    }
  }
  influence.favours = states[best];
  influence.weight = log_odds(influence.after[best]) - log_odds(influence.before[best]);
}

/// The belief about one day while later days are told: joint[i][j] is the probability of state i on
/// the day and state j now, so that what a later report says of now can be read off for the day.
class Joint {
 public:
  explicit Joint(const Belief& belief) : rows_(belief.size(), Belief(belief.size(), 0.0)) {
    for (std::size_t i = 0; i < belief.size(); ++i) rows_[i][i] = belief[i];
  }

  void pass(const Chain& chain, int days) {
    for (Belief& row : rows_) {
      const double sum = total(row);
      if (sum <= 0) continue;
      for (double& value : row) value /= sum;
      chain.pass(days, row);
      for (double& value : row) value *= sum;
    }
  }

  void act(const Step& step) {
    double all = 0;
    for (Belief& row : rows_) {
      if (step.kind == Step::Kind::kEvidence) {
        for (std::size_t j = 0; j < row.size(); ++j) row[j] *= step.values[j];
      } else if (const double sum = total(row); sum > 0) {
        for (double& value : row) value /= sum;
        apply(step, row);
        for (double& value : row) value *= sum;
      }
      all += total(row);
    }
    for (Belief& row : rows_) {
      for (double& value : row) value /= all;
    }
  }

  Belief belief() const {
    Belief out;
    for (const Belief& row : rows_) out.push_back(total(row));
    return out;
  }

 private:
  static double total(const Belief& row) {
    double sum = 0;
    for (const double value : row) sum += value;
    return sum;
  }
  std::vector<Belief> rows_;
};

/// Builds the list of what moved one belief.
class Story {
 public:
  Story(const ControlTable::Data& data, const Chain& chain) : data_(data), chain_(chain) {}

  std::vector<Influence> tell(Day day) {
    const double even = 1.0 / static_cast<double>(data_.space.size());
    now_.assign(data_.space.size(), even);
    at_ = chain_.begin;
    Influence start = begin(InfluenceKind::kStart, chain_.begin);
    start.row = chain_.start_row;
    start.reason = chain_.start_row.empty() ? "no starting row: even" : "starting control";
    now_ = chain_.start;
    end(std::move(start));
    std::size_t next = 0;
    for (; next < chain_.steps.size() && chain_.steps[next].day <= day; ++next) {
      forward(chain_.steps[next], next);
    }
    pass_until(day);
    look_ahead(next, day);
    return std::move(told_);
  }

 private:
  Influence begin(InfluenceKind kind, Day day) const {
    Influence influence;
    influence.kind = kind;
    influence.day = day;
    influence.before = now_;
    return influence;
  }

  void end(Influence influence) {
    influence.after = now_;
    weigh(influence, data_.space.states());
    told_.push_back(std::move(influence));
  }

  void pass_until(Day day) {
    if (day <= at_) return;
    Influence influence = begin(InfluenceKind::kTime, day);
    const int days = day - at_;
    influence.reason =
        fmt::format("{} day{} pass{}", days, days == 1 ? "" : "s", days == 1 ? "es" : "");
    chain_.pass(days, now_);
    at_ = day;
    end(std::move(influence));
  }

  void name_claim(const Step& step, Influence& influence) const {
    influence.claim = data_.claims[step.report].claim;
    influence.document = data_.claims[step.report].document;
    influence.reason = data_.reasons[step.voice];
    influence.through = step.through;
  }

  void forward(const Step& step, std::size_t index) {
    pass_until(step.day);
    // The opening by a claim and its evidence are one thing where nothing stands between them.
    const bool joined = index > 0 && step.kind == Step::Kind::kEvidence &&
                        chain_.steps[index - 1].kind == Step::Kind::kOpening &&
                        chain_.steps[index - 1].day == step.day &&
                        chain_.steps[index - 1].voice == step.voice;
    if (joined) {
      Influence influence = std::move(told_.back());
      told_.pop_back();
      influence.kind = InfluenceKind::kClaim;
      influence.reason = data_.reasons[step.voice];
      apply(step, now_);
      end(std::move(influence));
      return;
    }
    Influence influence = begin(step.kind == Step::Kind::kReset        ? InfluenceKind::kStart
                                : step.kind == Step::Kind::kNeighbours ? InfluenceKind::kNeighbours
                                : step.kind == Step::Kind::kOpening    ? InfluenceKind::kOpening
                                                                       : InfluenceKind::kClaim,
                                step.day);
    if (step.kind == Step::Kind::kReset) {
      influence.row = step.row;
      influence.reason = "starting control";
    } else if (step.kind == Step::Kind::kNeighbours) {
      influence.reason = step.row;
    } else {
      name_claim(step, influence);
      if (step.kind == Step::Kind::kOpening) {
        influence.reason = "makes a change possible: " + influence.reason;
      }
    }
    apply(step, now_);
    end(std::move(influence));
  }

  void look_ahead(std::size_t next, Day day) {
    Joint joint(now_);
    Day at = day;
    for (; next < chain_.steps.size(); ++next) {
      const Step& step = chain_.steps[next];
      if (step.kind == Step::Kind::kReset) return;  // tells nothing of what was before
      if (step.day > at) joint.pass(chain_, step.day - at);
      at = step.day;
      if (step.kind != Step::Kind::kEvidence) {
        joint.act(step);
        continue;
      }
      Influence influence = begin(InfluenceKind::kLater, step.day);
      name_claim(step, influence);
      joint.act(step);
      now_ = joint.belief();
      end(std::move(influence));
    }
  }

  const ControlTable::Data& data_;
  const Chain& chain_;
  Belief now_;
  Day at_;
  std::vector<Influence> told_;
};

}  // namespace

ControlTable::ControlTable() : data_(std::make_unique<Data>()) {}
ControlTable::ControlTable(ControlTable&&) noexcept = default;
ControlTable& ControlTable::operator=(ControlTable&&) noexcept = default;
ControlTable::~ControlTable() = default;

const std::vector<ActorId>& ControlTable::states() const { return data_->space.states(); }
const std::vector<PlaceId>& ControlTable::places() const { return data_->index.places; }
DayInterval ControlTable::days() const { return data_->days; }

std::optional<ControlState> ControlTable::find(const PlaceId& place, Day day) const {
  const auto it = data_->index.of.find(place);
  if (it == data_->index.of.end() || !data_->has(it->second, day)) return std::nullopt;
  const PlaceBelief& belief = data_->places[it->second];
  ControlState state;
  state.place = place;
  state.day = day;
  state.probability = belief.beliefs[static_cast<std::size_t>(day - data_->days.begin)];
  state.support.reports =
      static_cast<int>(std::upper_bound(belief.first_heard.begin(), belief.first_heard.end(), day) -
                       belief.first_heard.begin());
  const auto after = std::upper_bound(belief.heard.begin(), belief.heard.end(), day);
  if (after != belief.heard.begin()) state.support.days_since_last = day - *std::prev(after);
  for (const SiegeNews& news : data_->sieges[it->second]) {
    if (news.day > day) break;
    state.support.besieged_by = day - news.day <= data_->siege_days ? news.by : ActorId();
  }
  return state;
}

int ControlTable::most_probable(const PlaceId& place, Day day) const {
  const auto it = data_->index.of.find(place);
  if (it == data_->index.of.end() || !data_->has(it->second, day)) return -1;
  const Belief& belief =
      data_->places[it->second].beliefs[static_cast<std::size_t>(day - data_->days.begin)];
  return static_cast<int>(std::max_element(belief.begin(), belief.end()) - belief.begin());
}

std::vector<Influence> ControlTable::why(const PlaceId& place, Day day) const {
  const auto it = data_->index.of.find(place);
  if (it == data_->index.of.end() || !data_->has(it->second, day)) return {};
  return Story(*data_, data_->places[it->second].chain).tell(day);
}

}  // namespace dateline
