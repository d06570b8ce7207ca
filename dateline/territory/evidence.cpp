#include "dateline/territory/evidence.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "dateline/meaning/knowledge.h"
#include "dateline/territory/effect.h"
#include "dateline/territory/takers.h"

namespace dateline {
namespace {

/// A clause of fewer words is too common to be known as a copy of another.
constexpr int kCopyWords = 5;

struct Target {
  std::uint32_t place;
  double factor;
  PlaceId through;
};

std::string_view to_string(Stance stance) {
  switch (stance) {
    case Stance::kNeutral:
      return "no stake";
    case Stance::kOwnGain:
      return "own gain";
    case Stance::kAdmission:
      return "admits a loss";
  }
  return "";
}

/// True where one of the words, its plural dropped, is of the set.
bool holds_force(std::string_view text, const std::unordered_set<std::string>& forces) {
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find_first_of(" -", begin), text.size());
    if (forces.contains(singular_word(text.substr(begin, end - begin)))) return true;
    begin = end + 1;
  }
  return false;
}

bool all_within(const std::vector<ActorReading>& actors, const std::vector<ActorReading>& others) {
  return std::all_of(actors.begin(), actors.end(), [&](const ActorReading& a) {
    return std::any_of(others.begin(), others.end(),
                       [&](const ActorReading& b) { return are_related(a.id, b.id); });
  });
}

/// True where the second claim says all that the first one does of who holds what.
bool says_the_same(const Claim& first, const Claim& second) {
  return first.type == second.type && first.negated == second.negated &&
         first.asserts() == second.asserts() && all_within(first.who, second.who) &&
         std::all_of(first.where.begin(), first.where.end(), [&](const PlaceReading& a) {
           return std::any_of(second.where.begin(), second.where.end(),
                              [&](const PlaceReading& b) { return a.place == b.place; });
         });
}

class Weigher {
 public:
  Weigher(const std::vector<Report>& reports, const PlaceIndex& index, const StateSpace& space,
          const Gazetteer& gazetteer, const Parties& parties, const ControlWeights& weights,
          const std::unordered_set<std::string>* forces, const std::string& silent)
      : reports_(reports),
        index_(index),
        space_(space),
        gazetteer_(gazetteer),
        parties_(parties),
        weights_(weights),
        forces_(forces),
        silent_(silent),
        takers_(reports, space, gazetteer, parties, weights) {
    set_.of_place.resize(index.places.size());
    set_.sieges.resize(index.places.size());
    for (std::uint32_t i = 0; i < index.places.size(); ++i) {
      const Place* place = gazetteer.find(index.places[i]);
      if (place && !place->within.empty()) {
        if (const auto it = index.of.find(place->within); it != index.of.end()) {
          within_[it->second].push_back(i);
        }
      }
    }
  }

  EvidenceSet run() {
    find_said_again();
    for (std::uint32_t i = 0; i < reports_.size(); ++i) weigh(i);
    for (auto& all : set_.of_place) {
      std::sort(all.begin(), all.end(), [](const Evidence& a, const Evidence& b) {
        return std::tie(a.day, b.weight, a.report, a.voice) <
               std::tie(b.day, a.weight, b.report, b.voice);
      });
    }
    for (auto& all : set_.sieges) {
      std::stable_sort(all.begin(), all.end(),
                       [](const SiegeNews& a, const SiegeNews& b) { return a.day < b.day; });
    }
    return std::move(set_);
  }

 private:
  const std::vector<std::uint32_t>& places_of_region(const Place& region) {
    const auto [it, fresh] = region_places_.try_emplace(region.id);
    if (fresh) {
      for (const Place* place : gazetteer_.places_in(region)) {
        if (const auto found = index_.of.find(place->id); found != index_.of.end()) {
          it->second.push_back(found->second);
        }
      }
    }
    return it->second;
  }

