#include "dateline/territory/control.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "dateline/territory/baselines.h"
#include "dateline/territory/carry_over.h"
#include "dateline/territory/control_data.h"
#include "dateline/territory/neighbours.h"
#include "dateline/territory/stance.h"

namespace dateline {
namespace {

/// Documents that must name a party in a territory claim for it to be a state though nobody lists
/// it.
constexpr int kDocumentsForUnlisted = 2;

bool listed(const ActorId& actor, const Parties& parties) {
  std::string id = actor.str();
  while (!id.empty()) {
    if (parties.find(ActorId(id))) return true;
    const std::size_t dot = id.rfind('.');
    id = dot == std::string::npos ? std::string() : id.substr(0, dot);
  }
  return false;
}

/// People and bodies of states do not hold places, nor do parts of theirs that nobody lists.
bool can_hold(const ActorId& actor, const Parties& parties) {
  for (std::string id = actor.str(); !id.empty();) {
    if (const Party* party = parties.find(ActorId(id)); party && !party->kind.empty())
      return party->kind != "people" && party->kind != "organisation" &&
             party->kind != "international";
    const std::size_t dot = id.rfind('.');
    id = dot == std::string::npos ? std::string() : id.substr(0, dot);
  }
  return !actor.empty();
}

/// True where nobody tells it but one who counts as silent.
bool is_silent(const Report& report, const ControlInputs& inputs) {
  if (inputs.silent.empty()) return false;
  const std::vector<Voice> voices = voices_of(report, *inputs.parties, inputs.weights);
  return std::ranges::all_of(voices,
                             [&](const Voice& voice) { return voice.origin == inputs.silent; });
}

/// Reports in one order whatever order they came in; each claim once; only what was known.
std::vector<Report> ordered(const ControlInputs& inputs) {
  std::vector<Report> reports;
  for (const Report& report : inputs.reports) {
    if (report.claim && (!inputs.known_by || report.published <= *inputs.known_by) &&
        !is_silent(report, inputs)) {
      reports.push_back(report);
    }
  }
  const auto key = [](const Report& r) {
    return std::tie(r.published, r.claim->id, r.claim->document, r.outlet, r.claim->span);
  };
  std::sort(reports.begin(), reports.end(),
            [&](const Report& a, const Report& b) { return key(a) < key(b); });
  const auto last =
      std::unique(reports.begin(), reports.end(), [](const Report& a, const Report& b) {
        return !a.claim->id.empty() && a.claim->id == b.claim->id && a.published == b.published;
      });
  reports.erase(last, reports.end());
  return reports;
}

StateSpace find_states(const ControlInputs& inputs, const std::vector<Report>& reports) {
  std::vector<ActorId> actors = inputs.start ? inputs.start->parties() : std::vector<ActorId>{};
  const StateSpace known(actors);
  std::map<ActorId, std::set<DocumentId>> named;
  for (const Report& report : reports) {
    const Claim& claim = *report.claim;
    if (!claim.asserts() || claim.background || !tells_control(claim.type) ||
        claim.type == ClaimType::kAdvance) {  // who only comes nearer holds nothing yet
      continue;
    }
    const bool at_point = std::any_of(claim.where.begin(), claim.where.end(), [&](const auto& w) {
      const Place* place = inputs.gazetteer->find(w.place);
      return place && !place->is_region && w.is_told();
    });
    if (!at_point) continue;
    for (const ActorReading& actor : claim.who) {
      // Who fights beside a known holder holds for him: allies make no state of their own.
      if (can_hold(actor.id, *inputs.parties) &&
          !known.mask_with_allies(actor.id, *inputs.parties, report.published)) {
        named[actor.id].insert(claim.document);
      }
    }
  }
  std::vector<std::pair<std::size_t, ActorId>> fresh;
  for (const auto& [actor, documents] : named) {
    if (listed(actor, *inputs.parties) || documents.size() >= kDocumentsForUnlisted) {
      fresh.emplace_back(documents.size(), actor);
    }
  }
  // Where there are too many, those that most documents name.
  constexpr std::size_t kMostParties = 63;
  std::sort(fresh.begin(), fresh.end(), [](const auto& a, const auto& b) {
    return std::tie(b.first, a.second) < std::tie(a.first, b.second);
  });
  if (actors.size() > kMostParties) actors.resize(kMostParties);
  std::vector<ActorId> claimed;
  for (const auto& [count, actor] : fresh) {
    if (actors.size() + claimed.size() < kMostParties) claimed.push_back(actor);
  }
  for (const ActorId& actor : widest(std::move(claimed))) actors.push_back(actor);
  std::sort(actors.begin(), actors.end());
  return StateSpace(std::move(actors));
}

PlaceIndex find_places(const ControlInputs& inputs, const std::vector<Report>& reports) {
  std::set<PlaceId> places;
  const auto elsewhere = [&](const Place& place) {
    return !place.country.empty() && !inputs.countries.empty() &&
           std::find(inputs.countries.begin(), inputs.countries.end(), place.country) ==
               inputs.countries.end();
  };
  for (const Place& place : inputs.gazetteer->places()) {
    // Towns of a neighbour are on the map for the roads through them, not for the war.
    if (!place.is_region && place.point && place.kind != "foreign" &&
        place.row.starts_with("places.csv:")) {
      places.insert(place.id);
    }
  }
  if (inputs.start) {
    for (const StartRow& row : inputs.start->rows) {
      const Place* place = inputs.gazetteer->find(row.place);
      if (place && !place->is_region) places.insert(place->id);
    }
  }
  for (const Report& report : reports) {
    if (!report.claim->asserts() || report.claim->background ||
        !tells_control(report.claim->type)) {
      continue;
    }
    for (const PlaceReading& where : report.claim->where) {
      const Place* place = inputs.gazetteer->find(where.place);
      if (place && !place->is_region && place->kind != "foreign" && !elsewhere(*place)) {
        places.insert(place->id);
      }
    }
  }
  PlaceIndex index;
  index.places.assign(places.begin(), places.end());
  for (std::uint32_t i = 0; i < index.places.size(); ++i) index.of.emplace(index.places[i], i);
  return index;
}

Belief belief_of(const StartRow& row, const StateSpace& space) {
  Belief belief(space.size(), 0.0);
  double sum = 0;
  for (const auto& [party, share] : row.shares) {
    if (party == kContested) {
      belief[space.contested()] += share;
      sum += share;
      continue;
    }
    const StateMask mask = space.mask_of(party);
    if (!mask) continue;
    for (std::size_t i = 0; i < space.contested(); ++i) {
      if ((mask >> i) & 1) belief[i] += share / std::popcount(mask);
    }
    sum += share;
  }
  const double rest = std::max(0.0, 1 - sum) / static_cast<double>(space.size());
  sum = 0;
  for (double& value : belief) sum += (value += rest);
  // A state that starts at nothing could never be believed, whatever is reported.
  constexpr double kLeast = 1e-4;
  const double scale = 1 - kLeast * static_cast<double>(space.size());
  for (double& value : belief) value = value / sum * scale + kLeast;
  return belief;
}

Chain chain_of(const Place& place, const std::vector<Evidence>& evidence,
               const ControlInputs& inputs, const StateSpace& space,
               const std::vector<Report>& reports) {
  Chain chain;
  chain.drift = inputs.weights.drift;
  const auto rows = inputs.start ? inputs.start->rows_for(place, *inputs.gazetteer)
                                 : std::vector<const StartRow*>{};
  chain.begin = std::min(inputs.since.value_or(inputs.days.begin), inputs.days.begin);
  if (rows.empty()) {
    chain.start.assign(space.size(), 1.0 / static_cast<double>(space.size()));
    if (!evidence.empty()) {
      for (const Evidence& one : evidence) chain.begin = std::min(chain.begin, one.since);
    }
  } else {
    chain.start = belief_of(*rows.front(), space);
    chain.start_row = rows.front()->row;
    chain.begin = std::min(chain.begin, rows.front()->on);
  }
  chain.steps = steps_of(evidence, chain.begin, space, inputs.weights, reports);
  for (const StartRow* row : rows) {
    if (row->on <= chain.begin) continue;
    // Days before the first row take the first, so the first is no new start either.
    Step reset;
    reset.kind = Step::Kind::kReset;
    reset.day = row->on;
    reset.values = belief_of(*row, space);
    reset.row = row->row;
    chain.steps.push_back(std::move(reset));
  }
  sort_steps(chain.steps);
  return chain;
}

/// What is known of a place, without its neighbours and without beliefs.
PlaceBelief belief_about(std::uint32_t i, const ControlInputs& inputs,
                         const ControlTable::Data& data, const std::vector<Report>& reports) {
  const std::vector<Evidence>& evidence = data.evidence[i];
  PlaceBelief place;
  place.chain =
      chain_of(inputs.gazetteer->at(data.index.places[i]), evidence, inputs, data.space, reports);
  std::set<std::uint32_t> origins;
  for (const Evidence& one : evidence) {
    if (one.day < place.chain.begin) continue;
    if (origins.insert(one.origin).second) place.first_heard.push_back(one.day);
    place.heard.push_back(one.day);
  }
  return place;
}

/// True where places of one table can be taken over into the other.
bool is_comparable(const ControlTable::Data& before, const ControlTable::Data& now) {
  return before.model == ControlModel::kBelief && now.model == before.model &&
         before.focus.empty() && now.focus.empty() && before.since == now.since &&
         before.days.begin == now.days.begin && before.days.end == now.days.end &&
         before.space.states() == now.space.states() && before.index.places == now.index.places;
}

}  // namespace

bool tells_control(ClaimType type) {
  return type == ClaimType::kCapture || type == ClaimType::kEnter || type == ClaimType::kWithdraw ||
         type == ClaimType::kHold || type == ClaimType::kBesiege || type == ClaimType::kAdvance;
}

std::optional<ControlModel> parse_control_model(std::string_view name) {
  if (name == "belief") return ControlModel::kBelief;
  if (name == "latest") return ControlModel::kLatest;
  if (name == "vote") return ControlModel::kVote;
  if (name == "persist") return ControlModel::kPersist;
  return std::nullopt;
}

std::string_view to_string(InfluenceKind kind) {
  switch (kind) {
    case InfluenceKind::kStart:
      return "start";
    case InfluenceKind::kTime:
      return "time";
    case InfluenceKind::kNeighbours:
      return "neighbours";
    case InfluenceKind::kOpening:
      return "opening";
    case InfluenceKind::kClaim:
      return "claim";
    case InfluenceKind::kLater:
      return "later";
  }
  return "";
}

std::vector<Report> make_reports(const std::vector<Claim>& claims,
                                 const std::vector<Document>& documents) {
  std::unordered_map<DocumentId, const Document*> by_id;
  for (const Document& document : documents) by_id.emplace(document.id, &document);
  std::vector<Report> reports;
  reports.reserve(claims.size());
  for (const Claim& claim : claims) {
    const auto it = by_id.find(claim.document);
    if (it == by_id.end()) continue;
    const Document& document = *it->second;
    Report report{&claim, document.published.day, document.outlet, {}};
    if (claim.sentence.end <= document.text.size() && claim.sentence.begin < claim.sentence.end) {
      report.sentence = std::string(document.slice(claim.sentence));
    }
    reports.push_back(std::move(report));
  }
  return reports;
}

ControlTable infer_control(const ControlInputs& inputs, const ControlTable* earlier) {
  ControlTable table;
  ControlTable::Data& data = *table.data_;
  const std::vector<Report> reports = ordered(inputs);
  data.days = inputs.days;
  data.model = inputs.model;
  data.since = inputs.since;
  data.focus = inputs.focus;
  data.space = find_states(inputs, reports);
  data.index = find_places(inputs, reports);
  EvidenceSet set = weigh_reports(reports, data.index, data.space, *inputs.gazetteer,
                                  *inputs.parties, inputs.weights, inputs.forces, inputs.silent);
  data.siege_days = static_cast<int>(inputs.weights.siege_days);
  data.reasons = std::move(set.reasons);
  data.sieges = std::move(set.sieges);
  data.evidence = std::move(set.of_place);
  for (const Report& report : reports) {
    data.claims.push_back({report.claim->id, report.claim->document});
  }
  const ControlTable::Data* before =
      earlier && is_comparable(*earlier->data_, data) ? earlier->data_.get() : nullptr;
  std::vector<bool> needed(data.index.places.size(), true);
  if (before) {
    data.neighbours = before->neighbours;
    data.moves = before->moves;
  } else if (inputs.model == ControlModel::kBelief) {
    data.neighbours = find_neighbours(data.index, *inputs.gazetteer, inputs.roads, inputs.weights,
                                      inputs.focus, needed);
  }
  std::vector<bool> changed(data.index.places.size(), true);
  data.places.resize(data.index.places.size());
  for (std::uint32_t i = 0; i < data.places.size(); ++i) {
    PlaceBelief& place = data.places[i];
    changed[i] = !before || !carry_over(*before, data, i, place);
    if (changed[i] && needed[i]) place = belief_about(i, inputs, data, reports);
  }
  if (inputs.days.begin > inputs.days.end) return table;
  const bool all = inputs.focus.empty();
  const auto is_asked = [&](std::size_t i) {
    return all || std::find(inputs.focus.begin(), inputs.focus.end(), data.index.places[i]) !=
                      inputs.focus.end();
  };
  if (inputs.model != ControlModel::kBelief) {
    for (std::size_t i = 0; i < data.places.size(); ++i)
      if (is_asked(i))
        data.places[i].beliefs = baseline(inputs.model, data.places[i].chain, data.evidence[i],
                                          data.space, reports, inputs.days);
    return table;
  }
  couple_neighbours(inputs.weights, *inputs.gazetteer, data, changed);
  for (std::size_t i = 0; i < data.places.size(); ++i)
    if (changed[i] && is_asked(i))
      data.places[i].beliefs = smooth(data.places[i].chain, inputs.days);
  return table;
}

}  // namespace dateline
