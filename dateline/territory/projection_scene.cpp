#include "dateline/territory/projection_scene.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace dateline {
namespace {

constexpr double kPeople = 20000;  ///< of a town whose garrison is 1
constexpr double kFighters = 500;  ///< that add the first step
constexpr double kDegreeKm = 111;

/// True where `actor` is `party` or lies in it.
bool lies_within(const ActorId& actor, const ActorId& party) {
  const std::string& a = actor.str();
  const std::string& p = party.str();
  return a == p || (a.size() > p.size() && a.starts_with(p) && a[p.size()] == '.');
}

bool related(const ActorId& a, const ActorId& b) { return lies_within(a, b) || lies_within(b, a); }

/// Builds a scene step by step.
class SceneMaker {
 public:
  SceneMaker(const ProjectionInputs& inputs, const ProjectionQuestion& question)
      : in_(inputs), question_(question), states_(inputs.control->states()) {}

  Result<ProjectionScene> make() {
    scene_.weights = in_.weights;
    scene_.start = in_.control->days().end;
    scene_.days = question_.days;
    scene_.parties = states_.size() - 1;
    scene_.pace_factor = question_.pace;
    scene_.map = make_front_map(in_.control->places(), *in_.gazetteer, *in_.roads, in_.weights,
                                scene_.start);
    for (const PlaceId& place : in_.control->places())
      scene_.now.push_back(in_.control->find(place, scene_.start)->probability);
    find_sides();
    const auto before = garrisons(false);
    std::vector<double> ease(before.size());
    for (std::size_t i = 0; i < before.size(); ++i)
      ease[i] = std::pow(before[i], -in_.weights.resist);
    scene_.pace =
        measure_pace(scene_.map, *in_.control, *in_.parties, ease, in_.weights, scene_.start);
    tell_pace();
    if (question_.base_pace) forget_pace();
    scene_.holders = most_probable();
    if (auto done = change_places(); !done) return tl::unexpected(done.error());
    scene_.garrison = garrisons(true);
    if (auto done = change_backing(); !done) return tl::unexpected(done.error());
    find_distances();
    return std::move(scene_);
  }

 private:
  std::size_t parties() const { return scene_.parties; }
  std::string name(std::size_t state) const { return in_.parties->name(states_[state]); }

  void find_sides() {
    scene_.allied.assign(parties() * parties(), 0);
    scene_.absent.assign(parties(), 0);
    for (std::size_t a = 0; a < parties(); ++a) {
      for (std::size_t b = 0; b < parties(); ++b)
        scene_.allied[a * parties() + b] =
            a == b || in_.parties->allied(states_[a], states_[b], scene_.start);
      for (const ActorId& gone : question_.absent)
        scene_.absent[a] |= lies_within(states_[a], gone);
    }
  }

  bool is_gone(const ActorId& party) const {
    return std::ranges::any_of(question_.absent,
                               [&](const ActorId& gone) { return lies_within(party, gone); });
  }

  /// Fighters told of by place and party: those of forces.csv that were known by the day.
  void add_fighters(const Force& force, std::vector<double>& fighters) const {
    const Place* where = in_.gazetteer->find(force.place);
    if (!where) return;
    double size = in_.weights.force_untold;
    if (force.low && force.high) size = std::sqrt(*force.low * *force.high);
    std::vector<std::uint32_t> at;
    for (std::uint32_t u = 0; u < scene_.map.size(); ++u) {
      const Place* place = in_.gazetteer->find(in_.control->places()[scene_.map.wholes[u]]);
      if (place && (place->id == where->id || place->id == where->within ||
                    (where->is_region && in_.gazetteer->lies_in(*place, *where))))
        at.push_back(u);
    }
    const auto mode = most_probable();
    for (std::size_t p = 0; p < parties(); ++p) {
      if (!related(force.party, states_[p]) &&
          !in_.parties->allied(force.party, states_[p], scene_.start))
        continue;
      // A region's force stands where its side most probably does.
      std::vector<std::uint32_t> held;
      for (const std::uint32_t u : at)
        if (!where->is_region || mode[u] == p) held.push_back(u);
      for (const std::uint32_t u : held)
        fighters[u * parties() + p] += size / static_cast<double>(held.size());
    }
  }