  std::vector<Target> targets_of(const PlaceReading& where, const ControlEffect& effect) {
    std::vector<Target> targets;
    const Place* place = gazetteer_.find(where.place);
    if (!place) return targets;
    if (place->is_region) {
      if (place->kind == "country") return targets;
      const auto& inside = places_of_region(*place);
      const double count = static_cast<double>(inside.size());
      if (inside.empty() || count > weights_.region_limit) return targets;
      double factor = is_fight(effect) ? weights_.region_fight : weights_.region;
      if (count > weights_.region_places) factor *= std::sqrt(weights_.region_places / count);
      for (const std::uint32_t i : inside) targets.push_back({i, factor, place->id});
      return targets;
    }
    const auto found = index_.of.find(place->id);
    if (found == index_.of.end()) return targets;
    targets.push_back({found->second, 1, {}});
    // Who takes a city takes its districts. Who is inside may be in any of them, but in one of a
    // part's parts no more than anywhere.
    const bool fight = is_fight(effect);
    add_parts(found->second, weights_.within, fight ? weights_.region_fight : weights_.within,
              place->id, targets);
    return targets;
  }

  /// The places within a place, by the factor, and those within these, each level by `deeper` once
  /// more. A chain that bites its own tail, which theatre check reports, ends where it comes back.
  void add_parts(std::uint32_t whole, double factor, double deeper, const PlaceId& through,
                 std::vector<Target>& targets) const {
    const auto it = within_.find(whole);
    if (it == within_.end()) return;
    for (const std::uint32_t i : it->second) {
      if (std::ranges::any_of(targets, [&](const Target& one) { return one.place == i; })) continue;
      targets.push_back({i, factor, through});
      add_parts(i, factor * deeper, deeper, through, targets);
    }
  }

  /// What a headline, standfirst or caption says and the body of the document says again counts
  /// once, with the speaker that the body names.
  void find_said_again() {
    said_again_.assign(reports_.size(), false);
    std::unordered_map<DocumentId, std::vector<const Claim*>> bodies;
    for (const Report& report : reports_) {
      if (report.claim->part == PartKind::kBody) {
        bodies[report.claim->document].push_back(report.claim);
      }
    }
    for (std::size_t i = 0; i < reports_.size(); ++i) {
      const Claim& claim = *reports_[i].claim;
      if (claim.part == PartKind::kBody) continue;
      const auto it = bodies.find(claim.document);
      if (it == bodies.end()) continue;
      said_again_[i] = std::any_of(it->second.begin(), it->second.end(),
                                   [&](const Claim* body) { return says_the_same(claim, *body); });
    }
  }

  std::uint32_t origin_of(const Voice& voice, const Report& report, bool own_voice) {
    std::string origin = voice.origin;
    for (const std::string& text : {report.sentence, report.claim->text}) {
      const std::string words = copy_key(text);
      if (words.empty()) continue;
      // Who prints the same words has them from the same place: the first one's origin stands.
      std::string key = fmt::format("{}#{}#{}", words, to_string(report.claim->type),
                                    own_voice ? std::string() : voice.text);
      const auto [it, fresh] = copies_.try_emplace(std::move(key), origin);
      if (!fresh) origin = it->second;
    }
    return origins_.try_emplace(origin, static_cast<std::uint32_t>(origins_.size())).first->second;
  }

  /// Inspectors and aid workers who enter a town do not come to hold it.
  std::vector<ActorReading> who_acts(const Claim& claim) const {
    std::vector<ActorReading> out = claim.who;
    std::erase_if(out, [&](const ActorReading& one) { return !parties_.acts_in_war(one.id); });
    return out;
  }

  /// True where armed men are spoken of: by the party's kind, else by the words.
  bool is_armed(const Claim& claim) const {
    return std::any_of(claim.who.begin(), claim.who.end(), [&](const ActorReading& who) {
      const Party* party = parties_.find(who.id);
      if (party &&
          (party->kind == "army" || party->kind == "armed_group" || party->kind == "militia")) {
        return true;
      }
      return forces_ && holds_force(who.text, *forces_);
    });
  }

  bool lies_within(const Place& part, const Place& whole) const {
    constexpr int kDeepest = 16;
    const Place* at = &part;
    for (int depth = 0; depth < kDeepest && !at->within.empty(); ++depth) {
      at = gazetteer_.find(at->within);
      if (!at) return false;
      if (at == &whole) return true;
    }
    return false;
  }

