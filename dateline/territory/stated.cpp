#include "dateline/territory/stated.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "dateline/base/sort_unique.h"

namespace dateline {
namespace {

constexpr std::size_t kMainPlaces = 12;
constexpr double kMoved = 0.05;  ///< a rise that the condition brings
constexpr std::array<std::string_view, 4> kMainRoadWords = {"highway", "motorway", "main road",
                                                            "main route"};

/// The party whose ground a place is: the most probable one that `other` is not allied with.
ActorId party_at(const RoadWorld& world, const PlaceId& place, Day on, const ActorId& other) {
  const auto state = world.control->find(place, on);
  ActorId best;
  double most = 0.001;  // less is nobody
  for (std::size_t i = 0; state && i < state->probability.size(); ++i) {
    const ActorId& party = world.control->states()[i];
    if (party == kContested || state->probability[i] <= most) continue;
    if (!other.empty() && !world.parties->enemies(party, other, on)) continue;
    best = party;
    most = state->probability[i];
  }
  return best;
}

/// What changes hands where the condition comes true.
std::vector<PlaceChange> changes_of(const RoadWorld& world, const Claim& condition, Day on) {
  std::vector<PlaceChange> out;
  if (condition.negated) return out;
  for (const PlaceReading& where : condition.where) {
    if (!where.is_told()) continue;
    for (const RoadNode node : road_nodes(world, where.place)) {
      const PlaceId& place = world.graph->place(node);
      ActorId taker;
      if (condition.type == ClaimType::kCapture || condition.type == ClaimType::kHold) {
        const ActorId loser =
            condition.whom.empty() ? party_at(world, place, on, {}) : condition.whom.front().id;
        taker =
            condition.who.empty() ? party_at(world, place, on, loser) : condition.who.front().id;
      } else if (condition.type == ClaimType::kWithdraw && !condition.who.empty()) {
        taker = party_at(world, place, on, condition.who.front().id);
      } else if (condition.type == ClaimType::kEnter || condition.type == ClaimType::kClash) {
        taker = kContested;
      }
      if (!taker.empty()) out.emplace_back(place, taker);
    }
  }
  return out;
}

bool speaks_of_main_roads(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::any_of(kMainRoadWords.begin(), kMainRoadWords.end(),
                     [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

bool is_open_question(const Claim& claim) {
  return claim.status == ClaimStatus::kConditional || claim.status == ClaimStatus::kHypothetical;
}

bool tells_of_roads(ClaimType type) {
  return type == ClaimType::kCut || type == ClaimType::kClose || type == ClaimType::kOpen;
}

class Judge {
 public:
  Judge(const RoadWorld& world, Day on) : world_(world), on_(on) {}

  void judge(const Claim& claim, StatedConsequence& out) const { out.reason = answer(claim, out); }

 private:
  /// Fills in what is asked and found; returns the reason.
  std::string answer(const Claim& claim, StatedConsequence& out) const {
    if (out.changes.empty()) return "the condition changes no hands of a place on the roads";
    if (!tells_of_roads(claim.type))
      return fmt::format("the roads say nothing of \"{}\"", to_string(claim.type));
    const auto from = find_from(claim);
    if (!from) return "its places are none of the roads'";
    out.from = world_.graph->place(*from);
    out.traveller =
        party_at(world_, out.from, on_,
                 out.changes.front().second == kContested ? ActorId() : out.changes.front().second);
    if (out.traveller.empty()) return "nobody is known to hold the place that it speaks of";
    out.network = speaks_of_main_roads(claim.text) ? RoadNetwork::kMain : RoadNetwork::kCountry;
    const Passability before(world_, on_, out.traveller, {});
    const Passability after(world_, on_, out.traveller, out.changes);
    std::vector<RoadNode> to;
    for (const PlaceReading& where : claim.where) {
      const auto nodes = road_nodes(world_, where.place);
      if (std::find(nodes.begin(), nodes.end(), *from) != nodes.end()) continue;
      if (!nodes.empty()) out.to.push_back(where.place);
      to.insert(to.end(), nodes.begin(), nodes.end());
    }
    sort_unique(to);
    if (to.empty() && claim.type == ClaimType::kClose) return "it names no way between two places";
    if (to.empty()) return against_main_places(claim, *from, before, after, out);
    const bool led = leads(before, *from, to, out.network);
    const RoadNetwork network = led ? out.network : RoadNetwork::kCountry;
    out.before = before.cut_off(*from, to, network);
    out.after = after.cut_off(*from, to, network);
    if (led) return compare(claim, out);
    if (out.network == RoadNetwork::kCountry || !leads(before, *from, to, network)) {
      out.before = out.after = std::nullopt;
      return "no road of the country leads there";
    }
    out.network = network;
    return "no main road leads there; " + figures(out);
  }

  std::optional<RoadNode> find_from(const Claim& claim) const {
    for (const PlaceReading& where : claim.where) {
      if (where.is_region) continue;
      const auto nodes = road_nodes(world_, where.place);
      if (nodes.size() == 1) return nodes.front();
    }
    return std::nullopt;
  }

  static std::string figures(const StatedConsequence& out) {
    return fmt::format("cut off with {:.0f} % before, {:.0f} % after", 100 * out.before->value,
                       100 * out.after->value);
  }

  /// Whether roads lead there, whoever holds them.
  static bool leads(const Passability& world, RoadNode from, const std::vector<RoadNode>& to,
                    RoadNetwork network) {
    RoadFilter filter = world.filter(network, false);
    filter.node = [](RoadNode) { return true; };
    const std::vector<bool> reached = connected_set(world.graph(), from, filter);
    return std::any_of(to.begin(), to.end(), [&](RoadNode node) { return reached[node]; });
  }

  std::string compare(const Claim& claim, StatedConsequence& out) const {
    const double after = out.after->value;
    const std::string change = figures(out);
    if (std::abs(after - 0.5) < 2 * out.after->standard_error)
      return change + ", which sampling does not tell from even";
    const bool says_cut = (claim.type != ClaimType::kOpen) != claim.negated;
    out.agreement = says_cut == (after > 0.5) ? Agreement::kAgrees : Agreement::kDisagrees;
    return change;
  }

  /// "The capital would be cut off": from which of the party's main places.
  std::string against_main_places(const Claim& claim, RoadNode from, const Passability& before,
                                  const Passability& after, StatedConsequence& out) const {
    std::vector<std::string> cut;
    std::size_t asked = 0;
    for (const RoadNode node : main_places(before, kMainPlaces)) {
      if (node == from) continue;
      const Chance was = before.cut_off(from, {node}, out.network);
      const Chance is = after.cut_off(from, {node}, out.network);
      ++asked;
      if (is.value >= 0.5 && is.value - was.value >= kMoved)
        cut.push_back(world_.gazetteer->at(world_.graph->place(node)).name);
      if (!out.after || is.value - was.value > out.after->value - out.before->value) {
        out.before = was;
        out.after = is;
        out.to = {world_.graph->place(node)};
      }
    }
    if (asked == 0) return "the party holds no other main place on the roads";
    if (cut.empty() && is_so_already(before, out.changes))
      return "the condition has come true already, most probably";
    const bool says_cut = (claim.type != ClaimType::kOpen) != claim.negated;
    out.agreement = says_cut == !cut.empty() ? Agreement::kAgrees : Agreement::kDisagrees;
    return fmt::format("{}; of {} main places the condition cuts it off from {}{}{}", figures(out),
                       asked, cut.empty() ? "none" : std::to_string(cut.size()),
                       cut.empty() ? "" : ": ", fmt::join(cut, ", "));
  }

  bool is_so_already(const Passability& before, const std::vector<PlaceChange>& changes) const {
    return std::all_of(changes.begin(), changes.end(), [&](const PlaceChange& change) {
      const ActorId holder = before.holding(change.first).party;
      return holder == change.second ||
             (!holder.empty() && world_.parties->allied(holder, change.second, on_));
    });
  }

  const RoadWorld& world_;
  const Day on_;
};

}  // namespace

std::string_view to_string(Agreement agreement) {
  switch (agreement) {
    case Agreement::kAgrees:
      return "agrees";
    case Agreement::kDisagrees:
      return "disagrees";
    case Agreement::kCannotTell:
      return "cannot tell";
  }
  return "";
}

std::vector<StatedConsequence> stated_consequences(const RoadWorld& world,
                                                   const std::vector<Report>& reports, Day on,
                                                   int days) {
  std::map<ClaimId, const Claim*> by_id;
  std::vector<const Report*> ordered;
  for (const Report& report : reports) {
    if (!DayInterval{on - days, on}.contains(report.published)) continue;
    ordered.push_back(&report);
    by_id.emplace(report.claim->id, report.claim);
  }
  std::sort(ordered.begin(), ordered.end(), [](const Report* a, const Report* b) {
    return std::pair(a->published, a->claim->id) < std::pair(b->published, b->claim->id);
  });
  const Judge judge(world, on);
  std::vector<StatedConsequence> out;
  for (const Report* report : ordered) {
    const Claim& claim = *report->claim;
    std::vector<const Claim*> conditions;
    for (const ClaimLink& link : claim.links)
      if (const auto it = by_id.find(link.claim); link.kind == "if" && it != by_id.end())
        conditions.push_back(it->second);
    const bool linked = !conditions.empty();
    if (!linked && tells_of_roads(claim.type) && is_open_question(claim)) {
      for (const Report* other : ordered)
        if (other->claim->document == claim.document && other->claim->sentence == claim.sentence &&
            tells_control(other->claim->type) && is_open_question(*other->claim))
          conditions.push_back(other->claim);
    }
    if (conditions.empty()) continue;
    StatedConsequence one;
    one.claim = claim.id;
    one.condition = conditions.front()->id;
    one.linked = linked;
    one.document = claim.document;
    one.published = report->published;
    one.outlet = report->outlet;
    one.sentence = report->sentence;
    for (const Claim* condition : conditions)
      for (PlaceChange& change : changes_of(world, *condition, on))
        one.changes.push_back(std::move(change));
    judge.judge(claim, one);
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace dateline