  std::vector<double> garrisons(bool as_asked) {
    std::vector<double> fighters(scene_.map.size() * parties());
    int counted = 0, later = 0;
    for (const Force& force : in_.forces) {
      if (force.place.empty() || force.of != "fighter") continue;
      if (force.asof > scene_.start) {
        ++later;
      } else if (!as_asked || !is_gone(force.party)) {
        add_fighters(force, fighters);
        ++counted;
      }
    }
    if (as_asked)
      scene_.facts.push_back(
          fmt::format("forces: {} rows of forces.csv with a place, as of the start or earlier; {} "
                      "later ones left out",
                      counted, later));
    std::vector<double> out(fighters.size());
    for (std::uint32_t u = 0; u < scene_.map.size(); ++u) {
      const Place* place = in_.gazetteer->find(in_.control->places()[scene_.map.wholes[u]]);
      const double people = place ? static_cast<double>(place->population) : 0;
      for (std::size_t p = 0; p < parties(); ++p)
        out[u * parties() + p] =
            1 + in_.weights.size * std::log2(1 + people / kPeople) +
            in_.weights.force * std::log2(1 + fighters[u * parties() + p] / kFighters);
    }
    return out;
  }

  std::vector<std::uint32_t> most_probable() const {
    std::vector<std::uint32_t> out;
    for (const std::uint32_t whole : scene_.map.wholes) {
      const auto& belief = scene_.now[whole];
      out.push_back(static_cast<std::uint32_t>(std::max_element(belief.begin(), belief.end() - 1) -
                                               belief.begin()));
    }
    return out;
  }

  void tell_pace() {
    std::vector<std::pair<double, std::size_t>> pairs;
    for (std::size_t i = 0; i < parties() * parties(); ++i)
      if (scene_.pace.at_war[i] && scene_.pace.wins[i] >= kLeastTold)
        pairs.emplace_back(-scene_.pace.wins[i], i);
    std::ranges::sort(pairs);
    for (const auto& [wins, pair] : pairs) {
      const std::size_t a = pair / parties(), h = pair % parties();
      scene_.facts.push_back(fmt::format(
          "pace: {} takes from {} {:.3f} a day and place on the front, by {:.1f} moves in {:.0f} "
          "place-days (older days count less){}",
          name(a), name(h), scene_.pace.rate(a, h, in_.weights), scene_.pace.pair_moves[pair],
          scene_.pace.pair_days[pair],
          scene_.pace.since_last[pair] < 0
              ? ""
              : fmt::format("; last move {} days before the start", scene_.pace.since_last[pair])));
    }
    for (std::size_t h = 0; h < parties(); ++h)
      if (scene_.pace.behind_moves[h] >= kLeastTold)
        scene_.facts.push_back(fmt::format(
            "pace: {} loses {:.3f} a day and place behind its lines, by {:.1f} moves in {:.0f} "
            "place-days",
            name(h), scene_.pace.behind(h, in_.weights), scene_.pace.behind_moves[h],
            scene_.pace.behind_days[h]));
    if (scene_.facts.empty())
      scene_.facts.push_back("pace: the record tells of no move; every front has the base rate");
  }

  void forget_pace() {
    for (auto* counts :
         {&scene_.pace.pair_moves, &scene_.pace.pair_days, &scene_.pace.near_moves,
          &scene_.pace.near_days, &scene_.pace.behind_moves, &scene_.pace.behind_days})
      std::ranges::fill(*counts, 0.0);
    scene_.facts.push_back("pace: asked for the base rate; what the record tells is not used");
  }

  Status change_places() {
    const auto& places = in_.control->places();
    for (const auto& [place, party] : question_.changes) {
      const auto at = std::ranges::lower_bound(places, place);
      const Place* known = in_.gazetteer->find(place);
      if (at == places.end() || *at != place)
        return fail(ErrorCode::kPlaceUnknown,
                    fmt::format("expected a place with a belief about its control, found {}",
                                known ? known->name : place.str()));
      std::size_t state = 0;
      while (state < states_.size() && !lies_within(party, states_[state])) ++state;
      if (state == states_.size())
        return fail(
            ErrorCode::kPartyUnknown,
            fmt::format("expected a party that can hold places here, found {}", party.str()));
      const auto index = static_cast<std::uint32_t>(at - places.begin());
      set(index, state);
      for (const FrontMap::Part& part : scene_.map.parts)
        if (scene_.map.wholes[part.whole] == index) set(part.place, state);
      scene_.facts.push_back(
          fmt::format("set: {} is held by {} from the start", known->name,
                      state == parties() ? "nobody alone (contested)" : name(state)));
    }
    return {};
  }