  /// True for a region or city that only says where another place of the claim lies: "in Kafr Nabl,
  /// in the province", "took Zuhur in Mosul".
  bool qualifies(const PlaceReading& where, const Claim& claim) const {
    const Place* region = gazetteer_.find(where.place);
    if (!region) return false;
    return std::any_of(claim.where.begin(), claim.where.end(), [&](const PlaceReading& other) {
      const Place* place = gazetteer_.find(other.place);
      if (!place || place == region) return false;
      if (!region->is_region) return other.is_told() && lies_within(*place, *region);
      // The middle of a border area may lie in a province that it does not lie in.
      return place->is_region ? place->parent == region->id : gazetteer_.lies_in(*place, *region);
    });
  }

  void weigh(std::uint32_t report_index) {
    const Report& report = reports_[report_index];
    if (said_again_[report_index]) return;
    const Claim& claim = *report.claim;
    const Timing timing = timing_of(report);
    // History without a time of its own tells of no day.
    if (claim.background && !timing.dated) return;
    if (claim.type == ClaimType::kBesiege) note_siege(claim, timing.day);
    const std::vector<ActorReading> who = who_acts(claim);
    std::vector<Voice> voices;  // made when the first place asks
    std::vector<std::uint32_t> origins;
    for (const PlaceReading& where : claim.where) {
      if (!where.is_told() || qualifies(where, claim)) continue;
      auto effect = effect_of(claim, nearness_of(where), weights_, is_armed(claim));
      if (!effect) continue;
      StateMask party = mask_of(who, effect->allies, space_, parties_, timing.day);
      if (!party && effect->change && claim.who.empty()) {
        party = takers_.of(claim, where.place, timing.day);
      }
      if (!party && effect->needs_party) continue;
      const auto targets = targets_of(where, *effect);
      if (targets.empty()) continue;
      if (voices.empty()) {
        voices = voices_of(report, parties_, weights_);
        if (!silent_.empty())
          std::erase_if(voices, [&](const Voice& voice) { return voice.origin == silent_; });
        if (voices.empty()) return;
        for (const Voice& voice : voices) {
          origins.push_back(origin_of(voice, report, claim.sources.empty()));
        }
      }
      const auto inside = effect_on_whole(claim, where, *effect);
      const auto wholes = inside ? wholes_of(where.place) : std::vector<Target>{};
      for (std::size_t i = 0; i < voices.size(); ++i) {
        add(report_index, timing, *effect, party, targets, voices[i], origins[i]);
        if (!wholes.empty())
          add(report_index, timing, *inside, party, wholes, voices[i], origins[i]);
      }
    }
  }

  /// The places that a place is within, from the next one up.
  std::vector<Target> wholes_of(const PlaceId& part) const {
    constexpr std::size_t kDeepest = 16;
    std::vector<Target> out;
    const Place* at = gazetteer_.find(part);
    while (at && !at->within.empty() && out.size() < kDeepest) {
      if (const auto it = index_.of.find(at->within); it != index_.of.end())
        out.push_back({it->second, 1, part});
      at = gazetteer_.find(at->within);
    }
    return out;
  }

  /// Who takes or enters a part of a place is inside of it, with whoever holds the rest.
  std::optional<ControlEffect> effect_on_whole(const Claim& claim, const PlaceReading& where,
                                               const ControlEffect& effect) const {
    if (!claim.asserts()) return std::nullopt;
    if (claim.type == ClaimType::kClash) return effect;
    if (claim.type != ClaimType::kCapture && claim.type != ClaimType::kEnter) return std::nullopt;
    Claim entry = claim;
    entry.type = ClaimType::kEnter;
    return effect_of(entry, nearness_of(where), weights_, true);
  }

