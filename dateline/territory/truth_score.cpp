#include <algorithm>
#include <cmath>
#include <map>

#include "dateline/territory/truth.h"

namespace dateline {
namespace {

constexpr double kNearM = 6000;  ///< a place of the truth without an id is the nearest one so near
constexpr int kDaysAround = 3;   ///< before the first change of a place and after its last
constexpr int kLongestStretch = 60;
constexpr int kSeenWithin = 3;
constexpr int kBins = 10;

/// Days on which the truth is known to be `holder`.
struct Stretch {
  DayInterval days;
  ActorId holder;
  bool after_change;
};

bool is_sharp(const TruthChange& one) { return one.precision != TruthPrecision::kBy; }
int slack_of(const TruthChange& one) { return one.precision == TruthPrecision::kDay ? 0 : 1; }

std::vector<Stretch> stretches_of(const std::vector<const TruthChange*>& changes,
                                  DayInterval range) {
  std::vector<Stretch> out;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const TruthChange& one = *changes[i];
    if (!is_sharp(one)) continue;
    const int slack = slack_of(one);
    if (i == 0)
      out.push_back({{one.day - kDaysAround - slack, one.day - 1 - slack}, one.before, false});
    Day end = one.day + kDaysAround + slack;
    if (i + 1 < changes.size()) {
      const TruthChange& next = *changes[i + 1];
      end = next.day - 1 - slack_of(next);
      // From when on the next one is so is not known.
      if (!is_sharp(next)) end = std::min(next.day - 1, one.day + kDaysAround);
      end = std::min(end, one.day + kLongestStretch);
    }
    out.push_back({{one.day + 1 + slack, end}, one.after, range.contains(one.day)});
  }
  return out;
}

const Place* find_place(const TruthChange& one, const ControlTable& control,
                        const Gazetteer& gazetteer) {
  if (!one.place.empty()) return gazetteer.find(one.place);
  const Place* best = nullptr;
  double least = kNearM;
  for (const PlaceId& id : control.places()) {
    const Place* place = gazetteer.find(id);
    if (!place || !place->point) continue;
    const double far = distance_m(*place->point, *one.point);
    if (far < least) best = place, least = far;
  }
  return best;
}

double share_of(const ControlTable& control, const ControlState& state, const ActorId& holder) {
  double out = 0;
  for (std::size_t i = 0; i < state.probability.size(); ++i)
    if (is_within(control.states()[i], holder)) out += state.probability[i];
  return out;
}

class Scorer {
 public:
  Scorer(const ControlTable& control, const Gazetteer& gazetteer)
      : control_(control), gazetteer_(gazetteer) {}

  void add(const std::vector<const TruthChange*>& changes) {
    const Place* place = find_place(*changes.front(), control_, gazetteer_);
    if (!place || !control_.find(place->id, control_.days().begin)) {
      out_.absent.push_back(changes.front()->name);
      return;
    }
    ActorId start = changes.front()->before;
    for (const TruthChange* one : changes)
      if (one->day < control_.days().begin) start = one->after;
    for (const Stretch& stretch : stretches_of(changes, control_.days()))
      for (Day day = stretch.days.begin; day <= stretch.days.end; day = day + 1)
        if (const auto state = control_.find(place->id, day))
          add(*state, changes.front()->name, stretch, start);
    for (std::size_t i = 0; i < changes.size(); ++i) see(*place, changes, i);
  }

  TruthScore finish() {
    std::ranges::stable_sort(out_.items, {},
                             [](const TruthItem& i) { return std::pair(i.place, i.day); });
    if (out_.items.empty()) return std::move(out_);
    const auto count = static_cast<double>(out_.items.size());
    std::map<ActorId, double> shares;
    for (const TruthItem& one : out_.items) {
      out_.accuracy += one.right / count;
      out_.brier += one.brier / count;
      out_.persistence_accuracy += one.persists / count;
      out_.persistence_brier += (one.persists ? 0 : 2) / count;
      shares[one.truth] += 1 / count;
    }
    // Of all constant splits the frequencies themselves have the least squared error.
    out_.constant_brier = 1;
    for (const auto& [holder, share] : shares) out_.constant_brier -= share * share;
    out_.calibration_error = calibration_error();
    return std::move(out_);
  }

 private:
  void add(const ControlState& state, const std::string& name, const Stretch& stretch,
           const ActorId& start) {
    TruthItem item;
    item.place = state.place;
    item.name = name;
    item.day = state.day;
    item.truth = stretch.holder;
    const auto best = std::ranges::max_element(state.probability) - state.probability.begin();
    item.said = control_.states()[static_cast<std::size_t>(best)];
    item.probability = state.probability[static_cast<std::size_t>(best)];
    item.right = is_within(item.said, item.truth);
    item.brier = std::pow(1 - share_of(control_, state, item.truth), 2);
    for (std::size_t i = 0; i < state.probability.size(); ++i)
      if (!is_within(control_.states()[i], item.truth))
        item.brier += std::pow(state.probability[i], 2);
    item.after_change = stretch.after_change;
    item.persists = start == stretch.holder;
    out_.items.push_back(std::move(item));
  }

  /// Whether a change to a party shows within some days of its own and before the next one.
  void see(const Place& place, const std::vector<const TruthChange*>& changes, std::size_t i) {
    const TruthChange& one = *changes[i];
    if (!is_sharp(one) || one.after == kContested || !control_.days().contains(one.day)) return;
    ++out_.changes;
    for (int k = 0; k <= kSeenWithin; ++k) {
      if (k > 0 && i + 1 < changes.size() && one.day + k >= changes[i + 1]->day) return;
      const auto state = control_.find(place.id, one.day + k);
      if (state && share_of(control_, *state, one.after) > 0.5) {
        ++out_.seen;
        return;
      }
    }
  }

  double calibration_error() const {
    std::vector<std::pair<double, bool>> said;
    for (const TruthItem& one : out_.items) said.emplace_back(one.probability, one.right);
    std::ranges::sort(said);
    const std::size_t size = std::max<std::size_t>(1, said.size() / kBins);
    double error = 0;
    for (std::size_t begin = 0; begin < said.size(); begin += size) {
      const std::size_t end = std::min(begin + size, said.size());
      double gap = 0;
      for (std::size_t i = begin; i < end; ++i) gap += said[i].first - said[i].second;
      error += std::abs(gap);
    }
    return error / static_cast<double>(said.size());
  }

  const ControlTable& control_;
  const Gazetteer& gazetteer_;
  TruthScore out_;
};

}  // namespace

TruthScore score_control(const std::vector<TruthChange>& truth, const ControlTable& control,
                         const Gazetteer& gazetteer) {
  std::map<std::pair<std::string, std::string>, std::vector<const TruthChange*>> places;
  for (const TruthChange& one : truth) places[{one.place.str(), one.name}].push_back(&one);
  Scorer scorer(control, gazetteer);
  for (const auto& [place, changes] : places) scorer.add(changes);
  return scorer.finish();
}

}  // namespace dateline
