#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "dateline/territory/chain.h"

// From what single voices say to what acts on the state. Three things happen here:
// - voices of one statement ("the opposition holds it", "there is fighting in it") within some days
//   are counted together, the strongest whole, each further one less, one voice only once;
// - the first report of a change opens it, later ones hardly;
// - a report of a rival change ends the news before it, so that a town retaken is news again.

namespace dateline {
namespace {

struct Said {
  Day last;
  double weight;
  DocumentId document;
};

/// One statement about one place, while it is news.
struct Statement {
  std::map<std::uint32_t, Said> by_origin;
  double opened = 0;
  Day opened_on;
  Day last;
  bool any = false;
};

class StepMaker {
 public:
  StepMaker(const StateSpace& space, const ControlWeights& weights,
            const std::vector<Report>& reports, Day begin)
      : space_(space), weights_(weights), reports_(reports), begin_(begin) {}

  std::vector<Step> run(const std::vector<Evidence>& all) {
    for (const Evidence& evidence : all) {
      // What is told of a region, or of a place around, ends no news of the place itself.
      if (evidence.change && evidence.through.empty()) changes_.push_back(&evidence);
      if (evidence.favours == Favours::kFighting && evidence.opens != Opens::kNothing &&
          evidence.open > 0.1) {
        fights_.push_back(evidence.day);
      }
    }
    for (const Evidence& evidence : all) {
      if (evidence.day >= begin_) add(evidence);
    }
    // On one day openings come first: evidence of that day then bears on every change alike, and
    // not on those alone whose report happens to stand in front.
    sort_steps(steps_);
    share_out();
    return std::move(steps_);
  }

 private:
  /// The sum of the weights, the k-th strongest counted by several^(k-1).
  double together(const Statement& statement) const {
    std::vector<double> weights;
    for (const auto& [origin, said] : statement.by_origin) weights.push_back(said.weight);
    std::sort(weights.begin(), weights.end(), std::greater<>());
    double sum = 0;
    double factor = 1;
    for (const double weight : weights) {
      sum += weight * factor;
      factor *= weights_.several;
    }
    return sum;
  }

  bool rival_change_since(const Evidence& evidence, const Statement& statement) const {
    return std::any_of(changes_.begin(), changes_.end(), [&](const Evidence* change) {
      const bool rival = evidence.favours == Favours::kParty ? !(change->party & evidence.party)
                         : evidence.favours == Favours::kNotParty
                             ? (change->party & evidence.party) != 0
                             : true;
      return rival && change->report != evidence.report && statement.last < change->day &&
             change->day <= evidence.day;
    });
  }

  /// A capture after fighting is news too, though the place may have been the party's before.
  bool ended(const Evidence& evidence, const Statement& statement) const {
    if (evidence.day - statement.last > weights_.window_days) return true;
    if (rival_change_since(evidence, statement)) return true;
    return evidence.change && std::any_of(fights_.begin(), fights_.end(), [&](Day day) {
             return statement.last < day && day < evidence.day;
           });
  }

  void add(const Evidence& evidence) {
    Statement& statement = statements_[{evidence.favours, evidence.party_of_statement()}];
    if (statement.any && ended(evidence, statement)) statement = {};
    std::erase_if(statement.by_origin, [&](const auto& entry) {
      return evidence.day - entry.second.last > weights_.window_days;
    });
    const double before = together(statement);
    double repeated = 0;
    const DocumentId& document = reports_[evidence.report].claim->document;
    const auto it = statement.by_origin.find(evidence.origin);
    const bool new_voice = it == statement.by_origin.end();
    if (new_voice) {
      statement.by_origin[evidence.origin] = {evidence.day, evidence.weight, document};
    } else {
      if (it->second.document != document) repeated = evidence.weight * weights_.repeat;
      it->second = {evidence.day, std::max(it->second.weight, evidence.weight), document};
    }
    const double weight = together(statement) - before + repeated;
    if (evidence.opens != Opens::kNothing) open(evidence, new_voice, statement);
    statement.last = evidence.day;
    statement.any = true;

    Step step = step_for(evidence, Step::Kind::kEvidence, evidence.day);
    step.values.assign(space_.size(), 1.0);
    for (std::size_t i = 0; i < space_.contested(); ++i) {
      if ((evidence.party >> i) & 1) step.values[i] = std::exp(weight * evidence.party_factor);
    }
    step.values[space_.contested()] = std::exp(weight * evidence.contested_factor);
    steps_.push_back(std::move(step));
  }

