#include "dateline/territory/evidence.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "dateline/territory/effect.h"

namespace dateline {
namespace {

/// The longest stretch over which the day of a change is spread; of a longer one the end counts.
constexpr int kLongestSpread = 14;
/// A clause of fewer words is too common to be known as a copy of another.
constexpr int kCopyWords = 5;

struct Target {
  std::uint32_t place;
  double factor;
  PlaceId through;
};

struct Timing {
  Day since, day;
  bool dated;
};

/// Nothing is known of days after publication, whatever the reading of the time says.
Timing timing_of(const Report& report) {
  const auto& when = report.claim->when;
  if (!when || when->days.begin > report.published) {
    return {report.published - 1, report.published, false};
  }
  const Day end = std::min(when->days.end, report.published);
  return {std::max(when->days.begin, end - (kLongestSpread - 1)), end, true};
}

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

class Weigher {
 public:
  Weigher(const std::vector<Report>& reports, const PlaceIndex& index, const StateSpace& space,
          const Gazetteer& gazetteer, const Parties& parties, const ControlWeights& weights)
      : reports_(reports),
        index_(index),
        space_(space),
        gazetteer_(gazetteer),
        parties_(parties),
        weights_(weights) {
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
    find_takers();
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
  StateMask mask_of(const std::vector<ActorReading>& actors, bool allies, Day day) const {
    StateMask mask = 0;
    for (const ActorReading& actor : actors) {
      mask |= allies ? space_.mask_with_allies(actor.id, parties_, day) : space_.mask_of(actor.id);
    }
    return mask;
  }

  /// Who is told to take or enter a place, for "the fall of X", which names nobody.
  void find_takers() {
    for (const Report& report : reports_) {
      const Claim& claim = *report.claim;
      if (!claim.asserts() || claim.background ||
          (claim.type != ClaimType::kCapture && claim.type != ClaimType::kEnter)) {
        continue;
      }
      const Day day = timing_of(report).day;
      const StateMask mask = mask_of(claim.who, true, day);
      if (!mask) continue;
      for (const PlaceReading& where : claim.where) {
        takers_[where.place].push_back({day, claim.document, mask});
      }
    }
  }

  StateMask takers_of(const Claim& claim, const PlaceId& place, Day day) const {
    const auto it = takers_.find(place);
    if (it == takers_.end()) return 0;
    StateMask same_document = 0;
    StateMask near_days = 0;
    for (const Taker& taker : it->second) {
      if (taker.document == claim.document) same_document |= taker.mask;
      if (std::abs(taker.day - day) <= weights_.window_days) near_days |= taker.mask;
    }
    return same_document ? same_document : near_days;
  }

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

  std::vector<Target> targets_of(const PlaceReading& where, const Effect& effect) {
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
    if (const auto it = within_.find(found->second); it != within_.end()) {
      for (const std::uint32_t i : it->second) targets.push_back({i, weights_.within, place->id});
    }
    return targets;
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

  void weigh(std::uint32_t report_index) {
    const Report& report = reports_[report_index];
    const Claim& claim = *report.claim;
    const Timing timing = timing_of(report);
    // History without a time of its own tells of no day.
    if (claim.background && !timing.dated) return;
    if (claim.type == ClaimType::kBesiege) note_siege(claim, timing.day);
    std::vector<Voice> voices;  // made when the first place asks
    std::vector<std::uint32_t> origins;
    for (const PlaceReading& where : claim.where) {
      auto effect = effect_of(claim, nearness_of(where), weights_);
      if (!effect) continue;
      StateMask party = mask_of(claim.who, effect->allies, timing.day);
      if (!party && effect->change && claim.who.empty()) {
        party = takers_of(claim, where.place, timing.day);
      }
      if (!party && effect->needs_party) continue;
      const auto targets = targets_of(where, *effect);
      if (targets.empty()) continue;
      if (voices.empty()) {
        voices = voices_of(report, parties_, weights_);
        for (const Voice& voice : voices) {
          origins.push_back(origin_of(voice, report, claim.sources.empty()));
        }
      }
      for (std::size_t i = 0; i < voices.size(); ++i) {
        add(report_index, timing, *effect, party, targets, voices[i], origins[i]);
      }
    }
  }

  void add(std::uint32_t report_index, const Timing& timing, const Effect& effect, StateMask party,
           const std::vector<Target>& targets, const Voice& voice, std::uint32_t origin) {
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
    for (const Target& target : targets) {
      evidence.place = target.place;
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
      if (const auto it = index_.of.find(where.place); it != index_.of.end()) {
        set_.sieges[it->second].push_back({day, ended ? ActorId() : claim.who.front().id});
      }
    }
  }

  struct Taker {
    Day day;
    DocumentId document;
    StateMask mask;
  };

  const std::vector<Report>& reports_;
  const PlaceIndex& index_;
  const StateSpace& space_;
  const Gazetteer& gazetteer_;
  const Parties& parties_;
  const ControlWeights& weights_;
  EvidenceSet set_;
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> within_;
  std::unordered_map<PlaceId, std::vector<Taker>> takers_;
  std::unordered_map<PlaceId, std::vector<std::uint32_t>> region_places_;
  std::unordered_map<std::string, std::string> copies_;
  std::unordered_map<std::string, std::uint32_t> origins_;
};

}  // namespace

EvidenceSet weigh_reports(const std::vector<Report>& reports, const PlaceIndex& index,
                          const StateSpace& space, const Gazetteer& gazetteer,
                          const Parties& parties, const ControlWeights& weights) {
  return Weigher(reports, index, space, gazetteer, parties, weights).run();
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