  void set(std::uint32_t place, std::size_t state) {
    scene_.now[place].assign(states_.size(), 0.0);
    scene_.now[place][state] = 1;
    const auto whole = std::ranges::lower_bound(scene_.map.wholes, place);
    if (state < parties() && whole != scene_.map.wholes.end() && *whole == place)
      scene_.holders[static_cast<std::size_t>(whole - scene_.map.wholes.begin())] =
          static_cast<std::uint32_t>(state);
  }

  bool in_force(const Backing& row) const { return is_between(scene_.start, row.since, row.until); }

  Status change_backing() {
    std::vector<double> lost(parties(), 0.0);
    int counted = 0;
    for (const Backing& row : in_.backing) {
      if (!in_force(row)) continue;
      ++counted;
      const double weight = in_.weights.backing(row.how) * row.certainty;
      bool gone = is_gone(row.backer);
      for (const auto& [party, how] : question_.without)
        gone |= how == row.how && lies_within(row.backer, party);
      for (std::size_t p = 0; gone && p < parties(); ++p)
        if (related(row.backed, states_[p])) lost[p] += weight;
    }
    if (auto own = lose_own_air(lost); !own) return own;
    scene_.facts.push_back(
        fmt::format("backing: {} rows of backing.csv hold on the start; the pace was measured with "
                    "them, so only what is taken away counts",
                    counted));
    scene_.ease.assign(parties() * parties(), 0.0);
    for (std::size_t a = 0; a < parties(); ++a)
      for (std::size_t h = 0; h < parties(); ++h)
        scene_.ease[a * parties() + h] = lost[h] - lost[a];
    for (const ActorId& gone : question_.absent)
      scene_.facts.push_back(fmt::format("set: {} is absent: it holds, takes and gives nothing",
                                         in_.parties->name(gone)));
    for (std::size_t p = 0; p < parties(); ++p)
      if (lost[p] > 0)
        scene_.facts.push_back(
            fmt::format("set: without that backing places of {} fall {:.2f} times as fast, and it "
                        "takes others' "
                        "{:.2f} times as fast",
                        name(p), std::exp(lost[p]), std::exp(-lost[p])));
    return {};
  }

  /// Aircraft of its own, by forces.csv.
  Status lose_own_air(std::vector<double>& lost) {
    for (const auto& [party, how] : question_.without) {
      if (in_.weights.backing(how) <= 0)
        return fail(ErrorCode::kArgumentInvalid,
                    fmt::format("expected air, troops, arms, money, training or diplomacy, found "
                                "\"{}\"",
                                how));
      if (how == "air")
        for (std::size_t p = 0; p < parties(); ++p)
          if (std::ranges::any_of(in_.forces, [&](const Force& force) {
                return force.of == "aircraft" && force.asof <= scene_.start &&
                       lies_within(force.party, party) && lies_within(force.party, states_[p]);
              }))
            lost[p] += in_.weights.backing_air;
      scene_.facts.push_back(
          fmt::format("set: no {} of {} and none that it gives", how, in_.parties->name(party)));
    }
    return {};
  }

  /// How far the ground of each party is, by the great circle.
  void find_distances() {
    std::vector<const Place*> places;
    for (const std::uint32_t whole : scene_.map.wholes)
      places.push_back(in_.gazetteer->find(in_.control->places()[whole]));
    std::vector<double> km(places.size() * parties(), std::numeric_limits<double>::infinity());
    for (std::uint32_t u = 0; u < places.size(); ++u) {
      if (!places[u] || !places[u]->point || scene_.map.links[u].empty()) continue;
      for (std::uint32_t v = 0; v < places.size(); ++v) {
        if (!places[v] || !places[v]->point || scene_.map.network[u] != scene_.map.network[v])
          continue;
        double& nearest = km[u * parties() + scene_.holders[v]];
        if (std::abs(places[u]->point->lat() - places[v]->point->lat()) * kDegreeKm < nearest)
          nearest = std::min(nearest, distance_m(*places[u]->point, *places[v]->point) / 1000);
      }
    }
    for (const double one : km)
      scene_.behind_share.push_back(std::exp(-one / in_.weights.behind_km));
  }

  static constexpr double kLeastTold = 0.2;  ///< moves that are worth a line

  const ProjectionInputs& in_;
  const ProjectionQuestion& question_;
  const std::vector<ActorId>& states_;
  ProjectionScene scene_;
};

}  // namespace

Result<ProjectionScene> make_scene(const ProjectionInputs& inputs,
                                   const ProjectionQuestion& question) {
  return SceneMaker(inputs, question).make();
}

}  // namespace dateline