  void open(const Evidence& evidence, bool new_voice, Statement& statement) {
    const bool first =
        statement.opened == 0 || evidence.day - statement.opened_on > weights_.window_days;
    const double again = new_voice ? std::min(weights_.open_again, evidence.open) : 0;
    const double share = first ? evidence.open : std::max(evidence.open - statement.opened, again);
    if (first || evidence.open > statement.opened) {
      statement.opened = evidence.open;
      statement.opened_on = evidence.day;
    }
    if (share <= 0) return;
    Step step = step_for(evidence, Step::Kind::kOpening, evidence.day);
    lead(evidence, step);
    const Day since = std::max(evidence.since, begin_);
    const int days = evidence.day - since + 1;
    double left = share;  // 1 - product of (1 - share of a day) stays the whole share
    for (int i = 0; i < days; ++i) {
      const double of_day = i + 1 == days    ? left
                            : evidence.dated ? 1 - std::pow(1 - share, 1.0 / days)
                                             : share * weights_.day_before;
      step.day = since + i;
      step.share = of_day;
      left = 1 - (1 - left) / (1 - of_day);
      steps_.push_back(step);
    }
  }

  /// Whence and where to an opened change leads.
  void lead(const Evidence& evidence, Step& step) const {
    step.values.assign(space_.size(), 0.0);
    const double to_contested = weights_.open_to_contested;
    switch (evidence.opens) {
      case Opens::kToParty:
        step.from = (space_.party_mask() | space_.contested_mask()) & ~evidence.party;
        // A change without a time of its own is not told as coming after another party's.
        if (!evidence.dated) step.from &= ~rival_winners(evidence);
        spread(evidence.party, 1 - to_contested, step);
        step.values[space_.contested()] = to_contested;
        break;
      case Opens::kToContested:
        step.from = evidence.rivals;
        spread(evidence.party, evidence.party_factor > 0 ? to_contested : 0, step);
        step.values[space_.contested()] = 1;
        break;
      case Opens::kAway:
        step.from = evidence.party | space_.contested_mask();
        spread(evidence.rivals ? evidence.rivals : space_.party_mask() & ~evidence.party, 1, step);
        for (const Evidence* change : changes_) {
          // Who was told to take the place of late is who comes in.
          if (std::abs(change->day - evidence.day) <= weights_.window_days) {
            spread(change->party & ~evidence.party, 3, step);
          }
        }
        step.values[space_.contested()] = to_contested;
        break;
      case Opens::kNothing:
        break;
    }
    double sum = 0;
    for (const double value : step.values) sum += value;
    if (sum <= 0) {
      step.from = 0;
      sum = step.values[space_.contested()] = 1;
    }
    for (double& value : step.values) value /= sum;
  }

  StateMask rival_winners(const Evidence& evidence) const {
    StateMask winners = 0;
    for (const Evidence* change : changes_) {
      if (change->report != evidence.report && change->day <= evidence.day &&
          evidence.day - change->day <= 1) {
        winners |= change->party;
      }
    }
    return winners & ~evidence.party;
  }

  void spread(StateMask to, double share, Step& step) const {
    const int count = std::popcount(to);
    if (count == 0) return;
    for (std::size_t i = 0; i < space_.contested(); ++i) {
      if ((to >> i) & 1) step.values[i] += share / count;
    }
  }

  Step step_for(const Evidence& evidence, Step::Kind kind, Day day) const {
    Step step;
    step.kind = kind;
    step.day = day;
    step.report = evidence.report;
    step.voice = evidence.voice;
    step.through = evidence.through;
    return step;
  }

  /// Several openings of one day are meant to act at once, each on what was before. They act one
  /// after the other, so each share is enlarged by what the later ones take away again.
  void share_out() {
    for (std::size_t i = 0; i < steps_.size();) {
      std::size_t end = i;
      double sum = 0;
      while (end < steps_.size() && steps_[end].kind == Step::Kind::kOpening &&
             steps_[end].day == steps_[i].day) {
        sum += steps_[end++].share;
      }
      if (end == i) {
        ++i;
        continue;
      }
      constexpr double kMost = 0.9;
      const double scale = sum > kMost ? kMost / sum : 1;
      double later = 0;
      for (std::size_t k = end; k-- > i;) {
        const double share = steps_[k].share * scale;
        steps_[k].share = share / (1 - later);
        later += share;
      }
      i = end;
    }
  }

  const StateSpace& space_;
  const ControlWeights& weights_;
  const std::vector<Report>& reports_;
  Day begin_;
  std::vector<const Evidence*> changes_;
  std::vector<Day> fights_;
  std::map<std::pair<Favours, StateMask>, Statement> statements_;
  std::vector<Step> steps_;
};

}  // namespace

std::vector<Step> steps_of(const std::vector<Evidence>& evidence, Day begin,
                           const StateSpace& space, const ControlWeights& weights,
                           const std::vector<Report>& reports) {
  return StepMaker(space, weights, reports, begin).run(evidence);
}

}  // namespace dateline