  void add(std::uint32_t report_index, const Timing& timing, const ControlEffect& effect,
           StateMask party, const std::vector<Target>& targets, const Voice& voice,
           std::uint32_t origin) {
    const Claim& claim = *reports_[report_index].claim;
    std::vector<ActorId> actors;
    for (std::size_t i = 0; i < space_.contested(); ++i) {
      if ((party >> i) & 1) actors.push_back(space_.states()[i]);
    }
    const Stance stance = effect.stakes
                              ? stance_of(voice, actors, effect.gains, parties_, timing.day)
                              : Stance::kNeutral;
    double weight = effect.weight * voice_factor(voice, stance, weights_);
    // A side that denies its own loss says very little.
    if (!claim.asserts() && stance == Stance::kOwnGain) {
      weight = std::min(weight, weights_.against_own * voice.relay);
    }
    const double read = reading(claim.confidence) * (claim.background ? weights_.background : 1);
    Evidence evidence;
    evidence.day = timing.day;
    evidence.since = timing.since;
    evidence.dated = timing.dated;
    evidence.report = report_index;
    evidence.voice = static_cast<std::uint32_t>(set_.reasons.size());
    evidence.origin = origin;
    evidence.party = party;
    evidence.rivals = claim.type == ClaimType::kClash || !party
                          ? space_.party_mask()
                          : space_.rivals_of(party, parties_, timing.day);
    evidence.favours = effect.favours;
    evidence.opens = effect.opens;
    evidence.change = effect.change;
    evidence.party_factor = effect.party_factor;
    evidence.contested_factor = effect.contested_factor;
    const StateMask rivals = evidence.rivals;
    for (const Target& target : targets) {
      evidence.place = target.place;
      if (effect.opens == Opens::kAway) {
        evidence.rivals = takers_.comers(party, rivals, index_.places[target.place], timing.day);
      }
      evidence.through = target.through;
      // A reading that is right with chance c has the likelihood ratio c e^w + 1 - c.
      evidence.weight = std::log(read * std::exp(weight * target.factor) + 1 - read);
      evidence.open = effect.open * target.factor * read;
      set_.of_place[target.place].push_back(evidence);
    }
    set_.reasons.push_back(fmt::format("{}{}, said by {} ({}{})", to_string(claim.type),
                                       claim.asserts() ? "" : " denied", voice.text,
                                       to_string(stance), claim.background ? ", history" : ""));
  }

  double reading(double confidence) const {
    if (confidence <= 0) return 1;  // not given
    return weights_.confidence_floor + (1 - weights_.confidence_floor) * std::min(confidence, 1.0);
  }

  void note_siege(const Claim& claim, Day day) {
    if (claim.background || claim.status == ClaimStatus::kDenied) return;
    const bool ended = claim.negated && (claim.status == ClaimStatus::kHappened ||
                                         claim.status == ClaimStatus::kOngoing);
    if (!ended && (!claim.asserts() || claim.who.empty())) return;
    for (const PlaceReading& where : claim.where) {
      if (const auto it = index_.of.find(where.place); it != index_.of.end() && where.is_told()) {
        set_.sieges[it->second].push_back({day, ended ? ActorId() : claim.who.front().id});
      }
    }
  }

  const std::vector<Report>& reports_;
  const PlaceIndex& index_;
  const StateSpace& space_;
  const Gazetteer& gazetteer_;
  const Parties& parties_;
  const ControlWeights& weights_;
  const std::unordered_set<std::string>* forces_;
  const std::string& silent_;
  const Takers takers_;
  EvidenceSet set_;
  std::vector<bool> said_again_;  ///< by report
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> within_;
  std::unordered_map<PlaceId, std::vector<std::uint32_t>> region_places_;
  std::unordered_map<std::string, std::string> copies_;
  std::unordered_map<std::string, std::uint32_t> origins_;
};

}  // namespace

EvidenceSet weigh_reports(const std::vector<Report>& reports, const PlaceIndex& index,
                          const StateSpace& space, const Gazetteer& gazetteer,
                          const Parties& parties, const ControlWeights& weights,
                          const std::unordered_set<std::string>* forces,
                          const std::string& silent) {
  return Weigher(reports, index, space, gazetteer, parties, weights, forces, silent).run();
}

std::string copy_key(std::string_view text) {
  std::string key;
  int words = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80 && !std::isalnum(byte)) {
      if (!key.empty() && key.back() != ' ') key += ' ';
      continue;
    }
    if (key.empty() || key.back() == ' ') ++words;
    key += byte < 0x80 ? static_cast<char>(std::tolower(byte)) : c;
  }
  while (!key.empty() && key.back() == ' ') key.pop_back();
  return words < kCopyWords ? std::string() : key;
}

}  // namespace dateline
