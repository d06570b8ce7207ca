#include "dateline/territory/projection.h"

#include <algorithm>
#include <cmath>
#include <thread>

#include <fmt/format.h>

#include "dateline/base/file.h"
#include "dateline/territory/projection_rules.h"
#include "dateline/territory/projection_run.h"
#include "dateline/territory/projection_scene.h"

namespace dateline {
namespace {

constexpr int kMostDays = 366;
constexpr int kMostRuns = 1000000;
constexpr int kMostThreads = 256;
constexpr int kGroups = 20;         ///< of runs that share their parameters
constexpr std::size_t kStamp = 12;  ///< characters of a hash that are shown
constexpr double kNinety = 1.645;   ///< standard normal deviations on each side of 90 %

/// How often each state was seen in one group of runs.
struct Tally {
  int runs = 0;
  std::vector<std::uint32_t> held;     ///< [(day * places + place) * states + state]
  std::vector<std::uint32_t> changed;  ///< [day * places + place]
};

Status check(const ProjectionQuestion& question, const ProjectionInputs& inputs) {
  const auto wrong = [](std::string expected, auto found) -> Status {
    return fail(ErrorCode::kArgumentInvalid, fmt::format("expected {}, found {}", expected, found));
  };
  if (question.days < 1 || question.days > kMostDays)
    return wrong(fmt::format("1 to {} days", kMostDays), question.days);
  if (question.runs < 2 || question.runs > kMostRuns)
    return wrong(fmt::format("2 to {} runs", kMostRuns), question.runs);
  if (question.threads < 1 || question.threads > kMostThreads)
    return wrong(fmt::format("1 to {} threads", kMostThreads), question.threads);
  if (!(question.pace >= 0 && question.pace <= 100))
    return wrong("a pace from 0 to 100", question.pace);
  if (inputs.control->states().size() < 2) return wrong("a belief about parties", "none");
  return {};
}

/// Runs number group, group + groups, ... of the whole.
Tally run_group(const ProjectionScene& scene, const ProjectionQuestion& question, int group,
                int groups) {
  const std::size_t places = scene.now.size(), states = scene.parties + 1;
  Tally tally;
  tally.held.assign(static_cast<std::size_t>(question.days) * places * states, 0);
  tally.changed.assign(static_cast<std::size_t>(question.days) * places, 0);
  // Groups throw by numbers that no run has.
  const ProjectionDraw draw =
      draw_parameters(scene, CounterDice(question.seed, ~static_cast<std::uint64_t>(group)));
  ProjectionRun run(scene);
  for (int number = group; number < question.runs; number += groups) {
    run.begin(draw, CounterDice(question.seed, static_cast<std::uint64_t>(number)));
    for (int day = 0; day < question.days; ++day) {
      run.pass_day();
      const std::size_t row = static_cast<std::size_t>(day) * places;
      for (std::size_t place = 0; place < places; ++place) {
        ++tally.held[(row + place) * states + run.states()[place]];
        tally.changed[row + place] += run.changed()[place];
      }
    }
    ++tally.runs;
  }
  return tally;
}

std::vector<Tally> run_groups(const ProjectionScene& scene, const ProjectionQuestion& question) {
  const int groups = std::min(kGroups, question.runs / 2);
  std::vector<Tally> out(groups);
  std::vector<std::thread> threads;
  const int count = std::min(question.threads, groups);
  const auto work = [&](int thread) {
    for (int group = thread; group < groups; group += count)
      out[group] = run_group(scene, question, group, groups);
  };
  for (int thread = 1; thread < count; ++thread) threads.emplace_back(work, thread);
  work(0);
  for (std::thread& thread : threads) thread.join();
  return out;
}

/// Counts of one cell in each group -> the chance with its interval.
template <class Count>
ProjectedChance chance_of(const std::vector<Tally>& tallies, const Count& count) {
  double runs = 0, hits = 0;
  for (const Tally& tally : tallies) runs += tally.runs, hits += count(tally);
  ProjectedChance out;
  out.p = hits / runs;
  // Wilson 1927.
  const double z2 = kNinety * kNinety;
  const double centre = (out.p + z2 / (2 * runs)) / (1 + z2 / runs);
  out.error =
      kNinety / (1 + z2 / runs) * std::sqrt(out.p * (1 - out.p) / runs + z2 / (4 * runs * runs));
  // Between groups, less what sampling alone would give.
  double between = 0, within = 0;
  for (const Tally& tally : tallies) {
    const double p = count(tally) / tally.runs;
    between += (p - out.p) * (p - out.p);
    if (tally.runs > 1) within += p * (1 - p) / (tally.runs - 1);
  }
  const double groups = static_cast<double>(tallies.size());
  if (groups > 1) out.spread = std::sqrt(std::max(0.0, between / (groups - 1) - within / groups));
  const double wide = kNinety * out.spread;
  out.low = std::max(0.0, out.p - std::hypot(out.p - (centre - out.error), wide));
  out.high = std::min(1.0, out.p + std::hypot(centre + out.error - out.p, wide));
  return out;
}

void fill_from_runs(const ProjectionScene& scene, const std::vector<Tally>& tallies,
                    Projection& out) {
  const std::size_t places = scene.now.size(), states = scene.parties + 1;
  for (std::size_t place = 0; place < places; ++place) {
    for (int day = 0; day < scene.days; ++day) {
      const std::size_t row = static_cast<std::size_t>(day) * places + place;
      auto& held = out.places[place].held.emplace_back();
      for (std::size_t s = 0; s < states; ++s)
        held.push_back(chance_of(tallies, [&](const Tally& tally) {
          return static_cast<double>(tally.held[row * states + s]);
        }));
      out.places[place].changed.push_back(chance_of(
          tallies, [&](const Tally& tally) { return static_cast<double>(tally.changed[row]); }));
    }
  }
}

void fill_from_rule(const ProjectionScene& scene, const BeliefsAhead& ahead, Projection& out) {
  const auto certain = [](double p) { return ProjectedChance{p, p, p, 0, 0}; };
  for (std::size_t place = 0; place < scene.now.size(); ++place) {
    for (const auto& beliefs : ahead) {
      auto& held = out.places[place].held.emplace_back();
      double moved = 0;
      for (std::size_t s = 0; s <= scene.parties; ++s) {
        held.push_back(certain(beliefs[place][s]));
        moved += std::max(0.0, beliefs[place][s] - scene.now[place][s]);
      }
      out.places[place].changed.push_back(certain(moved));
    }
  }
}

void assume(const ProjectionScene& scene, const ProjectionQuestion& question, Projection& out) {
  out.assumptions = scene.facts;
  const auto say = [&](std::string what) { out.assumptions.push_back(std::move(what)); };
  if (question.model != ProjectionModel::kFront) {
    out.assumptions = {"a plain rule, to compare with: it has no intervals"};
    return;
  }
  std::size_t off = 0;
  for (std::size_t u = 0; u < scene.map.size(); ++u) off += scene.map.links[u].empty();
  if (question.pace != 1) say(fmt::format("set: {} times the pace of the record", question.pace));
  say("start: each run draws who holds each place from the belief of the start, by itself; parts "
      "of "
      "a place are drawn with it");
  say(fmt::format(
      "map: {} places move by themselves on {} ways, {} are parts of them; {} without a "
      "road never change",
      scene.map.size() - off, scene.map.ways, scene.map.parts.size(), off));
  say("fronts: a place is taken from ground of an enemy that a road joins it to, at the pace of "
      "that "
      "pair and of the places near by, faster with more roads, slower with more people and "
      "fighters");
  say("reserves and retreats go along roads open on that day between places of one holder");
  say("parties, sides, roads and backing stay as they are on the start; nobody changes sides, no "
      "truce is made, nobody from outside comes in");
  std::string weights = to_text(scene.weights);
  std::ranges::replace(weights, ',', ' ');
  if (weights.ends_with('\n')) weights.pop_back();
  for (std::size_t at = weights.find('\n'); at != std::string::npos; at = weights.find('\n', at))
    weights.replace(at, 1, ", ");
  say(fmt::format("weights {} (data/territory/projection.csv gives the reason of each): {}",
                  content_hash(to_text(scene.weights)).substr(0, kStamp), weights));
}

}  // namespace

std::optional<ProjectionModel> parse_projection_model(std::string_view name) {
  if (name == "front") return ProjectionModel::kFront;
  if (name == "same") return ProjectionModel::kSame;
  if (name == "yesterday") return ProjectionModel::kYesterday;
  if (name == "evenly") return ProjectionModel::kEvenly;
  return std::nullopt;
}

Result<Projection> project(const ProjectionInputs& inputs, const ProjectionQuestion& question) {
  if (auto fine = check(question, inputs); !fine) return tl::unexpected(fine.error());
  auto scene = make_scene(inputs, question);
  if (!scene) return tl::unexpected(scene.error());
  Projection out;
  out.question = question;
  out.start = scene->start;
  out.states = inputs.control->states();
  for (std::size_t i = 0; i < scene->now.size(); ++i) {
    PlaceProjection place;
    place.place = inputs.control->places()[i];
    place.now = scene->now[i];
    out.places.push_back(std::move(place));
  }
  for (std::size_t u = 0; u < scene->map.size(); ++u)
    out.places[scene->map.wholes[u]].on_roads = !scene->map.links[u].empty();
  for (const FrontMap::Part& part : scene->map.parts)
    out.places[part.place].on_roads = !scene->map.links[part.whole].empty();
  if (question.model == ProjectionModel::kFront)
    fill_from_runs(*scene, run_groups(*scene, question), out);
  else
    fill_from_rule(*scene, rule_ahead(*scene, question.model), out);
  assume(*scene, question, out);
  return out;
}

}  // namespace dateline
